"""A constant beside a function is no factor of it, and the modulus of a sum no sum of moduli."""

from __future__ import annotations

import mpmath
import pytest
import sympy
from sympy import Abs, Heaviside, I, Rational, Symbol, acot, atan, besselj, exp, log, sin, sqrt

from symconv import Convolution, convolve
from symconv.halfplanes.logarithms import split_logarithm

x = Symbol("x", real=True)
t = Symbol("t", real=True)
LORENTZ = 1 / (1 + x**2)
HIGHER = 1 / (4 + x**2) ** 2


def quadrature(f, g, moment, cuts):
    first, second = (sympy.lambdify(x, part, "mpmath") for part in (f, g))
    return mpmath.quad(lambda y: first(y) * second(moment - y), cuts)


@pytest.mark.parametrize(
    ("f", "g"),
    [
        (besselj(2, x) / (x**2 + 2), sin(x) / x),
        (besselj(1, x) / (x + 1), sin(x) / x),
        (besselj(0, x), (2 + sin(3 * x)) / x),
        (besselj(1, x) / x, (1 + sin(x)) / x),
        (besselj(3, x) / (x + 2) ** 2, sin(2 * x) / x),
        (besselj(2, x) / (1 - x), 5 + sin(x) / x),
        (besselj(0, x + I), sin(x) / x),
    ],
)
def test_a_shifted_power_is_not_reproduced(f, g):
    assert convolve(f, g, x, t).has(Convolution)


def test_a_constant_beside_a_sinc_is_no_factor():
    answer = convolve(besselj(0, x), 3 + sin(x) / x, x, t)
    if not answer.has(Convolution):
        exact = 6 + sympy.pi * besselj(0, t)
        assert abs(sympy.N((answer - exact).subs(t, Rational(1, 3)))) < 1e-12


def test_a_sinc_with_a_constant_factor_is_reproduced():
    assert convolve(besselj(2, x) / x**2, 3 * sin(2 * x) / x, x, t) == (
        3 * sympy.pi * besselj(2, t) / t**2
    )


@pytest.mark.parametrize(
    ("f", "g"),
    [
        ((5 + exp(-x)) * Heaviside(x), x * exp(-x) * Heaviside(x)),
        ((2 - exp(-3 * x)) * Heaviside(x), x**2 * exp(-x) * Heaviside(x)),
        ((1 + x * exp(-x)) * Heaviside(x), x * exp(-x) * Heaviside(x)),
    ],
)
def test_a_constant_beside_an_exponential_on_the_half_line(f, g):
    answer = convolve(f, g, x, t, kind="mellin")
    if answer.has(Convolution):
        return
    first, second = (sympy.lambdify(x, part, "mpmath") for part in (f, g))
    for moment in (mpmath.mpf("0.7"), mpmath.mpf("2.3")):
        truth = mpmath.quad(
            lambda u: first(mpmath.exp(u)) * second(moment / mpmath.exp(u)),  # noqa: B023
            [-60, -20, -5, 0, 5, 20, 60],
        )
        found = sympy.N(answer.subs(t, sympy.Float(moment, 25)), 15)
        assert abs(mpmath.mpmathify(found) - truth) < 1e-8


@pytest.mark.parametrize(
    "u",
    [
        Abs(x) + Abs(x - 1),
        Abs(x) + x**2,
        Abs(x - 1) + 1,
        2 + Abs(x + 3) ** 3,
        Abs(x**2 - 1) + Abs(x),
        Abs(Abs(x) - 1) + 1,
        (Abs(x) + 2) / Abs(x - 1),
    ],
)
def test_the_logarithm_of_a_sum_with_moduli_is_not_split(u):
    assert split_logarithm(u, x) == log(u)
    answer = convolve(log(u), LORENTZ, x, t)
    if not answer.has(Convolution):
        cuts = [-mpmath.inf, -10, -3, -1, 0, 1, 3, 10, mpmath.inf]
        truth = quadrature(log(u), LORENTZ, mpmath.mpf(1) / 3, cuts)
        assert abs(mpmath.mpmathify(sympy.N(answer.subs(t, Rational(1, 3)))) - truth) < 1e-3


@pytest.mark.parametrize(
    "u", [3 * Abs(x), sympy.pi * Abs(x - 1) / Abs(x + 2), 2 * x**2, (x - 1) ** 2 / (1 + x**2)]
)
def test_the_logarithm_of_a_product_is_split(u):
    written = split_logarithm(u, x)
    assert written != log(u)
    for place in (-3.3, 0.4, 2.7):
        assert abs(sympy.N((written - log(u)).subs(x, place))) < 1e-12


@pytest.mark.parametrize(
    "f",
    [
        atan(x + I / 2),
        acot(x + I / 2),
        log(x**2 + 2 * I * x + 1),
        log((x + I) ** 2),
        log(x + I) * Heaviside(x),
        sqrt(x - I) * Heaviside(x),
        sqrt(I * x) * Heaviside(x),
    ],
)
def test_complex_arguments_are_refused_without_an_error(f):
    assert convolve(f, HIGHER, x, t).has(Convolution)
