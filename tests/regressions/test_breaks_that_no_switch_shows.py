"""Jumps of acot, floor, atan(1/x) and their like beside derivatives of masses, and in laws."""

from __future__ import annotations

import mpmath
import pytest
import sympy
from sympy import (
    Abs,
    DiracDelta,
    Function,
    Heaviside,
    Mod,
    Piecewise,
    Rational,
    Symbol,
    acot,
    atan,
    ceiling,
    exp,
    floor,
    frac,
    log,
    pi,
    sign,
    sin,
    sqrt,
    tan,
)

from symconv import Convolution, Status, check, convolve
from symconv.errors import InvalidInput, SymconvError

x = Symbol("x", real=True)
t = Symbol("t", real=True)
f = Function("f")
GAUSS = exp(-(x**2))
BOX = Piecewise((1, (x >= 0) & (x < 1)), (0, True))

SMOOTH_THERE = [
    (acot(x), 1),
    (acot(x - 1), 0),
    (x**2 * acot(x), 0),
    (floor(x), Rational(1, 2)),
    (x * floor(x), Rational(-5, 2)),
    (frac(3 * x) ** 2, Rational(1, 2)),
    (Mod(x, pi) * x, 1),
    (atan(tan(x)), 2),
    (sympy.sinc(x), 0),
    (sympy.Si(3 * x), 0),
    (sqrt(x - 1), Rational(1, 3)),
    (log(x), -2),
    (Abs(x - 1) * acot(x), 2),
    (exp(acot(x) * sign(x)), -1),
    (sympy.gamma(x), Rational(5, 2)),
]


@pytest.mark.parametrize(("factor", "point"), SMOOTH_THERE)
def test_a_factor_that_is_smooth_at_the_mass_is_differentiated(factor, point):
    answer = convolve(DiracDelta(x - point, 1) * factor, GAUSS, x, t)
    mpmath.mp.dps = 40
    given = sympy.lambdify(x, factor, "mpmath")
    place = mpmath.mpf(sympy.N(point, 40))
    for moment in (mpmath.mpf(1) / 3, mpmath.mpf(-2)):
        truth = -mpmath.diff(lambda y: given(y) * mpmath.exp(-((moment - y) ** 2)), place)  # noqa: B023
        found = sympy.N(answer.subs(t, sympy.Float(moment, 40)), 30)
        assert abs(mpmath.mpmathify(found) - truth) < 1e-12


@pytest.mark.parametrize(
    "factor",
    [
        acot(x),
        x * acot(x),
        floor(x),
        x * floor(x),
        ceiling(x) * sin(x),
        frac(x),
        Mod(x, 2),
        sign(x) * acot(x) * x + acot(x),
        exp(acot(x)),
        Abs(floor(x) + Rational(1, 3)) * x,
        atan(1 / x),
        sqrt(x),
        log(x),
        Piecewise((acot(x), x < 1), (0, True)),
    ],
)
def test_a_factor_that_breaks_at_the_mass_is_refused(factor):
    with pytest.raises(InvalidInput):
        convolve(DiracDelta(x, 1) * factor, BOX, x, t)


@pytest.mark.parametrize(
    "factor", [f(acot(x)), f(floor(x)), log(sympy.I * x - 1), sympy.acoth(x), sympy.arg(x + 1)]
)
def test_an_open_factor_has_no_closed_form(factor):
    try:
        answer = convolve(DiracDelta(x, 1) * factor, BOX, x, t)
    except SymconvError:
        return
    assert answer.has(Convolution)


@pytest.mark.parametrize("g", [floor(x), atan(tan(x)), sqrt(x - 1), log(x), sympy.Ei(x), tan(x)])
def test_a_derivative_with_breaks_that_are_not_listed_stays(g):
    assert convolve(DiracDelta(x, 1), g, x, t).has(Convolution)


@pytest.mark.parametrize("g", [acot(x), atan(1 / x), x * acot(x - 1), exp(-(x**2)) * acot(x)])
def test_the_derivative_of_a_jump_is_a_mass(g):
    """⟨(δ′ ∗ g), φ⟩ = −∫ g φ′ for a Gaussian φ, split at the jump."""
    derivative = convolve(DiracDelta(x, 1), g, x, t)
    assert derivative.has(DiracDelta)
    mpmath.mp.dps = 20
    masses = [term for term in sympy.Add.make_args(sympy.expand(derivative))
              if term.has(DiracDelta)]  # fmt: skip
    smooth = sympy.lambdify(t, derivative - sympy.Add(*masses), "mpmath")
    given = sympy.lambdify(x, g, "mpmath")
    phi = sympy.exp(-((t - Rational(1, 3)) ** 2))
    weight = sum(sympy.integrate(mass * phi, (t, -sympy.oo, sympy.oo)) for mass in masses)
    shape = sympy.lambdify(t, phi, "mpmath")
    slope = sympy.lambdify(t, phi.diff(t), "mpmath")
    cuts = [-9, -3, 0, 1, 4, 10]
    left = mpmath.quad(lambda y: smooth(y) * shape(y), cuts) + mpmath.mpmathify(sympy.N(weight))
    right = -mpmath.quad(lambda y: given(y) * slope(y), cuts)
    assert abs(left - right) < 1e-10


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (acot(x), 1 / (1 + x**2)),
        (acot(x), BOX),
        (BOX, acot(x)),
        (atan(1 / x), BOX),
        (acot(x - 2), BOX),
        (Piecewise((acot(x), Abs(x) < 1), (0, True)), BOX),
        (atan(x), BOX),
    ],
)
def test_differentiation_holds_with_the_masses_of_the_jumps(first, second):
    assert check.differentiation(first, second, x).status is Status.PROVED


@pytest.mark.parametrize(
    ("first", "second"),
    [(log(x) * BOX, BOX), (floor(x) * exp(-(x**2)), BOX), (sqrt(x) * Heaviside(x), BOX)],
)
def test_differentiation_is_never_refuted(first, second):
    assert check.differentiation(first, second, x).status is not Status.REFUTED


@pytest.mark.parametrize(
    "factor",
    [acot(x), x * floor(x), frac(x), log(sympy.I * x - 1), sympy.arg(x + 1), f(acot(x)), sqrt(x)],
)
def test_a_node_refuses_what_the_closed_form_refuses(factor):
    node = Convolution(DiracDelta(x, 1) * factor, GAUSS, x, t)
    with pytest.raises(SymconvError):
        node.subs(t, Rational(1, 3)).evalf(15)


def test_a_node_has_values_where_the_partner_is_smooth():
    node = Convolution(DiracDelta(x, 1), floor(x) + acot(x), x, t)
    assert abs(node.subs(t, Rational(1, 3)).evalf(15) + Rational(9, 10)) < 1e-12
    for place in (0, 1):
        with pytest.raises(SymconvError):
            node.subs(t, place).evalf(15)


def test_a_jump_that_is_0_without_showing_it_leaves_no_mass():
    """∛(2 + √5) = (1 + √5)/2."""
    hidden = (2 + sqrt(5)) ** Rational(1, 3) - (1 + sqrt(5)) / 2
    g = Piecewise((GAUSS, x < 0), (1 + hidden * GAUSS, True))
    assert not convolve(DiracDelta(x, 1), g, x, t).has(DiracDelta)
