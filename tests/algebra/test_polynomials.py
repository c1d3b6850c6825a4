"""Polynomials as lists of numbers, against SymPy's Poly and against their own definition."""

import sympy
from flint import fmpq
from hypothesis import given
from hypothesis import strategies as st

from symconv.algebra import polynomials
from symconv.algebra.constants import expression, number
from symconv.algebra.elements import ZERO

y = sympy.Symbol("y")
a = sympy.Symbol("a", positive=True)
RATIONALS = st.builds(fmpq, st.integers(-5, 5), st.integers(1, 4))
ROWS = st.lists(RATIONALS, max_size=5)
DIVISORS = ROWS.map(lambda row: [*row, fmpq(3, 2)])


def poly(row):
    return sympy.Poly([expression(c) for c in reversed(row)] or [0], y)


def row_of(whole):
    return [] if whole.is_zero else [number(c) for c in reversed(whole.all_coeffs())]


@given(ROWS, ROWS)
def test_sums_and_products_are_those_of_sympy(left, right):
    assert polynomials.add(left, right) == row_of(poly(left) + poly(right))
    assert polynomials.multiply(left, right) == row_of(poly(left) * poly(right))


@given(ROWS, DIVISORS)
def test_quotient_and_remainder(left, right):
    quotient, remainder = polynomials.divide(left, right)
    assert len(remainder) < len(right)
    assert polynomials.add(polynomials.multiply(quotient, right), remainder) == row_of(poly(left))


@given(ROWS, RATIONALS)
def test_value_and_derivative(row, point):
    assert polynomials.value(row, point) == sum((c * point**n for n, c in enumerate(row)), ZERO)
    assert row_of(poly(polynomials.differentiate(row))) == row_of(poly(row).diff(y))


def test_parameters_are_coefficients():
    line, square = [number(-a), fmpq(1)], [number(a**2), number(-2 * a), fmpq(1)]
    assert polynomials.multiply(line, line) == square
    assert polynomials.divide(square, line) == (line, [])
    assert polynomials.value(square, number(3 * a)) == number(4 * a**2)


def test_factors_come_with_their_multiplicities():
    whole = polynomials.multiply([fmpq(2), fmpq(2)], [fmpq(1), fmpq(2), fmpq(1)])
    assert polynomials.factorise(whole) == [([fmpq(1), fmpq(1)], 3)]
    factors = polynomials.factorise([number(-(a**2)), fmpq(0), fmpq(1)])
    assert {expression(row[0]) for row, _ in factors} == {-a, a}
