"""The check of last resort: answer and defining integral, enclosed and compared.

A method that has no exact proof hands its expression to `certify`. At chosen points the value of
the expression and the defining integral are enclosed independently, to at least 100 bits. All
overlap: status "enclosed", with the points in the certificate. One pair of disjoint balls: the
expression is wrong, which is a fault of the method that proposed it; `certify` says so by the
warning `RefutedForm` and returns None. A ball that cannot be made tight: None as well.

The points: on every interval between the break points of the answer and those that the definition
has (sums of break points of f and g; differences for ⋆), near both ends and in between; on both
tails near and far; for two draws of the parameters in every arm of the answer's conditions. They
depend on nothing but the problem and the answer (seeded by SHA-256 of their canonical text).
"""

from symconv.certify.examining import certify, examine
from symconv.certify.outcome import Examination, RefutedForm

__all__ = ["Examination", "RefutedForm", "certify", "examine"]
