"""Figures of round_exact: values per second, and the ratio to mpmath at 50 digits, in one run.

`python tests/bench/bench_rounding.py` prints them; pytest checks them.
"""

import time

import mpmath
import numpy as np
import pytest
import sympy as sp

from symconv.numeric import round_exact
from symconv.signals import bspline

x = sp.Symbol("x", real=True)

CASES = {
    "B-spline 3": (bspline(x, 3), (-1, 5), 300_000),
    "B-spline 9": (bspline(x, 9), (-1, 11), 300_000),
    "Gaussian tail": (sp.exp(-(x**2) / 2), (-38, 38), 40_000),
    "exp - exp": (sp.Piecewise((sp.exp(-x) - sp.exp(-2 * x), x > 0), (0, True)), (0, 40), 40_000),
    "erf": (sp.erf(x), (-6, 6), 40_000),
    "Gaussian * box": (
        (sp.erf((x + 1) / sp.sqrt(2)) - sp.erf((x - 1) / sp.sqrt(2))) / 2,
        (-4, 4),
        40_000,
    ),
}


def figures(name):
    expr, (low, high), _ = CASES[name]
    points = np.random.default_rng(7).uniform(low, high, 10**5)
    round_exact(expr, x, points[:100])
    start = time.perf_counter()
    round_exact(expr, x, points)
    per_second = len(points) / (time.perf_counter() - start)
    slow = sp.lambdify(x, expr, "mpmath")
    few = points[:1500].tolist()
    with mpmath.workdps(50):
        start = time.perf_counter()
        for point in few:
            float(slow(mpmath.mpf(point)))
        mpmath_per_second = len(few) / (time.perf_counter() - start)
    return {"values/s": per_second, "times mpmath": per_second / mpmath_per_second}


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(CASES))
def test_speed_of_correct_rounding(name):
    measured = figures(name)
    print(measured)
    assert measured["values/s"] >= CASES[name][2]
    assert measured["times mpmath"] >= 5


if __name__ == "__main__":
    for case in CASES:
        print(f"{case}:", {k: f"{v:.3g}" for k, v in figures(case).items()})
