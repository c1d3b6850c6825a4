"""Claims without a closed form: the defining integral of the kind that was asked, nothing else."""

from __future__ import annotations

import time
from fractions import Fraction

import mpmath
import pytest
import sympy
from sympy import (
    Abs,
    DiracDelta,
    Eq,
    Function,
    Heaviside,
    I,
    Integer,
    Interval,
    Ne,
    Piecewise,
    Rational,
    Symbol,
    atan,
    besseli,
    besselj,
    cos,
    exp,
    gamma,
    lowergamma,
    pi,
    sin,
    sqrt,
    symbols,
)

from symconv.check import Status, claim
from symconv.check.examining import examine
from symconv.errors import DivergentIntegral
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
RISE = Piecewise((lowergamma(Rational(1, 4), t**4) / 4, t > 0), (0, True))  # ∫_0^t exp(−u⁴) du
WAVE = exp(cos(2 * pi * x))


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
def test_right_answers_agree(f, g, h):
    outcome = examine(problem(f, g), h)
    assert outcome.agrees, outcome.reason
    assert len(outcome.points) >= 6
    assert outcome == examine(problem(f, g), h)


@pytest.mark.parametrize(("f", "g", "h"), RIGHT)
@pytest.mark.parametrize("factor", [1 + Rational(1, 10**25), -1])
def test_a_factor_off_by_one_part_in_1e25_is_refuted(f, g, h, factor):
    outcome = examine(problem(f, g), h * factor)
    assert not outcome.agrees
    assert outcome.witness is not None


def test_points_hold_the_true_value():
    """The recorded balls against mpmath's quadrature of the definition."""
    voigt = pi * sympy.re(exp(-((t + I) ** 2)) * sympy.erfc(-I * (t + I)))
    outcome = examine(problem(exp(-(x**2)), 1 / (1 + x**2)), voigt)
    assert outcome.points
    for point in outcome.points:
        place = mpmath.mpf(point.point.p) / point.point.q
        value = mpmath.quad(
            lambda s, place=place: mpmath.exp(-s * s) / (1 + (place - s) ** 2),
            [-9, -3, -1, 0, 1, 3, 9],
        )
        middle = mpmath.mpf(point.right.strip("[").split(" +/-")[0])
        assert mpmath.almosteq(middle, value, rel_eps=1e-12)


def test_wrong_arm_on_a_null_set_of_parameters_is_refuted():
    wrong = RATE_ANSWER.subs(t * exp(-a * t), t * exp(-2 * a * t))
    outcome = examine(problem(exp(-a * x) * step(x), exp(-b * x) * step(x)), wrong)
    assert outcome.witness is not None
    assert outcome.witness.parameters[a] == outcome.witness.parameters[b]


def test_every_arm_has_two_draws():
    outcome = examine(problem(exp(-a * x) * step(x), exp(-b * x) * step(x)), RATE_ANSWER)
    draws = {(point.parameters[a], point.parameters[b]) for point in outcome.points}
    equal = [draw for draw in draws if len(set(draw)) == 1]
    assert len(equal) >= 2
    assert len(draws) - len(equal) >= 2


def test_assuming_restricts_the_draws():
    f, g = exp(-a * x) * step(x), exp(-b * x) * step(x)
    generic = Piecewise(((exp(-a * t) - exp(-b * t)) / (b - a), t >= 0), (0, True))
    outcome = examine(problem(f, g, assuming=(a < b,)), generic)
    assert outcome.agrees
    assert all(point.parameters[a] < point.parameters[b] for point in outcome.points)


def test_parameters_for_which_the_integral_diverges_refute_nothing():
    real = Symbol("c", real=True)
    f, h = x ** (real - 1) * step(x), Piecewise((t**real / real, t >= 0), (0, True))
    outcome = examine(problem(f, step(x)), h)
    assert outcome.witness is None
    assert "diverges" in outcome.reason
    assert examine(problem(f, step(x), assuming=(real > 0,)), h).agrees


def test_an_integral_that_diverges_wherever_it_was_looked_at():
    """H(x)/x ∗ H(x) exists for t < 0 only, where it is 0; with on= it diverges everywhere."""
    pair = problem(step(x) / x, step(x))
    assert examine(pair, sympy.log(t) * step(t)).witness is None
    with pytest.raises(DivergentIntegral):
        examine(pair, sympy.log(t) * step(t), Interval(1, 2))
    with pytest.raises(DivergentIntegral):
        claim(0, 1 / ((x**4 + 1) * (exp(x) + 1)), exp(x**4), x, t)


def test_dropped_tail_of_the_definition_is_found():
    """exp(−x)[x > 2] ∗ x[2, 3] with the tail past 5 dropped, as in Sage's own doctest."""
    f = Piecewise((exp(-x), x > 2), (0, True))
    g = Piecewise((x, (x > 2) & (x < 3)), (0, True))
    middle = (t - 3) * exp(-2) - exp(2 - t)
    far = (2 * exp(3) - exp(2)) * exp(-t)
    right = Piecewise((middle, (t > 4) & (t <= 5)), (far, t > 5), (0, True))
    assert examine(problem(f, g), right).agrees
    dropped = Piecewise((middle, (t > 4) & (t <= 5)), (0, True))
    assert examine(problem(f, g), dropped).witness is not None
    assert examine(problem(f, g), dropped, Interval(0, 5)).agrees


def test_correlation_and_complex_parameters():
    s = Symbol("s")
    f, g = exp(I * x) * (step(x) - step(x - 1)), exp(-(x**2)) * s
    assert examine(problem(f, g, op="correlate"), s * exp(-(t**2))).witness is not None
    lorentz = 1 / (x**2 + 1)
    outcome = examine(problem(lorentz, s * lorentz, op="correlate"), s * pi * 2 / (t**2 + 4))
    assert any(point.parameters[s].has(I) for point in outcome.points)
    real_part_only = sympy.re(s) * pi * 2 / (t**2 + 4)
    assert examine(problem(lorentz, s * lorentz), real_part_only).witness is not None


def test_unknown_functions_are_not_judged():
    outcome = examine(problem(Function("f")(x), step(x)), Function("f")(t))
    assert not outcome.agrees
    assert outcome.witness is None


def test_time_that_is_up_is_said():
    late = problem(exp(-(x**2)), exp(-(x**2)), deadline=time.monotonic() - 1)
    assert "out of time" in examine(late, sqrt(pi / 2) * exp(-(t**2) / 2)).reason


def test_open_order_of_break_points_is_drawn_both_ways():
    """box(0, a) ∗ box(0, b) with a plateau that is right for a < b only."""
    box_a, box_b = step(x) - step(x - a), step(x) - step(x - b)
    right = (Abs(t) + Abs(t - a - b) - Abs(t - a) - Abs(t - b)) / 2
    assert examine(problem(box_a, box_b), right).agrees
    for_a_below_b = Piecewise((0, t < 0), (t, t < a), (a, t < b), (a + b - t, t < a + b), (0, True))
    assert examine(problem(box_a, box_b), for_a_below_b).witness is not None


def test_beta_with_symbolic_exponents():
    c = Symbol("c", positive=True)
    h = Piecewise((t ** (a + c - 1) * gamma(a) * gamma(c) / gamma(a + c), t > 0), (0, True))
    f, g = x ** (a - 1) * step(x), x ** (c - 1) * step(x)
    assert examine(problem(f, g), h).agrees
    assert examine(problem(f, g), 2 * h).witness is not None


def test_a_point_mass_of_the_claim_is_passed_by():
    outcome = examine(problem(exp(-(x**4)), step(x)), DiracDelta(t - 1))
    assert outcome.witness is not None


OF_A_KIND = [
    (RISE, exp(-(x**4)), 1, {"kind": "causal"}),
    (RISE, exp(-(x**4)), 1, {"kind": "causal", "on": Interval(1, 2)}),
    (besseli(1, 1) * cos(2 * pi * t), WAVE, cos(2 * pi * x), {"kind": "circular", "period": 1}),
    (
        besseli(1, 1) * cos(2 * pi * t),
        WAVE,
        cos(2 * pi * x),
        {"kind": "circular", "period": 1, "op": "correlate"},
    ),
    (besseli(0, 2 * cos(pi * t)), WAVE, WAVE, {"kind": "circular", "period": 1}),
    (besseli(0, 1), WAVE, 1, {"kind": "circular", "period": 1}),
    (
        1 / (t + 1),
        x * exp(-x) * step(x),
        exp(-x) * step(x),
        {"kind": "mellin", "op": "correlate"},
    ),
]


@pytest.mark.parametrize(("h", "f", "g", "options"), OF_A_KIND)
def test_true_claims_of_every_kind_are_not_refuted(h, f, g, options):
    verdict = claim(h, f, g, x, t, **options)
    assert verdict.status is not Status.REFUTED, verdict.witness
    wrong = claim(h + Rational(1, 10**20), f, g, x, t, **options)
    assert wrong.status is Status.REFUTED
    assert wrong.witness is not None


def test_the_witness_of_a_causal_claim_is_the_causal_integral():
    witness = claim(2 * RISE, exp(-(x**4)), 1, x, t, kind="causal", on=Interval(1, 2)).witness
    assert 1 < witness.point < 2
    value = mpmath.quad(lambda u: mpmath.exp(-(u**4)), [0, Fraction(str(witness.point))])
    assert abs(value - mpmath.mpf(witness.right.strip("[").split(" +/-")[0])) < 1e-12


@pytest.mark.parametrize("options", [{"on": Interval(0, 1)}, {"on": Interval.open(2, 3)}])
def test_nothing_is_judged_outside_the_interval(options):
    """Right inside the interval and wrong outside, with no closed form to compare."""
    low, high = options["on"].start, options["on"].end
    inside = Piecewise((RISE, (t >= low) & (t <= high)), (77, True))
    assert claim(inside, exp(-(x**4)), 1, x, t, kind="causal", **options).status is (
        Status.UNDECIDED
    )
    assert claim(inside, exp(-(x**4)), 1, x, t, kind="causal").status is Status.REFUTED


def test_the_value_at_a_single_point_refutes_nothing():
    """Equality is almost everywhere: h may be anything at the very points that are looked at."""
    f, g = exp(-(x**4)), 1
    points = [s.point for s in examine(problem(f, step(x), kind="causal"), RISE).points]
    h = Piecewise(*((5, Eq(t, point)) for point in points), (RISE, True))
    assert claim(h, f, g, x, t, kind="causal").status is Status.UNDECIDED
    area = sqrt(pi) / 2 * (sympy.erf(t) - sympy.erf(t - 1))
    pair = exp(-(x**2)), step(x) - step(x - 1)
    point = claim(2 * area, *pair, x, t).witness.point
    assert claim(Piecewise((5, Eq(t, point)), (area, True)), *pair, x, t).status is Status.PROVED
    assert claim(Piecewise((0, Eq(t, point)), (2 * area, True)), *pair, x, t).status is (
        Status.REFUTED
    )


def test_zero_stays_a_claim():
    assert claim(Integer(0), exp(-(x**4)), 1, x, t, kind="causal").status is Status.REFUTED
    assert claim(
        Integer(0), exp(-(x**4)), 1, x, t, kind="causal", on=Interval(-2, -1)
    ).status is not (Status.REFUTED)
