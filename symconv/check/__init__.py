"""Is this true for these functions? Verdicts on laws and claims: PROVED, REFUTED, UNDECIDED.

    comparing.py   two expressions in t: exact normal forms first, balls to refute, else undecided
    sampling.py    where balls are compared: every piece, both tails, every parameter arm
    laws.py        commutativity … smoothness, each with its hypotheses
    claims.py      is h the convolution of f and g? with hint and correction

Equalities hold almost everywhere. Agreement of numbers alone is UNDECIDED, and says so.
"""

from symconv.check.claims import claim
from symconv.check.laws import (
    area,
    associativity,
    commutativity,
    correlation_as_convolution,
    correlation_symmetry,
    differentiation,
    distributivity,
    moments,
    scalar,
    smoothness,
    translation,
)
from symconv.truth import Status, Verdict

__all__ = [
    "Status",
    "Verdict",
    "area",
    "associativity",
    "claim",
    "commutativity",
    "correlation_as_convolution",
    "correlation_symmetry",
    "differentiation",
    "distributivity",
    "moments",
    "scalar",
    "smoothness",
    "translation",
]
