"""Pulses: their values, their areas, and what their ends may be."""

from __future__ import annotations

import pytest
from sympy import Abs, I, Integer, Rational, Symbol, integrate, oo, sin, sqrt

from symconv import signals
from symconv.errors import InvalidInput

x = Symbol("x", real=True)


def test_box_is_closed():
    box = signals.box(x, -1, 2)
    assert [box.subs(x, point) for point in (-2, -1, 0, 2, 3)] == [0, 1, 1, 1, 0]


def test_box_with_symbolic_ends_is_accepted_while_the_order_is_open():
    a, b = Symbol("a", real=True), Symbol("b", positive=True)
    assert signals.box(x, a, b).subs({a: 3, b: 1, x: 2}) == 0
    with pytest.raises(InvalidInput, match="a <= b"):
        signals.box(x, b, -b)


def test_what_may_be_real_for_some_values_of_its_symbols_is_accepted():
    z = Symbol("z")
    assert signals.box(x, 0, sqrt(z)).subs({z: 4, x: 2}) == 1
    assert signals.step(Abs(x + I) - 1).subs(x, 1) == 1


def test_triangle_is_the_convolution_of_two_boxes():
    width = Symbol("w", positive=True)
    triangle = signals.triangle(x, width)
    assert [triangle.subs({width: 2, x: p}) for p in (-3, -2, -1, 0, 1)] == [
        0,
        0,
        Rational(1, 2),
        1,
        Rational(1, 2),
    ]
    assert integrate(signals.triangle(x, 3), (x, -3, 3)) == 3


@pytest.mark.parametrize("sigma", [1, Rational(1, 3), Symbol("s", positive=True)])
def test_gaussian_has_area_one_and_the_stated_variance(sigma):
    density = signals.gaussian(x, 2, sigma)
    assert integrate(density, (x, -oo, oo)).simplify() == 1
    assert (integrate((x - 2) ** 2 * density, (x, -oo, oo)) - sigma**2).simplify() == 0


def test_sinc_is_not_normalised():
    assert signals.sinc(x).rewrite(sin).subs(x, 1) == sin(1)
    assert signals.sinc(Integer(0)) == 1
