"""Textbook inputs with plain parameters: what is asked for, once given, answers.

Each is run as a stranger types it, with what it asks for, and with declared symbols; the answers of
the last two are equal, and a quadrature of the input as given judges them.
"""

import mpmath
import pytest
import sympy
from sympy import (
    Abs,
    DiracDelta,
    Heaviside,
    I,
    Max,
    Ne,
    Piecewise,
    Rational,
    Symbol,
    cos,
    exp,
    gamma,
    im,
    pi,
    re,
    sech,
    sin,
    sqrt,
    symbols,
)

from symconv import Convolution, autocorrelate, convolution_power, convolve, correlate, discrete
from symconv.errors import DivergentIntegral, InvalidInput, Undecided

X, T = symbols("x t")
NAMES = ("a", "b", "T0", "s", "w", "k")
A, B, W, S, F, K = PLAIN = symbols("a b T0 s w k")
POSITIVE = dict(zip(PLAIN, symbols("a b T0 s w k", positive=True), strict=True))
H = Heaviside


def box(low, high):
    return H(X - low) - H(X - high)


GAUSS = exp(-(X**2) / (2 * S**2))
TEXTBOOK = {
    "gaussian": (GAUSS, GAUSS, [S]),
    "gaussian, density": (GAUSS / (S * sqrt(2 * pi)), exp(-(X**2)), [S]),
    "gaussian, rate": (exp(-A * X**2), exp(-B * X**2), [A, B]),
    "gaussian and step": (GAUSS, H(X), [S]),
    "gaussian and box": (GAUSS, box(0, W), [W, S]),
    "gaussian and decay": (GAUSS, exp(-X) * H(X), [S]),
    "gaussian and wave": (GAUSS, cos(K * X), [K, S]),
    "gaussian and modulus": (GAUSS, Abs(X), [S]),
    "two-sided exponential": (exp(-A * Abs(X)), box(0, 1), []),
    "box": (box(0, W), box(0, W), [W]),
    "two boxes": (box(0, W), box(0, A), [W, A]),
    "box by arms": (Piecewise((1, (X >= 0) & (X <= W)), (0, True)), exp(-X) * H(X), [W]),
    "box by modulus": (Piecewise((1, Abs(X) < W / 2), (0, True)), exp(-X) * H(X), [W]),
    "box by product": (H(X) * H(W - X), exp(-X) * H(X), [W]),
    "triangle": (Piecewise((1 - Abs(X) / A, Abs(X) < A), (0, True)), box(0, 1), [A]),
    "triangle by Max": (Max(0, 1 - Abs(X) / A), exp(-X) * H(X), [A]),
    "lorentzian": (A / (X**2 + A**2), A / (X**2 + A**2), [A]),
    "two lorentzians": (1 / (X**2 + A**2), 1 / (X**2 + B**2), [A, B]),
    "lorentzian and box": (1 / (X**2 + A**2), box(0, 1), [A]),
    "wave in a box": (cos(F * X) * box(0, W), box(0, 1), [W]),
    "gamma density": (X ** (K - 1) * exp(-X) * H(X) / gamma(K), exp(-X) * H(X), [K]),
    "power and step": (X ** (A - 1) * H(X), H(X), [A]),
    "filter and box": (exp(-X / A) * H(X) / A, box(0, W), [W]),
    "filter and wave": (exp(-X / A) * H(X), cos(F * X), [A, F]),
    "damped wave and box": (exp(-A * X) * sin(F * X) * H(X), box(0, W), [W]),
    "rayleigh": (X * exp(-(X**2) / (2 * S**2)) * H(X), box(0, 1), [S]),
    "delay": (DiracDelta(X - W), exp(-X) * H(X), [W]),
    "sech": (sech(X / A), box(-1, 1), [A]),
    "half disc": (Piecewise((sqrt(A**2 - X**2), Abs(X) < A), (0, True)), box(0, 1), [A]),
    "sinc": (sin(W * X) / (pi * X), sin(W * X) / (pi * X), [W]),
    "decay": (exp(-A * X) * H(X), H(X), []),
    "two decays": (exp(-A * X) * H(X), exp(-B * X) * H(X), []),
    "ramp and decay": (X * H(X), exp(-A * X) * H(X), []),
}  # fmt: skip


def asked_of(run):
    """What is asked for, one after the other, until there is an answer, and that answer."""
    given = []
    for _ in range(8):
        try:
            return run(tuple(given)), given
        except Undecided as open_:
            question = open_.question
        assert isinstance(question, sympy.core.relational.Relational)
        assert question not in given, "the advice goes in a circle"
        given.append(question)
    raise AssertionError(f"asked without end: {given}")


@pytest.mark.parametrize("name", TEXTBOOK)
def test_what_is_asked_for_answers(name):
    f, g, needed = TEXTBOOK[name]
    h, given = asked_of(lambda given: convolve(f, g, X, T, assuming=given))
    assert not h.has(Convolution)
    assert [q.canonical for q in given] == [(p > 0).canonical for p in needed]
    assert h.free_symbols <= {T, *PLAIN}


@pytest.mark.parametrize("name", TEXTBOOK)
def test_the_answer_is_that_of_declared_symbols(name):
    f, g, _ = TEXTBOOK[name]
    used = sorted((f.free_symbols | g.free_symbols) - {X}, key=str)
    h = convolve(f, g, X, T, assuming=[p > 0 for p in used])
    expected = convolve(f.xreplace(POSITIVE), g.xreplace(POSITIVE), X, T)
    assert h.xreplace(POSITIVE) == expected
    assert h.free_symbols <= {T, *PLAIN}


VALUES = {A: Rational(7, 5), B: Rational(3, 7), W: Rational(9, 4), S: Rational(4, 5),
          F: Rational(5, 3), K: Rational(8, 3)}  # fmt: skip


@pytest.mark.parametrize("name", [n for n in TEXTBOOK if n not in ("delay", "sinc")])
def test_quadrature_agrees(name):
    f, g, _ = TEXTBOOK[name]
    h, _ = asked_of(lambda given: convolve(f, g, X, T, assuming=given))
    one, two = (sympy.lambdify(X, part.subs(VALUES).rewrite(sympy.exp), "mpmath")
                if name == "sech" else sympy.lambdify(X, part.subs(VALUES), "mpmath")
                for part in (f, g))  # fmt: skip
    for place in (Rational(-3, 7), Rational(8, 7), Rational(31, 9)):
        at = mpmath.mpf(place.p) / place.q
        ends = {mpmath.mpf(v.p) / v.q * c for v in VALUES.values() for c in (1, -1, 0.5, -0.5)}
        cuts = sorted({c for e in (*ends, 0, 1, -1) for c in (e, at - e)})
        whole = [-mpmath.inf, -40, -10, *cuts, 10, 40, mpmath.inf]
        if g.has(cos) and name != "wave in a box":
            whole = [-60, *whole[2:-2], 60]
        truth = mpmath.quad(lambda y, at=at: one(y) * two(at - y), whole)
        assert abs(sympy.N(h.subs(VALUES).subs(T, place), 20) - truth) < 1e-9


def test_the_oscillator_line_asks_for_nothing_that_was_given():
    """Was: asked to assume gamma**4 < 4*gamma**2*omega**2, and again when that was stated."""
    f = A * X / ((F**2 - X**2) ** 2 + A**2 * X**2)
    options = {"principal_value": True}
    h, given = asked_of(lambda given: convolve(f, 1 / (pi * X), X, T, assuming=given, **options))
    assert given == [A > 0, F > 0, A < 2 * F]
    place = {A: Rational(1, 2), F: Rational(3, 2), T: Rational(1, 3)}
    truth = -(F**2 - T**2) / ((F**2 - T**2) ** 2 + A**2 * T**2)
    assert abs(sympy.N((h - truth).subs(place), 30)) < 1e-25


def test_other_operators_ask_alike():
    one = exp(-A * X) * H(X)
    for run in (
        lambda given: autocorrelate(one, X, T, assuming=given),
        lambda given: correlate(one, one, X, T, assuming=given),
        lambda given: convolution_power(exp(-A * X**2), 3, X, T, assuming=given),
        lambda given: Convolution(exp(-A * X**2), H(X), X, T).closed_form(
            assuming=given, collect=False
        ),
    ):
        _, given = asked_of(run)
        assert given == [A > 0]


def test_a_node_has_what_is_missing_as_conditions():
    answer = Convolution(exp(-A * X**2), exp(-B * X**2), X, T).closed_form()
    assert answer.conditions == (A > 0, B > 0)
    assert answer.expr.free_symbols == {A, B, T}


def test_hypotheses_are_the_relations_as_given():
    stated = (sympy.And(A > 0, A < B),)
    answer = Convolution(box(A, B), H(X), X, T).closed_form(assuming=stated)
    assert answer.hypotheses[:2] in ((A > 0, A < B), (A < B, A > 0))
    assert answer.support.free_symbols <= {A}


def test_a_complex_parameter_stays_one():
    f, g = exp(I * A * X) * H(X), H(-X)
    with pytest.raises(Undecided) as caught:  # for real a it diverges: no order is asked for
        convolve(f, g, X, T)
    assert caught.value.question == (im(A) > 0)
    declared = Symbol("c", complex=True)
    with pytest.raises(Undecided) as caught:
        autocorrelate(exp(-declared * X) * H(X), X, T)
    assert not caught.value.question.has(Symbol("c"))
    assert convolve(exp(-A * X) * H(X), H(X), X, T, assuming=re(A) > 0).has(A)


def test_divergence_is_no_question_of_parameters():
    for f, g in ((exp(A * X**2), exp(A * X**2)), (X**2, exp(-B * X))):
        with pytest.raises((DivergentIntegral, Undecided)) as caught:
            convolve(f, g, X, T, assuming=(A > 0, B > 0))
        assert caught.type is DivergentIntegral or caught.value.question not in (A > 0, B > 0)


def test_what_raised_invalid_input_still_does():
    with pytest.raises(InvalidInput, match="must be real"):
        convolve(DiracDelta(X - A), H(X), X, T)


def test_relations_that_say_nothing_of_the_input_change_nothing():
    plain = convolve(exp(-A * X) * H(X), H(X), X, T)
    assert convolve(exp(-A * X) * H(X), H(X), X, T, assuming=(B > 0, Ne(B, K))) == plain
    with pytest.raises(InvalidInput, match="contradicts"):
        convolve(H(X), exp(-X) * H(X), X, T, assuming=(B > 0, B < 0))


def test_several_variables():
    y, v = symbols("y v")
    f = exp(-(X**2 + y**2) / (2 * S**2))
    h, given = asked_of(lambda given: convolve(f, f, (X, y), (T, v), assuming=given))
    assert given == [S > 0]
    assert sympy.simplify(h - pi * S**2 * exp(-(T**2 + v**2) / (4 * S**2))) == 0


def test_functions_typed_otherwise_show_their_parameters():
    stats = pytest.importorskip("sympy.stats")
    lam = Symbol("lam", positive=True)
    u = Symbol("u")
    for f in (lambda v: exp(-A * v**2), sympy.Lambda(u, exp(-A * u**2))):
        h, given = asked_of(lambda given, f=f: convolve(f, exp(-(X**2)), X, T, assuming=given))
        assert given == [A > 0]
        assert h == sqrt(pi) * exp(-A * T**2 / (A + 1)) / sqrt(A + 1)
    E = stats.Exponential("E", lam)
    assert convolve(E, exp(-X) * H(X), X, T, assuming=A > 0).free_symbols == {lam, T}


def test_sequences():
    n, m = symbols("n m")
    one = exp(-A * n) * H(n, 1)
    h, given = asked_of(lambda given: discrete.correlate(one, one, n, m, assuming=given))
    assert given == [A > 0]
    place = {A: Rational(1, 3), m: -2}
    truth = mpmath.nsum(lambda k: mpmath.exp(-k / 3) * mpmath.exp(-(k - 2) / 3), [2, mpmath.inf])
    assert abs(sympy.N(h.subs(place), 20) - truth) < 1e-12
    power = A**n * H(n, 1)
    h, given = asked_of(lambda given: discrete.correlate(power, power, n, m, assuming=given))
    assert given == [abs(A) < 1]
    assert discrete.correlate(power, power, n, m, assuming=(A > 0, A < 1)).free_symbols == {A, m}
