"""One side of an equation in one case: what must not be 0 for it to have a value."""

from __future__ import annotations

import pytest
from sympy import Rational, Symbol, pi, sqrt

from symconv.algebra.constants import number
from symconv.check.casereading import denominators

T, C = Symbol("t", real=True), Symbol("c")


@pytest.mark.parametrize("power", [-1, -Rational(1, 2), -sqrt(2), 1 - sqrt(2), 3 - pi])
def test_a_power_with_a_negative_exponent_has_no_value_at_zero(power):
    assert list(denominators(T * C**power, T)) == [number(C)]


@pytest.mark.parametrize("power", [1, Rational(1, 2), sqrt(2) - 1, pi - 3])
def test_a_power_with_a_positive_exponent_has_one(power):
    assert not list(denominators(T * C**power, T))
