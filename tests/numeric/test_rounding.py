"""round_exact: exact rationals and mpmath at high precision as judges; ties, zeros, subnormals."""

from decimal import Context, Decimal
from fractions import Fraction

import mpmath
import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from symconv.errors import InvalidInput, Unresolved
from symconv.numeric import round_exact
from symconv.numeric.targets import target_of
from symconv.signals import box, bspline

x = sp.Symbol("x", real=True)
GAUSS = sp.exp(-(x**2) / 2) / sp.sqrt(2 * sp.pi)
GAUSS_BOX = (sp.erf((x + 1) / sp.sqrt(2)) - sp.erf((x - 1) / sp.sqrt(2))) / 2


def judged(expr, point, dtype=np.float64, digits=500):
    """The correctly rounded value by mpmath, through an exact fraction of far more digits."""
    with mpmath.workdps(digits):
        value = mpmath.re(sp.lambdify(x, expr, "mpmath")(mpmath.mpf(float(point))))
        sign, mantissa, exponent, _ = value._mpf_
    exact = Fraction(int(mantissa)) * Fraction(2) ** exponent * (-1 if sign else 1)
    return nearest(exact, dtype)


def nearest(exact, dtype):
    """The nearest number by trying the neighbours, ties to even; no code of the package."""
    with np.errstate(over="ignore"):
        guess = dtype(float(exact))
    candidates = [guess, np.nextafter(guess, dtype(np.inf)), np.nextafter(guess, dtype(-np.inf))]
    finite = [c for c in candidates if np.isfinite(c)]

    def cost(c):
        return abs(Fraction(float(c)) - exact), int(c.view(f"u{c.itemsize}")) & 1

    return min(finite, key=cost)


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.float16])
@pytest.mark.parametrize("expr", [GAUSS, GAUSS_BOX, sp.exp(-x) * sp.sin(3 * x)])
def test_families_round_as_mpmath_at_500_digits(expr, dtype):
    points = np.random.default_rng(3).uniform(-9, 30, 25)
    values = round_exact(expr, x, points, dtype)
    assert values.dtype == dtype
    for point, value in zip(points, values, strict=True):
        assert value == judged(expr, point, dtype), point


def test_a_gaussian_tail_down_to_subnormals():
    points = np.linspace(37.0, 38.9, 60)
    values = round_exact(GAUSS, x, points)
    assert 0 < values[-20] < 2.0**-1022
    assert values[-1] == 0
    for point, value in zip(points, values, strict=True):
        assert value == judged(GAUSS, point)


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.float16])
@pytest.mark.parametrize("degree", [3, 9])
def test_splines_round_as_exact_fractions(degree, dtype):
    expr = bspline(x, degree)
    points = np.random.default_rng(4).uniform(-0.5, degree + 1.5, 200)
    points[:40] = 10.0 ** np.random.default_rng(5).uniform(-40, -1, 40)
    for point, value in zip(points, round_exact(expr, x, points, dtype), strict=True):
        exact = Fraction(0)
        for k in range(degree + 2):
            if Fraction(point) > k:
                term = (Fraction(point) - k) ** degree
                exact += (-1) ** k * int(sp.binomial(degree + 1, k)) * term
        assert value == nearest(exact / int(sp.factorial(degree)), dtype)


@pytest.mark.parametrize("count", [1, 40])
def test_ties_go_to_even(count):
    """1 + k 2^-53 lies half-way between doubles for odd k; also through the vectorised path."""
    steps = np.arange(1, 2 * count, 2) * 2.0**-53
    values = round_exact(1 + x, x, steps)
    for step, value in zip(steps, values, strict=True):
        assert value == nearest(1 + Fraction(step), np.float64)
    assert round_exact(1 + x, x, steps[:1])[0] == 1.0
    assert round_exact(sp.exp(x) * sp.exp(-x) + x, x, 2.0**-53) == 1.0


def test_a_tie_that_balls_cannot_see_is_settled_exactly():
    tie = sp.sqrt((1 + sp.Rational(1, 2**53)) ** 2 + x)
    assert round_exact(tie, x, 0.0) == 1.0
    near_tie = 1 + sp.Rational(1, 2**53) + x**2 * sp.exp(-x)
    assert round_exact(near_tie, x, 2.0**-200) == 1 + 2.0**-52
    assert round_exact(near_tie - 2 * x**2 * sp.exp(-x), x, 2.0**-200) == 1.0


def test_hidden_zeros_are_recognised():
    identity = sp.sin(x) ** 2 + sp.cos(x) ** 2 - 1
    assert round_exact(identity, x, [0.5, 1.0]).tolist() == [0, 0]
    assert round_exact(sp.exp(-x) - 1, x, 0.0) == 0
    assert round_exact(sp.sqrt(2) * sp.sqrt(3) - sp.sqrt(6) + sp.sin(x), x, 0) == 0


def test_unresolved_names_the_point():
    reflection = sp.polylog(2, x) + sp.polylog(2, 1 - x) + sp.log(x) * sp.log(1 - x)
    zero = reflection - sp.pi**2 / 6
    assert round_exact(sp.Piecewise((zero, x < 1), (0, True)), x, 0.3) == 0
    expr = zero + 1 + sp.Rational(1, 2**53)
    with pytest.raises(Unresolved, match=r"x = 0\.3") as caught:
        round_exact(sp.Piecewise((expr, x < 1), (0, True)), x, [2.0, 0.3])
    assert caught.value.point == 0.3
    with pytest.raises(Unresolved, match="tie or 0"):
        round_exact(zero, x, sp.Rational(3, 10), digits=5)


def test_no_value_is_refused():
    with pytest.raises(Unresolved) as caught:
        round_exact(1 / x, x, [1.0, 0.0])
    assert caught.value.point == 0
    with pytest.raises(InvalidInput, match="not a finite"):
        round_exact(x, x, [np.nan])
    with pytest.raises(InvalidInput, match="point mass"):
        round_exact(sp.DiracDelta(x), x, 0.0)
    with pytest.raises(InvalidInput, match="symbols other than"):
        round_exact(x * sp.Symbol("a"), x, 0.0)
    with pytest.raises(InvalidInput, match="expected float64"):
        round_exact(x, x, 0.0, np.int32)
    with pytest.raises(InvalidInput, match="complex"):
        round_exact(sp.exp(sp.I * x), x, 1.0)


def test_overflow_is_infinity():
    assert round_exact(sp.exp(x), x, [709.0, 710.0]).tolist()[1] == np.inf
    assert round_exact(x**3, x, 1e200) == np.inf
    assert round_exact(x, x, 65519.0, np.float16) == 65504
    assert round_exact(x, x, 65520.0, np.float16) == np.inf


def test_complex_parts_are_rounded_apart():
    value = round_exact(sp.exp(sp.I * x), x, [1.0, 0.0], np.complex128)
    assert value[0] == complex(judged(sp.cos(x), 1.0), judged(sp.sin(x), 1.0))
    assert value[1] == 1
    assert round_exact(x + sp.I * x**2, x, 0.1, np.complex64).dtype == np.complex64


def test_own_values_at_break_points_and_exact_points():
    third = sp.Rational(1, 3)
    expr = box(x, 0, third)
    assert round_exact(expr, x, third) == 1
    assert round_exact(
        expr, x, [Fraction(1, 3), Fraction(1, 3) + Fraction(1, 10**30)]
    ).tolist() == [
        1,
        0,
    ]
    assert round_exact(sp.Heaviside(x) * sp.pi, x, 0.0) == np.pi / 2
    assert round_exact(sp.Heaviside(x - sp.sqrt(2)), x, [1.4142135623730951, 1.414]).tolist() == [
        1,
        0,
    ]


@pytest.mark.parametrize("digits", [1, 20, 100])
def test_decimal_digits(digits):
    value = round_exact(sp.exp(x), x, 1, digits=digits)
    with mpmath.workdps(digits + 20):
        text = mpmath.nstr(mpmath.e, digits + 10)
    assert value == Context(prec=digits).create_decimal(text)
    assert round_exact(x, x, sp.Rational(25, 10), digits=1) == 2
    assert round_exact(x**2, x, sp.Rational(1, 3), digits=5) == Decimal("0.11111")
    with pytest.raises(InvalidInput, match="digits must be"):
        round_exact(x, x, 1, digits=0)


@given(
    st.fractions(min_value=-(2**130), max_value=2**130),
    st.integers(-1100, 20),
    st.sampled_from([np.float64, np.float32, np.float16]),
)
def test_rounding_of_fractions_is_nearest_even(value, shift, dtype):
    value = value * Fraction(2) ** shift
    largest = Fraction(float(np.finfo(dtype).max))
    if abs(value) < largest:
        assert target_of(dtype, None)[0].of_exact(value) == nearest(value, dtype)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("expr", "low", "high"),
    [(GAUSS, -38.5, 38.5), (GAUSS_BOX, -9, 9), (sp.erf(x), -7, 7), (bspline(x, 9), 0, 10)],
)
def test_a_hundred_thousand_values_per_family_agree_with_mpmath(expr, low, high):
    """mpmath at 60 digits decides where 30 of them do not straddle; elsewhere 700 digits do.

    Its own float() rounds a subnormal twice, so exact fractions judge those.
    """
    points = np.random.default_rng(11).uniform(low, high, 10**5)
    values = round_exact(expr, x, points)
    function = sp.lambdify(x, expr, "mpmath")
    with mpmath.workdps(60):
        for point, value in zip(points.tolist(), values.tolist(), strict=True):
            true = function(mpmath.mpf(point))
            below, above = true * (1 - mpmath.mpf(10) ** -30), true * (1 + mpmath.mpf(10) ** -30)
            if float(below) != float(above) or abs(true) < mpmath.mpf(2) ** -1021:
                assert value == judged(expr, point, digits=700)
            else:
                assert value == float(true)


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
@pytest.mark.parametrize(
    ("expr", "negative"),
    [
        (sp.exp(-(x**2)), False),
        (-sp.exp(-(x**2)), True),
        (sp.erfc(x), False),
        (x ** (-300), False),
        (-(x ** (-300)), True),
        (sp.sin(x) ** 2 + sp.cos(x) ** 2 - 1, False),
        (x - 40, False),
    ],
)
def test_a_zero_has_the_sign_of_the_value_that_was_rounded(expr, negative, dtype):
    values = round_exact(expr, x, [40.0] * 20, dtype=dtype)  # 20 points: the vectorised path too
    assert (values == 0).all()
    assert (np.signbit(values) == negative).all()


@pytest.mark.parametrize(
    ("expr", "point", "expected"),
    [
        (sp.exp(x), 10**12, "E+434294481903"),
        (sp.erfc(x), 10**6, "E-434294481910"),
        (sp.exp(-x), 10**5, "E-43430"),
    ],
)
def test_decimals_of_huge_exponents_are_quick_and_right(expr, point, expected):
    value = round_exact(expr, x, point, digits=20)
    with mpmath.workdps(40):
        true = sp.lambdify(x, expr, "mpmath")(mpmath.mpf(point))
        assert mpmath.nstr(true, 20, strip_zeros=False).lower() == str(value).lower()
    assert str(value).endswith(expected)
