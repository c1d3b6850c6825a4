"""An expression in one real variable as sorted pieces: exact break points, one branch-free arm
between two neighbours, and the expression's own value at each of them.

Everything that evaluates quickly or exactly starts from this view, because an arm contains no
condition any more: no inactive branch is ever computed, and an arm can be tested for being a
polynomial.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cmp_to_key
from itertools import pairwise
from typing import Any

import numpy as np
import sympy as sp
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanFalse, BooleanFunction, BooleanTrue

from symconv.errors import InvalidInput
from symconv.exactnumbers import shortest_decimal

__all__ = [
    "NeedsParameters",
    "Pieces",
    "exact_expression",
    "exact_floats",
    "first_double_after",
    "locate",
    "nearest_double",
    "slice_expression",
]

_SWITCHES = (sp.Piecewise, sp.Heaviside, sp.sign, sp.Abs, sp.Max, sp.Min)
_DIGITS = 60


class NeedsParameters(InvalidInput):
    """The break points cannot be located before the parameters have values."""


@dataclass(frozen=True)
class Pieces:
    """`arms[i]` holds on (breaks[i-1], breaks[i]); `values[i]` is the value at breaks[i]."""

    x: sp.Symbol
    breaks: tuple[sp.Expr, ...]
    arms: tuple[sp.Expr, ...]
    values: tuple[sp.Expr, ...]


def exact_floats(expr: sp.Expr) -> sp.Expr:
    """Read every Float as the shortest decimal that round-trips at its own precision."""
    floats = expr.atoms(sp.Float)
    return expr.xreplace({f: shortest_decimal(f) for f in floats}) if floats else expr


def exact_expression(value: Any, role: str = "the expression") -> sp.Expr:
    """A SymPy expression or a number with its Floats read exactly; a text is never evaluated."""
    if isinstance(value, str):
        raise InvalidInput(f"{role} is a text; use symconv.parse(text)")
    if callable(getattr(value, "closed_form", None)):
        raise InvalidInput(f"{role} is unevaluated: {value}; pass its closed_form().expr")
    try:
        expr = sp.sympify(value, strict=True)
    except sp.SympifyError:
        expr = value
    if not isinstance(expr, sp.Expr):
        raise InvalidInput(f"{role} is a {type(value).__name__}; expected a SymPy expression")
    return exact_floats(expr)


def slice_expression(expr: sp.Expr, x: sp.Symbol) -> Pieces:
    """Split `expr` at every point where one of its conditions or switches may change.

    Raises InvalidInput for point masses and for break points that are not known numbers.
    """
    if expr.has(sp.DiracDelta):
        raise InvalidInput(f"{expr} contains a point mass (DiracDelta): it has no value to compute")
    expr = expr.replace(sp.Contains, lambda point, region: region.as_relational(point))
    _check_conditions(expr)
    breaks = _break_points(expr, x)
    samples = _samples(breaks)
    arms = tuple(_resolve(expr, x, sample) for sample in samples)
    values = tuple(_value_at(expr, x, point) for point in breaks)
    return _merge(Pieces(x, tuple(breaks), arms, values))


def _check_conditions(expr: sp.Expr) -> None:
    """Only relations have break points that are found; any other condition would be a guess."""
    open_nodes = [c for node in expr.atoms(sp.Piecewise) for _, c in node.args]
    while open_nodes:
        condition = open_nodes.pop()
        if isinstance(condition, BooleanFunction):
            open_nodes += condition.args
        elif not isinstance(condition, BooleanTrue | BooleanFalse | Relational):
            raise InvalidInput(f"{condition} is not a condition made of relations")


def _merge(pieces: Pieces) -> Pieces:
    """Drop a break point where nothing changes; the value there is then the arm's own."""
    breaks: list[sp.Expr] = []
    values: list[sp.Expr] = []
    arms: list[sp.Expr] = [pieces.arms[0]]
    for point, arm, value in zip(pieces.breaks, pieces.arms[1:], pieces.values, strict=True):
        if arm == arms[-1] and arm.subs(pieces.x, point) == value:
            continue
        breaks.append(point)
        values.append(value)
        arms.append(arm)
    return Pieces(pieces.x, tuple(breaks), tuple(arms), tuple(values))


# Break points -----------------------------------------------------------------------------------


def _break_points(expr: sp.Expr, x: sp.Symbol) -> list[sp.Expr]:
    found: set[sp.Expr] = set()
    for node in expr.atoms(*_SWITCHES, Relational):
        for switch in _switching_functions(node):
            if switch.has(x):
                found.update(_real_roots(switch, x))
    points = sorted(found, key=cmp_to_key(_compare))
    return [p for i, p in enumerate(points) if i == 0 or _compare(points[i - 1], p) != 0]


def _switching_functions(node: sp.Basic) -> list[sp.Expr]:
    if isinstance(node, Relational):
        ends = (node.lhs, node.rhs)
        if any(end.is_infinite for end in ends):
            return []
        return [node.lhs - node.rhs]
    if isinstance(node, sp.Max | sp.Min):
        args = list(node.args)
        return [a - b for i, a in enumerate(args) for b in args[i + 1 :]]
    if isinstance(node, sp.Piecewise):
        return []
    return [] if node.args[0].has(sp.I) else [node.args[0]]


def _real_roots(switch: sp.Expr, x: sp.Symbol) -> list[sp.Expr]:
    if switch.has(sp.floor, sp.ceiling, sp.Mod, sp.frac):
        raise InvalidInput(f"cannot locate where {switch} changes sign: it has jumps of its own")
    slope = switch.diff(x)
    if not slope.has(x):
        if slope.is_zero:
            return []
        roots = [sp.expand(-switch.subs(x, 0) / slope)]
    elif switch.is_polynomial(x):
        roots = _polynomial_roots(switch, x)
    elif isinstance(switch, _SWITCHES) or switch.has(*_SWITCHES):
        inner = slice_expression(switch, x)
        roots = [root for arm in inner.arms if arm.has(x) for root in _real_roots(arm, x)]
        roots += list(inner.breaks)
    else:
        if switch.is_positive or switch.is_negative:
            return []
        raise InvalidInput(f"cannot locate where {switch} changes sign: no polynomial in {x}")
    for root in roots:
        if root.free_symbols:
            raise NeedsParameters(
                f"the break point {x} = {root} depends on {sorted(map(str, root.free_symbols))}: "
                "give these parameters values"
            )
    return roots


def _polynomial_roots(switch: sp.Expr, x: sp.Symbol) -> list[sp.Expr]:
    poly = sp.Poly(switch, x)
    if poly.free_symbols_in_domain:
        raise NeedsParameters(
            f"where {switch} changes sign depends on a parameter: give it a value"
        )
    if poly.domain.is_ZZ or poly.domain.is_QQ:
        return list(dict.fromkeys(sp.real_roots(poly)))
    if poly.degree() <= 2:
        return [root for root in sp.roots(poly) if root.is_real]
    raise InvalidInput(f"cannot locate where {switch} changes sign exactly")


def _compare(left: sp.Expr, right: sp.Expr) -> int:
    """The sign of left - right for two exact real numbers."""
    difference = left - right
    if difference.is_Rational:
        return int(sp.sign(difference))
    value = difference.evalf(_DIGITS)
    if value.is_comparable and abs(value) > sp.Rational(1, 10 ** (_DIGITS // 2)):
        return 1 if value > 0 else -1
    if sp.simplify(difference) == 0:
        return 0
    raise InvalidInput(f"cannot order the break points {left} and {right}")


def _samples(breaks: list[sp.Expr]) -> list[sp.Rational]:
    if not breaks:
        return [sp.Integer(0)]
    near = [b if b.is_Rational else sp.Rational(str(b.evalf(_DIGITS))) for b in breaks]
    middles = [(a + b) / 2 for a, b in pairwise(near)]
    return [near[0] - 1, *middles, near[-1] + 1]


# Points among the break points -------------------------------------------------------------------


def nearest_double(number: sp.Expr) -> float:
    """The double nearest to an exact number; InvalidInput beyond the range of doubles."""
    try:
        near = int(number.p) / int(number.q) if number.is_Rational else float(number.evalf(40))
    except OverflowError:
        near = float("inf")
    if abs(near) == float("inf"):
        raise InvalidInput(f"the number {_brief(number)} lies beyond the range of doubles")
    return near


def _brief(number: sp.Expr) -> str:
    return str(number.evalf(5)) if number.is_Rational else str(number)


def first_double_after(point: sp.Expr) -> float:
    """The smallest double above an exact number."""
    near = nearest_double(point)
    return near if sp.Rational(near) > point else float(np.nextafter(near, np.inf))


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
        if sp.Rational(near) == point:
            at_break |= points == near
    return index, at_break


def _locate_exact(pieces: Pieces, point: Fraction) -> tuple[int, bool]:
    exact = sp.Rational(point.numerator, point.denominator)
    for i, border in enumerate(pieces.breaks):
        order = _compare(exact, border)
        if order <= 0:
            return i, order == 0
    return len(pieces.breaks), False


# One arm, one value -----------------------------------------------------------------------------


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
    decided = condition.subs(x, value)
    if isinstance(decided, Relational):
        decided = decided.func(_value_at(decided.lhs - decided.rhs, x, value), 0)
    if decided not in (sp.true, sp.false):
        if not decided.free_symbols:
            raise InvalidInput(f"whether {condition} holds at {x} = {value} is not decided exactly")
        raise NeedsParameters(f"the condition {condition} depends on a parameter: give it a value")
    return decided is sp.true or decided == sp.true


def _sign_at(argument: sp.Expr, x: sp.Symbol, value: sp.Expr) -> int:
    number = _value_at(argument, x, value)
    if number.free_symbols:
        raise NeedsParameters(f"the sign of {argument} depends on a parameter: give it a value")
    return _compare(number, sp.Integer(0))


def _resolve(node: sp.Basic, x: sp.Symbol, sample: sp.Rational) -> Any:
    """The branch-free form of `node` on the open interval around `sample`."""
    if not node.has(x) and not node.has(sp.Piecewise):
        return node
    if isinstance(node, sp.Piecewise):
        for arm, condition in node.args:
            if _holds(condition, x, sample):
                return _resolve(arm, x, sample)
        return sp.nan
    if isinstance(node, sp.Max | sp.Min):
        return _extreme(node, x, sample)
    if isinstance(node, sp.Heaviside | sp.sign | sp.Abs) and not node.args[0].has(sp.I):
        sign = _sign_at(node.args[0], x, sample)
        if isinstance(node, sp.Heaviside):
            return sp.Integer(max(sign, 0)) if sign else node.func(sp.Integer(0), *node.args[1:])
        if isinstance(node, sp.sign):
            return sp.Integer(sign)
        return sign * _resolve(node.args[0], x, sample)
    if not node.args or not node.has(*_SWITCHES):
        return node
    return node.func(*(_resolve(arg, x, sample) for arg in node.args))


def _extreme(node: sp.Basic, x: sp.Symbol, sample: sp.Expr) -> Any:
    wanted = 1 if isinstance(node, sp.Max) else -1
    best = node.args[0]
    for candidate in node.args[1:]:
        if _sign_at(candidate - best, x, sample) == wanted:
            best = candidate
    return _resolve(best, x, sample)


def _value_at(expr: sp.Basic, x: sp.Symbol, point: sp.Expr) -> Any:
    """The expression's own value at a point: arms are chosen first, so no inactive arm is read."""
    return _resolve(expr, x, point).subs(x, point)
