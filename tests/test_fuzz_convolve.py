"""The judge of fuzz_convolve.py sees what is wrong; a small, seeded part of it in the suite."""

from __future__ import annotations

import importlib.util
import random
import sys
from pathlib import Path

import numpy as np
import pytest
from sympy import (
    DiracDelta,
    Float,
    Heaviside,
    Integer,
    Piecewise,
    Rational,
    acot,
    exp,
    floor,
    sign,
    sqrt,
)


def _load():
    path = Path(__file__).with_name("fuzz_convolve.py")
    spec = importlib.util.spec_from_file_location("fuzz_convolve", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


FUZZ = _load()
X, T = FUZZ.X, FUZZ.T
BOX = Piecewise((1, (X >= 0) & (X <= 1)), (0, True))


@pytest.mark.parametrize("block", range(10))
def test_six_draws_have_no_fault(block):
    for index in range(6 * block, 6 * block + 6):
        rng = random.Random(f"suite/{index}")
        FUZZ.check_draw(rng, FUZZ.draw(rng))


def problem(f, g, **rest):
    return FUZZ.Draw(("given", "given"), f, g, **rest)


@pytest.mark.parametrize(
    ("f", "g", "rest", "t", "value"),
    [
        (BOX, BOX, {}, Rational(1, 3), 1 / 3),
        (exp(-X) * Heaviside(X), BOX, {"op": "correlate"}, Rational(1, 2), 1 - np.exp(-0.5)),
        (floor(X) * BOX, Integer(1), {}, Integer(0), 0),
        (floor(X + Heaviside(X - Rational(1, 2))) * BOX, Integer(1), {}, Integer(0), 0.5),
        (1 / sqrt(X) * BOX, Integer(1), {}, Integer(5), 2),
        (DiracDelta(2 * X - 1), X**2, {}, Integer(1), 0.125),
        (acot(X) * exp(-X * sign(X)), Integer(1), {}, Integer(0), 0),
        (1 / (1 + X**2), Integer(1), {}, Integer(0), np.pi),
        (exp(X), Integer(1), {"kind": "causal"}, Integer(1), np.e - 1),
        (BOX, BOX, {"kind": "circular", "period": Integer(2)}, Rational(3, 2), 0.5),
        (BOX, BOX, {"kind": "mellin"}, Rational(1, 2), np.log(2)),
    ],
)
def test_the_quadrature_knows_values_by_hand(f, g, rest, t, value):
    found, doubt = FUZZ.truth(problem(f, g, **rest), t)
    assert abs(found - value) < 1e-8 + doubt
    again, _ = FUZZ.again(problem(f, g, **rest), t)
    assert abs(again - value) < 1e-8


@pytest.mark.parametrize(
    ("typed", "value"),
    [("0.2", "1/5"), ("0.3333333333333333", "1/3"), ("1e-400", None), ("2.7", "27/10")],
)
def test_a_float_is_what_was_typed(typed, value):
    near = FUZZ.with_mpmath(Float(typed), {})
    exact = FUZZ.with_mpmath(Rational(value) if value else Rational(1, 10**400), {})
    assert abs(near - exact) <= exact * 1e-14


class Answer:
    def __init__(self, expr):
        self.expr = expr


@pytest.mark.parametrize("wrong", [T**2, Piecewise((T, T < 1), (2 - T, T < 2), (0, True)) + 1e-4])
def test_a_wrong_answer_is_a_fault(monkeypatch, wrong):
    monkeypatch.setattr(FUZZ.Convolution, "closed_form", lambda *_, **__: Answer(wrong))
    with pytest.raises(FUZZ.Fault, match="wrong at"):
        FUZZ.check_draw(random.Random(1), problem(BOX, BOX))


def test_a_foreign_symbol_is_a_fault(monkeypatch):
    from fuzzing.families import K

    monkeypatch.setattr(FUZZ.Convolution, "closed_form", lambda *_, **__: Answer(T * K))
    with pytest.raises(FUZZ.Fault, match="free symbols"):
        FUZZ.check_draw(random.Random(1), problem(BOX, BOX))


def test_a_false_divergence_is_a_fault(monkeypatch):
    def diverges(*_, **__):
        raise FUZZ.DivergentIntegral("at no end")

    monkeypatch.setattr(FUZZ.Convolution, "closed_form", diverges)
    with pytest.raises(FUZZ.Fault, match="called divergent"):
        FUZZ.check_draw(random.Random(1), problem(BOX, BOX))


def test_a_false_verdict_is_a_fault(monkeypatch):
    class Proved:
        status = FUZZ.Status.PROVED

    monkeypatch.setattr(FUZZ.check, "claim", lambda *_, **__: Proved)
    h = Piecewise((T, (T >= 0) & (T < 1)), (2 - T, (T >= 1) & (T < 2)), (0, True))
    with pytest.raises(FUZZ.Fault, match="false claim is proved"):
        FUZZ._verdicts(random.Random(2), problem(BOX, BOX), h)


def test_a_wrong_number_is_a_fault(monkeypatch):
    monkeypatch.setattr(FUZZ.numeric, "lambdify", lambda *_: lambda points: points + 1)
    with pytest.raises(FUZZ.Fault, match="lambdify"):
        FUZZ._numbers(random.Random(1), exp(-(X**2)), X, "line")


def test_the_judge_is_found():
    assert "fuzzing" in sys.modules
