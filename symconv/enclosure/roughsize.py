"""A rough size of ∫ |integrand|: it sets the tolerance of a quadrature, never the radius.

Samples at given places see nothing of a narrow spike between them, and a tolerance made from what
they see is below every accuracy that can be reached. So cells are halved where the ball of the
integrand leaves room for much more than the value at the midpoint.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count

from flint import acb, arb

from symconv.deadline import check
from symconv.enclosure.finite import integrand_of
from symconv.enclosure.growth import exact_ball
from symconv.enclosure.panels import Panel
from symconv.precision import working_precision

__all__ = ["rough_size"]

_BITS = 64
_MOST_CELLS = 400
_ROOM = 2**12
_TURNS = 4
_NARROW = arb(1) / 64
_Place = Callable[[arb], arb]  # of a cell in (0, 1) on the line


def rough_size(panels: Sequence[Panel]) -> arb:
    """Midpoint sums of |integrand|; 1 where nothing is seen."""
    with working_precision(_BITS):
        size = sum((_of_panel(panel) for panel in panels), arb(0))
    return size if bool(size > 0) and size.is_finite() else arb(1)


def _of_panel(panel: Panel) -> arb:
    if panel.lower is not None and panel.upper is not None:
        low, high = exact_ball(panel.lower).real, exact_ball(panel.upper).real
        return _Sum(panel, lambda v: low + (high - low) * v).size()
    ends = [exact_ball(end).real for end in (panel.lower, panel.upper) if end is not None]
    start = ends[0] if ends else arb(0)
    sides = [1 if panel.upper is None else -1] if ends else [1, -1]
    return sum((_Sum(panel, _outwards(start, side)).size() for side in sides), arb(0))


def _outwards(start: arb, side: int) -> _Place:
    return lambda v: start + side * v / (1 - v)


@dataclass(frozen=True)
class _Cell:
    """[low, high] in (0, 1): the midpoint's share of the sum, and a bound of it; None: unknown."""

    low: arb
    high: arb
    share: arb
    room: arb | None


class _Sum:
    """The midpoint sum over cells of (0, 1), halved by what their balls leave open."""

    def __init__(self, panel: Panel, place: _Place):
        self._integrand, self._place = integrand_of(panel.arms), place
        self._number = count()
        self._known: list[tuple[float, int, _Cell]] = []
        self._unknown: list[tuple[float, int, _Cell]] = []
        self._empty: list[_Cell] = []

    def size(self) -> arb:
        """The sum once the balls leave no more room than a factor, or the cells are many."""
        self._add(arb(0), arb(1))
        for turn in range(_MOST_CELLS):
            check("finding the size of an integral")
            if turn % _TURNS == 0 and self._is_known():
                break
            heap = self._unknown if (turn % 2 or not self._known) else self._known
            if not (heap or self._known):
                break
            cell = heapq.heappop(heap or self._known)[2]
            middle = ((cell.low + cell.high) / 2).mid()
            self._add(cell.low, middle)
            self._add(middle, cell.high)
        return self._total()

    def _total(self) -> arb:
        """Summed anew each time: the share of a cell may dwarf those of its halves."""
        cells = [cell for heap in (self._known, self._unknown) for _, _, cell in heap]
        return sum((cell.share for cell in [*cells, *self._empty]), arb(0)).mid()

    def _is_known(self) -> bool:
        if self._unknown and not bool(-arb(self._unknown[0][0]) <= _NARROW):
            return False
        if not self._known:
            return True
        room = self._known[0][2].room
        return room is not None and bool(room * len(self._known) <= _ROOM * self._total())

    def _add(self, low: arb, high: arb) -> None:
        inside = bool(high < 1)
        last = high if inside else ((low + high) / 2).mid()
        width = abs(self._place(last) - self._place(low)).mid()
        share = (self._modulus(((low + high) / 2).mid()) * width).mid()
        share = share if share.is_finite() else arb(0)
        room = (self._modulus(low.union(high)) * width).upper() if inside else arb.nan()
        if not room.is_finite():
            cell = _Cell(low, high, share, None)
            heapq.heappush(self._unknown, (float(low - high), next(self._number), cell))
        elif bool(room > 0):
            cell = _Cell(low, high, share, room)
            heapq.heappush(self._known, (-float(room.log()), next(self._number), cell))
        else:
            self._empty.append(_Cell(low, high, share, room))

    def _modulus(self, cell: arb) -> arb:
        return abs(self._integrand(acb(self._place(cell)), False))
