"""Nodes as numbers and as derivatives: enclosed values, distributional slopes, and honest None."""

import mpmath
import pytest
import sympy
from sympy import I, Piecewise, Rational, Symbol, exp

from symconv import Convolution, CrossCorrelation, box, convolve
from symconv.enclosure import enclose_integral

x, t = Symbol("x", real=True), Symbol("t", real=True)
F = exp(-(x**4))


@pytest.mark.parametrize("operator", [Convolution, CrossCorrelation])
def test_a_value_is_the_enclosed_integral(operator):
    g = x * box(x, 0, 1) * exp(I * x)
    node = operator(F, g, x, t).subs(t, Rational(1, 3))
    sign = -1 if operator is Convolution else 1
    whole = F * g.subs(x, Rational(1, 3) + sign * x)
    low, high = sorted((sign * -Rational(1, 3), sign * (1 - Rational(1, 3))))
    truth = enclose_integral(whole, x, low, high, bits=80)
    value = complex(node.evalf(20))
    assert abs(value - complex(truth)) < 1e-15


@pytest.mark.parametrize("place", [Rational(1, 4), Rational(-3, 2)])
def test_the_slope_puts_masses_where_a_factor_jumps(place):
    """(F ∗ box)′ = F ∗ (δ − δ(· − 1)), and the mirrored terms for ⋆; F is even."""
    unit = box(x, 0, 1)
    at = {shift: F.subs(x, place + shift) for shift in (-1, 0, 1)}
    for node, truth in (
        (Convolution(F, unit, x, t), at[0] - at[-1]),
        (Convolution(unit, F, x, t), at[0] - at[-1]),
        (CrossCorrelation(F, unit, x, t), at[0] - at[-1]),
        (CrossCorrelation(unit, F, x, t), at[1] - at[0]),
    ):
        assert abs(sympy.N(node.diff(t).doit().subs(t, place) - truth, 20)) < 1e-15


def test_a_node_of_two_unreadable_factors_has_no_slope():
    node = Convolution(F, exp(-(x**6)), x, t)
    assert isinstance(node.diff(t), sympy.Derivative)


def test_free_symbols_have_no_value_and_other_kinds_have_theirs():
    a = Symbol("a", positive=True)
    node = Convolution(exp(-a * x**4), box(x, 0, 1), x, t).subs(t, 1)
    assert node.evalf(10).has(Convolution)
    circular = convolve(
        Piecewise((exp(x**3), (x >= 0) & (x < 1)), (0, True)), box(x, 0, Rational(1, 2)), x, t,
        kind="circular", period=1,
    )  # fmt: skip
    truth = mpmath.quad(lambda u: mpmath.exp(u**3), [0, 0.25])
    truth += mpmath.quad(lambda u: mpmath.exp(u**3), [0.75, 1])
    assert abs(circular.subs(t, Rational(1, 4)).evalf(15) - truth) < 1e-13
