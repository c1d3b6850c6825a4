"""Claims: true ones proved, false ones refuted with witness, correction and region."""

from __future__ import annotations

import pytest
from sympy import (
    DiracDelta,
    Eq,
    Heaviside,
    Integer,
    Interval,
    Max,
    Ne,
    Piecewise,
    Rational,
    Symbol,
    Union,
    besselj,
    beta,
    erf,
    erfc,
    exp,
    log,
    oo,
    pi,
    sqrt,
    symbols,
)

from symconv import box
from symconv.check import Status, claim
from symconv.enclosure import disjoint, enclose_convolution, enclose_expr
from symconv.errors import DivergentIntegral, InvalidInput, Undecided

x, t = Symbol("x", real=True), Symbol("t", real=True)
a, b = symbols("a b", positive=True)
STEP, DECAY = Heaviside(x), exp(-x) * Heaviside(x)
RISE = (1 - exp(-t)) * Heaviside(t)
GAUSS_BOX = sqrt(pi) / 2 * (erfc(t - 1) - erfc(t))
RATES = (exp(-a * x) * Heaviside(x), exp(-b * x) * Heaviside(x))
GENERIC = (exp(-a * t) - exp(-b * t)) / (b - a) * Heaviside(t)


def confluent(arm):
    return Piecewise((GENERIC, Ne(a, b)), (arm * Heaviside(t), True))


TRUE = [
    (RISE, STEP, DECAY, {}),
    (box(t, 1, 2), box(x, 0, 1), DiracDelta(x - 1), {}),
    (GAUSS_BOX, exp(-(x**2)), box(x, 0, 1), {}),
    (sqrt(pi) / 2 * (erf(t) - erf(t - 1)), exp(-(x**2)), box(x, 0, 1), {}),
    (pi * 3 / (2 * (9 + t**2)), 1 / (1 + x**2), 1 / (4 + x**2), {}),
    (confluent(t * exp(-a * t)), *RATES, {}),
    (box(t, -1, 0), DiracDelta(x - 1), box(x, 0, 1), {"op": "correlate"}),
    (t, STEP, 1, {"kind": "causal", "on": Interval(0, oo)}),
    (t * Heaviside(t), 1, 1, {"kind": "causal"}),
    (Integer(1), box(x, 0, 1), box(x, 0, 1), {"kind": "circular", "period": 1}),
    (t, box(x, 0, 2), box(x, 0, 2), {"on": Interval(0, 2)}),
]


@pytest.mark.parametrize(("h", "f", "g", "options"), TRUE, ids=lambda v: str(v)[:40])
def test_true_claims_are_proved(h, f, g, options):
    verdict = claim(h, f, g, x, t, **options)
    assert verdict.status is Status.PROVED, verdict
    assert bool(verdict)
    assert verdict.hint is verdict.witness is verdict.correction is None


def test_the_witness_holds_against_the_defining_integral():
    wrong = GAUSS_BOX * (1 + Rational(1, 10**9))
    f, g = exp(-(x**2)), box(x, 0, 1)
    point = claim(wrong, f, g, x, t).witness.point
    assert disjoint(enclose_expr(wrong, {t: point}, 80), enclose_convolution(f, g, x, point))


@pytest.mark.parametrize(
    ("extra", "where"),
    [
        (box(t, 2, 3), Interval.Ropen(2, 3)),
        (Heaviside(t - 50), Interval(50, oo)),
        (Heaviside(-9 - t), Interval.open(-oo, -9)),
        (box(t, -2, -1) + box(t, 2, 3), Union(Interval.Ropen(-2, -1), Interval.Ropen(2, 3))),
    ],
)
def test_differs_on_one_piece_or_a_tail(extra, where):
    found = claim(RISE + extra, STEP, DECAY, x, t).differs_on
    assert found.closure == where.closure
    assert where.contains(claim(RISE + extra, STEP, DECAY, x, t).witness.point)


def test_the_confluent_arm():
    assert claim(confluent(t * exp(-a * t)), *RATES, x, t).hypotheses[-1] not in (Ne(a, b),)
    undefined = claim(GENERIC, *RATES, x, t)
    assert undefined.status is Status.PROVED
    assert undefined.hypotheses[-1] in (Ne(a, b), Ne(b, a))
    wrong = claim(confluent(2 * t * exp(-a * t)), *RATES, x, t)
    assert wrong.status is Status.REFUTED
    assert wrong.differs_on in (Eq(a, b), Eq(b, a))
    assert wrong.hint in ("valid for a ≠ b only", "valid for b ≠ a only")
    assert wrong.witness.parameters[a] == wrong.witness.parameters[b]


def test_a_region_is_judged_alone():
    assert claim(1 - exp(-t), STEP, DECAY, x, t, on=Interval(0, oo))
    assert not claim(1 - exp(-t), STEP, DECAY, x, t, on=Interval(-1, oo))
    with pytest.raises(InvalidInput, match="expected an Interval"):
        claim(t, STEP, DECAY, x, t, on=(0, 1))


def test_existence_comes_first():
    with pytest.raises(DivergentIntegral):
        claim(0, STEP, Heaviside(-x), x, t)
    r, q = symbols("r q", real=True)
    pair = exp(-r * x) * Heaviside(x), exp(q * x) * Heaviside(-x)
    with pytest.raises(Undecided):
        claim(0, *pair, x, t)
    h = Piecewise((exp(-r * t), t > 0), (exp(q * t), True)) / (q + r)
    assert claim(h, *pair, x, t, assuming=(q + r > 0,))


def test_without_a_closed_form_balls_refute_and_never_prove():
    f, g = exp(-(x**4)), box(x, 0, 1)
    assert claim(exp(-t), f, g, x, t).status is Status.REFUTED


def test_an_enclosed_closed_form_is_no_proof(monkeypatch):
    from dataclasses import replace

    from symconv.check import claims

    real = claims.solve

    def enclosed(problem):
        answer = real(problem)
        return replace(answer, certificate=replace(answer.certificate, status="enclosed"))

    monkeypatch.setattr(claims, "solve", enclosed)
    verdict = claim(GAUSS_BOX, exp(-(x**2)), box(x, 0, 1), x, t)
    assert verdict.status is Status.UNDECIDED
    assert "enclosed" in verdict.reason
    with pytest.raises(Undecided):
        bool(verdict)


def test_the_callers_symbols():
    y, s = Symbol("y"), Symbol("s")
    verdict = claim(s * Heaviside(s), Heaviside(y), Heaviside(y), y, s)
    assert verdict.status is Status.PROVED
    assert verdict.left == s * Heaviside(s)
    refuted = claim(s, Heaviside(y), Heaviside(y), y, s)
    assert refuted.correction.free_symbols == {s}


def test_texts_are_refused():
    with pytest.raises(InvalidInput, match="text"):
        claim("t", STEP, DECAY, x, t)


def test_unknown_functions_and_logarithms():
    assert claim(besselj(0, t) * Heaviside(t), besselj(0, x) * STEP, DiracDelta(x), x, t)
    late = -1 - (t - 1) * log(t - 1) + t - 1
    h = Piecewise((t * log(t) - t, (t > 0) & (t < 1)), (late, t > 1), (0, True))
    f = Piecewise((log(x), (x > 0) & (x < 1)), (0, True))
    assert claim(h, f, box(x, 0, 1), x, t, on=Interval(-oo, 2))


RAMP = t * Heaviside(t)
HIDDEN = sqrt(2 + sqrt(3)) - (sqrt(6) + sqrt(2)) / 2
r, q = symbols("r q", real=True)


@pytest.mark.parametrize(
    "h",
    [
        Piecewise((RAMP, Ne(r, q**2)), (5, True)),
        Piecewise((RAMP, Ne(a * b, 1)), (5, True)),
        Piecewise((RAMP, Ne(r**2, 2)), (5, True)),
        Piecewise((RAMP, r**2 < 2), (RAMP, r**2 > 2), (5, True)),
        Piecewise((RAMP, r < 100), (5, True)),
        RAMP + Max(0, r - 10**6) * Heaviside(t),
        RAMP + DiracDelta(t - 50) / 10**20,
        RAMP * (1 + HIDDEN + Rational(1, 10**30)),
        RAMP * sqrt(r**2) / r,
    ],
    ids=str,
)
def test_wrong_in_a_corner_is_never_proved(h):
    assert claim(h, Heaviside(x), Heaviside(x), x, t).status is not Status.PROVED


@pytest.mark.parametrize("h", [RAMP * (1 + HIDDEN), RAMP + HIDDEN])
def test_a_hidden_zero_is_never_refuted(h):
    assert claim(h, Heaviside(x), Heaviside(x), x, t).status is not Status.REFUTED


@pytest.mark.parametrize(
    ("h", "on"),
    [
        (Integer(0), Interval(-30, -20)),
        (sqrt(pi), Interval(20, 30)),
        (Piecewise((sqrt(pi), t > 30), (sqrt(pi) / 2 * erfc(-t), True)), None),
    ],
)
def test_differences_far_out_in_a_gaussian_tail_are_found(h, on):
    verdict = claim(h, exp(-(x**2)), STEP, x, t, on=on)
    assert verdict.status is Status.REFUTED


def test_moduli_and_beta_functions_are_known():
    alpha = Symbol("alpha")
    square, tent = box(x, 0, 1), Max(0, 1 - abs(t))
    given = (alpha * square, alpha * square, x, t)
    assert claim(abs(alpha) ** 2 * tent, *given, op="correlate")
    assert claim(alpha**2 * tent, *given, op="correlate").status is Status.REFUTED
    powers = (x ** (a - 1) * STEP, x ** (b - 1) * STEP)
    assert claim(beta(a, b) * t ** (a + b - 1) * Heaviside(t), *powers, x, t)


def test_an_operation_that_does_not_exist_is_refused():
    with pytest.raises(InvalidInput, match="expected one of 'convolve', 'correlate'"):
        claim(t, STEP, STEP, x, t, op="multiply")


def test_a_period_is_for_the_circular_kind():
    y, s, u = symbols("y s u", real=True)
    with pytest.raises(InvalidInput, match="period=P go together"):
        claim(t, STEP, STEP, x, t, period=3)
    with pytest.raises(InvalidInput, match="kind is 'line'"):
        claim(s * u, box(x, 0, 1) * box(y, 0, 1), box(x, 0, 1), (x, y), (s, u), period=3)


def test_an_interval_outside_the_period_is_refused():
    pair = box(x, 0, 1), box(x, 0, 1)
    with pytest.raises(InvalidInput, match="has its answer on"):
        claim(1, *pair, x, t, kind="circular", period=1, on=Interval(5, 6))
    assert claim(1, *pair, x, t, kind="circular", period=1, on=Interval(-5, 6))


def test_masses_that_are_not_understood_leave_it_undecided():
    from sympy import sin

    verdict = claim(0, DiracDelta(sin(x)), exp(-(x**4)), x, t, kind="causal")
    assert verdict.status is Status.UNDECIDED


def test_no_value_is_needed_outside_the_interval():
    hat = Piecewise((0, t < 0), (t, t < 1), (2 - t, t < 2))
    pair = box(x, 0, 1), box(x, 0, 1)
    assert claim(hat, *pair, x, t, on=Interval(0, 2))
    for options in ({}, {"on": Interval(0, 3)}):
        with pytest.raises(InvalidInput, match="not defined on the whole line"):
            claim(hat, *pair, x, t, **options)


def test_a_claim_in_the_input_variable_is_refused():
    x, t, y, u = symbols("x t y u", real=True)
    f = exp(-x) * Heaviside(x)
    with pytest.raises(InvalidInput, match="input variable x; write it in the output variable t"):
        claim(x * f, f, f, x, t)
    assert claim(x * f, f, f, x).status is Status.PROVED
    plane = exp(-(x**2) - y**2)
    with pytest.raises(InvalidInput, match="input variable x, y"):
        claim(plane, plane, plane, (x, y), (t, u))
