"""The parts of the bound against what they bound, computed another way."""

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from symconv.numeric.bounds import (
    Gaussian,
    analytic_bound,
    gaussian_of,
    place_in_cells,
    rounding_bound,
)
from symconv.numeric.grid import Grid
from symconv.numeric.variation import integral_of_modulus, profile_of
from symconv.signals import box, exponential, gaussian, triangle

x = sp.Symbol("x", real=True)
LINE = (-sp.oo, sp.oo)


def profile(f, low=-sp.oo, high=sp.oo, mean_values=False):
    return profile_of(f, x, low, high, mean_values=mean_values)


def test_profiles_known_by_hand():
    p = profile(box(x, 0, 1))
    assert (p.sup, p.variation) == (pytest.approx(1, rel=1e-12), 0)
    assert [b.jump for b in p.breaks] == pytest.approx([1, 1], rel=1e-12)
    p = profile(triangle(x, 2))
    assert p.sup == pytest.approx(1)
    assert p.variation == pytest.approx(2, rel=1e-3)
    assert [b.slope_jump for b in p.breaks] == pytest.approx([0.5, 1, 0.5])
    assert [b.jump for b in p.breaks] == [0, 0, 0]
    p = profile(gaussian(x))
    peak = 1 / np.sqrt(2 * np.pi)
    assert peak <= p.sup <= 1.01 * peak
    assert 2 * peak <= p.variation <= 2.01 * peak
    p = profile(exponential(x, 3))
    assert (p.sup, p.breaks[0].jump) == pytest.approx((1, 1), rel=1e-3)
    assert profile(exponential(x, 3)).slope_sup == pytest.approx(3, rel=1e-3)


@pytest.mark.parametrize(
    "f", [triangle(x) * sp.cos(5 * x), gaussian(x) * x**2, sp.exp(-sp.Abs(x)) * sp.sin(3 * x)]
)
def test_profiles_are_upper_bounds(f):
    points = np.linspace(-9, 9, 40_001)
    values = np.broadcast_to(sp.lambdify(x, f)(points), points.shape)
    p = profile(f)
    assert p.sup >= np.max(np.abs(values))
    assert p.total_variation >= np.sum(np.abs(np.diff(values))) * (1 - 1e-9)
    slopes = np.diff(values) / np.diff(points)
    assert p.slope_sup >= np.max(np.abs(slopes)) * (1 - 1e-6)


def test_infinite_variation_is_infinite():
    assert profile(box(x, 0, 1) / sp.sqrt(x)).sup == np.inf
    assert profile(sp.cos(x)).variation == np.inf
    assert integral_of_modulus(1 / x, x, 1, sp.oo) == np.inf
    assert profile(x, sp.Integer(0), sp.Integer(3)).sup == pytest.approx(3, rel=1e-3)


def test_hidden_jumps_kinks_and_poles_have_no_finite_profile():
    """atan(1/x) has an integrable derivative and still jumps at 0."""
    plain = sp.Symbol("x")
    for f in (sp.atan(1 / x), sp.sin(x) / x, sp.exp(-(x ** sp.Rational(2, 3))), sp.floor(x)):
        assert profile(f, sp.Integer(-1), sp.Integer(1)).variation == np.inf
    kink = sp.sqrt((plain - 1) ** 2)
    found = profile_of(kink, plain, sp.Integer(0), sp.Integer(2), mean_values=False)
    assert found.slope_variation == np.inf
    assert profile(sp.atan(1 / x), sp.Integer(1), sp.Integer(2)).variation < 0.4
    assert profile(sp.sqrt(1 + x**2), sp.Integer(-1), sp.Integer(1)).variation < 1


def test_where_break_points_lie_in_the_cells():
    grid = Grid(Fraction(1, 4), Fraction(1, 2), 4, "midpoint")
    assert place_in_cells(sp.Integer(1), grid) == "border"
    assert place_in_cells(sp.Rational(3, 4), grid) == "sample"
    assert place_in_cells(sp.Rational(1, 3), grid) == "inside"
    assert place_in_cells(sp.sqrt(2), grid) == "inside"


@pytest.mark.parametrize("h", [0.25, 0.5, 1.0, 2.0])
def test_the_analytic_bound_holds_for_gaussians(h):
    """The sum of exp(-x^2) at h Z against sqrt(pi), by Poisson summation's largest terms."""
    unit = Gaussian(1.0, 0.5)
    error = abs(h * np.sum(np.exp(-((h * np.arange(-60, 61)) ** 2))) - np.sqrt(np.pi))
    assert error <= analytic_bound(unit, unit, h) + 1e-15
    assert analytic_bound(unit, unit, 2.0) < 2


def test_gaussians_are_recognised():
    found = gaussian_of(3 * sp.exp(-2 * x**2 + 4 * x - 2), x)
    assert (found.height, found.rate) == pytest.approx((3, 2))
    assert gaussian_of(gaussian(x) * x, x) is None
    assert gaussian_of(sp.exp(x**2), x) is None
    assert gaussian_of(triangle(x), x) is None


def test_the_rounding_bound_holds_and_single_precision_breaks_it():
    draw = np.random.default_rng(1)
    a, v = draw.standard_normal(300), draw.standard_normal(200)
    exact = np.convolve(a.astype(np.longdouble), v.astype(np.longdouble))
    allowed = rounding_bound(a, v, 1.0, float(np.max(np.abs(exact))))
    assert np.max(np.abs(np.convolve(a, v) - exact)) <= allowed
    single = np.convolve(a.astype("f"), v.astype("f"))
    assert np.max(np.abs(single - exact)) > 100 * allowed
