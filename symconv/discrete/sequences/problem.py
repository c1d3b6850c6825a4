"""A problem about two sequences, and its solution in one case of the parameters.

Both functions are read with common units, so that their ratios are compared as one form.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.discrete.sequences.facts import sharpened
from symconv.discrete.sequences.parameters import exponents
from symconv.discrete.sequences.pieces import Pieces
from symconv.discrete.sequences.ratios import Units
from symconv.discrete.sequences.reader import SequenceReader
from symconv.discrete.sequences.segments import Segment
from symconv.reading import Case

__all__ = ["Pair", "Solution", "reader_of"]


@dataclass(frozen=True)
class Pair:
    """Σ f[n] g[m − n], or Σ conj(f[n]) g[n + m] where op is "correlate"."""

    f: Any
    g: Any
    n: Any
    m: Any
    facts: Facts
    op: str = "convolve"
    conjugate: bool = True
    deadline: float | None = None

    def apply(self, case: Case) -> Pair:
        """The pair with the replaced parameters of a case."""
        return replace(self, f=case.apply(self.f), g=case.apply(self.g))

    @cached_property
    def symbols(self) -> tuple[Any, ...]:
        """The parameters by name."""
        found = (self.f.free_symbols | self.g.free_symbols) - {self.n}
        return tuple(sorted(found, key=lambda symbol: str(symbol.name)))


@dataclass
class Solution:
    """The result in one case, and what was found out about it."""

    inputs: tuple[Pieces, Pieces]
    parts: list[Segment]
    units: Units
    facts: Facts
    meeting: dict[Number, tuple[Number, Number]]


def reader_of(pair: Pair, stated: Facts) -> SequenceReader:
    """The reader for both functions of a pair, with common units."""
    facts = sharpened(stated, pair.symbols)
    units = Units([*exponents(pair.f, pair.n), *exponents(pair.g, pair.n)], pair.deadline)
    return SequenceReader(pair.n, facts, units)
