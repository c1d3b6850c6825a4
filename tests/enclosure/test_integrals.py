"""The defining integrals: the corpus at 30 digits, closed forms, mpmath, refusals, traps."""

import json
from pathlib import Path

import mpmath
import pytest
import sympy
from flint import acb, arb
from sympy import Abs, Heaviside, I, Piecewise, Rational, Symbol, exp, log, oo, pi, sin, sqrt

from symconv.enclosure import (
    disjoint,
    enclose_convolution,
    enclose_expr,
    enclose_integral,
    overlaps,
    working_precision,
)
from symconv.errors import DivergentIntegral, InvalidInput, Unresolved

x = Symbol("x", real=True)
DATA = Path(__file__).parents[1] / "data" / "corpus.jsonl"
CORPUS = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
NUMERIC = [case for case in CORPUS if case["values"] != "diverges"]
DIVERGENT = [case for case in CORPUS if case["values"] == "diverges"]


def box(a, b):
    return Heaviside(x - a) - Heaviside(x - b)


def problem(case):
    symbols = {
        name: Symbol(name, **{entry["assume"]: True}) for name, entry in case["params"].items()
    }
    names = {"x": x, **symbols}
    f, g = (sympy.parse_expr(case[key], local_dict=names) for key in "fg")
    values = {symbols[name]: Rational(case["params"][name]["value"]) for name in symbols}
    return f, g, values


@pytest.mark.parametrize("case", NUMERIC, ids=lambda case: case["id"])
def test_corpus_at_thirty_digits(case):
    f, g, values = problem(case)
    for point, text in zip(case["points"], case["values"], strict=True):
        ball = enclose_convolution(f, g, x, Rational(point), values, 100, op=case["op"])
        with working_precision(160):
            digits = len(text.lstrip("-0.").replace(".", ""))
            expected = arb(text)
            slack = abs(expected) * arb(10) ** (1 - max(digits, 32))
            assert bool(abs(ball.real - expected) <= slack + ball.real.rad()), point
            assert ball.imag.contains(0)
            assert bool(ball.real.rad() <= arb(10) ** -29 * (1 + abs(expected)))


@pytest.mark.parametrize("case", DIVERGENT, ids=lambda case: case["id"])
def test_corpus_divergence_is_proved(case):
    f, g, values = problem(case)
    for point in case["points"]:
        with pytest.raises(DivergentIntegral):
            enclose_convolution(f, g, x, Rational(point), values, 100, op=case["op"])


@pytest.mark.parametrize("case", NUMERIC[::4], ids=lambda case: case["id"])
def test_four_times_the_bits_stay_inside(case):
    f, g, values = problem(case)
    point = Rational(case["points"][2])
    coarse = enclose_convolution(f, g, x, point, values, 60, op=case["op"])
    fine = enclose_convolution(f, g, x, point, values, 240, op=case["op"])
    assert overlaps(coarse, fine)
    assert fine.is_zero() or fine.rel_accuracy_bits() >= 236


CLOSED = [
    ((1 - sympy.cos(x)) / x**2, -oo, oo, pi),
    (exp(-2 * pi * I * 3 * x) / (1 + x**2), -oo, oo, pi * exp(-6 * pi)),
    (exp(-sqrt(x)), 0, oo, 2),
    (exp(-(x**4)), -oo, oo, sympy.gamma(Rational(1, 4)) / 2),
    (exp(-1 / x) / x**2, 0, oo, 1),
    (1 / sympy.cosh(x), -oo, oo, pi),
    (log(x) * exp(-x), 0, oo, -sympy.EulerGamma),
    (sympy.besselj(0, x) * exp(-x), 0, oo, 1 / sqrt(2)),
    (sin(x) / x, 0, oo, pi / 2),
    (sin(x) / sqrt(x), 0, oo, sqrt(pi / 2)),
    (sin(x) ** 3 / x**3, -oo, oo, 3 * pi / 4),
    (sympy.cos(2 * x) / (1 + x**2) ** 2, -oo, oo, 3 * pi * exp(-2) / 2),
    ((1 + x**2) ** Rational(-3, 2), -oo, oo, 2),
    (Abs(x) ** Rational(-1, 3), -1, 1, 3),
    (1 / sqrt(1 - x**2), -1, 1, pi),
    (sympy.erfc(x), 0, oo, 1 / sqrt(pi)),
    (sympy.expint(1, x), 0, oo, 1),
    (sympy.besselk(0, x), 0, oo, pi / 2),
    (sympy.floor(x) * exp(-x), 0, 40, (1 - exp(-39)) / (sympy.E - 1) - 39 * exp(-40)),
    (Heaviside(exp(x) - 2), 0, 1, 1 - log(2)),
    (sympy.floor(x), 0, Rational(7, 2), Rational(9, 2)),
    (exp(-((x - 50) ** 2) * 10**8), -oo, oo, sqrt(pi) / 10**4),
    (1 / (x**2 + Rational(1, 10**10)), -1, 1, 2 * 10**5 * sympy.atan(10**5)),
    (exp(-((x - 40) ** 2)) + exp(-((x + 40) ** 2)), -oo, oo, 2 * sqrt(pi)),
    (Abs(exp(I * x) + 2) ** 2, 0, pi, 5 * pi),
    (log(x) ** 2 / sqrt(x), 0, 1, 16),
    (x ** Rational(-9, 10), 0, 1, 10),
    (x ** Rational(-11, 10), 1, oo, 10),
]


@pytest.mark.parametrize(("expr", "lower", "upper", "value"), CLOSED, ids=lambda case: str(case))
def test_closed_forms(expr, lower, upper, value):
    ball = enclose_integral(expr, x, lower, upper, {}, 80)
    truth = enclose_expr(sympy.sympify(value), {}, 300)
    assert overlaps(ball, truth)
    assert ball.rel_accuracy_bits() >= 78


CONVOLUTIONS = [
    (sin(x) / x, Heaviside(x), 1, sympy.Si(1) + pi / 2),
    (sympy.Integer(1), 1 / (1 + x**2), 3, pi),
    (1 / (1 + x**2), 1 / (1 + x**2), 10**6, 2 * pi / (4 + Rational(10) ** 12)),
    (exp(-(x**2)), exp(-(x**2)), 40, sqrt(pi / 2) * exp(-800)),
    (box(0, sqrt(2)), box(0, pi), sqrt(2), sqrt(2)),
    (sympy.besselj(0, x) * Heaviside(x), sympy.besselj(0, x) * Heaviside(x), 3, sin(3)),
    (
        Piecewise((1 / sqrt(x - sqrt(2)), x > sqrt(2)), (0, True)),
        box(0, 1),
        2,
        2 * sqrt(2 - sqrt(2)),
    ),
    (exp(x) * Heaviside(-x), exp(3 * x) * Heaviside(-x), 1, 0),
]


@pytest.mark.parametrize(("f", "g", "t", "value"), CONVOLUTIONS, ids=lambda case: str(case))
def test_convolutions_in_closed_form(f, g, t, value):
    truth = enclose_expr(sympy.sympify(value), {}, 300)
    assert overlaps(enclose_convolution(f, g, x, t, {}, 80), truth)
    assert overlaps(enclose_convolution(g, f, x, t, {}, 80), truth)


MPMATH = [
    (exp(-Abs(x)) * sympy.cos(x), 1 / (1 + x**4), Rational(3, 5), [-40, -5, 0, 0.6, 5, 40]),
    (sympy.tanh(x), exp(-(x**2)) * x, Rational(-2, 3), [-9, -2, 0, 2, 9]),
    (log(1 + x**2), exp(-Abs(x - 1)), Rational(1, 4), [-100, -20, -0.75, 0, 20, 100]),
    (sympy.erf(x) * exp(-Abs(x)), sympy.besselj(1, x), Rational(7, 3), [-90, -20, 0, 20, 90]),
]


@pytest.mark.parametrize(("f", "g", "t", "breaks"), MPMATH, ids=lambda case: str(case))
def test_mpmath_agrees_when_split_at_the_break_points(f, g, t, breaks):
    ball = enclose_convolution(f, g, x, t, {}, 60)
    with mpmath.workdps(25):
        point = mpmath.mpf(int(t.p)) / int(t.q)
        first, second = (sympy.lambdify(x, e, "mpmath") for e in (f, g))
        ends = sorted([mpmath.mpf(b) for b in breaks] + [point, point - 1])
        value = mpmath.quad(
            lambda v: first(v) * second(point - v), [-mpmath.inf, *ends, mpmath.inf]
        )
        with working_precision(100):
            assert bool(abs(ball.real - arb(str(value))) < arb(10) ** -9)


def test_correlation_conjugates_the_first():
    f, g = exp(I * x - x**2), exp(2 * I * x - x**2)
    ball = enclose_convolution(f, g, x, 1, {}, 80, op="correlate")
    plain = enclose_convolution(f, g, x, 1, {}, 80, op="correlate", conjugate=False)
    direct = enclose_integral(sympy.conjugate(f) * g.xreplace({x: 1 + x}), x, -oo, oo, {}, 80)
    assert overlaps(ball, direct)
    assert disjoint(ball, plain)


def test_principal_values():
    hilbert = enclose_convolution(
        1 / x, box(-1, 1), x, Rational(1, 2), {}, 80, principal_value=True
    )
    assert overlaps(hilbert, enclose_expr(log(3), {}, 300))
    ball = enclose_integral(exp(x) / x, x, -1, 1, {}, 80, principal_value=True)
    assert overlaps(ball, enclose_expr(2 * sympy.Shi(1), {}, 300))
    with pytest.raises(DivergentIntegral):
        enclose_convolution(1 / x, box(-1, 1), x, Rational(1, 2))
    with pytest.raises(DivergentIntegral):
        enclose_integral(1 / x**2, x, -1, 1, principal_value=True)


@pytest.mark.parametrize(
    ("expr", "lower", "upper"),
    [
        (1 / x, 0, 1),
        (1 / x, 1, oo),
        (x ** Rational(-3, 2), 0, 1),
        (1 / (x - sqrt(2)), 1, 2),
        (exp(x), -oo, oo),
        (sympy.tanh(x) ** 2, 0, oo),
    ],
    ids=str,
)
def test_divergence_is_proved(expr, lower, upper):
    with pytest.raises(DivergentIntegral):
        enclose_integral(expr, x, lower, upper)


@pytest.mark.parametrize(
    ("expr", "lower", "upper"),
    [(sympy.cos(x**2), 0, oo), (1 / (x * log(x) ** 2), 2, oo), (log(x) / x**2, 0, 1)],
    ids=str,
)
def test_no_bound_is_said_not_guessed(expr, lower, upper):
    with pytest.raises(Unresolved):
        enclose_integral(expr, x, lower, upper)


def test_the_arcsine_law_against_the_elliptic_integral():
    """∫ dx/√((1−x²)(1−(t−x)²)) = K(1 − t²/4) for 0 < t < 2, DLMF 19.29; at t = 0 it diverges."""
    f = Piecewise((1 / sqrt(1 - x**2), Abs(x) < 1), (0, True))
    ball = enclose_convolution(f, f, x, Rational(1, 2), {}, 60)
    assert overlaps(ball, enclose_expr(sympy.elliptic_k(1 - Rational(1, 16)), {}, 300))
    with pytest.raises(DivergentIntegral):
        enclose_convolution(f, f, x, 0)


def test_values_that_cancel_are_enclosed_absolutely():
    ball = enclose_convolution(x * exp(-(x**2)), exp(-(x**2)), x, 0, {}, 80)
    assert ball.contains(0)
    assert bool(abs(ball).upper() < arb(2) ** -78)


def test_bad_input_is_named():
    a = Symbol("a")
    with pytest.raises(InvalidInput, match="no value was given for a"):
        enclose_convolution(exp(-a * x), x, x, 1)
    with pytest.raises(InvalidInput, match="op is 'product'"):
        enclose_convolution(x, x, x, 1, op="product")
    with pytest.raises(InvalidInput, match="exact real number"):
        enclose_convolution(x, x, x, I)
    with pytest.raises(InvalidInput, match="lies above"):
        enclose_integral(x, x, 1, 0)


def test_a_plain_symbol_is_read_as_real():
    y = Symbol("x")
    ball = enclose_convolution(sqrt(y**2) * exp(-(y**2)), Heaviside(y), y, 5, {}, 60)
    second = enclose_convolution(Abs(x) * exp(-(x**2)), Heaviside(x), x, 5, {}, 60)
    assert overlaps(ball, second)
    assert not disjoint(ball, acb(second))


def test_symmetric_limits_at_infinity_are_not_called_divergent():
    with pytest.raises(DivergentIntegral):
        enclose_integral(x / (1 + x**2), x, -oo, oo)
    with pytest.raises(Unresolved, match="symmetric limit"):
        enclose_integral(x / (1 + x**2), x, -oo, oo, principal_value=True)


def test_both_signs_of_a_shifted_pair_agree_with_a_translate():
    """(f(· − a) ∗ g)(t + a) = (f ∗ g)(t), through other break points and tails."""
    f, g = exp(-Abs(x)) * sin(x), 1 / (1 + x**2)
    for a in (Rational(-7, 3), sqrt(2)):
        moved = enclose_convolution(f.xreplace({x: x - a}), g, x, 1 + a, {}, 80)
        assert overlaps(moved, enclose_convolution(f, g, x, 1, {}, 80))


@pytest.mark.parametrize(
    ("expr", "lower", "upper"),
    [
        (exp(-(x ** sqrt(2))), 0, oo),
        (exp(-(x ** sqrt(2))) * exp(-x), 0, oo),
        (exp(-(x**pi) - x), 0, oo),
        ((-2) ** x, -1, 1),
        ((-pi) ** (x**2), 0, 1),
        (sympy.Pow(sympy.erf(1) - 1, x), 0, 1),
        (exp(log(-2) * x), 0, 1),
        (sympy.floor(3 * x) * sympy.acot(x + 1), 0, 1),
        (sympy.sign(sin(5 * x)) * exp(x), 0, 1),
        (sympy.sqrt(exp(4 * I * x)), 0, 1),
    ],
    ids=str,
)
def test_integrals_that_ask_for_a_premise_are_those_of_mpmath(expr, lower, upper):
    """Irrational powers in an exponent, constants on a cut, jumps that no switch shows."""
    ball = enclose_integral(expr, x, lower, upper, timeout=20)
    ends = [0, mpmath.pi / 5, 1] if upper == 1 and lower == 0 else [lower, upper]
    if expr.has(sympy.floor):
        ends = [0, mpmath.mpf(1) / 3, mpmath.mpf(2) / 3, 1]
    if expr.has(exp(4 * I * x)):
        ends = [0, mpmath.pi / 4, 1]
    with mpmath.workdps(25):
        ends = [mpmath.inf if end == oo else mpmath.mpf(end) for end in ends]
        true = mpmath.quad(sympy.lambdify(x, expr, "mpmath"), ends)
    assert abs(float(ball.real.mid()) - mpmath.re(true)) < 1e-9
    assert abs(float(ball.imag.mid()) - mpmath.im(true)) < 1e-9


def test_an_integral_on_a_cut_ends_in_its_time():
    with pytest.raises(Unresolved):
        enclose_integral(sympy.acosh(x) + sympy.asin(2 + x), x, 0, Rational(1, 2), timeout=1)


def test_special_constants_are_real_ends():
    ball = enclose_integral(x, x, 0, sympy.Si(1))
    assert abs(float(ball.real.mid()) - float(sympy.Si(1).evalf(20)) ** 2 / 2) < 1e-15
