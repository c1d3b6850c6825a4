"""Where flint's and SymPy's numbers meet: to the integer, and to the last digit of a float."""

from fractions import Fraction

import pytest
import sympy
from flint import arb, fmpq, fmpz
from hypothesis import given
from hypothesis import strategies as st

from symconv.errors import InvalidInput
from symconv.exactnumbers import dyadic, exact, exact_float, from_fmpq, to_fmpq


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (fmpq(2, 3), "2/3"),
        (5, "5"),
        (fmpz(5), "5"),
        (Fraction(-2, 3), "-2/3"),
        (sympy.Rational(7, 9), "7/9"),
        (sympy.Integer(0), "0"),
    ],
)
def test_rationals_cross_in_both_directions(value, text):
    crossed = to_fmpq(value)
    assert isinstance(crossed, fmpq)
    assert str(crossed) == text
    assert str(from_fmpq(crossed)) == text
    assert from_fmpq(crossed).is_Rational


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_an_exact_ball_is_a_rational(value):
    assert dyadic(arb(value)) == to_fmpq(Fraction(value))


@pytest.mark.parametrize("value", [0.5, "1/3", sympy.pi])
def test_nothing_else_crosses(value):
    with pytest.raises(TypeError, match="not an exact rational"):
        to_fmpq(value)


@given(st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False))
def test_a_double_is_read_as_python_prints_it_or_as_a_short_rational(value):
    found = exact_float(sympy.Float(value))
    assert float(Fraction(int(found.p), int(found.q))) == value
    assert found.q < 1000 or found == sympy.Rational(repr(value))


@given(st.integers(1, 10**6), st.integers(1, 999))
def test_a_double_that_stands_for_a_short_rational_is_that_rational(numerator, denominator):
    value = sympy.Rational(numerator, denominator)
    assert exact_float(sympy.Float(numerator / denominator)) == value
    assert exact_float(sympy.Float(value, 40)) == value


@pytest.mark.parametrize(
    ("value", "right"),
    [
        (1 / 3, "1/3"),
        (-2 / 3, "-2/3"),
        (1 / 7.22, "50/361"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1 / 1001, "0.000999000999000999"),
        (1e12 / 3, "1000000000000/3"),
        (123456789012.345, "123456789012.345"),
        (3.14159, "3.14159"),
        (1e300, "1e300"),
    ],
)
def test_the_decimal_as_typed_unless_a_short_rational_rounds_to_it(value, right):
    assert exact_float(sympy.Float(value)) == sympy.Rational(right)


def test_the_rounding_interval_is_that_of_the_own_precision():
    assert exact_float(sympy.Float("0.3333333", 7)) == sympy.Rational("0.3333333")
    assert exact_float(sympy.Float("0.3333333333333333", 30)) == sympy.Rational(
        "0.3333333333333333"
    )


@pytest.mark.parametrize("exponent", [-1000.0, 1000.0, -5000.0])
def test_a_float_beyond_the_doubles_is_neither_zero_nor_infinite(exponent):
    value = sympy.exp(exponent)
    found = exact_float(value)
    assert found.is_Rational
    assert found > 0
    assert sympy.Float(found, precision=53) == value


@pytest.mark.parametrize("text", ["1e-100000", "1e100000", "-1e-1000000000000"])
def test_a_float_that_nothing_prints_is_refused_at_once(text):
    with pytest.raises(InvalidInput, match="bits before or behind the point"):
        exact_float(sympy.Float(text, 30))


@pytest.mark.parametrize("digits", [20, 30, 50])
@pytest.mark.parametrize("text", ["0.1", "-2.75", "31415926535.89", "0.000123", "1e-9", "7e12"])
def test_a_longer_float_is_the_decimal_it_was_made_from(text, digits):
    assert exact_float(sympy.Float(text, digits)) == sympy.Rational(text)


def test_zero_and_infinity_stay():
    assert exact_float(sympy.Float(0, 30)) == 0
    assert exact_float(sympy.Float("inf")) == sympy.oo
    assert exact_float(sympy.Float("nan")) is sympy.nan


def test_the_floats_inside_an_expression_are_read():
    x = sympy.Symbol("x")
    assert exact(0.2 * x + sympy.sin(0.5 * x)) == x / 5 + sympy.sin(x / 2)
    assert exact(0.2 * x + sympy.Float("0.1", 30)) == x / 5 + sympy.Rational(1, 10)
