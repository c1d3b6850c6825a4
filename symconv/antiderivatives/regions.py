"""h(t) = Σ over pairs of pieces ∫ f_i(x) g_j(t − x) dx on every region of t.

With f_i on (a, b) and g_j on (c, d) the integral runs from max(a, t − d) to min(b, t − c); which of
the two it is changes only at a + c, a + d, b + c, b + d. One antiderivative per pair serves all
regions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import sympy

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression
from symconv.algebra.dependence import depends
from symconv.algebra.elements import ZERO
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.antiderivatives.definite import whole_line
from symconv.antiderivatives.existence import Existence
from symconv.antiderivatives.field import T_NUMBER, X_NUMBER, T, X
from symconv.antiderivatives.limits import Diverges, Open, at_infinity, at_point, refuse_slow_tail
from symconv.antiderivatives.primitives import proved_primitive
from symconv.antiderivatives.signs import Interval
from symconv.antiderivatives.slices import Slice
from symconv.antiderivatives.sums import NotElementary, Sum
from symconv.reading.cases import Split, decided_sign
from symconv.reading.conditions import sorted_points

__all__ = ["Pair", "Point", "Region", "merged_points", "overlap", "regions", "value_at"]

Point = Number | None


def _no_tick() -> None:
    """Time without bound."""


@dataclass(frozen=True)
class Region:
    """The result on an open interval of t."""

    interval: Interval
    value: Sum


@dataclass
class Pair:
    """Two pieces, their antiderivative in x and its values at the ends met so far."""

    f: Slice
    g: Slice
    facts: Facts
    existence: Existence
    t: Number = T_NUMBER
    primitive: Sum | None = None
    values: dict[tuple[Point, int], Sum] = field(default_factory=dict)

    def corner(self, first: str, second: str) -> Point:
        """The break point a + c, a + d, b + c or b + d; None where it is infinite."""
        left, right = getattr(self.f.interval, first), getattr(self.g.interval, second)
        return None if left is None or right is None else left + right

    def corners(self) -> list[Number]:
        """The finite ones among the four."""
        ends = ("low", "high")
        found = (self.corner(first, second) for first in ends for second in ends)
        return [point for point in found if point is not None]

    def bounds(self, is_left_of: Callable[[Point], bool]) -> tuple[Point, Point]:
        """(max(a, t − d), min(b, t − c)) for a t that is left of the corners as stated."""
        a, b = self.f.interval.low, self.f.interval.high
        c, d = self.g.interval.low, self.g.interval.high
        if a is None and d is not None:
            lower: Point = self.t - d
        else:
            lower = a if is_left_of(self.corner("low", "high")) or d is None else self.t - d
        if b is None and c is not None:
            upper: Point = self.t - c
        elif c is None:
            upper = b
        else:
            upper = self.t - c if is_left_of(self.corner("high", "low")) else b
        return lower, upper

    def integrand(self) -> Sum:
        """f(x) g(t − x)."""
        turned = self.g.value.substitute({X: self.t - X_NUMBER})
        return self.f.value * turned

    def integral(self, lower: Point, upper: Point) -> Sum:
        """∫ from lower to upper; None stands for −∞ and +∞."""
        if lower is not None and upper is not None and self.facts.sign(upper - lower) == 0:
            return Sum()  # at a single t; values from the two sides of one point may differ
        if self.primitive is None:
            try:
                self.primitive = proved_primitive(self.integrand(), X, self.facts)
            except NotElementary:
                if lower is not None or upper is not None:
                    raise
                return whole_line(self.integrand(), X, self.facts)
        return self._at(upper, 1) - self._at(lower, -1)

    def refuse_slow_tails(self) -> None:
        """Raise Diverges where a tail of the integrand alone shows it."""
        f, g = self.f.interval, self.g.interval
        for ends, side in (((f.low, g.high), -1), ((f.high, g.low), 1)):
            if ends == (None, None):
                try:
                    refuse_slow_tail(self.integrand(), X, side, self.facts)
                except Diverges as error:
                    error.end = sympy.oo * side
                    raise
                except (NotElementary, Open):
                    continue

    def _at(self, end: Point, side: int) -> Sum:
        key = (end, side)
        if key not in self.values and self.primitive is not None:
            try:
                self.values[key] = self._limit(self.primitive, end, side)
                self.existence.meet_marks(self.values[key])
            except Diverges as error:
                error.end = sympy.oo * side if end is None else expression(end)
                raise
        return self.values[key]

    def _limit(self, primitive: Sum, end: Point, side: int) -> Sum:
        if end is None:
            value = at_infinity(primitive, X, side, self.facts)
            self.existence.meet_tail(self.integrand(), X, side)
            return value
        marked = self.existence.principal_value
        return at_point(primitive, X, end, self.facts, side, marked=marked)


@dataclass
class _Quotient(Pair):
    """Two pieces on x > 0 and the integrand f(x) g(t/x)/x: break points are products."""

    def corner(self, first: str, second: str) -> Point:
        """The product of two ends; None at 0, which t never passes, and at infinity."""
        left, right = getattr(self.f.interval, first), getattr(self.g.interval, second)
        return None if not left or not right else left * right

    def bounds(self, is_left_of: Callable[[Point], bool]) -> tuple[Point, Point]:
        """(max(a, t/d), min(b, t/c))."""
        a, b = self.f.interval.low, self.f.interval.high
        c, d = self.g.interval.low, self.g.interval.high
        lower: Point = a
        if d is not None and (not a or not is_left_of(self.corner("low", "high"))):
            lower = self.t * nb.inverse(d)
        upper = b
        if c and (b is None or is_left_of(self.corner("high", "low"))):
            upper = self.t * nb.inverse(c)
        return lower, upper

    def integrand(self) -> Sum:
        """f(x) g(t/x)/x."""
        down = nb.inverse(X_NUMBER)
        turned = self.g.value.substitute({X: self.t * down})
        return (self.f.value * turned).scaled(down)


def regions(
    f: list[Slice],
    g: list[Slice],
    facts: Facts,
    tick: Callable[[], None] = _no_tick,
    existence: Existence | None = None,
    *,
    multiplicative: bool = False,
) -> list[Region]:
    """The result, region by region over the whole line; equal neighbours are joined.

    `tick` is called before every pair of pieces and may raise when the time is up; `existence`
    takes note of how the integrals exist. `multiplicative`: ∫ f(x) g(t/x) dx/x over x > 0, for
    t > 0.

    Raises NotElementary, Diverges, and Split where the order of break points is open.
    """
    try:
        kind = _Quotient if multiplicative else Pair
        known = facts.assume(T_NUMBER, 1) if multiplicative else facts
        return _regions(f, g, known, tick, existence or Existence(), kind)
    except Split as split:
        if depends(split.value, T):
            raise NotElementary("a sign that changes with t") from None
        raise


def _regions(
    f: list[Slice], g: list[Slice], facts: Facts, tick: Callable[[], None], existence: Existence,
    kind: type[Pair],
) -> list[Region]:  # fmt: skip
    pairs = [kind(left, right, facts, existence) for left in f for right in g]
    points, place = merged_points(pairs, facts)
    ends: list[Point] = [ZERO if kind is _Quotient else None, *points, None]
    found: list[Region] = []
    for index in range(len(points) + 1):
        value = Sum()
        for pair in pairs:
            tick()
            value = value + _contribution_or_divergence(pair, pairs, index, place)
        existence.require_no_marks(value)
        if found and found[-1].value == value:
            found[-1] = Region(Interval(found[-1].interval.low, ends[index + 1]), value)
        else:
            found.append(Region(Interval(ends[index], ends[index + 1]), value))
    return found


def value_at(
    f: list[Slice],
    g: list[Slice],
    point: Number,
    facts: Facts,
    *,
    principal_value: bool = False,
    multiplicative: bool = False,
) -> Sum:
    """The result at one t, computed with that t from the start: no denominator t − point."""
    existence = Existence(principal_value)
    kind = _Quotient if multiplicative else Pair
    pairs = [kind(left, right, facts, existence, point) for left in f for right in g]
    points, place = merged_points(pairs, facts)
    index = sum(decided_sign(facts, point - other) > 0 for other in points)
    value = Sum()
    for pair in pairs:
        value = value + _contribution(pair, index, place)
    existence.require_no_marks(value)
    return value


def merged_points(pairs: list[Pair], facts: Facts) -> tuple[list[Number], dict[Number, int]]:
    """The break points in order, and the place of every corner among them."""
    corners = dict.fromkeys(point for pair in pairs for point in pair.corners())
    points: list[Number] = []
    place: dict[Number, int] = {}
    for point in sorted_points(tuple(corners), facts):
        if not points or facts.sign(point - points[-1]) != 0:
            points.append(point)
        place[point] = len(points) - 1
    return points, place


def _contribution_or_divergence(
    pair: Pair, pairs: list[Pair], region: int, place: dict[Number, int]
) -> Sum:
    """The contribution; where it has no closed form the tails of all pairs may still decide."""
    try:
        return _contribution(pair, region, place)
    except NotElementary:
        if type(pair) is Pair:
            for other in pairs:
                other.refuse_slow_tails()
        raise


def _contribution(pair: Pair, region: int, place: dict[Number, int]) -> Sum:
    ends = overlap(pair, region, place)
    return Sum() if ends is None else pair.integral(*ends)


def overlap(pair: Pair, region: int, place: dict[Number, int]) -> tuple[Point, Point] | None:
    """The ends of the integral between points[region−1] and points[region]; None where empty."""

    def is_left_of(point: Point) -> bool:
        return point is None or region <= place[point]

    first, last = pair.corner("low", "low"), pair.corner("high", "high")
    if (first is not None and is_left_of(first)) or not is_left_of(last):
        return None
    return pair.bounds(is_left_of)
