"""Points on balls with their exact values: functions of a point, and what is exactly 0 there.

A number is decided to be 0 by a theorem (`deciding.zeros`), never by its size alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flint import acb
from sympy import Expr, Symbol

from symconv.deciding.zeros import is_zero

__all__ = ["Evaluator", "Point", "vanishes_at"]


class Point:
    """The balls of the variables, in order, and their exact values where these are known."""

    __slots__ = ("balls", "exact")

    def __init__(self, balls: tuple[acb, ...], exact: Mapping[Symbol, Expr] | None = None):
        self.balls = balls
        self.exact = exact


Evaluator = Callable[[Point, bool], acb]


def vanishes_at(expr: Expr, exact: Mapping[Symbol, Expr] | None) -> bool | None:
    """Whether `expr` is exactly 0 at the exact point; None where that is not decided."""
    if exact is None:
        return None
    number = expr.xreplace(dict(exact))
    return None if number.free_symbols else is_zero(number)
