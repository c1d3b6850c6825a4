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

from symconv.deciding import roots
from symconv.deciding.structure import coefficients
from symconv.enclosure.pieces import inner_rational
from symconv.errors import InvalidInput
from symconv.exactnumbers import exact
from symconv.numeric.branches import SWITCHES, NeedsParameters, compare, resolve, value_at
from symconv.numeric.realness import is_real_valued
from symconv.operators.boundnames import written_out

__all__ = ["Pieces", "exact_expression", "slice_expression"]

_HIGHEST_DEGREE = 100


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
    except (sp.SympifyError, TypeError, ValueError):
        expr = value
    if not isinstance(expr, sp.Expr) or getattr(expr, "is_Matrix", False):
        raise InvalidInput(f"{role} is a {type(value).__name__}; expected a SymPy expression")
    return written_out(exact(expr))


def slice_expression(expr: sp.Expr, x: sp.Symbol) -> Pieces:
    """Split `expr` at every point where one of its conditions or switches may change.

    Raises InvalidInput for point masses and for break points that are not known numbers.
    """
    if expr.has(sp.DiracDelta):
        raise InvalidInput(f"{expr} contains a point mass (DiracDelta): it has no value to compute")
    expr = expr.replace(sp.Contains, lambda point, region: region.as_relational(point))
    _check_conditions(expr)
    for step in expr.atoms(sp.Heaviside):
        if not is_real_valued(step.args[0], (x,)):
            raise InvalidInput(f"{step} has no value: its argument is not proved real")
    breaks = _break_points(expr, x)
    ends = [None, *breaks, None]
    arms = tuple(resolve(expr, x, inner_rational(*pair)) for pair in pairwise(ends))
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
        for switch in _switching_functions(node, x):
            if switch.has(x):
                found.update(_zeros(switch, x))
    points = sorted(found, key=cmp_to_key(compare))
    return [p for i, p in enumerate(points) if i == 0 or compare(points[i - 1], p) != 0]


def _switching_functions(node: sp.Basic, x: sp.Symbol) -> list[sp.Expr]:
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
    return [node.args[0]] if is_real_valued(node.args[0], (x,)) else []


def _zeros(switch: sp.Expr, x: sp.Symbol) -> list[sp.Expr]:
    """Where the sign of the switch may change: every real zero, and its own break points.

    Between these it is a polynomial on each piece, or of one sign everywhere by SymPy's facts.
    """
    if switch.has(sp.floor, sp.ceiling, sp.Mod, sp.frac):
        raise InvalidInput(f"cannot locate where {switch} changes sign: it has jumps of its own")
    if switch.has(*SWITCHES):
        inner = slice_expression(switch, x)
        found = [root for arm in inner.arms if arm.has(x) for root in _zeros(arm, x)]
        return [*found, *inner.breaks]
    row = coefficients(switch, x)
    if row is None:
        known = switch.xreplace({x: sp.Dummy("x", real=True)})
        if known.is_positive is True or known.is_negative is True:
            return []
        raise InvalidInput(f"cannot locate where {switch} changes sign: no polynomial in {x}")
    if switch.free_symbols - {x}:
        raise NeedsParameters(
            f"where {switch} changes sign depends on a parameter: give it a value"
        )
    zeros = roots.polynomial_zeros(switch, x) if len(row) - 1 <= _HIGHEST_DEGREE else None
    if zeros is None:
        raise InvalidInput(f"cannot locate where {switch} changes sign exactly")
    return zeros
