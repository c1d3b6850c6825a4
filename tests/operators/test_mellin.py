"""kind="mellin" against the integral ∫ f(x) g(t/x) dx/x itself, and its refusals."""

from __future__ import annotations

import itertools

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
    lambdify,
    log,
    oo,
    pi,
    sqrt,
    symbols,
)

from symconv import Convolution, box, convolve, correlate, parse
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
    with pytest.raises(Undecided):
        convolve(H(x - c) * H(9 - x) * H(x), box(x, 1, 2), x, t, kind="mellin")


def test_relations_decide_the_sign_of_a_break_point():
    h = convolve(H(x - c) * H(9 - x), box(x, 1, 2), x, t, kind="mellin", assuming=(c > 5, c < 9))
    for value, place in itertools.product((6, 7), (Rational(11, 2), 8, 13)):
        at = Rational(value)
        truth = log(min(9, place)) - log(max(at, Rational(place, 2))) if 2 * at < 18 else 0
        truth = truth if max(at, Rational(place, 2)) < min(9, place) else 0
        assert abs(h.subs({c: at, t: place}).evalf(30) - truth) < 1e-25


def test_divergence():
    with pytest.raises(DivergentIntegral):
        convolve(H(x), H(x), x, t, kind="mellin")


def test_no_closed_form_gives_the_node():
    node = convolve(exp(-x) * H(x), exp(-(x**2)) * H(x), x, t, kind="mellin")
    assert node.kind == "mellin"
    assert node.free_symbols == {t}


def test_hypotheses_name_the_half_line():
    from symconv import Convolution

    answer = Convolution(box(x, 1, 2), box(x, 1, 2), x, t, kind="mellin").closed_form()
    assert answer.hypotheses[-1] == "valid for t > 0"


DIRECT = [
    (exp(-x) * H(x), H(x) / (1 + x), lambda p: mpmath.exp(p) * mpmath.e1(p)),
    (exp(-x) * H(x), box(x, 0, 1), mpmath.e1),
    (box(x, 0, 1), exp(-x) * H(x), mpmath.e1),
    (exp(-2 * x) * H(x), x * box(x, 1, 3), None),
    (H(x) / (1 + x), x * box(x, 0, 1), None),
    (x * H(x) / (1 + x**2), box(x, 1, 2), lambda p: mpmath.atan(p) - mpmath.atan(p / 2)),
    (exp(-x) * H(x), exp(-x) * H(x), lambda p: 2 * mpmath.besselk(0, 2 * mpmath.sqrt(p))),
    (exp(-3 * x) * H(x), x**2 * exp(-x / 2) * H(x), None),
    (exp(-(x**2)) * H(x), x * exp(-(x**2)) * H(x), None),
    (sqrt(x) * exp(-x) * H(x), exp(-1 / x) * H(x), None),
    (x**2 * exp(-x) * H(x), exp(-x) / x * H(x), None),
]


@pytest.mark.parametrize(("f", "g", "closed"), DIRECT)
def test_integrals_in_x_itself(f, g, closed):
    h = convolve(f, g, x, t, kind="mellin")
    assert not h.has(Convolution)
    for place in ("1/3", "1", "5/2", "8"):
        p = mpmath.mpf(Rational(place).p) / Rational(place).q
        mpmath.mp.dps = 30
        truth = closed(p) if closed else quadrature(f, g, p)
        assert abs(mpmath.mpf(h.subs(t, Rational(place)).evalf(30)) - truth) < 1e-14 * (1 + truth)
    assert parse(str(h), x, symbols=(t,)) == h


def quadrature(f, g, p):
    first, second = (lambdify(x, part, "mpmath") for part in (f, g))
    cuts = sorted({mpmath.mpf(0), mpmath.mpf(1), mpmath.mpf(3), p, p / 3, 4 * p + 9, mpmath.inf})
    cuts[0] = mpmath.mpf(10) ** -60
    return mpmath.quad(lambda y: first(y) * second(p / y) / y, cuts)


def test_divergent_integrals_name_the_end_in_x():
    for f, g, end in (
        (H(x) / (1 + x), x * H(x) / (1 + x), 0),
        (x * H(x) / (1 + x), exp(-x) * H(x), oo),
        (x * exp(-1 / x) * H(x), exp(-x) * H(x), oo),
    ):
        with pytest.raises(DivergentIntegral) as caught:
            convolve(f, g, x, t, kind="mellin")
        assert caught.value.end == end
        assert "_u" not in str(caught.value)


def test_a_mass_at_a_hidden_zero_is_refused():
    zero = sympy.sqrt(2) + sympy.sqrt(3) - sympy.sqrt(5 + 2 * sympy.sqrt(6))
    window = sympy.Piecewise((1, (x >= 1) & (x < 2)), (0, True))
    for place in (sympy.Integer(0), zero):
        with pytest.raises(InvalidInput):
            convolve(sympy.DiracDelta(x - place), window, x, t, kind="mellin")
