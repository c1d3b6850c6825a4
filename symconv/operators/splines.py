"""Splines as sympy.interpolating_spline writes them: no last arm, 0 outside the knots."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import sympy

from symconv.survey import survey

__all__ = ["NOTE", "completed", "has_spline"]

NOTE = "a spline is 0 outside its knots"


def completed(expr: Any, x: Any) -> Any:
    """The expression with a last arm (0, True) for every spline that has none.

    >>> x = sympy.Symbol("x", real=True)
    >>> completed(sympy.interpolating_spline(1, x, [0, 1, 3], [0, 2, 0]), x)
    Piecewise((2*x, (x >= 0) & (x <= 1)), (3 - x, (x >= 1) & (x <= 3)), (0, True))
    """
    if sympy.Piecewise not in survey(expr).heads:
        return expr
    open_ = {p for p in expr.atoms(sympy.Piecewise) if p.args[-1].args[1] != sympy.true}
    change = {p: sympy.Piecewise(*p.args, (0, True)) for p in open_ if _is_spline(p.args, x)}
    return expr.xreplace(change) if change else expr


def has_spline(expr: Any, x: Any) -> bool:
    """Whether a spline is in it that was given its last arm."""
    if sympy.Piecewise not in survey(expr).heads:
        return False
    ends = (0, sympy.true)
    return any(
        p.args[-1].args == ends and _is_spline(p.args[:-1], x) for p in expr.atoms(sympy.Piecewise)
    )


def _is_spline(arms: Any, x: Any) -> bool:
    """Two or more polynomials on closed intervals that touch, continuous at the knots."""
    pieces = []
    for arm in arms:
        interval = _interval(arm.args[1], x)
        if interval is None:
            return False
        pieces.append((arm.args[0], interval))
    if len(pieces) < 2:
        return False
    if not all(value.is_polynomial(x) for value, _ in pieces):
        return False
    for (left, (_, knot)), (right, (start, _)) in pairwise(pieces):
        if knot != start or sympy.expand((left - right).xreplace({x: knot})) != 0:
            return False
    return True


def _interval(condition: Any, x: Any) -> tuple[Any, Any] | None:
    """(a, b) of a <= x <= b with rational ends."""
    if not isinstance(condition, sympy.And) or len(condition.args) != 2:
        return None
    ends = {type(part): part.args[1] for part in condition.args if part.args[0] == x}
    low, high = ends.get(sympy.Ge), ends.get(sympy.Le)
    if low is None or high is None or not (low.is_Rational and high.is_Rational):
        return None
    return low, high
