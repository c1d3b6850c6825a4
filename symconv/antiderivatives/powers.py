"""Powers (x − s)^r and (s − x)^r with an exponent free of x: the power as a generator of the field.

∫ Σ c_j (x−s)^{r+j} = Σ c_j (x−s)^{r+j+1}/(r+j+1); where r+j+1 may be 0 the caller makes an arm. At
x = s and at infinity the sign of the total exponent decides.
"""

from __future__ import annotations

from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra import polynomials
from symconv.algebra.constants import expression, number
from symconv.algebra.dependence import coefficients, depends
from symconv.algebra.elements import ONE, ZERO, from_generator
from symconv.algebra.generators import OPAQUE, Generator, generator
from symconv.algebra.numbers import Number
from symconv.algebra.polynomials import Polynomial
from symconv.antiderivatives.field import NotElementary
from symconv.antiderivatives.sums import PLAIN, Sum

__all__ = ["power_generators", "power_number", "power_primitive", "without_powers"]


def power_number(base: Number, exponent: Any) -> Number:
    """base^exponent for a monic linear base that is positive (or an integer exponent)."""
    power = sympy.Pow(expression(base), exponent)
    return from_generator(generator(power, OPAQUE))


def power_generators(value: Number, gen: Generator) -> list[Generator]:
    """The generators (x − s)^r of the number."""
    return [
        inner
        for inner in nb.generators_of(value)
        if inner.kind == OPAQUE
        and isinstance(inner.expr, sympy.Pow)
        and gen.expr in inner.expr.args[0].free_symbols
    ]


def _split(value: Number, gen: Generator, unit: Generator) -> tuple[Polynomial, Number, Number]:
    """value = c·(ax + b)^r as (c in powers of x, ax + b, r)."""
    row = coefficients(value, unit)
    if row is None or len(row) != 2 or row[0] != 0:
        raise NotElementary("a function that mixes powers")
    poly = coefficients(row[1], gen)
    base, exponent = unit.expr.args
    if poly is None:
        raise NotElementary("a power times a rational function")
    return poly, number(base), number(exponent)


def power_primitive(value: Number, gen: Generator, unit: Generator) -> Sum:
    """∫ c(x)·(ax + b)^r dx for a polynomial c."""
    rest, base, exponent = _split(value, gen, unit)
    line = coefficients(base, gen)
    if line is None or len(line) != 2:
        raise NotElementary("a power of no linear function")
    total: Number = ZERO
    step = 1
    while rest:
        rest, remainder = polynomials.divide(rest, line)
        if remainder:
            below = nb.inverse((exponent + fmpq(step)) * line[1])
            total = total + remainder[0] * below * nb.power(base, step)
        step += 1
    return Sum.of(total * from_generator(unit))


def without_powers(
    primitive: Sum, gen: Generator, point: Number | None
) -> tuple[Sum, list[tuple[Number, Number]]]:
    """(terms without a power that is singular at the end, [(coefficient, total exponent)]).

    The end is a finite point at which the base of the power vanishes, or infinity (None). The
    total exponents count powers of |x − s|.
    """
    total = Sum()
    found: list[tuple[Number, Number]] = []
    for (q, a), r in primitive.terms.items():
        units = power_generators(r, gen)
        bases = [number(unit.expr.args[0]) for unit in units]
        if point is not None:
            values = [nb.substitute(base, {gen: point}) for base in bases]
            units = [unit for unit, value in zip(units, values, strict=True) if value == 0]
        if not units or (point is None and depends(q, gen)):  # e^q outweighs every power there
            total = total + Sum({(q, a): r})
            continue
        if len(units) > 1 or a is not PLAIN:
            raise NotElementary("two powers, or a power beside a special function, at one end")
        poly, base, exponent = _split(r, gen, units[0])
        found.append(_order(poly, base, exponent, gen, point))
    return total, found


def _order(
    poly: Polynomial, base: Number, exponent: Number, gen: Generator, point: Number | None
) -> tuple[Number, Number]:
    if point is None:
        return poly[-1], exponent + fmpq(len(poly) - 1)
    line = coefficients(base, gen) or [ZERO, ONE]
    times = 0
    while True:
        quotient, remainder = polynomials.divide(poly, line)
        if remainder:
            return remainder[0], exponent + fmpq(times)
        poly, times = quotient, times + 1
