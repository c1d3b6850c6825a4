"""Samples against sequences with poles beside steps: a value at every integer, or a refusal."""

from __future__ import annotations

import pytest
import sympy
from sympy import Heaviside, KroneckerDelta, Piecewise, Rational, Symbol, besselj, log

from symconv.discrete import convolve, correlate
from symconv.errors import InvalidInput

n = Symbol("n", integer=True)
a = Symbol("a")
STEP = Heaviside(n, 1)


def window(value, first, end):
    return Piecewise((value, (n >= first) & (n < end)), (0, True))


def late(start, middle=1):
    return Heaviside(n - start, middle)


# a step and what stands beside it, and from where on the product is not 0
BESIDE = [
    (late(1), 1 / n),
    (late(8), a**n / (n * (n + 2))),
    (late(3), log(n)),
    (late(5, 0), 1 / (n - 5)),
    (late(2), besselj(0, n) / (n - 1) ** 2),
    (Heaviside(n - 5), 1 / n**2),
    (Heaviside(-n - 2, 1), 1 / (n + 1)),
    (Piecewise((n, n > 4), (0, True)), 1 / (n - 4)),
    (late(2) * Heaviside(9 - n, 1), 1 / (n - 1)),
]


@pytest.mark.parametrize(("step", "rest"), BESIDE)
@pytest.mark.parametrize("op", [convolve, correlate])
@pytest.mark.parametrize(
    "samples", [{0: 1}, {2: 3, -1: Rational(1, 2)}, {k: k for k in range(-2, 3)}]
)
def test_a_step_beside_a_pole_is_0_where_the_step_is(step, rest, op, samples):
    other = sum(weight * KroneckerDelta(n, place) for place, weight in samples.items())
    h = op(other, step * rest, n)
    for m in range(-12, 14):
        total = 0
        for place, weight in samples.items():
            k = m - place if op is convolve else m + place
            if step.subs(n, k) != 0:
                total += weight * step.subs(n, k) * rest.subs(n, k)
        found = h.subs(n, m)
        assert not found.has(sympy.nan, sympy.zoo)
        assert sympy.expand(found - total) == 0, (m, h)


@pytest.mark.parametrize(
    "f", [1 / n, a**n / (n * (n + 2)), late(-3) / n**2, window(1 / (n - 2), 0, 5)]
)
@pytest.mark.parametrize("samples", [KroneckerDelta(n, 1), window(1, 2, 3), window(n, 0, 4)])
def test_a_pole_at_an_integer_is_refused(f, samples):
    for op in (convolve, correlate):
        with pytest.raises(InvalidInput, match="has a pole"):
            op(f, samples, n)
        with pytest.raises(InvalidInput, match="has a pole"):
            op(samples, f, n)
