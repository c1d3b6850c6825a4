"""Contributions to a result: expressions in t on intervals, added up and written in pieces."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sympy

from symconv.algebra.constants import expression
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.reading.conditions import sorted_points
from symconv.writing.collecting import collected

__all__ = ["Part", "heaviside_sum", "mirrored", "piecewise_sum"]


@dataclass(frozen=True)
class Part:
    """`expr` for lower <= t < upper, else 0; None for an infinite end."""

    lower: Number | None
    upper: Number | None
    expr: Any


def mirrored(parts: Iterable[Part], t: Any) -> list[Part]:
    """The parts at −t."""
    return [
        Part(
            None if part.upper is None else -part.upper,
            None if part.lower is None else -part.lower,
            _positive_bases(part.expr.subs(t, -t)),
        )
        for part in parts
    ]


def _positive_bases(expr: Any) -> Any:
    """(−u)^n = (−1)^n u^n for symbolic integers n."""

    def is_turned(node: Any) -> bool:
        if not (isinstance(node, sympy.Pow) and node.exp.is_integer and node.exp.free_symbols):
            return False
        return bool(node.base.could_extract_minus_sign()) and node.base != -1

    def turn(node: Any) -> Any:
        whole, rest = node.exp.as_coeff_Add()
        return (-1) ** whole * (-1) ** rest * (-node.base) ** node.exp

    return expr.replace(is_turned, turn)


def piecewise_sum(parts: list[Part], t: Any, facts: Facts) -> Any:
    """Σ parts as one Piecewise with half-open pieces.

    Raises Split where the order of two ends is open.
    """
    ends = dict.fromkeys(
        end for part in parts for end in (part.lower, part.upper) if end is not None
    )
    ordered: list[Number | None] = [None, *sorted_points(tuple(ends), facts), None]
    position = {end: index for index, end in enumerate(ordered) if end is not None}
    arms: list[tuple[Any, Any]] = []
    for index in range(len(ordered) - 1):
        active = [part.expr for part in parts if _covers(part, index, position, len(ordered))]
        arms.append((_shorter(_tidy(sympy.Add(*active)), t), index))
    return _written(arms, ordered, t)


def _covers(part: Part, index: int, position: dict[Number, int], count: int) -> bool:
    first = 0 if part.lower is None else position[part.lower]
    last = count - 1 if part.upper is None else position[part.upper]
    return first <= index < last


def _shorter(expr: Any, t: Any) -> Any:
    """Roots, arcsines and polynomials collected, where that shortens the expression."""
    if not expr.has(sympy.asin) and not expr.is_polynomial(t):
        return expr
    gathered = collected(expr, t)
    return gathered if gathered.count_ops() < expr.count_ops() else expr


def _tidy(expr: Any) -> Any:
    """With sines and cosines where that removes the imaginary unit."""
    if not expr.has(sympy.I):
        return expr
    waves = expr.replace(
        lambda node: isinstance(node, sympy.exp) and node.args[0].has(sympy.I), _euler
    )
    real = sympy.expand(waves)
    return expr if real.has(sympy.I) else real


def _euler(wave: Any) -> Any:
    """e^{u + iv} = e^u (cos v + i sin v)."""
    argument = sympy.expand(wave.args[0])
    angle = argument.coeff(sympy.I, 1)
    rest = sympy.expand(argument - sympy.I * angle)
    return sympy.exp(rest) * (sympy.cos(angle) + sympy.I * sympy.sin(angle))


def _written(arms: list[tuple[Any, int]], ordered: list[Number | None], t: Any) -> Any:
    merged: list[tuple[Any, int, int]] = []
    for value, index in arms:
        if merged and merged[-1][0] == value:
            merged[-1] = (value, merged[-1][1], index + 1)
        else:
            merged.append((value, index, index + 1))
    written = []
    takes_end = False  # whether the arm on the left takes the point where this one starts
    for place, (value, first, last) in enumerate(merged):
        if value == 0:
            takes_end = False
            continue
        low, high = ordered[first], ordered[last]
        conditions = []
        if low is not None:
            start = expression(low)
            is_open = takes_end or (
                not _is_finite_at(value, t, start) and merged[place - 1][0] == 0
            )
            conditions.append(sympy.Gt(t, start) if is_open else sympy.Ge(t, start))
        takes_end = False
        if high is not None:
            stop = expression(high)
            after = merged[place + 1][0]
            takes_end = (
                after != 0 and not _is_finite_at(after, t, stop) and _is_finite_at(value, t, stop)
            )
            conditions.append(sympy.Le(t, stop) if takes_end else sympy.Lt(t, stop))
        written.append((value, sympy.And(*conditions)))
    if len(written) == len(merged):
        written[-1] = (written[-1][0], sympy.true)
    else:
        written.append((sympy.Integer(0), sympy.true))
    return written[0][0] if len(written) == 1 else sympy.Piecewise(*written)


def _is_finite_at(value: Any, t: Any, point: Any) -> bool:
    at_end = value.subs(t, point)
    return bool(at_end.is_finite and not at_end.has(sympy.nan, sympy.zoo, sympy.oo))


def heaviside_sum(parts: list[Part], t: Any) -> Any:
    """Σ parts with one-sided steps; needs no order of the ends."""
    total = sympy.Integer(0)
    for part in parts:
        window = sympy.Integer(1)
        if part.lower is not None:
            window = sympy.Heaviside(t - expression(part.lower))
            if part.upper is not None:
                window -= sympy.Heaviside(t - expression(part.upper))
        elif part.upper is not None:
            window = sympy.Heaviside(expression(part.upper) - t)
        total += part.expr * window
    return _tidy(total)
