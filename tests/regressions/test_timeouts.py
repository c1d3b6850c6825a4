"""Every function that computes takes timeout=, ends by it, and says that its time ran out."""

import inspect
import json
import time

import numpy
import pytest
from sympy import Heaviside, Rational, Symbol, cos, exp

from symconv import check, fourier, inverse_fourier, laplace
from symconv.errors import InvalidInput, NoClosedForm
from symconv.numeric import validate
from symconv.reference import generate
from symconv.testing import assert_convolution, identify
from symconv.truth import Status

x, t = Symbol("x", real=True), Symbol("t", real=True)
omega, s = Symbol("omega", real=True), Symbol("s")
# Sums of 100 pieces with 8 oscillating modes: each function works on them for seconds.
SLOW = sum(
    x**k * exp(-k * x) * cos(k * x) * Heaviside(x - Rational(k, 7)) / (k + 1) for k in range(1, 9)
)

CHECKS = {
    "area": lambda **o: check.area(SLOW, SLOW, x, **o),
    "associativity": lambda **o: check.associativity(SLOW, SLOW, SLOW, x, **o),
    "claim": lambda **o: check.claim(SLOW.subs(x, t), SLOW, SLOW, x, t, **o),
    "commutativity": lambda **o: check.commutativity(SLOW, SLOW, x, **o),
    "convolution_theorem": lambda **o: check.convolution_theorem(SLOW, SLOW, x, omega, **o),
    "correlation_as_convolution": lambda **o: check.correlation_as_convolution(SLOW, SLOW, x, **o),
    "correlation_symmetry": lambda **o: check.correlation_symmetry(SLOW, SLOW, x, **o),
    "correlation_theorem": lambda **o: check.correlation_theorem(SLOW, SLOW, x, omega, **o),
    "differentiation": lambda **o: check.differentiation(SLOW, SLOW, x, **o),
    "distributivity": lambda **o: check.distributivity(SLOW, SLOW, SLOW, x, **o),
    "moments": lambda **o: check.moments(SLOW, SLOW, x, **o),
    "scalar": lambda **o: check.scalar(SLOW, SLOW, 2, x, **o),
    "smoothness": lambda **o: check.smoothness(SLOW, SLOW, x, **o),
    "translation": lambda **o: check.translation(SLOW, SLOW, 2, x, **o),
}
TRANSFORMS = {
    "fourier": lambda **o: fourier(SLOW**2, x, omega, **o),
    "inverse_fourier": lambda **o: inverse_fourier(SLOW.subs(x, omega) ** 2, omega, x, **o),
    "laplace": lambda **o: laplace(SLOW**2, x, s, **o),
}


def slow_kernel(a, v):
    time.sleep(0.005)
    return numpy.convolve(a, v)


OTHERS = {
    "validate": lambda **o: validate(exp(-(x**4)), exp(-(x**2)), x, kernel=slow_kernel, **o),
    "identify": lambda **o: identify(slow_kernel, **o),
}
EVERY = CHECKS | TRANSFORMS | OTHERS
LAWS = [name for name in check.__all__ if inspect.isfunction(getattr(check, name))]


def test_no_check_is_left_out():
    assert set(LAWS) == set(CHECKS)


@pytest.fixture
def soon():
    """The body of the test ends within a second or so, on a machine with other work as well."""
    start = time.monotonic()
    yield
    assert time.monotonic() - start < 2


@pytest.mark.parametrize("name", CHECKS)
@pytest.mark.usefixtures("soon")
def test_a_check_is_undecided_when_its_time_is_up(name):
    verdict = CHECKS[name](timeout=0.02)
    assert verdict.status is Status.UNDECIDED
    assert verdict.reason.startswith("time ran out after 0.02 s (timeout=0.02)")
    assert verdict.statement


@pytest.mark.usefixtures("soon")
def test_an_assertion_fails_when_its_time_is_up():
    with pytest.raises(AssertionError, match=r"is not proved: time ran out after 0\.02 s"):
        assert_convolution(SLOW.subs(x, t), SLOW, SLOW, x, t, timeout=0.02)


@pytest.mark.parametrize("name", TRANSFORMS)
@pytest.mark.usefixtures("soon")
def test_a_transform_has_no_closed_form_when_its_time_is_up(name):
    with pytest.raises(NoClosedForm, match=r"time ran out after 0\.02 s"):
        TRANSFORMS[name](timeout=0.02)


@pytest.mark.usefixtures("soon")
def test_a_validation_fails_when_its_time_is_up_and_blames_no_kernel():
    report = OTHERS["validate"](timeout=0.05)
    assert not report.passed
    assert report.diagnosis == ("not finished: time ran out after 0.05 s (timeout=0.05)",)


@pytest.mark.usefixtures("soon")
def test_what_a_function_computes_is_unknown_when_the_time_is_up():
    found = OTHERS["identify"](timeout=0.05)
    assert found.operator == "unknown"
    assert found.counterexample is None
    assert found.reason == "time ran out after 0.05 s (timeout=0.05)"
    assert str(found) == f"not known what it computes\n  because: {found.reason}"


CASE = {"f": "1/(1 + x**4 + sin(x)**2)", "g": "exp(-x**4)", "points": [0]}


@pytest.mark.usefixtures("soon")
def test_a_reference_case_is_refused_when_its_time_is_up(tmp_path):
    spec = {"case": [{"name": "slow", **CASE}]}
    summary = generate(spec, tmp_path / "out", progress=False, workers=1, timeout=0.01)
    assert summary.written == 0
    assert [name for name, _ in summary.refused] == ["slow"]


@pytest.mark.parametrize(("timeout", "stored"), [(7.0, "7"), (0.5, "0.5")])
def test_a_case_keeps_its_own_timeout_before_the_one_of_the_run(tmp_path, timeout, stored):
    box = {"f": "box(0,1)", "g": "box(0,1)", "points": [0]}
    spec = {"case": [{"name": "own", **box, "timeout": 9}, {"name": "none", **box}]}
    generate(spec, tmp_path / "out", progress=False, workers=1, timeout=timeout)
    records = [(tmp_path / "out" / f"{name}.json").read_text() for name in ("own", "none")]
    assert [repr(json.loads(text)["case"]["timeout"]) for text in records] == ["9", stored]


@pytest.mark.parametrize("timeout", [0, -1, "3", float("nan"), float("inf"), True, None])
def test_nothing_is_generated_with_a_timeout_that_is_none(tmp_path, timeout):
    out = tmp_path / "out"
    with pytest.raises(InvalidInput, match=r"^timeout=.*; expected seconds[^\n]*$"):
        generate({"case": [{"name": "slow", **CASE}]}, out, progress=False, timeout=timeout)
    assert not out.exists()


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("timeout", [0, -1, "3", float("nan"), float("inf"), True, None])
def test_a_timeout_is_a_positive_number_of_seconds(name, timeout):
    with pytest.raises(InvalidInput, match=r"^timeout=.*; expected seconds[^\n]*$"):
        EVERY[name](timeout=timeout)


@pytest.mark.parametrize(
    "function",
    [getattr(check, name) for name in LAWS]
    + [fourier, inverse_fourier, laplace, validate, identify, generate],
)
def test_the_timeout_is_a_keyword_of_30_seconds(function):
    stated = inspect.signature(function).parameters["timeout"]
    assert stated.kind is inspect.Parameter.KEYWORD_ONLY
    assert stated.default == 30
