"""The shaded area is the result: product() integrated numerically against the closed form."""

from __future__ import annotations

import numpy as np
import pytest
import sympy
from sympy import DiracDelta, Heaviside, exp

from symconv import box, parse
from symconv.show.picture import moved_impulses, moved_kernel, picture_of, product, value_of

x = sympy.Symbol("x", real=True)
PAIRS = [
    (box(x, -1, 2), parse("1 - abs(x)/5 for x > 0", x)),
    (exp(-x) * Heaviside(x), x * box(x, 0, 1)),
    (exp(-(x**2)), box(x, 0, 1)),
]


@pytest.mark.parametrize("op", ["convolve", "correlate"])
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: str(pair[1]))
def test_the_area_of_the_product_is_the_value(pair, op):
    picture = picture_of(*pair, x, op)
    low, high = picture.window
    for shift in np.linspace(0.7 * low + 0.3 * high, 0.4 * low + 0.6 * high, 5):
        xs, ys = product(picture, float(shift))
        area = float(np.sum((ys[1:] + ys[:-1]) / 2 * np.diff(xs)))
        value = float(value_of(picture, np.array([shift]))[0])
        assert area == pytest.approx(value, abs=0.02 * (1 + abs(value)))


def test_the_kernel_is_flipped_for_one_operator_only():
    f, g = PAIRS[0]
    for op, sign in (("convolve", -1), ("correlate", 1)):
        segments = moved_kernel(picture_of(f, g, x, op), 0.5)
        (xs, ys) = segments[0]
        inner = sign * xs + 0.5
        np.testing.assert_allclose(ys[1:-1], 1 - inner[1:-1] / 5, atol=1e-9)
        assert np.all(inner[1:-1] > 0)


def test_the_flip_turns_odd_derivatives_of_masses():
    g = 2 * DiracDelta(x - 1, 1) + 3 * DiracDelta(x + 1)
    for op, sign in (("convolve", -1), ("correlate", 1)):
        moved = moved_impulses(picture_of(box(x, -2, 2), g, x, op), 0.5)
        found = {impulse.order: (impulse.at, impulse.weight) for impulse in moved}
        assert found == {1: (sign * 0.5, sign * 2), 0: (sign * -1.5, 3)}
