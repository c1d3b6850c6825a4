"""Facts stated with --assume become assumptions of symbols, or relations between them."""

from __future__ import annotations

import re

import pytest
from sympy import Lt, Ne, Symbol, cos, exp

from symconv import InvalidInput
from symconv.cli.setting import read_setting


def only_parameter(facts, declared=()):
    (symbol,) = read_setting(facts, declared).parameters
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
    setting = read_setting(["a > 0", "a != d", "a < c", "b < -2", "0 < d < 1"])
    a, b, c, d = sorted(setting.parameters, key=str)
    assert set(setting.assuming) == {Ne(a, d), Lt(a, c), Lt(b, -2), Lt(d, 1)}
    assert d.is_positive


def test_parameters_are_real_unless_said_to_be_complex():
    assert only_parameter([], ["a"]) == Symbol("a", real=True)
    assert only_parameter(["a complex"]).is_real is None


def test_functions_are_read_with_these_symbols():
    setting = read_setting(["a > 0"], [], "u", "v")
    a, u = Symbol("a", real=True, positive=True), Symbol("u", real=True)
    assert setting.parse("exp(-a*u)") == exp(-a * u)
    assert setting.parse_answer("a*v") == a * Symbol("v", real=True)
    assert setting.described() == ["a positive"]


def test_greek_parameters_and_functions_of_the_same_name():
    setting = read_setting([], ["beta"])
    assert setting.parse("beta*x + gamma(3)") == Symbol("beta", real=True) * setting.x + 2
    assert setting.parse("βx") == Symbol("beta", real=True) * setting.x
    omega = Symbol("omega_0", real=True, positive=True)
    assert read_setting(["ω₀ > 0"]).parse("cos(ω₀x)") == cos(omega * setting.x)


@pytest.mark.parametrize("name", ["e", "i", "j", "H", "u"])
def test_a_declared_letter_is_no_constant_and_no_function(name):
    for setting in (read_setting([f"{name} > 0"]), read_setting([], [name])):
        (symbol,) = setting.parameters
        assert symbol.name == name
        assert setting.parse(f"2{name}") == 2 * symbol
    assert read_setting([], [], name).parse(f"{name}²") == Symbol(name, real=True) ** 2


@pytest.mark.parametrize(
    ("facts", "declared", "message"),
    [
        (["a > 0", "a < 0"], [], "cannot be all of"),
        (["a > 0", "a + 1 < 0"], [], "contradicts"),
        (["x > 0"], [], "ranges over all reals"),
        (["x² > 1"], [], "ranges over all reals"),
        (["t > 0"], [], "ranges over all reals"),
        (["a"], [], "expected a condition"),
        (["a > "], [], "found the end"),
        (["a nice"], [], "expected a relation, or one of"),
        (["a² integer"], [], "expected a name"),
        (["sin > 0"], [], "after the function sin"),
        ([], ["x"], "x is a variable"),
        ([], ["t"], "t is a variable"),
        ([], ["x²"], "expected a name"),
        ([], ["2"], "expected a name"),
        ([], ["pi"], "expected a name"),
        ([], ["sin"], "expected a name"),
        ([], [""], "expected a name"),
    ],
)
def test_refusals(facts, declared, message):
    with pytest.raises(InvalidInput, match=message):
        read_setting(facts, declared)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("exp(-a*x)", r"unknown name 'a'.*declared by --param a, or by --assume"),
        ("alpa*x", r"did you mean alpha\?"),
        ("exp(-t)", r"--var t makes it the variable here, in the place of x"),
        ("xᵐ", r"--param m"),
        ("ωx", r"--param omega"),
        ("u*x", r"--param u"),
        ("x2", r"write x\^2"),
        ("sin + x", r"after the function sin$"),
    ],
)
def test_an_undeclared_name_is_refused_with_the_option_for_it(text, message):
    setting = read_setting([], ["alpha"])
    with pytest.raises(InvalidInput) as caught:
        setting.parse(text)
    first, shown, caret = str(caught.value).split("\n")
    assert re.search(message, first)
    assert caught.value.column == caret.index("^") - 2
    assert shown == f"  {text}"


def test_an_answer_in_the_wrong_variable_is_told_the_option():
    with pytest.raises(InvalidInput, match="--out-var x makes it the variable here"):
        read_setting().parse_answer("exp(-x)")


@pytest.mark.parametrize("name", ["pi", "2", "x + y", "step", "", "x²", "E"])
def test_a_variable_is_a_name(name):
    with pytest.raises(InvalidInput):
        read_setting([], [], name)
