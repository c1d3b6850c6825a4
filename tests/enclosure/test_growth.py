"""Tails hold at sampled points, and their integral bounds hold against quadrature."""

import mpmath
import pytest
import sympy
from flint import acb, arb
from sympy import Rational, Symbol, exp, log, oo, pi, sqrt

from symconv.enclosure import disjoint, enclose_expr, working_precision
from symconv.enclosure.asymptotics import tail_of
from symconv.enclosure.growth import Growth, NotBoundedError, TooCloseError, shifted

w = Symbol("w", positive=True)

AT_INFINITY = [
    w**2 - 3 * w + 1,
    1 / (w**2 - 3 * w + 1),
    exp(-w),
    exp(-(w**2) / 2) * (w**2 - 1),
    exp(-((w - 3) ** 2)),
    exp(-sqrt(w)),
    exp(-(w**4) + w**3),
    exp(-w) / (1 + exp(-w)) ** 2,
    1 / sympy.cosh(w),
    sympy.tanh(w),
    sympy.sin(w) / w,
    sympy.sin(1 / w),
    sympy.erf(w - 1),
    sympy.erfc(w),
    sympy.erfc(2 * w - 5),
    sympy.erfc(-w),
    sympy.atan(w),
    sympy.atan(-(w**2)),
    sympy.Si(w),
    log(w),
    log(1 + w**2) / w**2,
    w ** Rational(3, 2) * exp(-2 * w),
    (1 + w**2) ** Rational(-3, 2),
    sympy.besselj(0, w),
    sympy.besselj(2, 3 * w),
    exp(-1 / w) / w**2,
    exp(-sqrt(1 + w**2)),
    w**pi * exp(-w),
    exp(sympy.I * w) / (w + sympy.I),
    sympy.sinc(2 * w) ** 2,
    sympy.expint(1, w),
    sympy.expint(3, 2 * w - 1),
    sympy.besselk(0, w),
    sympy.besselk(Rational(7, 2), w + 1),
    sympy.floor(w / 3) / w,
]


@pytest.mark.parametrize("expr", AT_INFINITY, ids=str)
def test_the_tail_holds_where_it_is_sampled(expr):
    with working_precision(80):
        start = arb(16)
        tail = tail_of(expr, w, start)
        for place in (16, 17, Rational(39, 2), 31, 64, 200, 1000):
            value = enclose_expr(expr, {w: place}, 60)
            scale = tail.growth.value(arb(int(place * 2)) / 2)
            assert not disjoint(value / scale, tail.ball), place


AT_ZERO = [
    log(w),
    w ** Rational(-1, 3),
    w ** Rational(-1, 2) * (1 - w) ** 2,
    1 / sqrt(2 * w - w**2),
    log(w) ** 2 * sqrt(w),
    exp(-1 / w) / w**3,
    sympy.sin(w) / w,
    exp(w) - 2,
    sympy.besselj(0, w + 1),
    sympy.expint(1, w),
    sympy.expint(2, w),
    sympy.besselk(0, 2 * w),
    sympy.besselk(Rational(3, 2), w),
]


@pytest.mark.parametrize("expr", AT_ZERO, ids=str)
def test_the_tail_towards_zero_holds(expr):
    with working_precision(80):
        tail = tail_of(expr, w, arb(16), to_zero=True)
        for place in (16, 17, 31, 64, 200, 100000):
            value = enclose_expr(expr, {w: Rational(1, place)}, 60)
            assert not disjoint(value / tail.growth.value(arb(place)), tail.ball), place


@pytest.mark.parametrize(
    "expr",
    [exp(-w), exp(-(w**2)), w**5 * exp(-w), exp(-sqrt(w)), w**-2, 1 / (1 + w**3), exp(-w) * log(w)],
    ids=str,
)
def test_the_integral_bound_is_an_upper_bound(expr):
    with working_precision(80):
        tail = tail_of(expr, w, arb(64))
        bound = tail.integral()
    function = sympy.lambdify(w, expr, "mpmath")
    truth = mpmath.quad(function, [64, 100, 400, 2000, mpmath.inf])
    assert bound is not None
    assert bool(bound >= arb(str(truth)) * (1 - arb(10) ** -6))


@pytest.mark.parametrize("expr", [1 / w, sympy.S.One, w**3, exp(w), w / (1 + w**2)], ids=str)
def test_divergence_is_proved(expr):
    with working_precision(80):
        assert tail_of(sympy.sympify(expr), w, arb(16)).integral() is None


@pytest.mark.parametrize("expr", [sympy.sin(w) / w, sympy.cos(w), (1 + sympy.sin(w)) / w], ids=str)
def test_an_oscillating_tail_proves_neither(expr):
    with working_precision(80), pytest.raises(TooCloseError):
        tail_of(expr, w, arb(16)).integral()


def test_exact_cancellation_of_exponents():
    with working_precision(80):
        tail = tail_of(exp(w) * exp(-w, evaluate=False) / w**2, w, arb(16))
    assert tail.growth == Growth(sympy.Integer(-2))


@pytest.mark.parametrize("shift", [0, 1, -2, Rational(7, 3), -pi])
@pytest.mark.parametrize(
    "expr", [exp(-(w**2)), exp(-w) * w**2, w ** Rational(-5, 2), exp(-sqrt(w))]
)
def test_shifted_tails_hold(expr, shift):
    with working_precision(80):
        tail = tail_of(expr, w, arb(16))
        moved = shifted(tail, sympy.sympify(shift), arb(32))
        for place in (32, 33, 50, 128, 700):
            value = enclose_expr(expr, {w: place + sympy.sympify(shift)}, 60)
            assert not disjoint(value / moved.growth.value(arb(place)), moved.ball), place


def test_unknown_functions_are_not_bounded():
    with working_precision(80), pytest.raises(NotBoundedError):
        tail_of(sympy.gamma(w), w, arb(16))


def test_a_wrong_tail_would_be_noticed():
    """The sampling test above can fail: a ball that is too small is seen."""
    with working_precision(80):
        tail = tail_of(1 / (1 + w), w, arb(16))
        value = enclose_expr(1 / (1 + w), {w: 17}, 60)
        assert disjoint(value / tail.growth.value(arb(17)), acb(1))
        assert oo not in (tail.growth.power,)
