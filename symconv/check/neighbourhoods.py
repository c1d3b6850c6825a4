"""Balls of an expression near a point: two that are disjoint show a difference of positive measure.

Equality is meant almost everywhere, and an expression may take any value at a single point. So what
is enclosed for a refutation is the image of a small neighbourhood and not the value at the point.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flint import acb, arb

from symconv.enclosure import enclose_expr, working_precision
from symconv.errors import InvalidInput, Unresolved
from symconv.values.enclosing import number_ball

__all__ = ["REFUSED", "near"]

REFUSED = (Unresolved, InvalidInput, NotImplementedError)
_GUARD = 64


def near(expr: Any, point: Mapping[Any, Any], bits: int) -> Any:
    """A ball of all values of the expression near an exact point, one number for each variable.

    Raises Unresolved and InvalidInput as `enclose_expr` does.
    """
    exponent = 2 * bits + _GUARD
    with working_precision(exponent + _GUARD):
        width = arb(0, arb(2) ** -exponent)
        balls = {symbol: acb(number_ball(value).real + width) for symbol, value in point.items()}
    return enclose_expr(expr, balls, bits)
