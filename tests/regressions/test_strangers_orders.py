"""Break points that meet where the formula beside them has no value, and other open orders."""

from __future__ import annotations

import mpmath
import pytest
import sympy
from sympy import (
    Abs,
    Eq,
    Heaviside,
    Piecewise,
    Rational,
    Symbol,
    cosh,
    exp,
    lambdify,
    log,
    sin,
    sqrt,
)

from symconv import Convolution, convolve, correlate
from symconv.errors import DivergentIntegral, Undecided

X, T = Symbol("x", real=True), Symbol("t", real=True)
U, V, W = (Symbol(name, real=True) for name in "uvw")
A, B = (Symbol(name, positive=True) for name in "ab")
Q = Symbol("q", nonnegative=True)
TINY = mpmath.mpf(10) ** -9
PLACES = (Rational(31, 97), Rational(77, 97), Rational(161, 97))


def window(low, high, value=1):
    return Piecewise((value, (X >= low) & (X < high)), (0, True))


BOX = window(0, 1)


def numeric(expr):
    steps = {step: Piecewise((0, step.args[0] < 0), (1, True)) for step in expr.atoms(Heaviside)}
    function = lambdify(X, expr.xreplace(steps), "mpmath")

    def value(x):
        try:
            return function(x)
        except ZeroDivisionError:  # at a single point
            return mpmath.mpf(0)

    return value


def assert_values(h, f, g, choices, places=PLACES):
    """h is ∫ f(x) g(t − x) dx for functions that are smooth between integers and halves."""
    for choice in choices:
        one, two = numeric(sympy.sympify(f).subs(choice)), numeric(sympy.sympify(g).subs(choice))
        for place in places:
            t = mpmath.mpf(place.p) / place.q
            ends = [mpmath.mpf(k) / 2 for k in range(-6, 7)]
            cuts = sorted({*ends, *(t - end for end in ends)})
            truth = mpmath.quad(lambda x, t=t, f=one, g=two: f(x) * g(t - x), cuts)
            found = mpmath.mpmathify(sympy.N(h.subs(choice).subs(T, place), 20))
            assert abs(found - truth) < TINY * (1 + abs(truth)), (h, choice, place)


@pytest.mark.parametrize(
    ("f", "g", "symbol", "values"),
    [
        (log(Abs(X - U)) * BOX, BOX, U, (0, 1, -1, Rational(1, 2), 2)),
        (log(Abs(X - Q)) * BOX, BOX, Q, (0, 1, Rational(1, 2))),
        (BOX / sqrt(Abs(X - U)), BOX, U, (0, 1, -1)),
        (window(U, 1, log(X + 2)), exp(U * X) * BOX, U, (0, 1, -1, Rational(1, 2))),
        (log(X + 3) * window(0, A), exp((A - 1) * X) * BOX, A, (1, 2, Rational(1, 2))),
        (sqrt(X) * window(0, A), exp((A - 1) * X) * BOX, A, (1, 2)),
        (X ** (A - 2) * window(1, A), BOX, A, (1, 2, Rational(1, 2), 3)),
        (X * log(Abs(X)) * window(U, 2), BOX, U, (0, 1, -1)),
        (sympy.atan(U * X) * window(U, 1), BOX, U, (0, 1, -1)),
    ],
)
def test_break_points_meet_where_the_formula_has_no_value(f, g, symbol, values):
    """Was u·log(u) or (…)/u at u = 0: nan, with no condition, and called proved."""
    assert_values(convolve(f, g, X, T), f, g, [{symbol: value} for value in values])


def test_windows_that_may_be_empty_against_a_pole():
    """Was DivergentIntegral for v <= w, though the window is empty and h = 0 for v = w."""
    window_of_two = window(V, W)
    with pytest.raises(Undecided) as caught:
        convolve(1 / (X - U), window_of_two, X, T)
    assert caught.value.question == (W <= V)
    assert convolve(1 / (X - U), window_of_two, X, T, assuming=W <= V) == 0
    with pytest.raises(Undecided) as caught:
        convolve(1 / (X - U), window_of_two, X, T, assuming=W >= V)
    assert caught.value.question in (Eq(V, W), Eq(W, V))
    with pytest.raises(DivergentIntegral):
        convolve(1 / (X - U), window_of_two, X, T, assuming=W > V)


@pytest.mark.parametrize("operator", [convolve, correlate])
@pytest.mark.parametrize("f", [sin(U * X) / X, sin(U * X) ** 2 / X**2])
def test_a_sinc_and_a_window_that_may_be_empty(operator, f):
    """Was ValueError: max() of an empty sequence."""
    h = operator(f, window(V, 1), X, T)
    assert h.subs({U: 2, V: 3}) == 0
    mirrored = f if operator is convolve else f.subs(X, -X)
    choices = [{U: 2, V: 0}, {U: 0, V: -1}, {U: 1, V: 1}]
    for choice in choices:
        one = sympy.sympify(mirrored).subs(choice)
        for place in PLACES:
            t = mpmath.mpf(place.p) / place.q
            bounds = [t - 1, t - mpmath.mpf(choice[V])]
            kernel = numeric(one)
            truth = mpmath.quad(kernel, bounds) if one != 0 and bounds[0] != bounds[1] else 0
            found = mpmath.mpmathify(sympy.N(h.subs(choice).subs(T, place), 20))
            assert abs(found - truth) < TINY


def test_an_order_that_is_open_while_the_result_is_written():
    """Was a request of the cases, no error of this library, that reached the caller."""
    h = convolve(1 / (U**2 + cosh(X)), BOX, X, T)
    assert h.has(Convolution)


def test_assumptions_without_a_meaning_at_the_root_of_another():
    """Was ZeroDivisionError: (b·u − a)/u > 0 has no meaning at u = 0."""
    f, g = 1 / (A**2 + U**2 * X**2), 1 / (B**2 + X**2)
    with pytest.raises(Undecided):
        convolve(f, g, X, T, assuming=(sympy.Ne(U**2, 0), (B * U - A) / U > 0))


def test_a_square_root_that_was_positive_in_another_problem():
    """Was AttributeError: the conjugate of √u was a radical without relation."""
    convolve(exp(-U * X**2) * BOX, BOX, X, T, assuming=U > 0)
    f = BOX * sqrt(Abs(U - X))
    assert_values(convolve(f, BOX, X, T), f, BOX, [{U: value} for value in (0, 1, -1)])
