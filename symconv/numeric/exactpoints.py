"""The points at which values are rounded: doubles where they are doubles, else exact fractions."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp

from symconv.errors import InvalidInput
from symconv.exactnumbers import exact
from symconv.listing import shown

__all__ = ["array_of", "exact_fraction", "exact_points"]


def array_of(values: Any, role: str) -> Any:
    """numpy.asarray for shapes and masks that lose nothing."""
    if isinstance(values, np.ma.MaskedArray):
        raise InvalidInput(f"{role} is a masked array; pass its filled() or compressed() values")
    try:
        return np.asarray(values)
    except ValueError as error:
        raise InvalidInput(f"{role} is no array: its rows differ in length") from error


def exact_points(points: Any) -> tuple[Any, tuple[int, ...]]:
    """A flat float64 array, or a flat object array of exact Fractions."""
    array = points if isinstance(points, np.ndarray) else np.array(points, dtype=object)
    array = array_of(array, "points")
    if array.dtype == object:
        kinds = {type(p) for p in array.reshape(-1)}
        if kinds <= {float, np.float64, np.float32, np.float16}:
            array = array.astype(float)
    if array.dtype.kind == "f" and array.dtype.itemsize <= 8:
        flat = array.astype(float).reshape(-1)
        if not np.isfinite(flat).all():
            bad = flat[~np.isfinite(flat)][0]
            raise InvalidInput(f"the point {bad} is not a finite number")
        return flat, array.shape
    fractions = [exact_fraction(p) for p in array.reshape(-1)]
    if all(_is_double(p) for p in fractions):
        return np.array([float(p) for p in fractions]), array.shape
    flat = np.empty(array.size, dtype=object)
    flat[:] = fractions
    return flat, array.shape


def _is_double(point: Fraction) -> bool:
    """Whether the fraction is a double: the fast paths then apply."""
    return point.numerator.bit_length() <= 1000 and Fraction(float(point)) == point


def exact_fraction(point: Any) -> Fraction:
    """The fraction that a number is; InvalidInput where it is none."""
    if isinstance(point, sp.Float):
        point = exact(point)
    if isinstance(point, sp.Rational):
        return Fraction(int(point.p), int(point.q))
    try:
        return Fraction(point) if not isinstance(point, np.integer) else Fraction(int(point))
    except (TypeError, ValueError, OverflowError) as error:
        raise InvalidInput(f"the point {shown(point)} is not an exact real number") from error
