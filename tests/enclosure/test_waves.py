"""The waves of an integrand add up to it; what is no sum of waves is left alone."""

from __future__ import annotations

from itertools import product

import pytest
import sympy
from sympy import Rational, Symbol, cos, cosh, erf, exp, log, sin, sinc, sqrt

from symconv.enclosure.waves import wave_sum

w = Symbol("w", real=True)
SUMS = [
    sin(2 * w + 1) / (1 + w**2),
    cos(w) ** 3,
    (sin(w) + 2 / w) * (cosh(w / 3) - w),
    sinc(3 * w) * exp(-2 * w) * w**3,
    w**2 / (w**4 + 2),
]


@pytest.mark.parametrize(
    ("expr", "end"),
    [*product(SUMS, (1, -1)), (sqrt(w) * cos(w), 1), (w ** Rational(3, 2) * sin(w + 1), 1)],
    ids=str,
)
def test_the_waves_add_up_to_the_integrand(expr, end):
    waves = wave_sum(expr, w, end)
    point = Rational(7, 5)
    total = sum((wave.coefficient * exp(wave.rate * w)).subs(w, point) for wave in waves)
    assert abs((total - expr.subs(w, end * point)).evalf(40)) < Rational(1, 10**30)
    assert len({wave.rate for wave in waves}) == len(waves)
    assert not any(wave.coefficient.has(sin, cos, cosh) for wave in waves)


@pytest.mark.parametrize("expr", [erf(w), sin(w**2), log(w) * sin(w), exp(sin(w)), sin(w) ** 9])
def test_other_functions_are_no_sum_of_waves(expr):
    assert wave_sum(expr, w, 1) is None


def test_a_rate_that_holds_the_variable_is_no_wave():
    w = sympy.Symbol("w", positive=True)
    for expr in (
        sympy.sin(w * sympy.exp(w)),
        sympy.exp(-w * sympy.sin(w)),
        sympy.cos(w * sympy.floor(w)),
        sympy.exp(sympy.I * w * sympy.acot(w) - w),
        sympy.sinh(w * sympy.log(w)) / w,
    ):
        assert wave_sum(expr, w, 1) is None
