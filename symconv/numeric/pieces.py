"""An expression in one real variable as sorted pieces: exact break points, one branch-free arm
between two neighbours, and the expression's own value at each of them.

Everything that evaluates quickly or exactly starts from this view, because an arm contains no
condition any more: no inactive branch is ever computed, and an arm can be tested for being a
polynomial.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cmp_to_key
from itertools import pairwise
from typing import Any

import sympy as sp
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanFalse, BooleanFunction, BooleanTrue

from symconv.errors import InvalidInput
from symconv.exactnumbers import exact
from symconv.numeric.branches import DIGITS, SWITCHES, NeedsParameters, compare, resolve, value_at

__all__ = ["Pieces", "exact_expression", "slice_expression"]


@dataclass(frozen=True)
class Pieces:
    """`arms[i]` holds on (breaks[i-1], breaks[i]); `values[i]` is the value at breaks[i]."""

    x: sp.Symbol
    breaks: tuple[sp.Expr, ...]
    arms: tuple[sp.Expr, ...]
    values: tuple[sp.Expr, ...]


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
    return exact(expr)


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
    arms = tuple(resolve(expr, x, sample) for sample in samples)
    values = tuple(value_at(expr, x, point) for point in breaks)
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


def _break_points(expr: sp.Expr, x: sp.Symbol) -> list[sp.Expr]:
    found: set[sp.Expr] = set()
    for node in expr.atoms(*SWITCHES, Relational):
        for switch in _switching_functions(node):
            if switch.has(x):
                found.update(_real_roots(switch, x))
    points = sorted(found, key=cmp_to_key(compare))
    return [p for i, p in enumerate(points) if i == 0 or compare(points[i - 1], p) != 0]


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
    elif isinstance(switch, SWITCHES) or switch.has(*SWITCHES):
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


def _samples(breaks: list[sp.Expr]) -> list[sp.Rational]:
    if not breaks:
        return [sp.Integer(0)]
    near = [b if b.is_Rational else sp.Rational(str(b.evalf(DIGITS))) for b in breaks]
    middles = [(a + b) / 2 for a, b in pairwise(near)]
    return [near[0] - 1, *middles, near[-1] + 1]
