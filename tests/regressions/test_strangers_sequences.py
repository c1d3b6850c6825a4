"""Sequences at ratios on a boundary, held against sums of finitely many terms."""

from __future__ import annotations

import pytest
from sympy import Abs, Heaviside, Ne, Piecewise, Rational, Symbol

from symconv.discrete import convolve, correlate
from symconv.errors import Undecided

N, M, K = (Symbol(name, integer=True) for name in "nmk")
R = Symbol("r", real=True)
STEP = Heaviside(N, 1)
F = R ** Abs(N - K) * Piecewise((1, (N >= -4) & (N <= 4)), (0, True))


@pytest.mark.parametrize("operator", [convolve, correlate])
def test_a_ratio_that_may_be_0_under_an_absolute_value(operator):
    """Was nan at r = 0, where r**Abs(n - k) is 1 at n = k and 0 elsewhere."""
    with pytest.raises(Undecided) as caught:
        operator(F, STEP, N, M)
    assert caught.value.question == Ne(R, 0)
    h = operator(F, STEP, N, M, assuming=Ne(R, 0))
    for choice in ({R: 2, K: 1}, {R: -1, K: -2}, {R: 1, K: 5}, {R: Rational(1, 2), K: -7}):
        for m in (-3, 0, 2, 9):
            places = [m - n if operator is convolve else m + n for n in range(-4, 5)]
            samples = [F.subs(choice).subs(N, n) for n in range(-4, 5)]
            truth = sum(f for f, place in zip(samples, places, strict=True) if place >= 0)
            assert h.subs(choice).subs(M, m) == truth


def test_a_ratio_that_may_be_0_under_an_absolute_value_of_n_alone():
    f = F.subs(K, 0)
    h = convolve(f, STEP, N, M)
    for m in (-5, -3, 0, 2, 9):
        truth = sum(f.subs({R: 0, N: n}) for n in range(-4, min(m, 4) + 1))
        assert h.subs(R, 0).subs(M, m) == truth
