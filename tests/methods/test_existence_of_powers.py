"""What diverges for every parameter is not asked to exist; what exists for some is asked for."""

import pytest
import sympy
from sympy import Abs, Heaviside, Piecewise, conjugate, exp, symbols

from symconv import Convolution, convolve
from symconv.algebra.questions import diverges_unless, exists_if, exists_where, is_open
from symconv.errors import DivergentIntegral, Undecided

X, T = symbols("x t", real=True)
C = sympy.Symbol("c", real=True)
P = sympy.Symbol("p", positive=True)
Z = sympy.Symbol("z")
H = Heaviside


@pytest.mark.parametrize(
    ("f", "g"),
    [
        (X**C * H(X), sympy.Integer(1)),
        (X**C * H(X), H(-X)),
        (Abs(X) ** C, sympy.Integer(1)),
        (X ** (-P) * H(X), H(-X)),
        (X**Z * H(X), sympy.Integer(1)),
    ],
)
def test_a_power_on_a_whole_half_line_diverges_always(f, g):
    """At 0 for exponents <= −1, at ∞ for others: was "exists if and only if 0 > c + 1"."""
    with pytest.raises(DivergentIntegral):
        convolve(f, g, X, T)
    with pytest.raises(DivergentIntegral):
        Convolution(f, g, X, T).closed_form()


@pytest.mark.parametrize(
    ("f", "g", "relation"),
    [
        (X**C * H(X), H(X), C > -1),
        (Piecewise((X**C, X > 1), (0, True)), sympy.Integer(1), C < -1),
        (X ** (-P) * H(X), H(X), P < 1),
        (X ** (-P) * exp(-X) * H(X), X ** (-P) * exp(-X) * H(X), P < 1),
        (Abs(X) ** C, exp(-Abs(X)), C > -1),
    ],
)
def test_one_end_alone_is_asked_for_and_answers(f, g, relation):
    with pytest.raises(Undecided) as caught:
        convolve(f, g, X, T)
    question = caught.value.question
    assert sympy.simplify(sympy.Equivalent(question, relation)) is sympy.true
    assert not convolve(f, g, X, T, assuming=question).has(Convolution)
    if f.has(H) or f.has(Piecewise):  # |x|^c has two tails at its pole: a node
        with pytest.raises(DivergentIntegral):
            convolve(f, g, X, T, assuming=sympy.Not(question))


def test_a_complex_weight_is_whole():
    """Was Eq(z + conjugate(z), 0), which leaves the tail and was asked for again."""
    with pytest.raises(Undecided) as caught:
        convolve(Z * exp(X), H(-X), X, T)
    assert caught.value.question == sympy.Eq(Z, 0)
    assert not caught.value.question.has(conjugate)
    assert convolve(Z * exp(X), H(-X), X, T, assuming=caught.value.question) == 0


def test_wordings():
    assert (
        str(exists_if(P > 1)) == "the integral exists if and only if p > 1; state it with assuming="
    )
    assert "exists if p > 1 and c > 0, and only then" in str(exists_where([P > 1, C > 0]))
    assert str(diverges_unless(P > 1, where="oo", tail=True, what="sum")) == (
        "the sum diverges at oo unless a tail vanishes (p > 1)"
    )
    assert is_open(P > 1).question == (P > 1)


def test_a_constant_tail_that_may_vanish_is_asked_for_and_solved():
    """assuming= could not take Eq(exp(c) - 2, 0)."""
    f = (exp(C) - 2) * H(X)
    with pytest.raises(Undecided) as caught:
        convolve(f, H(-X), X, T)
    assert caught.value.question.subs(C, sympy.log(2)) == sympy.true
    assert convolve(f, H(-X), X, T, assuming=caught.value.question) == 0


def test_a_sinc_is_1_where_its_rate_is_0():
    """Was (Si(c t) − Si(c (t − 1)))/c, which is 0/0 at c = 0."""
    h = convolve(sympy.sinc(C * X), H(X) - H(X - 1), X, T)
    assert h.subs({C: 0, T: 3}) == 1
    for rate in (2, -2):
        value = h.subs({C: rate, T: sympy.Rational(1, 3)})
        known = sympy.Si(sympy.Rational(2, 3)) / 2 + sympy.Si(sympy.Rational(4, 3)) / 2
        assert abs(sympy.N(value - known, 20)) < 1e-15
