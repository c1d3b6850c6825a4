"""Samples, jumps, masses and tails of a function."""

from __future__ import annotations

import numpy as np
import pytest
import sympy
from sympy import DiracDelta, Heaviside, I, cos, exp, log

from symconv import box, parse
from symconv.show.curves import curve_of, visible_range

x = sympy.Symbol("x", real=True)
KERNEL = parse("1 - abs(x)/5 for x > 0", x)


def test_arms_are_sampled_up_to_their_ends_and_not_across():
    curve = curve_of(box(x, -1, 2), x, (-4, 5))
    assert [(s.xs[0], s.xs[-1]) for s in curve.segments] == [(-4, -1), (-1, 2), (2, 5)]
    assert [set(np.round(s.ys, 9)) for s in curve.segments] == [{0.0}, {1.0}, {0.0}]


def test_jumps_carry_limits_and_the_own_value():
    (jump,) = curve_of(KERNEL, x, (-2, 8)).jumps
    assert (jump.at, jump.before, jump.value) == (0, 0, 0)
    assert jump.after == pytest.approx(1)
    (half,) = curve_of(Heaviside(x), x, (-2, 2)).jumps
    assert half.value == 0.5


def test_a_kink_is_no_jump_and_a_pole_has_no_limit():
    assert not curve_of(sympy.Abs(x), x, (-2, 2)).jumps
    assert not curve_of(log(x) * box(x, 0, 1), x, (-1, 2)).jumps
    assert len(curve_of(log(x + 1) * box(x, 0, 1), x, (-1, 2)).jumps) == 1


def test_masses_keep_order_and_exact_weight():
    curve = curve_of(2 * DiracDelta(x) - DiracDelta(x - 1, 1) + box(x, 0, 1), x, (-1, 2))
    found = sorted((i.at, i.order, i.label) for i in curve.impulses)
    assert found == [(0, 0, 2), (1, 1, -1)]


def test_samples_are_the_function():
    f = exp(-x) * cos(3 * x) * Heaviside(x)
    right = curve_of(f, x, (-1, 4)).segments[-1]
    expected = np.exp(-right.xs[1:-1]) * np.cos(3 * right.xs[1:-1])
    np.testing.assert_allclose(right.ys[1:-1], expected, rtol=1e-12)


def test_complex_and_endless_functions_are_known_as_such():
    assert curve_of(exp(I * x) * box(x, 0, 1), x, (-1, 2)).is_complex
    assert not curve_of(box(x, 0, 1), x, (-1, 2)).is_complex
    assert curve_of(KERNEL, x, (-2, 8)).goes_on == (False, True)


def test_the_window_shows_what_there_is():
    assert visible_range(box(x, -1, 2), x) == (-1, 2)
    low, high = visible_range(KERNEL, x)
    assert low == 0
    assert high > 5
    low, high = visible_range(exp(-((x - 3) ** 2)), x)
    assert low < 1.5 < 4.5 < high < 12
