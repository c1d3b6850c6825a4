"""One spelling of a function: sorted arms, each a formula without switches, 0 outside.

√(1 − x²) on (−1, 1) is meant by Abs(x) < 1, by Heaviside(1 − Abs(x)), by differences of steps and
by √Max(0, 1 − x²). The methods know some of these; where they find nothing, they get the function
in the spelling that all of them know.

    arms            conditions, Heaviside, sign, Abs, Max, Min resolved between their break points
    (p^m)^r         p^{mr} where p > 0;  log(p^r) = r log p there
    Max(e^u, e^v)   e^{Max(u, v)}
"""

from __future__ import annotations

from typing import Any

import sympy

from symconv.algebra.constants import expression
from symconv.algebra.signs import Facts
from symconv.antiderivatives.slices import resolved_pieces
from symconv.antiderivatives.sums import NotElementary
from symconv.errors import InvalidInput
from symconv.reading import OutsideClass, Split

__all__ = ["spelled"]

_SWITCHES = (sympy.Heaviside, sympy.sign, sympy.Abs, sympy.Max, sympy.Min, sympy.Piecewise)


def spelled(f: Any, x: Any, facts: Facts) -> Any:
    """f as sorted arms, equal almost everywhere; f itself where its switches are not read.

    >>> x = sympy.Symbol("x", real=True)
    >>> spelled(sympy.sqrt(sympy.Max(0, 1 - x**2)), x, Facts())
    Piecewise((sqrt(1 - x**2), (x >= -1) & (x < 1)), (0, True))
    >>> spelled(sympy.sqrt(x**3) * sympy.Heaviside(x), x, Facts())
    Piecewise((x**(3/2), x >= 0), (0, True))
    """
    masses: list[Any] = []
    parts: list[Any] = []
    for term in sympy.Add.make_args(f):
        (masses if term.has(sympy.DiracDelta) else parts).append(term)
    smooth = sympy.Add(*parts)
    opened = _opened(smooth, x)
    if not opened.has(*_SWITCHES):
        return f
    try:
        found = resolved_pieces(opened, x, facts)
    except (NotElementary, OutsideClass, Split, InvalidInput):
        return f
    return _written(found, x) + sympy.Add(*masses)


def _opened(expr: Any, x: Any) -> Any:
    """Powers of powers, logarithms of powers and extremes of exponentials as cases."""
    if expr.is_Atom or not expr.has(x):
        return expr
    args = [_opened(arg, x) for arg in expr.args]
    if any(new is not old for new, old in zip(args, expr.args, strict=True)):
        expr = expr.func(*args)
    if isinstance(expr, (sympy.Max, sympy.Min)) and all(
        isinstance(a, sympy.exp) for a in expr.args
    ):
        return sympy.exp(expr.func(*(arg.args[0] for arg in expr.args)))
    if isinstance(expr, sympy.log):
        return _where_positive(expr, expr.args[0], lambda p, m: m * sympy.log(p))
    if expr.is_Pow and expr.exp.is_Rational:
        return _where_positive(expr, expr.base, lambda p, m: p ** (m * expr.exp))
    return expr


def _where_positive(expr: Any, power: Any, shorter: Any) -> Any:
    """A function of p^m as the shorter one of p where p > 0; a rational m and a real p."""
    if not power.is_Pow or not power.exp.is_Rational or power.base.is_extended_real is not True:
        return expr
    base = power.base
    return sympy.Piecewise((shorter(base, power.exp), base > 0), (expr, True))


def _written(found: Any, x: Any) -> Any:
    """The pieces as one Piecewise; a break point beside which nothing changes is none."""
    merged: list[list[Any]] = []
    for interval, value in found:
        if merged and merged[-1][2] == value:
            merged[-1][1] = interval.high
        else:
            merged.append([interval.low, interval.high, value])
    arms = []
    for low, high, value in merged:
        if value == 0:
            continue
        condition = sympy.true
        if low is not None:
            condition = sympy.And(condition, x >= expression(low))
        if high is not None:
            condition = sympy.And(condition, x < expression(high))
        arms.append((value, condition))
    return sympy.Piecewise(*arms, (0, True)) if arms else sympy.Integer(0)
