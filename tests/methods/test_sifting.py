"""Masses against functions: shifted values and derivatives, jumps, own values, refusals."""

from __future__ import annotations

import pytest
import sympy as sp

from symconv import convolve, correlate
from symconv.errors import InvalidInput
from symconv.methods import sifting
from symconv.operators import Convolution
from symconv.problem import Problem

x, t = sp.symbols("x t", real=True)
a = sp.Symbol("a", real=True)
delta, H = sp.DiracDelta, sp.Heaviside
gauss = sp.exp(-(x**2))
f = sp.Function("f")


def solved(first, second, **options):
    return sifting.solve(Problem(first, second, x, t, **options))


@pytest.mark.parametrize("order", range(5))
@pytest.mark.parametrize("g", [gauss, sp.tanh(x), sp.atan(x), 1 / (1 + x**2), sp.log(1 + x**2)])
def test_derivatives_of_delta(order, g):
    answer = solved(delta(x - 1, order) if order else delta(x - 1), g)
    assert answer.certificate.status == "proved"
    truth = g.diff(x, order).subs(x, t - 1)
    for point in (sp.Rational(-1, 3), sp.Rational(7, 5)):
        assert sp.N((answer.expr - truth).subs(t, point), 30, chop=True) == 0


def test_undefined_function_and_its_derivative():
    assert solved(delta(x - a), f(x)).expr == f(t - a)
    answer = solved(delta(x, 2), f(x))
    assert answer.expr.subs(f, sp.cos).doit() == -sp.cos(t)
    assert "f is 2 times differentiable" in answer.hypotheses
    assert "differentiable" not in str(solved(delta(x), f(x)).hypotheses)


def test_delta_of_a_polynomial_weighs_the_simple_roots():
    answer = solved(delta((x - 1) * (x + 3)), gauss)
    truth = (gauss.subs(x, t - 1) + gauss.subs(x, t + 3)) / 4
    assert sp.simplify(answer.expr - truth) == 0


def test_double_root_is_refused():
    with pytest.raises(InvalidInput, match="simple root"):
        solved(delta((x - 1) ** 2), gauss)


def test_weight_takes_the_own_value_of_its_factor():
    step = sp.Piecewise((1, x >= 0), (0, True))
    open_step = sp.Piecewise((1, x > 0), (0, True))
    assert solved(step * delta(x), gauss).expr == sp.exp(-(t**2))
    assert solved(open_step * delta(x), gauss).expr == 0
    assert solved(H(x) * delta(x), gauss).expr == sp.exp(-(t**2)) / 2
    assert solved(H(x, 1) * delta(x), gauss).expr == sp.exp(-(t**2))


def test_leibniz_for_a_weight_outside_the_exact_class():
    """c δ′_a = c(a) δ′_a − c′(a) δ_a with c = sin(x²)."""
    answer = solved(sp.sin(x**2) * delta(x - a, 1), f(x))
    truth = sp.sin(a**2) * f(t - a).diff(t) - 2 * a * sp.cos(a**2) * f(t - a)
    assert sp.simplify((answer.expr - truth).subs(f, sp.exp).doit()) == 0


def test_weight_with_a_break_under_a_derivative_is_refused():
    with pytest.raises(InvalidInput, match="continuous derivatives"):
        solved(sp.Abs(x) * delta(x, 1), gauss)
    smooth_enough = x * sp.Abs(x) * delta(x, 1)
    assert solved(smooth_enough, gauss).expr == 0


def test_a_jump_of_the_partner_becomes_a_mass():
    answer = solved(delta(x, 1), gauss * H(x))
    assert answer.expr.has(delta)
    test_function = sp.exp(-((t - 1) ** 2))
    paired = sp.integrate((-2 * t * sp.exp(-(t**2)) * test_function), (t, 0, sp.oo))
    by_parts = -sp.integrate(sp.exp(-(t**2)) * sp.diff(test_function, t), (t, 0, sp.oo))
    assert sp.N(paired + test_function.subs(t, 0) - by_parts, 20, chop=True) == 0
    assert answer.expr.coeff(delta(t)) == 1
    kink = solved(delta(x, 2), sp.Abs(x) * gauss).expr
    assert kink.coeff(delta(t)) == 2


@pytest.mark.parametrize("g", [1 / x, sp.log(sp.Abs(x)), sp.sqrt(sp.Abs(x)), 1 / (x**2 - 1)])
def test_derivative_of_a_singular_function_is_not_guessed(g):
    assert solved(delta(x, 1), g) is None
    assert solved(delta(x - 2), g).expr == g.subs(x, t - 2)


def test_removable_singularity_is_smooth_and_spent_sines_are_not():
    answer = solved(delta(x, 1), sp.sin(x) / x)
    assert sp.simplify(answer.expr - sp.diff(sp.sin(t) / t, t)) == 0
    assert solved(delta(x, 1), sp.sin(x - 1) / ((x - 1) * (2 * x - 2))) is None


def test_mass_beside_a_function():
    answer = convolve(delta(x) + gauss, H(x), x, t)
    truth = H(t) + sp.sqrt(sp.pi) / 2 * (1 + sp.erf(t))
    assert sp.simplify(answer - truth) == 0


def test_correlation_turns_the_mass_and_conjugates_its_weight():
    assert sp.simplify(correlate(delta(x - 1), gauss, x, t) - gauss.subs(x, t + 1)) == 0
    turned = correlate(sp.I * delta(x - 1), gauss, x, t)
    assert sp.simplify(turned + sp.I * gauss.subs(x, t + 1)) == 0
    truth = -gauss.diff(x).subs(x, t)
    assert sp.simplify(correlate(delta(x, 1), gauss, x, t) - truth) == 0


def test_exact_class_stays_with_the_next_method():
    assert solved(delta(x, 1), sp.exp(-x)) is None
    assert solved(gauss, H(x)) is None
    assert not isinstance(convolve(delta(x, 1), sp.exp(-x), x, t), Convolution)


def test_products_of_masses_are_refused():
    with pytest.raises(InvalidInput):
        solved(delta(x) * delta(x - a), gauss)
    with pytest.raises(InvalidInput):
        solved(delta(x) ** 2, gauss)


def test_two_mass_sums_with_weights_outside_the_class():
    answer = solved(sp.exp(-(x**2)) * delta(x - 1, 1), sp.cos(x**2) * delta(x - 2))
    e = sp.exp(-1)
    truth = sp.cos(4) * (e * delta(t - 3, 1) + 2 * e * delta(t - 3))
    assert sp.expand(answer.expr - truth) == 0
