"""Tokens: spelling, the field's own signs, and limits on length."""

from __future__ import annotations

import pytest
from sympy import Rational, Symbol, oo, pi

from symconv import InvalidInput, parse
from symconv.parsing.tokens import MAX_CHARACTERS, MAX_DIGITS, MAX_TOKENS

x = Symbol("x", real=True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.2", Rational(1, 5)),
        (".5", Rational(1, 2)),
        ("5.", 5),
        ("1e-3", Rational(1, 1000)),
        ("1.50E2", 150),
        ("0.1 + 0.2", Rational(3, 10)),
        ("π·x − 2×x", pi * x - 2 * x),
        ("∞", oo),
        ("x^2", x**2),
        (" x\n+\t1 ", x + 1),
    ],
)
def test_spellings(text, value):
    assert parse(text) == value


def test_a_float_literal_never_becomes_a_float():
    assert parse("0.1*x").atoms() == {Rational(1, 10), x}


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("x[0]", 1, "round brackets"),
        ("x = 1", 2, "write =="),
        ("x + '1'", 4, "expected a number, a name"),
        ("x + \u200b1", 4, r"U\+200B \(zero width space\)"),
        ("\\frac{1}{2}", 0, "LaTeX"),
        ("1,5*x", 1, "decimals have a point"),
        ("xª", 1, "unexpected character"),
        ("x + 5%", 5, "unexpected character"),
        ("x\x00", 1, "unexpected character"),
        ("x + ٣", 4, "unexpected character"),
        ("1" * (MAX_DIGITS + 1), 0, "digits"),
        ("x + 1e99999999999999", 4, "digits"),
        ("1e-1001", 0, "digits"),
        ("x" * (MAX_CHARACTERS + 1), MAX_CHARACTERS, "characters"),
        ("x+" * MAX_TOKENS + "x", MAX_TOKENS, "parts"),
    ],
)
def test_refusals_point_at_the_column(text, column, message):
    with pytest.raises(InvalidInput, match=message) as caught:
        parse(text)
    assert caught.value.column == column
    assert caught.value.text == text


def test_the_caret_stands_under_the_column_also_in_a_long_text():
    for text in ("1 + $", "x + " * 200 + "$" + " + x" * 200):
        with pytest.raises(InvalidInput) as caught:
            parse(text)
        shown, caret = str(caught.value).split("\n")[1:]
        assert shown[caret.index("^")] == "$"
        assert len(shown) < 130
