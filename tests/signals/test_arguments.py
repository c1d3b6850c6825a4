"""Arguments of signals are read exactly or refused in one line."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from sympy import EulerGamma, Float, I, Integer, Rational, Symbol, oo, sqrt

from symconv import signals
from symconv.errors import InvalidInput

x = Symbol("x", real=True)


@pytest.mark.parametrize(
    ("value", "exact"),
    [
        (0.2, Rational(1, 5)),
        (np.float64(0.1), Rational(1, 10)),
        (np.int64(3), Integer(3)),
        (Fraction(1, 3), Rational(1, 3)),
        (Decimal("0.30"), Rational(3, 10)),
        (Float("0.1"), Rational(1, 10)),
        (Float("0.1", 30), Rational(1, 10)),
        (0.1 + 0.2, Rational("0.30000000000000004")),
        (sqrt(2) * 0.5, sqrt(2) / 2),
    ],
)
def test_numbers_are_read_exactly(value, exact):
    assert signals.box(x, 0, value).args[0][1].args == signals.box(x, 0, exact).args[0][1].args


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: signals.box("x", 0, 1), "use symconv.parse"),
        (lambda: signals.box(x, 0, "1"), "use symconv.parse"),
        (lambda: signals.box(x, 0, oo), "finite"),
        (lambda: signals.box(x, 0, float("nan")), "finite"),
        (lambda: signals.box(x, 0, I), "real"),
        (lambda: signals.box(x, 0, I - I**EulerGamma), "not known to be"),
        (lambda: signals.box(x, x**2, I - I**EulerGamma), "not known to be"),
        (lambda: signals.triangle(x, 2**I + I), "not known to be"),
        (lambda: signals.step(x * (1 + (-1) ** Rational(1, 7)) + sqrt(x)), "not known to be"),
        (lambda: signals.box(x, 0, True), "not True"),
        (lambda: signals.box(x, 0, x > 1), "real expression"),
        (lambda: signals.triangle(x, -2), "positive"),
        (lambda: signals.gaussian(x, 0, 0), "positive"),
        (lambda: signals.gaussian(x, I), "real"),
        (lambda: signals.bspline(x, 101), "0 to 100"),
        (lambda: signals.bspline(x, 2.0), "0 to 100"),
        (lambda: signals.bspline(x, True), "0 to 100"),
        (lambda: signals.impulse(x, Symbol("k")), "0 to 100"),
        (lambda: signals.impulse(x, 10**100), "0 to 100"),
    ],
)
def test_bad_arguments_are_refused_in_one_line(call, message):
    with pytest.raises(InvalidInput, match=message) as caught:
        call()
    assert "\n" not in str(caught.value)
