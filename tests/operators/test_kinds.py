"""causal and circular against the definition: exact sums and integrals."""

from __future__ import annotations

import pytest
import sympy
from sympy import (
    DiracDelta,
    Heaviside,
    Ne,
    Piecewise,
    Rational,
    cos,
    exp,
    integrate,
    pi,
    sin,
    symbols,
)

from symconv import (
    Convolution,
    InvalidInput,
    Undecided,
    autocorrelate,
    convolution_power,
    convolve,
    correlate,
)  # fmt: skip

X, T, S = symbols("x t s", real=True)
A, B = symbols("a b", positive=True)
BOX = Piecewise((1, (X >= 0) & (X <= 1)), (0, True))


def test_circular_sine_and_cosine():
    assert convolve(sin(X), cos(X), X, T, kind="circular", period=2 * pi) == pi * sin(T)


@pytest.mark.parametrize("period", [2, Rational(3, 2), Rational(5, 4), 3])
@pytest.mark.parametrize("op", ["convolve", "correlate"])
def test_circular_against_the_wrapped_integral(period, op):
    ramp = Piecewise((X, (X >= 0) & (X < 1)), (0, True))
    operate = convolve if op == "convolve" else correlate
    h = operate(ramp, BOX, X, T, kind="circular", period=period)
    for point in (Rational(1, 8), Rational(5, 8), Rational(9, 8)):
        inner = point - X if op == "convolve" else point + X
        total = sum(integrate(X * BOX.subs(X, inner + k * period), (X, 0, 1)) for k in range(-2, 3))
        assert h.subs(T, point) == total


def test_circular_masses_at_zero_count_and_at_the_period_do_not():
    f = DiracDelta(X) + BOX
    h = convolve(f, BOX, X, T, kind="circular", period=2)
    assert h.subs(T, Rational(1, 2)) == Rational(3, 2)
    with pytest.raises(InvalidInput, match="outside"):
        convolve(DiracDelta(X - 2), BOX, X, T, kind="circular", period=2)


def test_circular_refuses_what_is_neither_periodic_nor_inside():
    with pytest.raises(InvalidInput, match="neither"):
        convolve(BOX, BOX, X, T, kind="circular", period=Rational(1, 2))
    with pytest.raises(InvalidInput, match="go together"):
        convolve(BOX, BOX, X, T, kind="circular")


def test_causal_cuts_both_and_keeps_the_mass_at_zero():
    assert convolve(exp(X), exp(-X), X, T, kind="causal") == Piecewise(
        (sympy.sinh(T), T >= 0), (0, True)
    )
    assert convolve(DiracDelta(X) + 1, exp(-X), X, T, kind="causal") == Piecewise(
        (1, T >= 0), (0, True)
    )
    assert convolve(DiracDelta(X + 1), exp(-X), X, T, kind="causal") == 0


def test_confluent_arms_and_assuming():
    f, g = exp(-A * X) * Heaviside(X), exp(-B * X) * Heaviside(X)
    h = convolve(f, g, X, T)
    assert h.subs({A: 2, B: 2, T: 1}) == exp(-2)
    assert h.subs({A: 2, B: 1, T: 1}) == exp(-1) - exp(-2)
    generic = convolve(f, g, X, T, assuming=[Ne(A, B)])
    assert not generic.has(Ne)
    assert generic.subs({A: 2, B: 1, T: 1}) == exp(-1) - exp(-2)


def test_repeated_convolution_with_assuming_has_no_arms():
    c = sympy.Symbol("c", positive=True)
    relations = [Ne(A, B), Ne(A, c), Ne(B, c)]
    f, g, h = (exp(-rate * X) * Heaviside(X) for rate in (A, B, c))
    once = convolve(f, g, X, X, assuming=relations)
    twice = convolve(once, h, X, T, assuming=relations)
    assert not twice.has(sympy.Eq)
    assert not twice.has(Ne)


def test_undecided_existence_raises_and_the_node_gives_the_conditions():
    u, v = symbols("u v", real=True)
    f, g = exp(-u * X) * Heaviside(X), exp(-v * X) * Heaviside(-X)
    with pytest.raises(Undecided) as caught:
        convolve(f, g, X, T)
    assert caught.value.question == (u > v)
    answer = Convolution(f, g, X, T).closed_form()
    assert answer.conditions == (u > v,)
    assert answer.certificate.status == "proved"
    assert convolve(f, g, X, T, assuming=[u > v]) == answer.expr


def test_symbolic_order_gives_cases_that_agree_with_numbers():
    f = Heaviside(X + A) - Heaviside(X - A)
    g = Heaviside(X + B) - Heaviside(X - B)
    h = convolve(f, g, X, T)
    for a, b in ((1, 2), (2, 1), (1, 1)):
        concrete = convolve(f.subs(A, a), g.subs(B, b), X, T)
        for point in (Rational(-5, 2), Rational(-1, 3), Rational(1, 2), Rational(7, 3)):
            assert h.subs({A: a, B: b, T: point}) == concrete.subs(T, point)


def test_powers():
    assert convolution_power(BOX, 0, X, T) == DiracDelta(T)
    assert convolution_power(BOX, 2, X, T) == convolve(BOX, BOX, X, T)
    assert convolution_power(exp(-A * X) * Heaviside(X), 3, X, T) == Piecewise(
        (T**2 * exp(-A * T) / 2, T >= 0), (0, True)
    )
    for bad in (-1, 2.5, True, "3"):
        with pytest.raises(InvalidInput):
            convolution_power(BOX, bad, X, T)


def test_correlation_conjugates_the_first():
    f = exp((sympy.I - 1) * X) * Heaviside(X)
    assert sympy.simplify(autocorrelate(f, X, T).subs(T, 0)) == Rational(1, 2)
    plain = correlate(f, f, X, T, conjugate=False).subs(T, 0)
    assert sympy.simplify(plain - 1 / (2 - 2 * sympy.I)) == 0


def test_bspline_is_short():
    cubic = convolution_power(BOX, 4, X, T)
    assert cubic.count_ops() < 80


def test_heaviside_form():
    h = convolve(BOX, BOX, X, T, form="heaviside")
    for point in (Rational(-1, 2), Rational(1, 2), Rational(3, 2), 3):
        assert h.subs(T, point) == max(0, 1 - abs(point - 1))


def test_divergence_for_some_parameters_only_is_a_question():
    c = sympy.Symbol("c", real=True)
    window = Piecewise((1, (X > c) & (X < 1)), (0, True))
    f = window + Heaviside(X) * Piecewise((1, c > 0), (0, True))
    with pytest.raises(Undecided) as caught:
        convolve(f, Heaviside(-X), X, T)
    assert caught.value.question == (c <= 0)
    assert not convolve(f, Heaviside(-X), X, T, assuming=[c < 0]).has(Convolution)


def test_circular_outside_the_exact_class():
    from mpmath import quad, sqrt

    root = Piecewise((sympy.sqrt(X), (X > 0) & (X < 1)), (0, True))
    half = Piecewise((1, (X >= 0) & (X < Rational(1, 2))), (0, True))
    h = convolve(root, half, X, T, kind="circular", period=1)
    for point in (Rational(1, 10), Rational(3, 10), Rational(7, 10)):
        p = float(point)
        ends = sorted({0, 0.5, min(p, 0.5)})
        truth = quad(lambda u, p=p: sqrt((p - u) % 1), ends)
        assert abs(sympy.N(h.subs(T, point)) - truth) < 1e-12
