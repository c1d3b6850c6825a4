"""Doubles beside exact numbers: the nearest, the next one, and the piece in which a point lies."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp

from symconv.deciding import constants
from symconv.errors import InvalidInput
from symconv.numeric.branches import compare
from symconv.numeric.pieces import Pieces
from symconv.precision import working_precision

__all__ = ["first_double_after", "locate", "nearest_double"]


def nearest_double(number: sp.Expr) -> float:
    """The double nearest to an exact number; InvalidInput beyond the range of doubles."""
    try:
        near = int(number.p) / int(number.q) if number.is_Rational else _of_irrational(number)
    except OverflowError:
        near = float("inf")
    if abs(near) == float("inf"):
        raise InvalidInput(f"the number {_brief(number)} lies beyond the range of doubles")
    return near


def _of_irrational(number: sp.Expr) -> float:
    """The double to which both ends of a ball round."""
    for bits in constants.PRECISIONS:
        with working_precision(bits):
            ball = constants.ball(number).real
            if ball.is_finite() and float(ball.lower()) == float(ball.upper()):
                return float(ball.lower())
    raise InvalidInput(f"the double next to {number} is not decided")


def _brief(number: sp.Expr) -> str:
    return str(number.evalf(5)) if number.is_Rational else str(number)


def first_double_after(point: sp.Expr) -> float:
    """The smallest double above an exact number."""
    near = nearest_double(point)
    return near if compare(sp.Rational(near), point) > 0 else float(np.nextafter(near, np.inf))


def locate(pieces: Pieces, points: Any) -> tuple[Any, Any]:
    """(index, at_break): the arm of every point, or the break it lies on exactly."""
    if points.dtype == object:
        found = [_locate_exact(pieces, point) for point in points]
        return np.array([i for i, _ in found], dtype=int), np.array(
            [b for _, b in found], dtype=bool
        )
    index = np.searchsorted([first_double_after(b) for b in pieces.breaks], points, side="right")
    at_break = np.zeros(len(points), dtype=bool)
    for point in pieces.breaks:
        near = nearest_double(point)
        if compare(sp.Rational(near), point) == 0:
            at_break |= points == near
    return index, at_break


def _locate_exact(pieces: Pieces, point: Fraction) -> tuple[int, bool]:
    exact = sp.Rational(point.numerator, point.denominator)
    for i, border in enumerate(pieces.breaks):
        order = compare(exact, border)
        if order <= 0:
            return i, order == 0
    return len(pieces.breaks), False
