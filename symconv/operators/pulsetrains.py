"""Σ φ(x − kq) over all integers k: a periodic function, and what of it lies in one period."""

from __future__ import annotations

from typing import Any

import sympy

from symconv.algebra.constants import expression
from symconv.algebra.signs import Facts
from symconv.errors import InvalidInput, NoClosedForm
from symconv.operators.boundnames import Closed
from symconv.reading import OutsideClass, Split, read
from symconv.reading.conditions import sorted_points

__all__ = ["pulses_on"]

_MOST_PULSES = 24  # in one period
_MOST_TERMS = 200


def pulses_on(term: Any, x: Any, period: Any, facts: Facts) -> Any:
    """Of a constant times a sealed Σ_k φ(x − kP/m), bounded pulses φ: those that meet [0, P).

    None where the term is no such sum. Raises NoClosedForm where φ is not known to be bounded.
    """
    weight, train = term.as_independent(x, as_Add=False)
    if not isinstance(train, Closed) or not period.is_number:
        return None
    opened = train.opened()
    if not isinstance(opened, sympy.Sum) or len(opened.limits) != 1:
        return None
    index, low, high = opened.limits[0]
    if (low, high) != (-sympy.oo, sympy.oo):
        return None
    body = opened.function
    count = _count(body, x, index, period)
    if count is None:
        return None
    ends = _support(body.xreplace({index: sympy.S.Zero}), x, facts)
    if ends is None:
        message = f"{opened} is periodic, and its terms are not read as bounded pulses"
        raise NoClosedForm(message, tried=(f"circular: {message}",))
    step = period / count
    first, last = sympy.ceiling(-ends[1] / step), sympy.floor((period - ends[0]) / step)
    if not (first.is_Integer and last.is_Integer) or last - first > _MOST_TERMS:
        return None
    numbers = range(int(first), int(last) + 1)
    return weight * sympy.Add(*(body.xreplace({index: sympy.Integer(k)}) for k in numbers))


def _count(body: Any, x: Any, index: Any, period: Any) -> int | None:
    """m with body(x + P, k + m) = body(x, k), decided by the form of both."""
    plain = sympy.expand(body)
    for count in range(1, _MOST_PULSES + 1):
        moved = body.subs({index: index + count, x: x + period}, simultaneous=True)
        if sympy.expand(moved) == plain:
            return count
    return None


def _support(pulse: Any, x: Any, facts: Facts) -> tuple[Any, Any] | None:
    """The ends of a bounded support, by the exact reader; None where there are none."""
    try:
        value = read(pulse, x, facts)
        points = sorted_points((*value.right, *value.mass), facts)
    except (OutsideClass, Split, InvalidInput):
        return None
    last = value.line
    for point, part in value.right.items():
        last = last + part.recentred(-point)
    if value.line or last or not points:
        return None
    low, high = expression(points[0]), expression(points[-1])
    return (low, high) if low.is_number and high.is_number else None
