"""Every defect that the differential fuzzing found, once each."""

from __future__ import annotations

import pytest
import sympy
from sympy import Heaviside, Piecewise, Rational, Symbol, erfc, exp, sqrt, tanh

from symconv import Convolution, DivergentIntegral, convolve
from symconv.enclosure import enclose_convolution, enclose_expr, overlaps

X, T = Symbol("x", real=True), Symbol("t", real=True)


def test_divergence_without_a_known_end_is_still_named():
    """Was an AttributeError."""
    with pytest.raises(DivergentIntegral):
        convolve(erfc(4 * X), tanh(X), X, T)


def test_the_value_at_a_removable_break_point_is_not_dropped():
    """Was 0 at t = 1, where the answer is continuous."""
    f = Piecewise((1 / sqrt(X), (X > 0) & (X < 1)), (0, True))
    g = (X + Rational(1, 3)) * exp(-2 * X) * Heaviside(X)
    h = convolve(f, g, X, T)
    ball = enclose_convolution(f, g, X, sympy.Integer(1), bits=60)
    assert overlaps(ball, enclose_expr(h, {T: sympy.Integer(1)}, 60))


@pytest.mark.parametrize("power", [Rational(1, 3), sqrt(2), Symbol("a", positive=True)])
@pytest.mark.parametrize("decay", [exp(-X), exp(-(X**2)), 1])
def test_a_power_does_not_outweigh_an_exponential(power, decay):
    """Was called divergent: the power was looked at without the exponential beside it."""
    f = X**power * decay * Heaviside(X)
    for g in (exp(-(X**2)), exp(X - 2 * X**2)):
        for h in (convolve(f, g, X, T), convolve(g, f, X, T)):
            assert h.has(Convolution)  # exists, as far as it goes; no closed form is known
    with pytest.raises(DivergentIntegral):
        convolve(X**power * Heaviside(X), exp(-X), X, T)


@pytest.mark.parametrize("f", [1 / sympy.sin(X), 1 / (sympy.sin(X) + sympy.cos(X))], ids=str)
def test_a_quotient_by_a_wave_is_no_bad_input(f):
    """Was InvalidInput: -I/2 is not real, so it has no sign."""
    assert convolve(f, exp(-(X**2)), X, T).has(Convolution)
