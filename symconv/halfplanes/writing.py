"""Sums of residues in their usual form: each root, logarithm and angle once, factors together."""

from __future__ import annotations

from typing import Any

import sympy

from symconv.deadline import check

__all__ = ["written"]

_SPECIAL = (sympy.log, sympy.atan, sympy.cos, sympy.sin)


def written(total: Any, t: Any) -> Any:
    """The sum with one term for every product of special functions, its coefficient factored.

    >>> from sympy import Symbol, atan, sqrt
    >>> t = Symbol("t", real=True)
    >>> written(t*(atan(t) + 1) - t + sqrt(t**2 + 1)**3/(t**2 + 1), t)
    t*atan(t) + sqrt(t**2 + 1)
    """
    names: dict[Any, Any] = {}
    rows: dict[Any, Any] = {}
    for whole, coefficient in _rows(_named(total, t, names), names).items():
        special = sympy.S.One
        for factor in sympy.Mul.make_args(whole):
            base, exponent = factor.as_base_exp()
            kept, rest = _reduced(base, exponent, names.get(base, base))
            special, coefficient = special * kept, coefficient * rest
        rows[special] = rows.get(special, sympy.S.Zero) + coefficient
    return sympy.Add(*(_factored(c) * kept.xreplace(names) for kept, c in rows.items()))


def _rows(expr: Any, names: dict[Any, Any]) -> dict[Any, Any]:
    """{product of powers of names: its coefficient}, multiplied out."""
    if not expr.has(*names) if names else True:
        return {sympy.S.One: expr}
    if expr.is_Add:
        total: dict[Any, Any] = {}
        for arg in expr.args:
            for special, c in _rows(arg, names).items():
                total[special] = total.get(special, sympy.S.Zero) + c
        return total
    if expr.is_Mul or (expr.is_Pow and expr.exp.is_Integer and expr.exp > 0 and expr.base.is_Add):
        factors = expr.args if expr.is_Mul else (expr.base,) * int(expr.exp)
        product = {sympy.S.One: sympy.S.One}
        for factor in factors:
            product = _multiplied(product, _rows(factor, names))
        return product
    return {expr: sympy.S.One}


def _multiplied(first: dict[Any, Any], second: dict[Any, Any]) -> dict[Any, Any]:
    total: dict[Any, Any] = {}
    for one, c in first.items():
        check("multiplying out")
        for other, d in second.items():
            special = one * other
            total[special] = total.get(special, sympy.S.Zero) + c * d
    return total


def _named(expr: Any, t: Any, names: dict[Any, Any]) -> Any:
    """The expression with a symbol for each special function; names: {symbol: what it is}."""
    if not expr.has(t) or expr == t:
        return expr
    if isinstance(expr, _SPECIAL):
        return _name(expr, names)
    if expr.is_Pow and not expr.exp.is_Integer:
        if expr.exp.is_Rational and expr.exp.q == 2:
            return _name(sympy.sqrt(expr.base), names) ** expr.exp.p
        return _name(expr, names)
    return expr.func(*(_named(arg, t, names) for arg in expr.args))


def _name(expr: Any, names: dict[Any, Any]) -> Any:
    for symbol, known in names.items():
        if known == expr:
            return symbol
    symbol = sympy.Dummy(real=True)
    names[symbol] = expr
    return symbol


def _reduced(symbol: Any, exponent: Any, value: Any) -> tuple[Any, Any]:
    """symbol^exponent as (1, symbol or its inverse) times an integer power of a root's base."""
    if not (value.is_Pow and value.exp == sympy.S.Half):
        return symbol**exponent, sympy.S.One
    whole = sympy.Integer(exponent)
    odd = whole % 2 * (1 if whole > 0 else -1)
    return symbol**odd, value.base ** ((whole - odd) / 2)


def _factored(coefficient: Any) -> Any:
    check("factoring the coefficients")
    above, below = sympy.fraction(sympy.cancel(sympy.together(coefficient)))
    content, whole = sympy.expand(below).primitive()
    return sympy.factor(above / content) / sympy.factor(whole)
