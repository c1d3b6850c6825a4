"""Which pieces overlap for which t, and between which ends: the geometry of flip and shift.

A piece of f lives on (a, b), a piece of g on (c, d). With g(t − x) the kernel's piece covers
t − d < x < t − c; with g(t + x) it covers c − t < x < d − t. Which ends bound the overlap changes
only at the pairwise sums (differences) of break points.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import sympy

from symconv.algebra.constants import expression
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.reading.conditions import sorted_points

__all__ = ["Overlap", "Part", "Region", "corners", "regions"]

End = Number | None


@dataclass(frozen=True)
class Part:
    """One smooth piece that is not 0: its ends (None: infinite), its expression, its own form."""

    low: End
    high: End
    expr: Any
    payload: Any = None


@dataclass(frozen=True)
class Overlap:
    """Two parts that overlap, and the ends of x: an end, or one that moves with t."""

    f: Part
    g: Part
    lower: End
    lower_moves: bool
    upper: End
    upper_moves: bool

    def ends(self, t: Any, flips: bool) -> tuple[Any, Any]:
        """The ends as expressions in t."""
        return (
            _end(self.lower, self.lower_moves, t, flips, -sympy.oo),
            _end(self.upper, self.upper_moves, t, flips, sympy.oo),
        )


@dataclass(frozen=True)
class Region:
    """An interval of t without a corner inside, and what overlaps there."""

    low: End
    high: End
    overlaps: tuple[Overlap, ...]


def _end(value: End, moves: bool, t: Any, flips: bool, infinite: Any) -> Any:
    if value is None:
        return infinite
    place = expression(value)
    if not moves:
        return place
    return t - place if flips else place - t


def corners(f: Sequence[Number], g: Sequence[Number], flips: bool, facts: Facts) -> list[Number]:
    """The pairwise sums, or differences, of break points in increasing order, each once.

    Raises Split where an order is open.
    """
    found = dict.fromkeys(b + a if flips else b - a for a in f for b in g)
    return sorted_points(tuple(found), facts)


def regions(
    f: Sequence[Part], g: Sequence[Part], points: Sequence[Number], flips: bool
) -> list[Region]:
    """The regions between the sorted corners, with their overlaps."""
    place = {point: index for index, point in enumerate(points)}
    ends: list[End] = [None, *points, None]
    found = []
    for index in range(len(points) + 1):
        overlaps = (_overlap(p, q, index, place, flips) for p in f for q in g)
        kept = tuple(overlap for overlap in overlaps if overlap is not None)
        found.append(Region(ends[index], ends[index + 1], kept))
    return found


def _overlap(f: Part, g: Part, index: int, place: dict[Number, int], flips: bool) -> Overlap | None:
    """The overlap on region number `index`, which lies right of the corners before it."""

    def beyond(first: End, second: End) -> bool | None:
        """Whether t is beyond the corner of two ends; None where one is infinite."""
        if first is None or second is None:
            return None
        return place[second + first if flips else second - first] < index

    return (_flipped if flips else _straight)(f, g, beyond)


def _flipped(f: Part, g: Part, beyond: Callable[[End, End], bool | None]) -> Overlap | None:
    """t − d < x < t − c: begins at t = a + c, ends at t = b + d."""
    if beyond(f.low, g.low) is False or beyond(f.high, g.high) is True:
        return None
    lower = (g.high, True) if beyond(f.low, g.high) or f.low is None else (f.low, False)
    upper = (f.high, False) if beyond(f.high, g.low) or g.low is None else (g.low, True)
    return Overlap(f, g, *lower, *upper)


def _straight(f: Part, g: Part, beyond: Callable[[End, End], bool | None]) -> Overlap | None:
    """c − t < x < d − t: begins at t = c − b, ends at t = d − a."""
    if beyond(f.high, g.low) is False or beyond(f.low, g.high) is True:
        return None
    lower = (f.low, False) if beyond(f.low, g.low) or g.low is None else (g.low, True)
    upper = (g.high, True) if beyond(f.high, g.high) or f.high is None else (f.high, False)
    return Overlap(f, g, *lower, *upper)
