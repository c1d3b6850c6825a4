"""Σ f[n] g[m − n] for sequences with poles, such as 1/(n + 1) on a half-line.

Each pair of pieces [a, b] and [c, e] meets for max(a, m−e) <= n <= min(b, m−c). There the product
is Σ r^n s^{m−n} Q(n) with Q rational in n and m, the sum P(last + 1) − P(first) for an
antidifference P whose defining identity is decided before it is used (antidifference.py). At an
infinite end P tends to 0 because the sum converges absolutely, decided from the tails:

    |r/s| < 1, or |r/s| = 1 and Q = O(n^{−2}).

Where a pole of f meets one of g(m − ·), at a single m, the sum is made anew for that m.

Reference: G. Boole, A Treatise on the Calculus of Finite Differences, ch. III (summation by
antidifferences).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.elements import ONE, ZERO, from_generator
from symconv.algebra.generators import PARAMETER, generator
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.discrete.sequences.facts import is_integer, is_nonzero, product_sign
from symconv.discrete.sequences.pieces import merged_starts
from symconv.discrete.sequences.rational.antidifference import (
    Antidifference,
    antidifference,
    satisfies,
)
from symconv.discrete.sequences.rational.collected import Atom, Collected
from symconv.discrete.sequences.rational.reader import INDEX, Fractional, certainly_apart
from symconv.discrete.sequences.rational.tails import require_existence
from symconv.discrete.sequences.ratios import Units
from symconv.reading import OutsideClass
from symconv.reading.cases import decided_sign

__all__ = ["OUTPUT", "OUTPUT_SYMBOL", "Arm", "convolved"]

OUTPUT_SYMBOL = sympy.Dummy("m", integer=True)
OUTPUT = from_generator(generator(OUTPUT_SYMBOL, PARAMETER))
_INDEX_GENERATOR = nb.generators_of(INDEX)[0]


@dataclass(frozen=True)
class Arm:
    """The result for start <= m <= last (None: infinite)."""

    start: Number | None
    last: Number | None
    value: Collected


@dataclass(frozen=True)
class _Sum:
    """The sum of one pair of pieces at one m: a number or the symbol OUTPUT."""

    first: Fractional
    second: Fractional
    m: Number
    units: Units
    facts: Facts


def convolved(f: list[Fractional], g: list[Fractional], units: Units, facts: Facts) -> list[Arm]:
    """f ∗ g in arms in the order of m.

    Raises OutsideClass, DivergentIntegral, Undecided, Split.
    """
    require_existence(f, g, units, facts)
    pairs = [(one, two) for one in f for two in g]
    points = [point for pair in pairs for point in _points(*pair)]
    singular = [m for pair in pairs for m in _meetings(*pair, facts)]
    points += [point for m in singular for point in (m, m + ONE)]
    starts = merged_starts(points, facts)
    arms = []
    for place in range(len(starts) + 1):
        start = starts[place - 1] if place else None
        last = starts[place] - ONE if place < len(starts) else None
        alone = start is not None and start == last
        m: Number = start if alone and start is not None else OUTPUT
        total = Collected()
        for pair in pairs:
            units.check_time()
            bounds = _bounds(*pair, start, last, m, facts)
            if bounds is not None:
                _add_sum(total, _Sum(*pair, m, units, facts), *bounds)
        arms.append(Arm(start, last, total.normal(OUTPUT)))
    return arms


def _points(one: Fractional, two: Fractional) -> list[Number]:
    """The m at which the bounds of summation change their form."""
    found = []
    for first, second, step in (
        (one.start, two.start, ZERO),
        (one.start, two.last, ONE),
        (one.last, two.start, ONE),
        (one.last, two.last, ONE),
    ):
        if first is not None and second is not None:
            found.append(first + second + step)
    return found


def _poles(piece: Fractional) -> list[Number]:
    return list(dict.fromkeys(p for terms in piece.terms.values() for p, _, _ in terms.items()))


def _meetings(one: Fractional, two: Fractional, facts: Facts) -> list[Number]:
    """The m at which a pole of f meets a pole of g(m − ·), both pieces being in use."""
    found = []
    for alpha in _poles(one):
        for beta in _poles(two):
            m = alpha + beta
            if certainly_apart(m) or _is_outside(m, one, two, facts):
                continue
            if not is_integer(m):
                raise OutsideClass("poles that meet for some parameters")
            found.append(m)
    return found


def _is_outside(m: Number, one: Fractional, two: Fractional, facts: Facts) -> bool:
    """Whether the two pieces are known not to overlap at m."""
    return any(
        first is not None and second is not None and facts.sign((first + second - m) * sign) == 1
        for first, second, sign in (
            (one.start, two.start, fmpq(1)),
            (one.last, two.last, fmpq(-1)),
        )
    )


def _bounds(
    one: Fractional,
    two: Fractional,
    start: Number | None,
    last: Number | None,
    m: Number,
    facts: Facts,
) -> tuple[Number | None, Number | None] | None:
    """(first n, last n) on an arm; None where the pieces do not overlap there."""

    def is_from(point: Number) -> bool:
        """Whether the arm lies at or beyond a point, which no arm has in its inside."""
        return start is not None and decided_sign(facts, start - point) >= 0

    if one.start is not None and two.start is not None and not is_from(one.start + two.start):
        return None
    if one.last is not None and two.last is not None and is_from(one.last + two.last + ONE):
        return None
    low, high = one.start, one.last
    if two.last is not None and (low is None or is_from(low + two.last + ONE)):
        low = m - two.last
    if two.start is not None and (high is None or not is_from(high + two.start + ONE)):
        high = m - two.start
    return low, high


def _add_sum(total: Collected, task: _Sum, low: Number | None, high: Number | None) -> None:
    """Add the sum over low <= n <= high; on all of Z it is split where g begins anew."""
    if low is None and high is None:
        middle: Number = ZERO if _poles(task.first) else task.m
        _add_range(total, task, None, middle - ONE)
        _add_range(total, task, middle, None)
    else:
        _add_range(total, task, low, high)


def _add_range(total: Collected, task: _Sum, low: Number | None, high: Number | None) -> None:
    for r, own in task.first.terms.items():
        for s, other in task.second.terms.items():
            z = _quotient(r, s, task)
            turned = other.reflected_about(task.m)
            try:
                product = own.times(turned, lambda gap: _is_apart(gap, task.facts))
            except ZeroDivisionError:
                raise OutsideClass("poles that meet for some parameters") from None
            growth = product_sign(z, ONE, task.units, task.facts) if z != 1 else 0
            p = antidifference(z, product, _sides(task, growth, low, high), growth)
            _require_identity(p, z, task, r, s)
            if high is not None:
                _add_value(total, p, (r, s), high + ONE, task, ONE)
            if low is not None:
                _add_value(total, p, (r, s), low, task, fmpq(-1))


def _is_apart(gap: Number, facts: Facts) -> bool:
    """Whether two poles differ: for a symbolic m, where they meet is an arm of its own."""
    if set(nb.generators_of(gap)) & set(nb.generators_of(OUTPUT)):
        return True
    return is_nonzero(gap, facts)


def _quotient(r: Number, s: Number, task: _Sum) -> Number:
    z = task.units.product(r, task.units.inverse(s))
    if z == 1 or is_nonzero(z - ONE, task.facts):
        return z
    if product_sign(r, task.units.inverse(s), task.units, task.facts) in (None, 0):
        raise OutsideClass("ratios that coincide for some parameters")
    return z


def _sides(
    task: _Sum, growth: int | None, low: Number | None, high: Number | None
) -> Callable[[Number], int]:
    """α -> +1 where α lies left of the range, −1 right of it, as suits the ratio for other α."""
    wanted = 1 if high is None else (-1 if low is None else growth or 1)

    def side(pole: Number) -> int:
        where = _side_in(task.first, pole, task.facts) if pole in _poles(task.first) else None
        if where is None:
            where = -_side_in(task.second, task.m - pole, task.facts)
        return where or wanted

    return side


def _side_in(piece: Fractional, pole: Number, facts: Facts) -> int:
    """+1 where the piece is right of the pole, −1 left of it, 0 where the pole is no integer."""
    if piece.start is not None and facts.sign(piece.start - pole) == 1:
        return 1
    if piece.last is not None and facts.sign(pole - piece.last) == 1:
        return -1
    return 0


def _require_identity(p: Antidifference, z: Number, task: _Sum, r: Number, s: Number) -> None:
    """Refuse an antidifference that does not satisfy its identity with the product as read."""
    turned = nb.substitute(task.second.exact[s], {_INDEX_GENERATOR: task.m - INDEX})
    if not satisfies(p, z, task.first.exact[r] * turned):
        raise OutsideClass("an antidifference that does not satisfy its identity")


def _add_value(
    total: Collected,
    p: Antidifference,
    ratios: tuple[Number, Number],
    n: Number,
    task: _Sum,
    sign: fmpq,
) -> None:
    """Add sign·r^n s^{m−n} p(n)."""
    growth, weight = _scale(ratios, n, task)
    for k, c in p.row.items():
        total.add(None, growth, c * nb.power(n, k) * weight * sign)
    for special, c in p.specials:
        atom = Atom(special.base, special.order, special.argument(n), special.on_cut)
        total.add(atom, growth, c * weight * sign)


def _scale(ratios: tuple[Number, Number], n: Number, task: _Sum) -> tuple[Number, Number]:
    """(ρ, c) with r^n s^{m−n} = c ρ^m where n is m − constant or a constant."""
    r, s = ratios
    units = task.units
    if task.m != OUTPUT:
        return ONE, units.power(r, n) * units.power(s, task.m - n)
    if set(nb.generators_of(n)) & set(nb.generators_of(OUTPUT)):
        distance = task.m - n
        return r, units.power(units.inverse(r), distance) * units.power(s, distance)
    return s, units.power(r, n) * units.power(units.inverse(s), n)
