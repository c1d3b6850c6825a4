"""Where flint's and SymPy's numbers meet: to the integer, and to the last digit of a float."""

from fractions import Fraction

import pytest
import sympy
from flint import arb, fmpq, fmpz
from hypothesis import given
from hypothesis import strategies as st

from symconv.exactnumbers import dyadic, exact, from_fmpq, shortest_decimal, to_fmpq


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


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_double_is_read_as_python_prints_it(value):
    assert shortest_decimal(sympy.Float(value)) == sympy.Rational(repr(value))


@pytest.mark.parametrize("digits", [20, 30, 50])
@pytest.mark.parametrize("text", ["0.1", "-2.75", "31415926535.89", "0.000123", "1e-9", "7e12"])
def test_a_longer_float_is_the_decimal_it_was_made_from(text, digits):
    assert shortest_decimal(sympy.Float(text, digits)) == sympy.Rational(text)


def test_zero_and_infinity_stay():
    assert shortest_decimal(sympy.Float(0, 30)) == 0
    assert shortest_decimal(sympy.Float("inf")) == sympy.oo
    assert shortest_decimal(sympy.Float("nan")) is sympy.nan


def test_the_floats_inside_an_expression_are_read():
    x = sympy.Symbol("x")
    assert exact(0.2 * x + sympy.sin(0.5 * x)) == x / 5 + sympy.sin(x / 2)
    assert exact(0.2 * x + sympy.Float("0.1", 30)) == x / 5 + sympy.Rational(1, 10)
