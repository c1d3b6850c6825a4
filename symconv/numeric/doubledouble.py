"""Piecewise polynomials in double-double arithmetic, with an error bound for a rounding test.

A value is an unevaluated sum hi + lo of two doubles. The operations are the error-free
transformations of Dekker and Knuth; they need no fused multiply-add and no wider type, so the
results are the same on every IEEE machine. A bound of the total error goes with the values; where
it, or an underflow of an error term, leaves the rounding open, the caller computes exactly.

References
----------
T. J. Dekker, A floating-point technique for extending the available precision, Numer. Math. 18
(1971). N. J. Higham, Accuracy and Stability, 2nd ed., section 4.3 and problem 27.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from symconv.numeric.polynomial import CellPolynomial

__all__ = ["DoubleDoubleCells"]

_SPLITTER = 134217729.0
_STEP_ERROR = 2.0**-100
_FLOOR = 1e-290
_CEILING = 1e290
_CHUNK = 1 << 14


def _two_sum(a: Any, b: Any) -> tuple[Any, Any]:
    total = a + b
    shadow = total - a
    return total, (a - (total - shadow)) + (b - shadow)


def _quick_two_sum(a: Any, b: Any) -> tuple[Any, Any]:
    total = a + b
    return total, b - (total - a)


def _split(a: Any) -> tuple[Any, Any]:
    scaled = _SPLITTER * a
    high = scaled - (scaled - a)
    return high, a - high


def _split_product(a: Any, halves: Any, b: Any) -> tuple[Any, Any]:
    """a b and its rounding error; `halves` is the split of a."""
    product = a * b
    a_high, a_low = halves
    b_high, b_low = _split(b)
    return product, ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low


class DoubleDoubleCells:
    """Sorted cells of a piecewise polynomial whose coefficients are kept as double-doubles."""

    def __init__(self, cells: list[CellPolynomial]):
        order = max(len(cell.coefficients) for cell in cells)
        self._order = order
        self._borders = np.array([float(cell.start) for cell in cells[1:]])
        self._origins = np.array([float(cell.origin) for cell in cells])
        self._high = np.zeros((order, len(cells)))
        self._low = np.zeros((order, len(cells)))
        for i, cell in enumerate(cells):
            for k, value in enumerate(cell.coefficients):
                self._high[k, i] = float(value)
                self._low[k, i] = float(value - Fraction(self._high[k, i]))
        self._size = np.abs(self._high)

    def __call__(self, x: Any) -> tuple[Any, Any, Any]:
        """(hi, lo, bound): the value is within `bound` of hi + lo, or `bound` is not finite."""
        parts = [self._chunk(x[i : i + _CHUNK]) for i in range(0, len(x), _CHUNK)]
        if not parts:
            return np.empty(0), np.empty(0), np.empty(0)
        high, low, bound = (np.concatenate(column) for column in zip(*parts, strict=True))
        return high, low, bound

    def _chunk(self, x: Any) -> tuple[Any, Any, Any]:
        cell = np.searchsorted(self._borders, x, side="right")
        s_high, s_low = _two_sum(x, -self._origins[cell])
        halves = _split(s_high)
        distance = np.abs(s_high)
        top = self._order - 1
        high, low, size = self._high[top][cell], self._low[top][cell], self._size[top][cell]
        for k in range(top - 1, -1, -1):
            product, error = _split_product(s_high, halves, high)
            error = error + (s_high * low + s_low * high)
            total, rest = _two_sum(product, self._high[k][cell])
            high, low = _quick_two_sum(total, rest + (error + self._low[k][cell]))
            size = size * distance + self._size[k][cell]
        bound = (2 * self._order + 2) * _STEP_ERROR * size
        safe = (size < _CEILING) & (distance < _CEILING)
        return high, low, np.where(safe, bound + _FLOOR * (bound > 0), np.inf)
