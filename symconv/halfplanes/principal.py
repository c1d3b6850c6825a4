"""Principal values at simple real poles: the real part of the boundary value, on pieces.

PV ∫ f(y)/(z − y) dy is the mean of the two boundary values of S, which are conjugate (Plemelj).
"""

from __future__ import annotations

from typing import Any

import sympy

from symconv.algebra.constants import expression, number
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.deadline import check
from symconv.halfplanes.table import Density
from symconv.halfplanes.writing import written
from symconv.reading.conditions import sorted_points

__all__ = ["on_pieces"]


def on_pieces(
    found: list[Density], poles: dict[Number, Number], smooth: Any, t: Any, facts: Facts
) -> Any:
    """smooth + Σ c·PV ∫ f(y)/(t − p − y) dy; a singular point belongs to the piece it ends."""
    places = [(pole, number(q)) for pole in poles for part in found for q in _places(part)]
    points = sorted_points(tuple(dict.fromkeys(pole + q for pole, q in places)), facts)
    ranks = {point: rank for rank, point in enumerate(points)}
    values = []
    for index in range(len(points) + 1):
        total = smooth
        for pole, c in poles.items():
            check("adding the principal values")

            def side(place: Any, pole: Number = pole, index: int = index) -> int:
                return 1 if ranks[pole + number(place)] < index else -1

            for part in found:
                transform: Any = part.transform
                value = transform.on_line(t - expression(pole), side)
                total += part.weight * expression(c) * value
        values.append(written(total, t))
    arms = []
    for value, point in zip(values, map(expression, points), strict=False):
        ends_here = value.subs(t, point).has(sympy.zoo, sympy.nan, sympy.oo, -sympy.oo)
        arms.append((value, t <= point if ends_here else t < point))
    return sympy.Piecewise(*arms, (values[-1], True))


def _places(part: Density) -> list[Any]:
    return [] if part.transform is None else part.transform.places()
