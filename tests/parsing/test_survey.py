"""Very long texts: results are read, and refusals do not wait for them to be built."""

from __future__ import annotations

import contextlib
import itertools
import sys

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
def test_a_late_refusal_of_a_long_text_comes_at_once(last, message):
    text = " + ".join([*TERMS, last])
    with pytest.raises(InvalidInput, match=message) as caught:
        parse(text)
    assert caught.value.column >= len(text) - len(last)


def test_a_refusal_is_found_before_the_terms_are_built():
    terms = TERMS[: LONG // 20]
    counts = []
    for text in (" + ".join(terms), " + ".join([*terms, "gamma(10**8)"])):
        calls = itertools.count()
        sys.setprofile(lambda *_, calls=calls: next(calls))
        try:
            with contextlib.suppress(InvalidInput):
                parse(text)
        finally:
            sys.setprofile(None)
        counts.append(next(calls))
    assert counts[1] < counts[0] / 2
