"""A function on one period [0, P), written without saying anything outside."""

from __future__ import annotations

import itertools
from typing import Any

import sympy

from symconv.algebra.constants import expression, number
from symconv.algebra.distribution import Distribution
from symconv.algebra.elements import ZERO
from symconv.algebra.exppoly import ExpPoly
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.reading.cases import decided_sign
from symconv.reading.conditions import pieces
from symconv.writing import masses, write_exppoly

__all__ = ["arms_form", "window_form"]


def window_form(h: Distribution, t: Any, period: Any, facts: Facts) -> Any:
    """h on 0 <= t < period: one expression where one piece covers the period, else a Piecewise
    that is undefined outside, since the periodic continuation is meant there."""
    end = number(period)
    parts = _clipped(h, end, facts)
    inside = Distribution(
        mass={
            a: part
            for a, part in h.mass.items()
            if decided_sign(facts, a) >= 0 and decided_sign(facts, a - end) < 0
        }
    )
    if len(parts) == 1:
        return write_exppoly(parts[0][2], t) + masses(inside, t)
    written = [
        (
            write_exppoly(value, t, start),
            sympy.And(sympy.Ge(t, expression(start)), sympy.Lt(t, expression(stop))),
        )
        for start, stop, value in parts
    ]
    return sympy.Piecewise(*written) + masses(inside, t)


def _clipped(h: Distribution, end: Number, facts: Facts) -> list[tuple[Number, Number, ExpPoly]]:
    """The pieces that meet [0, end), as (start, stop, value)."""
    parts = pieces(h, facts)
    found = []
    for index, (start, value) in enumerate(parts):
        stop = parts[index + 1][0] if index + 1 < len(parts) else None
        low = start if start is not None and decided_sign(facts, start) > 0 else ZERO
        high = stop if stop is not None and decided_sign(facts, stop - end) < 0 else end
        if decided_sign(facts, high - low) > 0:
            found.append((low, high, value))
    return found


def arms_form(total: Any, t: Any, period: Any) -> Any:
    """A sum of Piecewise terms on [0, period): one arm between neighbouring break points.

    With symbolic break points the sum stays as it is, inside the window.
    """
    relations = total.atoms(sympy.core.relational.Relational)
    ends = {relation.lhs - relation.rhs for relation in relations}
    points = {sympy.Integer(0), period}
    points |= {t - end if end.coeff(t) == 1 else t + end for end in ends}
    if not all(point.is_Rational for point in points):
        return sympy.Piecewise((total, (t >= 0) & (t < period)))
    inside = sorted(point for point in points if 0 <= point <= period)
    arms = []
    for low, high in itertools.pairwise(inside):
        middle = (low + high) / 2
        chosen = {node: _arm_at(node, t, middle) for node in total.atoms(sympy.Piecewise)}
        arms.append((total.xreplace(chosen), sympy.And(t >= low, t < high)))
    return sympy.Piecewise(*arms)


def _arm_at(node: Any, t: Any, point: Any) -> Any:
    for value, condition in node.args:
        if condition.subs(t, point) == sympy.true:
            return value
    return sympy.nan
