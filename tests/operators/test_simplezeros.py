"""δ(g(x)) as a sum over the zeros of g, against zeros and slopes found by mpmath."""

import mpmath
import pytest
from sympy import (
    Abs,
    DiracDelta,
    E,
    Heaviside,
    Rational,
    Symbol,
    atan,
    cos,
    exp,
    log,
    pi,
    sin,
    sinh,
    sqrt,
    tanh,
)

from symconv import Convolution, box, check, convolve
from symconv.errors import InvalidInput
from symconv.operators.normalising import normalised

X, T, A = Symbol("x", real=True), Symbol("t", real=True), Symbol("a", positive=True)
UNIT, GAUSS = box(X, 0, 1), exp(-(X**2))
LONG = box(X, 0, 5)

# g, the same for mpmath, starting points of its zeros, a window
CASES = [
    (Abs(X) - 1, lambda u: abs(u) - 1, [-1, 1], 1),
    (exp(X) - 2, lambda u: mpmath.exp(u) - 2, [0.7], 1),
    (3 - 2 * exp(1 - 2 * X), lambda u: 3 - 2 * mpmath.exp(1 - 2 * u), [0.3], 1),
    (log(Abs(X)) - 1, lambda u: mpmath.log(abs(u)) - 1, [-2.7, 2.7], 1),
    (log(X) - 1, lambda u: mpmath.log(u) - 1, [2.7], Heaviside(X)),
    (log(3 - X), lambda u: mpmath.log(3 - u), [2.1], Heaviside(3 - X)),
    (log(X**2 + 1) - 1, lambda u: mpmath.log(u * u + 1) - 1, [-1.3, 1.3], 1),
    (X**3 - 2, lambda u: u**3 - 2, [1.2], 1),
    (X**3 + X - 1, lambda u: u**3 + u - 1, [0.7], 1),
    (2 * X**3 - 3 * X**2 + 4 * X + 7, lambda u: 2 * u**3 - 3 * u**2 + 4 * u + 7, [-0.9], 1),
    (X**4 - 3, lambda u: u**4 - 3, [-1.3, 1.3], 1),
    (Abs(X**2 - 2) - 1, lambda u: abs(u * u - 2) - 1, [-1.7, -1, 1, 1.7], 1),
    (X * (exp(X) - 2), lambda u: u * (mpmath.exp(u) - 2), [0, 0.7], 1),
    (sinh(X) - 1, lambda u: mpmath.sinh(u) - 1, [0.9], 1),
    (tanh(2 * X) + Rational(1, 3), lambda u: mpmath.tanh(2 * u) + mpmath.mpf(1) / 3, [-0.2], 1),
    (atan(X) - 1, lambda u: mpmath.atan(u) - 1, [1.5], 1),
    ((exp(X) - 1) ** 2 - 4, lambda u: (mpmath.exp(u) - 1) ** 2 - 4, [1.1], 1),
    (sin(X), mpmath.sin, [3.14], box(X, 1, 5)),
    (2 * sin(X) - 1, lambda u: 2 * mpmath.sin(u) - 1, [0.5, 2.6], LONG),
    (cos(2 * X), lambda u: mpmath.cos(2 * u), [0.8, 2.4, 3.9], LONG),
]


@pytest.mark.parametrize(("g", "value", "starts", "window"), CASES)
def test_every_zero_weighs_its_inverse_slope(g, value, starts, window):
    answer = convolve(DiracDelta(g) * window, GAUSS, X, T)
    assert not answer.has(Convolution)
    zeros = [mpmath.findroot(value, start) for start in starts]
    for t in (mpmath.mpf("-0.7"), mpmath.mpf("0.4"), mpmath.mpf("1.9")):
        expected = sum(mpmath.exp(-((t - z) ** 2)) / abs(mpmath.diff(value, z)) for z in zeros)
        assert abs(answer.subs(T, Rational(str(t))).evalf(20) - expected) < 1e-9


@pytest.mark.parametrize(
    "g", [exp(X) + 1, Abs(X) + 1, cos(X) - 2, tanh(X) - 1, atan(X) + 2, X**4 + 1, exp(X)]
)
def test_no_zero_no_mass(g):
    assert convolve(DiracDelta(g), GAUSS, X, T) == 0


@pytest.mark.parametrize(
    "g",
    [Abs(X), (exp(X) - 1) ** 2, X * (exp(X) - 1), sin(X) - 1, cos(X) + 1, log(Abs(X)) ** 2],
)
def test_a_zero_that_is_not_simple_is_refused(g):
    with pytest.raises(InvalidInput, match="is not a simple root"):
        convolve(DiracDelta(g), GAUSS, X, T)


def test_a_double_zero_in_the_window_is_refused_and_one_outside_is_not():
    with pytest.raises(InvalidInput, match="0 is not a simple root"):
        convolve(DiracDelta(cos(X) - 1) * LONG, GAUSS, X, T)
    assert convolve(DiracDelta(cos(X) - 1) * box(X, 1, 2), GAUSS, X, T) == 0


@pytest.mark.parametrize(
    "g",
    [
        sin(X),
        exp(X) - X - 2,
        X**3 - 3 * X + 1,
        X**5 - X - 1,
        log(X) - 1,
        exp(X) - Symbol("b", real=True),
        Abs(X) + exp(X) - 4,
    ],
)
def test_unknown_or_infinitely_many_zeros_stay(g):
    f = DiracDelta(g)
    assert normalised(f, X) is f


def test_parameters_with_known_sign():
    assert convolve(DiracDelta(exp(X) - A), GAUSS, X, T) == exp(-((T - log(A)) ** 2)) / A
    both = convolve(DiracDelta(Abs(X) - A), GAUSS, X, T)
    assert (both - exp(-((T - A) ** 2)) - exp(-((T + A) ** 2))).simplify() == 0


def test_the_edge_of_a_closed_window_counts_whole():
    """sin vanishes at 0, which the box from 0 holds, and at pi."""
    answer = convolve(DiracDelta(sin(X)) * LONG, UNIT, X, T)
    assert [answer.subs(T, t) for t in (Rational(1, 2), 2, Rational(7, 2), 5)] == [1, 0, 1, 0]


def test_point_masses_at_e():
    answer = convolve(DiracDelta(log(X) - 1) * Heaviside(X), Heaviside(X), X, T)
    assert [answer.subs(T, t) for t in (2, 3)] == [0, E]
    assert check.claim(3 * Heaviside(T - E), DiracDelta(X - E), Heaviside(X), X, T).status.name == (
        "REFUTED"
    )


def test_nodes_enclose_the_masses():
    node = Convolution(DiracDelta(X**3 + X - 1), exp(-(X**4)), X, T)
    zero = mpmath.findroot(lambda u: u**3 + u - 1, 0.7)
    expected = mpmath.exp(-(zero**4)) / (3 * zero**2 + 1)
    assert abs(node.subs(T, 0).evalf(20) - expected) < 1e-12


def test_nothing_is_added_to_what_the_reader_knows():
    for f in (DiracDelta(X**2 - 1), DiracDelta(X**3 - X), DiracDelta(X**2 - A), DiracDelta(X, 1)):
        assert normalised(f * sqrt(2 + X**2), X) == f * sqrt(2 + X**2)
    assert convolve(DiracDelta(X**3 - X), GAUSS, X, T).subs(T, 0) == 1 + exp(-1)
    assert (
        convolve(DiracDelta(sin(pi * X)) * box(X, -1, 1) * X, UNIT, X, T).subs(T, Rational(3, 2))
        == Rational(1) / pi
    )
