"""The conjugate of a function, against its values."""

from __future__ import annotations

import cmath

import pytest
import sympy
from sympy import Heaviside, I, Piecewise, Rational, Symbol, exp, log, sqrt

from symconv.conjugation import conjugated

X = Symbol("x", real=True)
P = Symbol("p", positive=True)
Z = Symbol("z")
POINTS = (Rational(-7, 5), Rational(-1, 2), Rational(1, 3), Rational(6, 5))


def box(low, high):
    return Piecewise((1, (X >= low) & (X < high)), (0, True))


FUNCTIONS = [
    log(X) * box(-1, 1),
    sqrt(X) * box(-1, 1),
    sqrt(X) * box(0, 2),
    sqrt(X) * Heaviside(X),
    log(X - 1) * Heaviside(X - 1),
    Piecewise((log(X), X > 1), (sqrt(-X), X < -1), (0, True)),
    Piecewise((sqrt(X), X > -1), (0, True)),
    sqrt(X) * box(0, 1) + sqrt(X) * box(-1, 0),
    I * sqrt(X) * box(0, 1) * exp(I * X),
    Rational(-1) ** Rational(1, 3) * box(-2, 2),
    Rational(-1) ** X,
    sympy.acos(X + 2),
    sympy.besselj(Rational(1, 2), X),
    sqrt(X**2 - 1),
    sqrt(X**2 + 1),
    exp(-(X**2)),
]


@pytest.mark.parametrize("f", FUNCTIONS, ids=str)
def test_conjugate_has_the_conjugate_values(f):
    for given in (conjugated(f, X), conjugated(f)):
        for point in POINTS:
            value, found = (complex(sympy.N(e.subs(X, point))) for e in (f, given))
            assert cmath.isclose(found, value.conjugate(), rel_tol=1e-12), point


@pytest.mark.parametrize(
    "f",
    [
        sqrt(X) * Heaviside(X), log(X - 1) * box(1, 2), sqrt(X**2 + 1), sqrt(1 - X) * box(0, 1),
        Piecewise((sqrt(X), X > 0), (0, True)), X**P * Heaviside(X), sympy.besselj(0, X),
    ],
    ids=str,
)  # fmt: skip
def test_what_is_real_where_it_counts_stays(f):
    assert conjugated(f, X) == f


def test_complex_parameters_are_conjugated():
    assert conjugated(Z * sqrt(X) * Heaviside(X), X) == Z.conjugate() * sqrt(X) * Heaviside(X)
