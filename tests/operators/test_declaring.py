"""What relations make of the parameters in one call, and what cannot be assumed."""

import pytest
import sympy
from sympy import And, Eq, I, Ne, Or, Symbol, conjugate, im, oo, re, symbols

from symconv.errors import InvalidInput
from symconv.operators.declaring import declared, orders, parts_of, with_distances

X, T = Symbol("x"), Symbol("t", real=True)
A, B, C = symbols("a b c")


def put_in(*relations):
    return dict(declared(relations, {A, B, C}, (X, T)).changes)


def test_a_sign_is_an_assumption_of_the_symbol():
    assert put_in(A > 0) == {A: Symbol("a", positive=True)}
    assert put_in(A < 0) == {A: Symbol("a", negative=True)}
    assert put_in(A >= 0) == {A: Symbol("a", nonnegative=True)}
    assert put_in(0 >= A) == {A: Symbol("a", nonpositive=True)}


def test_an_order_makes_both_real_and_of_the_sign_that_follows():
    assert put_in(A < B) == {s: Symbol(s.name, real=True) for s in (A, B)}
    assert put_in(And(A > 0, A < 1)) == {A: Symbol("a", positive=True)}
    positive = {s: Symbol(s.name, positive=True) for s in (A, B)}
    assert put_in(A > 0, A < B) == put_in(A < B, And(A > 0, B > A)) == positive
    assert put_in(A + B > 0) == {s: Symbol(s.name, real=True) for s in (A, B)}


def test_a_declared_symbol_takes_the_sign_too():
    real = Symbol("r", real=True)
    assert declared((real > 2,), {real}).changes == ((real, Symbol("r", positive=True)),)
    whole = Symbol("n", integer=True)
    ((_, new),) = declared((whole > 0,), {whole}).changes
    assert new.is_integer
    assert new.is_positive


@pytest.mark.parametrize(
    "relation", [Ne(A, B), re(A) > 0, im(A) < 1, A + conjugate(A) > 0, abs(A) < 1, Ne(A, 0)]
)
def test_what_speaks_of_a_complex_parameter_leaves_it_complex(relation):
    assert put_in(relation) == {}
    assert orders(relation) == set()


def test_finite_is_what_a_real_parameter_is():
    assert put_in(A < oo) == put_in(A > -oo) == {A: Symbol("a", real=True)}
    with pytest.raises(InvalidInput, match="no finite value"):
        put_in(A > oo)


def test_a_stated_equation_is_solved():
    found = declared((Eq(A, B), B > 0), {A, B})
    assert found.into(A + 1) == found.into(B + 1)
    assert declared((Eq(2 * A, 3),), {A}).into(A) == sympy.Rational(3, 2)
    assert declared((Eq(A, B), Eq(B, 1)), {A, B}).into(A + B) == 2


@pytest.mark.parametrize(
    ("relations", "words"),
    [
        ((A > 0, A < 0), "contradicts"),
        ((And(A > 1, A < 0),), "contradict"),
        ((A < B, B < A), "contradicts"),
        ((Eq(A, B), A < B), "contradicts"),
        ((Eq(A, 1), Eq(A, 2)), "contradicts"),
        ((False,), "contradicts"),
        ((Or(A > 1, A < -1),), "not understood"),
        ((X > 0,), "variable"),
        ((T > A,), "variable"),
        ((Symbol("t") > 0,), "variable"),
        ((Symbol("a", real=True) > 0,), "two different symbols"),
        ((Eq(A, Symbol("d")),), "do not hold"),
        ((Eq(A**5 - A, B**5 - B + 1),), "not solved"),
        ((A,), "expected relations"),
        ("a > 0", "is a str"),
        (3, "expected relations"),
        ((Symbol("n", imaginary=True) * I > A,), None),
    ],
)
def test_one_clear_line(relations, words):
    if words is None:  # an order of what is real, though no symbol in it is
        assert declared(relations, {A}, (X, T)).stated == relations
        return
    with pytest.raises(InvalidInput, match=words) as caught:
        declared(relations, {A, B, C}, (X, T))
    assert "\n" not in str(caught.value)


def test_true_says_nothing():
    assert parts_of((sympy.true,)) == []
    assert declared((True, A > 0), {A}).changes == ((A, Symbol("a", positive=True)),)


def test_results_carry_the_given_symbols():
    found = declared((A > 0, A < B), {A, B})
    inner = found.into(A * B)
    assert inner != A * B
    assert found.back(inner) == A * B
    assert found.back((inner, {"k": [inner]})) == (A * B, {"k": [A * B]})
    assert found.back("text") == "text"


def test_distances_stand_for_what_is_ordered():
    found = with_distances(declared((A > 0, A < B), {A, B}))
    root = sympy.sqrt(found.into(B - A))
    assert root.is_positive
    assert found.back(root) == sympy.sqrt(B - A)
    between = with_distances(declared((A > 0, A < 2), {A}))
    assert between.into(A).is_positive
    assert (2 - between.into(A)).factor().is_positive
    assert sympy.simplify(between.back(between.into(A)) - A) == 0
    assert with_distances(declared((A > 0,), {A})) is None
