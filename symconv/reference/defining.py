"""Values of a case held against its defining integral, enclosed: a way besides the closed form."""

from __future__ import annotations

import io
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np
import sympy

from symconv.enclosure import enclose_convolution, working_precision
from symconv.errors import SymconvError
from symconv.numeric.targets import target_of
from symconv.reference.arraycases import ARRAY
from symconv.reference.functioncases import grid_points, posed
from symconv.reference.keys import DTYPES

__all__ = ["disagreement", "enclosed_value"]

_CHECKED = 3
_BITS = (80, 160, 400)
_GUARD_BITS = 30


def disagreement(case: Mapping[str, Any], npz: bytes) -> str:
    """Where a stored value is not the rounded defining integral; "" if no difference is found.

    A few values of each case; only integrals over the line, rounded to a floating dtype.
    """
    if case["type"] == ARRAY or case["kind"] != "line" or case.get("dtype") not in DTYPES:
        return ""
    with np.load(io.BytesIO(npz), allow_pickle=False) as archive:
        values = archive["values"]
    points = grid_points(case)
    for k in sorted({j * (len(points) - 1) // (_CHECKED - 1) for j in range(_CHECKED)}):
        expected = enclosed_value(case, points[k])
        if expected is not None and expected != values[k]:
            return f"the value at {points[k]} is not the rounded defining integral {expected}"
    return ""


def enclosed_value(case: Mapping[str, Any], point: Fraction) -> Any:
    """The defining integral at a point, rounded correctly; None where its ball does not decide."""
    x = sympy.Symbol("x", real=True)
    f, g = posed(case, x)
    target, _, apart = target_of(np.dtype(case["dtype"]), None)
    place = sympy.Rational(point.numerator, point.denominator)
    for bits in _BITS:
        try:
            ball = enclose_convolution(
                f,
                g,
                x,
                place,
                bits=bits,
                op=case["op"],
                conjugate=case.get("conjugate", True),
                principal_value=case["principal_value"],
            )
        except SymconvError:
            return None
        with working_precision(bits + _GUARD_BITS):
            parts = [target.of_ball(part) for part in (ball.real, ball.imag)]
        if apart:
            if None not in parts:
                return complex(*parts)
        elif parts[0] is not None:
            return parts[0]
    return None
