"""Finitely many samples against any sequence: a sum of shifts."""

from __future__ import annotations

from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression
from symconv.algebra.numbers import Number
from symconv.discrete.sequences.pieces import Pieces
from symconv.discrete.sequences.problem import Pair, reader_of
from symconv.discrete.sequences.ratios import Units, written
from symconv.discrete.sequences.terms import from_pieces
from symconv.reading import OutsideClass, Split

__all__ = ["sifted"]


def sifted(pair: Pair, *, longest: int = 0) -> Any:
    """Σ c f[m − k] where the other factor is Σ c δ[n − k]; None where neither is.

    A factor that is 0 outside a window of at most `longest` integers counts as such a sum.
    """
    reader = reader_of(pair, pair.facts)
    for samples, other, is_first in ((pair.f, pair.g, True), (pair.g, pair.f, False)):
        try:
            found = _values(reader.read(samples), reader.units, longest)
        except (OutsideClass, Split):
            continue
        if found is not None:
            return sympy.Add(*_shifts(pair, found, other, is_first))
    return None


def _values(pieces: Pieces, units: Units, longest: int) -> dict[Number, Number] | None:
    """The values of a sequence that is 0 but for finitely many integers; None for others."""
    terms = from_pieces(pieces, units)
    if any(row for side in (terms.left, terms.right) for row in side.values()):
        return None
    if not terms.compact:
        return terms.samples
    lengths = [pieces.length(place) for place in range(1, len(pieces.starts))]
    total = sum(length for length in lengths if length is not None)
    if None in lengths or total > longest:
        return None
    return {
        point: value.at(point, units)
        for place, value in enumerate(pieces.values)
        if value
        for point in _points(pieces, place)
    }


def _points(pieces: Pieces, place: int) -> list[Number]:
    start, length = pieces.start(place), pieces.length(place)
    if start is None or length is None:
        raise ValueError("an infinite piece")
    return [start + fmpq(step) for step in range(length)]


def _shifts(pair: Pair, values: dict[Number, Number], other: Any, is_first: bool) -> list[Any]:
    found = []
    for point, c in values.items():
        place = written(expression(point))
        weight, where, function = c, pair.m - place, other
        if pair.op == "correlate" and is_first:
            weight = nb.conjugate(c) if pair.conjugate else c
            where = pair.m + place
        elif pair.op == "correlate":
            where = place - pair.m
            function = sympy.conjugate(other) if pair.conjugate else other
        found.append(written(expression(weight)) * function.xreplace({pair.n: where}))
    return found
