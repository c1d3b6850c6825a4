"""Existence of the integral: divergence is claimed where it holds for all values, and only there.

The truth is written by hand: the exponents at both ends, and the values of the parameters at which
a tail is 0, so that the integral exists after all.
"""

from __future__ import annotations

import pytest
import sympy
from sympy import Eq, Heaviside, I, Ne, Rational, cos, cosh, exp, log, pi, sin, sqrt, symbols

from symconv.algebra.convolution import convolve
from symconv.algebra.existence import Existence
from symconv.algebra.exppoly import mode
from symconv.algebra.relations import facts_from
from symconv.algebra.signs import Facts
from symconv.errors import DivergentIntegral, Undecided
from symconv.reading import read

X = sympy.Symbol("x", real=True)
u, v, w = symbols("u v w", real=True)
p, q, r = symbols("p q r", positive=True)
SIX = symbols("m0:6", positive=True)
RIGHT, LEFT = Heaviside(X), Heaviside(-X)


def conv(f, g, existence=None):
    existence = existence or Existence(Facts())
    first, second = (read(sympy.sympify(h), X, existence.facts) for h in (f, g))
    return convolve(first, second, existence)


@pytest.mark.parametrize(
    ("f", "g", "end", "of_f", "of_g"),
    [
        (exp(2 * X) * RIGHT, exp(X) * LEFT, "oo", "exp(2*x)", "exp(-x)"),
        (exp(-2 * X) * LEFT, exp(X) * RIGHT, "-oo", "exp(-2*x)", "exp(-x)"),
        (exp(2 * X) * RIGHT, exp(X), "oo", "exp(2*x)", "exp(-x)"),
        (exp(X), exp(2 * X) * RIGHT, "-oo", "exp(x)", "exp(-2*x)"),
        (X**2 * RIGHT, exp(-X) * LEFT, "oo", "a polynomial", "exp(x)"),
        (LEFT, X * exp(X) * RIGHT, "-oo", "a polynomial", "exp(-x)"),
        (exp(p * X) * RIGHT, LEFT, "oo", "exp(p*x)", "a polynomial"),
        (exp(-p * X) * LEFT, RIGHT, "-oo", "exp(-p*x)", "a polynomial"),
        (exp((1 + I) * X) * RIGHT, LEFT, "oo", "exp(x*(1 + I))", "a polynomial"),
        (RIGHT, LEFT, "oo", "a polynomial", "a polynomial"),
        (LEFT, RIGHT, "-oo", "a polynomial", "a polynomial"),
    ],
)
def test_the_two_growths_are_named_after_their_functions(f, g, end, of_f, of_g):
    with pytest.raises(DivergentIntegral) as caught:
        conv(f, g)
    assert caught.value.end == end
    assert str(caught.value) == (
        f"the integral diverges at x -> {end}: there f behaves like {of_f} and g(t - x) like "
        f"{of_g}, whose product does not decay"
    )
    exponents = [exp(caught.value.tails[0] * X), exp(-caught.value.tails[1] * X)]
    named = [
        1 if text == "a polynomial" else sympy.sympify(text, {"x": X, "p": p})
        for text in (of_f, of_g)
    ]
    assert [sympy.expand(log(a / b)) for a, b in zip(exponents, named, strict=True)] == [0, 0]


NEARLY = [
    (exp(X) * RIGHT, exp(2 * X) * LEFT),
    (exp(-X) * LEFT, exp(-2 * X) * RIGHT),
    (X**5 * RIGHT, exp(X / 100) * LEFT),
    (exp((u - p) * X) * RIGHT, exp(u * X) * LEFT),
    (sin(3 * X) * RIGHT, exp(p * X) * LEFT),
    (exp(pi * X) * RIGHT, exp(Rational(355, 113) * X) * LEFT),
    (exp(-(u**2 + 1) * X) * RIGHT, LEFT),
    (X, exp(-p * sympy.Abs(X))),
    (exp(X * sqrt(2)), exp(-Rational(3, 2) * sympy.Abs(X))),
]


@pytest.mark.parametrize(("f", "g"), NEARLY)
def test_what_decays_at_any_rate_exists(f, g):
    for existence in (Existence(Facts()), Existence(Facts(), collect=True)):
        assert conv(f, g, existence) == conv(g, f, existence)
        assert existence.conditions == []


@pytest.mark.parametrize(
    ("f", "g", "zero"),
    [
        (u * RIGHT, LEFT, Eq(u, 0)),
        (RIGHT, u * LEFT, Eq(u, 0)),
        (I * u * RIGHT, LEFT, Eq(u, 0)),
        (LEFT, (u - v) * RIGHT, Eq(u, v)),
        ((exp(p * X) - exp(q * X)) * RIGHT, LEFT, Eq(p, q)),
        (LEFT, (exp(p * X) - exp(q * X)) * RIGHT, Eq(p, q)),
        ((exp(-p * X) - exp(-q * X)) * LEFT, RIGHT, Eq(p, q)),
        ((exp(p * X) - exp(2 * X)) * RIGHT, LEFT, Eq(p, 2)),
        ((exp(p * X) / p - exp(q * X) / q) * RIGHT, LEFT, Eq(p, q)),
        (cos(p * X) - cos(q * X), RIGHT, Eq(p, q)),
        (sin(u * X) * RIGHT, LEFT, Eq(u, 0)),
        ((exp(p * X) + exp(q * X) - 2 * exp(r * X)) * RIGHT, LEFT, None),
        ((exp(X + p) - exp(X + q)) * RIGHT, LEFT, Eq(exp(p) - exp(q), 0)),
        ((2 * exp(X + p) - 3 * exp(X + q)) * RIGHT, LEFT, Eq(2 * exp(p) - 3 * exp(q), 0)),
        (exp(u + X) * RIGHT - exp(X) * Heaviside(X - 1), LEFT, Eq(exp(u) - 1, 0)),
        ((exp(p * X + u) - exp(q * X + v)) * RIGHT, LEFT, Eq(p, q)),
    ],
)
def test_where_a_tail_may_vanish_that_is_the_question(f, g, zero):
    with pytest.raises(Undecided, match="unless a tail vanishes") as caught:
        conv(f, g)
    question = caught.value.question
    assert isinstance(question, Eq)
    if zero is not None:
        ratio = sympy.simplify((question.lhs - question.rhs) / (zero.lhs - zero.rhs))
        assert ratio.is_number
        assert ratio != 0


APART = [
    (Ne(u, 0), u * RIGHT, LEFT),
    (Ne(p, q), (exp(p * X) - exp(q * X)) * RIGHT, LEFT),
    (p < q, LEFT, (exp(p * X) - exp(q * X)) * RIGHT),
    (Ne(p, 2), (exp(p * X) - exp(2 * X)) * RIGHT, LEFT),
    (Ne(u, 0), sin(u * X) * RIGHT, LEFT),
    (Ne(p, q), (exp(X + p) - exp(X + q)) * RIGHT, LEFT),
]


@pytest.mark.parametrize(("fact", "f", "g"), APART)
def test_where_it_cannot_vanish_the_integral_diverges(fact, f, g):
    with pytest.raises(DivergentIntegral):
        conv(f, g, Existence(facts_from((fact,))))
    with pytest.raises(Undecided):
        conv(f, g)


@pytest.mark.parametrize(
    "f",
    [
        exp(p * X) + exp(q * X),
        -exp(p * X) - 3 * exp(q * X),
        2 * exp(p * X) - exp(q * X),
        exp(p * X) + exp(q * X) - 3 * exp(r * X),
        X * exp(p * X) - exp(q * X),
        cos(u * X),
        cosh(u * X),
        1 + exp(p * X) - exp(q * X),
        exp(p * X) - exp(q * X) + X**2,
        exp(u * X) + 1,
        exp(X + p) + exp(X + u),
        -exp(X + p) - 2 * exp(X + u),
        10 * exp(X) - sum(exp(m * X) for m in SIX),
        exp(X) - 2 * exp(X - 1),
        exp(X + sqrt(2)) - exp(X + log(5)),
        3 * exp(X + 1) - 2 * exp(X + sqrt(2)),
        exp(2 * X) - exp(X) + exp(p - 1),
        (2 + I) * exp(p * X) - exp(q * X),
    ],
)
def test_tails_that_never_vanish_diverge_for_all_values(f):
    for first, second, end in ((f * RIGHT, LEFT, "oo"), (LEFT, f * RIGHT, "-oo")):
        with pytest.raises(DivergentIntegral) as caught:
            conv(first, second)
        assert caught.value.end == end


@pytest.mark.parametrize(
    ("fact", "f"),
    [
        (Ne(p, q), 2 * exp(X + p) - 3 * exp(X + q)),  # 0 at p = q + log(3/2)
        (Ne(p, q), exp(X + p) - exp(X + q) + exp(X + u) - 5 * exp(X)),
        (p > 2 * q, exp(X + p) - 2 * exp(X + q)),
        (p > q, sum(exp(X + I * pi * (Rational(2 * k, 7) + Rational(1, 11))) for k in range(7))),
    ],
)
def test_a_sum_of_exponentials_may_be_0_where_no_two_are_equal(fact, f):
    """The last is e^x times a constant times the sum of the seventh roots of 1."""
    with pytest.raises(Undecided, match="unless a tail vanishes"):
        conv(f * RIGHT, LEFT, Existence(facts_from((fact,))))


def test_one_end_that_diverges_is_enough():
    """The left end is open in u; the right one diverges whatever u is, and the other way round."""
    for f, end in ((exp(u * X) * LEFT + RIGHT, "oo"), (exp(-u * X) * RIGHT + LEFT, "-oo")):
        with pytest.raises(DivergentIntegral) as caught:
            conv(f, 1 + exp(-sympy.Abs(X)))
        assert caught.value.end == end


def test_tails_whose_sum_cancels_in_part_are_named_by_what_is_left():
    """With p = q the first two terms go, the third stays; and seven rivals are not tried."""
    with pytest.raises(DivergentIntegral) as caught:
        conv((exp(p * X) - exp(q * X) + exp(3 * X) * X) * RIGHT, LEFT)
    assert caught.value.tails == (3, 0)
    many = symbols("m0:8", positive=True)
    with pytest.raises(Undecided):
        conv(sum((-1) ** i * (i + 1) ** 3 * exp(m * X) for i, m in enumerate(many)) * RIGHT, LEFT)


def test_open_inequalities_are_raised_or_collected():
    f, g = exp(-u * X) * RIGHT, exp(-v * X) * LEFT
    with pytest.raises(Undecided, match=r"the integral exists if u > v, and only then;") as caught:
        conv(f, g)
    assert caught.value.question == (u > v)
    existence = Existence(Facts(), collect=True)
    h = conv(f, g, existence)
    assert existence.conditions == [u > v]
    assert h == conv(f, g, Existence(facts_from((u > v,))))
    assert existence.facts.sign(mode_gap(u, v)) == 1
    two = Existence(Facts(), collect=True)
    conv(exp(-u * X) * RIGHT + exp(v * X) * LEFT, 1, two)
    assert set(two.conditions) == {u > 0, v > 0}
    assert two.facts.sign(mode_gap(u, -v)) == 1


def mode_gap(first, second):
    from symconv.algebra.constants import number

    return number(first - second)


def test_an_open_inequality_says_where_it_is_not_needed():
    """2 sinh(ux) for x > 0 grows unless u = 0, where it is 0; cosh(ux) never is."""
    for existence in (Existence(Facts()), Existence(Facts(), collect=True)):
        with pytest.raises(Undecided, match="unless a tail vanishes") as caught:
            conv((exp(u * X) - exp(-u * X)) * RIGHT, LEFT, existence)
        assert caught.value.question in (Eq(u, 0), Eq(2 * u, 0))
        assert existence.conditions == []
    either = r"if (0 > u and 0 > v|0 > v and 0 > u), or where a tail vanishes \(Eq\(u, v\)\)"
    with pytest.raises(Undecided, match=either) as caught:
        conv((exp(u * X) - exp(v * X)) * RIGHT, LEFT)
    assert caught.value.question in (sympy.Gt(0, u), sympy.Gt(0, v))
    assert f"exists if {caught.value.question} and" in str(caught.value)


def test_two_inequalities_that_exclude_each_other_are_divergence():
    """∫ e^{ux} e^{v(t−x)} dx over the line: u > v for the left end and u < v for the right one."""
    with pytest.raises(DivergentIntegral) as caught:
        conv(exp(u * X), exp(v * X), Existence(Facts(), collect=True))
    assert caught.value.end == "oo"
    with pytest.raises(DivergentIntegral):
        conv(exp(p * X), exp(p * X))


def test_squares_are_not_negative():
    """∫_0^∞ e^{−u²x} dx diverges for u = 0 alone, and with e^{u²x} for all u."""
    for growing, end in ((exp(u**2 * X) * RIGHT, "oo"), (exp(-(u**2) * X) * LEFT, "-oo")):
        with pytest.raises(DivergentIntegral) as caught:
            conv(growing, LEFT if end == "oo" else RIGHT)
        assert caught.value.end == end
    with pytest.raises(Undecided) as caught:
        conv(exp(-(u**2) * X) * RIGHT, LEFT)
    assert caught.value.question == (u**2 > 0)
    conv(exp(-(u**2) * X) * RIGHT, LEFT, Existence(facts_from((Ne(u, 0),))))


def test_a_weak_inequality_is_not_enough_to_exist_and_enough_to_diverge():
    with pytest.raises(DivergentIntegral):
        conv(exp(u * X) * RIGHT, LEFT, Existence(facts_from((u >= 0,))))
    with pytest.raises(DivergentIntegral):
        conv(exp(-u * X) * RIGHT, LEFT, Existence(facts_from((u <= 0,))))
    existence = Existence(facts_from((u <= 0,)), collect=True)
    conv(exp(u * X) * RIGHT, LEFT, existence)
    assert existence.conditions == [sympy.Gt(0, u)]
    assert mode(mode_gap(u, 0)) is mode(mode_gap(u, 0))
