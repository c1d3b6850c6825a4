"""Rigorous bounds of |h step sum f(x_k) g(t - x_k) - (f * g)(t)|, part by part.

With phi_t(x) = f(x) g(t - x) and cells of width h centred at the samples:

    |cell integral - h phi(x_k)| <= (h/2) V(phi)                      samples of bounded variation
                                 <= (h^2/8) V(phi')                   where phi is continuous
    Gauss, analytic:             <= 2 M/(e^(2 pi a/h) - 1)            in the strip |Im x| < a
    cell averages:               <= (h/4) sum osc(f) osc(g(t - .))    (Gruss)

phi is a pure jump function plus a continuous one; jumps at a cell's border cost nothing, and a
jump at a sample that has the mean value costs nothing either, unless a jump of the other factor
meets it there.

References
----------
L. N. Trefethen and J. A. C. Weideman, The exponentially convergent trapezoidal rule, SIAM Review
56 (2014), theorem 5.1. G. Gruss, Math. Z. 39 (1935). N. J. Higham, Accuracy and Stability of
Numerical Algorithms, 2nd ed., sections 3.1 and 24.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import exp, expm1, inf, log2, pi, sqrt
from typing import Any

import numpy as np
import sympy as sp

from symconv.deciding import constants
from symconv.numeric.grid import Grid
from symconv.numeric.variation import Profile

__all__ = [
    "ErrorBound",
    "Gaussian",
    "analytic_bound",
    "discretisation_bound",
    "gaussian_of",
    "place_in_cells",
    "rounding_bound",
]

_UNIT = 2.0**-53
_SAFETY = 1 + 1e-12
_FFT_CONSTANT = 32.0


@dataclass(frozen=True)
class ErrorBound:
    """The three parts of the bound, and the order in h that the first one has."""

    discretisation: float
    truncation: float
    rounding: float
    order: float
    reason: str

    @property
    def total(self) -> float:
        """The sum, rounded up."""
        return (self.discretisation + self.truncation + self.rounding) * _SAFETY


def discretisation_bound(
    f: Profile, g: Profile, grid_f: Grid, grid_g: Grid, sign: int = 1
) -> tuple[float, float, str]:
    """(bound, order, reason) for samples of f and g; bound inf when there is none.

    sign: +1 for f(x) g(t - x), -1 for f(x) g(t + x); it says at which t two breaks meet.
    """
    h = float(grid_f.step)
    if grid_f.rule == "average":
        return _averages(f, g, grid_f, grid_g)
    if max(f.sup, g.sup, f.variation, g.variation) == inf:
        return inf, 0.0, "a factor has unbounded variation"
    first = h / 2 * (f.total_variation * g.sup + f.sup * g.total_variation)
    jumps = h / 2 * _jumps(f, g, grid_f, grid_g, sign)
    curved = h**2 / 8 * _slope_variation(f, g, grid_f, grid_g)
    second = jumps + curved
    if second >= first:
        return _SAFETY * first, 1.0, "(h/2) V(phi)"
    if jumps > 0:
        return _SAFETY * second, 1.0, "jumps (h/2) V + (h^2/8) V(phi')"
    return _SAFETY * second, 2.0 if curved > 0 else inf, "(h^2/8) V(phi')"


def _jumps(f: Profile, g: Profile, grid_f: Grid, grid_g: Grid, sign: int) -> float:
    """Sum of the jumps of phi that do cost something, in units of h/2."""
    total = 0.0
    on_sample: list[list[tuple[sp.Expr, float]]] = [[], []]
    for k, (own, other, grid) in enumerate(((f, g, grid_f), (g, f, grid_g))):
        for b in own.breaks:
            place = place_in_cells(b.point, grid)
            if place == "border":
                continue
            if place == "sample" and b.is_mean:
                on_sample[k].append((b.point, b.jump))
                continue
            total += max(b.jump, b.jump_at_point) * other.sup
    return total + _meeting(on_sample[0], on_sample[1], sign)


def _meeting(first: Any, second: Any, sign: int) -> float:
    """Jump meets jump at a sample, both at their mean: the product misses its mean by 1/4."""
    by_sum: dict[sp.Expr, float] = {}
    for a, jump_a in first:
        for b, jump_b in second:
            place = sp.expand(sign * a + b)
            by_sum[place] = by_sum.get(place, 0.0) + jump_a * jump_b / 2
    return max(by_sum.values(), default=0.0)


def place_in_cells(point: sp.Expr, grid: Grid) -> str:
    """Where a break point lies in the cells around the samples: border, sample or inside."""
    if not point.is_Rational:
        return "inside"
    position = (Fraction(int(point.p), int(point.q)) - grid.first) / grid.step
    if (position - Fraction(1, 2)).denominator == 1:
        return "border"
    return "sample" if position.denominator == 1 else "inside"


def _slope_variation(f: Profile, g: Profile, grid_f: Grid, grid_g: Grid) -> float:
    """V(phi') inside the cells: int |phi''| and the jumps of phi' off the borders."""
    if max(f.slope_sup, g.slope_sup, f.slope_variation, g.slope_variation) == inf:
        return inf
    smooth = (
        f.slope_variation * g.sup
        + 2 * min(f.slope_sup * g.variation, f.variation * g.slope_sup)
        + f.sup * g.slope_variation
    )
    for own, other, grid in ((f, g, grid_f), (g, f, grid_g)):
        for b in own.breaks:
            if place_in_cells(b.point, grid) != "border":
                smooth += b.slope_jump * other.sup + b.jump * other.slope_sup
    return smooth


def _averages(f: Profile, g: Profile, grid_f: Grid, grid_g: Grid) -> tuple[float, float, str]:
    """Gruss: (h/4) min(max osc f V(g), V(f) max osc g); breaks on cell borders cost nothing."""
    h = float(grid_f.step)
    swings, variations = [], []
    for own, grid in ((f, grid_f), (g, grid_g)):
        inner = sum(b.jump for b in own.breaks if place_in_cells(b.point, grid) != "border")
        swings.append((h * own.slope_sup if own.slope_sup else 0.0) + inner)
        variations.append(own.variation + inner)
    products = [
        a * b if a and b else 0.0
        for a, b in ((swings[0], variations[1]), (variations[0], swings[1]))
    ]
    bound = _SAFETY * h / 4 * min(products)
    if bound == inf:
        return inf, 0.0, "a factor has unbounded variation"
    jumping = any(
        place_in_cells(b.point, grid) != "border" and b.jump
        for own, grid in ((f, grid_f), (g, grid_g))
        for b in own.breaks
    )
    return bound, inf if bound == 0 else 1.0 if jumping else 2.0, "(h/4) sum osc osc (Gruss)"


@dataclass(frozen=True)
class Gaussian:
    """height exp(-rate (x - p)^2)."""

    height: float
    rate: float


def gaussian_of(f: sp.Expr, x: sp.Symbol) -> Gaussian | None:
    """Recognise a real Gaussian; None for anything else."""
    factor, exponential = sp.Mul(f).as_independent(x, as_Add=False)
    if not isinstance(exponential, sp.exp) or constants.is_real(factor) is not True:
        return None
    exponent = exponential.args[0]
    if not exponent.is_polynomial(x):
        return None
    poly = sp.Poly(exponent, x)
    if poly.degree() != 2 or not all(constants.is_real(c) is True for c in poly.all_coeffs()):
        return None
    a, b, c = poly.all_coeffs()
    if constants.sign(a) != -1:
        return None
    peak = sp.Abs(factor) * sp.exp(c - b**2 / (4 * a))
    return Gaussian(float(peak.evalf(20)), float((-a).evalf(20)))


def analytic_bound(f: Gaussian, g: Gaussian, h: float) -> float:
    """2 M/(e^(2 pi a/h) - 1) with the strip's half width a chosen well."""
    total = f.rate + g.rate
    a = pi / (h * total)
    if total * a * a > 600:
        a = sqrt(600 / total)
    mass = f.height * g.height * sqrt(pi / max(f.rate, g.rate)) * exp(total * a * a)
    exponent = 2 * pi * a / h
    return 2 * mass * (1 + 1e-9) / expm1(exponent) if exponent < 700 else 2 * mass * exp(-700.0)


def rounding_bound(f: Any, g: Any, step: float, largest: float) -> float:
    """Rounding of samples, products, sums or of three FFTs, and of the closed form's doubles.

    gamma_n ||f|| ||g|| for direct sums, c log2(N) u ||f|| ||g|| for transforms (2-norms,
    Cauchy-Schwarz), whichever is larger: the kernel is a black box.
    """
    n = min(len(f), len(g)) + 3
    gamma = n * _UNIT / (1 - n * _UNIT)
    transform = _FFT_CONSTANT * log2(2 * (len(f) + len(g))) * _UNIT
    norms = float(np.linalg.norm(f)) * float(np.linalg.norm(g))
    return _SAFETY * (step * norms * (max(gamma, transform) + 4 * _UNIT) + 4 * _UNIT * largest)
