"""Whether a sequence in pieces is 0 at every integer.

A sequence of order N on a piece of L integers is 0 if and only if it is formally 0, or L < N and
its L values are 0 (N values in a row determine it, ratios being distinct and not 0).
"""

from __future__ import annotations

from flint import fmpq

from symconv.algebra.signs import Facts
from symconv.discrete.sequences.pieces import Pieces
from symconv.discrete.sequences.ratios import Units

__all__ = ["vanishes"]


def vanishes(difference: Pieces, facts: Facts, units: Units) -> bool:
    """True where every value is shown to be 0; False where that is not shown."""
    for index, value in enumerate(difference.values):
        start, end = difference.start(index), difference.end(index)
        if start is not None and end is not None and facts.nonnegative(start - end):
            continue
        if value is None:
            return False
        if not value:
            continue
        length = difference.length(index)
        if start is None or length is None or length >= value.order():
            return False
        if any(value.at(start + fmpq(step), units) != 0 for step in range(length)):
            return False
    return True
