"""Sequences on Z in pieces: an exponential polynomial between neighbouring break points.

`starts` are integers in increasing order; `values[0]` holds left of all of them, `values[i]` on
[starts[i−1], starts[i]). A value None says that the expression has no value there (0^n, n < 0).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flint import fmpq

from symconv.algebra.elements import ONE, ZERO
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.discrete.sequences.geometric import Geometric
from symconv.discrete.sequences.ratios import Units
from symconv.reading.cases import decided_sign

__all__ = ["Pieces", "Value", "combined", "difference_of", "merged_starts"]

Value = Geometric | None


@dataclass
class Pieces:
    """A sequence: len(values) == len(starts) + 1."""

    starts: list[Number]
    values: list[Value]

    @classmethod
    def everywhere(cls, value: Value) -> Pieces:
        """One piece."""
        return cls([], [value])

    @classmethod
    def step(cls, start: Number) -> Pieces:
        """1 for n >= start, else 0."""
        return cls([start], [Geometric(), Geometric.constant(ONE)])

    def mapped(self, change: Callable[[Geometric], Geometric]) -> Pieces:
        """The change made piece by piece."""
        return _joined(self.starts, [None if v is None else change(v) for v in self.values])

    def substitute(self, changes: dict[Any, Number]) -> Pieces:
        """The sequence with parameters replaced; the order of the break points must remain."""
        from symconv.algebra.numbers import substitute

        starts = [substitute(start, changes) for start in self.starts]
        return Pieces(starts, [None if v is None else v.substitute(changes) for v in self.values])

    def reflected(self, units: Units) -> Pieces:
        """n -> self(−n)."""
        starts = [ONE - start for start in reversed(self.starts)]
        values: list[Value] = []
        for value in reversed(self.values):
            turned = None if value is None else value.reflected(units)
            values.append(turned)
        return Pieces(starts, values)

    def conjugate(self, units: Units) -> Pieces:
        """The complex conjugate; the break points are real."""
        return self.mapped(lambda value: value.conjugate(units))

    def end(self, index: int) -> Number | None:
        """The first integer after a piece, None for the last piece."""
        return self.starts[index] if index < len(self.starts) else None

    def start(self, index: int) -> Number | None:
        """The first integer of a piece, None for the first piece."""
        return self.starts[index - 1] if index else None

    def length(self, index: int) -> int | None:
        """The number of integers in a piece where it is a known constant."""
        start, end = self.start(index), self.end(index)
        if start is None or end is None:
            return None
        gap = end - start
        return int(gap.p) if isinstance(gap, fmpq) else None


def combined(
    first: Pieces, second: Pieces, facts: Facts, operation: Callable[[Value, Value], Value]
) -> Pieces:
    """operation(first, second) point by point; raises Split where an order is open."""
    starts: list[Number] = []
    values = [operation(first.values[0], second.values[0])]
    i = j = 0
    while i < len(first.starts) or j < len(second.starts):
        step = _next(first.starts[i:], second.starts[j:], facts)
        starts.append(first.starts[i] if step <= 0 else second.starts[j])
        i += step <= 0
        j += step >= 0
        values.append(operation(first.values[i], second.values[j]))
    return _joined(starts, values)


def _next(first: list[Number], second: list[Number], facts: Facts) -> int:
    """−1, 0, +1: the next break point is the first's, of both, the second's."""
    if not first or not second:
        return 1 if not first else -1
    gap = first[0] - second[0]
    return 0 if gap == ZERO else decided_sign(facts, gap)


def difference_of(first: Value, second: Value) -> Value:
    """first − second; no value where one has none."""
    return None if first is None or second is None else first - second


def merged_starts(points: list[Number], facts: Facts) -> list[Number]:
    """Integers in increasing order without repetition; raises Split where an order is open."""
    ordered: list[Number] = []
    for point in dict.fromkeys(points):
        place = len(ordered)
        while place:
            sign = decided_sign(facts, point - ordered[place - 1])
            if sign >= 0:
                break
            place -= 1
        if not (place and decided_sign(facts, point - ordered[place - 1]) == 0):
            ordered.insert(place, point)
    return ordered


def _joined(starts: list[Number], values: list[Value]) -> Pieces:
    """Neighbouring pieces with one value are one piece."""
    kept: list[Number] = []
    result = [values[0]]
    for start, value in zip(starts, values[1:], strict=True):
        before = result[-1]
        same = value is None if before is None else (value is not None and value == before)
        if not same:
            kept.append(start)
            result.append(value)
    return Pieces(kept, result)
