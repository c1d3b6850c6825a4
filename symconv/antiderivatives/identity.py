"""The decision P′ = f: is a proposed antiderivative one?

Differentiating removes erf, log and atan; what remains lies in Q(params)(x)(e^{q(x)}), or keeps an
atom with a coefficient of its own. A sum there is zero exactly when every coefficient is, since e^q
and e^p with q − p not constant are independent over the rational functions. Exponents that
differ by a constant are compared as they stand, so a True is always right and a False may, for
constants such as e^{log 2 − β} hidden in a parameter, be a refusal.
"""

from __future__ import annotations

from symconv.algebra.generators import Generator
from symconv.antiderivatives.sums import Sum

__all__ = ["is_antiderivative"]


def is_antiderivative(candidate: Sum, integrand: Sum, gen: Generator) -> bool:
    """Whether d candidate/d gen − integrand is 0 in the field."""
    return not (candidate.derivative(gen) - integrand)
