"""Cases of functions: values against other engines, records that say what holds, refusals."""

from __future__ import annotations

import io
import json
from fractions import Fraction
from pathlib import Path

import mpmath
import numpy as np
import pytest
import sympy

from symconv import parse
from symconv.reference.casefiles import case_outcome
from symconv.reference.defining import enclosed_value
from symconv.reference.spec import read_spec

CORPUS = Path(__file__).parent.parent / "data" / "corpus.jsonl"


def computed(**case):
    """(arrays, record) of one case."""
    (one,) = read_spec({"case": [{"name": "one", **case}]})
    outcome = case_outcome(one)
    assert outcome.refusal is None, outcome.reason
    with np.load(io.BytesIO(outcome.files["one.npz"]), allow_pickle=False) as archive:
        arrays = {name: archive[name] for name in archive.files}
    return arrays, json.loads(outcome.files["one.json"])


def refusal(**case):
    (one,) = read_spec({"case": [{"name": "one", **case}]})
    outcome = case_outcome(one)
    assert not outcome.files
    return outcome.refusal, outcome.reason


def corpus():
    rows = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row["family"] != "diverges"]


@pytest.mark.parametrize("row", corpus()[::4], ids=lambda row: row["id"])
def test_values_are_those_of_the_corpus(row):
    arrays, _ = computed(
        f=row["f"],
        g=row["g"],
        op=row["op"],
        points=row["points"],
        parameters={key: entry["value"] for key, entry in row["params"].items()},
    )
    for value, expected in zip(arrays["values"], row["values"], strict=True):
        # 30 digits round to the double, or to its neighbour if they lie next to a tie.
        nearest = float(Fraction(expected))
        assert value in (nearest, np.nextafter(nearest, -np.inf), np.nextafter(nearest, np.inf))


def test_the_sum_of_a_quadrature():
    """(f ⋆ g)(t) with a complex signal, by mpmath's quadrature split at the break points."""
    arrays, record = computed(
        f="exp((I - 1)*x)*step(x)", g="x for 0 <= x <= 1", op="correlate",
        points=["-3/2", "1/3"], dtype="complex128",
    )  # fmt: skip
    with mpmath.workdps(30):
        for t, value in zip([mpmath.mpf(-3) / 2, mpmath.mpf(1) / 3], arrays["values"], strict=True):
            low, high = max(mpmath.mpf(0), -t), 1 - t
            expected = mpmath.quad(
                lambda x, t=t: mpmath.exp((-1j - 1) * x) * (t + x), [low, (low + high) / 2, high]
            )
            assert abs(complex(expected) - value) < 1e-16
    assert record["certificate"]["status"] == "proved"


def test_the_record_says_what_holds():
    _, record = computed(f="box(-1,2)", g="1 - abs(x)/5 for x > 0", start=-2, stop=6, step="1/4")
    t = sympy.Symbol("t", real=True)
    closed = parse(record["closed_form"], t)
    assert closed.subs(t, 3) == sympy.Rational(3, 2)
    assert record["latex"] == sympy.latex(closed)
    assert record["hypotheses"][0].startswith("absolute")
    samples = record["samples"]
    assert (samples["first"], samples["step"], samples["size"]) == ("-15/8", "1/4", 32)
    assert samples["origin"] == "15/2"
    assert samples["sum"]["first"] == "-15/4"
    assert samples["sum"]["size"] == 63


def test_samples_lie_on_the_stated_grid():
    arrays, record = computed(f="x", g="box(0,1)", start=0, stop=1, step="1/4", rule="left")
    assert arrays["f"].tolist() == [0.0, 0.25, 0.5, 0.75]
    assert record["samples"]["origin"] == "0"
    middle, _ = computed(f="x", g="box(0,1)", start=0, stop=1, step="1/4")
    assert middle["f"].tolist() == [0.125, 0.375, 0.625, 0.875]


def test_an_unbounded_arm_left_of_the_first_break_point_is_rounded_correctly():
    """Its local coordinate once had an origin that is no double: values were off by one ulp."""
    arrays, _ = computed(
        f="1 - abs(x)/5 for x > 0", g="box(-1, 2)", op="correlate", start=-8, stop=-1, step="1/16"
    )
    exact = [Fraction(3, 5) * (-8 + Fraction(k, 16)) + Fraction(27, 10) for k in range(112)]
    assert arrays["values"].tolist() == [value.numerator / value.denominator for value in exact]


def test_digits_and_rationals():
    arrays, _ = computed(f="exp(-x**2)", g="box(0,1)", points=["1/3"], digits=40)
    with mpmath.workdps(60):
        third = mpmath.mpf(1) / 3
        exact = mpmath.sqrt(mpmath.pi) / 2 * (mpmath.erf(third) - mpmath.erf(third - 1))
        assert mpmath.nstr(exact, 40) == arrays["values"][0]
    arrays, _ = computed(f="box(0,1)", g="x*box(0,1)", points=["1/3", "5/3", 7], dtype="rational")
    assert arrays["values"].tolist() == ["1/18", "5/18", "0"]


@pytest.mark.parametrize(
    ("options", "points", "expected"),
    [
        ({"kind": "circular", "period": 2}, ["1/2", "3/2"], [0.5, 0.5]),
        ({"kind": "causal", "f": "1"}, ["1/2", "3"], [0.5, 1.0]),
        ({"kind": "mellin", "f": "box(1,2)", "g": "box(1,2)"}, [2], [float(mpmath.log(2))]),
    ],
    ids=["circular", "causal", "mellin"],
)
def test_other_kinds(options, points, expected):
    arrays, _ = computed(**{"f": "box(0,1)", "g": "box(0,1)", "points": points, **options})
    assert arrays["values"].tolist() == expected


def test_what_cannot_be_written_says_why():
    kind, reason = refusal(f="step(x)", g="step(-x)", points=[0])
    assert kind == "DivergentIntegral"
    assert "diverges" in reason
    kind, reason = refusal(f="delta(x)", g="delta(x - 1)", points=[0])
    assert kind == "InvalidInput"
    assert "point mass" in reason
    kind, reason = refusal(f="exp(-x**2)", g="box(0,1)", points=[0], dtype="rational")
    assert kind == "Unresolved"
    assert "not rational" in reason
    kind, reason = refusal(f="exp(I*x)*step(x)", g="box(0,1)", points=[1])
    assert kind == "InvalidInput"
    assert "complex" in reason
    kind, _ = refusal(f="1/(1 + x**4 + sin(x)**2)", g="exp(-x**4)", points=[0], timeout=2)
    assert kind == "NoClosedForm"


def test_samples_that_do_not_exist_leave_the_values():
    arrays, record = computed(
        f="step(x)/sqrt(x)", g="box(0,1)", start=0, stop=2, step="1/2", rule="left"
    )
    assert "f" not in arrays
    assert "finite" in record["samples"]["missing"]
    assert arrays["values"][1] == float(mpmath.sqrt(2))


def test_the_enclosed_defining_integral_agrees_and_finds_a_lie():
    (case,) = read_spec(
        {"case": [{"name": "n", "f": "exp(-x**2)", "g": "box(0,1)", "points": ["1/3"]}]}
    )
    arrays, _ = computed(f=case["f"], g=case["g"], points=["1/3"])
    assert enclosed_value(case, Fraction(1, 3)) == arrays["values"][0]
    assert enclosed_value({**case, "g": "box(0,2)"}, Fraction(1, 3)) != arrays["values"][0]


def test_a_defect_of_the_program_is_a_reason_not_a_crash():
    outcome = case_outcome({"type": "function"})
    assert outcome.refusal == "internal error"
    assert outcome.reason.startswith("KeyError")


@pytest.mark.parametrize("form", [{}, {"dtype": "float32"}, {"digits": 20}])
def test_complex_values_ask_for_a_complex_dtype(form):
    case = {"f": "exp(I*x)*box(0, 1)", "g": "box(0, 1)", "points": ["1/2"]}
    kind, reason = refusal(**case, **form)
    assert kind == "InvalidInput"
    assert 'set dtype = "complex128" or "complex64"' in reason
    arrays, _ = computed(**case, dtype="complex128")
    assert arrays["values"][0] == pytest.approx(np.sin(0.5) + 1j * (1 - np.cos(0.5)))
