"""Panels of an integral: between consecutive break points every factor is one smooth expression.

The integrand is a product of factors f_k(σ_k x + τ_k), σ_k = ±1: for f ∗ g these are f(x) and
g(−x + t), for f ⋆ g conj f(x) and g(x + t). A factor is analysed once in its own variable, whatever
t is; only the order of the shifted break points is settled anew for each t.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import sympy
from flint import arb
from sympy import Expr, Symbol

from symconv.deciding.order import compare, distinct_sorted
from symconv.deciding.roots import real_zeros
from symconv.enclosure.asymptotics import tail_of
from symconv.enclosure.growth import Tail
from symconv.enclosure.pieces import Piece, singular_points, split
from symconv.precision import working_precision
from symconv.values.compiling import compile_expression
from symconv.values.points import Evaluator

__all__ = [
    "Arm",
    "Factor",
    "Panel",
    "build_panels",
    "end_tail",
    "inner_point",
    "local_expression",
    "marks",
]

TAIL_BITS = 64


@dataclass(frozen=True)
class Factor:
    """The factor expr(sign · x + offset) of an integrand; sign is 1 or −1, offset exact."""

    expr: Expr
    variable: Symbol
    sign: int
    offset: Expr

    def position(self, argument: Expr) -> Expr:
        """The x at which the factor's own variable has the value `argument`."""
        return sympy.expand(self.sign * (argument - self.offset))

    def argument(self, position: Expr) -> Expr:
        """The value of the factor's own variable at x."""
        return sympy.expand(self.sign * position + self.offset)


@dataclass(frozen=True)
class Arm:
    """A factor on one panel, where it is the smooth expression `expr`."""

    expr: Expr
    factor: Factor

    def is_singular_at(self, position: Expr) -> bool:
        """Whether x is a known singular point of the expression."""
        singular = _singular(self.expr, self.factor.variable)
        argument = self.factor.argument(position) if singular else None
        return any(compare(argument, point) == 0 for point in singular)

    def evaluator(self) -> Evaluator:
        """The expression compiled in the factor's own variable."""
        return compile_expression(self.expr, (self.factor.variable,))


@dataclass(frozen=True)
class Panel:
    """(lower, upper) with the product of the arms on it; None for an infinite end."""

    lower: Expr | None
    upper: Expr | None
    arms: tuple[Arm, ...]

    def singular(self, end: Expr | None) -> bool:
        """Whether one of the factors is singular at this finite end."""
        return end is not None and any(arm.is_singular_at(end) for arm in self.arms)


@lru_cache(maxsize=1024)
def _singular(expr: Expr, variable: Symbol) -> tuple[Expr, ...]:
    return tuple(singular_points(expr, variable))


@lru_cache(maxsize=1024)
def marks(expr: Expr, variable: Symbol) -> tuple[Expr, ...]:
    """Break points and singular points of the factor, in its own variable."""
    found: list[Expr] = []
    for piece in split(expr, variable):
        if piece.lower is not None:
            found.append(piece.lower)
        points = (*_singular(piece.expr, variable), *_peaks(piece.expr, variable))
        found += [point for point in points if _within(point, piece)]
    return tuple(distinct_sorted(found))


@lru_cache(maxsize=1024)
def _peaks(expr: Expr, variable: Symbol) -> tuple[Expr, ...]:
    """Where the exponents of exponentials are stationary: a spike there is not to be missed."""
    found: list[Expr] = []
    for node in expr.atoms(sympy.exp):
        exponent = node.args[0]
        if exponent.is_polynomial(variable) and not exponent.has(sympy.I):
            found += real_zeros(sympy.diff(exponent, variable), variable) or []
    return tuple(distinct_sorted(found))


def _within(point: Expr, piece: Piece) -> bool:
    above = piece.lower is None or compare(piece.lower, point) <= 0
    return above and (piece.upper is None or compare(point, piece.upper) <= 0)


def build_panels(factors: Sequence[Factor], lower: Expr | None, upper: Expr | None) -> list[Panel]:
    """The panels between `lower` and `upper` on which no factor vanishes identically."""
    inside = [
        position
        for factor in factors
        for mark in marks(factor.expr, factor.variable)
        for position in (factor.position(mark),)
        if (lower is None or compare(lower, position) < 0)
        and (upper is None or compare(position, upper) < 0)
    ]
    ends = [lower, *distinct_sorted(inside), upper]
    panels: list[Panel] = []
    for left, right in pairwise(ends):
        middle = inner_point(left, right)
        arms = tuple(_arm(factor, middle) for factor in factors)
        if all(arm.expr != 0 for arm in arms):
            panels.append(Panel(left, right, arms))
    return panels


def inner_point(lower: Expr | None, upper: Expr | None) -> Expr:
    """An exact point inside the interval."""
    if lower is None and upper is None:
        return sympy.S.Zero
    if lower is None:
        return sympy.sympify(upper) - 1
    if upper is None:
        return lower + 1
    return (lower + upper) / 2


def _arm(factor: Factor, position: Expr) -> Arm:
    argument = factor.argument(position)
    for piece in split(factor.expr, factor.variable):
        if piece.upper is None or compare(argument, piece.upper) < 0:
            return Arm(piece.expr, factor)
    raise AssertionError("the last piece has no upper end")


@lru_cache(maxsize=2048)
def end_tail(expr: Expr, variable: Symbol, end: int, exponent: int) -> Tail:
    """The tail of expr(end · w) for w ≥ 2^exponent."""
    with working_precision(TAIL_BITS):
        mirrored = expr.xreplace({variable: end * variable})
        return tail_of(mirrored, variable, arb(2) ** exponent)


@lru_cache(maxsize=2048)
def local_expression(expr: Expr, variable: Symbol, point: Expr, side: int) -> tuple[Expr, Symbol]:
    """expr(point + side · y), y > 0, with polynomial parts expanded so that nothing cancels."""
    y = sympy.Dummy("y", positive=True)
    moved = expr.xreplace({variable: point + side * y})
    moved = moved.replace(lambda node: node.is_Add and node.is_polynomial(y), sympy.expand)
    return moved, y
