"""SymPy constants and parameters as exact numbers, and back; exact numbers as Arb balls.

Exponentials of constants are not numbers here: they are modes of an exponential polynomial
(see exppoly), where distinct algebraic exponents are independent (Lindemann-Weierstrass).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import sympy
from flint import acb, arb, fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.elements import ONE, ZERO, Element, from_generator
from symconv.algebra.generators import (
    CONSTANT,
    OPAQUE,
    PARAMETER,
    RADICAL,
    Generator,
    generator,
    parameter,
)
from symconv.algebra.numbers import Complex, Number
from symconv.errors import InvalidInput
from symconv.exactnumbers import exact_float, from_fmpq, to_fmpq

__all__ = ["ball", "expression", "is_high_root", "number"]

_LARGEST_POWER = 4096
_LARGEST_ROOT = 64


@lru_cache(maxsize=8192)
def number(expr: Any) -> Number:
    """The exact number that a SymPy expression without x stands for.

    Whatever is not built from rationals, i, pi, logarithms of rationals, radicals and parameters
    becomes an opaque generator: equal expressions are equal, and nothing else is known of it.

    Raises InvalidInput for infinities and NaN.
    """
    if expr.is_Rational:
        return to_fmpq(expr)
    if expr.is_Float:
        return number(exact_float(expr))
    if expr is sympy.I:
        return nb.IMAGINARY
    if expr is sympy.pi:
        return from_generator(generator(sympy.pi, CONSTANT))
    if expr.is_Add:
        total: Number = ZERO
        for term in expr.args:
            total = total + number(term)
        return total
    if expr.is_Mul:
        total = ONE
        for factor in expr.args:
            total = total * number(factor)
        return total
    if expr in (sympy.oo, -sympy.oo, sympy.zoo, sympy.nan):
        raise InvalidInput(f"{expr} is not a number; expected finite coefficients and break points")
    if expr.is_Pow:
        return _number_power(expr)
    return _atom(expr)


def _atom(expr: Any) -> Number:
    if isinstance(expr, sympy.log) and expr.args[0].is_Rational and expr.args[0].is_positive:
        return _log_rational(expr.args[0])
    if isinstance(expr, sympy.conjugate):
        return nb.conjugate(number(expr.args[0]))
    if isinstance(expr, sympy.re):
        return nb.real_part(number(expr.args[0]))
    if isinstance(expr, sympy.im):
        return nb.imaginary_part(number(expr.args[0]))
    if isinstance(expr, (sympy.cos, sympy.sin)) and (expr.args[0] / sympy.pi).is_Rational:
        rooted = sympy.sqrtdenest(expr.rewrite(sympy.sqrt))
        if rooted != expr and not rooted.has(sympy.cos, sympy.sin):
            return number(rooted)
    return _leaf(expr)


def _leaf(expr: Any) -> Number:
    """A parameter or an opaque quantity; complex ones get a generator for their conjugate."""
    made = parameter(expr) if expr.is_Symbol else generator(expr, OPAQUE)
    if not expr.is_extended_real:
        kind = PARAMETER if expr.is_Symbol else OPAQUE
        if expr.is_imaginary:
            return nb.IMAGINARY * from_generator(generator(-sympy.I * expr, kind))
        bar = sympy.conjugate(expr)
        if bar != expr:
            nb.declare_conjugates(made, generator(bar, kind))  # a radical's has no relation
    return from_generator(made)


def _log_rational(value: Any) -> Number:
    total: Number = ZERO
    for prime, exponent in sympy.factorrat(value).items():
        gen = generator(sympy.log(sympy.Integer(prime)), CONSTANT)
        total = total + from_generator(gen) * fmpq(int(exponent))
    return total


def _number_power(expr: Any) -> Number:
    base, exponent = expr.args
    if exponent.is_Integer:
        if abs(int(exponent)) > _LARGEST_POWER:
            raise InvalidInput(f"the exponent in {expr} is too large (limit {_LARGEST_POWER})")
        value = number(base)
        if value == 0 and exponent.is_negative:
            raise InvalidInput(f"division by zero in {expr}")
        return nb.power(value, int(exponent))
    if exponent.is_Rational:
        return _radical(base, exponent, expr)
    return _leaf(expr)


def _radical(base: Any, exponent: Any, expr: Any) -> Number:
    if base.is_Rational and base.is_negative:
        if exponent.q == 2:
            turn = nb.power(nb.IMAGINARY, int(exponent.p))
            return turn * number(sympy.Pow(-base, exponent))
        if base != -1:
            return number(sympy.Pow(-base, exponent)) * number(sympy.Pow(-1, exponent))
        angle = sympy.pi * exponent
        return number(sympy.cos(angle)) + nb.IMAGINARY * number(sympy.sin(angle))
    if base.is_Rational:
        total: Number = ONE
        for prime, multiplicity in sympy.factorrat(base).items():
            total = total * _root(sympy.Integer(prime), fmpq(int(prime)), multiplicity * exponent)
        return total
    if base.is_negative and exponent.q == 2:
        turn = nb.power(nb.IMAGINARY, int(exponent.p))
        return turn * number(sympy.Pow(-base, exponent))
    if not base.is_positive:
        return _leaf(expr)
    inner = number(base)
    if isinstance(inner, Element) and not inner.den:
        return _root(base, inner, exponent)
    if isinstance(inner, Element):
        return _quotient_radical(inner, exponent)
    return _leaf(expr)


def _quotient_radical(inner: Element, exponent: Any) -> Number:
    """(n/d)^(p/k) = (n·d^(k−1))^(p/k) / d^p."""
    degree = int(exponent.q)
    above, parts = nb.numerator_denominator(inner)
    below: Number = ONE
    for factor, times in parts:
        below = below * nb.power(factor, times)
    lifted = expression(above * nb.power(below, degree - 1))
    return number(sympy.Pow(lifted, exponent)) * nb.power(nb.inverse(below), int(exponent.p))


def _root(base: Any, value: Number, exponent: Any) -> Number:
    degree = int(exponent.q)
    if degree == 1:
        return nb.power(value, int(exponent.p))
    if degree > _LARGEST_ROOT:
        return _leaf(sympy.Pow(base, exponent))  # known by its ball; its field would be too large
    plain = bool(base.is_Integer or base.is_Symbol)
    gen = generator(sympy.Pow(base, sympy.Rational(1, degree)), RADICAL, degree, value, plain)
    return nb.power(from_generator(gen), int(exponent.p))


def is_high_root(gen: Generator) -> bool:
    """Whether an opaque generator is p^(m/k) of a degree k beyond what the field takes in."""
    if gen.kind != OPAQUE or not gen.expr.is_Pow:
        return False
    return bool(gen.expr.base.is_Integer and gen.expr.exp.is_Rational)


def expression(value: Number) -> Any:
    """The SymPy expression of a number: rational function of its generators, expanded above."""
    if isinstance(value, fmpq):
        return from_fmpq(value)
    if isinstance(value, Complex):
        return expression(value.re) + sympy.I * expression(value.im)
    above = _polynomial(value.ctx.generators, value.num)
    if not value.den:
        return above
    _, parts = nb.numerator_denominator(value)
    below = sympy.Mul(*(sympy.Pow(expression(factor), -times) for factor, times in parts))
    return above * below


def _polynomial(generators: tuple[Generator, ...], poly: Any) -> Any:
    terms = []
    for monomial, coefficient in poly.to_dict().items():
        factors = [from_fmpq(coefficient)]
        factors += [
            sympy.Pow(gen.expr, int(e)) for gen, e in zip(generators, monomial, strict=True) if e
        ]
        terms.append(sympy.Mul(*factors))
    return sympy.Add(*terms)


def ball(value: Number, values: Mapping[Generator, Any] | None = None) -> Any:
    """An Arb ball around the number, at flint's current precision.

    `values` gives balls for parameters and opaque generators; KeyError names one that is missing.
    """
    if isinstance(value, fmpq):
        return arb(value)
    if isinstance(value, Complex):
        return acb(ball(value.re, values), ball(value.im, values))
    used = zip(value.ctx.generators, value.num.degrees(), strict=True)
    point = [_generator_ball(gen, values or {}) if degree else arb(0) for gen, degree in used]
    total = _ball_polynomial(value.num, point)
    _, parts = nb.numerator_denominator(value)
    for factor, times in parts:
        total = total / ball(factor, values) ** times
    return total


def _ball_polynomial(poly: Any, point: list[Any]) -> Any:
    total = arb(0)
    for monomial, coefficient in poly.to_dict().items():
        term = arb(coefficient)
        for gen_value, exponent in zip(point, monomial, strict=True):
            if exponent:
                term = gen_value**exponent * term
        total = total + term
    return total


def _generator_ball(gen: Generator, values: Mapping[Generator, Any]) -> Any:
    if gen in values:
        return values[gen]
    if gen.kind == RADICAL:
        return ball(gen.base, values).root(gen.degree)
    if gen.expr is sympy.pi:
        return arb.pi()
    if gen.kind == CONSTANT:
        return arb(to_fmpq(gen.expr.args[0])).log()
    if is_high_root(gen):
        return arb(int(gen.expr.base)) ** arb(to_fmpq(gen.expr.exp))
    raise KeyError(gen)
