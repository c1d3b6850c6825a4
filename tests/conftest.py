"""Fixtures shared by the suite: symbols, the corpus, random exponential-polynomial signals."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
import sympy
from sympy import DiracDelta, Heaviside, Piecewise, Rational, cos, cosh, exp, sin

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="session")
def x() -> Any:
    return sympy.Symbol("x", real=True)


@pytest.fixture(scope="session")
def t() -> Any:
    return sympy.Symbol("t", real=True)


def corpus_rows() -> list[dict[str, Any]]:
    text = (DATA / "corpus.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture(scope="session")
def corpus() -> list[dict[str, Any]]:
    return corpus_rows()


def _small(rng: random.Random, lowest: int = -4, highest: int = 4) -> Any:
    return Rational(rng.randint(lowest, highest), rng.randint(1, 3))


def _smooth(rng: random.Random, x: Any) -> Any:
    """A polynomial times one of exp, sin, cos, cosh or 1."""
    polynomial = sum(_small(rng) * x**k for k in range(rng.randint(1, 3))) + 1
    rate = _small(rng, 1, 3)
    factor = rng.choice(
        [1, 1, exp(-rate * x), exp(rate * x), sin(rate * x), cos(rate * x), cosh(rate * x)]
    )
    return polynomial * factor


def random_signal(rng: random.Random, x: Any, *, masses: bool = True) -> Any:
    """A signal of the exact class whose tails decay, so that every pair has a convolution."""
    kind = rng.randrange(6 if masses else 5)
    a = _small(rng, -3, 1)
    b = a + _small(rng, 1, 4)
    if kind == 0:
        return Piecewise((_smooth(rng, x), (x >= a) & (x < b)), (0, True))
    if kind == 1:
        c = b + _small(rng, 1, 2)
        return Piecewise(
            (_smooth(rng, x), (x >= a) & (x < b)), (_smooth(rng, x), (x >= b) & (x <= c)), (0, True)
        )
    if kind == 2:
        return (
            (_small(rng) + _small(rng, 1, 3) * x) * exp(-_small(rng, 1, 3) * x) * Heaviside(x - a)
        )
    if kind == 3:
        return _small(rng, 1, 3) * exp(-_small(rng, 1, 3) * abs(x - a)) * cos(_small(rng, 0, 3) * x)
    if kind == 4:
        return exp(_small(rng, 1, 3) * x) * Heaviside(b - x)
    return _small(rng, 1, 3) * DiracDelta(x - a) + Piecewise((x, (x > a) & (x < b)), (0, True))


@pytest.fixture(scope="session")
def signals() -> Any:
    """make(seed, x, masses=True) -> a random signal of the exact class."""

    def make(seed: int, x: Any, *, masses: bool = True) -> Any:
        return random_signal(random.Random(seed), x, masses=masses)

    return make
