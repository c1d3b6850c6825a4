"""Whether a constant is real: by its imaginary part, or because it is its own conjugate."""

from __future__ import annotations

import pytest
from sympy import I, Rational, acos, cos, exp, gamma, log, pi, polylog, sin, sqrt

from symconv.deciding.constants import is_real

HIDDEN = sin(1) ** 2 + cos(1) ** 2 - 1
CUBE = (-1) ** Rational(1, 3)


@pytest.mark.parametrize(
    ("constant", "known"),
    [
        (CUBE - CUBE**2, True),
        (log(2 + I) + log(2 - I), True),
        (exp(I) + exp(-I), True),
        (gamma(1 + I) * gamma(1 - I), True),
        (3 + I * HIDDEN, True),
        (I**I, True),
        (sqrt(-2) * sqrt(-3), True),
        (log(2 + I), False),
        (log(-1), False),
        (CUBE + Rational(1, 10**30), False),
        (1 + CUBE / 10**30, False),
        (acos(2), False),
        (log(-1 + I * HIDDEN), None),
        (sqrt(-1 + I * HIDDEN), None),
    ],
    ids=str,
)
def test_realness(constant, known):
    assert is_real(constant) is known


def test_a_small_imaginary_part_is_no_error_of_rounding():
    assert is_real(pi + I * Rational(1, 10**60)) is False
    assert is_real(polylog(2, 3) - polylog(2, 2)) is not True
