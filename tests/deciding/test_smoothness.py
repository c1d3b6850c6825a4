"""Smooth is what a rule proves; a break anywhere, or no rule, is no proof."""

from __future__ import annotations

import pytest
import sympy
from sympy import (
    Function,
    Rational,
    Symbol,
    acot,
    asin,
    atan,
    cos,
    exp,
    floor,
    log,
    sin,
    sinh,
    sqrt,
    tan,
    tanh,
)

from symconv.deciding.smoothness import is_smooth

x = Symbol("x", real=True)
z = Symbol("z")
f = Function("f")

SMOOTH = [
    x**5 - 3 * x,
    exp(-(x**2)) * sin(3 * x),
    1 / (1 + x**2),
    sqrt(1 + x**2),
    log(2 + x**2),
    (x**2 - x + 1) ** Rational(-3, 2),
    atan(x**3),
    tanh(exp(x)),
    sympy.sinc(x),
    sin(x) ** 3 / x**2,
    sympy.besselj(2, x),
    sympy.airyai(x),
    sympy.Si(x) * sympy.erf(x),
    2**x,
    (1 + x**2) ** x,
    f(x),
    f(atan(x)),
    exp(sympy.I * x) / (x**2 + 2),
    sympy.re(exp(sympy.I * x**2)),
    sympy.LambertW(x**2),
    sympy.hyper([1], [2], x),
    sympy.gamma(1 + x**2),
]
BREAKING = [
    acot(x),
    atan(1 / x),
    atan(tan(x)),
    floor(x),
    x * floor(x),
    sympy.frac(x) * sympy.Mod(x, 2),
    sympy.ceiling(cos(x)),
    sympy.Abs(x) ** 3,
    sympy.sign(x),
    sympy.Max(x, 0),
    sqrt(x**2 - 1),
    sqrt(x),
    log(x),
    log(1 + sympy.I * x - 2),
    sqrt(sympy.I * x - 1),
    1 / x,
    1 / sinh(x),
    tan(x),
    asin(x),
    sympy.acosh(2 + x),
    sympy.acoth(x),
    sympy.asec(x),
    sympy.arg(x + sympy.I),
    sympy.atan2(x, -1),
    sympy.besselj(Rational(1, 2), x),
    sympy.bessely(0, x),
    sympy.Ei(x),
    sympy.Ci(x),
    sympy.gamma(x),
    sympy.zeta(x),
    sympy.LambertW(x),
    sympy.polylog(2, x),
    sympy.elliptic_k(x),
    sympy.hyper([1, 1], [2], x),
    f(acot(x)),
    f(floor(x)),
    f(sqrt(x)),
    sympy.Derivative(f(x), x),
    sympy.Integral(f(x), x),
    sympy.Piecewise((x, x < 0), (x, True), evaluate=False),
    sympy.DiracDelta(x),
    tanh(z * x),
    x ** sympy.Symbol("n"),
    (x**2) ** Rational(3, 4),
    exp(-(x**2)) * exp(-sympy.I * x**2) * exp(sympy.I * floor(x)),
    sympy.Mul(exp(acot(x)), exp(x), evaluate=False),
    sympy.Mul(sqrt(x), sqrt(1 + x**2), sin(x) / x, evaluate=False),
]


@pytest.mark.parametrize("expr", SMOOTH)
def test_what_is_smooth_on_the_line_is_proved(expr):
    assert is_smooth(expr, x)


@pytest.mark.parametrize("expr", BREAKING)
def test_what_breaks_or_has_no_rule_is_not(expr):
    assert not is_smooth(expr, x)


@pytest.mark.parametrize(
    ("expr", "low", "high"),
    [
        (1 / x, 1, 2),
        (1 / x, Rational(1, 10), None),
        (sqrt(x - 1), 2, 5),
        (log(x), -3, -1),
        (acot(x), None, -1),
        (asin(x), -Rational(1, 2), Rational(1, 2)),
        (1 / (x**2 - 2), 2, None),
        (sympy.Ei(x), 1, sympy.oo),
        (sympy.gamma(x), 1, 3),
        (sympy.hyper([1, 1], [2], x), 0, Rational(1, 2)),
        (x ** Rational(1, 3), -2, -1),
    ],
)
def test_an_interval_without_the_break_is_smooth(expr, low, high):
    assert is_smooth(expr, x, low, high)
    assert not is_smooth(expr, x)


@pytest.mark.parametrize(
    ("expr", "low", "high"),
    [
        (1 / x, 0, 1),
        (sqrt(x), 0, 1),
        (acot(x), -1, 1),
        (1 / (x**2 - 2), 1, 2),
        (log(x - 1), 1, 2),
        (floor(x), Rational(1, 4), Rational(1, 2)),
    ],
)
def test_an_end_on_the_break_is_not(expr, low, high):
    assert not is_smooth(expr, x, low, high)
