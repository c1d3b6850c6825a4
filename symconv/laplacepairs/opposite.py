"""A power that opens to the right with one that opens to the left, as in autocorrelations."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import sympy

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression, number
from symconv.algebra.elements import ZERO
from symconv.algebra.numbers import Number
from symconv.laplacepairs.ledger import Ledger
from symconv.laplacepairs.moments import opened_antiderivative
from symconv.laplacepairs.parts import Part
from symconv.laplacepairs.powers import PowerTerm, is_full, power_terms
from symconv.laplacepairs.tokens import Piece
from symconv.reading import OutsideClass
from symconv.reading.cases import decided_sign
from symconv.reading.conditions import sorted_points

__all__ = ["opposite_powers"]


def opposite_powers(right: Piece, left: Piece, ledger: Ledger) -> list[Part]:
    """v^{s−1} e^{μv} on a right half-line ∗ u^{s−1} e^{νu} on a left one, σ = −μ − ν > 0.

    With v = x − p, u = q − y, w = t − p − q: u = v − w. On half-lines
    Γ(s)/√π (|w|/σ)^{s−1/2} e^{(μ−ν)w/2} K_{s−1/2}(σ|w|/2): DLMF 10.32.8 with z = σ|w|/2.
    """
    parts: list[Part] = []
    for a in power_terms(right, ledger.facts):
        for b in power_terms(left.reflected(ledger.variable), ledger.facts):
            if a.upper is not None and b.upper is not None:
                parts += _cut_opposite(a, b, ledger)
                continue
            if not (is_full(a) and is_full(b)) or a.s != b.s:
                raise OutsideClass("opposite powers of different order")
            weights = (a.nonzero, b.nonzero)
            ledger.require_integrable(a.s, expression(a.point), weights)
            sigma = -a.rate - b.rate
            tails = (expression(a.rate), expression(-b.rate))
            ledger.require_decay(sigma, 2 * a.s - 2, tails, (*weights, False))
            if not nb.is_real(sigma) or ledger.facts.sign(sigma) != 1:
                raise OutsideClass("opposite powers without exponential decay")
            parts += _bessel_parts(a, b, expression(sigma), ledger)
    return parts


def _bessel_parts(a: PowerTerm, b: PowerTerm, sigma: Any, ledger: Ledger) -> list[Part]:
    ledger.cite("modified Bessel function K: DLMF 10.32.8")
    origin = a.point - b.point
    w = ledger.t - expression(origin)
    order = a.s - sympy.Rational(1, 2)
    tilt = sympy.exp(sympy.expand(expression(a.rate - b.rate) * w / 2))
    size = a.weight * b.weight * sympy.gamma(a.s) / sympy.sqrt(sympy.pi) * tilt

    def value(distance: Any) -> Any:
        argument = sympy.expand(sigma * distance / 2)
        return size * (distance / sigma) ** order * sympy.besselk(order, argument)

    return [Part(None, origin, value(-w)), Part(origin, None, value(w))]


def _cut_opposite(a: PowerTerm, b: PowerTerm, ledger: Ledger) -> list[Part]:
    """Both on bounded intervals, μ + ν = 0: u from max(l', l − w) to min(h', h − w)."""
    if a.rate + b.rate != 0:
        raise OutsideClass("cut opposite powers with different exponentials")
    for term in (a, b):
        if term.lower == 0:
            ledger.require_integrable(term.s, expression(term.point), (a.nonzero, b.nonzero))
        if ledger.facts.sign(number(sympy.re(term.s))) != 1 or (
            term.lower != 0 and decided_sign(ledger.facts, term.lower) < 0
        ):
            raise OutsideClass("a power of a negative order, or on both sides of its point")
    assert a.upper is not None
    assert b.upper is not None
    ledger.cite("incomplete Beta function of a negative argument: DLMF 8.17.7")
    starts, stops = a.lower - b.lower, a.upper - b.upper
    ends = dict.fromkeys((a.lower - b.upper, starts, stops, a.upper - b.lower, ZERO))
    ordered = sorted_points(tuple(ends), ledger.facts)
    origin = a.point - b.point
    parts = []
    for start, stop in pairwise(ordered):
        inside = (start - (a.lower - b.upper), a.upper - b.lower - stop)
        if any(decided_sign(ledger.facts, gap) < 0 for gap in inside):
            continue
        value = _between(a, b, start, ledger.t - expression(origin), ledger)
        parts.append(Part(origin + start, origin + stop, value))
    return parts


def _between(a: PowerTerm, b: PowerTerm, start: Number, w: Any, ledger: Ledger) -> Any:
    """∫ u^{r−1} (u + w)^{s−1} du for w > 0, ∫ v^{s−1} (v − w)^{r−1} dv for w < 0."""
    assert a.upper is not None
    assert b.upper is not None
    facts = ledger.facts
    low_is_own = decided_sign(facts, start - a.lower + b.lower) >= 0
    high_is_own = decided_sign(facts, start - a.upper + b.upper) < 0
    low = expression(b.lower) if low_is_own else expression(a.lower) - w
    high = expression(b.upper) if high_is_own else expression(a.upper) - w
    weight = a.weight * b.weight * sympy.exp(expression(a.rate) * w)
    if decided_sign(facts, start) >= 0:
        ends = [opened_antiderivative(b.s, a.s, u, w) for u in (high, low)]
    else:
        ends = [opened_antiderivative(a.s, b.s, sympy.expand(u + w), -w) for u in (high, low)]
    return weight * (ends[0] - ends[1])
