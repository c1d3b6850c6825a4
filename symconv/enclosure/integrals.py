"""The defining integrals, enclosed: ∫ f(x) g(t − x) dx, ∫ conj f(x) g(t + x) dx, ∫_a^b f(x) dx.

Point masses are split off and sifted exactly (`masses`); what remains is cut at the break points
(`panels`) and enclosed panel by panel (`quadrature`) at rising precision.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sympy
from flint import acb, arb
from sympy import Expr, Symbol

from symconv.enclosure.balls import accuracy_bits, is_finite, radius
from symconv.enclosure.growth import exact_ball
from symconv.enclosure.panels import Factor, Panel, build_panels, inner_point
from symconv.enclosure.precision import working_precision
from symconv.enclosure.quadrature import integrand_of, panel_integral
from symconv.errors import InvalidInput, Unresolved
from symconv.exactnumbers import shortest_decimal

__all__ = ["enclose_convolution", "enclose_integral"]

_GUARD_BITS = 20
_DOUBLINGS = 3


def enclose_integral(
    expr: Expr,
    x: Symbol,
    lower: Any,
    upper: Any,
    params: Mapping[Symbol, Any] | None = None,
    bits: int = 53,
) -> acb:
    factor = Factor(_prepared(expr, x, params), _real(x), 1, sympy.S.Zero)
    return _enclose([factor], _end(lower), _end(upper), bits)


def enclose_convolution(
    f: Expr,
    g: Expr,
    x: Symbol,
    t_value: Any,
    params: Mapping[Symbol, Any] | None = None,
    bits: int = 53,
    *,
    op: str = "convolve",
    conjugate: bool = True,
) -> acb:
    first, second = _prepared(f, x, params), _prepared(g, x, params)
    if op == "correlate" and conjugate:
        first = sympy.conjugate(first)
    sign = -1 if op == "convolve" else 1
    factors = [
        Factor(first, _real(x), 1, sympy.S.Zero),
        Factor(second, _real(x), sign, sympy.sympify(t_value)),
    ]
    return _enclose(factors, None, None, bits)


def _real(x: Symbol) -> Symbol:
    return Symbol(x.name, real=True)


def _prepared(expr: Any, x: Symbol, params: Mapping[Symbol, Any] | None) -> Expr:
    expr = sympy.sympify(expr).xreplace({x: _real(x)})
    return expr.xreplace(dict(params or {}))


def _end(value: Any) -> Expr | None:
    value = sympy.sympify(value)
    return None if value in (sympy.oo, -sympy.oo) else value


def _enclose(factors: Sequence[Factor], lower: Expr | None, upper: Expr | None, bits: int) -> acb:
    panels = build_panels(factors, lower, upper)
    if not panels:
        return acb(0)
    total = acb(0)
    for doubling in range(_DOUBLINGS + 1):
        with working_precision((bits << doubling) + _GUARD_BITS):
            scale = _scale(panels)
            tolerance = scale * arb(2) ** -((bits << doubling) + 8)
            values = [panel_integral(panel, tolerance) for panel in panels]
            total = sum(values, acb(0))
            size = sum((abs(value).mid() for value in values), arb(0))
            if is_finite(total) and (
                accuracy_bits(total) >= bits or bool(radius(total) <= size * arb(2) ** -bits)
            ):
                return total
    raise Unresolved(f"the integral was not enclosed to {bits} bits: {total}")


def _scale(panels: Sequence[Panel]) -> arb:
    """A rough size of the integral, from samples: it sets the tolerance, never the radius."""
    largest = arb(0)
    for panel in panels:
        middle = inner_point(panel.lower, panel.upper)
        value = integrand_of(panel.arms)(exact_ball(middle), False)
        if is_finite(value):
            largest = largest.max(abs(value).upper())
    return largest if bool(largest > 0) else arb(1)
