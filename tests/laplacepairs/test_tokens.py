"""Singular factors stand linearly in what is read, or the function is not of the method."""

from __future__ import annotations

import pytest
import sympy
from sympy import Heaviside, Rational, Symbol, besselj, exp, sqrt

from symconv import Convolution, convolve
from symconv.algebra.signs import Facts
from symconv.laplacepairs.tokens import read_sum
from symconv.reading import OutsideClass

x = Symbol("x", real=True)
t = Symbol("t", real=True)
s = sqrt(x)
c = x ** Rational(1, 3)


@pytest.mark.parametrize(
    "expr",
    [
        (s * (s - 1) * (s - 2) + s) * exp(-x),
        s * (s - 1) * (s - 2) * (s - 3) + s,
        7 * s * (s - 1) * (s - 2) * (s + 5),
        c * (c - 1) * (c - 2),
        (1 + s) ** 2,
        (1 + s) ** 3 - (1 + s) ** 2,
        s**x,
        1 / (1 + s),
        1 / (s + besselj(0, x)),
        besselj(0, x) * (besselj(0, x) - 1) * (besselj(0, x) - 2) + besselj(0, x),
        exp(-1 / x) * (exp(-1 / x) - 1) * (exp(-1 / x) - 2),
    ],
)
def test_what_is_linear_at_three_values_alone_is_refused(expr):
    with pytest.raises(OutsideClass):
        read_sum(expr * Heaviside(x), x, Facts())


@pytest.mark.parametrize("expr", [s, 1 + s, s * exp(-x) + c, x * s - 3, besselj(2, x) + s * x])
def test_a_linear_sum_is_taken_apart(expr):
    found = read_sum(expr * Heaviside(x), x, Facts())
    assert found.singular


def test_the_answer_is_no_wrong_one():
    f = (s * (s - 1) * (s - 2) + s) * exp(-x) * Heaviside(x)
    answer = convolve(f, exp(-x) * Heaviside(x), x, t)
    if answer.has(Convolution):
        return
    exact = sympy.integrate((s * (s - 1) * (s - 2) + s).expand(), (x, 0, 2)) * exp(-2)
    assert sympy.simplify(answer.subs(t, 2) - exact) == 0


@pytest.mark.parametrize(
    "expr",
    [
        sqrt(x - sympy.I),
        1 / (x - sympy.I),
        sqrt(x + x * sympy.acot(x)),
        sqrt(x - x * exp(x)),
        sqrt(x * (sympy.I - x)),
        sqrt(sympy.floor(x) + x),
        besselj(0, x - sympy.I),
        besselj(0, sympy.floor(x)),
        exp(-sympy.I / x),
        exp(-1 / (x * exp(x))),
        sympy.erfc(sympy.sign(x - 3) / s),
        sympy.erfc(sympy.Piecewise((1 / s, x < 5), (-1 / s, True))),
        sympy.erfc(sympy.I / s),
        sympy.Abs(x - x * exp(x)) ** Rational(1, 2),
    ],
)
def test_a_base_that_is_not_linear_with_a_real_zero_is_refused(expr):
    with pytest.raises(OutsideClass):
        read_sum(expr * Heaviside(x), x, Facts())


def test_a_complex_factor_does_not_end_the_search():
    window = sympy.Piecewise((1, (x > 0) & (x < 1)), (0, True))
    for f in (window / (x - sympy.I), sqrt(x - sympy.I) * window, besselj(sympy.I, x) * window):
        assert convolve(f, s * Heaviside(x), x, t).has(Convolution)
