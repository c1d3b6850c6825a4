"""Real poles of a spectral sum: where it is singular, and whether its integral exists there."""

from __future__ import annotations

from math import factorial

from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression
from symconv.algebra.exppoly import ExpPoly
from symconv.algebra.generators import RADICAL
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.errors import DivergentIntegral
from symconv.reading import OutsideClass
from symconv.spectra.sums import SpectralSum

__all__ = [
    "certainly_nonzero",
    "is_singular",
    "principal_part",
    "real_poles",
    "require_integrable",
]


def is_singular(f: SpectralSum) -> bool:
    """Whether f has a real pole at which it is not regular."""
    return any(principal_part(f, pole) for pole in real_poles(f))


def require_integrable(f: SpectralSum, facts: Facts, *, principal_value: bool) -> None:
    """Raise DivergentIntegral at a real pole of order 2 or more, or simple without the flag."""
    for pole in real_poles(f):
        _require_integrable(pole, f, facts, principal_value)


def real_poles(f: SpectralSum) -> list[Number]:
    """The real poles, each once."""
    return list(dict.fromkeys(term.pole for term in f.polar if term.side))


def principal_part(f: SpectralSum, pole: Number) -> dict[int, ExpPoly]:
    """The coefficients of (x − pole)^{−j}, j ≥ 1, as constants of modes (0, β); no zeros."""
    parts: dict[int, ExpPoly] = {}
    for term, c in f.polar.items():
        if term.pole != pole:
            continue
        wave = ExpPoly({term.mode: {0: c}}).recentred(pole)
        for j in range(term.order):
            value = wave.at_zero().scaled(fmpq(1, factorial(j)))
            parts.setdefault(term.order - j, ExpPoly()).add(value)
            wave = wave.derivative()
    return {j: value for j, value in parts.items() if value}


def _require_integrable(pole: Number, f: SpectralSum, facts: Facts, principal_value: bool) -> None:
    parts = principal_part(f, pole)
    if not parts:
        return
    order = max(parts)
    if principal_value and order == 1:
        return
    rivals = [pole - other for other in real_poles(f) if other != pole]
    if not certainly_nonzero(parts[order], facts) or any(
        facts.nonzero(gap) is not True for gap in rivals
    ):
        raise OutsideClass("whether a real pole is there depends on the parameters")
    place = expression(pole)
    advice = "; principal_value=True takes it symmetrically" if order == 1 else ""
    raise DivergentIntegral(
        f"a factor has a pole of order {order} at {place}, where it is not integrable{advice}",
        end=place,
        tails=(f"(x - ({place}))**(-{order})",),
    )


def certainly_nonzero(value: ExpPoly, facts: Facts) -> bool:
    """Whether Σ c e^β is known not to be 0: one term, or constants (Lindemann and Weierstrass)."""
    terms = [(key.beta, c) for key, _, c in value.items()]
    if len(terms) == 1:
        return facts.nonzero(terms[0][1]) is True
    parts = [part for pair in terms for part in pair]
    generators = [gen for part in parts for gen in nb.generators_of(part)]
    return bool(terms) and all(gen.kind == RADICAL and gen.plain for gen in generators)
