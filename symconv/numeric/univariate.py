"""An expression in one variable compiled piece by piece: a binary search selects the arm.

Polynomial pieces run through compiled cells in local coordinates (`polynomial`), all others
through `arms`. Conditions are decided once, exactly, when the function is built, so no inactive
branch is computed and no warning can come from one.
"""

from __future__ import annotations

from fractions import Fraction
from math import inf
from typing import Any

import numpy as np
import sympy as sp

from symconv.errors import InvalidInput
from symconv.numeric.arms import Arm, compile_arm
from symconv.numeric.branches import compare
from symconv.numeric.doubles import nearest_double
from symconv.numeric.pieces import slice_expression
from symconv.numeric.pointwise import constant_double
from symconv.numeric.polynomial import compile_cells, exact_coefficients, line_of_cells
from symconv.numeric.rounding import round_exact

__all__ = ["Univariate"]


class Univariate:
    """The pieces of an expression in x alone, compiled."""

    def __init__(self, expr: sp.Expr, x: sp.Symbol, relative: bool):
        self._expr, self._x = expr, x
        pieces = slice_expression(expr, x)
        self._starts = [_border(p, i, pieces) for i, p in enumerate(pieces.breaks)]
        self._patches = [
            (nearest_double(p), _patch_value(v))
            for i, (p, v) in enumerate(zip(pieces.breaks, pieces.values, strict=True))
            if _needs_patch(i, pieces)
        ]
        self._edges = np.array([float(s) for s in self._starts])
        self._gaps = [i for i, arm in enumerate(pieces.arms) if arm is sp.nan and pieces.breaks]
        coefficients = [exact_coefficients(arm, x) for arm in pieces.arms]
        for end in (0, -1):  # no largest value limits the error where a polynomial grows for ever
            if pieces.arms[end].has(x):
                coefficients[end] = None
        self._cells = self._compile_cells([c and c[0] for c in coefficients], relative)
        self._arms: dict[int, Arm] = {
            i: compile_arm(pieces.arms[i], x, self._range(i), relative)
            for i, known in enumerate(coefficients)
            if known is None and i not in self._gaps
        }
        self._complex = any(arm.is_complex for arm in self._arms.values()) or any(
            isinstance(value, complex) for _, value in self._patches
        )
        self._single = self._arms[0] if len(pieces.arms) == 1 and self._arms else None

    def _range(self, i: int) -> tuple[float, float]:
        edges = [-np.inf, *self._edges.tolist(), np.inf]
        return edges[i], edges[i + 1]

    def _compile_cells(self, polynomials: list[Any], relative: bool) -> Any:
        if not any(p is not None for p in polynomials):
            return None
        cells = line_of_cells(self._starts, polynomials, relative=relative)
        weak = [(float(c.start), float(c.stop)) for c in cells if not c.accurate]
        ends = [float(p[0]) if p else np.nan for p in (polynomials[-1], polynomials[0])]
        return _Cells(compile_cells(cells), (ends[0], ends[1]), weak, self._expr, self._x)

    def __call__(self, x: Any) -> Any:
        """The values at a flat array of floats or complex numbers."""
        if x.dtype.kind == "c":
            return self._at_complex(x)
        if self._single is not None:
            return self._single(x)
        values = np.full(x.shape, np.nan) if self._cells is None else self._cells(x)
        if self._arms or self._gaps or self._complex:
            values = self._fill_arms(x, values)
        for point, value in self._patches:
            values[x == point] = value
        return values

    def _fill_arms(self, x: Any, values: Any) -> Any:
        if self._complex:
            values = values.astype(complex)
        index = np.searchsorted(self._edges, x, side="right")
        for i, arm in self._arms.items():
            chosen = np.flatnonzero(index == i)
            if chosen.size:
                values[chosen] = arm(x[chosen])
        values[np.isin(index, self._gaps) | np.isnan(x)] = np.nan
        return values

    def _at_complex(self, x: Any) -> Any:
        if len(self._starts):
            raise InvalidInput(
                "an expression with break points needs real x: complex numbers have no order"
            )
        if self._single is not None:
            return self._single(x)
        return self._cells(x.real) + 0j


class _Cells:
    """The compiled cells, with infinities and cells of low relative accuracy put right."""

    def __init__(
        self,
        evaluate: Any,
        at_infinity: tuple[float, float],
        weak: list[tuple[float, float]],
        expr: Any,
        x: Any,
    ):
        self._evaluate, self._at_infinity = evaluate, at_infinity
        self._weak, self._expr, self._x = weak, expr, x

    def __call__(self, x: Any) -> Any:
        values = self._evaluate(x)
        lost = np.zeros(x.shape, dtype=bool)
        if not np.isfinite(values.sum()):
            lost = ~np.isfinite(values) & np.isfinite(x)
            values[x == np.inf], values[x == -np.inf] = self._at_infinity
        for start, stop in self._weak:
            lost |= (x >= start) & (x < stop)
        if lost.any():
            values[lost] = round_exact(self._expr, self._x, x[lost], timeout=inf)
        return values


def _border(point: sp.Expr, i: int, pieces: Any) -> Fraction:
    """The first double that belongs to the right-hand arm."""
    near = nearest_double(point)
    order = compare(sp.Rational(near), point)
    if order < 0 or (order == 0 and _owner(i, pieces) == "left"):
        near = float(np.nextafter(near, np.inf))
    return Fraction(near)


def _owner(i: int, pieces: Any) -> str:
    """Which neighbour has the expression's own value at break i ("both", "neither")."""
    point, value = pieces.breaks[i], pieces.values[i]
    right = _equal(pieces.arms[i + 1].subs(pieces.x, point), value)
    if right:
        return "right"
    return "left" if _equal(pieces.arms[i].subs(pieces.x, point), value) else "neither"


def _needs_patch(i: int, pieces: Any) -> bool:
    point = pieces.breaks[i]
    exactly = compare(sp.Rational(nearest_double(point)), point) == 0
    return exactly and _owner(i, pieces) == "neither"


def _patch_value(value: sp.Expr) -> Any:
    """The double nearest to a constant; NaN where it is none that balls show."""
    if value.is_infinite and value.is_extended_real:
        return float(value)
    number = constant_double(value)
    return number if number.imag else number.real


def _equal(left: sp.Expr, right: sp.Expr) -> bool:
    return bool(left == right or sp.expand(left - right) == 0)
