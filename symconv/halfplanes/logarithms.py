"""log of a rational function as a sum over its factors, where that is true."""

from __future__ import annotations

from typing import Any

import sympy

__all__ = ["split_logarithm"]


def split_logarithm(u: Any, x: Any) -> Any:
    """Σ n log|factor| for log(u), u = |R| or a rational R >= 0 with rational coefficients.

    >>> from sympy import Abs, Symbol, log
    >>> x = Symbol("x", real=True)
    >>> split_logarithm(Abs((x + 1)/(x - 1)), x) == log(Abs(x + 1)) - log(Abs(x - 1))
    True
    >>> split_logarithm(x**3 - 1, x)
    log(x**3 - 1)
    """
    absolute = u.has(sympy.Abs)
    inner = u.replace(sympy.Abs, lambda v: v)
    plain = inner.is_rational_function(x) and inner.free_symbols == {x}
    if not plain or (absolute and not u.is_extended_nonnegative):
        return sympy.log(u)
    total, positive = sympy.S.Zero, sympy.S.One
    for times, half in zip((1, -1), sympy.cancel(inner).as_numer_denom(), strict=True):
        unit, parts = sympy.factor_list(half, x)
        total, positive = total + times * sympy.log(abs(unit)), positive * unit
        for part, n in parts:
            row = sympy.Poly(part, x)
            crosses = row.count_roots() > 0
            if crosses and n % 2 and not absolute:
                return sympy.log(u)
            positive *= 1 if crosses else sympy.sign(row.LC()) ** n
            total += times * n * sympy.log(abs(part) if crosses else part * sympy.sign(row.LC()))
    return total if absolute or positive > 0 else sympy.log(u)
