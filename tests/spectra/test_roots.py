"""Roots by radicals: every root found is a root, and what is not found is refused."""

import pytest
import sympy
from flint import fmpq

from symconv.algebra.constants import expression, number
from symconv.algebra.signs import Facts
from symconv.errors import Undecided
from symconv.reading import OutsideClass
from symconv.spectra.roots import roots

x = sympy.Symbol("x", real=True)
a, b = sympy.symbols("a b", positive=True)
c = sympy.Symbol("c", real=True)


def coefficients(poly):
    return [number(value) for value in reversed(sympy.Poly(poly, x).all_coeffs())]


@pytest.mark.parametrize(
    "poly",
    [
        x - 3,
        x**2 + 1,
        x**2 + 2 * x + 5,
        x**2 - 2,
        2 * x**2 + a**2,
        x**2 + c**2,
        (x - c) ** 2 + a**2,
        x**4 + 1,
        x**4 + 4 * a**4,
        x**4 + x**2 + 1,
        x**3 + x,
        (x**2 + 1) ** 3,
        (x**2 + a**2) * (x**2 + b**2),
    ],
)
def test_the_roots_multiply_out_to_the_polynomial(poly):
    found = roots(coefficients(poly), Facts())
    leading = sympy.Poly(poly, x).LC()
    product = leading * sympy.prod((x - expression(root)) ** times for root, times in found)
    assert sympy.simplify(sympy.expand(product - poly)) == 0
    assert sum(times for _, times in found) == sympy.degree(poly, x)


def test_nested_radicals_are_denested():
    square = number(sympy.sqrt(6) + sympy.Rational(7, 2))
    found = roots([square, fmpq(0), fmpq(1)], Facts())
    assert all(root * root == -square for root, _ in found)


@pytest.mark.parametrize("poly", [x**3 + x + 1, x**5 - x - 1])
def test_roots_that_are_no_simple_radicals_are_refused(poly):
    with pytest.raises(OutsideClass):
        roots(coefficients(poly), Facts())


def test_open_discriminants_are_undecided_with_the_relation():
    with pytest.raises(Undecided) as refusal:
        roots(coefficients(x**2 + c * x + 1), Facts())
    assert refusal.value.question == (c**2 < 4)


def test_hints_are_used_only_where_they_are_roots():
    hints = (number(sympy.I), number(sympy.Integer(5)))
    assert roots(coefficients(x**2 + 1), Facts(), hints) == [
        (number(sympy.I), 1),
        (number(-sympy.I), 1),
    ]
