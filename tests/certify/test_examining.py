"""certify: right answers get points, wrong ones are named, what cannot be seen is refused."""

from __future__ import annotations

import json
import time
from fractions import Fraction

import mpmath
import pytest
import sympy
from sympy import (
    Abs,
    DiracDelta,
    Function,
    Heaviside,
    I,
    Ne,
    Piecewise,
    Symbol,
    atan,
    besselj,
    exp,
    gamma,
    pi,
    sin,
    sqrt,
    symbols,
)

from symconv.certify import RefutedForm, certify, examine
from symconv.errors import NoClosedForm
from symconv.problem import Problem

x, t = Symbol("x", real=True), Symbol("t", real=True)
a, b = symbols("a b", positive=True)
step = Heaviside

RATE_ANSWER = Piecewise(
    (
        Piecewise(((exp(-a * t) - exp(-b * t)) / (b - a), Ne(a, b)), (t * exp(-a * t), True)),
        t >= 0,
    ),
    (0, True),
)


def problem(f, g, **options):
    return Problem(f, g, x, t, **options)


RIGHT = [
    (exp(-(x**2)), exp(-(x**2)), sqrt(pi / 2) * exp(-(t**2) / 2)),
    (step(x) / sqrt(x), step(x) / sqrt(x), Piecewise((pi, t > 0), (0, True))),
    (exp(-a * x) * step(x), exp(-b * x) * step(x), RATE_ANSWER),
    (besselj(0, x) * step(x), besselj(0, x) * step(x), sin(t) * step(t)),
    (sin(x) / x, sin(x) / x, pi * sin(t) / t),
    (1 / (1 + x**2), step(x) - step(x - 1), atan(t) - atan(t - 1)),
]


@pytest.mark.parametrize(("f", "g", "h"), RIGHT)
def test_right_answer_is_enclosed(f, g, h):
    certificate = certify(problem(f, g), h)
    assert certificate is not None
    assert certificate.status == "enclosed"
    assert len(certificate.data["points"]) >= 6
    json.loads(certificate.to_json())


@pytest.mark.parametrize(("f", "g", "h"), RIGHT)
@pytest.mark.parametrize("factor", [1 + sympy.Rational(1, 10**25), -1])
def test_factor_off_by_one_part_in_1e25_is_refuted(f, g, h, factor):
    outcome = examine(problem(f, g), h * factor)
    assert outcome.certificate is None
    assert outcome.witness is not None
    with pytest.warns(RefutedForm, match="is not the integral"):
        assert certify(problem(f, g), h * factor) is None


def test_untrusted_search_is_refused_without_a_warning():
    assert certify(problem(exp(-(x**2)), exp(-(x**2))), exp(-(t**2)), untrusted=True) is None


def test_points_hold_the_true_value():
    """The recorded balls against mpmath's quadrature of the definition."""
    certificate = certify(problem(exp(-(x**2)), 1 / (1 + x**2)), _voigt())
    for point in certificate.data["points"]:
        place = mpmath.mpf(Fraction(point["t"]).numerator) / Fraction(point["t"]).denominator
        value = mpmath.quad(
            lambda s, place=place: mpmath.exp(-s * s) / (1 + (place - s) ** 2),
            [-9, -3, -1, 0, 1, 3, 9],
        )
        middle = mpmath.mpf(point["integral"].strip("[").split(" +/-")[0])
        assert mpmath.almosteq(middle, value, rel_eps=1e-12)


def _voigt():
    return pi * sympy.re(exp(-((t + I) ** 2)) * sympy.erfc(-I * (t + I)))


def test_wrong_arm_on_a_null_set_of_parameters_is_refuted():
    wrong = RATE_ANSWER.subs(t * exp(-a * t), t * exp(-2 * a * t))
    outcome = examine(problem(exp(-a * x) * step(x), exp(-b * x) * step(x)), wrong)
    assert outcome.witness is not None
    assert outcome.witness["parameters"]["a"] == outcome.witness["parameters"]["b"]


def test_every_arm_has_two_draws():
    certificate = certify(problem(exp(-a * x) * step(x), exp(-b * x) * step(x)), RATE_ANSWER)
    draws = {tuple(sorted(point["parameters"].items())) for point in certificate.data["points"]}
    equal = [draw for draw in draws if len({value for _, value in draw}) == 1]
    assert len(equal) >= 2
    assert len(draws) - len(equal) >= 2


def test_assuming_restricts_the_draws():
    f, g = exp(-a * x) * step(x), exp(-b * x) * step(x)
    generic = Piecewise(((exp(-a * t) - exp(-b * t)) / (b - a), t >= 0), (0, True))
    certificate = certify(problem(f, g, assuming=(a < b,)), generic)
    for point in certificate.data["points"]:
        assert Fraction(point["parameters"]["a"]) < Fraction(point["parameters"]["b"])


def test_integer_and_conditioned_parameters():
    n = Symbol("n", integer=True, nonnegative=True)
    f = x**n * step(x)
    h = Piecewise((t ** (n + 1) / (n + 1), t >= 0), (0, True))
    certificate = certify(problem(f, step(x)), h)
    assert all(int(point["parameters"]["n"]) >= 0 for point in certificate.data["points"])
    real = Symbol("c", real=True)
    f = x ** (real - 1) * step(x)
    h = Piecewise((t**real / real, t >= 0), (0, True))
    outcome = examine(problem(f, step(x)), h)
    assert outcome.witness is not None  # the integral diverges for c <= 0
    assert certify(problem(f, step(x)), h, conditions=(real > 0,)) is not None


def test_dropped_tail_of_the_definition_is_found():
    """exp(−x)[x > 2] ∗ x[2, 3] with the tail past 5 dropped, as in Sage's own doctest."""
    f = Piecewise((exp(-x), x > 2), (0, True))
    g = Piecewise((x, (x > 2) & (x < 3)), (0, True))
    middle = (t - 3) * exp(-2) - exp(2 - t)
    far = (2 * exp(3) - exp(2)) * exp(-t)
    right = Piecewise((middle, (t > 4) & (t <= 5)), (far, t > 5), (0, True))
    assert certify(problem(f, g), right) is not None
    dropped = Piecewise((middle, (t > 4) & (t <= 5)), (0, True))
    assert examine(problem(f, g), dropped).witness is not None


def test_correlation_and_complex_parameters():
    s = Symbol("s")
    f, g = exp(I * x) * (step(x) - step(x - 1)), exp(-(x**2)) * s
    h = s * exp(-(t**2))
    assert examine(problem(f, g, op="correlate"), h).witness is not None
    lorentz = 1 / (x**2 + 1)
    complex_answer = s * pi * 2 / (t**2 + 4)
    certificate = certify(problem(lorentz, s * lorentz, op="correlate"), complex_answer)
    assert any("I" in point["parameters"]["s"] for point in certificate.data["points"])


def test_real_part_only_for_complex_parameter_is_refuted():
    s = Symbol("s")
    lorentz = 1 / (x**2 + 1)
    wrong = sympy.re(s) * pi * 2 / (t**2 + 4)
    assert examine(problem(lorentz, s * lorentz), wrong).witness is not None


def test_masses_and_unknown_functions_are_not_judged():
    assert "mass" in examine(problem(DiracDelta(x), DiracDelta(x)), DiracDelta(t)).reason
    assert "mass" in examine(problem(DiracDelta(x, 1), step(x)), sympy.S.Zero).reason
    f = Function("f")
    assert examine(problem(f(x), step(x)), f(t)).certificate is None


def test_divergent_integral_refutes():
    outcome = examine(problem(step(x) / x, step(x)), sympy.log(t) * step(t))
    assert outcome.witness is not None
    assert "diverges" in outcome.reason


def test_deterministic():
    first = certify(problem(*RIGHT[2][:2]), RATE_ANSWER)
    second = certify(problem(*RIGHT[2][:2]), RATE_ANSWER)
    assert first == second


def test_deadline_is_respected():
    late = problem(exp(-(x**2)), exp(-(x**2)), deadline=time.monotonic() - 1)
    with pytest.raises(NoClosedForm, match="out of time"):
        certify(late, sqrt(pi / 2) * exp(-(t**2) / 2))


def test_open_order_of_break_points_is_drawn_both_ways():
    """box(0, a) ∗ box(0, b) with a plateau that is right for a < b only."""
    box_a, box_b = step(x) - step(x - a), step(x) - step(x - b)
    right = (Abs(t) + Abs(t - a - b) - Abs(t - a) - Abs(t - b)) / 2
    assert certify(problem(box_a, box_b), right) is not None
    for_a_below_b = Piecewise((0, t < 0), (t, t < a), (a, t < b), (a + b - t, t < a + b), (0, True))
    assert examine(problem(box_a, box_b), for_a_below_b).witness is not None


def test_beta_with_symbolic_exponents():
    c = Symbol("c", positive=True)
    h = Piecewise((t ** (a + c - 1) * gamma(a) * gamma(c) / gamma(a + c), t > 0), (0, True))
    f, g = x ** (a - 1) * step(x), x ** (c - 1) * step(x)
    assert certify(problem(f, g), h) is not None
    assert examine(problem(f, g), 2 * h).witness is not None
