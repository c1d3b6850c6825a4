"""log of a rational function as a sum over its factors, where that is true."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy

from symconv.deciding import constants
from symconv.deciding.structure import coefficients, is_free

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
    found = _modulus(u, x)
    if found is None:
        return sympy.log(u)
    absolute, inner = found.absolute, found.inner
    total, positive = sympy.log(abs(found.scale)), sympy.Integer(found.sign)
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


@dataclass(frozen=True)
class _Modulus:
    """|u| = |scale·inner|, `sign` that of the scale, `inner` rational over the rationals."""

    scale: Any
    sign: int
    inner: Any
    absolute: bool


def _modulus(u: Any, x: Any) -> _Modulus | None:
    """u as a product of whole powers of rational functions and of their moduli.

    None for others, and where a modulus stands beside what is not >= 0: the modulus of a sum is not
    the sum of the moduli.
    """
    scale, inner, plain, absolute = sympy.S.One, sympy.S.One, sympy.S.One, False
    for factor in sympy.Mul.make_args(u):
        base, exponent = factor.as_base_exp()
        if is_free(factor, x):
            scale *= factor
            continue
        if isinstance(base, sympy.Abs) and exponent.is_Integer:
            factor, absolute = base.args[0] ** exponent, True
        else:
            plain *= factor
        if not _is_rational(factor, x):
            return None
        inner *= factor
    sign = constants.sign(scale) if scale.is_number else None
    if absolute and (sign != 1 or plain.is_extended_nonnegative is not True):
        return None
    return _Modulus(scale, sign, inner, absolute) if sign else None


def _is_rational(expr: Any, x: Any) -> bool:
    """Whether numerator and denominator are polynomials in x with rational coefficients."""
    halves = [coefficients(half, x) for half in sympy.together(expr).as_numer_denom()]
    return all(row is not None and all(c.is_Rational for c in row) for row in halves)
