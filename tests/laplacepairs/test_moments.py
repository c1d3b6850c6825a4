"""The antiderivatives, differentiated; their values at the ends."""

from __future__ import annotations

import pytest
import sympy
from sympy import I, Rational, Symbol, gamma, symbols

from symconv.algebra.constants import number
from symconv.algebra.signs import Facts
from symconv.errors import Undecided
from symconv.laplacepairs.moments import (
    ExponentialMoment,
    arcsine,
    beta_antiderivative,
    beta_whole,
    opened_antiderivative,
    quadratic_moment,
)
from symconv.reading import OutsideClass

v, w = symbols("v w", positive=True)
x = Symbol("x", real=True)
a = Symbol("a", positive=True)
half = Rational(1, 2)
PLACES = [{v: Rational(2, 7), w: Rational(9, 5)}, {v: Rational(5, 4), w: Rational(17, 6)}]


def vanishes(expr, places=PLACES):
    return all(abs(expr.subs(values).evalf(40)) < 1e-30 for values in places)


@pytest.mark.parametrize("s", [half, 3 * half, 7 * half, -half, -3 * half, Rational(1, 3), 2])
@pytest.mark.parametrize("kappa", [2, -1, 0, I, -3 * I])
def test_exponential_moment_is_an_antiderivative(s, kappa):
    s, kappa = sympy.sympify(s), sympy.sympify(kappa)
    moment = ExponentialMoment(s, number(kappa), Facts()).at(v)
    assert vanishes(sympy.diff(moment, v) - v ** (s - 1) * sympy.exp(-kappa * v))
    if s > 0 and not moment.has(sympy.hyper):
        assert moment.subs(v, 0) == 0


def test_exponential_moment_with_open_sign_is_a_kummer_function():
    rate = Symbol("r", real=True)
    moment = ExponentialMoment(half, number(rate), Facts()).at(v)
    assert moment.has(sympy.hyper)
    for value in (2, -1):
        slope = sympy.diff(moment, v) - v**-half * sympy.exp(-rate * v)
        assert vanishes(slope.subs(rate, value))


def test_exponential_moment_refuses_what_has_no_formula_here():
    with pytest.raises(OutsideClass):
        ExponentialMoment(sympy.S.Zero, number(sympy.S.One), Facts()).at(v)
    open_order = Symbol("s", real=True)
    with pytest.raises(Undecided):
        ExponentialMoment(open_order, number(sympy.S.Zero), Facts()).at(v)


def test_logarithm_at_order_zero():
    assert ExponentialMoment(sympy.S.Zero, number(sympy.S.Zero), Facts()).at(v) == sympy.log(v)


@pytest.mark.parametrize("kappa", [sympy.Integer(3), 1 + 2 * I, 2 * I, -2 * I])
def test_moment_at_infinity_is_the_gamma_integral(kappa):
    value = ExponentialMoment(half, number(kappa), Facts()).at_infinity()
    assert abs((value - gamma(half) * kappa**-half).evalf(30)) < 1e-25


ORDERS = [half, 3 * half, 5 * half, Rational(2, 3), Rational(7, 4)]


@pytest.mark.parametrize("first", ORDERS)
@pytest.mark.parametrize("second", ORDERS)
def test_beta_antiderivatives(first, second):
    closed = beta_antiderivative(first, second, v, w)
    assert vanishes(sympy.diff(closed, v) - v ** (first - 1) * (w - v) ** (second - 1))
    opened = opened_antiderivative(first, second, v, w)
    assert vanishes(sympy.diff(opened, v) - v ** (first - 1) * (w + v) ** (second - 1))
    near_end = beta_antiderivative(first, second, Rational(10**40 - 1, 10**40), sympy.Integer(1))
    assert abs((near_end - beta_whole(first, second, sympy.Integer(1))).evalf(30)) < 1e-15


def test_beta_whole_with_an_integer_order_is_rational():
    assert beta_whole(a, sympy.Integer(2), w) == w ** (a + 1) / (a * (a + 1))
    assert beta_whole(sympy.Integer(3), a, w) == beta_whole(a, sympy.Integer(3), w)


@pytest.mark.parametrize("body", [1 - x**2, x * (3 - x), 2 + x - 3 * x**2])
@pytest.mark.parametrize("exponent", [-half, half, 3 * half])
@pytest.mark.parametrize("k", [0, 1, 4])
def test_quadratic_moments(body, exponent, k):
    body = sympy.expand(body)
    algebraic, constant = quadratic_moment(k, body, exponent, x)
    whole = algebraic * sympy.sqrt(body) + constant * arcsine(body, x)
    places = [{x: Rational(1, 5)}, {x: Rational(3, 4)}]
    assert vanishes(sympy.diff(whole, x) - x**k * body**exponent, places)
