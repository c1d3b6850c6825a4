"""Exponential polynomials written as a common factor times the shortest usual form."""

from __future__ import annotations

from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression
from symconv.algebra.elements import ONE, ZERO, Element
from symconv.algebra.exppoly import ExpPoly, mode
from symconv.algebra.numbers import Number
from symconv.writing import write_exppoly

__all__ = ["content", "factored", "write_scaled"]


def write_scaled(f: ExpPoly, t: Any, below: Any = 1) -> Any:
    """f/below as content·rest/below; the coefficients of the rest have no common factor."""
    visible = [
        part
        for key, n, c in f.items()
        for part in _parts(c * fmpq(1 if nb.is_real(key.lam) else 2, int(sympy.factorial(n))))
        if part != 0
    ]
    unit = content(visible)
    growth, rest = _common_constant(f.scaled(nb.inverse(unit)))
    return sympy.Mul(factored(unit), growth, write_exppoly(rest, t), sympy.Pow(below, -1))


def _common_constant(f: ExpPoly) -> tuple[Any, ExpPoly]:
    """(e^β, the rest) where all modes share one real β."""
    shared = {nb.real_part(key.beta) for key in f.terms}
    if len(shared) != 1 or shared == {ZERO}:
        return sympy.Integer(1), f
    (beta,) = shared
    rest = ExpPoly({mode(key.lam, key.beta - beta): row for key, row in f.terms.items()})
    return sympy.exp(factored(beta)), rest


def factored(value: Number) -> Any:
    """A real number as the product of its irreducible factors."""
    if not isinstance(value, Element):
        return expression(value)
    top, below = nb.numerator_denominator(value)
    parts = [sympy.Pow(expression(factor), -times) for factor, times in below]
    if not isinstance(top, Element):
        return sympy.Mul(expression(top), *parts)
    unit, factors = top.num.factor()
    for poly, times in factors:
        base = expression(Element(top.ctx, poly, ()))
        if base.could_extract_minus_sign():
            base, unit = -base, unit * (-1) ** times
        parts.append(sympy.Pow(base, times))
    return sympy.Mul(expression(unit), *parts)


def _parts(c: Number) -> tuple[Number, Number]:
    return nb.real_part(c), nb.imaginary_part(c)


def content(values: list[Number]) -> Number:
    """The greatest common factor of real numbers: each is a polynomial multiple of it.

    1 where a complex parameter leaves a part that is not written as a real polynomial.
    """
    if any(isinstance(value, nb.Complex) for value in values):
        return ONE
    below: Number = ONE
    for factor, times in _denominator(values).items():
        below = below * nb.power(factor, times)
    tops: list[Any] = [value * below for value in values]
    common = nb.greatest_common_divisor(tops)
    if isinstance(common, Element):
        common = common * (1 / common.num.leading_coefficient())
    scale = _rational_content(tops) * nb.inverse(_rational_content([common]))
    return scale * common * nb.inverse(below)


def _denominator(values: list[Number]) -> dict[Number, int]:
    common: dict[Number, int] = {}
    for value in values:
        if isinstance(value, Element):
            for factor, times in nb.numerator_denominator(value)[1]:
                common[factor] = max(times, common.get(factor, 0))
    return common


def _rational_content(tops: list[Any]) -> fmpq:
    above, below = 0, 1
    for top in tops:
        for c in [top] if isinstance(top, fmpq) else top.num.coeffs():
            above = int(sympy.igcd(above, int(c.p)))
            below = int(sympy.ilcm(below, int(c.q)))
    return fmpq(above, below)
