"""Precedence, pieces, and what is no sentence."""

from __future__ import annotations

import pytest
from sympy import And, Ne, Or, Piecewise, Symbol, factorial, sin

from symconv import InvalidInput, parse
from symconv.parsing import free_names, parse_condition
from symconv.parsing.grammar import MAX_DEPTH

x = Symbol("x", real=True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-x**2", -(x**2)),
        ("2**-x**2", 2 ** (-(x**2))),
        ("2**3**2", 512),
        ("1/2/x", 1 / (2 * x)),
        ("1/-x*3", -3 / x),
        ("2*-x*5", -10 * x),
        ("x - -x*3 - 1", 4 * x - 1),
        ("8/2*4", 16),
        ("-2**2", -4),
        ("(-2)**2", 4),
        ("2*3!**2", 72),
        ("x!", factorial(x)),
        ("--x", x),
        ("sin(x)**2/2", sin(x) ** 2 / 2),
    ],
)
def test_precedence(text, value):
    assert parse(text) == value


@pytest.mark.parametrize(
    ("text", "arms"),
    [
        ("1 - abs(x)/5 for x > 0", [(parse("1 - Abs(x)/5"), x > 0), (0, True)]),
        (
            "{x for 0 <= x < 1; 2 - x for 1 <= x < 2}",
            [(x, And(x >= 0, x < 1)), (2 - x, And(x >= 1, x < 2)), (0, True)],
        ),
        ("{x for x < 1; 3 otherwise}", [(x, x < 1), (3, True)]),
        ("x for x < 1; else 3;", None),
        ("x for x < 1; else 3", [(x, x < 1), (3, True)]),
        ("1 for x > 0 & x < 1 | x > 2", [(1, Or(And(x > 0, x < 1), x > 2)), (0, True)]),
        ("1 for not x > 0 and x != -1", [(1, And(x <= 0, Ne(x, -1))), (0, True)]),
        ("1 for x ≥ 0", [(1, x >= 0), (0, True)]),
    ],
)
def test_pieces(text, arms):
    if arms is None:
        with pytest.raises(InvalidInput):
            parse(text)
    else:
        assert parse(text) == Piecewise(*arms)


def test_the_first_arm_wins_where_arms_overlap():
    assert parse("{1 for x > 0; 2 for x > -1}").subs(x, 1) == 1


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("", 0, "empty"),
        ("   ", 0, "empty"),
        ("x +", 3, "found the end"),
        ("1/2 x", 4, r"\(1/2\)\*x or 1/\(2\*x\)"),
        ("x(2)", 0, "x\\*"),
        ("(x", 2, "to close the '\\(' of column 1"),
        ("x)", 1, "end of the text"),
        ("{x for x > 0", 12, "to close the '{'"),
        ("x for x > 0; 3", 13, "expected 'for'"),
        ("3 otherwise; x for x > 0", 0, "must be the last"),
        ("for", 0, "expected a number"),
        ("x!!", 2, "two readings"),
        ("lambda: 1", 6, "unexpected character"),
        ("(1, 2)", 0, "tuple"),
        ("x > 0", 2, "found a condition"),
        ("x for x", 6, "found an expression"),
        ("(" * (MAX_DEPTH + 1) + "x" + ")" * (MAX_DEPTH + 1), MAX_DEPTH, "deeper"),
        ("-" * 3000 + "x", MAX_DEPTH, "deeper"),
        ("x**" * 3000 + "x", 3 * MAX_DEPTH + 1, "deeper"),
    ],
)
def test_refusals_say_what_was_expected_and_where(text, column, message):
    with pytest.raises(InvalidInput, match=message) as caught:
        parse(text)
    assert caught.value.column == column


def test_conditions_and_free_names():
    a = Symbol("a", real=True)
    assert parse_condition("a != 2*x", symbols=[a]) == Ne(a, 2 * x)
    assert free_names("box(-1, b)*exp(I*k*t) + step + pi") == {"b", "k", "t"}
    with pytest.raises(InvalidInput, match="expected a text"):
        parse(3)
