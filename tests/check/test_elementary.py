"""Zero of elementary expressions: identities that hold are seen, ones that fail never."""

from __future__ import annotations

import mpmath
import pytest
from sympy import (
    Abs,
    Heaviside,
    I,
    Integer,
    Piecewise,
    Rational,
    Symbol,
    atan,
    atanh,
    besselj,
    cos,
    erf,
    erfc,
    erfi,
    exp,
    im,
    lambdify,
    log,
    pi,
    re,
    sign,
    sin,
    sinc,
)

from symconv.algebra.constants import number
from symconv.algebra.signs import Facts
from symconv.check.elementary import vanishes
from symconv.reading import Case

t = Symbol("t", real=True)
a = Symbol("a", positive=True)
CASE = Case(Facts())
Z = t + I

ZERO = [
    erf(t) + erfc(t) - 1,
    erfc(-t) - 2 + erfc(t),
    erfi(t) + I * erf(I * t),
    atan(t) + atan(1 / t) - pi / 2 * sign(t),
    t * atan(t) + t * atan(1 / t) - pi / 2 * Abs(t),
    atan(t + 1) - atan(t) - atan(1 / (t**2 + t + 1)),
    log(t**2) - 2 * log(Abs(t)),
    log(1 + t**2) + log(6) - log(2 + 2 * t**2) - log(3),
    atanh(t / (1 + t**2)) - log((1 + t + t**2) / (1 - t + t**2)) / 2,
    sinc(t) - sin(t) / t,
    1 / (t - 1) - 1 / (t + 1) - 2 / (t**2 - 1),
    exp(-((t - 1) ** 2)) * exp(-2 * t) - exp(-(t**2)) * exp(-1),
    exp(-a * t**2) * erf(a * t) + exp(-a * t**2) * erf(-a * t),
    re(exp(-(Z**2)) * erf(Z)) - (exp(-(Z**2)) * erf(Z) + exp(-((t - I) ** 2)) * erf(t - I)) / 2,
    im(erf(Z)) - (erf(Z) - erf(t - I)) / (2 * I),
    besselj(0, t) * (erf(t) + erfc(t)) - besselj(0, t),
    Heaviside(t) * erf(t) - Piecewise((erf(t), t > 0), (0, True)),
]

NOT_ZERO = [
    erf(t) - erf(t * (1 + Rational(1, 10**9))),
    erf(t) + erfc(t) - 1 - Rational(1, 10**12),
    atan(t) + atan(1 / t) - pi / 2,
    log(t**2) - 2 * log(Abs(t)) + Heaviside(t - 5) / 10**9,
    besselj(0, t) - besselj(1, t),
    besselj(0, t) ** 2 - besselj(0, t),
    erf(t) * Heaviside(t - 40),
    re(erf(Z)) - erf(t),
    exp(-a * t**2) - exp(-(t**2)),
]


@pytest.mark.parametrize("expr", ZERO, ids=str)
def test_identities_are_seen(expr):
    value = lambdify((t, a), expr, "mpmath")
    for point in (mpmath.mpf(-7) / 3, mpmath.mpf(3) / 5, mpmath.mpf(19) / 7):
        assert abs(value(point, mpmath.mpf(3) / 4)) < 1e-12  # the list itself is true
    assert vanishes(expr, t, CASE)


@pytest.mark.parametrize("expr", NOT_ZERO, ids=str)
def test_what_is_not_zero_never_vanishes(expr):
    assert not vanishes(expr, t, CASE)


def test_only_the_window_is_looked_at():
    expr = erf(t) - erf(Abs(t))
    assert not vanishes(expr, t, CASE)
    assert vanishes(expr, t, CASE, (number(Integer(0)), None))
    assert not vanishes(expr, t, CASE, (None, number(Integer(0))))
    assert not vanishes(expr, t, CASE, (number(Rational(-1, 10**6)), None))


def test_an_unknown_function_is_not_taken_for_a_constant():
    # ∂/∂t with the unknown fixed would be 0, and so would the value at the end t = 0
    assert not vanishes(Heaviside(t) * besselj(1, t), t, CASE)
    assert not vanishes(besselj(0, t) * (1 + cos(t)) - besselj(0, t) * 2, t, CASE)
