"""Pairs that take the rarer roads of each method, against the enclosed defining integral."""

import pytest
import sympy
from sympy import (
    Abs,
    And,
    Heaviside,
    Integer,
    Max,
    Min,
    Not,
    Or,
    Piecewise,
    Rational,
    Symbol,
    atan,
    cos,
    exp,
    log,
    pi,
    sign,
    sin,
    sqrt,
)

from symconv import Convolution, CrossCorrelation, box, convolve
from symconv.enclosure import disjoint, enclose_convolution, enclose_expr

x, t = Symbol("x", real=True), Symbol("t", real=True)
UNIT = box(x, 0, 1)
TENT = Piecewise((x, And(x >= 0, x < 1)), (2 - x, And(x >= 1, x < 2)), (0, True))
BELL = exp(-(x**2))


def on(body, low, high):
    return Piecewise((body, And(x > low, x < high)), (0, True))


PAIRS = {
    "two powers": (on(x ** Rational(1, 3) * (1 - x) ** Rational(1, 2), 0, 1), UNIT),
    "two powers, singular": (on(x ** Rational(-1, 3) * (2 - x) ** Rational(-1, 2), 0, 2), TENT),
    "two powers, inner": (on(x ** Rational(1, 3) * (3 - x) ** Rational(-1, 2), 1, 2), UNIT),
    "root of a quadratic": (on(sqrt(1 - x**2), -1, 1), TENT),
    "root below": (on(1 / sqrt(4 - x**2), -1, 1), UNIT + TENT),
    "max of lines": (BELL, Max(0, 1 - Abs(x), Rational(1, 2) - x / 8) * box(x, -3, 3)),
    "min": (BELL, Min(x, 1 - x, 2) * box(x, -1, 2)),
    "or": (BELL, Piecewise((x, Or(And(x > -2, x < -1), And(x > 1, x < 2))), (0, True))),
    "not": (BELL, Piecewise((0, Not(And(x > -1, x < 2), evaluate=False)), (x + 1, True))),
    "signs": (BELL * sign(x - 1) * Heaviside(3 - x), TENT),
    "constant switch": (BELL * Max(sqrt(2), Rational(7, 5)), UNIT * Heaviside(pi - 3)),
    "rational": (1 / (x**2 + 2), TENT),
    "rational, double": ((x + 1) / (x**2 + x + 1) ** 2, UNIT),
    "logarithm": (log(x**2 + 1) * box(x, -1, 2), UNIT),
    "arc tangent": (atan(2 * x) * box(x, -1, 2), TENT),
    "arc tangent of a quotient": (atan(1 / (x + 3)) * box(x, -1, 2), UNIT),
    "gaussian times wave": (BELL * cos(3 * x), TENT),
    "gaussians": (BELL * x, exp(-2 * (x - 1) ** 2) * box(x, -1, 3)),
    "error function": (sympy.erf(2 * x) * box(x, -1, 1), TENT),
    "complementary": (sympy.erfc(x) * Heaviside(x), UNIT),
    "hyperbolic": (1 / sympy.cosh(x) ** 2, UNIT),
    "logistic": (1 / (1 + exp(-x)), on(exp(x), 0, 1)),
    "power": (on(sqrt(x), 0, 4), TENT),
    "power with decay": (exp(-x) / sqrt(x) * Heaviside(x), UNIT),
    "sine integral": (sympy.sinc(x), TENT),
    "sinc squared": (sympy.sinc(x) ** 2, UNIT),
    "waves": (sin(2 * x) / (x**2 + 1), cos(x) / (x**2 + 4)),
    "two sided": (exp(-Abs(x)), exp(-2 * Abs(x - 1)) * sign(x)),
}


@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize("operator", [Convolution, CrossCorrelation])
def test_the_closed_form_lies_in_the_enclosed_integral(name, operator):
    f, g = PAIRS[name]
    answer = operator(f, g, x, t).closed_form()
    for place in (Rational(-13, 9), Rational(2, 7), Rational(5, 4), Rational(31, 11)):
        found = enclose_expr(answer.expr, {t: place}, 64)
        truth = enclose_convolution(f, g, x, place, op=operator.op, bits=40)
        assert not disjoint(found, truth), (place, found, truth)
        assert truth.abs_upper() == 0 or truth.rel_accuracy_bits() > 20 or truth.contains(0)


@pytest.mark.parametrize(
    ("f", "g"),
    [
        (on(x ** Rational(1, 3) * (x + 1) ** Rational(1, 2), 0, 1), UNIT),
        (on(sqrt(x**3 + x + 1), 0, 1), UNIT),
        (on(sqrt(1 - x**2), -1, 1), on(exp(x), 0, 1)),
        (exp(-(x**4)), UNIT),
        (sympy.gamma(x) * box(x, 1, 2), UNIT),
        (sympy.besselj(0, x**2) * box(x, 0, 1), TENT),
    ],
    ids=str,
)
def test_a_pair_without_a_closed_form_stays_a_node_that_evaluates(f, g):
    node = convolve(f, g, x, t)
    assert node.has(Convolution)
    place = Integer(1)
    truth = enclose_convolution(f, g, x, place, bits=40)
    value = node.subs(t, place).evalf(8)
    real, imag = value.as_real_imag()
    assert abs(complex(real, imag) - complex(truth)) < 1e-6
