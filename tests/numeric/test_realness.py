"""A value off the real line is complex or NaN, an overflow infinite; judged by mpmath."""

import mpmath
import numpy as np
import pytest
import sympy as sp

from symconv.errors import InvalidInput
from symconv.numeric import lambdify, round_exact
from symconv.numeric.realness import is_real_valued

x = sp.Symbol("x", real=True)
a = sp.Symbol("a")
POINTS = [0.3, -0.3, 2.5, -2.5, 1.0, -1.0, 1e-8, -1e-8, 37.5, -37.5]

COMPLEX_BY_A_CONSTANT = [
    (-2) ** x,
    sp.asin(2) * x,
    sp.acosh(sp.Rational(1, 2)) + x,
    sp.log(-2 - sp.Si(1)) * x,
    sp.Pow(-sp.pi, x),
    sp.Pow(sp.erf(1) - 1, x),
    sp.sqrt(sp.erf(1) - 1) * x + 1,
    sp.exp(sp.I * sp.pi * x),
    sp.besselj(0, x + sp.I),
    sp.atanh(2) - x,
    x * sp.sign((-2) ** (sp.zeta(3) * x)),
    x * sp.sign(sp.asin(2) * x + 1),
]
REAL = [
    sp.exp(sp.I * x) + sp.exp(-sp.I * x),
    sp.re((-2) ** x),
    sp.Abs((-2) ** x, evaluate=False) * x,
    (-1) ** sp.floor(x),
    sp.Pow(sp.erf(1), x),
    sp.log(x) * sp.sqrt(x - 1),
]
COMPLEX_FOR_SOME_X = [
    sp.log(x),
    sp.acosh(x),
    sp.asin(x),
    sp.acos(2 * x),
    sp.atanh(x),
    x ** sp.Rational(1, 3),
    x ** sp.Rational(-7, 5),
    (-x) ** x,
    sp.sqrt(x) * sp.sqrt(-x),
    sp.LambertW(x),
    sp.log(x) * sp.log(-x),
    sp.acoth(x),
    sp.Ei(x) + sp.Ci(x),
]


def judged(expr, point):
    with mpmath.workdps(60):
        return mpmath.mpmathify(sp.lambdify(x, expr, "mpmath")(mpmath.mpf(point)))


@pytest.mark.parametrize("expr", COMPLEX_BY_A_CONSTANT, ids=str)
def test_a_complex_function_has_complex_values(expr):
    assert not is_real_valued(expr, (x,))
    values = lambdify(x, expr)(np.array(POINTS))
    assert values.dtype == np.complex128
    for point, value in zip(POINTS, values, strict=True):
        true = judged(expr, point)
        assert abs(mpmath.mpmathify(complex(value)) - true) <= 1e-12 * abs(true)
    with pytest.raises(InvalidInput, match="complex"):
        round_exact(expr, x, 0.3)


@pytest.mark.parametrize("expr", REAL, ids=str)
def test_a_real_function_stays_real(expr):
    assert is_real_valued(expr, (x,))
    assert lambdify(x, expr)(2.5).dtype == np.float64


@pytest.mark.parametrize("expr", COMPLEX_FOR_SOME_X, ids=str)
def test_a_real_function_is_nan_where_it_leaves_the_real_line(expr):
    values = lambdify(x, expr)(np.array(POINTS))
    assert values.dtype == np.float64
    for point, value in zip(POINTS, values, strict=True):
        true = judged(expr, point)
        if not mpmath.isfinite(true):
            assert not np.isfinite(value)
        elif abs(mpmath.im(true)) > mpmath.mpf(10) ** -50 * abs(true):
            assert np.isnan(value)
        else:
            assert abs(value - mpmath.re(true)) <= 1e-12 * abs(mpmath.re(true))


def test_arms_and_single_values_may_be_complex():
    both = lambdify(x, sp.Piecewise(((-2) ** x, x < 0), (sp.exp(x), True)))([-0.5, 0.5])
    assert both[0] == pytest.approx(complex((-2 + 0j) ** -0.5))
    assert both[1] == pytest.approx(np.exp(0.5))
    single = lambdify(x, sp.Piecewise((sp.I, sp.Eq(x, 0)), (x, x > -1), (0, True)))
    assert single([0.0, 1.0, -3.0]).tolist() == [1j, 1, 0]


def test_parameters_given_as_arrays_and_as_numbers():
    power = lambdify((x, a), a**x)
    values = power(0.5, np.array([-2.0, 2.0]))
    assert np.isnan(values[0])
    assert values[1] == pytest.approx(2**0.5)
    assert power(np.array([2.0, 3.0]), np.array([-2.0, -2.0])).tolist() == [4, -8]
    assert power(0.5, -2) == pytest.approx(1j * 2**0.5)
    arms = lambdify((x, a), sp.Piecewise((sp.asin(2) * x, x < a), (x, True)))
    assert arms(np.array([1.0, 3.0]), np.array([2.0, 2.0])).tolist() == pytest.approx(
        [complex(sp.asin(2)), 3]
    )
    with pytest.raises(InvalidInput, match="have no order"):
        arms(np.array([1j]), np.array([2.0]))


@pytest.mark.parametrize(
    ("expr", "point", "expected"),
    [
        (x**1000, 1e300, np.inf),
        (x**1001, -1e300, -np.inf),
        (x**1000, 2.5, np.inf),
        (x**1000, -0.3, 0.0),
        (x**50 - x**49, 1e22, np.inf),
        (10**400 * x**2, 1.0, np.inf),
        (10**400 * x**2, 1e-250, 1e-100),
        (x**3 / 10**400, 1e150, 1e50),
        (sp.exp(10**10) * x, -1.0, -np.inf),
        (sp.exp(10**10) * x, 0.0, 0.0),
        (sp.exp(-(10**10)) * x, 1e300, 0.0),
        (sp.exp(x) / 10**300, 750.0, float(sp.exp(750) / 10**300)),
        (10**300 * sp.exp(x), -720.0, float(10**300 * sp.exp(-720))),
        (10**400 * sp.exp(-x), -1e150, np.inf),
        (sp.Piecewise((x**1000, x < 10**300), (0, True)), 1e299, np.inf),
        (sp.Piecewise((x**3, (x > 0) & (x < 10**200)), (0, True)), 1e150, np.inf),
        (sp.sinh(x) / sp.cosh(x) + 0 * x, 800.0, 1.0),
        (x ** (10**9), 1.0000001, float(sp.Float("1.0000001", 40) ** 0 * 2.68810386e43)),
    ],
    ids=str,
)
def test_overflow_is_infinite_and_what_only_passes_through_it_is_not(expr, point, expected):
    assert lambdify(x, expr)(point) == pytest.approx(expected, rel=1e-7)


@pytest.mark.parametrize("relative", [False, True])
@pytest.mark.parametrize("expr", [x, x - 1, x**2 - 2, sp.Heaviside(x) * (x - sp.Rational(1, 3))])
def test_unbounded_polynomials_keep_their_relative_accuracy(expr, relative):
    points = np.array([1e-300, -1e-300, 1 / 3, 1 + 1e-15, np.sqrt(2), -1e-8, 1e200])
    exact = round_exact(expr, x, points)
    assert lambdify(x, expr, relative=relative)(points) == pytest.approx(exact, rel=1e-12, abs=0)


def test_steps_and_conditions_of_arrays_are_decided_exactly():
    """x² and a are doubles; which of them is larger is no matter of rounding."""
    points = np.array([0.1, 0.1, 0.3, 1.5])
    squares = np.array([0.1**2, np.nextafter(0.1**2, 0), 0.09, 2.25])
    truth = [sp.Rational(p) ** 2 < sp.Rational(s) for p, s in zip(points, squares, strict=True)]
    below = lambdify((x, a), sp.Piecewise((1, x**2 < a), (0, True)))
    assert below(points, squares).tolist() == [float(bool(t)) for t in truth]
    step = lambdify((x, a), sp.Heaviside(a - x**2, 1))
    equal = [sp.Rational(p) ** 2 == sp.Rational(s) for p, s in zip(points, squares, strict=True)]
    expected = [float(bool(t) or e) for t, e in zip(truth, equal, strict=True)]
    assert step(points, squares).tolist() == expected
    assert lambdify((x, a), sp.Heaviside(x - a, 1))(np.ones(1), np.ones(1)).tolist() == [1]
    assert lambdify((x, a), sp.Heaviside(x - a))(np.ones(1), np.ones(1)).tolist() == [0.5]


@pytest.mark.parametrize(
    ("expr", "points"),
    [
        (sp.sinc(x), [3.127397045904084e131, 1e16, np.pi, 22.0]),
        (sp.besselj(0, x), [9210646657403888.0, 15.31, 2.404825557695773]),
        (sp.besselj(50, x), [855.4367440312019, 60.0]),
        (sp.erfc(x), [23.278325214803363, 5.0, -3.0]),
        (sp.gamma(x), [-26.99999989638177, 170.1, 1e-5]),
        (x ** sp.Rational(7, 5), [9.277091644330624e219, 3.0]),
        (sp.Si(x), [1e17, 0.5556413657141053]),
    ],
    ids=str,
)
def test_relative_values_hold_where_the_libraries_lose_digits(expr, points):
    values = lambdify(x, expr, relative=True)(np.array(points))
    for point, value in zip(points, values, strict=True):
        with mpmath.workdps(200):
            true = mpmath.re(sp.lambdify(x, expr, "mpmath")(mpmath.mpf(point)))
            assert abs(mpmath.mpf(float(value)) - true) <= 20 * 2.0**-52 * abs(true)


def test_a_value_that_no_ball_shows_is_nan():
    hidden = sp.floor(sp.sin(x) ** 2 + sp.cos(x) ** 2, evaluate=False)
    assert np.isnan(lambdify(x, hidden)(1.0))


def test_a_step_of_a_complex_value_is_refused():
    step = sp.Heaviside((-2) ** sp.Piecewise((x, x < 1), (2 * x + sp.Rational(1, 3), True)))
    with pytest.raises(InvalidInput):
        lambdify(x, step * sp.sign(x))(0.5)
    with pytest.raises(InvalidInput):
        round_exact(step * sp.sign(x), x, 0.5)
