"""validate: honest kernels pass under proved bounds, lies are caught and named."""

import json
from fractions import Fraction

import numpy as np
import pytest
import scipy.signal
import sympy as sp
from sympy import I, Rational, exp, pi, sqrt

from symconv.enclosure import enclose_convolution
from symconv.errors import InvalidInput
from symconv.numeric import validate
from symconv.numeric.kernels import diagnose_kernel
from symconv.signals import box, exponential, gaussian, triangle

x = sp.Symbol("x", real=True)
LECTURE = (box(x, -1, 2), sp.Piecewise((1 - sp.Abs(x) / 5, x > 0), (0, True)))
PAIRS = {
    "lecture": LECTURE,
    "box*box": (box(x, -1, 2), box(x, 0, 1)),
    "triangle*Gauss": (triangle(x), gaussian(x)),
    "Gauss*Gauss": (gaussian(x), gaussian(x, 1, sp.Rational(1, 2))),
    "exp*exp": (exponential(x), exponential(x, 2)),
}
STEPS = ("1/4", "1/8", "1/16")


def single_precision_fft(a, v):
    n = len(a) + len(v) - 1
    product = np.fft.rfft(a, n).astype(np.complex64) * np.fft.rfft(v, n).astype(np.complex64)
    return np.fft.irfft(product, n)


LIES = {
    "forgets the flip": lambda a, v: np.correlate(a, v, "full"),
    "forgets the flip of the other": lambda a, v: np.correlate(v, a, "full"),
    "is off by 1 sample": lambda a, v: np.roll(np.convolve(a, v), 1),
    "is off by 1 sample, early": lambda a, v: np.append(np.convolve(a, v)[1:], 0),
    "scales its result by 1.001": lambda a, v: 1.001 * np.convolve(a, v),
    "drops the factor h": lambda a, v, step: np.convolve(a, v),
    "multiplies by h twice": lambda a, v, step: step**2 * np.convolve(a, v),
    "single precision": single_precision_fft,
    "single precision, direct": lambda a, v: np.convolve(a.astype("f"), v.astype("f")),
    'mode "same"': lambda a, v: np.convolve(a, v, "same"),
    "wraps around": lambda a, v: np.append(
        np.fft.ifft(np.fft.fft(a, (n := max(len(a), len(v)))) * np.fft.fft(v, n)).real,
        np.zeros(min(len(a), len(v)) - 1),
    ),
    "reversed": lambda a, v: np.convolve(a, v)[::-1],
    "no known reason": lambda a, v: np.convolve(a, v) + 0.01,
    "not finite": lambda a, v: np.convolve(a, v) * np.nan,
    "ZeroDivisionError": lambda a, v: 1 / 0,
}


@pytest.mark.parametrize("lie", sorted(LIES))
def test_lies_are_caught_and_named(lie):
    report = validate(*PAIRS["triangle*Gauss"], x, steps=STEPS[:2], kernel=LIES[lie])
    assert not report.passed
    assert lie.split(",")[0].split(" of the")[0] in report.diagnosis[0]


def test_a_correlation_that_swaps_its_arguments_is_named():
    report = validate(
        *LECTURE, x, "correlate", STEPS[:1], kernel=lambda a, v: np.correlate(a, v, "full")
    )
    assert report.diagnosis[0] == "swaps its arguments"
    flipped = diagnose_kernel(np.convolve, "correlate")
    assert flipped == ["flips: it computes the convolution"]
    without_conjugate = diagnose_kernel(
        lambda a, v: np.correlate(v, np.conj(a), "full"), "correlate", complex_valued=True
    )
    assert without_conjugate == ["does not conjugate its first argument"]


@pytest.mark.parametrize(
    "kernel",
    [
        None,
        np.convolve,
        scipy.signal.convolve,
        scipy.signal.fftconvolve,
        scipy.signal.oaconvolve,
        lambda a, v, step: step * np.convolve(a, v),
    ],
)
def test_honest_kernels_pass(kernel):
    report = validate(*PAIRS["exp*exp"], x, steps=STEPS, kernel=kernel)
    assert report.passed, report


@pytest.mark.parametrize("rule", ["midpoint", "left", "trapezoid", "average"])
@pytest.mark.parametrize("op", ["convolve", "correlate"])
@pytest.mark.parametrize("name", sorted(PAIRS))
def test_the_bound_holds_and_is_not_vacuous(name, op, rule):
    report = validate(*PAIRS[name], x, op, STEPS, rule)
    assert report.passed, report
    for row in report.rows:
        assert row.error <= row.bound
        assert row.discretisation == 0 or row.discretisation < 4 * float(row.step)
        assert row.truncation < 1e-15


def test_orders_are_those_of_the_theory():
    def order(pair, rule):
        return validate(*PAIRS[pair], x, rule=rule, steps=STEPS).rows[-1].order

    assert order("triangle*Gauss", "midpoint") == pytest.approx(2, abs=0.05)
    assert order("exp*exp", "midpoint") == pytest.approx(2, abs=0.05)
    assert order("exp*exp", "trapezoid") == pytest.approx(1, abs=0.05)
    assert order("box*box", "left") == pytest.approx(1, abs=0.01)
    assert order("box*box", "midpoint") is None
    assert order("Gauss*Gauss", "midpoint") is None


def test_box_with_box_at_half_values_attains_its_bound():
    """The largest error is h/4 exactly, where jump meets jump: the bound is sharp."""
    for row in validate(*PAIRS["box*box"], x, rule="trapezoid", steps=STEPS).rows:
        assert row.error == float(row.step) / 4
        assert row.discretisation == pytest.approx(row.error, rel=1e-9)


def test_gauss_with_gauss_is_at_rounding_level_at_once():
    row = validate(*PAIRS["Gauss*Gauss"], x, steps=["1/4"]).rows[0]
    assert row.error < 1e-15
    assert row.discretisation < 1e-20


@pytest.mark.parametrize(
    ("f", "g"),
    [
        (box(x, 0, 1) / sp.sqrt(x), box(x, 0, 1)),
        (box(x, 0, 1), sp.Piecewise((sp.log(x), (x > 0) & (x < 1)), (0, True))),
        (sp.Integer(1), exponential(x)),
        (sp.cos(x), gaussian(x)),
    ],
)
def test_no_bound_is_said_and_never_passes(f, g):
    report = validate(f, g, x, steps=STEPS[:2])
    assert not report.passed
    assert any("no bound for this pair" in text for text in report.diagnosis)


def test_break_points_off_the_grid_cost_an_order_and_stay_bounded():
    report = validate(box(x, 0, sp.Rational(1, 3)), box(x, 0, sp.sqrt(2)), x, steps=STEPS)
    assert report.passed, report
    assert report.rows[-1].expected == 1
    assert any("wander" in note for note in report.notes)


def test_a_slowly_decaying_pair_reports_what_was_cut_off():
    report = validate(1 / (1 + x**2), 1 / (1 + x**2), x, steps=["1/2"])
    assert report.passed
    assert 0.01 < report.rows[0].truncation < 0.1


def test_complex_signals():
    rotating = sp.exp(2 * sp.I * x) * box(x, 0, 1)
    for op in ("convolve", "correlate"):
        report = validate(rotating, x * box(x, 0, 2), x, op, STEPS)
        assert report.passed, report
    lie = validate(
        rotating,
        rotating,
        x,
        "correlate",
        STEPS[:1],
        kernel=lambda a, v: np.correlate(v, np.conj(a), "full"),
    )
    assert "does not conjugate" in lie.diagnosis[0]


def test_errors_against_the_defining_integral():
    """The closed form plays no part here: Arb encloses the integral itself."""
    f, g = PAIRS["triangle*Gauss"]
    step = Fraction(1, 8)
    points = np.arange(-1 + 1 / 16, 1, 1 / 8)
    far = np.arange(-9 + 1 / 16, 9, 1 / 8)
    samples = [
        np.array([float(u.subs(x, sp.Rational(p))) for p in at])
        for u, at in ((f, points), (g, far))
    ]
    found = float(step) * np.convolve(*samples)
    report = validate(f, g, x, steps=[step])
    for k in (70, 79, 85):
        t = sp.Rational(-10) + (k + 1) * sp.Rational(1, 8)
        ball = enclose_convolution(f, g, x, t)
        assert abs(found[k] - float(ball.real.mid())) <= report.rows[0].error + 1e-15


def test_table_json_and_plot():
    report = validate(*LECTURE, x, rule="trapezoid", steps=STEPS)
    text = str(report)
    assert text.startswith("PASSED: f ∗ g, rule trapezoid")
    assert "f sampled on [-1, 2)" in text
    data = json.loads(report.to_json())
    assert data["passed"] is True
    assert [row["step"] for row in data["rows"]] == list(STEPS)
    assert len(report.plot().axes[0].lines) >= 3


def test_refusals():
    f, g = LECTURE
    with pytest.raises(InvalidInput, match="contains a"):
        validate(f * sp.Symbol("a"), g, x)
    with pytest.raises(InvalidInput, match="point mass"):
        validate(f, sp.DiracDelta(x), x)
    with pytest.raises(InvalidInput, match="rule must be one of"):
        validate(f, g, x, rule="simpson")
    with pytest.raises(InvalidInput, match="op must be"):
        validate(f, g, x, "xcorr")
    with pytest.raises(InvalidInput, match="positive"):
        validate(f, g, x, steps=[0])


def flips_only_at(lengths):
    return lambda a, v: np.correlate(a, v, "full") if len(v) in lengths else np.convolve(a, v)


def overlap_add_without_tails(a, v):
    out = np.zeros(len(a) + len(v) - 1, dtype=np.result_type(a, v))
    for start in range(0, len(a), 64):
        block = np.convolve(a[start : start + 64], v)
        block = block[:64] if start + 64 < len(a) else block
        out[start : start + len(block)] += block
    return out


@pytest.mark.parametrize(
    "kernel",
    [
        flips_only_at(range(41, 10**4, 2)),
        flips_only_at({47}),
        flips_only_at({64, 128}),
        flips_only_at({257}),
        flips_only_at(range(1000, 10**6)),
        lambda a, v: flips_only_at(range(70, 10**6))(v, a),
        lambda a, v: np.convolve(a, v) if len(a) < 4000 else np.convolve(a, v) + (len(a) > 4096),
        overlap_add_without_tails,
    ],
    ids=["odd from 41", "47", "blocks", "257", "1000", "long signals", "4097", "overlap-add"],
)
def test_a_kernel_that_is_wrong_at_some_lengths_fails(kernel):
    report = validate(box(x, 0, 3), x * box(x, 0, 1), x, kernel=kernel, steps=[Rational(1, 8)])
    assert not report.passed
    assert report.diagnosis


def test_the_lengths_in_use_are_asked_for():
    """448 samples are no length of the sweep, and the fault there is smaller than the bound."""

    def kernel(a, v):
        return np.convolve(a, v) + 1e-6 * (len(a) == 448)

    pair = box(x, 0, 7), exp(-x) * box(x, 0, 1)
    assert not diagnose_kernel(kernel, "convolve")
    assert diagnose_kernel(kernel, "convolve", sizes=((448, 64),))
    assert not validate(*pair, x, kernel=kernel, steps=[Rational(1, 64)]).passed


def test_habits_of_a_kernel():
    calls = []

    def remembers(a, v):
        calls.append(1)
        return np.convolve(a, v) * (2 if len(calls) > 600 and (len(a), len(v)) == (16, 5) else 1)

    def overwrites(a, v):
        out = np.convolve(a, v)
        v[:] = 0
        return out

    pair = box(x, 0, 2), box(x, 0, 1)
    assert validate(*pair, x, kernel=overwrites).diagnosis == ("writes into its arguments",)
    assert "its answers depend on earlier calls" in validate(*pair, x, kernel=remembers).diagnosis


@pytest.mark.parametrize(
    ("f", "g"),
    [
        (exp(2 * pi * I * x) * box(x, 0, 1), box(x, 0, 1)),  # its real part is 0 at t = 1/2
        (exp(I * x) * box(x, 0, 1), exp(-I * x) * box(x, 0, 1)),
        ((1 + I) * box(x, 0, 1), (1 - I) * box(x, 0, 2)),
        (1 / (x + I) * box(x, 0, 1), box(x, 0, 1)),
    ],
)
@pytest.mark.parametrize("op", ["convolve", "correlate"])
@pytest.mark.parametrize("rule", ["midpoint", "trapezoid", "average"])
def test_complex_pairs_are_judged(f, g, op, rule):
    report = validate(f, g, x, op, [Rational(1, 4), Rational(1, 8)], rule)
    assert report.passed, report.diagnosis

    def real_part_only(a, v):
        out = np.convolve(a, v) if op == "convolve" else np.correlate(v, a, "full")
        return out.real

    assert not validate(f, g, x, op, [Rational(1, 4)], rule, real_part_only).passed


@pytest.mark.slow
def test_values_that_cannot_be_enclosed_are_no_pass():
    report = validate(sqrt(x - 2) * box(x, 0, 1), box(x, 0, 1), x, steps=[Rational(1, 4)])
    assert report.passed or "no values to compare with" in report.diagnosis[0]
