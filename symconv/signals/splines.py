"""The cardinal B-splines: box(0, 1) convolved with itself, written piece by piece."""

from __future__ import annotations

from math import comb, factorial
from typing import Any

import sympy
from sympy import Expr

from symconv.signals.arguments import in_order, order, real

__all__ = ["bspline"]


def bspline(x: Any, degree: int) -> Expr:
    """Return the cardinal B-spline of the degree on [0, degree + 1]: box(0, 1) ∗ … ∗ box(0, 1).

    With n = degree: B_n(x) = (1/n!) Σ_k (−1)^k C(n+1, k) (x − k)_+^n, written piece by piece.

    Hypotheses
    ----------
    0 ≤ degree ≤ MAX_DEGREE, an integer; degree + 1 boxes are convolved.

    Parameters
    ----------
    x : Expr
        Real argument.
    degree : int
        Polynomial degree.

    Returns
    -------
    Expr
        A Piecewise with one exact polynomial for each of the intervals [k, k + 1).

    Raises
    ------
    InvalidInput
        x is not a real expression, or the degree no integer in the range.

    Examples
    --------
    >>> from sympy import Symbol
    >>> bspline(Symbol("x", real=True), 1)
    Piecewise((x, (x >= 0) & (x < 1)), (2 - x, (x >= 1) & (x < 2)), (0, True))
    >>> bspline(Symbol("x", real=True), 10**9)
    Traceback (most recent call last):
    symconv.errors.InvalidInput: bspline: degree must be an integer from 0 to 100, not 1000000000

    References
    ----------
    I. J. Schoenberg, Cardinal Spline Interpolation (1973), lecture 2.
    """
    x = real(x, "bspline", "x")
    in_order("bspline", x, degree)
    degree = order(degree, "bspline", "degree")
    scale = factorial(degree)
    coefficients = [0] * (degree + 1)
    powers = [x**n for n in range(degree + 1)]
    pieces: list[tuple[Any, Any]] = []
    for k in range(degree + 1):
        weight = (-1) ** k * comb(degree + 1, k)
        for power in range(degree + 1):
            coefficients[power] += weight * comb(degree, power) * (-k) ** (degree - power)
        terms = [
            sympy.Rational(c, scale) * x_n for c, x_n in zip(coefficients, powers, strict=True)
        ]
        pieces.append((sympy.Add(*terms), sympy.And(x >= k, x < k + 1)))
    return sympy.Piecewise(*pieces, (0, True))
