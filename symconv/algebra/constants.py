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
from symconv.algebra.denesting import denested
from symconv.algebra.elements import ONE, ZERO, Element, from_generator
from symconv.algebra.expressions import real_expression
from symconv.algebra.generators import (
    CONSTANT,
    OPAQUE,
    PARAMETER,
    RADICAL,
    Generator,
    generator,
    independent,
    parameter,
)
from symconv.algebra.numbers import Complex, Number
from symconv.deciding import constants
from symconv.errors import InvalidInput
from symconv.exactnumbers import exact_float, to_fmpq

__all__ = ["ball", "exponential", "expression", "number", "parameter_coefficients"]

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
    if isinstance(expr, sympy.exp) and expr.args[0].is_Integer:
        return exponential(to_fmpq(expr.args[0]))
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


def exponential(exponent: Number) -> Number:
    """e^exponent as a number: a power of e, opaque, or e^a (cos b + i sin b) for a + ib."""
    if isinstance(exponent, fmpq) and exponent.q == 1 and abs(exponent) <= _LARGEST_POWER:
        return nb.power(from_generator(generator(sympy.E, OPAQUE)), int(exponent.p))
    if not isinstance(exponent, Complex):
        return _leaf(sympy.exp(expression(exponent)))
    angle = expression(exponent.im)
    wave = number(sympy.cos(angle)) + nb.IMAGINARY * number(sympy.sin(angle))
    return wave if exponent.re == 0 else exponential(exponent.re) * wave


def _leaf(expr: Any) -> Number:
    """A parameter or an opaque quantity; complex ones get a generator for their conjugate."""
    made = parameter(expr) if expr.is_Symbol else generator(expr, OPAQUE)
    if not (expr.is_extended_real if expr.free_symbols else constants.is_real(expr)):
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
        if exponent.is_negative and _is_zero(value, base):
            raise InvalidInput(f"division by zero in {expr}")
        return nb.power(value, int(exponent))
    if exponent.is_Rational:
        return _radical(base, exponent, expr)
    return _leaf(expr)


def _is_zero(value: Number, expr: Any) -> bool:
    """Whether a number is 0, also where its form does not show it."""
    if isinstance(value, fmpq) or expr.free_symbols or independent(nb.generators_of(value)):
        return bool(value == 0)
    return constants.is_zero(expr) is True


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
    sign = _known_sign(base)
    if sign == -1 and exponent.q == 2:
        turn = nb.power(nb.IMAGINARY, int(exponent.p))
        return turn * number(sympy.Pow(-base, exponent))
    if sign != 1:
        return ZERO if sign == 0 and exponent > 0 else _leaf(expr)
    inner = number(base)
    if isinstance(inner, Element) and not base.free_symbols:
        shorter = _denested(inner, base, exponent)
        if shorter is not None:
            return number(shorter)
    if isinstance(inner, Element) and not inner.den:
        return _root(base, inner, exponent)
    if isinstance(inner, Element):
        return _quotient_radical(inner, exponent)
    return _leaf(expr)


def _known_sign(expr: Any) -> int | None:
    """The sign that the assumptions on its symbols, or balls and theorems, prove."""
    if expr.is_positive or expr.is_negative:
        return 1 if expr.is_positive else -1
    return None if expr.free_symbols else constants.sign(expr)


def _denested(inner: Element, base: Any, exponent: Any) -> Any:
    """A power of a positive algebraic number by a root that its own field holds, or None."""
    gens = nb.generators_of(inner)
    if not all(gen.kind == RADICAL for gen in gens):
        return None
    radicals = [(gen.expr, gen.degree) for gen in gens]
    for degree in reversed(sympy.divisors(exponent.q)[1:]):
        shorter = denested(sympy.Pow(base, sympy.Rational(1, degree)), radicals)
        if shorter is not None:
            return sympy.Pow(shorter, exponent * degree)
    return None


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


def expression(value: Number) -> Any:
    """The SymPy expression of a number: rational function of its generators, expanded above."""
    if isinstance(value, Complex):
        return expression(value.re) + sympy.I * expression(value.im)
    return real_expression(value)


def parameter_coefficients(expr: Any) -> list[Any]:
    """The constants of the numerator as a polynomial in the symbols; [1] where it is none."""
    above, _ = sympy.together(expr).as_numer_denom()
    try:
        poly = sympy.Poly(above, *sorted(expr.free_symbols, key=str))
    except sympy.PolynomialError:
        return [sympy.S.One]
    return [sympy.S.One if c.free_symbols else c for c in poly.coeffs()]


def ball(value: Number, values: Mapping[Generator, Any] | None = None) -> Any:
    """An Arb ball around the number, at flint's current precision.

    `values` gives balls for parameters and what holds them; KeyError names one that is missing.
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
    if gen.kind == OPAQUE and not gen.expr.free_symbols and nb.conjugate_of(gen) is None:
        return constants.ball(gen.expr).real
    raise KeyError(gen)
