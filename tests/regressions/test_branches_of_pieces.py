"""Logarithms, arcs, roots and integrals across their zeros and cuts, against quadrature."""

from __future__ import annotations

import mpmath
import pytest
import sympy
from sympy import (
    Abs,
    I,
    Max,
    Piecewise,
    Rational,
    Symbol,
    acot,
    acoth,
    atan,
    atanh,
    erf,
    exp,
    log,
    pi,
    sign,
    sinc,
    sqrt,
)

from symconv import Convolution, convolve
from symconv.errors import SymconvError

x = Symbol("x", real=True)
t = Symbol("t", real=True)
BOX = Piecewise((1, (x > 0) & (x < 1)), (0, True))
WINDOW = (x > -2) & (x < 2)
MARKS = (-2, -1, -0.5, 0, 0.5, 1, 2)

BRANCHED = [
    log(x),
    log(-x),
    log(x**2 - 1),
    log(x**3),
    log(1 / x),
    log((x - 1) / (x + 1)),
    acot(x),
    acot(x**2 - 1),
    x * acot(x - 1),
    atan(1 / x),
    atan(1 / (x**2 - 1)),
    atan((x**2 - 1) / x),
    atan(x / (x**2 - 1)),
    atanh(x),
    acoth(x),
    sympy.Ei(x),
    sympy.Ci(x),
    sympy.expint(1, x),
    sqrt(x**2),
    sqrt(x),
    x ** Rational(1, 3),
    (x**3) ** Rational(1, 3),
    sqrt(x**2 - 1),
    sympy.asin(x),
    sympy.acosh(x),
    log(exp(3 * I * x)),
    sqrt(exp(3 * I * x)),
    sqrt(I * x - 1),
    log(x + I),
    log(I * x),
    erf(I * x),
    atan(2 * I * x),
    1 / (x + I),
]


@pytest.mark.parametrize("expr", BRANCHED)
def test_branches_are_those_of_the_function(expr):
    answer = convolve(Piecewise((expr, WINDOW), (0, True)), BOX, x, t)
    if answer.has(Convolution):
        return
    mpmath.mp.dps = 20
    given = sympy.lambdify(x, expr, "mpmath")
    for moment in (mpmath.mpf("-1.3"), mpmath.mpf("0.4"), mpmath.mpf("1.7"), mpmath.mpf("2.6")):
        low, high = max(moment - 1, mpmath.mpf(-2)), min(moment, mpmath.mpf(2))
        cuts = sorted({low, high, *(mark for mark in MARKS if low < mark < high)})
        truth = mpmath.quad(given, cuts)
        found = mpmath.mpmathify(sympy.N(answer.subs(t, sympy.Float(moment, 25)), 18))
        assert abs(found - truth) < 1e-7, moment


@pytest.mark.parametrize(
    "switch", [sign(x + Abs(x)), sign(Max(x, 0)), Abs(sign(Max(x, 1) - 1)) * log(x + 3)]
)
def test_a_switch_that_vanishes_on_an_interval_is_not_guessed(switch):
    f = Piecewise((switch * atan(x), WINDOW), (0, True))
    answer = convolve(f, BOX, x, t)
    if answer.has(Convolution):
        return
    given = sympy.lambdify(x, switch * atan(x), "mpmath")
    truth = mpmath.quad(given, [-0.5, 0, 0.5])
    found = mpmath.mpmathify(sympy.N(answer.subs(t, Rational(1, 2)), 15))
    assert abs(found - truth) < 1e-7


@pytest.mark.parametrize("argument", [I * x, (1 + I) * x, (2 - I) * x, x + I])
def test_sinc_of_a_complex_argument_is_right_or_refused_without_an_error(argument):
    mpmath.mp.dps = 20
    given = sympy.lambdify(x, sinc(argument), "mpmath")
    for g in (exp(-(x**2)), 1 / (1 + x**2), BOX):
        try:
            answer = convolve(sinc(argument), g, x, t)
        except SymconvError as error:
            assert "has no sign" not in str(error)  # noqa: PT017
            continue
        if answer.has(Convolution):
            continue
        assert g == BOX
        for moment in (mpmath.mpf("-1.3"), mpmath.mpf("0.4"), mpmath.mpf("2.2")):
            truth = mpmath.quad(
                given, sorted({moment - 1, min(max(0, moment - 1), moment), moment})
            )
            found = mpmath.mpmathify(sympy.N(answer.subs(t, sympy.Float(moment, 25)), 18))
            assert abs(found - truth) < 1e-9


def test_a_root_with_zeros_that_may_be_complex_is_refused_without_an_error():
    r = Symbol("r", real=True)
    f = Piecewise((sqrt(r - x**2), (x > 0) & (x < 1)), (0, True))
    try:
        assert convolve(f, BOX, x, t).has(Convolution)
    except SymconvError as error:
        assert "has no sign" not in str(error)  # noqa: PT017


def test_pi_times_a_real_function_is_its_own_conjugate_and_a_complex_root_is_not():
    from symconv.conjugation import conjugated

    root = sympy.CRootOf(x**3 + 2, 1)
    assert conjugated(pi * atan(x)) == pi * atan(x)
    assert conjugated(root * atan(x)) != root * atan(x)
