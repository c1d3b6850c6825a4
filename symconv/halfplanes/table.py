"""The kinds of densities, and the transform of each.

u^a log^l u on a half-line, a polynomial on an interval, and a polynomial times Σ c log^l(z − q)
with q below the line, as atan and the logarithm of a positive quadratic are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import sympy

from symconv.algebra.constants import number
from symconv.algebra.signs import Facts
from symconv.antiderivatives.limits import is_positive
from symconv.antiderivatives.sums import NotElementary
from symconv.halfplanes.logpowers import LogPowers, Parts, integer_power, product
from symconv.halfplanes.windows import Window

__all__ = ["HIGHEST", "Density", "Factors", "Growth", "logarithms", "polynomial_piece", "powers"]

HIGHEST = 12
_ZERO = sympy.S.Zero


@dataclass(frozen=True)
class Growth:
    """|x|^exponent·log^logs |x| at one end of the line (side ±1), or at a singular `place`."""

    side: int
    exponent: Any
    logs: int
    place: Any = None


@dataclass(frozen=True)
class Density:
    """weight·f, f real with the transform S in the upper half plane and conj S(conj z) below.

    A power that is not integrable at its end has no transform, and its `growth` names the place.
    """

    weight: Any
    transform: LogPowers | Window | None
    growth: tuple[Growth, ...] = ()


@dataclass
class Factors:
    """weight · polynomial · Π base^exponent over linear bases · log(...) or atan(...)."""

    weight: Any
    polynomial: Any
    powers: dict[Any, Any]
    special: Any = None


def powers(
    factors: Factors, x: Any, q: Any, side: int, exponent: Any, logs: int, facts: Facts
) -> list[Density]:
    """weight·polynomial(x)·u^exponent·log^logs u, u = side·(x − q) > 0."""
    found = []
    moved = sympy.Poly(factors.polynomial.as_expr().subs(x, q + side * x), x)
    for (n,), c in moved.terms():
        if c != 0:
            power, weight = exponent + n, factors.weight * c
            growth = Growth(side, power, logs)
            if is_positive(number(power + 1), facts):
                found.append(Density(weight, _tail(q, side, power, logs, facts), (growth,)))
            else:
                found.append(Density(weight, None, (replace(growth, place=q),)))
    return found


def _tail(q: Any, side: int, power: Any, logs: int, facts: Facts) -> LogPowers:
    """The transform of u^power log^logs u on u = side·(y − q) > 0, in w = −side·(z − q).

    side·P(w) with P = π w^a/sin(πa), its derivative by a, and (−w)^n log^{l+1} w/(l + 1).
    """
    place = Parts(q, _ZERO)
    if power.is_Integer and power >= 0:
        c = sympy.Integer(side) * (-1) ** power / (logs + 1)
        return LogPowers.one(place, -side, power, logs + 1, Parts(c, _ZERO))
    _require_broken(power, facts)
    angle = sympy.pi * power
    c = side * sympy.pi / sympy.sin(angle)
    terms = LogPowers.one(place, -side, power, logs, Parts(c, _ZERO))
    if logs:
        lower = -c * sympy.pi * sympy.cos(angle) / sympy.sin(angle)
        terms = terms.plus(LogPowers.one(place, -side, power, 0, Parts(lower, _ZERO)))
    return terms


def _require_broken(power: Any, facts: Facts) -> None:
    """power > −1 must be known to be no integer."""
    if power.is_Rational or power.is_integer is False:
        return
    for k in range(-1, HIGHEST):
        gaps = (number(power - k), number(k + 1 - power))
        if all(facts.sign(gap) == 1 for gap in gaps):
            return
    raise NotElementary("an exponent that may be an integer")


def logarithms(factors: Factors, place: Parts, row: dict[int, Parts], logs: int) -> list[Density]:
    """weight·polynomial·Σ c log^l(z − q), the polynomial in powers of z − q."""
    if factors.powers:
        raise NotElementary("a power times a logarithm or an arctangent")
    found = []
    for (n,), c in factors.polynomial.terms():
        terms = LogPowers({})
        for k in range(n + 1):
            shift = integer_power(place.re, place.im, n - k)
            scale = Parts(*(sympy.binomial(n, k) * part for part in shift))
            for power, value in row.items():
                terms = terms.plus(LogPowers.one(place, 1, k, power, product(scale, value)))
        growth = tuple(Growth(side, sympy.Integer(n), logs) for side in (-1, 1))
        found.append(Density(factors.weight * c, terms, growth))
    return found


def polynomial_piece(factors: Factors, x: Any, low: Any, high: Any, facts: Facts) -> list[Density]:
    """p from `low` on, minus p from `high` on: p(z) log((z − a)/(z − b)), less what makes it decay.

    ∫ p(y)/(z − y) dy = p(z) ∫ dy/(z − y) − ∫ (p(z) − p(y))/(z − y) dy over [a, b].
    """
    later = Factors(-factors.weight, factors.polynomial, {})
    both = [
        *powers(factors, x, low, 1, _ZERO, 0, facts),
        *powers(later, x, high, 1, _ZERO, 0, facts),
    ]
    rest = LogPowers({})
    moved = sympy.Poly(factors.polynomial.as_expr().subs(x, low + x), x)
    for (n,), c in moved.terms():
        for k in range(n):
            value = Parts(-c * (high - low) ** (n - k) / (n - k), _ZERO)
            rest = rest.plus(LogPowers.one(Parts(low, _ZERO), 1, k, 0, value))
    found = [Density(part.weight, part.transform) for part in both]
    return [*found, Density(factors.weight, rest)] if rest.terms else found
