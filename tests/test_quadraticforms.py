"""Gaussians of several variables against quadrature and against their own definition."""

from __future__ import annotations

import pytest
import scipy.integrate
import sympy
from sympy import I, Rational, exp, symbols

from symconv.algebra.relations import facts_from
from symconv.algebra.signs import Facts
from symconv.errors import DivergentIntegral, NoClosedForm, Undecided
from symconv.quadraticforms import convolved, quadratic_exponential

x, y, s, t = symbols("x y s t", real=True)
c = sympy.Symbol("c", real=True)
AXES = (x, y)


def read(expr):
    return quadratic_exponential(expr, AXES)


def test_reading():
    form = read(3 * exp(-(x**2) + 4 * x * y - 5 * y**2 + 6 * x + 7))
    assert form.matrix == sympy.Matrix([[1, -2], [-2, 5]])
    assert form.linear == sympy.Matrix([6, 0])
    assert form.weight == 3 * sympy.exp(7)
    assert read(sympy.Integer(2)).matrix == sympy.zeros(2, 2)


@pytest.mark.parametrize("expr", [x * exp(-(x**2)), exp(-(x**4)), sympy.sin(x), exp(-1 / x)])
def test_not_a_quadratic_exponential(expr):
    assert read(expr) is None


@pytest.mark.parametrize(
    ("f", "g"),
    [
        (exp(-(x**2) + x * y - y**2), exp(-2 * x**2 - y**2 + y)),
        (exp(-(x**2) - 3 * y**2 + x), exp(-(x**2) - x * y - y**2 - 2 * y)),
        (exp(-3 * x**2 - 3 * y**2), exp(x**2 + y**2)),
    ],
)
def test_against_quadrature(f, g):
    h = convolved(read(f), read(g), (s, t), Facts(), None)
    place = {s: Rational(1, 2), t: Rational(-2, 3)}
    moved = g.subs({x: place[s] - x, y: place[t] - y}, simultaneous=True)
    integrand = sympy.lambdify((x, y), f * moved, "math")
    value, _ = scipy.integrate.dblquad(integrand, -9, 9, -9, 9, epsabs=1e-10)
    assert abs(float(h.subs(place)) - value) < 1e-8


def test_complex_phases_keep_the_definition():
    f, g = exp(-(x**2) - y**2 + I * x), exp(-(x**2) - y**2)
    h = convolved(read(f), read(g), (s, t), Facts(), None)
    product = sympy.pi / 2 * exp(-(s**2) / 2 - t**2 / 2 + I * s / 2 - Rational(1, 8))
    assert sympy.simplify(h / product) == 1


def test_existence():
    with pytest.raises(DivergentIntegral):
        convolved(read(exp(-(x**2) + 3 * x * y - y**2)), read(sympy.S.One), (s, t), Facts(), None)
    open_form = read(exp(-(x**2) + 2 * c * x * y - y**2))
    with pytest.raises(Undecided) as caught:
        convolved(open_form, read(sympy.S.One), (s, t), Facts(), None)
    assert caught.value.question.free_symbols == {c}
    conditions = []
    convolved(open_form, read(sympy.S.One), (s, t), Facts(), conditions)
    assert conditions
    assert all(condition.subs(c, Rational(1, 2)) == sympy.true for condition in conditions)
    facts = facts_from((c < 1, c > -1))
    assert convolved(open_form, read(sympy.S.One), (s, t), facts, None).has(c)


def test_an_oscillating_gaussian_does_not_decay_and_is_no_divergence():
    f = read(exp(-(x**2) + 2 * I * y**2))
    g = read(exp(-(x**2) - I * y**2))
    with pytest.raises(NoClosedForm, match="does not decay in every direction"):
        convolved(f, g, (s, t), Facts(), None)


def test_constants_whose_assumptions_sympy_does_not_know_have_signs():
    narrow, wide = read(exp(-sympy.Si(1) * x**2 - y**2)), read(exp(-(x**2) - y**2))
    assert convolved(narrow, wide, (s, t), Facts(), None).subs({s: 0, t: 0}) != 0
    grows = read(exp(-(sympy.Si(1) - 3) * x**2 - y**2))
    with pytest.raises(DivergentIntegral):
        convolved(grows, wide, (s, t), Facts(), None)
