"""Whether an expression is a real function: every constant in it is decided to be real.

A function of a real variable is called real where every constant that stands in it is a real
number, as in log(x) or x**(1/3): where such a function leaves the real line for some x, it has no
real value there. (-2)**x, asin(2) x and x + I are complex functions.
"""

from __future__ import annotations

import sympy as sp

from symconv.deciding import constants
from symconv.numeric.stable import expands_quickly

__all__ = ["is_real_valued"]


def is_real_valued(expr: sp.Expr, symbols: tuple[sp.Symbol, ...]) -> bool:
    """Whether `expr` is a real function of real symbols; False where that is not proved."""
    return _is_real(expr.xreplace({s: sp.Symbol(s.name, real=True) for s in symbols}))


def _is_real(expr: sp.Expr) -> bool:
    if not expr.free_symbols:
        return constants.is_real(expr) is True
    if isinstance(expr, sp.Symbol | sp.re | sp.im | sp.Abs | sp.arg) or expr.is_real is True:
        return True
    if isinstance(expr, sp.Piecewise):
        return all(_is_real(arm) for arm, _ in expr.args)
    if expr.has(sp.I) and expands_quickly(expr) and sp.expand(expr - sp.conjugate(expr)) == 0:
        return True
    if isinstance(expr, sp.Pow) and not _keeps_the_line(*expr.args):
        return False
    return all(_is_real(part) for part in expr.args)


def _keeps_the_line(base: sp.Expr, exponent: sp.Expr) -> bool:
    """Whether a power of a constant with a moving exponent is that of a positive number."""
    if base.free_symbols or exponent.is_integer is True:
        return True
    sign = constants.sign(base)
    return sign is not None and sign >= 0
