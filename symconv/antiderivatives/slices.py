"""A SymPy expression as smooth pieces on intervals, and its point masses.

The break points are where the conditions, Heaviside, sign, Abs, Max and Min switch, and the real
singular points of what stands between. On each interval between them every switch has one value.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import sympy
from sympy.core.relational import Relational
from sympy.functions.elementary.piecewise import Piecewise

from symconv.algebra.distribution import Distribution
from symconv.algebra.elements import ZERO
from symconv.algebra.exppoly import CONSTANT_MODE
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.antiderivatives.signs import CutAt, Interval
from symconv.antiderivatives.smooth import SmoothReader
from symconv.antiderivatives.sums import NotElementary, Sum
from symconv.errors import InvalidInput
from symconv.reading.conditions import OutsideClass, indicator_positive, pieces, sorted_points
from symconv.reading.reader import Reader

__all__ = ["Slice", "resolved_pieces", "slices"]

_SWITCHES = (sympy.Heaviside, sympy.sign, sympy.Abs, sympy.Max, sympy.Min, Piecewise)
_MOST_CUTS = 24


@dataclass(frozen=True)
class Slice:
    """A smooth function on an open interval."""

    interval: Interval
    value: Sum


def slices(expr: Any, x: Any, facts: Facts, rate: Number | None = None) -> list[Slice]:
    """The non-zero smooth pieces in order; `rate` as in SmoothReader.

    Raises NotElementary where a piece or a switch is not of the table, Split where an order is
    open.
    """
    found: list[Slice] = []
    for interval, smooth in resolved_pieces(expr, x, facts):
        found += _cut(smooth, SmoothReader(x, interval, facts, rate), _MOST_CUTS)
    return found


def resolved_pieces(expr: Any, x: Any, facts: Facts) -> list[tuple[Interval, Any]]:
    """(interval, expression without switches), over the whole line in order."""
    switches = _Switches(x, facts)
    switches.collect(expr)
    points = sorted_points(tuple(dict.fromkeys(switches.points())), facts)
    ends: list[Number | None] = [None, *points, None]
    return [
        (Interval(low, high), switches.resolve(expr, tuple(points[:index])))
        for index, (low, high) in enumerate(pairwise(ends))
    ]


def _cut(smooth: Any, reader: SmoothReader, budget: int) -> list[Slice]:
    if smooth == 0:
        return []
    if not budget:
        raise NotElementary("too many singular points")
    interval = reader.interval
    try:
        value = reader.read(smooth)
    except CutAt as cut:
        left = reader.on(Interval(interval.low, cut.point))
        right = reader.on(Interval(cut.point, interval.high))
        return [*_cut(smooth, left, budget - 1), *_cut(smooth, right, budget - 1)]
    return [Slice(interval, value)] if value else []


class _Switches:
    """The indicators of all switches of an expression."""

    def __init__(self, x: Any, facts: Facts):
        self.x = x
        self.reader = Reader(x, facts)
        self.facts = facts
        self.indicators: dict[Any, Distribution] = {}

    def points(self) -> list[Number]:
        """Where any of them switches."""
        return [point for value in self.indicators.values() for point in value.right]

    def collect(self, expr: Any) -> None:
        """Read every switch that the expression holds, innermost first."""
        if not expr.has(self.x) or not expr.has(*_SWITCHES):
            return
        for arg in expr.args:
            self.collect(arg)
        if isinstance(expr, Piecewise):
            for _, condition in expr.args:
                self._conditions(condition)
        elif isinstance(expr, (sympy.Heaviside, sympy.sign, sympy.Abs)):
            self._positive(expr.args[0])
        elif isinstance(expr, (sympy.Max, sympy.Min)):
            for left, right in _pairs(expr.args):
                self._positive(left - right)

    def _conditions(self, condition: Any) -> None:
        if not condition.has(self.x):
            return
        if isinstance(condition, Relational):
            self._store(condition, lambda: self.reader.indicator(condition))
        else:
            for arg in condition.args:
                self._conditions(arg)

    def _positive(self, u: Any) -> None:
        if u.has(self.x):
            self._store(u, lambda: self._where_positive(u))

    def _where_positive(self, u: Any) -> Distribution:
        value = self.reader.read(u)
        if any(not part for _, part in pieces(value, self.facts)):
            raise NotElementary(f"{u} vanishes on an interval, where it switches")
        return indicator_positive(value, self.facts)

    def _store(self, key: Any, make: Any) -> None:
        if key in self.indicators:
            return
        try:
            self.indicators[key] = make()
        except OutsideClass as error:
            raise NotElementary(str(error)) from None

    def _holds(self, key: Any, before: tuple[Number, ...]) -> bool:
        """The indicator's value right of the points `before` and left of all others."""
        indicator = self.indicators[key]
        total: Number = _constant(indicator.line)
        for point in before:
            if point in indicator.right:
                total = total + _constant(indicator.right[point])
        return bool(total != 0)

    def condition(self, condition: Any, before: tuple[Number, ...]) -> bool:
        """The value of a condition on one interval."""
        if not condition.has(self.x):
            return self.reader.constants.holds(condition)
        if isinstance(condition, Relational):
            return self._holds(condition, before)
        values = (self.condition(arg, before) for arg in condition.args)
        if isinstance(condition, sympy.And):
            return all(list(values))
        if isinstance(condition, sympy.Or):
            return any(list(values))
        if isinstance(condition, sympy.Not):
            return not next(values)
        raise NotElementary(f"the condition {condition}")

    def resolve(self, expr: Any, before: tuple[Number, ...]) -> Any:
        """The expression on one interval, without switches in x."""
        if not expr.has(self.x) or not expr.has(*_SWITCHES):
            return expr
        if isinstance(expr, Piecewise):
            return self._arm(expr, before)
        if isinstance(expr, (sympy.Heaviside, sympy.sign, sympy.Abs)):
            return self._step(expr, before)
        if isinstance(expr, (sympy.Max, sympy.Min)):
            return self._extreme(expr, before)
        return expr.func(*(self.resolve(arg, before) for arg in expr.args))

    def _arm(self, expr: Any, before: tuple[Number, ...]) -> Any:
        for value, condition in expr.args:
            if self.condition(condition, before):
                return self.resolve(value, before)
        raise InvalidInput(f"{expr} is not defined on the whole line; add a last arm (0, True)")

    def _step(self, expr: Any, before: tuple[Number, ...]) -> Any:
        u = expr.args[0]
        positive = self._holds(u, before)
        if isinstance(expr, sympy.Heaviside):
            return sympy.Integer(1 if positive else 0)
        sign = sympy.Integer(1 if positive else -1)
        return sign if isinstance(expr, sympy.sign) else sign * self.resolve(u, before)

    def _extreme(self, expr: Any, before: tuple[Number, ...]) -> Any:
        largest = isinstance(expr, sympy.Max)
        best = expr.args[0]
        for other in expr.args[1:]:
            if self._above(other, best, before) is largest:
                best = other
        return self.resolve(best, before)

    def _above(self, left: Any, right: Any, before: tuple[Number, ...]) -> bool:
        difference = left - right
        if difference.has(self.x):
            key = difference if difference in self.indicators else -difference
            return self._holds(key, before) is (key is difference)
        return self.reader.constants.holds(sympy.Gt(left, right))


def _constant(part: Any) -> Number:
    value: Number = part.terms.get(CONSTANT_MODE, {}).get(0, ZERO)
    return value


def _pairs(args: tuple[Any, ...]) -> list[tuple[Any, Any]]:
    return [(a, b) for i, a in enumerate(args) for b in args[i + 1 :]]
