"""Relations and Boolean conditions in x as indicator functions, equal almost everywhere.

The building block is the indicator of {u > 0} for a piecewise polynomial u: on each piece the real
roots are found exactly (linear, quadratic, and factors of these), and the sign follows from the
leading coefficient and the multiplicities.
"""

from __future__ import annotations

from functools import cmp_to_key
from math import factorial
from operator import itemgetter
from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra import polynomials
from symconv.algebra.constants import exponential, expression, number
from symconv.algebra.distribution import Distribution, Terms
from symconv.algebra.elements import ONE, ZERO
from symconv.algebra.exppoly import CONSTANT_MODE, ExpPoly
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.deadline import check
from symconv.deciding.roots import polynomial_zeros
from symconv.errors import InvalidInput
from symconv.reading.cases import decided_sign

__all__ = [
    "OutsideClass",
    "indicator_before",
    "indicator_from",
    "indicator_positive",
    "pieces",
    "pointwise_product",
    "real_roots",
    "sorted_points",
    "step_function",
]

_BY_POINT: Any = itemgetter(0)  # rationals have a total order of their own


class OutsideClass(Exception):  # an answer of reading, caught by the methods
    """The expression is not an exponential-polynomial distribution; the message says where."""


def sorted_points(points: tuple[Number, ...], facts: Facts) -> list[Number]:
    """The break points in increasing order; raises Split where the order is open."""
    if all(isinstance(point, fmpq) for point in points):
        rationals: Any = points
        return sorted(rationals)
    for point in points:
        if not nb.is_real(point):
            raise InvalidInput(
                f"the break point {expression(point)} must be real; declare its symbols with "
                "real=True or positive=True"
            )

    def order(first: Number, second: Number) -> int:
        return decided_sign(facts, first - second, is_order=True)

    return sorted(points, key=cmp_to_key(order))


def pieces(f: Distribution, facts: Facts) -> list[tuple[Number | None, ExpPoly]]:
    """The pieces of f in order, as (left end or None, function on the piece in x)."""
    result: list[tuple[Number | None, ExpPoly]] = [(None, f.line)]
    for point, part in _sorted_terms(f.right, facts):
        result.append((point, result[-1][1] + part.recentred(-point)))
    return result


def _sorted_terms(right: Terms, facts: Facts) -> list[tuple[Number, ExpPoly]]:
    """The right terms in the order of their break points."""
    for point, _ in right.items():
        if not isinstance(point, fmpq):
            return [(point, right[point]) for point in sorted_points(tuple(right), facts)]
    return sorted(right.items(), key=_BY_POINT)


def step_function(values: list[tuple[Number | None, ExpPoly]]) -> Distribution:
    """The distribution with the given pieces, sorted by their left ends, the first from −∞."""
    line = values[0][1]
    right = Terms()
    before = line
    for point, value in values[1:]:
        if point is None:
            raise ValueError("only the first piece starts at -oo")
        jump = value + before.scaled(fmpq(-1))
        right.at(point).add(jump.recentred(point))
        before = value
    return Distribution(line, right)


def pointwise_product(f: Distribution, g: Distribution, facts: Facts) -> Distribution:
    """f·g almost everywhere, for distributions without masses."""
    if f.is_one():
        return g
    if g.is_one():
        return f
    if not f.right:
        return g.multiplied(f.line)
    if not g.right:
        return f.multiplied(g.line)
    right = Terms()
    for a, part in f.right.items():
        right.at(a).add(part * g.line.recentred(a))
    for b, part in g.right.items():
        right.at(b).add(part * f.line.recentred(b))
    for a, part in f.right.items():
        check("reading the functions")
        for b, other in g.right.items():
            later = a if a == b or decided_sign(facts, a - b, is_order=True) > 0 else b
            product = part.recentred(later - a) * other.recentred(later - b)
            right.at(later).add(product)
    return Distribution(f.line * g.line, right)


def indicator_from(point: Number) -> Distribution:
    """The indicator of x >= point."""
    return Distribution(right={point: ExpPoly.constant(ONE)})


def indicator_before(point: Number) -> Distribution:
    """The indicator of x < point."""
    return Distribution(ExpPoly.constant(ONE), {point: ExpPoly.constant(fmpq(-1))})


def indicator_positive(
    u: Distribution, facts: Facts, at_zero: ExpPoly | None = None
) -> Distribution:
    """The indicator of {x : u(x) > 0} for a piecewise polynomial u; points do not count.

    `at_zero` is the value on pieces where u is 0 throughout, by default 0.
    """
    ends = pieces(u, facts)
    values: list[tuple[Number | None, ExpPoly]] = []
    for index, (start, value) in enumerate(ends):
        stop = ends[index + 1][0] if index + 1 < len(ends) else None
        for point, sign in _signs(value, start, stop, facts):
            flat = at_zero if sign == 0 and at_zero is not None else ExpPoly()
            values.append((point, ExpPoly.constant(ONE) if sign > 0 else flat))
    return step_function(values)


def _signs(
    value: ExpPoly, start: Number | None, stop: Number | None, facts: Facts
) -> list[tuple[Number | None, int]]:
    """(left end, sign) on the parts of (start, stop) between the roots of a polynomial."""
    coefficients = polynomial_coefficients(value)
    if not coefficients:
        return [(start, 0)]
    for coefficient in coefficients:
        if not nb.is_real(coefficient):
            raise InvalidInput(f"cannot order the complex value {expression(coefficient)}")
    leading = decided_sign(facts, coefficients[-1])
    while leading == 0:
        coefficients = coefficients[:-1]
        if not coefficients:
            return [(start, 0)]
        leading = decided_sign(facts, coefficients[-1])
    roots = real_roots(coefficients, facts)
    _require_real_roots(coefficients, roots)
    sign = leading * (-1) ** sum(times for _, times in roots)
    found: list[tuple[Number | None, int]] = [(start, sign)]
    for root, times in roots:
        sign *= (-1) ** times
        if stop is not None and decided_sign(facts, stop - root, is_order=True) <= 0:
            break
        if start is not None and decided_sign(facts, root - start, is_order=True) <= 0:
            found = [(start, sign)]
        else:
            found.append((root, sign))
    return found


def _require_real_roots(coefficients: list[Number], roots: list[tuple[Number, int]]) -> None:
    """The other roots come in complex pairs and do not change the sign at −∞."""
    if (len(coefficients) - 1 - sum(times for _, times in roots)) % 2:
        raise OutsideClass("a real root of odd degree was not found")


def polynomial_coefficients(value: ExpPoly) -> list[Number]:
    """The coefficients c_0, c_1, … of a polynomial; OutsideClass where exponentials of x occur.

    Exponentials of constants, modes of an ExpPoly, are numbers of their own here.
    """
    row: dict[int, Number] = {}
    for key, part in value.terms.items():
        if key.lam != 0:
            raise OutsideClass("the sign of an exponential expression in a condition")
        factor = ONE if key is CONSTANT_MODE else exponential(key.beta)
        for n, c in part.items():
            row[n] = row.get(n, ZERO) + c * factor
    top = max((n for n, c in row.items() if c != 0), default=-1)
    return [row.get(n, ZERO) * fmpq(1, factorial(n)) for n in range(top + 1)]


def real_roots(coefficients: list[Number], facts: Facts) -> list[tuple[Number, int]]:
    """The real roots with multiplicities, in increasing order."""
    degree = len(coefficients) - 1
    if degree == 0:
        return []
    if degree == 1:
        return [(-coefficients[0] * nb.inverse(coefficients[1]), 1)]
    if degree == 2:
        return _quadratic_roots(coefficients, facts)
    roots: dict[Number, int] = {}
    for factor, times in polynomials.factorise(coefficients):
        if len(factor) > 3:
            for root in _isolated_roots(factor):
                roots[root] = roots.get(root, 0) + times
            continue
        for root, multiplicity in real_roots(factor, facts):
            roots[root] = roots.get(root, 0) + multiplicity * times
    return [(root, roots[root]) for root in sorted_points(tuple(roots), facts)]


def _isolated_roots(factor: list[Number]) -> list[Number]:
    """The real zeros of an irreducible polynomial of degree 3 or more, all simple."""
    coefficients = [expression(c) for c in reversed(factor)]
    y = sympy.Dummy("y")
    poly = sympy.Poly(coefficients, y)
    found = None if poly.free_symbols_in_domain else polynomial_zeros(poly.as_expr(), y)
    if found is None:
        raise OutsideClass("real roots of an irreducible polynomial of degree 3 or more")
    return [number(root) for root in found]


def _quadratic_roots(coefficients: list[Number], facts: Facts) -> list[tuple[Number, int]]:
    c, b, a = coefficients
    half = b * nb.inverse(a) * fmpq(-1, 2)
    square = half * half - c * nb.inverse(a)
    sign = decided_sign(facts, square)
    if sign < 0:
        return []
    if sign == 0:
        return [(half, 2)]
    width = number(sympy.sqrt(sympy.factor(expression(square))))
    if facts.sign(width) != 1:
        raise OutsideClass(f"the sign of {expression(width)} as a half-width is open")
    return [(half - width, 1), (half + width, 1)]
