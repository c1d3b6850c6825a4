"""assert_convolution: passes on what is proved alone, and shows the wrong and the right piece."""

from __future__ import annotations

import pytest
from sympy import DiracDelta, Heaviside, Piecewise, Symbol, besselj, exp, symbols

from symconv import box
from symconv.errors import DivergentIntegral
from symconv.testing import assert_convolution

x, t = Symbol("x", real=True), Symbol("t", real=True)
STEP, DECAY = Heaviside(x), exp(-x) * Heaviside(x)
RISE = (1 - exp(-t)) * Heaviside(t)
TENT = Piecewise((t, (t > 0) & (t < 1)), (2 - t, (t > 1) & (t < 2)), (0, True))


def test_what_is_true_passes():
    assert_convolution(RISE, STEP, DECAY, x, t)
    assert_convolution(TENT, box(x, 0, 1), box(x, 0, 1), x, t)
    assert_convolution(x * Heaviside(x), STEP, STEP, x)


def test_the_message_shows_the_wrong_piece_and_the_right_one():
    wrong = TENT.subs(2 - t, 3 - t)
    with pytest.raises(AssertionError) as error:
        assert_convolution(wrong, box(x, 0, 1), box(x, 0, 1), x, t)
    text = str(error.value)
    assert "claimed on Interval.Ropen(1, 2): 3 - t" in text
    assert "right on Interval.Ropen(1, 2):   2 - t" in text
    assert "against" in text


def test_the_message_names_the_slip():
    with pytest.raises(AssertionError, match="hint: sign"):
        assert_convolution(-RISE, STEP, DECAY, x, t)
    with pytest.raises(AssertionError, match="hint: valid for t > 0 only"):
        assert_convolution(1 - exp(-t), STEP, DECAY, x, t)


def test_what_is_not_proved_fails():
    true_and_open = 2 * besselj(1, t) / t - besselj(2, t)
    with pytest.raises(AssertionError, match="is not proved: agrees to 30 digits"):
        assert_convolution(true_and_open, besselj(0, x), DiracDelta(x), x, t)


def test_an_arm_is_named():
    a, b = symbols("a b", positive=True)
    h = (exp(-a * t) - exp(-b * t)) / (b - a) * Heaviside(t)
    wrong = Piecewise((h, abs(a - b) > 0), (0, True))
    with pytest.raises(AssertionError, match=r"valid for . ≠ . only"):
        assert_convolution(wrong, exp(-a * x) * STEP, exp(-b * x) * STEP, x, t)


def test_existence_comes_first():
    with pytest.raises(DivergentIntegral):
        assert_convolution(0, STEP, Heaviside(-x), x, t)
