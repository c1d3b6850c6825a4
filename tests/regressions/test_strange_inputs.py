"""Inputs nobody thought of: wrong answers, crashes and hangs found by trying them."""

from __future__ import annotations

import numpy as np
import pytest
import sympy
from sympy import (
    DiracDelta,
    Eq,
    Heaviside,
    I,
    Max,
    Min,
    Ne,
    Piecewise,
    Rational,
    Symbol,
    cos,
    exp,
    log,
    sign,
    sin,
    sqrt,
)  # fmt: skip

from symconv import Convolution, autocorrelate, convolution_power, convolve, correlate
from symconv.enclosure import enclose_convolution, enclose_expr, enclose_integral, overlaps
from symconv.errors import InvalidInput, NoClosedForm, Undecided

X, T = Symbol("x", real=True), Symbol("t", real=True)
A, B = Symbol("a", real=True), Symbol("b", real=True)
P = Symbol("p", positive=True)
Z = Symbol("z")
BOX = Piecewise((1, (X >= 0) & (X < 1)), (0, True))
WIDE = Piecewise((1, (X >= -2) & (X < 2)), (0, True))
POINTS = tuple(Rational(k, 97) for k in (-173, -31, -7, 5, 31, 83, 131, 251))


def assert_is_convolution(h, f, g, values=(), op="convolve"):
    """h against the enclosed integral at every point, for every choice of the parameters."""
    for choice in values or ({},):
        first, second = (sympy.sympify(e).subs(choice, simultaneous=True) for e in (f, g))
        for point in POINTS:
            truth = enclose_convolution(first, second, X, point, bits=60, op=op)
            found = enclose_expr(h.subs(choice, simultaneous=True), {T: point}, 60)
            assert overlaps(found, truth), (h, choice, point)


ROOTS = tuple({A: value} for value in (sqrt(2), -sqrt(2), 1, 3))


@pytest.mark.parametrize(
    ("factor", "values"),
    [
        (sign(A**2 - 2), ROOTS),
        (Piecewise((1, Eq(A**2, 2)), (0, True)), ROOTS),
        (Piecewise((1, Ne(A**2, 2)), (0, True)), ROOTS),
        (Piecewise((1, A**2 > 2), (0, True)), ROOTS),
        (Heaviside(A**2 - 2), ROOTS),
        (Heaviside((A**2 - 2) * X), ROOTS),
        (sign(A * B), ({A: 0, B: 1}, {A: 1, B: -1}, {A: 1, B: 0}, {A: -1, B: -2})),
        (Heaviside(A * B), ({A: 0, B: 1}, {A: 1, B: -1}, {A: 1, B: 0}, {A: -1, B: -2})),
    ],
)
def test_coincidences_that_are_not_linear_in_a_parameter(factor, values):
    assert_is_convolution(convolve(factor * BOX, BOX, X, T), factor * BOX, BOX, values)


def test_a_product_of_parameters_has_its_confluent_arm():
    f, g = exp(-A * B * X) * Heaviside(X), exp(-X) * Heaviside(X)
    values = ({A: 2, B: Rational(1, 2)}, {A: 1, B: 0}, {A: 0, B: 0}, {A: 1, B: 2})
    assert_is_convolution(convolve(f, g, X, T), f, g, values)


@pytest.mark.parametrize(
    "factor",
    [
        Heaviside(Max(X, 0)),
        Heaviside(Max(X, 0), 1),
        Piecewise((1, Max(X, 0) <= 0), (0, True)),
        Piecewise((1, abs(X) <= X), (0, True)),
        Piecewise((1, Min(X, 1) < 1), (0, True)),
        Piecewise((1, Heaviside(X) >= 1), (0, True)),
    ],
)
def test_conditions_that_hold_with_equality_on_an_interval(factor):
    assert_is_convolution(convolve(factor * WIDE, BOX, X, T), factor * WIDE, BOX)


@pytest.mark.parametrize(
    "f",
    [
        Piecewise((log(X), (X >= -1) & (X < 1)), (0, True)),
        sqrt(X) * Piecewise((1, (X >= -1) & (X < 1)), (0, True)),
        Rational(-1) ** Rational(1, 3) * BOX,
    ],
)
def test_the_conjugate_of_a_root_is_not_the_root(f):
    h = correlate(f, BOX, X, T)
    if hasattr(h, "closed_form"):
        return  # refused, and rightly so: what was found before belonged to f, not to conj f
    plain = correlate(f, BOX, X, T, conjugate=False)
    point = Rational(1, 3)
    assert sympy.im(h.subs(T, point)).evalf() == -sympy.im(plain.subs(T, point)).evalf() != 0


@pytest.mark.parametrize("f", [sqrt(X) * BOX, I * log(X) * BOX, exp(I * X) * sqrt(X) * BOX])
def test_roots_on_the_positive_axis_are_their_own_conjugates(f):
    h = correlate(f, BOX, X, T)
    assert not hasattr(h, "closed_form")
    assert_is_convolution(h, f, BOX, op="correlate")


@pytest.mark.parametrize(
    ("f", "choice"),
    [
        (Z * BOX, {Z: 2 + I}),
        (exp(Z * X) * BOX, {Z: 2 + I}),
        (Rational(-1) ** Rational(1, 3) * BOX, {}),
    ],
)
def test_circular_correlation_conjugates_parameters_too(f, choice):
    h = correlate(f, X * BOX, X, T, kind="circular", period=1)
    conj = sympy.conjugate(f.subs(choice))
    for point in (Rational(3, 97), Rational(31, 97), Rational(91, 97)):
        g = X * BOX
        truth = enclose_integral(conj * g.subs(X, X + point), X, 0, 1 - point, bits=50)
        truth += enclose_integral(conj * g.subs(X, X + point - 1), X, 1 - point, 1, bits=50)
        assert overlaps(enclose_expr(h.subs(choice), {T: point}, 50), truth)


def test_the_output_variable_is_not_captured_under_other_assumptions():
    for inside, outside in ((T, Symbol("t")), (Symbol("t"), T), (Symbol("t", positive=True), T)):
        with pytest.raises(InvalidInput, match="captured"):
            convolve(inside * BOX, BOX, X, outside)


@pytest.mark.parametrize("t", [Symbol("t", imaginary=True), Symbol("t", commutative=False)])
def test_the_output_variable_is_real(t):
    with pytest.raises(InvalidInput, match="must be real"):
        convolve(BOX, BOX, X, t)


def test_no_text_reaches_sympify():
    for assuming in ("a > 0", ("a > 0",), "__import__('os')"):
        with pytest.raises(InvalidInput, match="is a str"):
            convolve(exp(-A * X) * Heaviside(X), BOX, X, T, assuming=assuming)


@pytest.mark.parametrize("assuming", [None, 5, (X > 0,), (T > 0,), (A,), (Eq(A, B),), [False]])
def test_what_cannot_be_assumed(assuming):
    with pytest.raises(InvalidInput, match="assuming"):
        convolve(exp(-A * X) * Heaviside(X), BOX, X, T, assuming=assuming)


@pytest.mark.parametrize("timeout", ["3", None, float("nan"), I])
def test_a_timeout_is_a_number(timeout):
    with pytest.raises(InvalidInput, match="seconds"):
        convolve(BOX, BOX, X, T, timeout=timeout)


@pytest.mark.parametrize(
    "f",
    [
        sympy.Lambda((X, T), X), sympy.Order(X), Symbol("u", commutative=False), np.array([1, 2]),
        np.True_, sympy.Integer(3) ** 20000 * BOX, [1], None, "x",
    ],
    ids=lambda f: type(f).__name__,
)  # fmt: skip
def test_what_is_not_a_function_of_x(f):
    with pytest.raises(InvalidInput):
        convolve(f, BOX, X, T)
    with pytest.raises(InvalidInput):
        convolve(BOX, f, X, T)


def test_numbers_of_other_libraries():
    fifth = Rational(1, 5)
    values = {np.int64(3): 3, np.float32(0.2): fifth, np.complex128(1 + 2j): 1 + 2 * I}
    for value, expected in (*values.items(), (np.float64(0.2), fifth)):
        assert convolve(value, BOX, X, T) == expected


def test_a_point_mass_of_a_constant():
    for f in (DiracDelta(A * X), DiracDelta(A) * BOX):
        with pytest.raises(InvalidInput, match="is not defined"):
            convolve(f, BOX, X, T)
    h = convolve(DiracDelta(A * X), BOX, X, T, assuming=Ne(A, 0))
    assert [h.subs({A: value, T: Rational(1, 2)}) for value in (2, -4)] == [
        Rational(1, 2), Rational(1, 4),
    ]  # fmt: skip


def test_a_condition_on_a_complex_parameter_is_no_crash():
    f = Piecewise((1, Eq(Z, 1)), (0, True)) * BOX
    with pytest.raises(Undecided) as caught:  # was a node, silently
        convolve(f, BOX, X, T)
    assert caught.value.question == (Z > 0)
    h = convolve(f, BOX, X, T, assuming=Z > 0)
    assert [h.subs({Z: z, T: 1}) for z in (1, 2)] == [1, 0]


def test_a_period_of_open_size_is_a_question():
    with pytest.raises(Undecided, match="fits the period"):
        convolve(BOX, X * BOX, X, T, kind="circular", period=P)
    with pytest.raises(Undecided, match="order of the break points"):
        convolve(BOX, X * BOX, X, T, kind="circular", period=P, assuming=P >= 2)


def test_powers_of_the_other_kinds():
    assert convolution_power(BOX, 0, X, T, kind="mellin") == DiracDelta(T - 1)
    square = convolution_power(BOX, 3, X, T, kind="mellin").subs(T, Rational(1, 3))
    assert sympy.simplify(square - log(3) ** 2 / 2) == 0
    cut = convolution_power(WIDE, 1, X, T, kind="causal")
    assert [cut.subs(T, value) for value in (-1, 1, 3)] == [0, 1, 0]
    cube = convolution_power(X * BOX, 3, X, T, kind="circular", period=1)
    mean = sympy.integrate(cube, (T, 0, 1))
    assert mean == Rational(1, 8)  # the mean of a circular power is the power of the mean
    assert convolution_power(
        1 + DiracDelta(X), 2, X, T, kind="circular", period=2
    ) == 4 + DiracDelta(T)


@pytest.mark.parametrize(
    "work",
    [
        lambda: convolve(sin(X) ** 400 * BOX, BOX, X, T),
        lambda: convolve((1 + X) ** 500 * BOX, BOX, X, T),
        lambda: convolve(sum(cos(k * X) for k in range(1, 500)) * BOX, BOX, X, T),
        lambda: autocorrelate(
            sum((-1) ** k * Heaviside(X - Rational(k * k, 7)) for k in range(200)),
            X,
            T,
        ),
    ],
)
def test_time_is_up_inside_the_exact_algebra(work, calls_after_time_is_up):
    with calls_after_time_is_up(10) as clock:
        assert hasattr(work(), "closed_form")
    assert 0 < clock.calls < 400_000


def test_a_large_power_out_of_time(calls_after_time_is_up):
    with calls_after_time_is_up(10) as clock, pytest.raises(NoClosedForm):
        convolution_power(BOX, 4096, X, T)
    assert 0 < clock.calls < 400_000


def test_nodes_inside_inputs_are_evaluated_first():
    inner = Convolution(BOX, BOX, X, X)
    assert convolve(inner, BOX, X, T) == convolution_power(BOX, 3, X, T)
    assert Convolution(inner, BOX, X, T).doit() == convolution_power(BOX, 3, X, T)


def test_a_complex_argument_is_refused():
    with pytest.raises(InvalidInput, match="real arguments"):
        Convolution(BOX, BOX, X, T).subs(T, I).doit()
