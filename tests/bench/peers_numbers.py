"""Other libraries on numbers: evaluating a spline, convolving integers; time and error.

    python tests/bench/peers_numbers.py

Evaluation: the B-spline of degree 3, 9, 19 at 100,000 random points, against rational arithmetic.
Arrays: integers of some decimal digits; "exact" is equality with Python's own integers, else the
largest relative error is shown. Times are the best of several calls, within one run.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from fractions import Fraction
from math import comb, factorial
from typing import Any

import flint
import numpy as np
import pytest
import scipy.signal
import sympy
from scipy.interpolate import BSpline, PPoly

from symconv import bspline
from symconv.discrete import convolve_arrays
from symconv.numeric import lambdify

X = sympy.Symbol("x", real=True)
POINTS, CHECKED = 100_000, 200


def best(call: Callable[[], Any], repeats: int = 5) -> float:
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return min(times)


def exact_spline(degree: int, point: float) -> Fraction:
    """(1/n!) Σ (−1)^k C(n+1, k) (x − k)_+^n in rational arithmetic."""
    at = Fraction(point)
    terms = ((-1) ** k * comb(degree + 1, k) * (at - k) ** degree
             for k in range(degree + 2) if at > k)  # fmt: skip
    return sum(terms, Fraction(0)) / factorial(degree)


def spline_evaluators(degree: int) -> dict[str, Callable[[Any], Any]]:
    expr = bspline(X, degree)
    knots = np.arange(degree + 2.0)
    basis = BSpline.basis_element(knots, extrapolate=False)
    return {
        "symconv lambdify": lambdify(X, expr),
        "SciPy BSpline": lambda points: np.nan_to_num(basis(points)),
        "SciPy PPoly": local_polynomials(expr, degree),
        "SymPy lambdify": sympy.lambdify(X, expr, "numpy"),
    }


def local_polynomials(expr: sympy.Expr, degree: int) -> PPoly:
    """The pieces in local coordinates (SciPy's own conversion ends at degree 5), zero outside."""
    table = np.zeros((degree + 1, degree + 3))
    for k, (arm, _) in enumerate(expr.args[:-1]):
        local = sympy.Poly(sympy.expand(arm.subs(X, X + k)), X).all_coeffs()
        table[degree + 1 - len(local) :, k + 1] = [float(c) for c in local]
    return PPoly(table, np.arange(-1.0, degree + 3.0))


def evaluation_rows(degree: int, count: int = POINTS) -> list[tuple[str, float, float]]:
    """(library, ns a point, largest error in units of eps times the largest value)."""
    points = np.random.default_rng(degree).uniform(0, degree + 1, count)
    truth = [exact_spline(degree, float(p)) for p in points[:CHECKED]]
    largest = max(truth)
    rows = []
    for name, function in spline_evaluators(degree).items():
        found = np.asarray(function(points))[:CHECKED]
        error = max(abs(Fraction(float(v)) - t) for v, t in zip(found, truth, strict=True))
        seconds = best(lambda function=function: function(points))
        rows.append((name, 1e9 * seconds / count, float(error / largest) / 2.0**-52))
    return rows


def array_rows(size: int, digits: int) -> list[tuple[str, float, str]]:
    """(library, milliseconds, exact or the largest relative error)."""
    rng = np.random.default_rng(size)
    draw = [int("".join(map(str, rng.integers(1, 10, digits)))) for _ in range(2 * size)]
    a, v = draw[:size], draw[size:]
    floats = (np.array(a, dtype=float), np.array(v, dtype=float))
    objects = (np.array(a, dtype=object), np.array(v, dtype=object))
    calls: dict[str, Callable[[], Any]] = {
        "symconv convolve_arrays": lambda: convolve_arrays(a, v),
        "python-flint fmpz_poly": lambda: list(flint.fmpz_poly(a) * flint.fmpz_poly(v)),
        "NumPy convolve, objects": lambda: np.convolve(*objects),
        "SciPy convolve, float64": lambda: scipy.signal.convolve(*floats),
    }
    truth = [int(value) for value in np.convolve(*objects)]
    rows = []
    for name, call in calls.items():
        found = [Fraction(int(value)) for value in call()]
        worst = max(abs(f - t) / abs(t) for f, t in zip(found, truth, strict=True))
        rows.append((name, 1e3 * best(call), "exact" if worst == 0 else f"{float(worst):.0e}"))
    return rows


def table() -> str:
    lines = [
        "| evaluation of a B-spline | degree | ns a point | error in eps |",
        "|---|---|---|---|",
    ]
    for degree in (3, 9, 19):
        for name, cost, error in evaluation_rows(degree):
            lines.append(f"| {name} | {degree} | {cost:.0f} | {error:.1g} |")
    lines += ["", "| integer arrays | size, digits | ms | result |", "|---|---|---|---|"]
    for size, digits in ((1000, 5), (1000, 30)):
        for name, cost, result in array_rows(size, digits):
            lines.append(f"| {name} | {size}, {digits} | {cost:.2f} | {result} |")
    return "\n".join(lines)


@pytest.mark.parametrize("degree", [3, 9])
def test_every_library_computes_the_same_spline(degree: int) -> None:
    for name, _, error in evaluation_rows(degree, 1000):
        assert error < (1e7 if name == "SymPy lambdify" else 100), name


def test_exact_libraries_agree_and_floats_say_their_error() -> None:
    results = {name: result for name, _, result in array_rows(50, 30)}
    assert results["symconv convolve_arrays"] == results["python-flint fmpz_poly"] == "exact"
    assert float(results["SciPy convolve, float64"]) < 1e-13


if __name__ == "__main__":
    print(table())
