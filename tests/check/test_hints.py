"""The slips that explain a refuted claim, exactly or not named."""

from __future__ import annotations

import pytest
from sympy import Heaviside, Piecewise, Rational, Symbol, erfc, exp, pi, sqrt

from symconv import box
from symconv.check import Status, claim

x, t = Symbol("x", real=True), Symbol("t", real=True)
STEP, DECAY = Heaviside(x), exp(-x) * Heaviside(x)
RISE = (1 - exp(-t)) * Heaviside(t)
GAUSS_BOX = sqrt(pi) / 2 * (erfc(t - 1) - erfc(t))

HINTS = [
    (-RISE, "sign"),
    (2 * pi * RISE, "factor 2π"),
    (RISE / (2 * pi), "factor 1/(2π)"),
    (sqrt(2 * pi) * RISE, "factor √(2π)"),
    (RISE / sqrt(2 * pi), "factor 1/√(2π)"),
    (RISE * (1 + Rational(1, 10**9)), "factor 1000000001/1000000000"),
    (RISE.subs(t, t - 2), "shifted by 2"),
    (RISE.subs(t, t + Rational(1, 3)), "shifted by -1/3"),
    (RISE.subs(t, -t), "reflected: t and -t exchanged"),
    (1 - exp(-t), "valid for t > 0 only"),
    (RISE * Heaviside(3 - t), "support: the answer is not 0 on Interval(3, oo)"),
    (RISE + box(t, 2, 3), "wrong on Interval.Ropen(2, 3) only"),
    (RISE + box(t, -3, -2), "support: the answer is 0 on Interval.Ropen(-3, -2)"),
    (Piecewise((1, t <= 0), (exp(-t), True)), "this is the correlation g ⋆ f (flip missing)"),
    (Piecewise((1, t >= 0), (exp(t), True)), "this is the correlation f ⋆ g (flip missing)"),
    (t**2, None),
]


@pytest.mark.parametrize(("h", "words"), HINTS, ids=[str(words) for _, words in HINTS])
def test_hints_of_the_usual_slips(h, words):
    verdict = claim(h, STEP, DECAY, x, t)
    assert verdict.status is Status.REFUTED
    if "correlation" in str(words):
        assert "correlation" in verdict.hint
    else:
        assert verdict.hint == words
    assert claim(verdict.correction, STEP, DECAY, x, t).status is Status.PROVED


def test_where_both_sides_vanish_nothing_is_called_valid():
    verdict = claim(2 * RISE + t * Heaviside(t), STEP, DECAY, x, t)
    assert verdict.status is Status.REFUTED
    assert "t < 0" not in (verdict.hint or "")


SPECIAL_HINTS = [
    (-GAUSS_BOX, "sign"),
    (2 * GAUSS_BOX, "factor 2"),
    (GAUSS_BOX / sqrt(2 * pi), "factor 1/√(2π)"),
    (GAUSS_BOX * Heaviside(t), "valid for t > 0 only"),
    (GAUSS_BOX.subs(t, t - 1), "shifted by 1"),
    (GAUSS_BOX + t * box(t, 2, 3), "wrong on Interval.Ropen(2, 3) only"),
    (GAUSS_BOX + t, None),
]


@pytest.mark.parametrize(("h", "words"), SPECIAL_HINTS, ids=[str(w) for _, w in SPECIAL_HINTS])
def test_hints_outside_the_exact_class(h, words):
    verdict = claim(h, exp(-(x**2)), box(x, 0, 1), x, t)
    assert verdict.status is Status.REFUTED
    assert verdict.hint == words
