"""Every defect that the differential fuzzing found, once each."""

from __future__ import annotations

import pytest
import sympy
from sympy import Heaviside, Piecewise, Rational, Symbol, erfc, exp, sqrt, tanh

from symconv import DivergentIntegral, convolve
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
