"""Facts stated with --assume become assumptions of symbols, or relations between them."""

from __future__ import annotations

import pytest
from sympy import Lt, Ne, Symbol, exp

from symconv import InvalidInput
from symconv.cli.setting import read_setting


def only_parameter(facts, functions=("x",)):
    (symbol,) = read_setting(functions, facts).parameters
    return symbol


@pytest.mark.parametrize(
    ("fact", "assumption"),
    [
        ("a > 0", "positive"),
        ("0 < a", "positive"),
        ("a >= 1", "positive"),
        ("a >= 0", "nonnegative"),
        ("a < 0", "negative"),
        ("a < -1/2", None),
        ("a < -2", "negative"),
        ("a <= 0", "nonpositive"),
        ("a != 0", "nonzero"),
        ("a > -1", None),
        ("a positive", "positive"),
        ("a is an integer", "integer"),
        ("a is rational", "rational"),
    ],
)
def test_a_fact_on_one_parameter_is_an_assumption(fact, assumption):
    expected = Symbol("a", real=True, **({assumption: True} if assumption else {}))
    assert only_parameter([fact]) == expected


def test_facts_add_up():
    assert only_parameter(["a > 0", "a integer"]) == Symbol(
        "a", real=True, positive=True, integer=True
    )
    assert only_parameter(["0 < a & a < 3"]) == Symbol("a", real=True, positive=True)


def test_relations_between_parameters_and_with_numbers_are_kept():
    setting = read_setting(["exp(-a*x)"], ["a > 0", "a != d", "a < c", "b < -2", "0 < d < 1"])
    a, b, c, d = sorted(setting.parameters, key=str)
    assert set(setting.assuming) == {Ne(a, d), Lt(a, c), Lt(b, -2), Lt(d, 1)}
    assert d.is_positive


def test_parameters_are_real_unless_said_to_be_complex():
    assert only_parameter([], ["exp(-a*x)"]) == Symbol("a", real=True)
    assert only_parameter(["a complex"], ["exp(-a*x)"]).is_real is None


def test_functions_are_read_with_these_symbols():
    setting = read_setting(["exp(-a*u)"], ["a > 0"], "u", "v")
    a, u = Symbol("a", real=True, positive=True), Symbol("u", real=True)
    assert setting.parse("exp(-a*u)") == exp(-a * u)
    assert setting.parse_answer("a*v") == a * Symbol("v", real=True)
    assert setting.described() == ["a positive"]


def test_greek_parameters_and_functions_of_the_same_name():
    setting = read_setting(["beta*x + gamma(3)"], [])
    assert setting.parse("beta*x + gamma(3)") == Symbol("beta", real=True) * setting.x + 2


@pytest.mark.parametrize(
    ("functions", "facts", "message"),
    [
        (["t*x"], [], "choose another with --out-var"),
        (["a*x"], ["a > 0", "a < 0"], "cannot be all of"),
        (["a*x"], ["a > 0", "a + 1 < 0"], "contradicts"),
        (["x"], ["x > 0"], "ranges over all reals"),
        (["x"], ["t > 0"], "ranges over all reals"),
        (["a*x"], ["a"], "expected a condition"),
        (["a*x"], ["a > "], "found the end"),
        (["a*x"], ["a nice"], "expected a relation, or one of"),
        (["sin + a*x"], [], None),
    ],
)
def test_refusals(functions, facts, message):
    if message is None:
        setting = read_setting(functions, facts)
        with pytest.raises(InvalidInput, match="after the function sin"):
            setting.parse(functions[0])
        return
    with pytest.raises(InvalidInput, match=message):
        read_setting(functions, facts)


@pytest.mark.parametrize("name", ["pi", "2", "x + y", "step", ""])
def test_a_variable_is_a_name(name):
    with pytest.raises(InvalidInput):
        read_setting(["x"], [], name)
