"""Indices and other bound names never reach an answer, and are never taken for parameters."""

from __future__ import annotations

import mpmath
import pytest
import sympy
from sympy import (
    DiracDelta,
    Heaviside,
    Integral,
    Piecewise,
    Product,
    Rational,
    Subs,
    Sum,
    Symbol,
    cos,
    exp,
    oo,
    sin,
)  # fmt: skip

from symconv import Convolution, Status, check, convolve, numeric
from symconv.errors import InvalidInput
from symconv.operators.boundnames import bound_names, sealed, unsealed, written_out

X, T = Symbol("x", real=True), Symbol("t", real=True)
K = Symbol("k", integer=True)
N = Symbol("n", integer=True, positive=True)
A = Symbol("a", real=True)
BOX = Heaviside(X) - Heaviside(X - 1)
DECAY = exp(-X) * Heaviside(X)


def test_a_pulse_train_has_the_value_of_its_terms():
    h = convolve(Sum(Heaviside(X - K), (K, 0, 3)), DECAY, X, T)
    assert h.free_symbols == {T}
    for t in (Rational(1, 2), Rational(5, 2), Rational(9, 2)):
        right = mpmath.mpf(0)
        for k in range(4):
            if k < t:
                right += mpmath.quad(lambda u: mpmath.exp(-u), [0, mpmath.mpf(t.p) / t.q - k])
        assert abs(mpmath.mpf(str(h.subs(T, t).evalf(20))) - right) < 1e-12


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        (Sum(X**K, (K, 0, 3)) * BOX, (1 + X + X**2 + X**3) * BOX),
        (Product(X - K, (K, 0, 2)) * BOX, X * (X - 1) * (X - 2) * BOX),
        (Piecewise((Sum(X**K, (K, 1, 2)), (X >= 0) & (X < 1)), (0, True)), (X + X**2) * BOX),
        (Sum(K * DiracDelta(X - K), (K, 1, 2)), DiracDelta(X - 1) + 2 * DiracDelta(X - 2)),
        (Sum(Sum(X**K, (K, 0, 1)), (K, 0, 2)) * BOX, 3 * (1 + X) * BOX),
        (Sum(K * N, (K, 0, N), (N, 0, 2)).doit() * BOX, Sum(K * N, (K, 0, N), (N, 0, 2)) * BOX),
        (Sum(exp(-X), (X, 0, 1)) * BOX, (1 + exp(-1)) * BOX),
        (Sum(K, (K, 3, 2)) * BOX + BOX, BOX),
        (Sum(K, (K, 3, 0)) * BOX, -3 * BOX),
        (Sum(X * K, (K, 0, 2.0)) * BOX, 3 * X * BOX),
        (Sum(Symbol("j"), (Symbol("j"), A, A + 1)) * BOX, (2 * A + 1) * BOX),
        (Subs(sin(A * X), A, 2) * BOX, sin(2 * X) * BOX),
        (Subs(cos(A), A, X) * BOX, cos(X) * BOX),
        (Sum(exp(-T), (T, 0, 1)) * BOX, (1 + exp(-1)) * BOX),
        (Sum(Piecewise((1, K > 1), (X, True)), (K, 0, 2)) * BOX, (1 + 2 * X) * BOX),
    ],
)
def test_what_is_finite_is_written_out(typed, right):
    assert convolve(typed, BOX, X, T) == convolve(right, BOX, X, T)
    assert convolve(BOX, typed, X, T) == convolve(BOX, right, X, T)


@pytest.mark.parametrize(
    "typed",
    [
        Sum(Heaviside(X - K), (K, 0, oo)),
        Sum(Heaviside(X - K), (K, 0, N)),
        Sum(exp(-K * X), (K, 0, N)) * BOX,
        Sum(Piecewise((1, X > K), (0, True)), (K, 0, oo)) * DECAY,
        Product(1 + X / K**2, (K, 1, oo)) * BOX,
        Integral(exp(-K * X), (K, 0, 1)) * BOX,
        Integral(cos(A), (A, 0, X)) * BOX,
        Integral(Heaviside(X - A), (A, 0, 1)) * BOX,
        Piecewise((Sum(abs(X - K), (K, -oo, oo)), (X > 0) & (X < 1)), (0, True)),
    ],
)
def test_what_is_not_finite_stays_a_node(typed):
    node = convolve(typed, DECAY, X, T)
    assert isinstance(node, Convolution)
    assert not node.free_symbols & {K, X}
    assert isinstance(convolve(DECAY, typed, X, T), Convolution)


@pytest.mark.parametrize(
    "constant",
    [
        Sum(1 / K**2, (K, 1, oo)),
        Sum(2**-K, (K, 0, oo)),
        Integral(exp(-(A**2)), (A, 0, 1)),
        Integral(abs(A - Rational(1, 3)), (A, 0, 1)),
        Integral(exp(-X), (X, 0, 1)),
        Sum(Piecewise((1, K > 3), (2, True)) / K**2, (K, 1, oo)),
    ],
)
def test_a_constant_is_one_whatever_it_binds(constant):
    h = convolve(constant * BOX, BOX, X, T)
    assert h.free_symbols == {T}
    value = h.subs(T, Rational(1, 2))
    assert (value / Rational(1, 2) - constant).doit().evalf() == pytest.approx(0, abs=1e-12)


def test_a_bound_name_does_not_capture_what_a_shift_brings_in():
    theta = Sum(exp(-(K**2) * X**2), (K, 1, oo))
    h = convolve(theta, DiracDelta(X - K), X, T)
    assert isinstance(h, Convolution) or h.free_symbols == {T, K}


def test_claims_see_the_terms():
    h = (1 - exp(-T)) * Heaviside(T) + (1 - exp(1 - T)) * Heaviside(T - 1)
    assert check.claim(h, Sum(Heaviside(X - K), (K, 0, 1)), DECAY, X, T)
    assert not check.claim(2 * h, Sum(Heaviside(X - K), (K, 0, 1)), DECAY, X, T)


def test_limits_that_no_index_runs_between_are_refused():
    with pytest.raises(InvalidInput, match="whole steps"):
        convolve(Sum(X**K, (K, 0, Rational(5, 2))) * BOX, BOX, X, T)
    with pytest.raises(InvalidInput, match="no two limits"):
        convolve(Integral(exp(-A), A) * BOX, BOX, X, T)


def test_names_that_are_bound():
    assert bound_names(Sum(X**K, (K, 0, N))) == {K}
    assert bound_names(Integral(cos(A), (A, 0, X))) == {A}
    assert bound_names(cos(A) + X) == frozenset()
    assert bound_names(Integral(exp(-X), (X, 0, X))) == frozenset()


def test_a_variable_bound_and_free_in_one_integral_keeps_its_meanings():
    made = written_out(Integral(exp(-X), (X, 0, X)), (X,))
    assert made.free_symbols == {X}
    assert made.subs(X, 1).doit() == 1 - exp(-1)


def test_sealing_is_undone():
    for expr in (Sum(X**K, (K, 0, N)) * A, Integral(cos(A), (A, 0, X)), cos(X)):
        closed = sealed(expr, X, 0)
        assert not closed.atoms(sympy.Sum, sympy.Integral)
        assert unsealed(closed).free_symbols == expr.free_symbols


def test_numbers_of_a_finite_sum_are_those_of_its_terms():
    f = Sum(Heaviside(X - K), (K, 0, 3))
    assert numeric.lambdify(X, f)(2.5) == 3
    assert numeric.round_exact(f, X, 2.5) == 3
    assert numeric.enclose(f, X, Rational(5, 2)).mid == 3
    assert numeric.enclose(Sum(X**K, (K, 0, 2)), X, 3).mid == 13


@pytest.mark.parametrize(
    "f",
    [
        Sum(Heaviside(X - K), (K, 0, oo)),
        Sum(exp(-K * X**2), (K, 1, oo)),
        Integral(cos(A), (A, 0, X)),
    ],
)
def test_laws_leave_open_what_is_not_finite(f):
    for law in (check.commutativity, check.differentiation, check.area, check.smoothness):
        assert law(f, DECAY, X).status is Status.UNDECIDED
    assert check.claim(0, f, DECAY, X, T).status is not Status.PROVED


@pytest.mark.parametrize(
    ("f", "right"),
    [
        (Sum(exp(-(K**2) * X**2), (K, 1, oo)), Sum(exp(-(N**2) * (T - K) ** 2), (N, 1, oo))),
        (Integral(sin(A**2), (A, 0, X)), Integral(sin(A**2), (A, 0, T - K))),
    ],
)
def test_a_shift_by_a_parameter_named_like_the_index(f, right):
    h = convolve(f, DiracDelta(X - K), X, T)
    assert h.free_symbols == {T, K}
    at = {T: Rational(3, 2), K: 1}
    expected = right.subs(at) if isinstance(right, Integral) else Sum(exp(-(N**2) / 4), (N, 1, oo))
    assert abs(float(h.subs(at).evalf()) - float(expected.evalf())) < 1e-9


def test_an_unevaluated_operation_in_a_sum_is_a_number():
    node = Convolution(exp(-(X**4)), BOX, X, K)
    h = convolve(Sum(node, (K, 0, 1)) * BOX, BOX, X, T)
    assert h.free_symbols == {T}


def test_a_parameter_named_like_an_index_keeps_its_meaning():
    h = convolve(
        Sum(Heaviside(X - K), (K, 0, 2)), exp(-K * X) * Heaviside(X), X, T, assuming=(K > 0,)
    )
    right = convolve(Heaviside(X) + Heaviside(X - 1) + Heaviside(X - 2),
                     exp(-K * X) * Heaviside(X), X, T, assuming=(K > 0,))  # fmt: skip
    assert h == right
    assert h.free_symbols == {T, K}
