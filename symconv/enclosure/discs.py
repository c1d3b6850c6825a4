"""The values of a rational expression far out in the right half plane: z^a times a disc.

That is the bound that Jordan's lemma needs.
"""

from __future__ import annotations

import sympy
from flint import acb, arb
from sympy import Expr, Symbol

from symconv.enclosure.growth import exact_ball

__all__ = ["disc_tail"]


def disc_tail(expr: Expr, variable: Symbol, start: arb) -> tuple[Expr, acb] | None:
    """(a, B) with expr(z) ∈ z^a B for all complex |z| ≥ start, Re z ≥ 0; None if not proved.

    c_n z^n + … + c_0 = z^n (c_n + Σ c_k z^{k−n}), the sum in a disc of radius Σ |c_k| start^{k−n}.
    """
    if variable not in expr.free_symbols:
        return sympy.S.Zero, exact_ball(expr)
    if expr == variable:
        return sympy.S.One, acb(1)
    if expr.is_Pow and expr.base == variable and expr.exp.is_Rational:
        return expr.exp, acb(1)
    if not bool(start > 0):
        return None
    if expr.is_Mul:
        return _disc_product(expr, variable, start)
    if expr.is_Pow and expr.exp.is_Integer:
        base = disc_tail(expr.base, variable, start)
        if base is None or (expr.exp < 0 and base[1].contains(0)):
            return None
        return base[0] * expr.exp, base[1] ** int(expr.exp)
    if not expr.is_polynomial(variable):
        return _disc_sum(expr, variable, start) if expr.is_Add else None
    (leading, *others) = sympy.Poly(expr, variable).terms()
    degree = leading[0][0]
    spread = arb(0)
    for (power,), coefficient in others:
        spread += abs(exact_ball(coefficient)) * start ** (power - degree)
    disc = spread.upper() * acb(arb(0, 1), arb(0, 1))
    return sympy.Integer(degree), exact_ball(leading[1]) + disc


def _disc_product(expr: Expr, variable: Symbol, start: arb) -> tuple[Expr, acb] | None:
    power, ball = sympy.S.Zero, acb(1)
    for factor in expr.args:
        part = disc_tail(factor, variable, start)
        if part is None:
            return None
        power, ball = power + part[0], ball * part[1]
    return power, ball


def _disc_sum(expr: Expr, variable: Symbol, start: arb) -> tuple[Expr, acb] | None:
    parts = [disc_tail(term, variable, start) for term in expr.args]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    highest = max(power for power, _ in known)
    total = acb(0)
    for power, ball in known:
        share = start ** exact_ball(power - highest).real
        disc = acb(1) if power == highest else share.upper() * acb(arb(0, 1), arb(0, 1))
        total += ball * disc
    return highest, total
