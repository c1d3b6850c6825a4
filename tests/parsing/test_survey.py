"""Very long texts: results are read, and refusals do not wait for them to be built."""

from __future__ import annotations

import pytest
from sympy import Add, Symbol

from symconv import InvalidInput, parse
from symconv.parsing.survey import LONG

x = Symbol("x", real=True)
TERMS = [f"{k}*x**{k % 9}" for k in range(LONG // 5)]


def test_a_long_polynomial_is_read():
    assert parse(" + ".join(TERMS)) == Add(*(k * x ** (k % 9) for k in range(LONG // 5)))


@pytest.mark.parametrize(
    ("last", "message"),
    [
        ("9**9**9", "an exponent"),
        ("x**(10**7)", "an exponent"),
        ("x**1000", "an exponent"),
        ("gamma(10**8)", "the function 'gamma'"),
        ("a", "unknown name 'a'"),
        ("(10**9)!", "a factorial"),
    ],
)
def test_a_late_refusal_of_a_long_text_comes_before_anything_is_built(last, message, monkeypatch):
    monkeypatch.setattr("symconv.parsing.builder.Builder", None)
    text = " + ".join([*TERMS, last])
    with pytest.raises(InvalidInput, match=message) as caught:
        parse(text)
    assert caught.value.column >= len(text) - len(last)
