"""What other systems get wrong on the transform side, each with its issue number."""

import pytest
import sympy

from symconv import convolve, fourier, inverse_fourier

x, t, k = sympy.symbols("x t k", real=True)
a, b = sympy.symbols("a b", positive=True)


def test_sympy_29081_cauchy_with_cauchy_is_not_zero():
    f = a / (sympy.pi * (x**2 + a**2))
    g = b / (sympy.pi * (x**2 + b**2))
    assert convolve(f, g, x, t) == (a + b) / (sympy.pi * ((a + b) ** 2 + t**2))


def test_sympy_18136_the_transform_of_a_lorentzian_decays_on_both_sides():
    F = fourier(1 / (1 + x**2), x, k)
    assert F == sympy.pi * sympy.exp(-2 * sympy.pi * sympy.Abs(k))
    assert F.subs(k, -1) == F.subs(k, 1)


def test_the_transform_of_cosine_is_not_zero():
    F = fourier(sympy.cos(2 * sympy.pi * x), x, k)
    assert F == (sympy.DiracDelta(k - 1) + sympy.DiracDelta(k + 1)) / 2


@pytest.mark.parametrize("place", ["-3", "-51/100", "51/100", "3"])
def test_the_transform_of_normalised_sinc_vanishes_outside_the_band(place):
    F = fourier(sympy.sin(sympy.pi * x) / (sympy.pi * x), x, k)
    assert F.subs(k, sympy.Rational(place)) == 0
    assert F.subs(k, 0) == 1
    assert inverse_fourier(F, k, x) == sympy.sinc(sympy.pi * x)
