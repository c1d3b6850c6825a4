"""Piecewise polynomials in floating point: exact coefficients in local coordinates, rounded once.

A truncated-power or monomial form at the origin loses digits with the degree (none are left of a
B-spline of degree 19). Here each piece is expanded, by rational arithmetic, about the left end of
a cell; a cell is halved until the a priori rounding bound of the power form, relative to the
largest value on the piece (or, for `relative=True`, to the smallest value on the cell), meets the
target. SciPy's compiled PPoly then evaluates the cells.

The bound: in sum c_k s^k, computed with running powers, the term k carries at most (k + 1)
roundings of its own; partial sums add the usual (statistically growing) rest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import flint
import numpy as np
import sympy as sp
from flint import arb
from scipy.interpolate import PPoly

from symconv.deciding import constants
from symconv.exactnumbers import dyadic
from symconv.precision import working_precision

__all__ = [
    "CellPolynomial",
    "cells_of",
    "compile_cells",
    "exact_coefficients",
    "line_of_cells",
    "shifted",
]

_TERM_BUDGET = 12.0
_RELATIVE_BUDGET = 6.0
_SMALLEST_CELL = Fraction(1, 2**12)
_IRRATIONAL_BITS = 400
_HIGHEST_DEGREE = 1000
_SMALLEST_DOUBLE = Fraction(1, 2**960)
_UNDERFLOWS = Fraction(1, 2**300)
_SMALLEST, _LARGEST = arb(2) ** -960, arb(2) ** 960


@dataclass(frozen=True)
class CellPolynomial:
    """sum coefficients[k] (x - origin)^k on [start, stop); origin is start or stop."""

    start: Fraction
    stop: Fraction
    origin: Fraction
    coefficients: tuple[Fraction, ...]
    accurate: bool = True


def exact_coefficients(arm: sp.Expr, x: sp.Symbol) -> tuple[list[Fraction], bool] | None:
    """The coefficients of a polynomial arm, constant first, and whether they are exact.

    Irrational coefficients (pi, sqrt(2)) are taken to 400 bits. None: no real polynomial, or one
    of high degree or with coefficients that are no doubles.
    """
    if not arm.is_polynomial(x) or _degree_bound(arm, x) > _HIGHEST_DEGREE:
        return None
    poly = sp.Poly(arm, x)
    if poly.free_symbols_in_domain:
        return None
    ascending = [_coefficient(c) for c in poly.all_coeffs()[::-1]]
    known = [c for c in ascending if c is not None]
    if len(known) < len(ascending):
        return None
    return [value for value, _ in known], all(exactly for _, exactly in known)


def _degree_bound(expr: sp.Expr, x: sp.Symbol) -> int:
    """At least the degree of a polynomial, found without expanding it."""
    if not expr.has(x):
        return 0
    if isinstance(expr, sp.Pow):
        return int(expr.exp) * _degree_bound(expr.base, x)
    bounds = [_degree_bound(arg, x) for arg in expr.args] or [1]
    return sum(bounds) if isinstance(expr, sp.Mul) else max(bounds)


def _coefficient(number: sp.Expr) -> tuple[Fraction, bool] | None:
    """A real number as a fraction, and whether exactly; None beyond the range of doubles."""
    if number.is_Rational:
        value = Fraction(int(number.p), int(number.q))
        return (value, True) if _has_a_double(value) else None
    if constants.is_real(number) is not True:
        return None
    with working_precision(2 * _IRRATIONAL_BITS):
        ball = constants.ball(number).real
        if not ball.is_finite() or ball.rel_accuracy_bits() < _IRRATIONAL_BITS:
            return None
        if not _SMALLEST < abs(ball) < _LARGEST:
            return None
        near = dyadic(ball.mid())
    return Fraction(int(near.p), int(near.q)), False


def _has_a_double(value: Fraction) -> bool:
    return not value or _SMALLEST_DOUBLE < abs(value) < 1 / _SMALLEST_DOUBLE


def shifted(coefficients: list[Fraction], origin: Fraction) -> list[Fraction]:
    """The coefficients of p(origin + s) in s, exactly."""
    poly = flint.fmpq_poly([flint.fmpq(c.numerator, c.denominator) for c in coefficients])
    inner = flint.fmpq_poly([flint.fmpq(origin.numerator, origin.denominator), flint.fmpq(1)])
    moved = poly(inner)
    return [Fraction(int(c.p), int(c.q)) for c in moved.coeffs()] or [Fraction(0)]


def _largest(coefficients: list[Fraction], start: Fraction, stop: Fraction) -> float:
    """The largest |p| at 65 Chebyshev-like points: a scale, needed to a factor of two only."""
    local = [float(c) for c in shifted(coefficients, (start + stop) / 2)]
    half = float(stop - start) / 2
    nodes = half * np.cos(np.linspace(0.0, np.pi, 65))
    return float(np.max(np.abs(np.polynomial.polynomial.polyval(nodes, local))))


def cells_of(
    coefficients: list[Fraction], start: Fraction, stop: Fraction, *, relative: bool
) -> list[CellPolynomial]:
    """Subdivide [start, stop) until the power form on every cell meets its rounding budget.

    Where a coefficient is no double in local coordinates, one cell stands that is not accurate.
    """
    if not any(coefficients):
        return [CellPolynomial(start, stop, start, (Fraction(0),))]
    try:
        return _subdivided(coefficients, start, stop, relative=relative)
    except OverflowError:
        return [CellPolynomial(start, stop, start, (Fraction(0),), accurate=False)]


def _subdivided(
    coefficients: list[Fraction], start: Fraction, stop: Fraction, *, relative: bool
) -> list[CellPolynomial]:
    smallest = (stop - start) * _SMALLEST_CELL
    scale = _largest(coefficients, start, stop)
    done: list[CellPolynomial] = []
    open_cells = [(start, stop)]
    while open_cells:
        a, b = open_cells.pop()
        cell = _accepted(coefficients, a, b, None if relative else scale)
        if cell is None and b - a <= smallest:
            cell = CellPolynomial(a, b, a, tuple(shifted(coefficients, a)), accurate=False)
        if cell is not None:
            done.append(cell)
        else:
            middle = _dyadic_between(a, b)
            open_cells += [(middle, b), (a, middle)]
    return done


def line_of_cells(
    starts: list[Fraction], polynomials: list[list[Fraction] | None], *, relative: bool
) -> list[CellPolynomial]:
    """Cells for the whole line: polynomials[i] ends where polynomials[i + 1] begins, at starts[i].

    None stands for an arm that is no polynomial. Unbounded arms get one cell, expanded about
    their only end.
    """
    inner = starts or [Fraction(0)]
    # A cell's origin is kept as a double, so it has to be one: −2 + 2⁻⁵³ is not.
    cells = [_unbounded(polynomials[0], Fraction(float(inner[0] - 1)), inner[0])]
    following = polynomials[1:] if starts else polynomials
    for known, a, b in zip(following[:-1], inner[:-1], inner[1:], strict=True):
        cells += cells_of(known or [Fraction(0)], a, b, relative=relative)
    return [*cells, _unbounded(following[-1], inner[-1], inner[-1] + 1)]


def _unbounded(known: list[Fraction] | None, start: Fraction, stop: Fraction) -> CellPolynomial:
    if known is None or not any(known):
        return CellPolynomial(start, stop, start, (Fraction(0),))
    return CellPolynomial(start, stop, start, tuple(shifted(known, start)))


def _dyadic_between(a: Fraction, b: Fraction) -> Fraction:
    """A double close to the middle, so that the cell's border is exact in floating point."""
    return Fraction(float((a + b) / 2))


def _accepted(
    coefficients: list[Fraction], a: Fraction, b: Fraction, scale: float | None
) -> CellPolynomial | None:
    width = float(b - a)
    for origin in (a, b):
        local = shifted(coefficients, origin)
        terms = np.array([abs(float(c)) * width**k for k, c in enumerate(local)])
        weighted = float(np.dot(np.arange(1, len(terms) + 1), terms))
        if scale is None:
            if _keeps_relative_accuracy(local, origin == b, terms):
                return CellPolynomial(a, b, origin, tuple(local))
        elif weighted <= _TERM_BUDGET * scale or len(local) == 1:
            return CellPolynomial(a, b, origin, tuple(local))
        if scale is not None:
            return None
    return None


def _keeps_relative_accuracy(local: list[Fraction], mirrored: bool, terms: Any) -> bool:
    """No cancellation: equal signs in the local variable, or one dominating leading term."""
    if any(c and not _UNDERFLOWS < abs(c) < 1 / _UNDERFLOWS for c in local):
        return False
    signs = {(c > 0) if not (mirrored and k % 2) else (c < 0) for k, c in enumerate(local) if c}
    if len(signs) == 1:
        return True
    lead = int(np.flatnonzero(terms)[0])
    rest = float(np.sum(terms[lead + 1 :] * np.arange(1, len(terms) - lead)))
    return bool(rest <= terms[lead] * (1 - 1 / _RELATIVE_BUDGET))


def compile_cells(cells: list[CellPolynomial]) -> Callable[[Any], Any]:
    """A function that evaluates sorted, adjacent cells; outside them it extrapolates."""
    table = _coefficient_table(cells)
    borders = np.array([float(cell.start) for cell in cells] + [float(cells[-1].stop)])
    forward: Callable[[Any], Any] = PPoly.construct_fast(table, borders, extrapolate=True)
    if all(cell.origin == cell.start for cell in cells):
        return forward
    origins = np.array([float(cell.origin) for cell in cells])
    from_right = origins != borders[:-1]

    def evaluate(points: Any) -> Any:
        values = forward(points)
        cell = np.searchsorted(borders[1:-1], points, side="right")
        chosen = np.flatnonzero(from_right[cell])
        own = cell[chosen]
        distance = points[chosen] - origins[own]
        total = table[0][own]
        for row in table[1:]:
            total = total * distance + row[own]
        values[chosen] = total
        return values

    return evaluate


def _coefficient_table(cells: list[CellPolynomial]) -> Any:
    """One column per cell, highest power first, as PPoly has it."""
    order = max(len(cell.coefficients) for cell in cells)
    table = np.zeros((order, len(cells)))
    for i, cell in enumerate(cells):
        for k, value in enumerate(cell.coefficients):
            table[order - 1 - k, i] = float(value)
    return table
