"""Draws: assumptions, relations and wishes are met, or NoDraw says so."""

from __future__ import annotations

import random

import pytest
from sympy import (
    Abs,
    Eq,
    Ge,
    Gt,
    Integer,
    Max,
    Ne,
    Piecewise,
    Rational,
    Symbol,
    exp,
    floor,
    symbols,
)

from symconv.draws import NoDraw, both_signs, draw, is_met, optional_wishes, required_wishes

t = Symbol("t", real=True)
a, b = symbols("a b", positive=True)
r = Symbol("r", real=True)
n = Symbol("n", integer=True)


def rng():
    return random.Random(7)


@pytest.mark.parametrize(
    "symbol",
    [
        a, r, n, Symbol("z"), Symbol("even", even=True), Symbol("odd", odd=True, positive=True),
        Symbol("neg", negative=True), Symbol("im", imaginary=True), Symbol("nz", nonzero=True),
        Symbol("p", prime=True), Symbol("np", nonpositive=True, integer=True),
    ],
)  # fmt: skip
def test_assumptions_are_met(symbol):
    value = draw([symbol], (), (), rng())[symbol]
    flags = {k: v for k, v in symbol.assumptions0.items() if k != "commutative"}
    assert all(getattr(value, f"is_{name}") is truth for name, truth in flags.items())


def test_relations_are_met_and_deterministic():
    relations = (a < b, Ne(a, 1), r > a)
    values = draw([a, b, r], relations, (), rng())
    assert values == draw([b, r, a], relations, (), rng())
    assert is_met(tuple((relation, True) for relation in relations), values)


def test_equalities_are_solved():
    values = draw([a, b], (), ((Eq(a, 2 * b), True),), rng())
    assert values[a] == 2 * values[b]
    values = draw([a, b], (), ((Ne(a**2, b**2), False),), rng())
    assert values[a] == values[b]


@pytest.mark.parametrize(
    ("relations", "wish"),
    [((a < b, b < a), ()), ((), ((Gt(a, 0), False),)), ((r > 3,), ((r < 1, True),))],
)
def test_contradictions_are_said(relations, wish):
    with pytest.raises(NoDraw):
        draw([a, b, r], relations, wish, rng())


def test_complex_draws():
    z = Symbol("z")
    value = draw([z], (), (), rng(), complex_symbols=(z,))[z]
    assert value.is_real is False


def test_arms_become_wishes():
    inner = Piecewise((1, Ne(a, b)), (2, True))
    expr = Piecewise((inner * exp(t), t > 0), (0, True))
    assert required_wishes(expr, t) == [((Ne(a, b), True),), ((Ne(a, b), False),)]
    assert required_wishes(exp(t), t) == [()]
    mixed = Piecewise((1, (t > 0) & (a < b)), (0, True))
    assert ((a < b, True),) in required_wishes(mixed, t)
    assert ((a < b, False),) in required_wishes(mixed, t)


def test_nested_arms_keep_their_path():
    inner = Piecewise((1, a > 2), (2, True))
    wishes = required_wishes(Piecewise((inner, b > 1), (0, True)), t)
    assert ((b > 1, True), (a > 2, False)) in wishes
    assert ((b > 1, False),) in wishes


def test_switches_on_parameters_and_orders_are_optional_wishes():
    wishes = optional_wishes(Abs(a - b) + Max(a, b), t)
    assert ((Gt(a - b, 0), True),) in wishes or ((Gt(b - a, 0), True),) in wishes
    ordered = optional_wishes(Piecewise((1, (t > a) & (t < b)), (0, True)), t)
    assert any(wish[0][0].free_symbols == {a, b} for wish in ordered)


def test_both_signs():
    assert ((Gt(r, 0), True),) in both_signs([r])
    assert is_met(((Ge(a, 1), True),), {a: Integer(2)})


def test_what_is_not_linear_has_no_break_point():
    """The slope of floor(t + …) is a number almost everywhere, and it is no line."""
    step = floor(t + Piecewise((1, t < 1), (0, True)))
    assert not any(
        wish[0][0].free_symbols == {a, b}
        for wish in optional_wishes(Piecewise((1, step > a), (2, t**2 < b), (0, True)), t)
    )
    equality = Eq(floor(a + Rational(1, 2)), a + Rational(1, 4))
    assert is_met(((equality, True),), draw([a], [equality], (), rng()))
