"""discretise: every rule, honest positions, exact averages, refusals."""

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from scipy.integrate import quad

from symconv.errors import InvalidInput, Unresolved
from symconv.numeric import discretise
from symconv.signals import box, gaussian, triangle

x = sp.Symbol("x", real=True)


def test_rules_on_a_box():
    f = 2 * box(x, 0, 1)
    half = Fraction(1, 2)
    expected = {
        "midpoint": ([-0.25, 0.25, 0.75, 1.25], [0, 2, 2, 0]),
        "left": ([-0.5, 0.0, 0.5, 1.0], [0, 2, 2, 2]),
        "trapezoid": ([-0.5, 0.0, 0.5, 1.0], [0, 1, 2, 1]),
        "average": ([-0.25, 0.25, 0.75, 1.25], [0, 2, 2, 0]),
    }
    for rule, (points, values) in expected.items():
        grid, samples = discretise(f, x, -half, Fraction(3, 2), half, rule)
        assert grid.points.tolist() == points
        assert samples.tolist() == values
        assert grid.rule == rule


def test_half_open_and_a_last_cell_that_sticks_out():
    assert discretise(x, x, 0, 1, "1/4")[0].size == 4
    assert discretise(x, x, 0, 1, "0.3")[0].size == 4
    assert discretise(x, x, 0, "0.9", 0.3)[0].size == 3


@pytest.mark.parametrize("f", [triangle(x) * x, gaussian(x), sp.exp(-sp.Abs(x))])
def test_averages_by_quadrature(f):
    grid, samples = discretise(f, x, -2, 2, "1/4", "average")
    value = sp.lambdify(x, f)
    for point, sample in zip(grid.points, samples, strict=True):
        area = quad(value, point - 0.125, point + 0.125)[0]
        assert sample == pytest.approx(4 * area, rel=1e-12, abs=1e-15)


def test_the_grid_after_convolution_and_correlation():
    """A narrow pulse at 3 against one at 5: the product sum sits at 8, the correlation at 2."""
    a_grid, a = discretise(box(x, 2, 4), x, 0, 10, 2)
    v_grid, v = discretise(box(x, 4, 6), x, 2, 9, 2)
    out = a_grid.convolved(v_grid)
    assert out.points[np.argmax(np.convolve(a, v))] == 8
    lags = a_grid.correlated(v_grid)
    assert lags.points[np.argmax(np.correlate(v, a, "full"))] == 2
    assert out.exact_points[0] + out.origin * 0 == 4
    assert lags.origin == -lags.first / 2
    assert discretise(x, x, 0, 1, "1/3")[0].convolved(discretise(x, x, 0, 1, "1/3")[0]).origin == -1


def test_samples_are_correctly_rounded_at_fractions():
    grid, samples = discretise(sp.exp(x), x, 0, 1, "1/3", "left")
    assert grid.exact_points == [0, Fraction(1, 3), Fraction(2, 3)]
    for point, sample in zip(grid.exact_points, samples, strict=True):
        exact = sp.exp(sp.Rational(point.numerator, point.denominator)).evalf(40)
        assert (
            abs(sp.Rational(float(sample)) - sp.Rational(str(exact)))
            <= sp.Rational(float(np.spacing(sample))) / 2
        )


def test_refusals():
    for arguments, text in (
        ((0, 1, -1), "step must be positive"),
        ((1, 0, 1), "stop must lie above start"),
        ((0, 1, "1/100000000"), "more than"),
        ((0, sp.sqrt(2), 1), "must be a rational number"),
        ((0, 1, "a"), "must be a rational number"),
    ):
        with pytest.raises(InvalidInput, match=text):
            discretise(x, x, *arguments)
    with pytest.raises(InvalidInput, match="rule must be one of"):
        discretise(x, x, 0, 1, 1, "simpson")
    with pytest.raises(InvalidInput, match="point mass"):
        discretise(sp.DiracDelta(x), x, 0, 1, 1)
    with pytest.raises(Unresolved):
        discretise(1 / sp.sqrt(x), x, 0, 1, 1, "left")
    with pytest.raises(InvalidInput, match="one-sided"):
        discretise(sp.Piecewise((1 / x, x > 0), (0, True)), x, 0, 1, 1, "trapezoid")
    coarse, fine = discretise(x, x, 0, 1, 1)[0], discretise(x, x, 0, 1, "1/2")[0]
    with pytest.raises(InvalidInput, match="different steps"):
        coarse.convolved(fine)


def test_trapezoids_take_the_mean_of_the_limits_where_an_arm_jumps_by_itself():
    inside = sp.Piecewise((sp.acot(x), (x >= 0) & (x < 2)), (0, True))
    _, samples = discretise(inside, x, -1, 2, 1, "trapezoid")
    assert samples.tolist() == pytest.approx([0, np.pi / 4, np.pi / 4])
    steps = sp.Piecewise((sp.floor(x), (x > -1) & (x < 1)), (0, True))
    _, samples = discretise(steps, x, -2, 2, 1, "trapezoid")
    assert samples.tolist() == pytest.approx([0, -0.5, -0.5, 0])


def test_trapezoids_at_the_end_of_a_root():
    _, samples = discretise(sp.Piecewise((sp.sqrt(x), x > 0), (1, True)), x, -1, 2, 1, "trapezoid")
    assert samples.tolist() == pytest.approx([1, 0.5, 1])
