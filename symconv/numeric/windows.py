"""Where two functions are sampled, and for which t that is enough.

A function of compact support is sampled on it. A tail is cut where its integral no longer shows
in double precision, at most 64 units out; what is cut off is bounded and reported. A tail that is
not integrable can be cut only if the other support is compact: the t that would look beyond the
cut are then left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import inf
from typing import Any

import sympy as sp

from symconv.errors import InvalidInput
from symconv.numeric.pieces import slice_expression
from symconv.numeric.variation import integral_of_modulus

__all__ = ["Window", "choose_windows"]

_REACHES = (1, 2, 4, 6, 9, 12, 16, 24, 32, 40, 48, 64)
_INVISIBLE = 1e-18


@dataclass(frozen=True)
class Window:
    """[low, high] with integer ends; the two integrals of |f| outside, inf if they diverge.

    `open_left`, `open_right`: the function goes on there and is not integrable.
    """

    low: Fraction
    high: Fraction
    outside: float
    outside_variation: float
    open_left: bool
    open_right: bool
    compact: bool


def choose_windows(f: sp.Expr, g: sp.Expr, x: sp.Symbol) -> tuple[Window, Window] | str:
    """Windows for both functions, or the reason why there are none."""
    first, second = _window(f, x), _window(g, x)
    for own, other in ((first, second), (second, first)):
        if (own.open_left or own.open_right) and not other.compact:
            return "a tail that is not integrable meets an unbounded support"
    return first, second


def _window(f: sp.Expr, x: sp.Symbol) -> Window:
    pieces = slice_expression(f, x)
    if sp.nan in pieces.arms:
        raise InvalidInput(f"{f} is not defined on the whole line; add a last arm (0, True)")
    near = list(pieces.breaks) or [sp.Integer(0)]
    left_end, right_end = sp.floor(near[0]), sp.ceiling(near[-1])
    low, left = _reach(pieces.arms[0], x, left_end, -1)
    high, right = _reach(pieces.arms[-1], x, right_end, 1)
    if low == high:
        high += 1
    gone = [value for value in (left, right) if value is not None]
    outside = sum((value for value in gone if value < inf), 0.0)
    varied = sum(
        integral_of_modulus(sp.diff(arm, x), x, a, b)
        for arm, a, b, lost in (
            (pieces.arms[0], -sp.oo, low, left),
            (pieces.arms[-1], high, sp.oo, right),
        )
        if lost is not None and lost < inf
    )
    return Window(
        Fraction(int(low)),
        Fraction(int(high)),
        outside,
        varied,
        left == inf,
        right == inf,
        compact=not gone,
    )


def _reach(arm: sp.Expr, x: sp.Symbol, end: Any, side: int) -> tuple[Any, float | None]:
    """(where the tail is cut, the integral of |arm| beyond it); None: there is no tail."""
    if arm == 0:
        return end, None
    if not arm.has(x):
        return end + side * 8, inf
    lost = inf
    for reach in _REACHES:
        cut = end + side * reach
        lost = integral_of_modulus(arm, x, *((cut, sp.oo) if side > 0 else (-sp.oo, cut)))
        if lost == inf:
            return end + side * 8, inf
        if lost < _INVISIBLE:
            break
    return cut, lost
