"""Products with one power of each base: 4·2^n is 2^(n + 2)."""

from __future__ import annotations

from typing import Any

import sympy

__all__ = ["joined_powers"]


def joined_powers(expr: Any) -> Any:
    """The sum or product with every product of powers joined, and numbers with their primes'."""
    if expr.is_Add:
        return expr.func(*map(joined_powers, expr.args))
    if not expr.is_Mul:
        return expr
    coefficient: Any = sympy.Integer(1)
    exponents: dict[Any, Any] = {}
    for factor in map(joined_powers, expr.args):
        if factor.is_Rational:
            coefficient *= factor
        else:
            base, exponent = factor.as_base_exp()
            exponents[base] = exponents.get(base, 0) + exponent
    for base, exponent in exponents.items():
        if _absorbs(base, exponent) and coefficient not in (1, -1):
            times = sympy.multiplicity(abs(base), abs(coefficient))
            coefficient /= base**times
            exponents[base] = exponent + times
    powers = (sympy.Pow(base, exponent) for base, exponent in exponents.items())
    return coefficient * sympy.Mul(*powers)


def _absorbs(base: Any, exponent: Any) -> bool:
    """Whether a factor base**exponent stays a power when its exponent grows by an integer."""
    return bool(base.is_Rational and base not in (0, 1, -1) and exponent.free_symbols)
