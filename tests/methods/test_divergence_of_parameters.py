"""Divergence for some values of the parameters is not divergence: it is a question.

Every integral here exists for some values and not for others, which is seen from the exponents of
the tails; where it exists, quadrature of the defining integral judges the answer.
"""

from __future__ import annotations

import mpmath
import pytest
import sympy as sp
from sympy import Eq, Ne, Rational

from symconv import convolve
from symconv.errors import DivergentIntegral, Undecided

x, t = sp.symbols("x t", real=True)
u = sp.Symbol("u", real=True)
p, q = sp.symbols("p q", positive=True)
STEP = sp.Heaviside(x)
DAMPED = sp.exp(-sp.Abs(x)) / (1 + x**2)


@pytest.mark.parametrize("rate", [p, u])
def test_a_rate_decides_whether_a_damped_tail_is_outgrown(rate):
    """e^{rx} e^{−(x − t)}/(1 + (x − t)²) is integrable at ∞ for r <= 1 alone."""
    with pytest.raises(Undecided) as caught:
        convolve(sp.exp(rate * x) * STEP, DAMPED, x, t)
    assert caught.value.question == (rate <= 1)
    with pytest.raises(DivergentIntegral):
        convolve(sp.exp(rate * x) * STEP, DAMPED, x, t, assuming=rate > 1)
    answer = convolve(sp.exp(rate * x) * STEP, DAMPED, x, t, assuming=(rate < 1, rate > 0))
    for at, r in ((Rational(1, 3), Rational(1, 2)), (Rational(-2), Rational(1, 4))):
        place = float(at)
        known = mpmath.quad(
            lambda y, r=r, place=place: mpmath.exp(r * y - abs(place - y)) / (1 + (place - y) ** 2),
            sorted({0, max(place, 0), 5, 20, mpmath.inf}),
        )
        value = answer.subs(rate, r).subs(t, at)
        assert abs(sp.N(value, 20) - sp.Float(str(known))) < 1e-10


@pytest.mark.parametrize(
    ("f", "g"),
    [
        (sp.exp(p * x**2) - sp.exp(q * x**2), STEP),
        ((sp.exp(p * x) - sp.exp(q * x)) * STEP, 1 / (1 + x**2)),
        ((sp.exp(p * x) - sp.exp(q * x)) * STEP, sp.Heaviside(-x)),
        (sp.cos(p * x) - sp.cos(q * x), STEP),
    ],
)
def test_a_difference_that_is_0_where_parameters_meet_may_have_an_integral(f, g):
    assert f.subs(p, q) == 0
    with pytest.raises(Undecided) as caught:
        convolve(f, g, x, t)
    assert caught.value.question in (Eq(p, q), Eq(q, p))
    with pytest.raises(DivergentIntegral):
        convolve(f, g, x, t, assuming=Ne(p, q))
