"""A distribution as an ordered Piecewise, or as a sum of one-sided terms, with its masses."""

from __future__ import annotations

from typing import Any

import sympy

from symconv.algebra.constants import expression
from symconv.algebra.distribution import Distribution
from symconv.algebra.elements import ZERO
from symconv.algebra.signs import Facts
from symconv.deadline import check
from symconv.reading.conditions import pieces
from symconv.writing.building import between, piecewise
from symconv.writing.terms import write_exppoly

__all__ = ["heaviside_form", "in_arms", "masses", "piecewise_form"]


def piecewise_form(h: Distribution, t: Any, facts: Facts) -> Any:
    """h as Piecewise with half-open pieces [a, b) in order, plus its point masses.

    Raises Split where the order of two break points is open.
    """
    parts = pieces(h, facts)
    ends = [*(None if start is None else expression(start) for start, _ in parts), None]
    written: list[tuple[Any, Any]] = []
    has_zero = False
    for index, (start, value) in enumerate(parts):
        stop = parts[index + 1][0] if index + 1 < len(parts) else None
        check("writing the pieces")
        if not value:
            has_zero = True
            continue
        center = start if start is not None else (stop if stop is not None else ZERO)
        written.append((write_exppoly(value, t, center), between(t, ends[index], ends[index + 1])))
    if has_zero:
        written.append((sympy.Integer(0), sympy.true))
    else:
        written[-1] = (written[-1][0], sympy.true)
    smooth = piecewise(written)
    return smooth + masses(h, t) if h.mass else smooth


def heaviside_form(h: Distribution, t: Any) -> Any:
    """h as line + Σ (local function)·Heaviside(t − a), plus its point masses; needs no order."""
    total = write_exppoly(h.line, t) if h.line else sympy.Integer(0)
    for a, part in h.right.items():
        local = t - expression(a)
        total += write_exppoly(part, local) * sympy.Heaviside(local)
    return total + masses(h, t)


def masses(h: Distribution, t: Any) -> Any:
    """The point masses Σ c e^β δ^{(k)}(t − a)."""
    total = sympy.Integer(0)
    for a, part in h.mass.items():
        for key, k, c in part.items():
            weight = expression(c) * sympy.exp(expression(key.beta))
            local = t - expression(a)
            total += weight * (sympy.DiracDelta(local, k) if k else sympy.DiracDelta(local))
    return total


def in_arms(arms: list[tuple[Any, Any]]) -> Any:
    """The only value, or the Piecewise of (value, condition)."""
    return arms[0][0] if len(arms) == 1 else sympy.Piecewise(*arms)
