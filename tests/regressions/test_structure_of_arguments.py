"""Arguments that look linear by their derivative or at points: steps, waves, masses, changes."""

from __future__ import annotations

from contextlib import suppress

import mpmath
import pytest
import sympy
from sympy import (
    Abs,
    DiracDelta,
    Eq,
    Function,
    Heaviside,
    Max,
    Mod,
    Piecewise,
    Rational,
    Symbol,
    acot,
    atan,
    ceiling,
    cos,
    exp,
    floor,
    frac,
    log,
    pi,
    sign,
    sin,
    tan,
)

from symconv import Convolution, convolve
from symconv.errors import SymconvError
from symconv.operators.normalising import normalised

x = Symbol("x", real=True)
t = Symbol("t", real=True)
STEP = Piecewise((0, x < 1), (Rational(1, 2), True))
ROUND = atan(tan(x))  # x on (−π/2, π/2), and periodic
WINDOW = (x >= 0) & (x < 2)

STEPPED = [
    floor(x + STEP),
    floor(ROUND),
    Abs(sin(pi * x + pi * STEP)),
    ceiling(2 * x + STEP),
    frac(x + sign(x - 1) / 2),
    Mod(x + Abs(x - 1), 2),
    Mod(ROUND, Rational(1, 3)),
    sign(sin(5 * x + Heaviside(x - 1))),
    Max(0, cos(4 * x + floor(x))),
    floor(acot(1 / x) * 2),
    floor(x + floor(x) / 3),
    sign(cos(3 * ROUND)),
    floor(2 * x - 1),
    Abs(cos(3 * x + 1)),
]


@pytest.mark.parametrize("expr", STEPPED)
def test_steps_have_the_values_of_the_function(expr):
    f = Piecewise((expr, WINDOW), (0, True))
    given, made = (sympy.lambdify(x, part, "mpmath") for part in (f, normalised(f, x)))
    for k in range(-10, 90):
        point = mpmath.mpf(3 * k + 1) / 127
        assert abs(given(point) - made(point)) < 1e-12, point


@pytest.mark.parametrize("expr", [sin(3 * ROUND - Rational(1, 2)), sin(pi * x + pi * STEP / 2 - 1)])
def test_masses_of_a_wave_need_a_linear_argument(expr):
    f = Piecewise((DiracDelta(expr), WINDOW), (0, True))
    assert not normalised(f, x).has(DiracDelta(x - 1))
    with suppress(SymconvError):
        assert convolve(f, exp(-(x**2)), x, t).has(Convolution)


@pytest.mark.parametrize(
    "switch",
    [
        Piecewise((1, (x > 0) & (x * exp(x) < 1)), (0, True)),
        Piecewise((1, (x > 0) & (x * acot(x) < 1)), (0, True)),
        Heaviside(x) * Heaviside(1 - x * exp(x)),
        Heaviside(x) * sign(x * log(x)) * Heaviside(3 - x),
        Heaviside(x) * Abs(x * cos(x) - 1) * Heaviside(3 - x),
        Heaviside(x) * Max(x, x * sin(x) + 1) * Heaviside(3 - x),
        Heaviside(x) * DiracDelta(x * exp(x) - 1),
        Heaviside(x) * exp(-x * exp(x)),
        Heaviside(x - 1) * Function("f")(x),
    ],
)
def test_the_variable_does_not_leak_through_a_slope_that_holds_it(switch):
    answer = convolve(switch, exp(-x) * Heaviside(x), x, t, kind="mellin")
    assert answer.free_symbols <= {t}
    assert answer.has(Convolution)


def test_a_mass_takes_the_value_that_stands_at_its_point_alone():
    f = Piecewise((5, Eq(x, 1)), (1, (x > 0) & (x < 2)), (0, True)) * DiracDelta(x - 1)
    assert convolve(f, exp(-x) * Heaviside(x), x, t, kind="mellin").subs(t, 1) == 5 * exp(-1)
