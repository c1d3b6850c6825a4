"""Distributional derivatives of expressions, and their formulas at the point of a mass.

Where an expression is smooth and by how much it jumps is decided in `symconv.deciding`.
"""

from __future__ import annotations

from typing import Any

import sympy
from sympy.functions.elementary.piecewise import Piecewise

from symconv.algebra.constants import expression, number
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.antiderivatives.signs import Interval
from symconv.antiderivatives.slices import resolved_pieces
from symconv.antiderivatives.sums import NotElementary
from symconv.deciding import constants
from symconv.deciding.sides import Open, Sides, opened, sides
from symconv.deciding.smoothness import Sign, is_smooth
from symconv.errors import InvalidInput

__all__ = ["derivative_of", "local_derivatives", "signs_under"]

_NOT_FINITE = (sympy.zoo, sympy.nan, sympy.oo, -sympy.oo, sympy.AccumBounds)
_SWITCHES = (sympy.Heaviside, sympy.sign, sympy.Abs, sympy.Max, sympy.Min, Piecewise)


def signs_under(facts: Facts) -> Sign:
    """The sign of a constant, or of a real parameter by the facts; None where it is not decided."""

    def sign(value: Any) -> int | None:
        if value.is_number:
            return constants.sign(value)
        if value.is_extended_real is not True or value.is_finite is False:
            return None
        try:
            return facts.sign(number(value))
        except InvalidInput:
            return None

    return sign


def local_derivatives(expr: Any, point: Number, order: int, x: Any, facts: Facts) -> list[Any]:
    """The values of expr and of its derivatives up to the order at the point.

    Raises InvalidInput where expr is not so smooth there, NotElementary where that is open.
    """
    a = expression(point)
    own = expr.subs(x, a)
    if own.has(*_NOT_FINITE):
        raise InvalidInput(f"delta^({order}) at {a}: {expr} has no finite value there")
    needed = f"delta^({order}) at {a} needs a factor with {order} continuous derivatives there"
    try:
        known = _sides(expr, x, point, order, facts)
        if known.is_continuous(order) and known.takes(own):
            return [known.derivative(known.right, j) for j in range(order + 1)]
    except Open as error:
        if expr.has(*_SWITCHES) or not _formally_singular(expr, order, x, a):
            raise NotElementary(f"{needed}; of {expr} is open: {error}") from None
        raise InvalidInput(f"{needed}; {expr} is not known to have them") from None
    raise InvalidInput(f"{needed}; {expr} has a break point")


def _formally_singular(expr: Any, order: int, x: Any, a: Any) -> bool:
    """Whether a derivative of the formula has no finite value at the point."""
    return any(expr.diff(x, j).subs(x, a).has(*_NOT_FINITE) for j in range(1, order + 1))


def _sides(expr: Any, x: Any, point: Number, order: int, facts: Facts) -> Sides:
    """The expression beside the point; by its pieces where a sign there depends on parameters."""
    a, sign = expression(point), signs_under(facts)
    try:
        return sides(expr, x, a, sign, order)
    except Open:
        if not expr.has(*_SWITCHES):
            raise
    parts = resolved_pieces(opened(expr, x), x, facts)
    left = next(value for place, value in parts if _reaches(place, point, facts, 1))
    right = next(value for place, value in reversed(parts) if _reaches(place, point, facts, -1))
    below, above = (sides(value, x, a, sign, order) for value in (left, right))
    return Sides(below.left, above.right, above.at)


def _reaches(interval: Interval, point: Number, facts: Facts, side: int) -> bool:
    """Whether the closed interval holds the point, on the given side of it at the ends."""
    return interval.side_of(point, facts) in (0, side) and (
        interval.side_of(point, facts) == 0
        or point in (interval.low, interval.high)
        or any(
            end is not None and facts.sign(end - point) == 0
            for end in (interval.low, interval.high)
        )
    )


def derivative_of(expr: Any, order: int, x: Any, facts: Facts) -> Any:
    """The distributional derivative of an expression in x.

    Raises NotElementary where the expression is not known to be piecewise smooth.
    """
    if order == 0 or not expr.has(x):
        return expr if order == 0 else sympy.Integer(0)
    expr = opened(expr, x)
    if not expr.has(*_SWITCHES):
        if not is_smooth(expr, x):
            raise NotElementary(f"{expr} is not known to be smooth")
        return expr.diff(x, order)
    parts = resolved_pieces(expr, x, facts)
    if not all(_is_smooth_on(interval, value, x) for interval, value in parts):
        raise NotElementary(f"a piece of {expr} is not known to be smooth")
    arms = []
    masses = sympy.Integer(0)
    for index, (interval, value) in enumerate(parts):
        if index:
            masses += _jumps(parts[index - 1][1], value, interval.low, order, x)
        high = interval.high
        condition = sympy.true if high is None else sympy.Lt(x, expression(high))
        arms.append((value.diff(x, order), condition))
    return sympy.Piecewise(*arms) + masses


def _is_smooth_on(interval: Interval, value: Any, x: Any) -> bool:
    ends = (None if end is None else expression(end) for end in (interval.low, interval.high))
    return is_smooth(value, x, *ends)


def _jumps(left: Any, right: Any, point: Any, order: int, x: Any) -> Any:
    """Σ_{j<k} (jump of the j-th derivative)·δ^{(k−1−j)}."""
    a = expression(point)
    total = sympy.Integer(0)
    for j in range(order):
        gap = (right.diff(x, j) - left.diff(x, j)).subs(x, a)
        jump = min(gap, sympy.expand(gap), key=sympy.count_ops)
        if jump.has(*_NOT_FINITE):
            raise NotElementary(f"the jump at {a}")
        if jump.is_number and constants.is_zero(jump):
            continue
        rest = order - 1 - j
        total += jump * (sympy.DiracDelta(x - a, rest) if rest else sympy.DiracDelta(x - a))
    return total
