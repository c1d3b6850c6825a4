"""enclose: rational balls that contain mpmath's value and no lie."""

from fractions import Fraction

import mpmath
import pytest
import sympy as sp

from symconv import Convolution, CrossCorrelation
from symconv.errors import InvalidInput, Unresolved
from symconv.numeric import Ball, enclose
from symconv.signals import gaussian, triangle

x, t = sp.symbols("x t", real=True)


@pytest.mark.parametrize("bits", [10, 53, 400])
@pytest.mark.parametrize(
    "expr", [sp.exp(-x) * sp.erfc(x), sp.Si(x) + sp.besselj(0, x), sp.log(x) * sp.atan(x)]
)
def test_the_ball_contains_mpmaths_value(expr, bits):
    ball = enclose(expr, x, Fraction(7, 3), bits)
    assert isinstance(ball, Ball)
    assert ball.mid.is_Rational
    assert ball.rad.is_Rational
    assert ball.rad <= abs(ball.mid) * sp.Rational(1, 2 ** (bits - 1))
    with mpmath.workdps(200):
        true = sp.lambdify(x, expr, "mpmath")(mpmath.mpf(7) / 3)
        gap = abs(mpmath.mpf(int(ball.mid.p)) / int(ball.mid.q) - true)
        assert gap <= mpmath.mpf(int(ball.rad.p)) / int(ball.rad.q) + mpmath.mpf(10) ** -190


def test_a_float_is_the_binary_number_and_complex_values_have_complex_mids():
    assert enclose(x, x, 0.1).mid == sp.Rational(0.1)
    assert enclose(x, x, sp.Rational(1, 8)) == Ball(sp.Rational(1, 8), sp.Integer(0))
    assert sp.im(enclose(sp.exp(sp.I * x), x, 1).mid) > 0


@pytest.mark.parametrize("kind", [Convolution, CrossCorrelation])
def test_a_node_is_enclosed_by_its_defining_integral(kind):
    node = kind(triangle(x), gaussian(x), x, t)
    ball = enclose(node, t, sp.Rational(1, 3))
    integrand = sp.lambdify(x, triangle(x) * gaussian(x).subs(x, sp.Rational(1, 3) - x), "mpmath")
    with mpmath.workdps(30):
        true = mpmath.quad(integrand, [-1, 0, 1])
    assert abs(float(ball.mid) - true) < 1e-14
    with pytest.raises(InvalidInput, match="variable t"):
        enclose(node, x, 0)


def test_refusals():
    with pytest.raises(Unresolved):
        enclose(1 / x, x, 0)
    with pytest.raises(InvalidInput, match="bits must be"):
        enclose(x, x, 0, 1)
    with pytest.raises(InvalidInput, match="not finite"):
        enclose(x, x, float("nan"))
    with pytest.raises(InvalidInput):
        enclose(x * t, x, 0)


def test_a_radius_far_below_the_accuracy_is_rounded_up_not_written_out():
    """erf(10^6) is 1 - 10^(-4.3e11): the rational of that radius ended the interpreter."""
    ball = enclose(sp.erf(x), x, 10**6)
    assert ball.mid == 1
    assert 0 < ball.rad < sp.Rational(1, 2**200)
    assert ball.rad.q.bit_length() < 1000
    both = enclose(sp.erf(x) + sp.I * sp.exp(-x), x, 1000)
    assert sp.re(both.mid) == 1
    assert sp.im(both.mid) > 0


@pytest.mark.parametrize(
    ("expr", "point"),
    [
        (sp.erfc(x), 10**6),
        (sp.exp(x), 10**12),
        (sp.exp(sp.exp(x)), 10**6),
        (sp.exp(sp.exp(sp.exp(x))), 100),
        (sp.gamma(x), 10**12),
        (sp.Ei(x), 10**12),
        (sp.airybi(x), 10**12),
        (sp.sin(x), sp.Integer(10) ** (10**6)),
        (sp.polylog(1000, x), -(10**6)),
        (sp.besseli(10**6, x), 10**6),
        (sp.polygamma(sp.Rational(1, 2), x), -(10**6)),
        (sp.zeta(x, 2), sp.Integer(10) ** 1000),
        (sp.hyper([10**6], [sp.Rational(3, 2)], x), 10**6),
        (sp.expint(10**6, x), 10**6),
    ],
)
def test_a_value_beyond_every_exponent_is_unresolved_at_once(expr, point):
    with pytest.raises(Unresolved):
        enclose(expr, x, point, 2000)


@pytest.mark.parametrize("expr", [sp.erf(x), sp.tanh(x), sp.atan(x), sp.besselj(0, x), sp.Si(x)])
@pytest.mark.parametrize("point", [10**6, 10**30, sp.Integer(10) ** 300])
def test_bounded_functions_have_balls_at_huge_points(expr, point):
    ball = enclose(expr, x, point)
    with mpmath.workdps(700):
        true = sp.lambdify(x, expr, "mpmath")(mpmath.mpf(int(point)))
        gap = abs(mpmath.mpf(int(ball.mid.p)) / int(ball.mid.q) - true)
        assert gap <= mpmath.mpf(int(ball.rad.p)) / int(ball.rad.q)
