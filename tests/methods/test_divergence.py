"""What a divergence says: of f(x) g(t - x), and of conj(f(x)) g(t + x) for correlations."""

from __future__ import annotations

import pytest
import sympy as sp

from symconv import convolve, correlate
from symconv.errors import DivergentIntegral

x, t = sp.symbols("x t", real=True)
STEP = sp.Heaviside(x)

CASES = [
    (sp.exp(x), sp.exp(-sp.Abs(x)), "oo"),
    (STEP, STEP, "oo"),
    (sp.Heaviside(-x), sp.Heaviside(-x), "-oo"),
    (STEP, 1 / (1 + sp.Abs(x)), "oo"),
    (STEP / sp.sqrt(x), STEP, "oo"),
    (1 / (x - 2), sp.exp(-x) * STEP, "2"),
]


@pytest.mark.parametrize(("f", "g", "end"), CASES)
def test_correlations_tell_of_their_own_integrand(f, g, end):
    with pytest.raises(DivergentIntegral) as caught:
        correlate(f, g, x, t)
    assert "g(t - x)" not in str(caught.value)
    assert "f(x) g(t + x)" in str(caught.value)
    assert str(caught.value.end) == end
    assert f"x -> {end}," in str(caught.value)
    assert caught.value.tails == (f, g)


def test_a_complex_factor_is_conjugated():
    wave = sp.exp(sp.I * x)
    with pytest.raises(DivergentIntegral, match="conj"):
        correlate(wave, wave, x, t)
    with pytest.raises(DivergentIntegral, match=r"where f\(x\) g\(t \+ x\)"):
        correlate(wave, sp.conjugate(wave), x, t, conjugate=False)


def test_the_way_out_is_kept():
    with pytest.raises(DivergentIntegral, match="principal_value=True takes the symmetric limit"):
        correlate(sp.sin(x) / x, sp.cos(x), x, t)


def test_convolutions_keep_their_growths():
    with pytest.raises(DivergentIntegral, match=r"g\(t - x\) like exp\(-x\)"):
        convolve(sp.exp(x), sp.exp(-sp.Abs(x)), x, t)
