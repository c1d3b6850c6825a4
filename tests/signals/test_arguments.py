"""Arguments of signals are read exactly or refused in one line."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from sympy import (
    E,
    EulerGamma,
    Float,
    I,
    Integer,
    Rational,
    Symbol,
    cos,
    erf,
    exp,
    gamma,
    oo,
    pi,
    sin,
    sqrt,
    zeta,
)

from symconv import signals
from symconv.errors import InvalidInput, Undecided

x = Symbol("x", real=True)


@pytest.mark.parametrize(
    ("value", "exact"),
    [
        (0.2, Rational(1, 5)),
        (np.float64(0.1), Rational(1, 10)),
        (np.int64(3), Integer(3)),
        (Fraction(1, 3), Rational(1, 3)),
        (Decimal("0.30"), Rational(3, 10)),
        (Float("0.1"), Rational(1, 10)),
        (Float("0.1", 30), Rational(1, 10)),
        (0.1 + 0.2, Rational("0.30000000000000004")),
        (sqrt(2) * 0.5, sqrt(2) / 2),
    ],
)
def test_numbers_are_read_exactly(value, exact):
    assert signals.box(x, 0, value).args[0][1].args == signals.box(x, 0, exact).args[0][1].args


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: signals.box("x", 0, 1), "use symconv.parse"),
        (lambda: signals.box(x, 0, "1"), "use symconv.parse"),
        (lambda: signals.box(x, 0, oo), "finite"),
        (lambda: signals.box(x, 0, float("nan")), "finite"),
        (lambda: signals.box(x, 0, I), "real"),
        (lambda: signals.box(x, 0, I - I**EulerGamma), "must be real, not"),
        (lambda: signals.box(x, x**2, I - I**EulerGamma), "must be real, not"),
        (lambda: signals.triangle(x, 2**I + I), "must be real, not"),
        (lambda: signals.step(x * (1 + (-1) ** Rational(1, 7)) + sqrt(x)), "not known to be"),
        (lambda: signals.box(x, 0, True), "not True"),
        (lambda: signals.box(x, 0, x > 1), "real expression"),
        (lambda: signals.triangle(x, -2), "positive"),
        (lambda: signals.gaussian(x, 0, 0), "positive"),
        (lambda: signals.gaussian(x, I), "real"),
        (lambda: signals.bspline(x, 101), "0 to 100"),
        (lambda: signals.bspline(x, 2.0), "0 to 100"),
        (lambda: signals.bspline(x, True), "0 to 100"),
        (lambda: signals.impulse(x, Symbol("k")), "0 to 100"),
        (lambda: signals.impulse(x, 10**100), "0 to 100"),
    ],
)
def test_bad_arguments_are_refused_in_one_line(call, message):
    with pytest.raises(InvalidInput, match=message) as caught:
        call()
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("box", (0, 1, x), r"box\(x, 0, 1\), not box\(0, 1, x\)"),
        ("box", (0, x, 1), r"box\(x, 0, 1\)"),
        ("box", (0, Symbol("a", positive=True), x), r"box\(x, 0, a\)"),
        ("box", (x, 0, x), "variable and a parameter at once"),
        ("box", (5, 0, 1), r"as in box\(x, 0, 1\)"),
        ("triangle", (1, x), r"triangle\(x, 1\)"),
        ("triangle", (x, x), "at once"),
        ("triangle", (2,), r"as in triangle\(x, 1\)"),
        ("gaussian", (0, 1, x), r"gaussian\(x, 0, 1\)"),
        ("gaussian", (0, x, 1), r"gaussian\(x, 0, 1\)"),
        ("gaussian", (x, 0, x), "at once"),
        ("gaussian", (0, 1), r"as in gaussian\(x, 1, 1\)"),
        ("exponential", (2, x), r"exponential\(x, 2\)"),
        ("exponential", (x, x), "at once"),
        ("impulse", (1, x), r"impulse\(x, 1\)"),
        ("bspline", (2, x), r"bspline\(x, 2\)"),
        ("bspline", (3, 2), r"as in bspline\(x, 2\)"),
    ],
)
def test_a_variable_in_the_place_of_a_parameter_is_told_the_order(name, arguments, message):
    with pytest.raises(InvalidInput, match=message) as caught:
        getattr(signals, name)(*arguments)
    assert "\n" not in str(caught.value)


def test_a_parameter_may_stand_in_the_argument_too():
    a, y = Symbol("a", positive=True), Symbol("y", real=True)
    assert signals.box(x - a, -a, a).subs({a: 2, x: 3}) == 1
    assert signals.box(x, 0, y).subs({x: 1, y: 2}) == 1


def test_the_order_of_constant_ends_is_decided():
    assert signals.box(x, exp(pi) - pi**E, 3).subs(x, 2) == 1
    with pytest.raises(InvalidInput, match="a <= b"):
        signals.box(x, exp(pi), pi**E)
    with pytest.raises(InvalidInput, match="a <= b"):
        signals.box(x, sin(1), erf(Rational(1, 2)))
    hidden = sin(1) ** 2 + cos(1) ** 2 - 1
    for width in (hidden, sqrt(2) + sqrt(3) - sqrt(5 + 2 * sqrt(6))):
        with pytest.raises(InvalidInput, match="must be positive"):
            signals.triangle(x, width)
    with pytest.raises(InvalidInput, match="must be positive"):
        signals.gaussian(x, 0, gamma(Rational(1, 3)) - 3)


def test_a_constant_whose_sign_is_open_is_named():
    unknown = zeta(3) ** 2 - Rational(str((zeta(3) ** 2).evalf(1300)))
    with pytest.raises(Undecided, match="below every precision tried"):
        signals.triangle(x, unknown)
