"""Sequences as one-sided terms and samples: what the z-transform multiplies.

With q = 1/z:

    right   c C(n−a+k, k) r^{n−a} [n >= a]   ↔  c q^a/(1 − r q)^{k+1},  |q| < 1/|r|
    left    c C(a−n+k, k) s^{a−n} [n <= a]   ↔  c q^a/(1 − s/q)^{k+1},  |q| > |s|
    sample  c [n = a]                        ↔  c q^a

Both kinds are written with non-negative powers of their ratio, so that a ratio may be 0.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from flint import fmpq

from symconv.algebra.elements import ONE, ZERO
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.discrete.sequences.geometric import (
    Geometric,
    Row,
    binomial_row,
    moved_row,
    power_row,
    reversed_row,
)
from symconv.discrete.sequences.pieces import Pieces, merged_starts
from symconv.discrete.sequences.ratios import Units
from symconv.errors import InvalidInput

__all__ = ["Side", "Terms", "add_sample", "add_to", "from_pieces", "to_pieces"]

Side = dict[Number, dict[Number, Row]]  # {point: {ratio: {k: c}}} in the binomial basis


@dataclass
class Terms:
    """Left tail, compact part (as right terms whose tails cancel), right tail, samples."""

    left: Side = field(default_factory=dict)
    compact: Side = field(default_factory=dict)
    right: Side = field(default_factory=dict)
    samples: dict[Number, Number] = field(default_factory=dict)


def add_to(side: Side, point: Number, ratio: Number, k: int, c: Number) -> None:
    """Add one term in place."""
    row = side.setdefault(point, {}).setdefault(ratio, {})
    row[k] = row.get(k, ZERO) + c


def add_sample(samples: dict[Number, Number], point: Number, c: Number) -> None:
    """Add one sample in place."""
    samples[point] = samples.get(point, ZERO) + c


def from_pieces(pieces: Pieces, units: Units) -> Terms:
    """The terms of a sequence; short pieces become samples.

    Raises InvalidInput where the expression has no value at some integers.
    """
    if any(value is None for value in pieces.values):
        raise InvalidInput("0**n has no value for n < 0; multiply by a step that is 0 there")
    starts = pieces.starts or [ZERO]
    values: list[Geometric] = [value for value in pieces.values if value is not None]
    values = values if pieces.starts else values * 2
    terms = Terms()
    _add_left(terms.left, starts[0] - ONE, values[0], units)
    _add_right(terms.right, starts[-1], values[-1], units, ONE)
    for index, value in enumerate(values[1:-1], start=1):
        length = Pieces(starts, list(values)).length(index)
        if length is not None and length <= value.order():
            for step in range(length):
                point = starts[index - 1] + fmpq(step)
                add_sample(terms.samples, point, value.at(point, units))
        else:
            _add_right(terms.compact, starts[index - 1], value, units, ONE)
            _add_right(terms.compact, starts[index], value, units, fmpq(-1))
    return terms


def _add_right(side: Side, start: Number, value: Geometric, units: Units, sign: Number) -> None:
    for ratio, row in value.moved(start, units).rows.items():
        for k, c in binomial_row(row).items():
            add_to(side, start, ratio, k, c * sign)


def _add_left(side: Side, end: Number, value: Geometric, units: Units) -> None:
    for ratio, row in value.moved(end, units).rows.items():
        for k, c in binomial_row(reversed_row(row)).items():
            add_to(side, end, units.inverse(ratio), k, c)


def to_pieces(terms: Terms, facts: Facts, units: Units) -> tuple[Pieces, list[Number]]:
    """The terms as pieces, each written about a base of its own, and the bases.

    The base of the first piece is its last point, of the others their first: the powers of the
    ratios are then non-negative and bring no pole at 0. Raises Split where an order is open.
    """
    right = [(a, rows) for side in (terms.right, terms.compact) for a, rows in side.items()]
    points = [a for a, _ in right] + [e + ONE for e in terms.left]
    for point in terms.samples:
        points += [point, point + ONE]
    starts = merged_starts(points, facts)
    starts = starts or [ZERO]
    bases = [starts[0] - ONE, *starts]
    places = {start: index for index, start in enumerate(starts)}
    values: list[Geometric] = [Geometric() for _ in bases]
    for a, rows in right:
        for index in range(_place(a, places, starts, facts) + 1, len(bases)):
            _expand_right(values[index], rows, bases[index] - a, units)
    for e, rows in terms.left.items():
        for index in range(_place(e + ONE, places, starts, facts) + 1):
            _expand_left(values[index], rows, e - bases[index], units)
    for point, c in terms.samples.items():
        values[_place(point, places, starts, facts) + 1].add_term(ONE, 0, c)
    return Pieces(starts, list(values)), bases


def _place(point: Number, places: dict[Number, int], starts: list[Number], facts: Facts) -> int:
    found = places.get(point)
    if found is not None:
        return found
    return next(i for i, start in enumerate(starts) if facts.sign(point - start) == 0)


def _expand_right(
    target: Geometric, rows: dict[Number, Row], distance: Number, units: Units
) -> None:
    """Add C(y+k, k) r^y with y = x + distance."""
    for ratio, row in rows.items():
        factor = units.power(ratio, distance)
        for k, c in moved_row(power_row(row), distance).items():
            target.add_term(ratio, k, c * factor)


def _expand_left(
    target: Geometric, rows: dict[Number, Row], distance: Number, units: Units
) -> None:
    """Add C(y+k, k) s^y with y = distance − x."""
    for ratio, row in rows.items():
        factor = units.power(ratio, distance)
        for k, c in reversed_row(moved_row(power_row(row), distance)).items():
            target.add_term(units.inverse(ratio), k, c * factor)
