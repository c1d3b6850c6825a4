"""Division in the field Q(generators): by polynomials, and by numbers that hold radicals.

The inverse of a polynomial registers its irreducible factors as denominators; a radical in the
denominator is removed by solving a linear system over the field below it.
"""

from __future__ import annotations

from typing import Any

import sympy
from flint import fmpq

from symconv.algebra.denominators import expand, register
from symconv.algebra.elements import ONE, ZERO, Element, Real, from_generator, reduced
from symconv.algebra.expressions import real_expression
from symconv.algebra.generators import OPAQUE, Generator, generator
from symconv.deadline import check
from symconv.deciding import constants
from symconv.errors import NoClosedForm, Undecided

__all__ = ["inverse_of_real"]


def inverse_of_real(value: Real) -> Real:
    """1/value; ZeroDivisionError at 0."""
    if isinstance(value, fmpq):
        return 1 / value
    for place, degree in reversed(value.ctx.radicals):
        if value.num.degrees()[place]:
            found = _inverse_radical(value, place, degree)
            return _inverse_as_a_whole(value) if found is None else found
    if value.num.total_degree() == 1:  # a difference of exponents, as nearly always
        unit, factors = ONE, [(value.num, 1)]
    else:
        unit, factors = value.num.factor()
    den = []
    for poly, exponent in factors:
        leading = poly.leading_coefficient()
        unit = unit * leading**exponent
        den.append((register(value.ctx, poly / leading), int(exponent)))
    above = expand(value.ctx, value.den) * (1 / fmpq(unit))
    return reduced(value.ctx, above, tuple(sorted(den)))


def _inverse_as_a_whole(value: Element) -> Real:
    """1/value as one opaque number, where roots that depend on each other leave no other form."""
    number = real_expression(value)
    if number.free_symbols or constants.is_real(number) is not True:
        raise NoClosedForm(f"the roots in {number} depend on each other")
    is_zero = constants.is_zero(number)
    if is_zero is None:
        raise Undecided(f"whether {number} is 0 is open", question=sympy.Ne(number, 0))
    if is_zero:
        raise ZeroDivisionError(number)
    return from_generator(generator(sympy.Pow(number, -1), OPAQUE))


def _inverse_radical(value: Element, place: int, degree: int) -> Real | None:
    """Invert in K(g), g^degree = base, by solving value·y = 1 over K in the basis g^j.

    None where K(g) is no field, because K holds a root of a factor of g^degree − base already.
    """
    ctx = value.ctx
    gen = ctx.generators[place]
    root = from_generator(gen)
    rows: list[list[Real]] = [[ZERO] * degree for _ in range(degree)]
    column: Real = value
    for j in range(degree):
        for i, part in _radical_parts(column, gen).items():
            rows[i][j] = part
        column = column * root
    unit: list[Real] = [ONE, *[ZERO] * (degree - 1)]
    solution = _solve(rows, unit)
    if solution is None:
        return None
    total: Real = ZERO
    for coefficient in reversed(solution):
        total = total * root + coefficient
    return total


def _radical_parts(value: Real, gen: Generator) -> dict[int, Real]:
    if not isinstance(value, Element) or not value.ctx.has(gen):
        return {0: value}
    place = value.ctx.place(gen)
    rows: dict[int, dict[Any, Any]] = {}
    for mono, c in value.num.to_dict().items():
        lowered = (*mono[:place], 0, *mono[place + 1 :])
        rows.setdefault(mono[place], {})[lowered] = c
    return {
        exponent: reduced(value.ctx, value.ctx.flint.from_dict(terms), value.den)
        for exponent, terms in rows.items()
    }


def _solve(rows: list[list[Real]], right: list[Real]) -> list[Real] | None:
    """Gauss-Jordan elimination over the field; None where the matrix is singular."""
    size = len(rows)
    for column in range(size):
        pivot = next((row for row in range(column, size) if rows[row][column] != 0), None)
        if pivot is None:
            return None
        rows[column], rows[pivot] = rows[pivot], rows[column]
        right[column], right[pivot] = right[pivot], right[column]
        scale = inverse_of_real(rows[column][column])
        rows[column] = [entry * scale for entry in rows[column]]
        right[column] = right[column] * scale
        for row in range(size):
            check("inverting roots")
            factor = rows[row][column]
            if row != column and factor != 0:
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[column], strict=True)]
                right[row] = right[row] - factor * right[column]
    return right
