"""Exact numbers: the ball of what is read holds the expression's value, to 40 digits."""

import pytest
import sympy
from flint import acb, arb
from sympy import I, Rational, Symbol, cos, log, oo, pi, sin, sqrt

from symconv.algebra import numbers as nb
from symconv.algebra.constants import ball, expression, number
from symconv.algebra.implications import is_constant
from symconv.algebra.signs import Facts
from symconv.deciding import constants
from symconv.enclosure import working_precision
from symconv.errors import InvalidInput

z = Symbol("z")
a = Symbol("a", positive=True)

CONSTANTS = [
    sympy.Float("0.2"),
    sympy.Float("0.123456789012345678901234567", 30),
    sympy.Float("-123.25", 30),
    Rational(-7, 3),
    pi**2 / (pi + 1),
    log(Rational(12, 5)),
    sqrt(6) - Rational(8, 27) ** Rational(2, 3),
    sympy.Pow(-2, Rational(1, 3)),
    sympy.Pow(-3, Rational(3, 2)),
    sympy.Pow(-1, Rational(3, 8)),
    sympy.Pow(-pi, Rational(3, 2)),
    sqrt((pi + 1) / (pi + 2)),
    ((pi + 1) / pi) ** Rational(5, 3),
    sqrt(pi + sqrt(2)),
    cos(pi / 5),
    sin(pi / 12),
    sympy.Pow(2, Rational(1, 97)),
    I**3 * (2 + I) ** -2,
]


@pytest.mark.parametrize("expr", CONSTANTS, ids=str)
def test_the_ball_of_a_constant_holds_its_value(expr):
    value = sympy.N(expr, 45, maxn=200) if not expr.is_Float else sympy.N(sympy.Rational(str(expr)))
    real, imag = value.as_real_imag()
    with working_precision(128):
        found = acb(ball(number(expr)))
        known = acb(arb(str(real)), arb(str(imag)))
        slack = arb("1e-14") if expr.is_Float else arb("1e-30")
        assert (found - known).abs_lower() <= slack
    again = sympy.N(expression(number(expr)) - expr, 20, maxn=200)
    assert abs(again) < 1e-14


@pytest.mark.parametrize("expr", [cos(2 * pi / 7), sympy.Pow(-1, Rational(3, 7))], ids=str)
def test_a_root_of_unity_beyond_radicals_is_opaque_and_comes_back(expr):
    assert {gen.kind for gen in nb.generators_of(nb.real_part(number(expr)))} == {"opaque"}
    assert abs(sympy.N(expression(number(expr)) - expr, 20)) < 1e-15


def test_the_parts_of_a_complex_parameter_add_up():
    whole = number(z)
    parts = number(sympy.re(z)) + nb.IMAGINARY * number(sympy.im(z))
    assert parts == whole
    assert number(sympy.conjugate(z)) == nb.conjugate(whole)
    imaginary = number(Symbol("w", imaginary=True))
    assert nb.conjugate(imaginary) == -imaginary


def test_a_radical_of_a_quotient_is_rationalised_and_its_power_is_right():
    root = number(sqrt(a / (a + 1)))
    assert root * root == number(a / (a + 1))
    third = number((a / (a + 1)) ** Rational(2, 3))
    assert third * third * third == number(a**2 / (a + 1) ** 2)


@pytest.mark.parametrize("expr", [oo, -oo, sympy.zoo, sympy.nan, 1 + oo], ids=str)
def test_what_is_no_number_is_refused(expr):
    with pytest.raises(InvalidInput, match="not a number"):
        number(expr)


@pytest.mark.parametrize(
    ("expr", "message"),
    [
        (sympy.Pow(pi, 5000), "too large"),
        (sympy.Pow(sqrt(2) * sqrt(3) - sqrt(6), -2, evaluate=False), "division by zero"),
    ],
)
def test_an_impossible_power_is_refused(expr, message):
    with pytest.raises(InvalidInput, match=message):
        number(expr)


def test_opaque_constants_have_balls_and_are_no_parameters():
    for expr in (sympy.Pow(2, Rational(1, 97)), sympy.erf(2), sympy.Si(1), sympy.exp(sympy.pi)):
        (gen,) = nb.generators_of(number(expr))
        assert is_constant(gen)
        with working_precision(100):
            assert ball(number(expr)).overlaps(constants.ball(expr).real)
    (gen,) = nb.generators_of(number(sympy.erf(a)))
    assert not is_constant(gen)


def test_powers_of_e_are_related():
    assert number(sympy.E) * number(sympy.E) == number(sympy.exp(2))
    half = number(sympy.exp(Rational(1, 2)))
    assert Facts().sign(half * half - number(sympy.E)) == 0


@pytest.mark.parametrize(
    ("root", "plain"),
    [
        (sympy.cbrt(2 + sqrt(5)), (1 + sqrt(5)) / 2),
        (sqrt(5 + 2 * sqrt(6)), sqrt(2) + sqrt(3)),
        (sqrt(3 - 2 * sqrt(2)), sqrt(2) - 1),
        (sympy.cbrt(26 + 15 * sqrt(3)), 2 + sqrt(3)),
        (sympy.root(17 + 12 * sqrt(2), 4), 1 + sqrt(2)),
        (sympy.root(17 + 12 * sqrt(2), 8), sqrt(1 + sqrt(2))),
        (sympy.cbrt(sympy.cbrt(2) - 1) * sympy.cbrt(9),
         sympy.cbrt(1) - sympy.cbrt(2) + sympy.cbrt(4)),
    ],
)  # fmt: skip
def test_roots_that_their_own_field_holds_are_written_in_it(root, plain):
    assert number(root) == number(plain) or Facts().sign(number(root) - number(plain)) == 0


def test_dependent_roots_divide():
    first, second = sqrt(2 + sqrt(2)), sqrt(2 - sqrt(2))
    value = number(first * second - sqrt(2) / 2)
    with working_precision(200):
        assert (ball(nb.inverse(value)) - (arb(2).sqrt())).contains(0)
    with pytest.raises((InvalidInput, ZeroDivisionError)):
        nb.inverse(number(first * second - sqrt(2)))


def test_division_by_a_hidden_zero_is_refused():
    with pytest.raises(InvalidInput, match="division by zero"):
        number(1 / (sin(1) ** 2 + cos(1) ** 2 - 1))


def test_a_missing_value_is_named_and_a_given_one_is_used():
    with pytest.raises(KeyError):
        ball(number(a))
    (gen,) = nb.generators_of(number(a))
    assert (ball(number(a + 1), {gen: arb(2)}) - 3).contains(0)
