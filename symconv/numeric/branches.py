"""The branch-free form of an expression between two break points, and its own value at a point.

Between two neighbouring zeros of everything that switches, each switch has one position: it is
read off at one exact number in between. In the first arm that holds the search goes on, so that no
inactive branch is ever read.
"""

from __future__ import annotations

from typing import Any

import sympy as sp
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanFalse, BooleanTrue

from symconv.deciding import constants
from symconv.deciding import order as ordering
from symconv.errors import InvalidInput, Unresolved
from symconv.numeric.realness import is_real_valued

__all__ = ["SWITCHES", "NeedsParameters", "compare", "resolve", "value_at"]

SWITCHES = (sp.Piecewise, sp.Heaviside, sp.sign, sp.Abs, sp.Max, sp.Min)


class NeedsParameters(InvalidInput):
    """The break points cannot be located before the parameters have values."""


def resolve(node: sp.Basic, x: sp.Symbol, sample: sp.Expr) -> Any:
    """The branch-free form of `node` on the open interval around `sample`, free of break points.

    Raises InvalidInput where a sign or a condition at the sample is open.
    """
    if not node.has(x) and not node.has(sp.Piecewise):
        return node
    if isinstance(node, sp.Piecewise):
        for arm, condition in node.args:
            if _holds(condition, x, sample):
                return resolve(arm, x, sample)
        return sp.nan
    if isinstance(node, sp.Max | sp.Min):
        return _extreme(node, x, sample)
    if isinstance(node, sp.Heaviside | sp.sign | sp.Abs) and is_real_valued(node.args[0], (x,)):
        sign = _sign_at(node.args[0], x, sample)
        if isinstance(node, sp.Heaviside):
            return sp.Integer(max(sign, 0)) if sign else node.func(sp.Integer(0), *node.args[1:])
        if isinstance(node, sp.sign):
            return sp.Integer(sign)
        return sign * resolve(node.args[0], x, sample)
    if not node.args or not node.has(*SWITCHES):
        return node
    return node.func(*(resolve(arg, x, sample) for arg in node.args))


def value_at(expr: sp.Basic, x: sp.Symbol, point: sp.Expr) -> Any:
    """The expression's own value at a point: arms are chosen first, so no inactive arm is read."""
    return resolve(expr, x, point).subs(x, point)


def _holds(condition: Any, x: sp.Symbol, value: sp.Expr) -> bool:
    """Decide a condition at the exact number `value`; a parameter in it cannot be decided."""
    if isinstance(condition, BooleanTrue):
        return True
    if isinstance(condition, BooleanFalse):
        return False
    if isinstance(condition, sp.And):
        return all(_holds(arg, x, value) for arg in condition.args)
    if isinstance(condition, sp.Or):
        return any(_holds(arg, x, value) for arg in condition.args)
    if isinstance(condition, sp.Not):
        return not _holds(condition.args[0], x, value)
    if not isinstance(condition, Relational):
        raise InvalidInput(f"whether {condition} holds at {x} = {value} is not decided exactly")
    ends = [value_at(end, x, value) for end in (condition.lhs, condition.rhs)]
    if any(end.free_symbols for end in ends):
        raise NeedsParameters(f"the condition {condition} depends on a parameter: give it a value")
    known = _relation(condition, *ends)
    if known is None:
        raise InvalidInput(f"whether {condition} holds at {x} = {value} is not decided exactly")
    return known


def _relation(condition: Any, left: sp.Expr, right: sp.Expr) -> bool | None:
    """Whether the relation holds between two constants; None where that is open."""
    if left.is_infinite or right.is_infinite:
        decided = condition.func(left, right)
        return None if decided not in (sp.true, sp.false) else bool(decided)
    if isinstance(condition, sp.Eq | sp.Ne):
        equal = constants.is_zero(left - right)
        return None if equal is None else equal == isinstance(condition, sp.Eq)
    sign = constants.sign(left - right)
    if sign is None:
        return None
    return bool(condition.func(sp.Integer(sign), 0))


def _sign_at(argument: sp.Expr, x: sp.Symbol, value: sp.Expr) -> int:
    number = value_at(argument, x, value)
    if number.free_symbols:
        raise NeedsParameters(f"the sign of {argument} depends on a parameter: give it a value")
    return compare(number, sp.Integer(0))


def _extreme(node: sp.Basic, x: sp.Symbol, sample: sp.Expr) -> Any:
    wanted = 1 if isinstance(node, sp.Max) else -1
    best = node.args[0]
    for candidate in node.args[1:]:
        if _sign_at(candidate - best, x, sample) == wanted:
            best = candidate
    return resolve(best, x, sample)


def compare(left: sp.Expr, right: sp.Expr) -> int:
    """The sign of left - right for two exact real numbers; InvalidInput where it is open."""
    try:
        return ordering.compare(left, right)
    except Unresolved:
        raise InvalidInput(f"the order of {left} and {right} is not decided exactly") from None
