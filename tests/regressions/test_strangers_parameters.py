"""Parameters on a boundary: 0, coinciding, complex. Every value is held against the integral."""

from __future__ import annotations

import mpmath
import pytest
import sympy
from sympy import (
    DiracDelta,
    Heaviside,
    I,
    Ne,
    Piecewise,
    Rational,
    Si,
    Symbol,
    asinh,
    besselj,
    cos,
    cosh,
    erf,
    exp,
    im,
    lambdify,
    log,
    re,
    sign,
    sin,
    sqrt,
    tanh,
)  # fmt: skip

from symconv import Convolution, convolve, correlate
from symconv.errors import DivergentIntegral, InvalidInput, Undecided

X, T = Symbol("x", real=True), Symbol("t", real=True)
U, V = Symbol("u", real=True), Symbol("v", real=True)
N, M = Symbol("n", integer=True), Symbol("m", integer=True)
Y = Symbol("y", imaginary=True)
Z = Symbol("z")
TINY = mpmath.mpf(10) ** -10
PLACES = (Rational(-37, 97), Rational(31, 97), Rational(161, 97))
BOX = Piecewise((1, (X >= 0) & (X < 1)), (0, True))
DECAY = exp(-X) * Heaviside(X)
BELL = exp(-(X**2))
ONE_OR_TWO = Piecewise((1, U > 0), (2, True))


def exactly(point):
    return mpmath.mpf(point.p) / point.q


def numeric(expr, variable=X):
    """The expression as a function of mpmath, 0 where a factor has no value at a single point."""
    steps = {
        step: Piecewise((0, step.args[0] < 0), (1, True)) for step in expr.atoms(Heaviside)
        if step.has(variable)
    }  # fmt: skip
    return lambdify(variable, expr.xreplace(steps), "mpmath")


def assert_is_convolution(h, f, g, choices, ends=(0, 1), places=PLACES):
    for choice in choices:
        one, two = (numeric(sympy.sympify(part).subs(choice)) for part in (f, g))
        for place in places:
            t = exactly(place)
            cuts = sorted({mpmath.mpf(e) for e in ends} | {t - e for e in ends})
            cuts = [cuts[0] - 60, cuts[0] - 6, *cuts, cuts[-1] + 6, cuts[-1] + 60]
            truth = mpmath.quad(lambda x, t=t, f=one, g=two: f(x) * g(t - x), cuts)
            found = mpmath.mpmathify(sympy.N(h.subs(choice).subs(T, place), 20))
            assert abs(found - truth) < TINY * (1 + abs(truth)), (h, choice, place)


@pytest.mark.parametrize(
    "factor",
    [ONE_OR_TWO, sign(U), Heaviside(U), Piecewise((1, Ne(U, 0)), (2, True)), Heaviside(U * X)],
)
@pytest.mark.parametrize(
    ("f", "g"),
    [
        (BELL, BOX),
        (sqrt(abs(X)) * Heaviside(X), BOX),
        (1 / cosh(X), BOX),
        (Piecewise((log(abs(X)), (X > 0) & (X < 1)), (0, True)), BOX),
        (1 / (1 + X**2), BOX),
        (besselj(0, X) * Heaviside(X), besselj(0, X) * Heaviside(X)),
    ],
)
def test_a_factor_that_jumps_where_a_parameter_is_0(factor, f, g):
    """Was the value for u > 0 also at u = 0, and called proved."""
    h = convolve(factor * f, g, X, T)
    if hasattr(h, "closed_form"):
        assert factor.has(X)
        return
    bounded = tuple(p for p in PLACES if p > 0) if f.has(Heaviside) else PLACES
    choices = [{U: value} for value in (0, 1, -2)]
    assert_is_convolution(h, factor * f, g, choices, places=bounded)


RATES = [{U: value} for value in (0, 1, -2, Rational(1, 2))]


@pytest.mark.parametrize(
    ("f", "g"),
    [
        (sin(U * X) / X, DECAY),
        (Si(U * X), DECAY),
        (erf(U * X), DECAY),
        (exp(-U * X) / (1 + X**2) * Heaviside(X), BOX),
        (exp(-U * X) / (1 + X) * Heaviside(X), BOX),
        (exp(-U * X) / (1 + X**2) * Heaviside(X), DECAY),
        (asinh(U * X) * BOX, BOX),
        (erf(U * X) ** 2 * BOX, BOX),
        (besselj(1, U * X) * BOX, BOX),
    ],
)
def test_a_rate_that_may_be_0_or_the_other_rate(f, g):
    """Was the branch of u > 0 at u = 0, or im(∞) = 0, or nan."""
    assert_is_convolution(convolve(f, g, X, T), f, g, RATES)


def test_divergence_on_one_side_of_a_parameter_is_no_divergence():
    """Was DivergentIntegral for all y, though |y| < 1 is admitted."""
    f = sin(Y * X) / X
    with pytest.raises(Undecided):
        convolve(f, DECAY, X, T)
    h = convolve(f, DECAY, X, T, assuming=(-I * Y < 1, -I * Y > -1))
    assert_is_convolution(h, f, DECAY, [{Y: I / 2}, {Y: -I / 3}])


def test_tails_that_cancel_by_periodicity_or_by_an_identity():
    """Were called divergent: e^{2πin} = 1 for integer n, and e^{u log 2} = 2^u."""
    wave = sin(2 * sympy.pi * N * X) * Heaviside(X)
    once = wave - wave.subs(X, X - 1)
    constant = exp(U * log(2)) * Heaviside(X) - 2**U * Heaviside(X - 1)
    for f in (once, constant, sympy.tan(U) * cos(U) * Heaviside(X) - sin(U) * Heaviside(X - 1)):
        with pytest.raises(Undecided, match="tail vanishes"):
            convolve(f, 1, X, T)


@pytest.mark.parametrize("choice", [{N: 0, M: 0}, {N: 1, M: 1}, {N: 2, M: -2}, {N: 1, M: 2}])
def test_waves_of_integer_frequency_are_periodic(choice):
    """Was InvalidInput: "neither 1-periodic nor supported in [0, 1)"."""
    f, g = cos(2 * sympy.pi * N * X), cos(2 * sympy.pi * M * X)
    h = convolve(f, g, X, T, kind="circular", period=1).subs(choice)
    one, two = numeric(f.subs(choice)), numeric(g.subs(choice))
    for place in (Rational(3, 97), Rational(61, 97)):
        t = exactly(place)
        truth = mpmath.quad(lambda x, t=t: one(x) * two(t - x), [0, mpmath.mpf(1) / 2, 1])
        assert abs(mpmath.mpmathify(sympy.N(h.subs(T, place), 20)) - truth) < TINY


@pytest.mark.parametrize("delta", [DiracDelta(X + Z), DiracDelta(Z * X + 1), DiracDelta(X + Z, 1)])
@pytest.mark.parametrize("g", [BOX, BELL, X, cosh(X)])
def test_a_mass_at_a_complex_point(delta, g):
    """Was g(t + z), and conj(g) at conj(z) for the correlation."""
    for operator in (convolve, correlate):
        with pytest.raises(InvalidInput, match="must be real"):
            operator(delta, g, X, T)


def test_a_real_quantity_of_a_complex_parameter_has_a_sign():
    """Was InvalidInput: "… is not real, so it has no sign"."""
    f = exp(I * Z * X) * Heaviside(X)
    with pytest.raises(Undecided) as caught:
        convolve(f, Heaviside(-X), X, T)
    assert caught.value.question == (im(Z) > 0)
    h = convolve(f, Heaviside(-X), X, T, assuming=im(Z) > 0)
    assert_is_convolution(h, f, Heaviside(-X), [{Z: 1 + 2 * I}, {Z: 3 * I}])


def test_a_power_with_a_complex_exponent():
    """Was "exists if and only if z > 0", and divergent under that very assumption."""
    f = X ** (Z - 1) * BOX
    with pytest.raises(Undecided):
        convolve(f, BOX, X, T)
    assert convolve(f, BOX, X, T, assuming=Z > 0).subs({Z: 2, T: 1}) == Rational(1, 2)
    h = convolve(f, BOX, X, T, assuming=re(Z) > 0)
    for choice in ({Z: 1 + I}, {Z: 2 - I}):
        for place in (Rational(31, 97), Rational(161, 97)):
            low, high = max(exactly(place) - 1, 0), min(exactly(place), 1)
            power = mpmath.mpmathify(sympy.N(choice[Z], 20)) - 1
            truth = mpmath.quad(lambda x, power=power: mpmath.mpc(x) ** power, [low, high])
            found = mpmath.mpmathify(sympy.N(h.subs(choice).subs(T, place), 20))
            assert abs(found - truth) < TINY


@pytest.mark.parametrize("f", [tanh(X + I), 1 / (exp(X) + I), 1 / (exp(X + I) + 1)], ids=str)
def test_poles_of_exponentials_at_complex_places(f):
    """Was a TypeError of SymPy, or InvalidInput: "I is not real"."""
    for h in (convolve(f * BOX, BOX, X, T), convolve(BOX, f * BOX, X, T)):
        assert h.has(Convolution)


def test_divergence_for_every_value_of_a_parameter():
    with pytest.raises(DivergentIntegral):
        convolve(ONE_OR_TWO / X * BOX, BOX, X, T)
