"""Sums of special functions with polynomial coefficients: each function once."""

from __future__ import annotations

from typing import Any

import sympy

__all__ = ["collected"]


def collected(expr: Any, t: Any) -> Any:
    """The terms with one special function together, its coefficient factored.

    >>> from sympy import Symbol, asin
    >>> t = Symbol("t", real=True)
    >>> collected(t*asin(t) - (t - 1)*asin(t), t)
    asin(t)
    """
    rows: dict[Any, Any] = {}
    for term in sympy.Add.make_args(sympy.expand(expr)):
        factors = sympy.Mul.make_args(term)
        special = sympy.Mul(*(f for f in factors if _is_special(f, t)))
        shown = sympy.powsimp(special, combine="exp")
        rows[shown] = rows.get(shown, 0) + term / special
    plain = rows.pop(sympy.Integer(1), sympy.Integer(0))
    return plain + sympy.Add(*(sympy.factor(c) * special for special, c in rows.items()))


def _is_special(factor: Any, t: Any) -> bool:
    """Whether the factor belongs to the function; constant exponentials join those of t."""
    return isinstance(factor, sympy.exp) or not factor.is_polynomial(t)
