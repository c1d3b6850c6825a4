"""Points on balls with their exact values: functions of a point, and what is exactly 0 there.

A number is decided to be 0 by rational arithmetic or by its minimal polynomial, never by its size.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import sympy
from flint import acb
from sympy import Expr, Symbol

__all__ = ["Evaluator", "Point", "is_exactly_zero", "vanishes_at"]

_DEGREE_LIMIT = 16


class Point:
    """The balls of the variables, in order, and their exact values where these are known."""

    __slots__ = ("balls", "exact")

    def __init__(self, balls: tuple[acb, ...], exact: Mapping[Symbol, Expr] | None = None):
        self.balls = balls
        self.exact = exact


Evaluator = Callable[[Point, bool], acb]


def is_exactly_zero(number: Expr) -> bool | None:
    """Whether a number without symbols is 0: True or False when proved, else None."""
    number = sympy.expand(number)
    if number.is_Rational:
        return bool(number == 0)
    if not number.is_algebraic or number.atoms(sympy.Function):
        return None
    radicals = [power.exp.q for power in number.atoms(sympy.Pow) if power.exp.is_Rational]
    if number.has(sympy.CRootOf) or sympy.prod(radicals) > _DEGREE_LIMIT:
        return None
    generator = sympy.Dummy("z")
    return bool(sympy.minimal_polynomial(number, generator) == generator)


def vanishes_at(expr: Expr, exact: Mapping[Symbol, Expr] | None) -> bool | None:
    """Whether `expr` is exactly 0 at the exact point; None where that is not decided."""
    if exact is None:
        return None
    number = expr.xreplace(dict(exact))
    return None if number.free_symbols else is_exactly_zero(number)
