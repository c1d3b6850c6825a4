"""A power (x − p)^α on an interval, convolved with an exponential polynomial or another power.

In local coordinates v = x − p and w = t − p − q the integrand is v^{s−1} e^{μv} times
(w − v)^n e^{λ(w−v)} or (w − v)^{r−1} e^{λ(w−v)}, over the v that both intervals admit.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise, product
from math import comb, factorial
from typing import Any

import sympy

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression, number
from symconv.algebra.distribution import Distribution
from symconv.algebra.exppoly import ExpPoly
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.laplacepairs.ledger import Ledger
from symconv.laplacepairs.moments import (
    ExponentialMoment,
    beta_antiderivative,
    beta_whole,
    is_half,
)
from symconv.laplacepairs.parts import Part
from symconv.laplacepairs.tokens import Piece
from symconv.reading import OutsideClass
from symconv.reading.cases import decided_sign
from symconv.reading.conditions import sorted_points

__all__ = ["PowerTerm", "power_terms", "power_with_power", "power_with_regular"]


@dataclass(frozen=True)
class PowerTerm:
    """weight · v^{s−1} e^{rate·v} for lower < v < upper, v = x − point."""

    weight: Any
    s: Any
    rate: Number
    point: Number
    lower: Number
    upper: Number | None
    nonzero: bool | None


def power_terms(piece: Piece, facts: Facts) -> list[PowerTerm]:
    """The terms of a piece whose only factor is a right-sided power, in local coordinates."""
    (factor,) = piece.factors
    point = number(factor.point)
    if piece.lower is None:
        raise OutsideClass("a power of a negative number")
    lower = piece.lower - point
    upper = None if piece.upper is None else piece.upper - point
    both_sides = factor.is_entire_power and factor.exponent.is_nonnegative
    if lower != 0 and not both_sides and decided_sign(facts, lower) < 0:
        raise OutsideClass("a power of a negative number")
    found = []
    local = piece.body.recentred(point)
    for key, k, c in local.items():
        weight = expression(c) * sympy.exp(expression(key.beta)) / factorial(k)
        if factor.side == -1:
            weight *= (-1) ** factor.exponent
        found.append(
            PowerTerm(weight, sympy.expand(factor.exponent + k + 1), key.lam, point, lower, upper,
                  _leads(local, k) and facts.nonzero(c))
        )  # fmt: skip
    return found


def _leads(local: ExpPoly, k: int) -> bool:
    """Whether v^k is the lowest power, and the only term of it."""
    powers = [n for _, n, _ in local.items()]
    return k == min(powers) and powers.count(k) == 1


def power_with_regular(piece: Piece, g: Distribution, ledger: Ledger) -> list[Part]:
    """(right-sided power piece) ∗ (exponential-polynomial distribution)."""
    parts: list[Part] = []
    terms = power_terms(piece, ledger.facts)
    partner = any(ledger.facts.nonzero(c) is True for c in g.coefficients())
    if g.line or g.right:
        for term in terms:
            if term.lower == 0:
                weights = (term.nonzero, partner)
                ledger.require_integrable(term.s, expression(term.point), weights)
    for term in terms:
        for b, local in g.right.items():
            for key, n, c in local.items():
                weight = expression(c) * sympy.exp(expression(key.beta)) / factorial(n)
                parts += _with_right(term, b, key.lam, n, weight, ledger)
        for key, n, c in g.line.items():
            weight = expression(c) * sympy.exp(expression(key.beta)) / factorial(n)
            known = (len(terms) == 1, term.nonzero, ledger.facts.nonzero(c))
            parts.append(_with_line(term, key.lam, n, weight, known, ledger))
    return parts + _with_masses(piece, g, ledger)


def _with_masses(piece: Piece, g: Distribution, ledger: Ledger) -> list[Part]:
    """Σ weight · φ(t − a) for point masses of order 0."""
    found = []
    for a, part in g.mass.items():
        for key, k, c in part.items():
            if k:
                raise OutsideClass("a derivative of a point mass on a singular factor")
            weight = expression(c) * sympy.exp(expression(key.beta))
            for term in power_terms(piece, ledger.facts):
                v = ledger.t - expression(a + term.point)
                value = weight * term.weight * v ** (term.s - 1) * _exp(term.rate, v)
                start = a + term.point + term.lower
                stop = None if term.upper is None else a + term.point + term.upper
                found.append(Part(start, stop, value))
    return found


def _exp(rate: Number, v: Any) -> Any:
    return sympy.exp(expression(rate) * v)


def _with_right(
    term: PowerTerm, b: Number, rate: Number, n: int, weight: Any, ledger: Ledger
) -> list[Part]:
    """∫ v^{s−1} e^{μv} (w−v)^n e^{λ(w−v)} dv from `lower` to min(w, upper)."""
    origin = term.point + b
    w = ledger.t - expression(origin)
    kappa = rate - term.rate
    size = term.weight * weight
    start = origin + term.lower
    growing = size * _running(term, kappa, rate, n, w, ledger)
    if term.upper is None:
        return [Part(start, None, growing)]
    stop = origin + term.upper
    full = size * _expanded(term, kappa, rate, n, w, expression(term.upper), ledger)
    return [Part(start, stop, growing), Part(stop, None, full)]


def _running(term: PowerTerm, kappa: Number, rate: Number, n: int, w: Any, ledger: Ledger) -> Any:
    """The integral up to v = w."""
    if term.lower == 0:
        if kappa == 0:
            ledger.cite("B(s, n+1): DLMF 5.12.1")
            return beta_whole(term.s, sympy.Integer(n + 1), w) * _exp(rate, w)
        if not _is_elementary(term.s, kappa, ledger.facts):
            ledger.cite("1F1: DLMF 13.4.1")
            return _kummer(term.s, sympy.Integer(n + 1), kappa, rate, w)
    return _expanded(term, kappa, rate, n, w, w, ledger)


def _is_elementary(s: Any, kappa: Number, facts: Facts) -> bool:
    if not is_half(s):
        return False
    real, imaginary = nb.real_part(kappa), nb.imaginary_part(kappa)
    if imaginary == 0:
        return bool(facts.sign(real))
    return real == 0 and bool(facts.sign(imaginary))


def _kummer(s: Any, r: Any, kappa: Number, rate: Number, w: Any) -> Any:
    """∫_0^w v^{s−1} (w−v)^{r−1} e^{−κv} dv · e^{λw} = w^{s+r−1} B(s, r) 1F1(s; s+r; −κw) e^{λw}."""
    argument = sympy.expand(-expression(kappa) * w)
    if s == r == sympy.Rational(1, 2):
        middle = sympy.expand((expression(rate) - expression(kappa) / 2) * w)
        return sympy.pi * sympy.exp(middle) * sympy.besseli(0, argument / 2)
    return beta_whole(s, r, w) * sympy.hyper((s,), (s + r,), argument) * _exp(rate, w)


def _expanded(
    term: PowerTerm, kappa: Number, rate: Number, n: int, w: Any, stop: Any, ledger: Ledger
) -> Any:
    """e^{λw} Σ_j C(n, j) (−1)^j w^{n−j} [G_{s+j}(stop) − G_{s+j}(lower)]."""
    ledger.cite("incomplete gamma function: DLMF 8.2.1, 8.5.1, 8.4.1")
    total = sympy.Integer(0)
    for j in range(n + 1):
        moment = ExponentialMoment(sympy.expand(term.s + j), kappa, ledger.facts)
        difference = moment.at(stop)
        if term.lower != 0:
            difference -= moment.at(expression(term.lower))
        total += (-1) ** j * comb(n, j) * w ** (n - j) * difference
    return _exp(rate, w) * total


def _with_line(
    term: PowerTerm,
    rate: Number,
    n: int,
    weight: Any,
    weights: tuple[bool | None, ...],
    ledger: Ledger,
) -> Part:
    """The same integral over the whole of the power's interval, for every t."""
    w = ledger.t - expression(term.point)
    kappa = rate - term.rate
    if term.upper is not None:
        value = _expanded(term, kappa, rate, n, w, expression(term.upper), ledger)
        return Part(None, None, term.weight * weight * value)
    ledger.cite("Laplace transform of a power at a point: DLMF 5.9.1")
    total = sympy.Integer(0)
    for j in range(n, -1, -1):
        s = sympy.expand(term.s + j)
        tails = (expression(term.rate), expression(rate))
        ledger.require_decay(kappa, s - 1, tails, weights)
        moment = ExponentialMoment(s, kappa, ledger.facts)
        difference = sympy.Integer(0) if kappa == 0 else moment.at_infinity()
        if term.lower != 0:
            difference -= moment.at(expression(term.lower))
        total += (-1) ** j * comb(n, j) * w ** (n - j) * difference
    return Part(None, None, term.weight * weight * _exp(rate, w) * total)


def power_with_power(first: Piece, second: Piece, ledger: Ledger) -> list[Part]:
    """(right-sided power piece) ∗ (right-sided power piece)."""
    parts: list[Part] = []
    pairs = product(power_terms(first, ledger.facts), power_terms(second, ledger.facts))
    for a, b in pairs:
        for term in (a, b):
            if term.lower == 0:
                weights = (a.nonzero, b.nonzero)
                ledger.require_integrable(term.s, expression(term.point), weights)
        if is_full(a) and is_full(b):
            parts.append(_full_powers(a, b, ledger))
        elif a.rate == b.rate:
            parts += _cut_powers(a, b, ledger)
        else:
            raise OutsideClass("cut powers with different exponentials")
    return parts


def is_full(term: PowerTerm) -> bool:
    return bool(term.lower == 0) and term.upper is None


def _full_powers(a: PowerTerm, b: PowerTerm, ledger: Ledger) -> Part:
    origin = a.point + b.point
    w = ledger.t - expression(origin)
    if a.rate == b.rate:
        ledger.cite("Γ(a)(s+λ)^{-a}·Γ(b)(s+λ)^{-b}: DLMF 5.9.1, 5.12.1")
        value = beta_whole(a.s, b.s, w) * _exp(b.rate, w)
    else:
        ledger.cite("1F1: DLMF 13.4.1")
        value = _kummer(a.s, b.s, b.rate - a.rate, b.rate, w)
    return Part(origin, None, a.weight * b.weight * value)


def _cut_powers(a: PowerTerm, b: PowerTerm, ledger: Ledger) -> list[Part]:
    """On each interval of w: the limits of v are known ends, w − ends, or both."""
    if any(ledger.facts.sign(number(sympy.re(term.s))) != 1 for term in (a, b)):
        raise OutsideClass("an incomplete Beta function of a negative order")
    if any(term.lower != 0 and decided_sign(ledger.facts, term.lower) < 0 for term in (a, b)):
        raise OutsideClass("integer powers on both sides of their point")
    ledger.cite("incomplete Beta function: DLMF 8.17.7, 5.12.1")
    ends = [x + y for x in (a.lower, a.upper) if x is not None
            for y in (b.lower, b.upper) if y is not None]  # fmt: skip
    ordered: list[Number | None] = [*sorted_points(tuple(dict.fromkeys(ends)), ledger.facts), None]
    origin = a.point + b.point
    w = ledger.t - expression(origin)
    parts = []
    for start, stop in pairwise(ordered):
        limits = _limits(a, b, start, w, ledger.facts)
        if start is None or limits is None:
            continue
        low, high = limits
        value = beta_antiderivative(a.s, b.s, high, w) - beta_antiderivative(a.s, b.s, low, w)
        weight = a.weight * b.weight * _exp(a.rate, w)
        end = None if stop is None else origin + stop
        parts.append(Part(origin + start, end, weight * value))
    return parts


def _limits(
    a: PowerTerm, b: PowerTerm, start: Number | None, w: Any, facts: Facts
) -> tuple[Any, Any] | None:
    """max(a.lower, w − b.upper) and min(a.upper, w − b.lower) just above w = start."""
    if start is None:
        return None
    low, high = expression(a.lower), w - expression(b.lower)
    if b.upper is not None and decided_sign(facts, start - b.upper - a.lower) >= 0:
        low = w - expression(b.upper)
        if a.upper is not None and decided_sign(facts, start - b.upper - a.upper) >= 0:
            return None
    if a.upper is not None and decided_sign(facts, start - b.lower - a.upper) >= 0:
        high = expression(a.upper)
    return low, high
