"""Products with one power of each base: 4·2^n is 2^(n + 2)."""

from __future__ import annotations

from typing import Any

import sympy

__all__ = ["joined_powers"]


def joined_powers(expr: Any) -> Any:
    """The sum or product with rational coefficients moved into the powers of the same base.

    SymPy joins powers of one symbol by itself; a number beside a power of its own prime stays.
    """
    if expr.is_Add:
        return expr.func(*map(joined_powers, expr.args))
    if not expr.is_Mul:
        return expr
    coefficient, factors = sympy.Integer(1), []
    for factor in map(joined_powers, expr.args):
        if factor.is_Rational:
            coefficient *= factor
        else:
            factors.append(factor)
    product = sympy.Mul(*factors)
    for factor in sympy.Mul.make_args(product):
        base, exponent = factor.as_base_exp()
        if not _absorbs(base, exponent) or coefficient in (1, -1):
            continue
        times = sympy.multiplicity(abs(base), abs(coefficient))
        if times:
            coefficient /= base**times
            product = product / factor * sympy.Pow(base, exponent + times)
    return coefficient * product


def _absorbs(base: Any, exponent: Any) -> bool:
    """Whether a factor base**exponent stays a power when its exponent grows by an integer."""
    return bool(base.is_Rational and base not in (0, 1, -1) and exponent.free_symbols)
