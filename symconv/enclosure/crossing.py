"""Isolated singular points inside a panel: removable ones and, on demand, simple poles.

Near p let f(p + y) = h(y)/y^m with h analytic on |y| ≤ r, shown by a finite ball of h over the
whole disc with the analytic flag. If the Taylor coefficients h_0 … h_{m−2} are 0 exactly, the
singularity is at most a simple pole with residue h_{m−1}. Residue 0: f is analytic on the disc, the
path may go round p on a half circle, and |f| ≤ max |h|/r^m on the disc by the maximum principle.
Otherwise the principal value is the mean of the upper and the lower half circle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import sympy
from flint import acb, arb
from sympy import Expr, Symbol

from symconv.deciding import constants
from symconv.enclosure.finite import arb_integral
from symconv.enclosure.panels import Arm
from symconv.values.balls import contains_zero, is_finite
from symconv.values.compiling import compile_expression
from symconv.values.points import Point

__all__ = ["Isolated", "has_residue", "isolated_singularity"]

_HIGHEST_ORDER = 8
_RADII = 6


@dataclass(frozen=True)
class Isolated:
    """h(y)/y^order, analytic h, in the disc of the given radius around the singular point."""

    regular: Expr
    variable: Symbol
    order: int
    radius: arb
    bound: arb
    removable: bool

    def half_circle(self, upper: bool) -> acb:
        """∫ over the half circle from −radius to radius, above or below the point.

        y = r e^{iθ} with θ from π (or −π) to 0.
        """
        evaluate = compile_expression(self.regular, (self.variable,))
        start = acb.pi() if upper else -acb.pi()

        def integrand(v: acb, analytic: bool) -> acb:
            y = self.radius * (acb(0, 1) * start * (1 - v)).exp()
            return evaluate(Point((y,)), analytic) * y ** (1 - self.order)

        return -acb(0, 1) * start * arb_integral(integrand, acb(0), acb(1))


def isolated_singularity(arms: Sequence[Arm], point: Expr, room: arb) -> Isolated | None:
    """The singular point of the product at x = point, within `room`; None if not of this kind."""
    whole, y = _local_product(tuple(arms), point)
    regular, order = _pole_split(whole, y)
    if not 0 < order <= _HIGHEST_ORDER:
        return None
    coefficients = _leading_coefficients(regular, y, order)
    if coefficients is None or not all(constants.is_zero(c) for c in coefficients[:-1]):
        return None
    evaluate = compile_expression(regular, (y,))
    radius = arb(room.lower().mid()) / 2
    for _ in range(_RADII):
        value = evaluate(Point((acb(arb(0, radius), arb(0, radius)),)), True)
        if is_finite(value):
            bound = (abs(value).upper() / radius**order).upper()
            removable = bool(constants.is_zero(coefficients[-1]))
            return Isolated(regular, y, order, radius, bound, removable)
        radius = radius / 2
    return None


def has_residue(arms: Sequence[Arm], point: Expr) -> bool:
    """Whether the product has a pole of order 1 or more at the point, proved by a ball off 0."""
    regular, y = _local_product(tuple(arms), point)
    regular, order = _pole_split(regular, y)
    if order < 1:
        return False
    value = compile_expression(regular, (y,))(Point((acb(0),)), True)
    return not contains_zero(value)


@lru_cache(maxsize=256)
def _local_product(arms: tuple[Arm, ...], point: Expr) -> tuple[Expr, Symbol]:
    y = sympy.Dummy("y")
    product = sympy.S.One
    for arm in arms:
        shift = arm.factor.argument(point) + arm.factor.sign * y
        product *= arm.expr.xreplace({arm.factor.variable: shift})
    moved = product.replace(lambda node: node.is_Add and node.is_polynomial(y), sympy.expand)
    return moved, y


def _pole_split(expr: Expr, y: Symbol) -> tuple[Expr, int]:
    """expr = regular · y^{−order} with the powers of y taken out of polynomial denominators."""
    regular, order = sympy.S.One, 0
    for factor in sympy.Mul.make_args(expr):
        base, exponent = factor.as_base_exp()
        if exponent.is_Integer and exponent < 0 and base.is_polynomial(y):
            polynomial = sympy.Poly(base, y)
            lowest = min(power for (power,), _ in polynomial.terms())
            rest = sympy.expand(sympy.quo(polynomial, sympy.Poly(y**lowest, y)).as_expr())
            order -= lowest * int(exponent)
            regular *= rest**exponent
        else:
            regular *= factor
    return regular, order


def _leading_coefficients(regular: Expr, y: Symbol, order: int) -> list[Expr] | None:
    found: list[Expr] = []
    derivative = regular
    for k in range(order):
        value = derivative.xreplace({y: sympy.S.Zero})
        if value.has(sympy.nan, sympy.zoo, sympy.oo):
            return None
        found.append(sympy.expand(value))
        if k + 1 < order:
            derivative = sympy.diff(derivative, y)
            if derivative.atoms(sympy.Derivative, sympy.Subs):
                return None
    return found
