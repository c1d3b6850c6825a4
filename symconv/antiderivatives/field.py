"""Numbers of the algebra as functions of one generator: derivative, polynomial and rational parts.

The variable of integration x, the output variable t and the parameters are all generators of one
field, so that "rational in x with coefficients rational in t and the parameters" is just a Number.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression, number
from symconv.algebra.dependence import coefficients, depends, holds
from symconv.algebra.elements import ONE, ZERO, Element, from_generator, narrow
from symconv.algebra.generators import RADICAL, Generator, generator, parameter
from symconv.algebra.numbers import Complex, Number
from symconv.algebra.polynomials import Polynomial

__all__ = [
    "T_NUMBER",
    "X_NUMBER",
    "T",
    "X",
    "denominator_factors",
    "derivative",
    "factorisation",
    "irreducible",
    "numerator",
    "square_root",
]

X = parameter(sympy.Dummy("x", real=True))
T = parameter(sympy.Dummy("t", real=True))
X_NUMBER: Number = from_generator(X)
T_NUMBER: Number = from_generator(T)


class NotElementary(Exception):  # an answer, caught by the method
    """No rule covers this function; the message says what was met."""


def derivative(value: Number, gen: Generator) -> Number:
    """d value/d gen, by the chain rule through radicals and opaque functions."""
    if isinstance(value, Complex):
        return derivative(value.re, gen) + nb.IMAGINARY * derivative(value.im, gen)
    if not isinstance(value, Element):
        return ZERO
    total: Number = ZERO
    for inner in nb.generators_of(value):
        rate = ONE if inner is gen else _inner_rate(inner, gen)
        if rate != 0:
            total = total + _partial(value, inner) * rate
    return total


def _partial(value: Element, gen: Generator) -> Number:
    above, parts = nb.numerator_denominator(value)
    below: Number = ONE
    for factor, times in parts:
        below = below * nb.power(factor, times)
    total = _polynomial_partial(above, gen) * nb.inverse(below)
    for factor, times in parts:
        inner = _polynomial_partial(factor, gen)
        if inner != 0:
            total = total - value * inner * nb.inverse(factor) * fmpq(times)
    return total


def _polynomial_partial(value: Number, gen: Generator) -> Number:
    if not isinstance(value, Element) or not value.ctx.has(gen):
        return ZERO
    return narrow(value.ctx, value.num.derivative(value.ctx.place(gen)), ())


@lru_cache(maxsize=4096)
def _inner_rate(inner: Generator, gen: Generator) -> Number:
    """d inner/d gen for a radical or an opaque generator."""
    if not holds(inner, gen):
        return ZERO
    if inner.kind == RADICAL:
        root = from_generator(inner)
        below = nb.inverse(nb.power(root, inner.degree - 1) * fmpq(inner.degree))
        return derivative(inner.base, gen) * below
    if isinstance(inner.expr, sympy.Pow) and gen.expr not in inner.expr.args[1].free_symbols:
        base = number(inner.expr.args[0])
        rate = derivative(base, gen) * nb.inverse(base) * number(inner.expr.args[1])
        return from_generator(inner) * rate
    return number(sympy.diff(inner.expr, gen.expr))


def denominator_factors(value: Number, gen: Generator) -> dict[Number, int]:
    """The irreducible factors of the denominator in which the generator occurs."""
    found: dict[Number, int] = {}
    fractions = [part for part in nb.parts(value) if isinstance(part, Element)]
    for factor, times in chain(*(nb.numerator_denominator(part)[1] for part in fractions)):
        if depends(factor, gen):
            found[factor] = max(times, found.get(factor, 0))
    return found


def square_root(value: Number) -> Number | None:
    """A number whose square is the given one, which is known to be positive; squares taken out.

    The sign of the root is not normalised: use it where only its square matters, or ask for its
    sign. None where no such number could be written.
    """
    if isinstance(value, Complex):
        return None
    root: Number = ONE
    content = fmpq(1)
    rest: Number = ONE
    for factor, times in factorisation(value):
        root = root * nb.power(factor, times // 2 if times >= 0 else -((1 - times) // 2))
        if times % 2:
            scale = _content(factor)
            content = content * scale
            primitive = factor * nb.inverse(scale)
            if expression(primitive).is_positive:
                root = root * _positive_root(primitive)
            else:
                rest = rest * primitive
    if content < 0:
        content, rest = -content, -rest
    found = root * number(sympy.sqrt(expression(content))) * _positive_root(rest)
    return found if found * found == value else None


def _positive_root(value: Number) -> Number:
    """√value for a polynomial that is known to be positive, by SymPy or by the facts."""
    if not isinstance(value, Element):
        return number(sympy.sqrt(expression(value)))
    expr = expression(value)
    if expr.is_positive:
        return number(sympy.sqrt(expr))
    made = generator(sympy.sqrt(expr), RADICAL, 2, value, False)
    return from_generator(made)


def _content(value: Number) -> fmpq:
    """The rational c > 0 with value/c integral and primitive."""
    if isinstance(value, fmpq):
        return value
    if not isinstance(value, Element):
        return fmpq(1)
    found = value.num.coeffs()
    below = sympy.ilcm(1, *(int(c.q) for c in found))
    above = sympy.igcd(0, *(int(c.p) * below // int(c.q) for c in found))
    return fmpq(int(above), int(below))


def numerator(value: Number) -> Number:
    """The numerator of a real number in lowest terms."""
    return nb.numerator_denominator(value)[0] if isinstance(value, Element) else value


def irreducible(value: Number, gen: Generator) -> list[tuple[Polynomial, int]]:
    """The irreducible factors in which the generator occurs, as polynomials in it."""
    found = []
    for factor, times in factorisation(value):
        row = coefficients(factor, gen)
        if row is not None and len(row) > 1:
            found.append((row, times))
    return found


def factorisation(value: Number) -> list[tuple[Number, int]]:
    """[(factor, exponent)]: a rational unit and irreducible factors."""
    if not isinstance(value, Element):
        return [(value, 1)]
    above, parts = nb.numerator_denominator(value)
    found: list[tuple[Number, int]] = [(factor, -times) for factor, times in parts]
    if not isinstance(above, Element):
        return [(above, 1), *found]
    unit, factors = above.num.factor()
    found.append((unit, 1))
    found += [(narrow(above.ctx, poly, ()), int(times)) for poly, times in factors]
    return found
