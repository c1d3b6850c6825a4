"""Figures of lambdify, as ratios within one run: `python tests/bench/bench_evaluation.py`.

Also a test (`pytest tests/bench/bench_evaluation.py`): the figures have to meet the stated ones.
"""

import time
import warnings
from fractions import Fraction

import mpmath
import numpy as np
import pytest
import sympy as sp
from scipy.interpolate import PPoly

from symconv.numeric import lambdify
from symconv.numeric.polynomial import shifted

x = sp.Symbol("x", real=True)
POINTS = 10**6
AT_LEAST = {3: 3, 9: 20, 19: 50}
AT_MOST_OVER_PPOLY = 1.15


def best(call, repeats=5):
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return min(times)


def best_of_both(first, second, repeats=7):
    """Interleaved, so that a busy machine slows both."""
    times = [(best(first, 1), best(second, 1)) for _ in range(repeats)]
    return min(t for t, _ in times), min(t for _, t in times)


def bspline_polynomials(degree):
    """The pieces on [k, k + 1), expanded in x: what a computer algebra system hands out."""
    total, pieces = sp.Integer(0), []
    for k in range(degree + 1):
        total += (-1) ** k * sp.binomial(degree + 1, k) * (x - k) ** degree
        pieces.append(sp.expand(total / sp.factorial(degree)))
    return pieces


def coefficients(piece):
    ascending = sp.Poly(piece, x).all_coeffs()[::-1]
    return [Fraction(int(c.p), int(c.q)) for c in ascending]


def bare_ppoly(pieces):
    table = np.zeros((len(pieces), len(pieces) + 2))
    for k, piece in enumerate(pieces):
        table[:, k + 1] = [float(c) for c in shifted(coefficients(piece), Fraction(k))][::-1]
    return PPoly(table, np.arange(-1.0, len(pieces) + 2.0))


def exact_value(ascending, point):
    value = Fraction(0)
    for c in reversed(ascending):
        value = value * Fraction(point) + c
    return value


def worst_error(function, pieces, rng):
    """The largest error in eps, relative to the largest value on the same piece."""
    worst = 0.0
    for k, piece in enumerate(pieces):
        ascending = coefficients(piece)
        largest = max(abs(exact_value(ascending, k + Fraction(i, 64))) for i in range(65))
        points = rng.uniform(k, k + 1, 100)
        for point, value in zip(points, function(points), strict=True):
            error = abs(Fraction(float(value)) - exact_value(ascending, float(point)))
            worst = max(worst, float(error / largest) / 2.0**-52)
    return worst


def worst_ulps_in_tails(function, pieces, rng):
    degree = len(pieces) - 1
    worst = 0.0
    for k, edge, sign in ((0, 0, 1), (degree, degree + 1, -1)):
        ascending = coefficients(pieces[k])
        points = edge + sign * 10 ** rng.uniform(-6, 0, 200) * 0.999
        for point, value in zip(points, function(points), strict=True):
            true = exact_value(ascending, float(point))
            error = abs(Fraction(float(value)) - true)
            worst = max(worst, float(error / Fraction(float(np.spacing(float(true))))))
    return worst


def spline_figures(degree):
    pieces = bspline_polynomials(degree)
    arms = [(piece, (x >= k) & (x < k + 1)) for k, piece in enumerate(pieces)]
    expr = sp.Piecewise(*arms, (0, True))
    ours, theirs, bare = lambdify(x, expr), sp.lambdify(x, expr, "numpy"), bare_ppoly(pieces)
    careful = lambdify(x, expr, relative=True)
    rng = np.random.default_rng(degree)
    points = rng.uniform(-1, degree + 2, POINTS)
    ordered = np.sort(points)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        slow = best(lambda: theirs(points), repeats=2)
    time_ours, time_bare = best_of_both(lambda: ours(points), lambda: bare(points))
    return {
        "ms": 1e3 * time_ours,
        "sorted ms": 1e3 * best(lambda: ours(ordered)),
        "SymPy / ours": slow / time_ours,
        "ours / PPoly": time_ours / time_bare,
        "relative ms": 1e3 * best(lambda: careful(points)),
        "error eps": worst_error(ours, pieces, rng),
        "tail ulp": worst_ulps_in_tails(careful, pieces, rng),
    }


def gauss_box():
    return (sp.erf((x + 1) / sp.sqrt(2)) - sp.erf((x - 1) / sp.sqrt(2))) / 2, (-38, 38)


def emg():
    return sp.exp(sp.Rational(1, 2) - x) * sp.erfc((1 - x) / sp.sqrt(2)) / 2, (-37, 700)


def voigt():
    i = sp.I
    half = sp.exp(-((x + i) ** 2) / 2) * sp.erfc((1 - i * x) / sp.sqrt(2))
    return sp.sqrt(2) / (4 * sp.sqrt(sp.pi)) * (half + half.xreplace({i: -i})), (-40, 40)


def triangle_gauss():
    def integrated(u):
        return u * (1 + sp.erf(u / sp.sqrt(2))) / 2 + sp.exp(-(u**2) / 2) / sp.sqrt(2 * sp.pi)

    return sp.expand(integrated(x + 1) - 2 * integrated(x) + integrated(x - 1)), (-38, 38)


FAMILIES = {"Gaussian*box": gauss_box, "EMG": emg, "Voigt": voigt, "triangle*Gauss": triangle_gauss}

AT_LEAST_PER_SECOND = {
    "Gaussian*box": 1e6,
    "EMG": 1e6,
    "Voigt": 3e5,
    "triangle*Gauss": 2e3,  # half of its points cancel in the tail and are computed with balls
}


def family_figures(name):
    expr, (low, high) = FAMILIES[name]()
    ours = lambdify(x, expr)
    rng = np.random.default_rng(len(name))
    points = rng.uniform(low, high, 10**5)
    few = points[:300]
    reference = sp.lambdify(x, expr, "mpmath")
    worst = 0.0
    with mpmath.workdps(900):
        for point, value in zip(few, ours(few), strict=True):
            true = mpmath.re(reference(mpmath.mpf(float(point))))
            if abs(true) > mpmath.mpf(2) ** -1022:
                worst = max(worst, float(abs(float(value) - true) / abs(true)))
    return {"values/s": len(points) / best(lambda: ours(points), 3), "relative error": worst}


@pytest.mark.slow
@pytest.mark.parametrize("degree", sorted(AT_LEAST))
def test_splines_meet_the_figures(degree):
    figures = spline_figures(degree)
    print(figures)
    assert figures["SymPy / ours"] >= AT_LEAST[degree]
    assert figures["ours / PPoly"] <= AT_MOST_OVER_PPOLY
    assert figures["sorted ms"] < figures["ms"]
    assert figures["error eps"] <= 4
    assert figures["tail ulp"] <= 20


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_families_keep_relative_accuracy(name):
    figures = family_figures(name)
    print(figures)
    assert figures["relative error"] <= 1e-12
    assert figures["values/s"] >= AT_LEAST_PER_SECOND[name]


if __name__ == "__main__":
    for row in AT_LEAST:
        print(f"B-spline degree {row}:", {k: round(v, 2) for k, v in spline_figures(row).items()})
    for row in FAMILIES:
        print(f"{row}:", {k: f"{v:.3g}" for k, v in family_figures(row).items()})
