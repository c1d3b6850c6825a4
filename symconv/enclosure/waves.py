"""An integrand as a sum of waves R_k(w) e^{r_k w}, with R_k rational in w, times powers of w."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import product as pairs

import sympy
from sympy import Expr, Symbol

from symconv.deciding.structure import linear

__all__ = ["Wave", "wave_sum"]


@dataclass(frozen=True)
class Wave:
    """coefficient(w) · e^{rate · w}."""

    coefficient: Expr
    rate: Expr


@lru_cache(maxsize=512)
def wave_sum(expr: Expr, variable: Symbol, end: int) -> tuple[Wave, ...] | None:
    """expr(end · w) as a sum of coefficient(w) e^{rate w}; None where it is not of that form."""
    sums = _expanded(expr.xreplace({variable: end * variable}), variable)
    if sums is None:
        return None
    return tuple(Wave(coefficient, rate) for rate, coefficient in sums.items())


_Sums = dict[Expr, Expr]


def _expanded(expr: Expr, variable: Symbol) -> _Sums | None:
    """{rate: coefficient}; products are multiplied out here, SymPy's expand hides exponentials."""
    if _is_coefficient(expr, variable):
        return {sympy.S.Zero: expr}
    if isinstance(expr, sympy.sinc):
        return _expanded(sympy.sin(expr.args[0]) / expr.args[0], variable)
    if isinstance(expr, sympy.Add | sympy.Mul):
        parts = [_expanded(argument, variable) for argument in expr.args]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return None
        return reduce(_added if isinstance(expr, sympy.Add) else _multiplied, known)
    if expr.is_Pow and expr.exp.is_Integer and 0 < expr.exp <= _HIGHEST_POWER:
        base = _expanded(expr.base, variable)
        return None if base is None else reduce(_multiplied, [base] * int(expr.exp))
    factors = _EXPONENTIALS.get(type(expr))
    split = None if factors is None else linear(expr.args[0], variable)
    if factors is None or split is None:
        return None
    return {
        sympy.expand(scale * split.slope): weight * sympy.exp(scale * split.offset)
        for weight, scale in factors
    }


def _added(left: _Sums, right: _Sums) -> _Sums:
    merged = dict(left)
    for rate, coefficient in right.items():
        merged[rate] = merged.get(rate, sympy.S.Zero) + coefficient
    return merged


def _multiplied(left: _Sums, right: _Sums) -> _Sums:
    product: _Sums = {}
    for (rate, coefficient), (other_rate, other) in pairs(left.items(), right.items()):
        total = sympy.expand(rate + other_rate)
        product[total] = product.get(total, sympy.S.Zero) + coefficient * other
    return product


_HALF = sympy.Rational(1, 2)
_HIGHEST_POWER = 8
_EXPONENTIALS: dict[type, tuple[tuple[Expr, Expr], ...]] = {
    sympy.exp: ((sympy.S.One, sympy.S.One),),
    sympy.sin: ((-sympy.I / 2, sympy.I), (sympy.I / 2, -sympy.I)),
    sympy.cos: ((_HALF, sympy.I), (_HALF, -sympy.I)),
    sympy.sinh: ((_HALF, sympy.S.One), (-_HALF, -sympy.S.One)),
    sympy.cosh: ((_HALF, sympy.S.One), (_HALF, -sympy.S.One)),
}


def _is_coefficient(factor: Expr, variable: Symbol) -> bool:
    """Rational in the variable, or a power of the variable itself."""
    if factor.is_Pow and factor.base == variable and factor.exp.is_Rational:
        return True
    return bool(factor.is_rational_function(variable))
