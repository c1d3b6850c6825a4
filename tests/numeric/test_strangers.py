"""Inputs that nobody thought of: refused in one line, or answered truly; never half of a value."""

import numpy as np
import pytest
import sympy as sp
from sympy import (
    Ci,
    Heaviside,
    Integer,
    Ne,
    Piecewise,
    Rational,
    Symbol,
    besselj,
    cbrt,
    erf,
    exp,
    expint,
    log,
    lowergamma,
    polylog,
    sqrt,
)

from symconv import Convolution, box
from symconv.errors import InvalidInput, Unresolved
from symconv.numeric import discretise, enclose, lambdify, round_exact, validate

x = Symbol("x", real=True)
a, b = sp.symbols("a b", positive=True)
CONFLUENT = Piecewise(((exp(-b * x) - exp(-a * x)) / (a - b), Ne(a, b)), (x * exp(-a * x), True))

COMPLEX_BELOW_0 = [
    log(x),
    sqrt(x),
    Ci(x),
    expint(1, x),
    expint(2, x),
    exp(x) * expint(1, x),
    lowergamma(Rational(1, 2), x),
    cbrt(x),
]


@pytest.mark.parametrize("expr", COMPLEX_BELOW_0, ids=str)
@pytest.mark.parametrize("point", [-0.5, -2.5, -100.0])
def test_a_complex_value_is_never_rounded_to_its_real_part(expr: sp.Expr, point: float) -> None:
    with pytest.raises(InvalidInput, match="is complex"):
        round_exact(expr, x, point)
    assert np.isnan(lambdify(x, expr)(point))
    both = round_exact(expr, x, point, complex)
    assert both.imag == pytest.approx(float(sp.im(expr.subs(x, Rational(point)).evalf(30))))


def test_other_complex_values_are_named_too() -> None:
    for expr, point in ((polylog(2, x), 2.0), (sp.Pow(-1, x), 0.5), (sqrt(x), -1e16)):
        with pytest.raises(InvalidInput, match="is complex"):
            round_exact(expr, x, point)
    _, samples = discretise(sqrt(x), x, -2, 0, 1, "left")
    assert samples.tolist() == pytest.approx([2**0.5 * 1j, 1j])


def test_a_pole_is_no_zero() -> None:
    with pytest.raises(Unresolved):
        round_exact(expint(1, x), x, 0)


def test_real_values_of_the_same_functions_are_rounded() -> None:
    assert round_exact(expint(1, x), x, 1.0) == float(expint(1, 1).evalf(40))
    assert round_exact(sqrt(x), x, [4.0, 0.0]).tolist() == [2.0, 0.0]
    assert round_exact(besselj(0, x), x, 1e10) == float(besselj(0, Integer(10) ** 10).evalf(40))


NO_EXPRESSIONS = ["x", None, sp.true, x > 0, sp.Matrix([x]), [x], Convolution(erf(x), x, x)]


@pytest.mark.parametrize("value", NO_EXPRESSIONS, ids=lambda v: type(v).__name__)
def test_what_is_no_expression_is_refused_and_never_evaluated(value: object) -> None:
    for use in (
        lambda: lambdify(x, value),
        lambda: round_exact(value, x, 1),
        lambda: discretise(value, x, 0, 1, 1),
        lambda: validate(value, box(x, 0, 1), x),
    ):
        with pytest.raises(InvalidInput):
            use()


def test_masks_ragged_rows_and_shapes_are_refused() -> None:
    masked = np.ma.array([1.0, 2.0], mask=[False, True])
    ragged = [[1, 2], [3]]
    for points in (masked, ragged):
        with pytest.raises(InvalidInput):
            lambdify(x, x**2)(points)
        with pytest.raises(InvalidInput):
            round_exact(x**2, x, points)
        with pytest.raises(InvalidInput):
            lambdify((x, a, b), CONFLUENT)(1.0, points, 1.0)
    with pytest.raises(InvalidInput, match="broadcast"):
        lambdify((x, a, b), CONFLUENT)([1.0, 2.0, 3.0], [1.0, 2.0], 1.0)


def test_exact_parameters_are_exact() -> None:
    function = lambdify((x, a), Piecewise((1, x < a), (2, True)))
    assert function([0.25, 0.5], Rational(1, 2)).tolist() == [1.0, 2.0]
    below = lambdify((x, a), sp.sin(10**20 * a) + 0 * x)
    assert below(0.0, Rational(1, 3)) == pytest.approx(float(sp.sin(Rational(10**20, 3)).evalf(30)))


def test_parameters_beyond_the_range_of_doubles_meet() -> None:
    assert lambdify((x, a, b), CONFLUENT)(1.0, 1e-300, 1e-300 * (1 + 1e-15)) == 1.0


@pytest.mark.parametrize("kind", [np.float16, np.float32])
def test_narrow_arrays_stay_narrow_beside_plain_numbers(kind: type) -> None:
    function = lambdify((x, a, b), CONFLUENT)
    ones = np.ones(2, kind)
    assert function(ones, ones, 1.5).dtype == kind
    assert function(ones, ones, np.ones(2)).dtype == np.float64


def test_values_and_steps_without_end_are_refused() -> None:
    with pytest.raises(Unresolved, match="exponent"):
        enclose(exp(exp(x)), x, 1000)
    with pytest.raises(InvalidInput, match="samples"):
        validate(box(x, 0, 1), box(x, 0, 1), x, steps=["1e-9"])
    for steps in (0.1, "1/4"):
        with pytest.raises(InvalidInput, match="list of numbers"):
            validate(box(x, 0, 1), box(x, 0, 1), x, steps=steps)
    with pytest.raises(InvalidInput, match="range of doubles"):
        lambdify(x, Piecewise((1, x < Integer(10) ** 400), (2, True)))
    with pytest.raises(InvalidInput, match="digits"):
        round_exact(x / 3, x, 1, digits="5")


def test_integers_of_numpy_are_numbers() -> None:
    assert discretise(Heaviside(x), x, np.int64(0), np.int64(2), np.int64(1))[1].tolist() == [1, 1]


def test_a_value_that_nothing_confirms_is_not_returned() -> None:
    faddeeva = sp.re(exp((1 - sp.I * x) ** 2) * sp.erfc(1 - sp.I * x))
    value = lambdify(x, faddeeva)(1e200)
    assert np.isnan(value) or value == 0.0


GAPS = Piecewise((x**2, (x > 0) & (x < 1)), (exp(x), (x >= 2) & (x < 3)))


def test_lambdify_gives_nan_where_no_arm_holds_whatever_the_parameters_are() -> None:
    points = np.array([-1.0, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, np.nan])
    values = lambdify(x, GAPS)(points)
    assert np.isnan(values).tolist() == [True, True, False, True, True, False, False, True, True]
    assert values[[2, 5, 6]].tolist() == [0.25, np.exp(2.0), np.exp(2.5)]
    polynomial = lambdify((x, a), Piecewise((x, x < a)))
    assert polynomial([0.0, 2.0], 1).tolist()[0] == 0.0
    for width in (1, np.array([1.0, 1.0])):
        assert np.isnan(polynomial(np.array([0.0, 2.0]), width)).tolist() == [False, True]


@pytest.mark.parametrize("point", [-1, 0, Rational(3, 2), 7])
def test_a_missing_last_arm_is_named_where_a_value_is_asked_for(point: sp.Expr) -> None:
    assert round_exact(GAPS, x, 0.5) == 0.25
    with pytest.raises(
        Unresolved, match=rf"no value at x = {float(point)}: no arm .* last arm \(0, True"
    ):
        round_exact(GAPS, x, point)
    with pytest.raises(Unresolved, match="add a last arm"):
        discretise(GAPS, x, point, point + 1, 1, rule="left")


@pytest.mark.parametrize("pair", [(GAPS, GAPS), (GAPS, box(x, 0, 1)), (box(x, 0, 1), GAPS)])
def test_a_missing_last_arm_is_named_before_a_kernel_is_judged(
    pair: tuple[sp.Expr, sp.Expr],
) -> None:
    with pytest.raises(InvalidInput, match=r"not defined on the whole line; add a last arm \(0"):
        validate(*pair, x)
    y = Symbol("y", real=True)
    with pytest.raises(InvalidInput, match="not defined on the whole line"):
        validate(pair[0] * box(y, 0, 1), pair[1] * box(y, 0, 1), (x, y))
