"""kind="circular" against quadrature of the periodised integrand, masses, and each refusal."""

import pytest
import sympy
from scipy.integrate import quad
from sympy import And, DiracDelta, Piecewise, Rational, Symbol, exp, pi, sin

from symconv import Convolution, convolve, correlate
from symconv.errors import InvalidInput, Undecided

x, t = Symbol("x", real=True), Symbol("t", real=True)
HALF = Rational(1, 2)


def on(body, low, high):
    return Piecewise((body, And(x >= low, x < high)), (0, True))


GATE = on(1, 0, HALF)
PAIRS = [
    (on(x, 0, 1), GATE),
    (sin(2 * pi * x), GATE),
    (2 * on(exp(x**2), 0, 1) + on(x, 0, 1), GATE),
    (on(exp(-x), 0, 1) * on(1, 0, 1), on(x**2, 0, 1)),
    (sin(2 * pi * x) ** 2 + 1, on(x, 0, 1)),
]


@pytest.mark.parametrize(("f", "g"), PAIRS, ids=str)
@pytest.mark.parametrize(("operate", "sign"), [(convolve, -1), (correlate, 1)])
def test_the_answer_is_the_integral_over_one_period(f, g, operate, sign):
    answer = operate(f, g, x, t, kind="circular", period=1)
    first, second = (sympy.lambdify(x, part, "math") for part in (f, g))
    for place in (0.125, 0.4375, 0.8125):
        breaks = sorted({0.5, (sign * -place) % 1, (0.5 - place) * sign % 1})
        truth, _ = quad(
            lambda v, place=place: first(v) * second((place + sign * v) % 1), 0, 1, points=breaks
        )
        exact = sympy.N(answer.subs(t, Rational(str(place))))
        assert abs(float(exact) - truth) < 1e-9


def test_masses_are_turned_with_the_period():
    masses = DiracDelta(x) + 2 * DiracDelta(x - Rational(1, 4))
    tooth = on(x, 0, 1)
    shifted = correlate(masses, tooth, x, t, kind="circular", period=1)
    other = convolve(masses, tooth, x, t, kind="circular", period=1)
    for place in (Rational(1, 8), Rational(5, 8), Rational(15, 16)):
        assert shifted.subs(t, place) == place + 2 * ((place + Rational(1, 4)) % 1)
        assert other.subs(t, place) == place + 2 * ((place - Rational(1, 4)) % 1)


def test_a_periodic_function_outside_the_classes_stays_a_node():
    wave = 1 / (2 + sin(2 * pi * x))
    assert convolve(wave, GATE, x, t, kind="circular", period=1).has(Convolution)


@pytest.mark.parametrize(
    ("f", "error", "message"),
    [
        (x, InvalidInput, "neither 1-periodic nor supported"),
        (exp(x**2), InvalidInput, "neither 1-periodic nor supported"),
        (DiracDelta(x - 2), InvalidInput, "outside"),
        (DiracDelta(x - 1), InvalidInput, "outside"),
        (DiracDelta(x - Symbol("a", real=True)), Undecided, "is open"),
    ],
    ids=str,
)
def test_what_does_not_fit_the_period_is_refused(f, error, message):
    with pytest.raises(error, match=message):
        convolve(f, GATE, x, t, kind="circular", period=1)
