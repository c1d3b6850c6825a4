"""Traps of the field, where other systems answer wrongly, not at all, or under absurd conditions.

The truths are quadratures split at the break points (mpmath), or a stated closed form.
"""

from __future__ import annotations

import mpmath
import pytest
import sympy as sp

from symconv import convolve, correlate
from symconv.errors import DivergentIntegral
from symconv.operators import Convolution

x, t = sp.symbols("x t", real=True)
H = sp.Heaviside


def box(a, b):
    return sp.Piecewise((1, (x >= a) & (x <= b)), (0, True))


def quadrature(f, g, point, breaks):
    """∫ f(x) g(t − x) dx by mpmath at t = point, split at the given rationals, to 25 digits."""
    with mpmath.workdps(30):
        exact = [sp.Rational(p) for p in (point, *breaks)]
        t_value, *inner = (mpmath.mpf(p.p) / p.q for p in exact)
        return mpmath.nstr(mpmath.quad(lambda u: f(u) * g(t_value - u), inner), 25)


def agrees(expr, point, value, digits=18):
    got = sp.N(expr.subs(t, point), 25)
    return abs(got - sp.Float(value, 25)) < sp.Float(10) ** -digits and got.is_real


def test_gauss_triangle_is_small_in_the_tail_and_not_3_40():
    """SymPy, Sage, Giac and lcapy give 3.40 at a point where 0.0025 is right."""
    triangle = sp.Piecewise((1 - sp.Abs(x), sp.Abs(x) < 1), (0, True))
    h = convolve(sp.exp(-(x**2)), triangle, x, t)
    for point in ("5/2", "-11/4", "0", "1/3"):
        p = sp.Rational(point)
        truth = quadrature(
            lambda u: mpmath.exp(-(u**2)),
            lambda v: max(0, 1 - abs(v)),
            p,
            [p - 1, p, p + 1],
        )
        assert agrees(h, p, truth)
    assert 0 < h.subs(t, sp.Rational(5, 2)).evalf() < sp.Rational(1, 100)


def test_sympy_26776_sign_of_a_cubic_against_delta_prime():
    assert sp.expand(convolve(x**3 / 6, sp.DiracDelta(x, 1), x, t) - t**2 / 2) == 0
    h = convolve(sp.exp(-(x**2)) * x**3 / 6, sp.DiracDelta(x, 1), x, t)
    assert sp.simplify(h - sp.diff(sp.exp(-(t**2)) * t**3 / 6, t)) == 0


def test_sympy_27108_mass_beside_a_two_sided_exponential():
    two_sided = sp.exp(-sp.Abs(x))
    h = convolve(two_sided - 2 * sp.DiracDelta(x), two_sided, x, t)
    assert h.subs(t, 0) == -1


def test_sympy_28091_four_heavisides():
    third = sp.Rational(1, 3)
    f = H(x - third) * H(-x + 2 * third) * H(x) * H(-x + 1)
    area = convolve(f, 1, x, t)
    assert area == third
    smooth = convolve(f * sp.exp(-(x**2)), 1, x, t)
    assert sp.simplify(smooth - sp.sqrt(sp.pi) / 2 * (sp.erf(2 * third) - sp.erf(third))) == 0


def test_sympy_12632_running_integral_of_displaced_steps():
    h = convolve(H(x) - H(x - 1), H(x), x, t)
    half = sp.Rational(1, 2)
    assert [h.subs(t, p) for p in (-2, 0, half, 1, 3)] == [0, 0, half, 1, 1]


def test_sympy_15648_distribution_functions_of_a_poisson_process():
    c = sp.Symbol("c", positive=True)
    f = (1 - sp.exp(-c * x)) * H(x)
    h = convolve(f, f, x, t)
    for point in (sp.Rational(1, 2), sp.Integer(2)):
        value = quadrature(
            lambda u: 1 - mpmath.exp(-2 * u),
            lambda v: 1 - mpmath.exp(-2 * v),
            point,
            [0, point],
        )
        assert agrees(h.subs(c, 2), point, value)
    assert h.subs(t, -1) == 0


def test_sympy_8742_pulse_against_itself():
    pulse = sp.Piecewise((1, sp.Abs(x) < 0.5), (0, True))
    h = convolve(pulse, pulse, x, t)
    assert [h.subs(t, p) for p in (-1, sp.Rational(-1, 4), 0, 1)] == [0, sp.Rational(3, 4), 1, 0]


def test_sympy_23761_parametric_piecewise_with_max_and_min():
    y = sp.Symbol("y", real=True)
    low, high = -sp.Min(1, y + 1), -sp.Max(0, y)
    f = sp.Piecewise((1 / (high - low), (x <= high) & (x >= low)), (0, True))
    h = convolve(f, box(0, 1), x, t, assuming=(y > -1, y < 1))
    for value in (sp.Rational(1, 3), sp.Rational(-2, 3), sp.Integer(0)):
        a, b = low.subs(y, value), high.subs(y, value)
        for point in (sp.Rational(-3, 5), sp.Rational(1, 7), sp.Rational(4, 5)):
            overlap = max(0, min(b, point) - max(a, point - 1)) / (b - a)
            assert h.subs({y: value, t: point}) == overlap


def test_sympy_21721_shifted_cauchy_density_has_area_one():
    a = sp.Symbol("a", real=True)
    assert convolve(1 / (sp.pi * (1 + (x - a) ** 2)), 1, x, t) == 1


def test_sage_doctest_keeps_the_tail_past_5():
    """Sage documents exp(−x)[x > 2] ∗ x[2, 3] and drops what lies beyond t = 5."""
    f = sp.Piecewise((sp.exp(-x), x > 2), (0, True))
    g = sp.Piecewise((x, (x >= 2) & (x <= 3)), (0, True))
    h = convolve(f, g, x, t)
    for p in (sp.Rational(9, 2), sp.Integer(6), sp.Integer(9)):
        low, high = max(sp.Integer(2), p - 3), p - 2
        value = quadrature(lambda u: mpmath.exp(-u), lambda v: v, p, [low, high])
        assert agrees(h, p, value)
        assert h.subs(t, p).evalf() > 0
    assert h.subs(t, 3) == 0


def test_reciprocal_steps_diverge():
    """Mathematica answered H(x)/x ∗ H(x)/x."""
    with pytest.raises(DivergentIntegral) as caught:
        convolve(H(x) / x, H(x) / x, x, t)
    assert caught.value.tails == (H(x) / x, H(x) / x)


def test_parabola_against_cauchy_density_diverges_at_infinity():
    with pytest.raises(DivergentIntegral) as caught:
        convolve(x**2, 1 / (1 + x**2), x, t)
    assert caught.value.end in ("oo", "-oo")
    with pytest.raises(DivergentIntegral):
        convolve(sp.Abs(x), 1 / (1 + x**2), x, t)


def test_sympy_29081_cauchy_against_cauchy_is_not_zero():
    cauchy = 1 / (sp.pi * (1 + x**2))
    h = convolve(cauchy, cauchy, x, t)
    assert sp.simplify(h - 2 / (sp.pi * (t**2 + 4))) == 0


def test_repeated_convolution_under_assuming_has_no_equality_arms():
    a, b = sp.symbols("a b", positive=True)
    f, g = sp.exp(-a * x) * H(x), sp.exp(-b * x) * H(x)
    h = convolve(
        convolve(f, g, x, x, assuming=sp.Ne(a, b)), sp.exp(-(x**2)), x, t, assuming=sp.Ne(a, b)
    )
    assert not isinstance(h, Convolution)
    assert not h.has(sp.Eq)
    assert not h.has(sp.Ne)


def test_correlation_of_a_gaussian_with_a_box_is_turned_the_right_way():
    h = correlate(sp.exp(-((x - 1) ** 2)), box(1, 3), x, t)
    # (f ⋆ g)(1/2) = ∫ f(u) g(u + 1/2) du, g being 1 on [1, 3]
    value = quadrature(
        lambda u: mpmath.exp(-((u - 1) ** 2)),
        lambda v: 1,
        0,
        [sp.Rational(1, 2), sp.Rational(5, 2)],
    )
    assert agrees(h, sp.Rational(1, 2), value)
