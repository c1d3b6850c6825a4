"""The algebra against its own laws (exact equality of normal forms) and against divergence."""

from __future__ import annotations

import random

import pytest
import sympy
from flint import fmpq
from sympy import DiracDelta, Heaviside, Piecewise, cos, exp, pi, sin, symbols

from symconv.algebra import analysis
from symconv.algebra.convolution import convolve, power
from symconv.algebra.distribution import Distribution
from symconv.algebra.elements import ONE, ZERO
from symconv.algebra.existence import Existence
from symconv.algebra.exppoly import ExpPoly
from symconv.algebra.signs import Facts
from symconv.errors import DivergentIntegral, InvalidInput, Undecided
from symconv.reading import read

X = sympy.Symbol("x", real=True)
A, B, C = symbols("a b c", positive=True)
H = Heaviside(X)


def d(expr):
    return read(sympy.sympify(expr), X, Facts())


def conv(f, g):
    return convolve(f, g, Existence(Facts()))


BOX = Piecewise((1, (X >= 0) & (X <= 1)), (0, True))
SIGNALS = [
    BOX,
    exp(-abs(X)),
    X * exp(-X) * Heaviside(X),
    exp(-A * X) * Heaviside(X),
    DiracDelta(X - 1, 2) + Piecewise((sin(pi * X), (X >= 0) & (X < 2)), (0, True)),
    Piecewise((X**2, (X >= -B) & (X <= B)), (0, True)),
    exp(-X) * cos(3 * X) * Heaviside(X + 1),
]


@pytest.mark.parametrize("f", SIGNALS)
@pytest.mark.parametrize("g", SIGNALS)
def test_laws_hold_in_the_normal_form(f, g):
    first, second, box = d(f), d(g), d(BOX)
    product = conv(first, second)
    assert product == conv(second, first)
    assert conv(first.derivative(), second) == product.derivative()
    assert conv(first, second.derivative()) == product.derivative()
    assert conv(first.shifted(fmpq(2, 3)), second) == product.shifted(fmpq(2, 3))
    assert conv(first.reflected(), second.reflected()) == product.reflected()
    assert conv(first + box, second) == product + conv(box, second)
    assert conv(product, box) == conv(first, conv(second, box))


@pytest.mark.parametrize("f", SIGNALS)
def test_operations_invert(f):
    value = d(f)
    assert value.reflected().reflected() == value
    assert value.shifted(fmpq(1, 3)).shifted(fmpq(-1, 3)) == value
    assert value.dilated(fmpq(2)).dilated(fmpq(1, 2)) == value
    assert value.conjugate().conjugate() == value
    assert conv(value, Distribution.delta(ZERO)) == value
    assert conv(value, Distribution.delta(ZERO, 1)) == value.derivative()


@pytest.mark.parametrize(
    ("f", "g", "end"),
    [
        (Heaviside(X), Heaviside(-X), "oo"),
        (exp(-X), exp(-X), "-oo"),
        (sin(X), sin(2 * X), "-oo"),
        (exp(X) * Heaviside(-X), exp(X) * Heaviside(X), "-oo"),
        (X**3, Heaviside(X), "-oo"),
    ],
)
def test_divergence_is_proved_and_named(f, g, end):
    with pytest.raises(DivergentIntegral) as caught:
        conv(d(f), d(g))
    assert caught.value.end == end
    assert len(caught.value.tails) == 2


def test_existence_with_open_exponents_is_undecided():
    u, v = symbols("u v", real=True)
    with pytest.raises(Undecided) as caught:
        conv(d(exp(-u * X) * Heaviside(X)), d(exp(-v * X) * Heaviside(-X)))
    assert caught.value.question == (u > v)


def test_a_tail_that_may_vanish_is_not_called_divergent():
    u = sympy.Symbol("u", real=True)
    with pytest.raises(Undecided):
        conv(d(u * Heaviside(X)), d(Heaviside(-X)))


def test_exponents_that_may_be_equal_are_a_question():
    """erf 1 = 1 − erfc 1, which the numbers do not know: no pole and no confluent form."""
    first, second = -sympy.erf(1), sympy.erfc(1) - 1
    with pytest.raises(Undecided, match="not decidable here") as caught:
        conv(d(exp(first * X) * Heaviside(X)), d(exp(second * X) * Heaviside(X)))
    question = caught.value.question
    assert isinstance(question, sympy.Eq)
    assert sympy.expand(question.lhs - question.rhs).rewrite(sympy.erf).expand() == 0


def test_compact_parts_turn_to_suit_a_growing_partner():
    growing = conv(d(exp(5 * X) * Heaviside(-X)), d(BOX))
    assert growing == conv(d(BOX), d(exp(5 * X) * Heaviside(-X)))
    assert conv(d(exp(-X)), d(BOX)) == Distribution(
        ExpPoly.exponential(fmpq(-1), fmpq(1))
        + ExpPoly.exponential(fmpq(-1), ZERO).scaled(fmpq(-1))
    )


def test_box_power_is_the_bspline_at_rational_points():
    from scipy.interpolate import BSpline

    spline = power(d(BOX), 6, Existence(Facts()))
    reference = BSpline.basis_element(list(range(7)), extrapolate=False)
    from symconv.reading.conditions import pieces

    for (start, value), place in zip(pieces(spline, Facts())[1:-1], range(6), strict=True):
        local = value.recentred(start + fmpq(1, 4)).at_zero()
        (row,) = local.terms.values()
        exact = row[0]
        assert abs(float(int(exact.p)) / int(exact.q) - float(reference(place + 0.25))) < 1e-14


def test_smoothness_adds_up():
    for f in (BOX, exp(-abs(X)), X * exp(-X) * Heaviside(X), DiracDelta(X, 1)):
        for g in (BOX, exp(-abs(X)), DiracDelta(X - 1)):
            p, q = analysis.smoothness(d(f)), analysis.smoothness(d(g))
            assert analysis.smoothness(conv(d(f), d(g))) == p + q + 2
    assert analysis.smoothness(d(exp(-X))) == sympy.oo


def test_integral_and_moments():
    existence = Existence(Facts())
    assert analysis.integral(d(exp(-abs(X))), existence) == ExpPoly.constant(fmpq(2))
    assert analysis.moment(d(BOX), 3, existence) == ExpPoly.constant(fmpq(1, 4))
    with pytest.raises(DivergentIntegral):
        analysis.integral(d(Heaviside(X)), existence)


def test_support():
    assert analysis.support(conv(d(BOX), d(BOX)), Facts()) == sympy.Interval(0, 2)
    assert analysis.support(d(exp(-X) * Heaviside(X - 1)), Facts()) == sympy.Interval(1, sympy.oo)
    assert analysis.support(Distribution(), Facts()) == sympy.S.EmptySet


def test_work_is_bounded():
    rng = random.Random(1)
    part = ExpPoly.constant(ONE)
    many = Distribution(right={fmpq(rng.randint(0, 10**9)): part for _ in range(2500)})
    with pytest.raises(InvalidInput, match="limit"):
        conv(many, many)


def test_the_limit_counts_products(monkeypatch):
    """A box is two terms and 1 + H + δ + 2δ' is four; one is added, and the sizes multiply."""
    module = "symconv.algebra.convolution.WORK_LIMIT"
    other = 1 + Heaviside(X) + DiracDelta(X) + 2 * DiracDelta(X - 1, 1)
    for f, g, work in ((BOX, BOX, 9), (BOX, other, 15), (other, BOX, 15)):
        monkeypatch.setattr(module, work)
        conv(d(f), d(g))
        monkeypatch.setattr(module, work - 1)
        with pytest.raises(InvalidInput, match=f"about {work} terms; the limit is {work - 1}:"):
            conv(d(f), d(g))


def test_every_loop_over_terms_looks_at_the_clock(monkeypatch):
    asked = []
    for module in ("convolution", "partialfractions"):
        monkeypatch.setattr(f"symconv.algebra.{module}.check", asked.append)
    grows, falls = exp(X) * Heaviside(-X), X**3 * exp(-X) * Heaviside(X)
    for f, g, least in ((BOX, BOX, 2), (grows, grows, 1), (falls, exp(-2 * X) * Heaviside(X), 2)):
        asked.clear()
        conv(d(f), d(g))
        assert len(asked) >= least


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (exp(-X), exp(-2 * X), exp(-2 * X) - exp(-X)),
        (exp(-X), exp(-X), -X * exp(-X)),
        (X * exp(-X), exp(-X), -(X**2) / 2 * exp(-X)),
        (X * exp(-X), exp(-2 * X), -(X - 1) * exp(-X) - exp(-2 * X)),
    ],
)
def test_phases_that_add_up_to_a_half_turn_change_the_sign(first, second, expected):
    """e^{3πi/7} e^{4πi/7} = −1, of which neither is a number of the field; by hand for 0 < t."""
    turn = sympy.I * pi / 7
    product = conv(d(exp(3 * turn) * first * H), d(exp(4 * turn) * second * H))
    assert product == d(expected * H)
    mirrored = conv(
        d(exp(3 * turn) * first.subs(X, -X) * H.subs(X, -X)),
        d(exp(4 * turn) * second.subs(X, -X) * H.subs(X, -X)),
    )
    assert mirrored == d(expected * H).reflected()


def test_exponents_of_which_only_a_ball_knows_that_they_differ():
    """π and log 3 are not known to be independent, but 3.14 is not 1.10."""
    a, b = pi, sympy.log(3)
    for turn in (1, sympy.I):
        product = conv(d(exp(-a * turn * X) * H), d(exp(-b * turn * X) * H))
        assert product == d((exp(-b * turn * X) - exp(-a * turn * X)) / ((a - b) * turn) * H)


def test_frequencies_that_may_be_equal_are_a_question():
    first, second = -sympy.erf(1), sympy.erfc(1) - 1
    with pytest.raises(Undecided, match="not decidable here"):
        conv(d(exp(sympy.I * first * X) * H), d(exp(sympy.I * second * X) * H))
