"""Functions beyond their usual domain: SymPy's meaning is kept on both sides of every cut."""

from __future__ import annotations

import mpmath
import pytest
import sympy
from sympy import Piecewise, Rational, Symbol, acoth, atanh, lambdify

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
