"""The inverse transforms, transformed back by quadrature."""

from __future__ import annotations

import mpmath
import pytest
import sympy
from sympy import Rational, Symbol

from symconv.laplacepairs.inversion import bessel_inverse, stable_inverse
from symconv.reading import OutsideClass

v = Symbol("v", positive=True)
half = Rational(1, 2)
OMEGA, WIDTH = Rational(3, 2), Rational(4, 3)


def transform(expr, s):
    function = sympy.lambdify(v, expr, "mpmath")
    return mpmath.quad(
        lambda y: mpmath.exp(-s * y * y) * function(y * y) * 2 * y,
        [0, 0.3, 0.7, 1, 1.5, 2, 3, 4, 6],
    )


@pytest.mark.parametrize("order", [0, half, 1, 3 * half, 2, 7 * half])
def test_stable(order):
    inverse = stable_inverse(WIDTH, sympy.sympify(order), v)
    for s in (1, mpmath.mpf("2.5")):
        expected = mpmath.exp(-mpmath.mpf(4) / 3 * mpmath.sqrt(s)) * s ** -mpmath.mpf(float(order))
        assert abs(transform(inverse, s) - expected) < 1e-12


@pytest.mark.parametrize(
    ("n", "j"), [(n, j) for n in (0, 1, 2, 3, 5) for j in range(7) if n + j > 0]
)
def test_bessel(n, j):
    inverse = bessel_inverse(sympy.Integer(n), sympy.Integer(j), OMEGA, v)
    s, omega = mpmath.mpf(2), mpmath.mpf(3) / 2
    r = mpmath.sqrt(s * s + omega**2)
    assert abs(transform(inverse, s) - ((r - s) / omega) ** n / r**j) < 1e-12


def test_bessel_of_a_half_odd_power():
    inverse = bessel_inverse(sympy.S.Zero, Rational(7, 3), OMEGA, v)
    r = mpmath.sqrt(4 + mpmath.mpf(9) / 4)
    assert abs(transform(inverse, 2) - r ** (-mpmath.mpf(7) / 3)) < 1e-12


def test_refuses_what_is_not_in_the_family():
    with pytest.raises(OutsideClass):
        stable_inverse(WIDTH, Rational(1, 3), v)
    with pytest.raises(OutsideClass):
        bessel_inverse(half, sympy.Integer(2), OMEGA, v)
