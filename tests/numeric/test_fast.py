"""lambdify against exact rationals and mpmath; shapes, jumps, tails, parameters."""

from fractions import Fraction
from itertools import pairwise

import mpmath
import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from symconv.errors import InvalidInput
from symconv.numeric import lambdify
from symconv.signals import box, bspline, triangle

x = sp.Symbol("x", real=True)
a, b = sp.symbols("a b", positive=True)


def mpmath_value(expr, point, digits=400, symbols=(x,)):
    """The real value by an independent engine."""
    function = sp.lambdify(symbols, expr, "mpmath")
    points = point if isinstance(point, tuple) else (point,)
    with mpmath.workdps(digits):
        return mpmath.re(function(*(mpmath.mpf(float(p)) for p in points)))


def worst_relative_error(expr, points, digits=400):
    values = lambdify(x, expr)(np.array(points))
    worst = 0
    for point, value in zip(points, values, strict=True):
        true = mpmath_value(expr, point, digits)
        assert np.isfinite(value)
        if abs(true) > mpmath.mpf(2) ** -1022:
            worst = max(worst, abs(mpmath.mpf(float(value)) - true) / abs(true))
    return float(worst)


def ulp(value):
    return Fraction(float(np.spacing(abs(float(value)))))


def exact_spline(degree, point):
    point = Fraction(point)
    total = Fraction(0)
    for k in range(degree + 2):
        if point > k:
            total += (-1) ** k * int(sp.binomial(degree + 1, k)) * (point - k) ** degree
    return total / int(sp.factorial(degree))


@pytest.mark.parametrize("degree", [1, 3, 9, 19])
def test_splines_stay_within_four_eps_of_the_largest_value_on_the_piece(degree):
    function = lambdify(x, bspline(x, degree))
    for k in range(degree + 1):
        points = k + np.linspace(0.003, 0.997, 23)
        exact = [exact_spline(degree, float(p)) for p in points]
        largest = max(exact_spline(degree, k + Fraction(i, 32)) for i in range(33))
        for value, true in zip(function(points), exact, strict=True):
            assert abs(Fraction(float(value)) - true) <= 4 * Fraction(2) ** -52 * largest


@pytest.mark.parametrize("degree", [3, 9, 19])
def test_relative_keeps_twenty_ulp_in_the_tails(degree):
    function = lambdify(x, bspline(x, degree), relative=True)
    steps = np.logspace(-8, -0.01, 40)
    for points in (steps, degree + 1 - steps):
        for point, value in zip(points, function(points), strict=True):
            true = exact_spline(degree, float(point))
            assert abs(Fraction(float(value)) - true) <= 20 * ulp(true)


def test_relative_holds_next_to_a_zero_inside_a_piece():
    expr = sp.Piecewise((x**2 - 2, sp.And(x > 0, x < 2)), (0, True))
    points = np.sqrt(2) + np.array([-1e-13, -1e-15, 0.0, 1e-15, 1e-12])
    for point, value in zip(points, lambdify(x, expr, relative=True)(points), strict=True):
        true = Fraction(float(point)) ** 2 - 2
        assert abs(Fraction(float(value)) - true) <= 20 * ulp(true)


def gauss_box():
    return (sp.erf((x + 1) / sp.sqrt(2)) - sp.erf((x - 1) / sp.sqrt(2))) / 2


def emg():
    return sp.exp(sp.Rational(1, 2) - x) * sp.erfc((1 - x) / sp.sqrt(2)) / 2


def voigt():
    upper = sp.exp(-((x + sp.I) ** 2) / 2) * sp.erfc((1 - sp.I * x) / sp.sqrt(2))
    lower = sp.exp(-((x - sp.I) ** 2) / 2) * sp.erfc((1 + sp.I * x) / sp.sqrt(2))
    return sp.sqrt(2) / (4 * sp.sqrt(sp.pi)) * (upper + lower)


@pytest.mark.parametrize(
    ("make", "points", "digits"),
    [
        (gauss_box, [-38.0, -37.0, -20.5, -1.0, -0.3, 0.0, 0.29, 1.7, 5.0, 33.0, 38.1], 700),
        (emg, [-38.0, -20.0, -1.0, 0.0, 0.5, 1.5, 20.0, 300.0, 700.0, 740.0], 1200),
        (voigt, [-1e6, -3000.0, -40.0, -1.0, 0.0, 1e-9, 2.0, 35.0, 500.0], 400),
    ],
)
def test_erf_families_keep_relative_accuracy_down_to_underflow(make, points, digits):
    if make is voigt:
        points = [p for p in points if abs(p) <= 40]
    assert worst_relative_error(make(), points, digits) <= 1e-12


def test_voigt_far_out_follows_its_asymptotic_series():
    """V ~ (y/sqrt(pi)) / x^2 (1 + (3/2 - y^2)/x^2) scaled to sigma = gamma = 1."""
    for point in (3e4, 1e6):
        value = lambdify(x, voigt())(point)
        assert value == pytest.approx(1 / np.pi / point**2 * (1 + 2 / point**2), rel=1e-12)


def test_no_overflow_where_the_plain_formula_overflows():
    assert lambdify(x, sp.exp(x**2) * sp.erfc(x))(1e5) == pytest.approx(
        1 / (np.sqrt(np.pi) * 1e5), rel=1e-9
    )


@pytest.mark.parametrize("gap", [1.0, 1e-3, 1e-9, 1e-15, 0.0])
def test_confluent_exponentials_with_array_parameters(gap):
    expr = (sp.exp(-a * x) - sp.exp(-b * x)) / (b - a)
    function = lambdify((x, a, b), expr)
    rates = np.full(3, 1.0) + gap
    values = function(np.array([0.1, 1.0, 20.0]), np.array([1.0, 1.0, 1.0]), rates)
    with mpmath.workdps(60):
        for point, rate, value in zip((0.1, 1.0, 20.0), rates, values, strict=True):
            p, d = mpmath.mpf(point), mpmath.mpf(rate) - 1
            true = mpmath.exp(-p) * (p if d == 0 else -mpmath.expm1(-d * p) / d)
            assert abs(value - true) <= 1e-14 * true


def test_confluent_exponentials_with_number_parameters():
    expr = sp.Piecewise(((sp.exp(-a * x) - sp.exp(-b * x)) / (b - a), x > 0), (0, True))
    value = lambdify((x, a, b), expr)(2.0, 1.0, 1.0 + 2.0**-30)
    with mpmath.workdps(60):
        d = mpmath.mpf(2) ** -30
        true = mpmath.exp(-2) * -mpmath.expm1(-2 * d) / d
    assert abs(value - true) <= 1e-14 * true


def test_threefold_confluence_is_computed_again_with_balls():
    c = sp.Symbol("c", positive=True)
    expr = sum(sp.exp(-p * x) / sp.prod([q - p for q in (a, b, c) if q != p]) for p in (a, b, c))
    rates = (1.0, 1.0 + 2.0**-20, 1.0 - 2.0**-21)
    value = lambdify((x, a, b, c), expr)(3.0, *rates)
    arrays = lambdify((x, a, b, c), expr)(3.0, *(np.array([r]) for r in rates))
    true = mpmath_value(expr, (3.0, *rates), 80, (x, a, b, c))
    assert abs(value - true) <= 1e-12 * true
    assert abs(arrays[0] - true) <= 1e-12 * true


def test_parameters_in_break_points():
    expr = sp.Piecewise((1, (x >= a) & (x <= b)), (0, True))
    function = lambdify((x, a, b), expr)
    assert function([0.0, 1.0, 1.5, 2.0, 2.5], 1, 2).tolist() == [0, 1, 1, 1, 0]
    assert function(1.5, np.array([1.0, 1.6]), 2.0).tolist() == [1.0, 0.0]


@pytest.mark.parametrize("relative", [False, True])
def test_values_at_jumps_are_the_expressions_own(relative):
    def at(expr, *points):
        return lambdify(x, expr, relative=relative)(np.array(points)).tolist()

    assert at(box(x, 0, 1), -0.5, 0.0, 0.5, 1.0, 1.5) == [0, 1, 1, 1, 0]
    assert at(sp.Heaviside(x), -1.0, 0.0, 1.0) == [0, 0.5, 1]
    assert at(sp.Heaviside(x, 0), 0.0) == [0]
    assert at(sp.Piecewise((1, x < 0), (2, sp.Eq(x, 0)), (3, True)), -1.0, 0.0, 1.0) == [1, 2, 3]
    assert at(sp.sign(x - 1) * x, 0.5, 1.0, 2.0) == [-0.5, 0, 2]
    assert at(sp.Piecewise((sp.exp(x), x <= 0), (0, True)), 0.0, 5e-324) == [1, 0]


def test_a_break_point_that_is_no_double():
    third = sp.Rational(1, 3)
    for expr in (
        box(x, 0, third),
        sp.Piecewise((1, x < third), (0, True)),
        sp.Heaviside(third - x),
    ):
        below, above = float(Fraction(1, 3)), float(np.nextafter(1 / 3, 1))
        assert Fraction(below) < Fraction(1, 3) < Fraction(above)
        assert lambdify(x, expr)([below, above]).tolist() == [1, 0]


@pytest.mark.parametrize(
    "expr",
    [
        sp.Abs(x - 1) + sp.Max(x, 2 - x**2) + sp.Min(x, 1),
        sp.Piecewise(
            (sp.Piecewise((1, x < 1), (x, True)), sp.Abs(x) < 2), (sp.sqrt(2) * x**3, True)
        ),
        sp.Heaviside(x**2 - 2) * sp.cos(x),
        triangle(x, 3) * sp.exp(-x),
        x * sp.Heaviside(x) - 2 * (x - 1) * sp.Heaviside(x - 1),
        sp.log(1 + x**2) * sp.atan(x),
        sp.sinc(x) * sp.besselj(0, x),
    ],
)
def test_agrees_with_sympy_at_exact_points(expr):
    points = [sp.Rational(k, 7) for k in range(-29, 30, 3)]
    values = lambdify(x, expr)(np.array([float(p) for p in points]))
    for point, value in zip(points, values, strict=True):
        exact = expr.subs(x, sp.Rational(float(point))).evalf(30)
        assert float(value) == pytest.approx(float(exact), rel=1e-13, abs=1e-14)


def test_shapes_and_types():
    function = lambdify(x, box(x, 0, 1) * x)
    assert isinstance(function(0.5), np.float64)
    assert function([[0.25, 0.5], [2, -1]]).tolist() == [[0.25, 0.5], [0, 0]]
    assert function(np.array([], dtype=float)).shape == (0,)
    assert function(np.float32([0.5])).dtype == np.float32
    assert function(np.arange(3)).dtype == np.float64
    assert lambdify(x, sp.Integer(3))(np.zeros((2, 3))).tolist() == [[3, 3, 3]] * 2
    assert lambdify(x, sp.pi)(1.0) == np.pi
    assert lambdify(x, sp.exp(sp.I * x))([0.0, 1.0]).dtype == np.complex128
    assert lambdify(x, sp.exp(sp.I * x) + sp.exp(-sp.I * x))([0.0]).dtype == np.float64
    assert lambdify(x, sp.exp(-x))(np.array([1j])) == pytest.approx(np.exp(-1j))
    assert lambdify(x, x**2 + 1)(np.array([2j]))[0] == -3


def test_nan_and_infinity():
    function = lambdify(x, bspline(x, 3))
    assert function([np.inf, -np.inf]).tolist() == [0, 0]
    assert np.isnan(function(np.nan))
    mixed = lambdify(x, sp.Piecewise((sp.exp(-x), x > 0), (0, True)))
    assert mixed([np.inf, -np.inf]).tolist() == [0, 0]
    assert np.isnan(mixed(np.nan))


def test_an_inactive_branch_raises_no_warning():
    expr = sp.Piecewise((sp.log(x), x > 0), (sp.sqrt(-x), x < 0), (7, True))
    with np.errstate(all="raise"):
        assert lambdify(x, expr)([1.0, -4.0, 0.0]).tolist() == [0, 2, 7]


def test_refusals_say_what_is_wrong():
    with pytest.raises(InvalidInput, match="DiracDelta"):
        lambdify(x, sp.DiracDelta(x))
    with pytest.raises(InvalidInput, match="contains a, which args does not list"):
        lambdify(x, a * x)
    with pytest.raises(InvalidInput, match="break points needs real x"):
        lambdify(x, box(x, 0, 1))(np.array([1j]))
    with pytest.raises(InvalidInput, match="no enclosure is known for Mod"):
        lambdify(x, sp.Mod(x, 1))
    with pytest.raises(InvalidInput, match="twice"):
        lambdify((x, x), x)
    with pytest.raises(InvalidInput, match="expected 2 arguments"):
        lambdify((x, a), a * x)(1.0)


@given(
    st.lists(st.integers(-8, 8), min_size=2, max_size=5, unique=True),
    st.lists(st.integers(-5, 5), min_size=12, max_size=12),
    st.floats(-10, 10),
)
def test_random_piecewise_polynomials_are_exact_to_rounding(breaks, numbers, point):
    ends = sorted(sp.Rational(k, 3) for k in breaks)
    arms = []
    for i, (low, high) in enumerate(pairwise(ends)):
        p, q, r = numbers[3 * (i % 4) : 3 * (i % 4) + 3]
        arms.append((p + q * x + r * x**2, (x >= low) & (x < high)))
    expr = sp.Piecewise(*arms, (0, True))
    exact = expr.subs(x, sp.Rational(point))
    value = lambdify(x, expr, relative=True)(point)
    exact = Fraction(int(exact.p), int(exact.q))
    assert abs(Fraction(float(value)) - exact) <= 20 * ulp(exact)


def test_a_constant_error_function_beside_a_moving_one_is_a_number():
    expr = sp.exp(-x) * sp.erfc(4) + sp.exp(x**2) * sp.erfc(x)
    exact = mpmath.exp(-3) * mpmath.erfc(4) + mpmath.exp(9) * mpmath.erfc(3)
    assert lambdify(x, expr)(3.0) == pytest.approx(float(exact), rel=1e-15)


def test_a_constant_difference_of_exponentials_is_a_number():
    expr = sp.exp(-x) * (sp.exp(sp.Rational(1, 2)) - sp.exp(sp.Rational(3, 2)))
    exact = mpmath.exp(-3) * (mpmath.exp(0.5) - mpmath.exp(1.5))
    assert lambdify(x, expr)(3.0) == pytest.approx(float(exact), rel=1e-14)
