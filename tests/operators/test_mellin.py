"""kind="mellin" against the integral ∫ f(x) g(t/x) dx/x itself, and its refusals."""

from __future__ import annotations

import mpmath
import pytest
import sympy
from sympy import (
    Abs,
    DiracDelta,
    Heaviside,
    Max,
    Piecewise,
    Rational,
    Symbol,
    exp,
    log,
    pi,
    sqrt,
    symbols,
)

from symconv import box, convolve, correlate
from symconv.enclosure import enclose_expr, enclose_integral, overlaps
from symconv.errors import DivergentIntegral, InvalidInput, Undecided

x, t = symbols("x t", real=True)
a, b = symbols("a b", positive=True)
c = Symbol("c", real=True)
H = Heaviside
POINTS = [Rational(1, 5), Rational(3, 4), Rational(7, 5), Rational(29, 10), Rational(37, 7)]

PAIRS = {
    "box-box": (box(x, 1, 2), box(x, 1, 3)),
    "unit-boxes": (box(x, 0, 1), box(x, 0, 1)),
    "powers": (x**2 * box(x, 0, 1), sqrt(x) * box(x, 0, 1)),
    "ramp-tail": (x * box(x, 0, 1), H(x - 1) / x),
    "absolute-value": (Abs(x - 1) * box(x, 0, 2), box(x, 1, 2)),
    "triangle": (Max(0, 1 - Abs(x - 1)), box(x, 1, 2)),
    "logarithm": (log(x) * box(x, 1, 3), box(x, 1, 2)),
    "parabola": (Piecewise((1 - x**2, (x > 0) & (x**2 < 1)), (0, True)), box(x, 2, 3)),
}


@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize("operation", [convolve, correlate])
def test_overlaps_the_defining_integral(name, operation):
    f, g = PAIRS[name]
    if (name, operation) == ("unit-boxes", correlate):
        with pytest.raises(DivergentIntegral):  # both reach 0, where ∫ dx/x diverges
            operation(f, g, x, t, kind="mellin")
        return
    h = operation(f, g, x, t, kind="mellin")
    for place in POINTS:
        moved = g.subs(x, place / x if operation is convolve else place * x)
        defining = enclose_integral(f * moved / x, x, 0, sympy.oo, bits=60)
        assert overlaps(enclose_expr(h, {t: place}, 60), defining), (place, h)


def test_symbolic_powers_and_ends():
    h = convolve(x**a * box(x, 0, 1), x**b * box(x, 0, 1), x, t, kind="mellin", assuming=(a < b,))
    values = {a: Rational(1, 2), b: 2, t: Rational(1, 3)}
    by_hand = mpmath.quad(
        lambda s: s**0.5 * (mpmath.mpf(1) / 3 / s) ** 2 / s, [mpmath.mpf(1) / 3, 1]
    )
    assert abs(float(h.subs(values)) - by_hand) < 1e-12
    window = convolve(box(x, a, 2 * a), box(x, 1, 2), x, t, kind="mellin")
    assert window.subs({a: 3, t: 6}) == log(2)
    assert window.subs({a: 3, t: 13}) == 0


def test_lognormal_density():
    """The product of two independent lognormal variables is lognormal."""

    def density(width):
        return exp(-(log(x) ** 2) / (2 * width**2)) / (width * sqrt(2 * pi)) * H(x)

    h = convolve(density(a), density(b), x, t, kind="mellin")
    expected = exp(-(log(t) ** 2) / (2 * (a**2 + b**2))) / sqrt(2 * pi * (a**2 + b**2))
    values = {a: 2, b: Rational(1, 3), t: Rational(7, 2)}
    assert abs((h - expected).subs(values).evalf(30)) < 1e-25


def test_mass_dilates():
    h = convolve(DiracDelta(x - 2), box(x, 1, 2), x, t, kind="mellin")
    assert [h.subs(t, place) for place in (1, 3, 5)] == [0, Rational(1, 2), 0]
    scaled = convolve(DiracDelta(3 * x - 6), box(x, 1, 2), x, t, kind="mellin")
    assert scaled.subs(t, 3) == Rational(1, 6)


@pytest.mark.parametrize(
    "f",
    [x, sympy.Integer(1), box(x, -1, 2), Abs(x) * H(x + 1), H(-x), DiracDelta(x) + box(x, 0, 1)],
)
def test_parts_on_the_left_are_refused(f):
    with pytest.raises(InvalidInput, match="mellin"):
        convolve(f, box(x, 1, 2), x, t, kind="mellin")
    with pytest.raises(InvalidInput, match="mellin"):
        convolve(box(x, 1, 2), f, x, t, kind="mellin")


def test_mass_on_the_left_is_refused():
    with pytest.raises(InvalidInput):
        convolve(DiracDelta(x + 1), box(x, 1, 2), x, t, kind="mellin")


def test_open_sign_of_a_break_point_is_asked():
    with pytest.raises(Undecided):
        convolve(H(x) * H(x - c), box(x, 1, 2), x, t, kind="mellin")
    below = H(x) * H(x - c) * box(x, 0, 1)
    h = convolve(below, box(x, 1, 2), x, t, kind="mellin", assuming=(c < 0,))
    assert h == convolve(box(x, 0, 1), box(x, 1, 2), x, t, kind="mellin")
    with pytest.raises(InvalidInput, match="positive=True"):
        convolve(H(x - c) * H(9 - x), box(x, 1, 2), x, t, kind="mellin", assuming=(c > 3,))


def test_divergence():
    with pytest.raises(DivergentIntegral):
        convolve(H(x), H(x), x, t, kind="mellin")


def test_no_closed_form_gives_the_node():
    node = convolve(exp(-x) * H(x), box(x, 0, 1), x, t, kind="mellin")
    assert node.kind == "mellin"
    assert node.free_symbols == {t}


def test_hypotheses_name_the_half_line():
    from symconv import Convolution

    answer = Convolution(box(x, 1, 2), box(x, 1, 2), x, t, kind="mellin").closed_form()
    assert answer.hypotheses[-1] == "valid for t > 0"
