"""Finitely many samples against any sequence: a sum of shifts."""

from __future__ import annotations

from typing import Any

import sympy

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression
from symconv.discrete.sequences.ratios import written
from symconv.discrete.sequences.solving import Pair, reader_of
from symconv.discrete.sequences.terms import Terms, from_pieces
from symconv.reading import OutsideClass, Split

__all__ = ["sifted"]


def sifted(pair: Pair) -> Any:
    """Σ c f[m − k] where the other factor is Σ c δ[n − k]; None where neither is."""
    reader = reader_of(pair, pair.facts)
    for samples, other, is_first in ((pair.f, pair.g, True), (pair.g, pair.f, False)):
        try:
            terms = from_pieces(reader.read(samples), reader.units)
        except (OutsideClass, Split):
            continue
        if _is_finite(terms):
            return sympy.Add(*_shifts(pair, terms, other, is_first))
    return None


def _is_finite(terms: Terms) -> bool:
    rows = [row for side in (terms.left, terms.right) for part in side.values() for row in part]
    return not rows and not terms.compact


def _shifts(pair: Pair, terms: Terms, other: Any, is_first: bool) -> list[Any]:
    found = []
    for point, c in terms.samples.items():
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
