"""Bessel functions with sinc, against quadrature over many periods."""

from __future__ import annotations

import numpy
import pytest
import sympy as sp

from symconv import convolve, correlate
from symconv.methods import reproducing
from symconv.operators import Convolution
from symconv.problem import Problem

x, t = sp.symbols("x t", real=True)
a, b = sp.symbols("a b", positive=True)
STEP = sp.Heaviside(x)
VALUES = {a: 1, b: sp.Rational(3, 2)}

CASES = [
    (sp.besselj(0, x), sp.sin(2 * x) / x),
    (sp.besselj(1, x) / x, sp.sin(x) / x),
    (3 * sp.besselj(2, x) - sp.besselj(1, x / 2), sp.sin(3 * x) / (sp.pi * x)),
    (sp.besselj(3, x) / x**2, sp.sinc(2 * (x - 1))),
    (sp.besselj(0, a * x), sp.sin((a + b) * x) / x),
    (sp.besselj(1, 2 * x - 1), sp.sin(5 * x) / x),
]


def quadrature(f, g, place):
    """∫ f(x) g(p − x) dx on (−400π, 400π), by 30 Gauss–Legendre nodes on each length of π/2."""
    nodes, weights = numpy.polynomial.legendre.leggauss(30)
    left = numpy.pi / 2 * numpy.arange(-800, 800)
    y = left[:, None] + numpy.pi / 4 * (nodes[None, :] + 1)
    first, second = (
        sp.lambdify(x, part.rewrite(sp.sin).xreplace(VALUES), "scipy") for part in (f, g)
    )
    return numpy.sum(first(y) * second(float(place) - y) * weights[None, :]) * numpy.pi / 4


@pytest.mark.parametrize(("f", "g"), CASES)
def test_values_against_quadrature(f, g):
    """Tails that oscillate, or decay like x^{−5/2}: beyond 400π they are below 1e-4."""
    answer = reproducing.solve(Problem(f, g, x, t))
    for place in (sp.Rational(-7, 3), sp.Rational(2, 5)):
        value = answer.expr.xreplace(VALUES).subs(t, place).evalf(15)
        assert abs(float(value) - quadrature(f, g, place)) < 1e-4


def test_half_a_bessel_function():
    h = convolve(sp.besselj(0, a * x) * STEP, sp.sin(a * x) / x, x, t)
    assert h == sp.pi * sp.besselj(0, a * t) / 2


def test_correlations_and_shifts():
    h = correlate(sp.besselj(1, x), sp.sinc(x - 2), x, t)
    assert sp.simplify(h + sp.pi * sp.besselj(1, t - 2)) == 0


@pytest.mark.parametrize(
    ("f", "g"),
    [
        (sp.besselj(0, 2 * x), sp.sin(x) / x),
        (sp.besselj(0, b * x), sp.sin(a * x) / x),
        (sp.besselj(1, x) * STEP, sp.sin(x) / x),
        (sp.besselj(0, x) * STEP, sp.sin(2 * x) / x),
        (sp.besselj(0, x) * sp.cos(x), sp.sin(x) / x),
        (sp.besselj(1, x) / x**2, sp.sin(x) / x),
        (sp.besselj(a, x), sp.sin(x) / x),
        (sp.besselj(0, x), sp.sin(2 * x) / (x - 1)),
    ],
)
def test_too_narrow_bands_are_left(f, g):
    assert reproducing.solve(Problem(f, g, x, t)) is None
    assert convolve(f, g, x, t).has(Convolution)
