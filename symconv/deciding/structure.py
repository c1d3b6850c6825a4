"""Of which structure an expression is in one variable: free of it, linear, polynomial, periodic.

The structure is read off the expression by exact algebra: sums, products and whole powers of the
variable and of parts that do not hold it. Whatever else holds the variable (a Piecewise, floor,
sign, Abs, sin, an undefined function, a quotient) is of no such structure, whatever its derivative
or its values at points look like.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy
from sympy import Expr, Symbol

__all__ = ["Linear", "coefficients", "is_free", "linear"]

_HIGHEST_DEGREE = 64


@dataclass(frozen=True)
class Linear:
    """slope·x + offset; neither holds x, and the slope may be 0."""

    slope: Expr
    offset: Expr


def is_free(expr: Expr, x: Symbol) -> bool:
    """Whether the value does not depend on x, since x does not stand in it.

    >>> x, k = sympy.symbols("x k")
    >>> is_free(sympy.Sum(k**2, (k, 0, x)), x), is_free(sympy.Sum(x**2, (x, 0, k)), x)
    (False, True)
    """
    return x not in expr.free_symbols


def linear(expr: Expr, x: Symbol) -> Linear | None:
    """The slope and the offset of an expression that is linear in x by its structure.

    None where it is not seen to be: an expression that is linear on a part of the line only, or
    whose higher coefficients vanish without being seen to, is not linear here.

    >>> x = sympy.Symbol("x", real=True)
    >>> linear((x + 1)**2 - x**2 - sympy.pi, x)
    Linear(slope=2, offset=1 - pi)
    >>> linear(sympy.floor(x), x) is None
    True
    """
    found = coefficients(expr, x)
    if found is None or len(found) > 2:
        return None
    offset, slope = (*found, sympy.S.Zero, sympy.S.Zero)[:2]
    return Linear(slope, offset)


def coefficients(expr: Expr, x: Symbol) -> tuple[Expr, ...] | None:
    """(c_0, …, c_n) with expr = Σ c_k x^k, expanded, c_n not plainly 0; None for no polynomial.

    A coefficient may still be 0 without being seen to: ask its sign where that matters.

    >>> x, a = sympy.symbols("x a")
    >>> coefficients((x + a)*(x - a), x)
    (-a**2, 0, 1)
    >>> coefficients(sympy.Abs(x)**2, x) is None
    True
    """
    rows = _rows(sympy.sympify(expr), x)
    if rows is None:
        return None
    expanded = {power: sympy.expand(value) for power, value in rows.items()}
    top = max((power for power, value in expanded.items() if value != 0), default=-1)
    return tuple(expanded.get(power, sympy.S.Zero) for power in range(top + 1))


def _rows(expr: Expr, x: Symbol) -> dict[int, Expr] | None:
    """{power: coefficient}, the coefficients as they arise."""
    if expr == x:
        return {1: sympy.S.One}
    if is_free(expr, x):
        return {0: expr}
    if isinstance(expr, sympy.Add):
        return _sum(expr, x)
    if isinstance(expr, sympy.Mul):
        return _product(expr.args, x)
    if isinstance(expr, sympy.Pow):
        base, exponent = expr.args
        if exponent.is_Integer and 0 < exponent <= _HIGHEST_DEGREE:
            return _product((base,) * int(exponent), x)
    return None


def _sum(expr: Expr, x: Symbol) -> dict[int, Expr] | None:
    total: dict[int, list[Expr]] = {}
    for term in expr.args:
        rows = _rows(term, x)
        if rows is None:
            return None
        for power, value in rows.items():
            total.setdefault(power, []).append(value)
    return {power: sympy.Add(*values) for power, values in total.items()}


def _product(factors: tuple[Expr, ...], x: Symbol) -> dict[int, Expr] | None:
    total: dict[int, Expr] = {0: sympy.S.One}
    for factor in factors:
        rows = _rows(factor, x)
        if rows is None or max(total) + max(rows) > _HIGHEST_DEGREE:
            return None
        grown: dict[int, list[Expr]] = {}
        for first, left in total.items():
            for second, right in rows.items():
                grown.setdefault(first + second, []).append(left * right)
        total = {power: sympy.Add(*values) for power, values in grown.items()}
    return total
