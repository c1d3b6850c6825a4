"""What may be typed in place of an expression, and what is refused in one clear line."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
import sympy
import sympy.physics.units
from sympy import (
    DiracDelta,
    Heaviside,
    I,
    Interval,
    Lambda,
    Limit,
    Matrix,
    O,
    Poly,
    Rational,
    Symbol,
    Tuple,
    cos,
    exp,
    sin,
    sqrt,
    stats,
)  # fmt: skip

from symconv import Convolution, box, check, convolve, correlate, fourier
from symconv.errors import InvalidInput, SymconvError
from symconv.numeric import enclose

X, T = Symbol("x", real=True), Symbol("t", real=True)
PLAIN = Symbol("x")
BOX = Heaviside(X) - Heaviside(X - 1)
DECAY = exp(-2 * X) * Heaviside(X)


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        (Heaviside, Heaviside(X)),
        (lambda u: u * (Heaviside(u) - Heaviside(u - 1)), X * BOX),
        (lambda u: box(u, 0, 1), BOX),
        (Lambda(Symbol("y"), exp(-2 * Symbol("y")) * Heaviside(Symbol("y"))), DECAY),
        (Lambda(PLAIN, Heaviside(PLAIN)), Heaviside(X)),
        (lambda u: 3, sympy.Integer(3)),
        (stats.Exponential("E", 2), 2 * DECAY),
        (stats.density(stats.Exponential("E", 2)), 2 * DECAY),
        (np.poly1d([1, 0]), X),
    ],
)
def test_a_callable_a_lambda_and_a_random_variable_are_functions_of_x(typed, right):
    assert convolve(typed, BOX, X, T) == convolve(right, BOX, X, T)
    assert correlate(typed, BOX, X, T) == correlate(right, BOX, X, T)
    assert Convolution(BOX, typed, X, T).doit() == convolve(BOX, right, X, T)


def test_transforms_and_laws_take_them_too():
    omega = Symbol("omega", real=True)
    assert fourier(lambda u: exp(-(u**2)), X, omega) == fourier(exp(-(X**2)), X, omega)
    assert check.commutativity(stats.Exponential("E", 2), lambda u: box(u, 0, 1), X)
    assert check.claim(lambda u: u * Heaviside(u), Heaviside, Heaviside, X, T)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("x", "use symconv.parse"),
        (True, "truth value"),
        (X > 0, "truth value"),
        (None, "NoneType"),
        ([1, X], "list"),
        (Tuple(1, X), "Tuple"),
        (Matrix([1, X]), "Matrix"),
        (Interval(0, 1), "Interval"),
        (X + O(X**2), "removeO"),
        (Poly(X**2, X), "Poly"),
        (np.array([1, 2]), "ndarray"),
        (Limit(sin(Symbol("a")) / Symbol("a"), Symbol("a"), 0) * BOX, "holds Limit"),
        (Symbol("A", commutative=False) * BOX, "commute"),
        (sympy.nan * X, "nan"),
        (sympy.MatrixSymbol("M", 2, 2)[0, 0] * BOX, "write a symbol"),
        (sympy.zoo, "zoo"),
        (sympy.oo, "oo"),
        (lambda u, v: u * v, "one argument"),
        (lambda u: np.sin(u), "raised"),
        (lambda: 1, "one argument"),
        (lambda u: "x", "is a text"),
        (lambda u: None, "NoneType"),
        (lambda u: lambda v: v, "is a function"),
        (Lambda((Symbol("y"), Symbol("z")), Symbol("y")), "Lambda of 2 arguments"),
        (Lambda(Symbol("y"), X * Symbol("y")), "from outside"),
        (Lambda(Symbol("y", positive=True), Symbol("y", positive=True) ** 2), "beyond real"),
        (stats.Die("D"), "discrete.convolve"),
        (stats.Poisson("P", 2), "discrete.convolve"),
        (stats.density(stats.Poisson("P", 2)), "discrete.convolve"),
        (2 * stats.Exponential("E", 2), "expression of the random variable E"),
        (stats.Exponential("E", stats.Gamma("r", 2, 3)), "joint, compound"),
        (stats.MultivariateNormal("N", [0, 0], [[1, 0], [0, 1]]), "joint, compound"),
        (stats.given(stats.Exponential("E", 2), stats.Exponential("E", 2) > 1), "conditioned"),
        (stats.WienerProcess("W")(2), "process"),
    ],
)
def test_everything_else_is_refused_in_one_line(typed, said):
    for call in (convolve, correlate, Convolution):
        with pytest.raises(InvalidInput, match=said) as refusal:
            call(typed, BOX, X, T)
        assert "_xi" not in str(refusal.value)


@pytest.mark.parametrize("head", [DiracDelta, Heaviside])
def test_a_complex_place_is_refused_in_the_variable_that_was_given(head):
    with pytest.raises(InvalidInput, match="no meaning for real x"):
        convolve(head(PLAIN + I), exp(-(PLAIN**2)), PLAIN, T)


@pytest.mark.parametrize(
    ("number", "right"),
    [
        (np.float64(0.2), Rational(1, 5)),
        (np.float32(0.1), Rational(1, 10)),
        (np.int64(3), 3),
        (np.complex128(1 + 2j), 1 + 2 * I),
        (1 + 2j, 1 + 2 * I),
        (Fraction(1, 3), Rational(1, 3)),
        (Decimal("0.1"), Rational(1, 10)),
    ],
)
def test_numbers_of_every_kind_are_constants(number, right):
    assert convolve(number, BOX, X, T) == right


K = Symbol("k", integer=True)
STRANGE = [
    sympy.IndexedBase("q")[K] * BOX,
    sympy.bell(K) * BOX,
    sympy.Function("f")(X) * BOX,
    sympy.Function("f")(sympy.acot(X)) * BOX,
    sympy.Derivative(sympy.Function("f")(X), X) * BOX,
    sympy.Piecewise((1, sympy.hyper((1,), (2,), X) > 0), (0, True)) * BOX,
    sympy.meijerg([[Rational(1, 2)], []], [[0], []], X) * BOX,
    sympy.KroneckerDelta(X, 1) * BOX,
    sympy.Piecewise((1, sympy.Contains(X, sympy.S.Integers)), (0, True)) * BOX,
    sympy.Piecewise(
        (1, sympy.Contains(X, sympy.ImageSet(Lambda(K, K**2), sympy.S.Integers))), (0, True)
    ) * BOX,
    sympy.Piecewise((1, sympy.Ne(sympy.Function("f")(X), 0)), (0, True)) * BOX,
    sympy.CRootOf(PLAIN**5 - PLAIN - 1, 0) * BOX,
    sympy.arg(X) * BOX,
    sympy.primepi(X) * BOX,
    sympy.AccumBounds(0, 1) * BOX,
    sympy.SingularityFunction(X, Symbol("a", real=True), 2) * BOX,
    sympy.physics.units.meter * BOX,
]  # fmt: skip


@pytest.mark.parametrize("typed", STRANGE, ids=str)
def test_strange_inputs_are_answered_or_refused_in_our_words(typed):
    calls = (
        lambda: convolve(typed, BOX, X, T, timeout=5),
        lambda: check.claim(T, typed, BOX, X, T),
        lambda: fourier(typed, X, Symbol("w", real=True)),
        lambda: enclose(Convolution(typed, BOX, X, T), T, Rational(1, 3)),
    )
    refusals = []
    for call in calls:
        try:
            call()
        except SymconvError as refusal:
            refusals.append(str(refusal))
    assert "_xi" not in "".join(refusals)


def test_what_is_held_unevaluated_is_what_it_holds():
    assert convolve(sympy.UnevaluatedExpr(X) * BOX, BOX, X, T) == convolve(X * BOX, BOX, X, T)


@pytest.mark.parametrize(
    ("where", "right"),
    [
        (sympy.Contains(X**2, Interval(0, 1)), Heaviside(1 - abs(X))),
        (sympy.Contains(2 * X + 1, Interval.Lopen(0, 1)), Heaviside(-X) * Heaviside(2 * X + 1)),
        (sympy.Contains(X, sympy.FiniteSet(0, 1) + Interval(2, 3)), BOX.subs(X, X - 2)),
        (sympy.Contains(X, sympy.FiniteSet(0, 1)), sympy.Integer(0)),
        (
            sympy.Contains(X, Interval(-1, 0) + Interval(1, 2)),
            BOX.subs(X, X + 1) + BOX.subs(X, X - 1),
        ),
    ],
)
def test_membership_in_unions_of_intervals(where, right):
    assert convolve(sympy.Piecewise((1, where), (0, True)), X * BOX, X, T) == convolve(
        right, X * BOX, X, T
    )


def test_the_size_is_counted_after_the_floats_are_read():
    with pytest.raises(InvalidInput, match="exponent 1000000"):
        convolve((X + 1) ** 1e6 * BOX, BOX, X, T)


def test_a_power_with_a_float_is_exact():
    typed, right = X**0.5 * Heaviside(X), sqrt(X) * Heaviside(X)
    assert convolve(typed, BOX, X, T) == convolve(right, BOX, X, T)
    assert convolve(cos(0.5 * X) * BOX, BOX, X, T) == convolve(cos(X / 2) * BOX, BOX, X, T)


@pytest.mark.parametrize(
    "options",
    [
        {"principal_value": "yes"},
        {"principal_value": None},
        {"timeout": 10**400},
        {"timeout": "3"},
        {"timeout": float("nan")},
        {"kind": "circular", "period": sympy.oo},
        {"kind": "circular", "period": I},
        {"kind": "circular", "period": "1"},
        {"kind": ["line"]},
        {"assuming": None},
        {"assuming": X > 0},
    ],
    ids=str,
)
def test_options_of_the_wrong_kind_are_refused(options):
    with pytest.raises(InvalidInput):
        convolve(BOX, BOX, X, T, **options)
    with pytest.raises(InvalidInput):
        correlate(BOX, BOX, X, T, conjugate="no")
    with pytest.raises(InvalidInput):
        Convolution(BOX, BOX, X, T, principal_value=1)


@pytest.mark.parametrize(
    ("f", "x", "t", "said"),
    [
        (BOX, Symbol("x", positive=True), T, "beyond real"),
        (BOX, Symbol("x", integer=True), T, "beyond real"),
        (BOX, Symbol("x", commutative=False), T, "beyond real"),
        (exp(-PLAIN) * BOX, X, T, "two different symbols of one name"),
        (Symbol("x", positive=True) * BOX, X, T, "two different symbols of one name"),
        (T * BOX, X, T, "captured"),
        (Symbol("t") * BOX, X, T, "captured"),
        (BOX, X, 3, "must be a Symbol"),
        (BOX, X, "t", "must be a Symbol"),
        (BOX, "x", T, "must be a Symbol"),
        (BOX, 1, T, "must be a Symbol"),
        (BOX, X, Symbol("t", imaginary=True), "must be real"),
    ],
)
def test_the_variable_and_the_output_variable(f, x, t, said):
    for call in (convolve, Convolution):
        with pytest.raises(InvalidInput, match=said):
            call(f, f, x, t)


@pytest.mark.parametrize("x", [PLAIN, X, sympy.Dummy("x"), sympy.Dummy("x", real=True)])
def test_the_answer_carries_the_symbol_that_was_given(x):
    h = convolve(exp(-x) * Heaviside(x), Heaviside(x), x)
    assert h.free_symbols == {x}
