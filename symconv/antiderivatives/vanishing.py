"""Factors without x and t at whose zeros a result has no value, though the integral may have one.

They are denominators that the integrands do not have, and factors of the argument of a function
that is singular at 0: (e^{ut} - 1)/u and u log u at u = 0.
"""

from __future__ import annotations

from symconv.algebra import numbers as nb
from symconv.algebra.dependence import depends
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.antiderivatives.field import T, X, factorisation
from symconv.antiderivatives.sums import PLAIN, Sum

__all__ = ["open_factor"]

_SINGULAR_AT_ZERO = ("log", "Ei", "E1", "Ci")


def open_factor(given: list[Sum], found: list[Sum], facts: Facts) -> Number | None:
    """A factor of the results that the integrands do not have and the facts do not keep from 0."""
    known = _denominators(given)
    for index, factor in _denominators(found).items():
        if depends(factor, T) or depends(factor, X) or index in known:
            continue
        if facts.nonzero(factor) is not True:
            return factor
    degenerate = _degenerate(given)
    for factor in _degenerate(found):
        if factor not in degenerate and facts.nonzero(factor) is not True:
            return factor
    return None


def _degenerate(values: list[Sum]) -> list[Number]:
    """The factors whose zeros make the argument of a logarithmic function 0."""
    found: dict[Number, None] = {}
    for value in values:
        for _, (name, u) in value.terms:
            if name not in _SINGULAR_AT_ZERO:
                continue
            parts = [part for part in (nb.real_part(u), nb.imaginary_part(u)) if part != 0]
            first, *others = ([c for c, times in factorisation(p) if times > 0] for p in parts)
            for factor in first:
                if all(factor in row for row in others) and not depends(factor, T):
                    found[factor] = None
    return list(found)


def _denominators(values: list[Sum]) -> dict[int, Number]:
    found: dict[int, Number] = {}
    for value in values:
        for (q, a), r in value.terms.items():
            for part in (q, r) if a is PLAIN else (q, r, a[1]):
                found.update(nb.poles(part))
    return found
