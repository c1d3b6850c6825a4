"""Regions as one Piecewise in t: sorted, half-open [a, b), with the values at removable points."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import sympy

from symconv.algebra.constants import expression
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.antiderivatives.display import Display, singular_at, zeros_of_denominators
from symconv.antiderivatives.field import T, coefficients
from symconv.antiderivatives.limits import Diverges, at_point
from symconv.antiderivatives.poles import real_roots
from symconv.antiderivatives.regions import Region
from symconv.antiderivatives.smooth import Interval
from symconv.antiderivatives.sums import NotElementary, Sum
from symconv.reading.conditions import sorted_points

__all__ = ["heaviside_sum", "piecewise", "support_of"]

ValueAt = Callable[[Number], Sum]


def piecewise(found: list[Region], t: Any, facts: Facts, value_at: ValueAt) -> Any:
    """The regions as one expression; `value_at` computes h(t) anew where a formula has a hole."""
    if len(found) == 1 and not zeros_of_denominators(found[0].value):
        return Display(t, found[0].interval, facts).write(found[0].value)
    cut = [part for region in found for part in _without_holes(region, facts)]
    arms: list[tuple[Any, Any]] = []
    has_zero = False
    for index, region in enumerate(cut):
        left = cut[index - 1] if index else None
        low_closed, arm = _left_end(left, region, t, facts, value_at)
        if arm is not None:
            arms.append(arm)
        if not region.value:
            has_zero = True
            continue
        right = cut[index + 1] if index + 1 < len(cut) else None
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
    try:
        value = at_point(region.value, T, low)
    except (NotElementary, Diverges):
        try:
            value = value_at(low)
        except Diverges:
            return False, None  # h itself is unbounded there
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


def _without_holes(region: Region, facts: Facts) -> list[Region]:
    """The region cut at the zeros of its denominators."""
    inside: dict[Number, None] = {}
    for factor in zeros_of_denominators(region.value):
        row = coefficients(factor, T)
        if row is None:
            raise NotElementary("a denominator in t that is no polynomial")
        for root in real_roots([(row, 1)], facts):
            if region.interval.side_of(root, facts) == 0:
                inside[root] = None
    points = [region.interval.low, *sorted_points(tuple(inside), facts), region.interval.high]
    return [
        Region(Interval(low, high), region.value)
        for low, high in pairwise(points)
    ]


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
