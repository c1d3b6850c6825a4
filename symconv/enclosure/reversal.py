"""Rational tails by x = 1/u: the end at infinity becomes the regular point u = 0.

A rational φ of degree −a is φ(w) = v^a ψ(v) with v = 1/w and ψ analytic at 0. For factors
φ_k(ξ + h_k), v_k = u/(1 + h_k u), so that

    ∫_X^∞ Π φ_k(ξ + h_k) dξ = ∫_0^{1/X} u^{A−2} Π ψ_k(v_k) (1 + h_k u)^{−a_k} du,   A = Σ a_k ≥ 2.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import sympy
from flint import acb, arb
from sympy import Expr, Symbol

from symconv.enclosure.finite import arb_integral
from symconv.enclosure.growth import exact_ball
from symconv.values.compiling import compile_expression
from symconv.values.points import Point

__all__ = ["rational_tail_integral"]


@lru_cache(maxsize=1024)
def _reversed(expr: Expr, variable: Symbol) -> tuple[int, Expr] | None:
    """(a, ψ) for a rational expression; None for any other."""
    if not expr.is_rational_function(variable):
        return None
    numerator, denominator = (
        sympy.Poly(part, variable) for part in sympy.together(expr).as_numer_denom()
    )
    if numerator.is_zero:
        return None
    above, below = (
        sympy.Add(*(c * variable**k for k, c in enumerate(part.all_coeffs())))
        for part in (numerator, denominator)
    )
    return denominator.degree() - numerator.degree(), above / below


def rational_tail_integral(
    factors: Sequence[tuple[Expr, Symbol, Expr]], start: arb, tolerance: arb
) -> acb | None:
    """∫_start^∞ Π expr(ξ + shift) dξ over the triples (expr, variable, shift); None if no help."""
    parts = []
    for expr, variable, shift in factors:
        found = _reversed(expr, variable)
        if found is None:
            return None
        order, psi = found
        parts.append((order, compile_expression(psi, (variable,)), exact_ball(shift)))
    total_order = sum(order for order, _, _ in parts)
    if total_order < 2:
        return None

    width = 1 / acb(start)

    def integrand(v: acb, analytic: bool) -> acb:
        u = width * v
        product = u ** (total_order - 2)
        for order, psi, shift in parts:
            stretch = 1 + shift * u
            product *= psi(Point((u / stretch,)), analytic) * stretch**-order
        return product

    return width * arb_integral(integrand, acb(0), acb(1), tolerance)
