"""Signals: their values, their areas, and what they refuse."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from sympy import (
    Abs,
    DiracDelta,
    EulerGamma,
    Float,
    Heaviside,
    I,
    Integer,
    Rational,
    Symbol,
    exp,
    integrate,
    oo,
    sin,
    sqrt,
)

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


def test_one_sided_signals():
    assert signals.step(x - 1) == Heaviside(x - 1)
    assert signals.ramp(x).subs(x, 3) == 3
    assert signals.exponential(x, 2) == exp(-2 * x) * Heaviside(x)
    assert signals.exponential(x, 1 + 2 * I).subs(x, 1) == exp(-1 - 2 * I)


def test_sinc_is_not_normalised():
    assert signals.sinc(x).rewrite(sin).subs(x, 1) == sin(1)
    assert signals.sinc(Integer(0)) == 1


def test_impulse_is_a_derivative_of_delta():
    assert signals.impulse(x) == DiracDelta(x)
    assert signals.impulse(x, 2) == DiracDelta(x, 2)


@pytest.mark.parametrize("degree", [0, 1, 2, 3, 7])
def test_bspline_is_the_moving_average_of_the_one_before(degree):
    """B_n′(x) = B_{n−1}(x) − B_{n−1}(x − 1), area 1, and positive inside: these determine B_n."""
    spline = signals.bspline(x, degree)
    pieces = [piece for piece, _ in spline.args[:-1]]
    area = sum(integrate(piece, (x, k, k + 1)) for k, piece in enumerate(pieces))
    assert len(pieces) == degree + 1
    assert area == 1
    if degree:
        before = [0, *(piece for piece, _ in signals.bspline(x, degree - 1).args[:-1]), 0]
        for piece, (left, right) in zip(pieces, pairwise(before), strict=True):
            shifted = left.subs(x, x - 1) if left != 0 else 0
            assert (piece.diff(x) - (right - shifted)).expand() == 0
        assert pieces[0].subs(x, 0) == 0
        for k, (left, right) in enumerate(pairwise(pieces), start=1):
            assert left.subs(x, k) == right.subs(x, k)


def test_bspline_of_high_degree_is_exact_at_its_end():
    spline = signals.bspline(x, 60)
    assert spline.subs(x, 61 - Rational(1, 2)) == spline.subs(x, Rational(1, 2))


@pytest.mark.parametrize(
    ("value", "exact"),
    [
        (0.2, Rational(1, 5)),
        (np.float64(0.1), Rational(1, 10)),
        (np.int64(3), Integer(3)),
        (Fraction(1, 3), Rational(1, 3)),
        (Decimal("0.30"), Rational(3, 10)),
        (Float("0.1"), Rational(1, 10)),
        (Float("0.1", 30), Rational(1, 10)),
        (0.1 + 0.2, Rational("0.30000000000000004")),
        (sqrt(2) * 0.5, sqrt(2) / 2),
    ],
)
def test_numbers_are_read_exactly(value, exact):
    assert signals.box(x, 0, value).args[0][1].args == signals.box(x, 0, exact).args[0][1].args


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: signals.box("x", 0, 1), "use symconv.parse"),
        (lambda: signals.box(x, 0, "1"), "use symconv.parse"),
        (lambda: signals.box(x, 0, oo), "finite"),
        (lambda: signals.box(x, 0, float("nan")), "finite"),
        (lambda: signals.box(x, 0, I), "real"),
        (lambda: signals.box(x, 0, I - I**EulerGamma), "not known to be"),
        (lambda: signals.box(x, x**2, I - I**EulerGamma), "not known to be"),
        (lambda: signals.triangle(x, 2**I + I), "not known to be"),
        (lambda: signals.step(x * (1 + (-1) ** Rational(1, 7)) + sqrt(x)), "not known to be"),
        (lambda: signals.box(x, 0, True), "not True"),
        (lambda: signals.box(x, 0, x > 1), "real expression"),
        (lambda: signals.triangle(x, -2), "positive"),
        (lambda: signals.gaussian(x, 0, 0), "positive"),
        (lambda: signals.gaussian(x, I), "real"),
        (lambda: signals.bspline(x, 101), "0 to 100"),
        (lambda: signals.bspline(x, 2.0), "0 to 100"),
        (lambda: signals.bspline(x, True), "0 to 100"),
        (lambda: signals.impulse(x, Symbol("k")), "0 to 100"),
        (lambda: signals.impulse(x, 10**100), "0 to 100"),
    ],
)
def test_bad_arguments_are_refused_in_one_line(call, message):
    with pytest.raises(InvalidInput, match=message) as caught:
        call()
    assert "\n" not in str(caught.value)
