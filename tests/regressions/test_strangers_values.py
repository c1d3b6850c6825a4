"""Functions beyond their usual domain: SymPy's meaning is kept on both sides of every cut."""

from __future__ import annotations

import mpmath
import pytest
import sympy
from sympy import I, Piecewise, Rational, Symbol, acoth, atanh, lambdify, log, sqrt

from symconv import convolve

X, T = Symbol("x", real=True), Symbol("t", real=True)
TINY = mpmath.mpf(10) ** -12


def box(a, b, value=1):
    return Piecewise((value, (X >= a) & (X < b)), (0, True))


def quadrature(f, place, cuts):
    """∫ f(x) over (place − 1, place) by mpmath, split at the cuts."""
    ends = [mpmath.mpf(p.p) / p.q for p in (place - 1, place)]
    inside = [mpmath.mpf(p.p) / p.q for p in cuts if place - 1 < p < place]
    return mpmath.quad(lambdify(X, f, "mpmath"), [ends[0], *inside, ends[1]])


@pytest.mark.parametrize("function", [acoth, atanh])
@pytest.mark.parametrize("argument", [X, -X / 2, 1 / X, X**2, 2 * X - 1])
def test_inverse_hyperbolic_functions_on_their_cuts(function, argument):
    f = function(argument)
    h = convolve(f * box(-5, 5), box(0, 1), X, T)
    cuts = [Rational(k, 2) for k in range(-4, 5)]
    for place in (Rational(-137, 97), Rational(-37, 97), Rational(41, 97), Rational(223, 97)):
        found = mpmath.mpmathify(sympy.N(h.subs(T, place), 25))
        assert abs(found - quadrature(f, place, cuts)) < TINY


@pytest.mark.parametrize("power", [1, 2, 5])
@pytest.mark.parametrize("kernel", [1 / (X + I), 1 / (X - 1 - 2 * I), X / (X + I) ** 2])
def test_polynomial_windows_with_complex_poles(power, kernel):
    """The polynomial that makes the Stieltjes transform decay was missing."""
    f = X**power * box(-1, 2)
    h = convolve(f, kernel, X, T)
    for place in (Rational(-137, 97), Rational(31, 97), Rational(223, 97)):
        t = mpmath.mpf(place.p) / place.q
        g = lambdify(X, kernel, "mpmath")
        truth = mpmath.quad(lambda x, t=t, g=g: x**power * g(t - x), [-1, t, 2])
        assert abs(mpmath.mpmathify(sympy.N(h.subs(T, place), 25)) - truth) < TINY * 1000


def test_polynomial_window_beside_a_square_root_as_principal_value():
    """PV ∫ y/(t − y) dy over (−1, 1) is t log|(t + 1)/(t − 1)| − 2, of √(1 − y²) it is πt."""
    root = sqrt(1 - X**2) * box(-1, 1)
    h = convolve(X * box(-1, 1) + root, 1 / X, X, T, principal_value=True)
    for place in (Rational(-1, 3), Rational(2, 7)):
        known = place * log((1 + place) / (1 - place)) - 2 + sympy.pi * place
        assert abs(sympy.N(h.subs(T, place) - known, 20)) < TINY
