"""The coefficient field: canonical forms, inverses, radicals, against SymPy's numeric values."""

from __future__ import annotations

import sys

import pytest
import sympy
from flint import fmpq
from sympy import I, N, Rational, cbrt, conjugate, cos, log, pi, sqrt, symbols

from symconv.algebra import numbers as nb
from symconv.algebra.constants import ball, expression, number
from symconv.errors import InvalidInput
from symconv.exactnumbers import exact_float, from_fmpq, to_fmpq

a, b, c = symbols("a b c", positive=True)
z = sympy.Symbol("z")

VALUES = [
    Rational(3, 7),
    sqrt(2) + 1,
    1 / (1 + sqrt(2) + sqrt(3)),
    1 / (2 + cbrt(2)),
    sqrt(-2) * sqrt(-3),
    (-1) ** Rational(1, 3),
    cos(pi / 5) + pi**2,
    log(12) - log(3),
    1 / (pi + I),
    sqrt(2 + sqrt(2)),
]


@pytest.mark.parametrize("value", VALUES)
def test_numbers_keep_their_value_and_invert(value):
    exact = number(value)
    assert abs(N(expression(exact) - value, 40)) < Rational(1, 10**35)
    assert exact * nb.inverse(exact) == 1
    assert abs(complex(ball(exact)) - complex(N(value))) < Rational(1, 10**12)


def test_equal_values_have_equal_forms_and_hashes():
    left = number((a**2 - b**2) / (a - b))
    assert left == number(a + b)
    assert hash(left) == hash(number(b + a))
    assert number(log(12)) == number(2 * log(2) + log(3))
    assert number(sqrt(12)) == number(2 * sqrt(3))


def test_partial_fraction_identity_is_recognised():
    def r(first, second):
        return nb.inverse(number(first - second))

    assert r(a, b) * r(b, c) + r(b, c) * r(c, a) + r(c, a) * r(a, b) == 0
    assert r(b, a) == -r(a, b)


def test_conjugate_of_a_complex_parameter_is_a_generator_of_its_own():
    assert number(conjugate(z)) != number(z)
    assert nb.conjugate(number(z * I)) == number(-I * conjugate(z))
    assert nb.is_real(number(z * conjugate(z)))


def test_poles_are_the_irreducible_denominators_up_to_their_sign():
    value = number(1 / (a**2 - b**2))
    squares = {sympy.factor(expression(factor) ** 2) for factor in nb.poles(value).values()}
    assert squares == {sympy.factor((a - b) ** 2), sympy.factor((a + b) ** 2)}


def test_substitution_meets_the_pole():
    value = number(1 / (a - b))
    changes = {nb.generators_of(number(a))[0]: number(b)}
    with pytest.raises(ZeroDivisionError):
        nb.substitute(value, changes)


def test_division_by_zero_and_infinity_are_invalid_input():
    for bad in (sympy.oo, sympy.nan):
        with pytest.raises(InvalidInput, match="not a number"):
            number(bad)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.2", "1/5"),
        ("0.1", "1/10"),
        ("0.30000000000000004", "0.30000000000000004"),
        ("1e-3", "1/1000"),
    ],
)
def test_a_float_is_the_shortest_decimal_that_round_trips(text, expected):
    assert exact_float(sympy.Float(float(text))) == Rational(expected)


def test_a_long_float_is_read_at_its_own_precision():
    assert exact_float(sympy.Float("0.2", 40)) == Rational(1, 5)


def test_rationals_cross_by_integers():
    assert from_fmpq(fmpq(1, 3)) == Rational(1, 3)
    assert to_fmpq(Rational(-7, 5)) == fmpq(-7, 5)
    with pytest.raises(TypeError):
        to_fmpq(sympy.pi)


def test_imaginary_quantities_are_i_times_a_real_generator():
    imaginary = sympy.Symbol("j", imaginary=True)
    for value in (sympy.sqrt(-a - b), imaginary):
        exact = number(value)
        assert nb.conjugate(exact) == -exact
        assert nb.is_real(exact * exact)
    assert number(sympy.sqrt(-a - b) ** 2) == number(-a - b)


def test_hashing_a_number_imports_nothing(monkeypatch):
    """Tables with weak values drop their keys while the interpreter ends, when nothing is left."""
    values = [nb.Complex(fmpq(1, 2), fmpq(-3)), number(sympy.sqrt(2)) + nb.IMAGINARY]
    monkeypatch.delitem(sys.modules, "fractions")
    monkeypatch.setattr(sys, "meta_path", None)
    hashes = [hash(nb.cheap_key(value)) for value in values]
    monkeypatch.undo()
    assert hashes == [hash(value) for value in values]


def test_one_leaves_a_number_as_it_is():
    value = number(a)
    assert value * 1 is value
    assert fmpq(1) * value is value
