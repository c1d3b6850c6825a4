"""Floats beyond the doubles, and Floats that stand for short rationals."""

from __future__ import annotations

import pytest
from sympy import Float, Heaviside, Rational, Symbol, exp

from symconv import check, convolve
from symconv.errors import InvalidInput

X, T = Symbol("x", real=True), Symbol("t", real=True)
BOX = Heaviside(X) - Heaviside(X - 1)


def test_a_tiny_factor_is_not_zero():
    tiny = exp(-1000.0)
    assert convolve(tiny * BOX, BOX, X, T).subs(T, Rational(1, 2)) > 0
    assert not check.claim(0, tiny * BOX, BOX, X, T)


def test_a_huge_factor_is_finite():
    value = convolve(exp(1000.0) * BOX, BOX, X, T).subs(T, Rational(1, 2))
    assert value.is_Rational
    assert abs(value / (exp(1000.0) / 2) - 1) < 1e-14


@pytest.mark.parametrize("text", ["1e-100000", "1e100000"])
def test_a_float_with_too_many_digits_is_refused(text):
    with pytest.raises(InvalidInput, match="holds a number of"):
        convolve(Float(text, 30) * BOX, BOX, X, T)


def test_a_quotient_that_python_rounded_is_exact_again():
    assert convolve(1 / 3 * BOX, BOX, X, T) == convolve(BOX / 3, BOX, X, T)
    decay = Heaviside(X) * exp(-X / 7.22)
    right = Heaviside(X) * exp(-X * Rational(50, 361))
    assert convolve(decay, BOX, X, T) == convolve(right, BOX, X, T)
    assert convolve((0.1 + 0.2) * BOX, BOX, X, T).has(Rational("0.30000000000000004"))
