"""What is exactly 0 at a point is decided by algebra, not by size."""

import sympy
from sympy import Rational, sqrt

from symconv.enclosure.points import is_exactly_zero


def test_zero_is_decided_by_algebra_only():
    assert is_exactly_zero(sqrt(2) * sqrt(3) - sqrt(6)) is True
    assert is_exactly_zero(sqrt(2) - Rational(99, 70)) is False
    assert is_exactly_zero(sympy.sin(1) ** 2 + sympy.cos(1) ** 2 - 1) is None
    assert is_exactly_zero(sum(sqrt(p) for p in (2, 3, 5, 7, 11))) is None
