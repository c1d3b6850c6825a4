"""The pieces of a result joined where one formula covers its neighbour.

A segment holds its formula about a base of its own; see `to_pieces` for the choice of bases.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.elements import ONE, ZERO
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.discrete.sequences.facts import is_nonzero
from symconv.discrete.sequences.geometric import Geometric
from symconv.discrete.sequences.pieces import Pieces
from symconv.discrete.sequences.ratios import Units

__all__ = ["Segment", "about", "segments"]

_LONGEST_ABSORBED = 8


@dataclass(frozen=True)
class Segment:
    """value(n − base) for start <= n < end."""

    start: Number | None
    end: Number | None
    base: Number
    value: Geometric

    def length(self) -> int | None:
        """The number of integers where it is a known constant."""
        if self.start is None or self.end is None:
            return None
        gap = self.end - self.start
        return int(gap.p) if isinstance(gap, fmpq) else None


def segments(pieces: Pieces, bases: list[Number], facts: Facts, units: Units) -> list[Segment]:
    """The segments of a sequence, as few as neighbours' formulas allow."""
    found = [
        Segment(pieces.start(i), pieces.end(i), base, value)
        for i, (base, value) in enumerate(zip(bases, pieces.values, strict=True))
        if value is not None
    ]
    found = [item for item in found if item.length() != 0]
    for i in range(len(found) - 2, -1, -1):
        if i and _is_of_left_tail(found[i - 1], found[i], units):
            continue
        joined = _extended_left(found[i], found[i + 1], facts, units)
        if joined is not None:
            found[i : i + 2] = [joined]
    i = 1
    while i < len(found):
        joined = _extended_right(found[i - 1], found[i], facts, units)
        if joined is None:
            i += 1
        else:
            found[i - 1 : i + 1] = [joined]
    return found


def about(item: Segment, base: Number, facts: Facts, units: Units) -> Geometric | None:
    """The formula about another base; None where that would divide by what may be 0."""
    moved = item.value.moved(base - item.base, units)
    before = {i for _, _, c in item.value.items() for i in nb.poles(c)}
    for _, _, c in moved.items():
        for index, factor in nb.poles(c).items():
            if index not in before and not is_nonzero(factor, facts):
                return None
    return moved


def _points(item: Segment) -> list[Number] | None:
    length = item.length()
    if length is None or length > _LONGEST_ABSORBED or item.start is None:
        return None
    return [item.start + fmpq(step) for step in range(length)]


def _agrees(wide: Segment, narrow: Segment, points: list[Number], units: Units) -> bool:
    return all(_value(wide, p, units) == _value(narrow, p, units) for p in points)


def _value(item: Segment, point: Number, units: Units) -> Number | None:
    try:
        return item.value.at(point - item.base, units)
    except ZeroDivisionError:
        return None


def _is_of_left_tail(tail: Segment, narrow: Segment, units: Units) -> bool:
    """Whether a piece on negative integers fits the left tail; it is then left to that."""
    points = _points(narrow)
    if tail.start is not None or not points or not isinstance(points[-1], fmpq):
        return False
    return bool(points[-1] < 0) and _agrees(tail, narrow, points, units)


def _extended_left(narrow: Segment, wide: Segment, facts: Facts, units: Units) -> Segment | None:
    """The right neighbour's formula on both; it is about the new start."""
    if narrow.start is None or wide.start is None:
        return _same_formula(narrow, wide, facts, units)
    points = _points(narrow)
    if points is None:
        return _same_formula(narrow, wide, facts, units)
    if not _agrees(wide, narrow, points, units):
        return None
    value = about(wide, narrow.start, facts, units)
    return None if value is None else Segment(narrow.start, wide.end, narrow.start, value)


def _extended_right(wide: Segment, narrow: Segment, facts: Facts, units: Units) -> Segment | None:
    """The left neighbour's formula on both."""
    points = _points(narrow)
    if points is None or narrow.end is None:
        return _same_formula(wide, narrow, facts, units)
    if not _agrees(wide, narrow, points, units):
        return None
    if wide.start is not None:
        return replace(wide, end=narrow.end)
    value = about(wide, narrow.end - ONE, facts, units)
    return None if value is None else Segment(None, narrow.end, narrow.end - ONE, value)


def _same_formula(first: Segment, second: Segment, facts: Facts, units: Units) -> Segment | None:
    """Both as one where they are one exponential polynomial."""
    bases = [first.base]
    if first.start is None:
        bases.insert(0, ZERO if second.end is None else second.end - ONE)
    for base in bases:
        one, other = about(first, base, facts, units), about(second, base, facts, units)
        if one is not None and one == other:
            return Segment(first.start, second.end, base, one)
    return None
