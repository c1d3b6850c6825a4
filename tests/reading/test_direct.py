"""What is read directly is what the general rules read, and nothing else is read directly."""

import pytest
import sympy
from sympy import And, E, Piecewise, Rational, Symbol, exp, oo, pi, sin

from symconv.algebra.distribution import Distribution
from symconv.algebra.elements import ONE
from symconv.algebra.exppoly import ExpPoly
from symconv.algebra.signs import Facts
from symconv.exactnumbers import to_fmpq
from symconv.reading import read
from symconv.reading.conditions import pieces, pointwise_product
from symconv.reading.direct import direct, direct_window, rational_window
from symconv.writing import write_exppoly

X, Y = Symbol("x", real=True), Symbol("y", real=True)
LARGEST = 512
HALF = Rational(1, 2)

VALUES = [
    sympy.Integer(1),
    HALF,
    X,
    3 * X**2 - X / 2 + 4,
    exp(-X),
    exp(2 * X - HALF) / 3,
    X**3 * exp(-X / 5) + 1 + exp(2),
    sympy.Mul(exp(X), X, X**2, evaluate=False),
]
CONDITIONS = [
    (X >= 0) & (X <= 1),
    (X > -HALF) & (X < 3),
    (X > -3) & (X <= 0),
    X >= 2,
    X < 0,
    X <= HALF,
    And(X >= 3, X <= 1, evaluate=False),
    And(X >= 1, X <= 1, evaluate=False),
]


def factored(value):
    """The same function by the general products of what its factors are."""
    one = Distribution(ExpPoly.constant(ONE))
    total = Distribution()
    for term in sympy.Add.make_args(value):
        product = one
        for factor in sympy.Mul.make_args(term):
            product = pointwise_product(product, read(factor, X, Facts()), Facts())
        total = total + product
    return total


@pytest.mark.parametrize("value", VALUES, ids=str)
def test_values_are_the_products_of_their_factors(value):
    assert Distribution(direct(value, X, LARGEST)) == factored(value)


@pytest.mark.parametrize("value", VALUES, ids=str)
def test_values_are_the_functions_that_were_given(value):
    written = write_exppoly(direct(value, X, LARGEST), X)
    assert sympy.expand(sympy.powsimp(written - value), power_exp=False) == 0


@pytest.mark.parametrize("condition", CONDITIONS, ids=str)
@pytest.mark.parametrize("value", VALUES, ids=str)
def test_windows_are_products_with_their_indicators(value, condition):
    window = direct_window(Piecewise((value, condition), (0, True), evaluate=False), X, LARGEST)
    assert window == pointwise_product(factored(value), rational_window(condition, X), Facts())


@pytest.mark.parametrize("condition", CONDITIONS, ids=str)
def test_indicators_are_one_where_the_condition_holds(condition):
    f = rational_window(condition, X)
    for point in (Rational(k, 3) for k in range(-13, 14)):
        if point in (-3, -HALF, 0, HALF, 1, 2, 3):
            continue
        holds = condition.subs(X, point) == sympy.true
        before = [v for a, v in pieces(f, Facts()) if a is None or a < to_fmpq(point)]
        assert before[-1] == ExpPoly.constant(ONE if holds else ONE - ONE)


@pytest.mark.parametrize(
    "value",
    [sin(X), X * Y, Y, 1 / X, X**HALF, exp(X**2), exp(Y * X), exp(pi * X), E, X**513, exp(exp(X))],
    ids=str,
)
def test_other_values_are_left_to_the_general_rules(value):
    assert direct(value, X, LARGEST) is None
    assert direct_window(Piecewise((value, X >= 0), (0, True)), X, LARGEST) is None


@pytest.mark.parametrize(
    "condition",
    [
        X > Y,
        Y > 0,
        X < pi,
        sympy.Ge(X, -oo, evaluate=False),
        (X > 0) | (X < -1),
        And(X > 0, X > 1, evaluate=False),
        And(X < 0, X < 1, evaluate=False),
        sympy.Ne(X, 0),
        X**2 < 1,
        2 * X < 1,
    ],
    ids=str,
)
def test_other_conditions_are_left_to_the_general_rules(condition):
    assert rational_window(condition, X) is None
    window = Piecewise((1, condition), (0, True), evaluate=False)
    assert direct_window(window, X, LARGEST) is None


def test_other_arms_are_left_to_the_general_rules():
    for last in ((1, True), (0, X > 7)):
        assert direct_window(Piecewise((X, X < 1), last), X, LARGEST) is None
    assert direct_window(Piecewise((X, X < 1), (2, X < 2), (0, True)), X, LARGEST) is None
