"""Collected sums: equal to what they were, and shorter where a function occurs several times."""

from __future__ import annotations

import sympy as sp

from symconv import convolve
from symconv.writing.collecting import collected

x, t = sp.symbols("x t", real=True)


def test_each_function_once():
    expr = t * sp.asin(t) + (t + 1) * sp.sqrt(1 - t**2) - (t - 1) * sp.asin(t) + t - t**2
    gathered = collected(expr, t)
    assert sp.expand(gathered - expr) == 0
    assert gathered.count(sp.asin) == 1


def test_exponentials_are_joined():
    assert collected(sp.exp(2 * t - 1) * sp.exp(-(t**2)) * sp.erf(t), t).count(sp.exp) == 1


def test_semicircle_with_an_odd_window_is_short_and_ends_in_zero():
    f = sp.Piecewise((sp.sqrt(1 - x**2), (x >= -1) & (x <= 1)), (0, True))
    g = sp.Piecewise((x, (x >= -1) & (x <= 1)), (0, True))
    h = convolve(f, g, x, t)
    assert h.args[-1] == (0, True)
    assert h.count_ops() < 50


def test_powers_take_up_the_factors_of_their_coefficients():
    h = convolve(sp.Heaviside(x) / sp.sqrt(x), sp.Heaviside(x) - sp.Heaviside(x - 1), x, t)
    assert h.args[1][0] == 2 * sp.sqrt(t) - 2 * sp.sqrt(t - 1)
