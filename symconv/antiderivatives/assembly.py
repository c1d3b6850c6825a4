"""Regions as one Piecewise in t: sorted, half-open [a, b), with the values at removable points."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import sympy

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression, number
from symconv.algebra.dependence import coefficients, depends
from symconv.algebra.elements import ONE
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.antiderivatives.display import Display, singular_at, zeros_of_denominators
from symconv.antiderivatives.exponentials import exponential_generators
from symconv.antiderivatives.field import T, irreducible, numerator
from symconv.antiderivatives.limits import Diverges, at_point
from symconv.antiderivatives.poles import real_roots
from symconv.antiderivatives.regions import Region
from symconv.antiderivatives.signs import Interval
from symconv.antiderivatives.sums import PLAIN, NotElementary, Sum
from symconv.reading.conditions import sorted_points

__all__ = ["heaviside_sum", "piecewise", "support_of"]

ValueAt = Callable[[Number], Sum]


def piecewise(found: list[Region], t: Any, facts: Facts, value_at: ValueAt) -> Any:
    """The regions as one expression; `value_at` computes h(t) anew where a formula has a hole."""
    arms: list[tuple[Any, Any]] = []
    has_zero = False
    for index, region in enumerate(found):
        left = found[index - 1] if index else None
        low_closed, arm = _left_end(left, region, t, facts, value_at)
        if arm is not None:
            arms.append(arm)
        if not region.value:
            has_zero = True
            continue
        arms += _holes(region, t, facts, value_at)
        right = found[index + 1] if index + 1 < len(found) else None
        high_closed = right is not None and not _left_end(region, right, t, facts, value_at)[0]
        condition = _between(region.interval, t, low_closed, high_closed and _fits(region, right))
        arms.append((Display(t, region.interval, facts).write(region.value), condition))
    return _assembled(arms, has_zero)


def _assembled(arms: list[tuple[Any, Any]], has_zero: bool) -> Any:
    if has_zero:
        arms.append((sympy.Integer(0), sympy.true))
    else:
        arms[-1] = (arms[-1][0], sympy.true)
    return arms[0][0] if len(arms) == 1 else sympy.Piecewise(*arms)


def _fits(region: Region, right: Region | None) -> bool:
    """Whether the region's own formula has a value at its right end."""
    end = region.interval.high
    return right is not None and end is not None and not singular_at(region.value, end)


def _left_end(
    left: Region | None, region: Region, t: Any, facts: Facts, value_at: ValueAt
) -> tuple[bool, Any]:
    """(the region includes its left end, an arm of its own for that point or None)."""
    low = region.interval.low
    if low is None or left is None or not singular_at(region.value, low):
        return True, None
    if not singular_at(left.value, low):
        return False, None
    value = _limit(region.value, low, value_at, facts)
    if value is None:
        return False, None
    written = Display(t, region.interval, facts).write(value)
    return False, (written, sympy.Eq(t, expression(low)))


def _between(interval: Interval, t: Any, low_closed: bool, high_closed: bool) -> Any:
    parts = []
    if interval.low is not None:
        relation = sympy.Ge if low_closed else sympy.Gt
        parts.append(relation(t, expression(interval.low)))
    if interval.high is not None:
        relation = sympy.Le if high_closed else sympy.Lt
        parts.append(relation(t, expression(interval.high)))
    return sympy.And(*parts)


def _holes(region: Region, t: Any, facts: Facts, value_at: ValueAt) -> list[tuple[Any, Any]]:
    """An arm Eq(t, p) for every zero p of a denominator inside the region."""
    inside: dict[Number, None] = {}
    singular = ("log", "Ei", "E1", "Ci")
    logarithms = [a[1] for _, a in region.value.terms if a[0] in singular and depends(a[1], T)]
    for factor in (*zeros_of_denominators(region.value), *logarithms):
        for root in _complex_zeros(factor, facts):
            if region.interval.side_of(root, facts) == 0:
                inside[root] = None
    display = Display(t, region.interval, facts)
    arms = []
    for point in sorted_points(tuple(inside), facts):
        value = _limit(region.value, point, value_at, facts)
        if value is not None:
            arms.append((display.write(value), sympy.Eq(t, expression(point))))
    return arms


def _limit(value: Sum, point: Number, value_at: ValueAt, facts: Facts) -> Sum | None:
    """The continuous value at a point where the formula has none; None where h is unbounded."""
    if not _holds_exponentials(value):  # there a constant may vanish without the field knowing
        try:
            return at_point(value, T, point, facts)
        except (NotElementary, Diverges):
            pass
    try:
        return value_at(point)
    except Diverges:
        return None


def _holds_exponentials(value: Sum) -> bool:
    return any(
        exponential_generators(part, T)
        for (_, a), r in value.terms.items()
        for part in ((r,) if a is PLAIN else (r, a[1]))
    )


def _complex_zeros(value: Number, facts: Facts) -> list[Number]:
    """The real t at which a number, complex for most t, vanishes."""
    parts = [part for part in (nb.real_part(value), nb.imaginary_part(value)) if part != 0]
    if not all(depends(part, T) for part in parts):
        return []
    return [
        root
        for root in _zeros(parts[0], facts)
        if all(nb.substitute(part, {T: root}) == 0 for part in parts[1:])
    ]


def _zeros(factor: Number, facts: Facts) -> list[Number]:
    """The real t at which a factor vanishes: a rational function of t, or of e^{κt}."""
    factor = numerator(factor)
    row = coefficients(factor, T)
    if row is not None:
        return [] if len(row) < 2 else real_roots(irreducible(factor, T), facts)
    waves = exponential_generators(factor, T)
    row = coefficients(factor, waves[0]) if len(waves) == 1 else None
    if row is None or any(depends(c, T) for c in row):
        raise NotElementary("a denominator in t that is no polynomial")
    rate = nb.substitute(number(waves[0].expr.args[0]), {T: ONE})
    if _all_positive(row, facts):
        return []
    signs = {root: facts.sign(root) for root in real_roots([(row, 1)], facts)}
    if None in signs.values():
        raise NotElementary("a zero in e^{κt} whose sign is open")
    positive = [root for root, sign in signs.items() if sign == 1]
    return [number(_log(expression(root))) * nb.inverse(rate) for root in positive]


def _all_positive(row: list[Number], facts: Facts) -> bool:
    """Whether all coefficients have one sign, so that no u > 0 is a zero."""
    signs = {facts.sign(c) for c in row if c != 0}
    return len(signs) == 1 and None not in signs


def _log(value: Any) -> Any:
    return sympy.expand_log(sympy.log(value), force=False)


def heaviside_sum(found: list[Region], t: Any, facts: Facts) -> Any:
    """The first region's function + Σ (jump of the function at a)·Heaviside(t − a)."""
    whole = Interval(None, None)
    total = Display(t, whole, facts).write(found[0].value)
    for left, right in pairwise(found):
        low = right.interval.low
        if low is None:
            raise ValueError("only the first region starts at -oo")
        change = right.value - left.value
        if singular_at(change, low) or zeros_of_denominators(change):
            raise NotElementary("a one-sided term without a value at its start")
        written = Display(t, Interval(low, None), facts).write(change)
        total += written * sympy.Heaviside(t - expression(low))
    return total


def support_of(found: list[Region]) -> Any:
    """The closed support, an Interval; EmptySet where h is 0."""
    alive = [region.interval for region in found if region.value]
    if not alive:
        return sympy.S.EmptySet
    low, high = alive[0].low, alive[-1].high
    return sympy.Interval(
        -sympy.oo if low is None else expression(low),
        sympy.oo if high is None else expression(high),
    )
