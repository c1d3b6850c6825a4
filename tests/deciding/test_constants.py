"""Signs, zeros and realness of constants against mpmath, and what stays open."""

import mpmath
import pytest
import sympy
from sympy import (
    E,
    EulerGamma,
    I,
    Max,
    Min,
    Mod,
    Piecewise,
    Rational,
    Si,
    besselj,
    cbrt,
    erf,
    exp,
    gamma,
    pi,
    sqrt,
    zeta,
)

from symconv.deadline import until
from symconv.deciding import constants
from symconv.errors import NoClosedForm

OPEN = gamma(Rational(1, 3)) * gamma(Rational(2, 3)) - 2 * pi / sqrt(3)
GOLDEN = cbrt(2 + sqrt(5))
CONSTANTS = {
    E: mpmath.e,
    exp(pi) - pi**E: mpmath.exp(mpmath.pi) - mpmath.pi**mpmath.e,
    erf(1): mpmath.erf(1),
    gamma(Rational(1, 3)): mpmath.gamma(mpmath.mpf(1) / 3),
    EulerGamma: mpmath.euler,
    Si(1): mpmath.si(1),
    zeta(3): mpmath.zeta(3),
    besselj(0, 1): mpmath.besselj(0, 1),
    sympy.LambertW(1): mpmath.lambertw(1).real,
    exp(pi * sqrt(163)) - 262537412640768744: mpmath.mpf("-7.499e-13"),
    sympy.polylog(3, Rational(1, 2)): mpmath.polylog(3, 0.5),
}


@pytest.mark.parametrize("constant", CONSTANTS, ids=str)
def test_signs_of_differences_are_those_of_mpmath(constant):
    value = CONSTANTS[constant]
    assert constants.sign(constant) == mpmath.sign(value)
    for other, known in CONSTANTS.items():
        expected = 0 if other == constant else mpmath.sign(value - known)
        assert constants.order(constant, other) == expected
    assert constants.is_zero(constant) is False
    assert constants.is_real(constant) is True


def test_a_tiny_difference_has_a_sign():
    digits = sympy.Rational(str(sympy.N(erf(1), 250)))
    above = digits + Rational(1, 10**240)
    assert constants.order(erf(1), above) == -1
    assert constants.order(above, erf(1)) == 1


@pytest.mark.parametrize(
    ("expr", "value"),
    [
        (Max(erf(1), EulerGamma, evaluate=False), erf(1)),
        (Min(zeta(3), E, evaluate=False), zeta(3)),
        (sympy.floor(2 * GOLDEN / (1 + sqrt(5)), evaluate=False), 1),
        (sympy.ceiling(2 * GOLDEN / (1 + sqrt(5)), evaluate=False), 1),
        (sympy.floor(-10 * erf(1), evaluate=False), -9),
        (sympy.frac(10 * erf(1), evaluate=False), 10 * erf(1) - 8),
        (Mod(10 * Si(1), E, evaluate=False), 10 * Si(1) - 3 * E),
        (sympy.Abs(Si(1) - 1), 1 - Si(1)),
        (sympy.sign(besselj(0, 1) - 1), -1),
        (sympy.Heaviside(GOLDEN - (1 + sqrt(5)) / 2), Rational(1, 2)),
        (Piecewise((1, Si(1) > 1), (2, erf(1) > Rational(1, 2)), (3, True)), 2),
    ],
    ids=str,
)
def test_steps_and_extremes_are_settled(expr, value):
    assert sympy.expand(constants.resolved(expr) - value) == 0


@pytest.mark.parametrize("order", [sympy.Abs, sympy.sign, sympy.Heaviside])
def test_what_is_open_stays_as_it_is(order):
    assert constants.sign(OPEN) is None
    assert constants.is_zero(OPEN) is None
    assert constants.sign(order(OPEN)) is None or order is sympy.Abs


@pytest.mark.parametrize("constant", [I, I * pi, 1 + I * erf(1), (-1) ** Rational(1, 3)], ids=str)
def test_what_is_not_real_has_no_sign(constant):
    assert constants.sign(constant) is None
    assert constants.is_real(constant) is False
    assert constants.is_zero(constant) is False


def test_what_has_no_ball_is_open():
    unknown = sympy.Function("f")(1)
    assert constants.sign(unknown) is None
    assert constants.is_zero(unknown) is None
    assert constants.is_real(unknown) is None


def test_the_deadline_is_obeyed():
    with until(0.0), pytest.raises(NoClosedForm):
        constants.sign(OPEN + sympy.Integer(0) * pi + Rational(1, 10**5000) * OPEN)


def test_a_hypergeometric_value_is_real_or_open_and_never_foreign():
    assert constants.is_real(sympy.hyper((Rational(4, 3),), (Rational(7, 3),), -2)) is not False
    beyond, other = (sympy.hyper((1, sympy.I), (Rational(7, 3), n), -3) for n in (2, 3))
    assert constants.is_real(beyond - other) is not True
