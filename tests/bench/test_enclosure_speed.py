"""Enclosures against mpmath in one run: time of a value of f ∗ g at 100 bits, as a ratio.

Run with `pytest tests/bench/test_enclosure_speed.py -m slow -s`.
"""

import time

import mpmath
import pytest
import sympy
from sympy import Heaviside, Rational, Symbol, exp

from symconv.enclosure import enclose_convolution

x = Symbol("x", real=True)
BOX = Heaviside(x) - Heaviside(x - 1)

PAIRS = {
    "gauss-box": (exp(-(x**2)), BOX, (-mpmath.inf, mpmath.inf)),
    "exp-exp": (exp(-x) * Heaviside(x), exp(-2 * x) * Heaviside(x), (0, 1)),
    "lorentz-box": (1 / (1 + x**2), BOX, (-mpmath.inf, mpmath.inf)),
    "gauss-gauss": (exp(-(x**2)), exp(-(x**2) / 2), (-mpmath.inf, mpmath.inf)),
}


def best(action, repeats):
    times = []
    for k in range(repeats):
        start = time.perf_counter()
        action(Rational(k + 1, repeats + 3))
        times.append(time.perf_counter() - start)
    return min(times)


@pytest.mark.slow
@pytest.mark.parametrize("name", PAIRS)
def test_a_certified_value_is_cheaper_than_mpmath_quad(name):
    f, g, ends = PAIRS[name]
    first, second = (sympy.lambdify(x, e, "mpmath") for e in (f, g))

    def quadrature(t):
        with mpmath.workdps(30):
            point = mpmath.mpf(int(t.p)) / int(t.q)
            splits = [e for e in (0, point - 1, point) if ends[0] < e < ends[1]]
            return mpmath.quad(
                lambda v: first(v) * second(point - v), [ends[0], *sorted(splits), ends[1]]
            )

    enclosed = best(lambda t: enclose_convolution(f, g, x, t, {}, 100), 12)
    reference = best(quadrature, 3)
    print(f"{name}: {enclosed * 1e3:.2f} ms, mpmath.quad {reference / enclosed:.1f} times that")
    assert enclosed < reference
