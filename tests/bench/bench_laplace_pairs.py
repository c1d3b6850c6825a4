"""Time per answer of method 5.

Run with `python -m pytest tests/bench/bench_laplace_pairs.py -s -m slow`.
"""

from __future__ import annotations

import statistics
import time

import pytest
from sympy import Symbol

from symconv import methods, parse
from symconv.methods import laplace_pairs
from symconv.problem import Problem

x, t = Symbol("x", real=True), Symbol("t", real=True)
PAIRS = [
    *laplace_pairs.EXAMPLES,
    ("Heaviside(x)/sqrt(x)", "Heaviside(x)/sqrt(x)"),
    ("sqrt(x)*box(0, 1)", "x**2*box(-1, 2)"),
    ("sqrt(x)*box(0, 1)", "sqrt(x)*box(0, 2)"),
    ("box(-1, 1)/sqrt(1 - x**2)", "box(0, 1)"),
    ("x**(1/3)*box(0, 1)", "x**(1/4)*box(0, 1)"),
    ("x**(-3/2)*exp(-1/x)*Heaviside(x)", "x**(-3/2)*exp(-2/x)*Heaviside(x)"),
    ("besselj(2, x)*Heaviside(x)", "besselj(3, x)*Heaviside(x)"),
    ("exp(-x)*sqrt(x)*Heaviside(x)", "cos(x)"),
]


@pytest.mark.slow
def test_median_under_60_ms_and_none_over_5_s():
    seconds = []
    for f, g in PAIRS:
        problem = Problem(parse(f), parse(g), x, t)
        start = time.perf_counter()
        methods.solve(problem)
        seconds.append(time.perf_counter() - start)
    median, longest = statistics.median(seconds), max(seconds)
    print(f"{len(seconds)} problems: median {1000 * median:.1f} ms, longest {longest:.2f} s")
    assert median < 0.06
    assert longest < 5
