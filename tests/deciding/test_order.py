"""Constants are ordered by proved signs, and an open order is refused with the constant named."""

import pytest
import sympy
from sympy import Rational, gamma, pi, sqrt

from symconv.deciding.order import compare, distinct_sorted
from symconv.errors import Unresolved


def test_order_and_equality_are_proved():
    assert compare(Rational(1, 3), Rational(1, 2)) == -1
    assert compare(sqrt(2), Rational(7, 5)) == 1
    assert compare(sqrt(2) * sqrt(3), sqrt(6)) == 0
    assert compare(sympy.sin(1) ** 2 + sympy.cos(1) ** 2, sympy.Integer(1)) == 0
    assert distinct_sorted([pi, sympy.Integer(3), sqrt(9), sqrt(2)]) == [sqrt(2), 3, pi]


def test_an_open_order_is_refused():
    hidden = gamma(Rational(1, 3)) * gamma(Rational(2, 3))
    with pytest.raises(Unresolved, match=r"order of gamma.*is not decided"):
        compare(hidden, 2 * pi / sqrt(3))
