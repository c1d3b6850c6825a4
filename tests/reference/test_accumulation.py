"""Bounds of rounding errors: no order of summation and no transform exceeds them; and they bite."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest

from symconv.reference.accumulation import Accumulation, moduli, ulps
from symconv.reference.rounding import round_up


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
@pytest.mark.parametrize("seed", range(5))
def test_no_order_of_summation_exceeds_the_bound(dtype, seed):
    draw = np.random.default_rng(seed)
    a, v = (draw.standard_normal(5).astype(dtype) for _ in range(2))
    pairs = list(zip(moduli(a), moduli(v), strict=True))
    exact = sum(Fraction(float(p)) * Fraction(float(q)) for p, q in zip(a, v, strict=True))
    out = dtype(float(exact))
    absolute = sum(p * q for p, q in pairs)
    bound = Accumulation(np.dtype(dtype).name).direct(absolute, 5, abs(exact))
    for order in itertools.permutations(range(5)):
        total = dtype(0)
        for i in order:
            total = total + a[i] * v[i]
        assert abs(Fraction(float(total)) - Fraction(float(out))) <= bound


def test_the_bound_is_reached_but_for_a_small_factor():
    """1 + u + u + …, summed from the large end, loses every u."""
    n = 100
    a = np.array([1.0] + [2.0**-53] * n)
    total = np.float64(0)
    for value in a:
        total += value
    exact = sum(map(Fraction, a.tolist()))
    error = abs(Fraction(float(total)) - exact)
    bound = Accumulation("float64").direct(exact, n + 1, exact)
    assert bound / 3 < error <= bound


@pytest.mark.parametrize("kind", ["noise", "ones", "spike"])
def test_transforms_stay_within_their_bound(kind):
    draw = np.random.default_rng(3)
    n, m = 300, 200
    shapes = {
        "noise": (draw.standard_normal(n), draw.standard_normal(m)),
        "ones": (np.ones(n), np.ones(m)),
        "spike": (np.eye(1, n, 7)[0] * 1e6, draw.standard_normal(m)),
    }
    a, v = shapes[kind]
    size = 512
    found = np.fft.irfft(np.fft.rfft(a, size) * np.fft.rfft(v, size), size)[: n + m - 1]
    exact = np.convolve(a.astype(np.longdouble), v.astype(np.longdouble))
    largest = Fraction(float(abs(exact).max()))
    bound = Accumulation("float64").transforms(moduli(a), moduli(v), ((n,), (m,)), largest)
    assert 0 < float(abs(found - exact).max()) <= float(bound)


def test_no_bound_where_the_sum_may_overflow_or_the_terms_are_too_many():
    half = Accumulation("float16")
    assert half.direct(Fraction(70000), 2, Fraction(1)) is None
    assert half.direct(Fraction(1), 3000, Fraction(1)) is None
    assert half.direct(Fraction(1), 3, Fraction(1)) is not None


def test_ulps():
    out = np.array([1.0, 1.5, 4.0])
    assert ulps([Fraction(1, 2**52)] * 3, out) == [1, 1, Fraction(1, 4)]
    assert ulps([None], np.array([1.0])) == [None]


@pytest.mark.parametrize("value", [Fraction(1, 3), Fraction(2) ** -1074 / 3, Fraction(10) ** 300])
def test_rounding_up_is_up_and_not_by_much(value):
    found = round_up(value)
    assert Fraction(found) >= value
    assert Fraction(found) <= value * (1 + Fraction(1, 2**14)) + Fraction(1, 2**1074)


def test_rounding_up_beyond_all_doubles_is_infinity():
    assert round_up(Fraction(10) ** 400) == math.inf
    assert round_up(Fraction(0)) == 0
