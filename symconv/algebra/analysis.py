"""What an exponential-polynomial distribution tells about itself: smoothness, support, integral."""

from __future__ import annotations

from typing import Any

import sympy
from flint import fmpq

from symconv.algebra.constants import expression
from symconv.algebra.convolution import convolve
from symconv.algebra.distribution import Distribution
from symconv.algebra.elements import ONE
from symconv.algebra.existence import Existence
from symconv.algebra.exppoly import CONSTANT_MODE, ExpPoly
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.deadline import check

__all__ = ["integral", "jump_order", "moment", "smoothness", "support"]


def jump_order(part: ExpPoly) -> int:
    """The number of derivatives of a right term that vanish at its start."""
    order = 0
    while not part.at_zero():
        check("counting the continuous derivatives")
        part = part.derivative()
        order += 1
    return order


def smoothness(f: Distribution) -> Any:
    """The exact p with f in C^p and not in C^{p+1}: −1 for a jump, −2 for δ, oo without breaks.

    δ^{(k)} counts as −2 − k, so that p(f ∗ g) = p(f) + p(g) + 2 holds throughout.
    """
    orders = [-2 - part.degree() for part in f.mass.values()]
    orders += [jump_order(part) - 1 for part in f.right.values()]
    return sympy.Integer(min(orders)) if orders else sympy.oo


def support(f: Distribution, facts: Facts) -> Any:
    """The convex hull of the support: an Interval, EmptySet for 0, None where it is open."""
    if not f:
        return sympy.S.EmptySet
    unbounded_left = bool(f.line)
    unbounded_right = bool(f.right_tail())
    if unbounded_left and unbounded_right:
        return sympy.Interval(-sympy.oo, sympy.oo)
    points = _extremes(f.points, facts)
    if points is None:
        return None
    low, high = points
    return sympy.Interval(
        -sympy.oo if unbounded_left else expression(low),
        sympy.oo if unbounded_right else expression(high),
    )


def _extremes(points: tuple[Number, ...], facts: Facts) -> tuple[Number, Number] | None:
    low = high = points[0]
    for point in points[1:]:
        below, above = facts.sign(point - low), facts.sign(point - high)
        if below is None or above is None:
            return None
        low = point if below < 0 else low
        high = point if above > 0 else high
    return low, high


def integral(f: Distribution, existence: Existence) -> ExpPoly:
    """∫ f over the line, as a constant of modes (0, β).

    It is f ∗ 1 at any t. Raises DivergentIntegral or Undecided as convolution does.
    """
    everywhere = convolve(f, Distribution(ExpPoly.constant(ONE)), existence)
    return everywhere.line.at_zero()


def moment(f: Distribution, order: int, existence: Existence) -> ExpPoly:
    """∫ x^order f(x) dx."""
    power = ExpPoly({CONSTANT_MODE: {order: fmpq(int(sympy.factorial(order)))}})
    return integral(f.multiplied(power), existence)
