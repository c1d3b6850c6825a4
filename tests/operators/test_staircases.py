"""Steps on a bounded window, against quadrature of the function itself."""

import math

import mpmath
import pytest
from sympy import (
    Abs,
    DiracDelta,
    Heaviside,
    Max,
    Min,
    Mod,
    Piecewise,
    Rational,
    Symbol,
    ceiling,
    cos,
    exp,
    floor,
    frac,
    pi,
    sign,
    sin,
    sqrt,
)

from symconv import Convolution, box, convolve, correlate
from symconv.operators.normalising import normalised

X, T, A = Symbol("x", real=True), Symbol("t", real=True), Symbol("a", real=True)
UNIT = box(X, 0, 1)


def multiples(step, shift=0.0):
    return [shift + k * step for k in range(-60, 61)]


# name: (f without its window, f as a Python function, a superset of its break points)
CASES = {
    "floor": (floor(X), mpmath.floor, multiples(1)),
    "floor of a falling line": (
        floor(Rational(1, 2) - 2 * X),
        lambda u: mpmath.floor(0.5 - 2 * u),
        multiples(0.25),
    ),
    "ceiling": (ceiling(3 * X), lambda u: mpmath.ceil(3 * u), multiples(mpmath.mpf(1) / 3)),
    "frac": (
        frac(X + Rational(1, 4)),
        lambda u: u + 0.25 - mpmath.floor(u + 0.25),
        multiples(0.25),
    ),
    "Mod": (Mod(X, Rational(3, 4)), lambda u: u - 0.75 * mpmath.floor(u / 0.75), multiples(0.75)),
    "negative Mod": (Mod(X, -2), lambda u: u + 2 * mpmath.floor(-u / 2), multiples(1)),
    "Mod pi": (
        Mod(X, pi),
        lambda u: u - mpmath.pi * mpmath.floor(u / mpmath.pi),
        multiples(mpmath.pi),
    ),
    "square wave": (
        sign(sin(3 * X)),
        lambda u: mpmath.sign(mpmath.sin(3 * u)),
        multiples(mpmath.pi / 3),
    ),
    "|sin|": (Abs(sin(X)), lambda u: abs(mpmath.sin(u)), multiples(mpmath.pi)),
    "|cos|": (
        Abs(cos(1 - 2 * X)),
        lambda u: abs(mpmath.cos(1 - 2 * u)),
        multiples(mpmath.pi / 2, mpmath.mpf(1) / 2 - mpmath.pi / 4),
    ),
    "half wave": (Max(0, sin(X)), lambda u: max(0, mpmath.sin(u)), multiples(mpmath.pi)),
    "other half wave": (
        Min(0, -2 * cos(X)),
        lambda u: min(0, -2 * mpmath.cos(u)),
        multiples(mpmath.pi / 2),
    ),
    "gate": (
        Heaviside(sin(pi * X)),
        lambda u: 1 if mpmath.sin(mpmath.pi * u) > 0 else 0,
        multiples(1),
    ),
    "powers": (
        2 ** floor(X) + floor(X) ** 2,
        lambda u: 2 ** mpmath.floor(u) + mpmath.floor(u) ** 2,
        multiples(1),
    ),
    "|floor|": (Abs(floor(X) - 1), lambda u: abs(mpmath.floor(u) - 1), multiples(1)),
}
WINDOWS = {
    "box": lambda f: f * box(X, -1, Rational(5, 2)),
    "Heaviside": lambda f: f * (Heaviside(X + 1) - Heaviside(X - Rational(5, 2))),
    "factors": lambda f: f * Heaviside(X + 1) * Heaviside(Rational(5, 2) - X),
    "arm": lambda f: Piecewise((0, X < -1), (f, X < Rational(5, 2)), (0, True)),
}


def truth(value, breaks, t):
    low, high = max(t - 1, mpmath.mpf(-1)), min(t, mpmath.mpf("2.5"))
    if low >= high:
        return mpmath.mpf(0)
    inside = sorted(b for b in breaks if low < b < high)
    return mpmath.quad(value, [low, *inside, high])


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("name", CASES)
def test_the_convolution_with_a_box_is_the_quadrature(name, window):
    f, value, breaks = CASES[name]
    answer = convolve(WINDOWS[window](f), UNIT, X, T)
    assert not answer.has(Convolution)
    for t in (Rational(-9, 7), Rational(-3, 7), Rational(5, 7), Rational(12, 7), Rational(22, 7)):
        expected = truth(value, breaks, mpmath.mpf(t.p) / t.q)
        assert abs(answer.subs(T, t).evalf(20) - expected) < 1e-12


@pytest.mark.parametrize("name", CASES)
def test_the_value_at_a_jump_stays(name):
    """A mass takes the function's own value there; so no step may change it."""
    f = CASES[name][0]
    given = f * box(X, -1, Rational(5, 2))
    made = normalised(given, X)
    assert made != given
    for at in (0, 1, 2, Rational(1, 4), Rational(1, 2), Rational(1, 3), Rational(3, 4), pi / 3):
        assert (made.subs(X, at) - given.subs(X, at)).simplify() == 0


def test_other_kernels():
    answer = convolve(floor(X) * box(X, -1, 2), exp(-(X**2)), X, T)
    expected = sum(
        k * mpmath.quad(lambda u: mpmath.exp(-((mpmath.mpf("0.3") - u) ** 2)), [k, k + 1])
        for k in (-1, 0, 1)
    )
    assert abs(answer.subs(T, Rational(3, 10)).evalf(20) - expected) < 1e-12
    lag = correlate(floor(X) * box(X, 0, 2), UNIT, X, T)
    assert lag.subs(T, Rational(-3, 2)) == Rational(1, 2)
    shifted = convolve(floor(X) * box(X, 0, 3), DiracDelta(X - 1), X, T)
    assert [shifted.subs(T, t) for t in (Rational(3, 2), Rational(5, 2), Rational(7, 2))] == [
        0,
        1,
        2,
    ]


def test_nodes_enclose_the_steps():
    node = Convolution(floor(X) * box(X, -1, 2), exp(-(X**4)), X, T)
    expected = sum(
        k * mpmath.quad(lambda u: mpmath.exp(-((mpmath.mpf("0.25") - u) ** 4)), [k, k + 1])
        for k in (-1, 0, 1)
    )
    assert abs(node.subs(T, Rational(1, 4)).evalf(20) - expected) < 1e-12
    assert "floor" in str(convolve(node.f, exp(-(X**4)), X, T, timeout=5))


def test_causal_and_circular():
    held = convolve(Piecewise((floor(X), X < 3), (0, True)), UNIT, X, T, kind="causal")
    assert [held.subs(T, t) for t in (1, 2, 3, 4)] == [0, 1, 2, 0]
    wave = convolve(Abs(sin(X)), cos(2 * X), X, T, kind="circular", period=pi)
    expected = mpmath.quad(lambda u: mpmath.sin(u) * mpmath.cos(2 * (1 - u)), [0, mpmath.pi])
    assert abs(wave.subs(T, 1).evalf(20) - expected) < 1e-12


CONDITIONS = {
    "Mod": (Mod(X, 2) < 1, lambda u: u - 2 * mpmath.floor(u / 2) < 1),
    "frac": (frac(2 * X) >= Rational(1, 2), lambda u: 2 * u - mpmath.floor(2 * u) >= 0.5),
    "sine": (sin(pi * X / 2) > 0, lambda u: mpmath.sin(mpmath.pi * u / 2) > 0),
    "cosine": (-3 * cos(pi * X) <= 0, lambda u: mpmath.cos(mpmath.pi * u) >= 0),
}


@pytest.mark.parametrize("name", CONDITIONS)
def test_conditions_on_a_window(name):
    """Inside a conjunction, under a box, and with another arm; breaks at multiples of 1/4."""
    condition, holds = CONDITIONS[name]
    inside = Piecewise((X, condition & (X > -1) & (X < 3)), (0, True))
    under = Piecewise((X, condition), (0, True)) * box(X, -1, 3)
    either = Piecewise((X + 1, condition), (1, True)) * box(X, -1, 3) - box(X, -1, 3)
    for f in (inside, under, either):
        answer = convolve(f, UNIT, X, T)
        assert not answer.has(Convolution)
        for t in (Rational(-3, 8), Rational(5, 8), Rational(15, 8), Rational(27, 8)):
            low, high = max(t - 1, Rational(-1)), min(t, Rational(3))
            middles = [low + Rational(2 * k + 1, 16) for k in range(int(8 * (high - low)))]
            expected = sum(u / 8 for u in middles if holds(mpmath.mpf(u.p) / u.q))
            assert answer.subs(T, t) == expected


def test_an_arm_with_a_pole_keeps_its_condition():
    """Outside the window another arm could be taken, and be infinite."""
    f = Piecewise((1 / X, Mod(X, 2) < 1), (0, True)) * box(X, 2, 5)
    assert normalised(f, X) is f


@pytest.mark.parametrize(
    "f",
    [
        floor(X),
        Piecewise((1, sin(X) > 0), (0, True)),
        Piecewise((1, sin(X) > Rational(1, 2)), (0, True)) * UNIT,
        Piecewise((1, (Mod(X, 2) < 1) & (X > 0)), (0, True)),
        floor(X) * Heaviside(X),
        floor(X) * exp(-(X**2)),
        floor(X) * box(X, 0, 10**9),
        floor(X) * box(X, 0, A),
        floor(A * X) * UNIT,
        floor(X**2) * UNIT,
        floor(sqrt(2) * X * A) * UNIT,
        Abs(sin(X**2)) * box(X, 0, 3),
        UNIT / floor(X + 1),
        floor(X) * (UNIT + Heaviside(X - 2)),
    ],
)
def test_without_a_window_or_a_number_it_stays(f):
    assert normalised(f, X) is f


def test_two_hundred_steps_at_most():
    assert normalised(floor(X) * box(X, 0, 190), X).has(Heaviside)
    assert not normalised(floor(X) * box(X, 0, 210), X).has(Heaviside)


def test_a_thousand_steps_of_all_terms():
    f = sum(floor(k * X) * box(X, k, k + 1) for k in range(1, 100))
    made = normalised(f, X)
    assert made.has(floor)
    assert 900 < len(made.atoms(Heaviside)) < 1300


def test_the_windows_of_nested_arms_meet():
    f = Piecewise((UNIT * floor(10 * X), X > Rational(1, 2)), (0, True))
    answer = convolve(f, box(X, 0, 2), X, T)
    expected = sum(math.floor(10 * (0.5 + (k + 0.5) / 2000)) / 2000 for k in range(1000))
    assert abs(answer.subs(T, 1).evalf(20) - expected) < 1e-9
