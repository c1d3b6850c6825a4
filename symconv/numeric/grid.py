"""Grids and samples: discretise says where every sample lies, also after a convolution."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import inf
from typing import Any

import numpy as np
import sympy as sp

from symconv.deciding import constants
from symconv.deciding.constants import order
from symconv.deciding.sides import Open, sides
from symconv.deciding.smoothness import is_smooth
from symconv.enclosure import enclose_expr, enclose_integral
from symconv.errors import InvalidInput, Unresolved
from symconv.exactnumbers import exact
from symconv.numeric.pieces import Pieces, exact_expression, slice_expression
from symconv.numeric.polynomial import exact_coefficients
from symconv.numeric.rounding import round_exact, round_pieces
from symconv.numeric.ziv import NeedsComplex
from symconv.operators.inputs import check_symbols, shown

__all__ = ["LARGEST_GRID", "RULES", "Grid", "discretise", "doubles_at", "exact_number"]

RULES = ("midpoint", "left", "trapezoid", "average")
LARGEST_GRID = 10_000_000


@dataclass(frozen=True)
class Grid:
    """Equidistant samples: sample k lies at `first + k step`; exact rationals.

    `rule` says what a sample is; for an output grid it is "points".
    """

    first: Fraction
    step: Fraction
    size: int
    rule: str

    @property
    def points(self) -> Any:
        """The positions as correctly rounded float64."""
        return np.array([float(p) for p in self.exact_points])

    @property
    def exact_points(self) -> list[Fraction]:
        """The positions as exact fractions."""
        return [self.first + k * self.step for k in range(self.size)]

    @property
    def origin(self) -> Fraction:
        """The index at which 0 lies; a fraction if no sample lies there."""
        return -self.first / self.step

    def convolved(self, other: Grid) -> Grid:
        """The grid of the full discrete convolution of samples on self and on other."""
        self._check_step(other)
        return Grid(self.first + other.first, self.step, self.size + other.size - 1, "points")

    def correlated(self, other: Grid) -> Grid:
        """The grid of all lags t of sum conj(a[n]) v[n + k]; self carries a, other carries v."""
        self._check_step(other)
        last = self.first + (self.size - 1) * self.step
        return Grid(other.first - last, self.step, self.size + other.size - 1, "points")

    def _check_step(self, other: Grid) -> None:
        if self.step != other.step:
            raise InvalidInput(f"the grids have different steps: {self.step} and {other.step}")


def discretise(
    f: sp.Expr, x: sp.Symbol, start: Any, stop: Any, step: Any, rule: str = "midpoint"
) -> tuple[Grid, Any]:
    """Sample f on the cells [start + k step, start + (k + 1) step) that begin before stop.

    samples[k] = f(start + (k + 1/2) step) by the rule "midpoint", f(start + k step) by "left", the
    integral over the cell divided by the step by "average".

    Hypotheses
    ----------
    f is a function of x alone, finite at the sampled points; integrable for "average".

    Parameters
    ----------
    f : Expr in x
    x : Symbol
    start, stop, step : exact numbers or floats (read as their shortest decimals)
    rule : {"midpoint", "left", "trapezoid", "average"}
        The value in the middle of each cell; at its left end; there, but the mean of both
        one-sided limits at a jump; the average over the cell.

    Returns
    -------
    (Grid, samples)
        Every sample is the exact value, correctly rounded to float64 or complex128.

    Raises
    ------
    InvalidInput
        For a point mass, an unknown rule, an empty or oversized range.
    Unresolved
        A sample has no finite value, as 1/sqrt(x) at 0.

    Examples
    --------
    >>> from sympy import Symbol, Heaviside
    >>> x = Symbol("x", real=True)
    >>> grid, samples = discretise(x * Heaviside(x), x, -1, 1, "0.5")
    >>> grid.points.tolist(), samples.tolist()
    ([-0.75, -0.25, 0.25, 0.75], [0.0, 0.0, 0.25, 0.75])
    >>> grid.convolved(grid).origin
    Fraction(3, 1)
    >>> discretise(x, x, 0, 1, 0)
    Traceback (most recent call last):
    symconv.errors.InvalidInput: step must be positive, not 0
    """
    check_symbols(x)
    if not isinstance(rule, str) or rule not in RULES:
        raise InvalidInput(f"rule must be one of {', '.join(RULES)}, not {shown(rule)}")
    begin, end, width = (
        exact_number(n, v) for n, v in (("start", start), ("stop", stop), ("step", step))
    )
    if width <= 0:
        raise InvalidInput(f"step must be positive, not {width}")
    if end <= begin:
        raise InvalidInput(f"stop must lie above start, but {end} <= {begin}")
    size = -((begin - end) // width)
    if size > LARGEST_GRID:
        raise InvalidInput(f"{size} samples are more than {LARGEST_GRID}")
    offset = width / 2 if rule in ("midpoint", "average") else Fraction(0)
    grid = Grid(begin + offset, width, int(size), rule)
    return grid, samples(exact_expression(f, "f"), x, grid)


def exact_number(name: str, value: Any) -> Fraction:
    """A rational input; floats and decimal texts are read as the decimals they show."""
    try:
        if isinstance(value, sp.Basic):
            number = exact(value)
            if not number.is_Rational:
                raise TypeError
            return Fraction(int(number.p), int(number.q))
        if isinstance(value, float | np.floating):
            return Fraction(repr(float(value)))
        return Fraction(int(value) if isinstance(value, np.integer) else value)
    except (TypeError, ValueError, OverflowError) as error:
        raise InvalidInput(f"{name} must be a rational number, not {shown(value)}") from error


def samples(f: sp.Expr, x: sp.Symbol, grid: Grid) -> Any:
    """The samples of f on the grid by the grid's rule."""
    points = grid.exact_points
    if grid.rule == "average":
        return _averages(f, x, grid)
    if grid.rule == "trapezoid":
        pieces = _mean_at_jumps(slice_expression(f, x), points)
        return _real_or_complex(f, lambda dtype: round_pieces(pieces, points, dtype))
    return doubles_at(f, x, points)


def doubles_at(f: sp.Expr, x: sp.Symbol, points: Sequence[Fraction]) -> Any:
    """f at the points, correctly rounded; where that stays open, as at a part that is a hidden 0,
    within one unit of |f|, or 2^−60 where all of f is such a zero.
    """
    try:
        return _real_or_complex(f, lambda dtype: round_exact(f, x, points, dtype, timeout=inf))
    except Unresolved as reason:
        try:
            return np.array([_number(enclose_expr(f, {x: sp.Rational(p)}, 60)) for p in points])
        except Unresolved:
            raise reason from None


def _real_or_complex(f: sp.Expr, rounded: Callable[[Any], Any]) -> Any:
    """By complex doubles where f holds I, or has a value that is not real."""
    if f.has(sp.I):
        return np.asarray(rounded(np.complex128))
    try:
        return np.asarray(rounded(np.float64))
    except NeedsComplex:
        return np.asarray(rounded(np.complex128))


def _number(ball: Any) -> complex | float:
    value = complex(float(ball.real.mid()), float(ball.imag.mid()))
    return value if value.imag else value.real


def _mean_at_jumps(pieces: Pieces, points: Sequence[Fraction]) -> Pieces:
    """The same function with the mean of its one-sided limits at every break point.

    Grid points in an arm that is not decided to be smooth are break points too: floor has jumps.
    """
    breaks, arms, means = [], [pieces.arms[0]], []
    for i, arm in enumerate(pieces.arms):
        low, high = (pieces.breaks[i - 1] if i else None), (*pieces.breaks, None)[i]
        if not is_smooth(arm, pieces.x, low, high):
            for point in map(sp.Rational, points):
                if (low is None or order(low, point) == -1) and (
                    high is None or order(point, high) == -1
                ):
                    breaks.append(point)
                    means.append(_mean(arm, arm, pieces.x, point))
                    arms.append(arm)
        if high is not None:
            breaks.append(high)
            means.append(_mean(arm, pieces.arms[i + 1], pieces.x, high))
            arms.append(pieces.arms[i + 1])
    return Pieces(pieces.x, tuple(breaks), tuple(arms), tuple(means))


def _mean(left: sp.Expr, right: sp.Expr, x: sp.Symbol, point: sp.Expr) -> sp.Expr:
    """The mean of what the left arm tends to from the left, and the right one from the right."""
    return (_beside(left, x, point)[0] + _beside(right, x, point)[1]) / 2


def _beside(arm: sp.Expr, x: sp.Symbol, point: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    """The limits of an arm from the left and right of a break point: it may have its own jump."""
    try:
        known = sides(arm, x, point, constants.sign, 0)
        return known.derivative(known.left, 0), known.derivative(known.right, 0)
    except Open:
        raise InvalidInput(f"no finite one-sided limits are known at {x} = {point}") from None


def _averages(f: sp.Expr, x: sp.Symbol, grid: Grid) -> Any:
    pieces = slice_expression(f, x)
    known = [exact_coefficients(arm, x) for arm in pieces.arms]
    edges = [grid.first - grid.step / 2 + k * grid.step for k in range(grid.size + 1)]
    if all(k is not None and k[1] for k in known) and all(b.is_Rational for b in pieces.breaks):
        primitive = _Primitive(pieces, [k[0] for k in known if k is not None])
        areas = [primitive(edge) for edge in edges]
        return np.array([float((b - a) / grid.step) for a, b in pairwise(areas)])
    values = []
    for a, b in pairwise(edges):
        ball = enclose_integral(f, x, sp.Rational(a), sp.Rational(b), bits=60)
        values.append(_number(ball) / float(grid.step))
    return np.array(values)


class _Primitive:
    """An exact antiderivative of a piecewise polynomial, continuous, with rational values."""

    def __init__(self, pieces: Pieces, coefficients: list[list[Fraction]]):
        self._breaks = [Fraction(int(b.p), int(b.q)) for b in pieces.breaks]
        self._parts = [
            [Fraction(0), *(c / (k + 1) for k, c in enumerate(part))] for part in coefficients
        ]
        self._shift = [Fraction(0)]
        for i, b in enumerate(self._breaks):
            step = _evaluate(self._parts[i], b) - _evaluate(self._parts[i + 1], b)
            self._shift.append(self._shift[-1] + step)

    def __call__(self, point: Fraction) -> Fraction:
        index = sum(1 for b in self._breaks if b <= point)
        return _evaluate(self._parts[index], point) + self._shift[index]


def _evaluate(ascending: list[Fraction], point: Fraction) -> Fraction:
    value = Fraction(0)
    for c in reversed(ascending):
        value = value * point + c
    return value
