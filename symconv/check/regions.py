"""Where a difference of distributions is not 0, and distributions cut to an interval."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sympy

from symconv.algebra.constants import expression, number
from symconv.algebra.distribution import Distribution
from symconv.algebra.elements import ONE
from symconv.algebra.exppoly import ExpPoly
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.errors import InvalidInput
from symconv.listing import shown
from symconv.reading.cases import decided_sign
from symconv.reading.conditions import pieces, pointwise_product

__all__ = [
    "check_interval",
    "ends_of",
    "is_never_zero",
    "nonzero_pieces",
    "restricted",
    "where_nonzero",
]

End = Number | None


def nonzero_pieces(difference: Distribution, facts: Facts) -> list[tuple[End, End]]:
    """The intervals between neighbouring break points on which it is not 0; None is infinite.

    Raises Split where the order of two break points is open.
    """
    parts = pieces(difference, facts)
    ends = [start for start, _ in parts] + [None]
    return [(start, ends[i + 1]) for i, (start, value) in enumerate(parts) if value]


def where_nonzero(difference: Distribution, facts: Facts) -> Any:
    """The support of the difference as Interval, FiniteSet or Union; touching pieces are joined."""
    joined: list[tuple[End, End]] = []
    for low, high in nonzero_pieces(difference, facts):
        if joined and joined[-1][1] is not None and joined[-1][1] == low:
            joined[-1] = (joined[-1][0], high)
        else:
            joined.append((low, high))
    found = [_interval(low, high) for low, high in joined]
    masses = [
        expression(point)
        for point in difference.mass
        if not any(_covers(low, high, point, facts) for low, high in joined)
    ]
    if masses:
        found.append(sympy.FiniteSet(*masses))
    if len(found) == 1:
        return found[0]
    return sympy.Union(*found, evaluate=False) if found else sympy.S.EmptySet


def is_never_zero(difference: Distribution, facts: Facts) -> bool:
    """Whether the facts keep it from being 0 for every value of the parameters.

    That is so where a coefficient is never 0 whose break point and exponent meet no other.
    """
    parts = [difference.line]
    for terms in (difference.right, difference.mass):
        parts += [part for point, part in terms.items() if _is_apart(point, terms, facts)]
    return any(
        facts.nonzero(c) is True
        for part in parts
        for key, row in part.terms.items()
        if _is_apart(key.lam, [other.lam for other in part.terms if other is not key], facts)
        for c in row.values()
    )


def _is_apart(value: Number, others: Iterable[Number], facts: Facts) -> bool:
    return all(other is value or facts.nonzero(value - other) is True for other in others)


def _interval(low: End, high: End) -> Any:
    left = -sympy.oo if low is None else expression(low)
    right = sympy.oo if high is None else expression(high)
    return sympy.Interval.Ropen(left, right)


def _covers(low: End, high: End, point: Number, facts: Facts) -> bool:
    above = low is None or facts.nonnegative(point - low)
    return above and (high is None or facts.nonnegative(high - point))


def check_interval(on: Any) -> None:
    """InvalidInput for anything but an Interval with two different ends."""
    if not isinstance(on, sympy.Interval):
        raise InvalidInput(f"on={shown(on)}: expected an Interval such as Interval(0, oo)")


def ends_of(on: Any) -> tuple[End, End]:
    """The two ends of an Interval, None where infinite."""
    low, high = (None if end.is_infinite else number(end) for end in (on.start, on.end))
    return low, high


def restricted(f: Distribution | None, on: Any, facts: Facts) -> Any:
    """f on the interval and 0 elsewhere; a mass at an end counts where the end is closed.

    Raises Split where the order of a break point and an end is open.
    """
    if on is None or f is None:
        return f
    low, high = ends_of(on)
    inside = Distribution(ExpPoly.constant(ONE))
    if low is not None:
        inside = Distribution(right={low: ExpPoly.constant(ONE)})
    if high is not None:
        inside = inside - Distribution(right={high: ExpPoly.constant(ONE)})
    smooth = pointwise_product(Distribution(f.line, f.right), inside, facts)
    kept = {
        point: part
        for point, part in f.mass.items()
        if _is_inside(point, low, bool(on.left_open), 1, facts)
        and _is_inside(point, high, bool(on.right_open), -1, facts)
    }
    return smooth + Distribution(mass=kept)


def _is_inside(point: Number, end: End, is_open: bool, side: int, facts: Facts) -> bool:
    if end is None:
        return True
    sign = 0 if point == end else decided_sign(facts, point - end) * side
    return sign > 0 or (sign == 0 and not is_open)
