"""The trusted proof checker: standard library only, a pure function over plain data.

`check(certificate)` re-checks three kinds of certificate: a law for arbitrary functions (rules of
inference in `rules`, from the axioms in laws/theory.json), a concrete convolution (`decider`), and
a claim that rests on an oracle, which is reported and never called proved.
"""

from symconv.kernel.checking import check, laws, load, theory
from symconv.kernel.refusal import CertificateError
from symconv.kernel.report import interpret
from symconv.kernel.theorem import Theorem

__all__ = ["CertificateError", "Theorem", "check", "interpret", "laws", "load", "theory"]
