"""A keyword or option that changes nothing is refused, and a word is no truth value."""

from __future__ import annotations

import pytest
from sympy import Symbol, exp

from symconv import (
    Convolution,
    CrossCorrelation,
    InvalidInput,
    autocorrelate,
    box,
    check,
    convolution_power,
    convolve,
    correlate,
)

x, t = Symbol("x", real=True), Symbol("t", real=True)
y, u = Symbol("y", real=True), Symbol("u", real=True)
s = Symbol("s")
B = box(x, 0, 1)


@pytest.mark.parametrize("kind", ["line", "causal", "mellin"])
def test_a_period_is_for_the_circle_alone(kind):
    for call in (convolve, correlate, Convolution, CrossCorrelation):
        with pytest.raises(InvalidInput, match="go together"):
            call(B, B, x, t, kind=kind, period=2)
    with pytest.raises(InvalidInput, match="go together"):
        check.claim(t, B, B, x, t, kind=kind, period=2)


@pytest.mark.parametrize("word", ["no", "yes", 1, None, "False"])
def test_a_word_is_no_flag(word):
    calls = [
        lambda: convolve(B, B, x, t, principal_value=word),
        lambda: correlate(B, B, x, t, conjugate=word),
        lambda: autocorrelate(B, x, t, conjugate=word),
        lambda: Convolution(B, B, x, t, principal_value=word),
        lambda: CrossCorrelation(B, B, x, t, conjugate=word),
        lambda: CrossCorrelation(B * exp(-y), B, (x, y), (t, u), conjugate=word),
    ]
    for call in calls:
        with pytest.raises(InvalidInput, match="expected True or False"):
            call()


def test_a_power_has_nothing_to_conjugate():
    with pytest.raises(InvalidInput, match="no conjugate="):
        convolution_power(B, 2, x, t, conjugate=False)


def test_a_bilateral_laplace_transform_has_no_convention():
    for convention in ("angular", "unitary"):
        with pytest.raises(InvalidInput, match="no convention"):
            check.convolution_theorem(B, B, x, s, "laplace", convention=convention)
    assert check.convolution_theorem(B, B, x, s, "laplace")
