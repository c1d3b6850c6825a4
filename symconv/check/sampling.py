"""Balls of two expressions at points: every piece, both tails, both sides of each break point.

A witness is rigorous: the parameters satisfy every assumption and relation, the point is exact, and
the two balls, each holding all values near the point, share no number.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sympy

from symconv.algebra.constants import expression
from symconv.algebra.distribution import Distribution
from symconv.algebra.exppoly import ExpPoly
from symconv.algebra.signs import Facts
from symconv.check.neighbourhoods import REFUSED, near
from symconv.check.regions import nonzero_pieces, restricted
from symconv.deciding.order import compare, distinct_sorted
from symconv.draws import NoDraw, Wish, both_signs, draw, optional_wishes, required_wishes
from symconv.enclosure import decimal, disjoint, enclose_expr
from symconv.enclosure.panels import marks
from symconv.errors import InvalidInput, NoClosedForm, Undecided
from symconv.reading import OutsideClass, Split, read

__all__ = ["Outcome", "Piece", "Sample", "disagreement", "ends_in_order", "pieces_in", "sample"]

Piece = tuple[Any, Any]  # the ends of an open interval

_SEED = 20
_BITS = 100
_MANY_BITS = 2048  # where the normal forms differ, perhaps by a factor 1 + e**(-1000)
_DIGITS = 30
_MOST_DRAWS = 24
_TRIES = 3


@dataclass(frozen=True)
class Sample:
    """A point, parameter values, and the two balls there as decimals.

    `of` says what was enclosed: the value, or the weight of a point mass.
    """

    point: Any
    parameters: dict[Any, Any]
    left: str
    right: str
    of: str = "value"

    def __str__(self) -> str:
        at = ", ".join(f"{symbol} = {value}" for symbol, value in self.parameters.items())
        place = f"at {self.point}{', ' + at if at else ''}"
        return f"{place}: {self.of} {self.left} against {self.right}"


@dataclass(frozen=True)
class Outcome:
    """How a comparison by balls went: a witness, or how many points agreed.

    Without parameters `differing` are the pieces that hold a witness, `others` those without one.
    """

    points: int
    digits: int
    witness: Sample | None = None
    differing: tuple[Piece, ...] = ()
    others: tuple[Piece, ...] = ()


def sample(left: Any, right: Any, t: Any, assuming: tuple[Any, ...], on: Any = None) -> Outcome:
    """Compare at the standard points of both sides, for every parameter arm."""
    found = _sample(left, right, t, assuming, on, _BITS)
    if found.witness is not None:
        return found
    finer = _sample(left, right, t, assuming, on, _MANY_BITS)  # differences far out in a tail
    return finer if finer.witness is not None or not found.points else found


def _sample(
    left: Any, right: Any, t: Any, assuming: tuple[Any, ...], on: Any, bits: int
) -> Outcome:
    rng = random.Random(_SEED)
    count = 0
    for values in _draws(left, right, t, assuming, rng):
        first, second = left.xreplace(values), right.xreplace(values)
        window = sympy.S.Reals if on is None else on.xreplace(values)
        if not isinstance(window, sympy.Interval):
            continue  # empty for these parameters
        pieces = pieces_in(ends_in_order(first, second, t), window)
        differing: dict[Piece, Sample] = {}
        for piece in pieces:
            for point in _inside_of(piece, rng):
                found = _compare(first, second, t, point, values, bits)
                count += found is not None
                if isinstance(found, Sample):
                    differing.setdefault(piece, found)
        if differing:
            witness = next(iter(differing.values()))
            if values:
                return Outcome(count, 0, witness)
            others = tuple(piece for piece in pieces if piece not in differing)
            return Outcome(count, 0, witness, tuple(differing), others)
    return Outcome(count, _DIGITS)


def pieces_in(places: list[Any], window: Any) -> list[Piece]:
    """The open intervals between the places, as far as they lie in the interval."""
    low, high = window.start, window.end
    inside = [place for place in places if _is_below(low, place) and _is_below(place, high)]
    return list(itertools.pairwise([low, *inside, high]))


def _is_below(low: Any, high: Any) -> bool:
    return low.is_infinite or high.is_infinite or compare(low, high) < 0


def _inside_of(piece: Piece, rng: random.Random) -> Iterator[Any]:
    """Points of a piece: on a tail near and far, else near both ends and between."""
    low, high = piece
    if low.is_infinite or high.is_infinite:
        start, side = (high, -1) if low.is_infinite else (low, 1)
        start = sympy.S.Zero if start.is_infinite else start
        sides = (-1, 1) if low.is_infinite and high.is_infinite else (side,)
        for far in (2, sympy.Rational(1, 9), 11, 40):
            yield from (start + way * far * _share(rng) for way in sides)
        return
    for share in (_share(rng), _share(rng) / 16, 1 - _share(rng) / 16):
        yield low + (high - low) * share


def disagreement(
    left: Any,
    right: Any,
    t: Any,
    relations: tuple[Any, ...],
    difference: Distribution,
    on: Any = None,
) -> Sample | None:
    """A witness for left ≠ right in `on`, where exact algebra says that the difference is not 0."""
    rng = random.Random(_SEED)
    symbols = left.free_symbols | right.free_symbols
    symbols = symbols.union(*(relation.free_symbols for relation in relations)) - {t}
    ordered = {symbol for relation in relations for symbol in relation.free_symbols}
    open_symbols = {s for s in symbols - ordered if s.is_extended_real is None}
    for attempt in range(_TRIES if symbols else 1):
        try:
            complex_symbols = open_symbols if attempt else set()
            values = draw(symbols, relations, (), rng, complex_symbols) if symbols else {}
            first, second = left.xreplace(values), right.xreplace(values)
            concrete = difference
            if symbols:
                window = None if on is None else on.xreplace(values)
                concrete = restricted(_difference(first, second, t), window, Facts())
            places = list(_inside(concrete, rng))
        except (NoDraw, OutsideClass, Split, Undecided, InvalidInput, ZeroDivisionError):
            continue
        except (TypeError, ValueError):  # SymPy: M[0, 0] with a number for M, bell(-1)
            continue
        for point, bits in itertools.product(places, (_BITS, _MANY_BITS)):
            found = _compare(first, second, t, point, values, bits)
            if isinstance(found, Sample):
                return found
        if concrete.mass:
            found = _compare_masses(first, second, t, values, concrete)
            if found is not None:
                return found
    return None


def _difference(first: Any, second: Any, t: Any) -> Distribution:
    return read(first, t, Facts()) - read(second, t, Facts())


def _inside(difference: Distribution, rng: random.Random) -> Iterator[Any]:
    """Points on the pieces where the difference is not formally 0: of each piece two."""
    for low, high in nonzero_pieces(difference, Facts()):
        start, stop = (None if end is None else expression(end) for end in (low, high))
        for share in (_share(rng), _share(rng)):
            if start is None and stop is None:
                yield 4 * share - 2
            elif start is None:
                yield stop - 2 * share
            elif stop is None:
                yield start + 2 * share
            else:
                yield start + (stop - start) * share


def _compare_masses(
    first: Any, second: Any, t: Any, values: dict[Any, Any], difference: Distribution
) -> Sample | None:
    """A point mass whose weights on the two sides are disjoint balls."""
    sides = [read(side, t, Facts()) for side in (first, second)]
    points = list(dict.fromkeys(point for side in sides for point in side.mass))
    for point in difference.mass:
        place = expression(point)
        if any(_may_coincide(place, expression(other)) for other in points if other != point):
            continue
        parts = [side.mass.get(point, ExpPoly()) for side in sides]
        for order in range(max(part.degree() for part in parts) + 1):
            weights = [_weight(part, order) for part in parts]
            try:
                balls = [enclose_expr(weight, {}, _BITS) for weight in weights]
            except REFUSED:
                continue
            if disjoint(*balls):
                shown, other = (decimal(ball, _DIGITS) for ball in balls)
                return Sample(place, values, shown, other, of=f"weight of delta^({order})")
    return None


def _may_coincide(first: Any, second: Any) -> bool:
    try:
        return not disjoint(*(enclose_expr(place, {}, _BITS) for place in (first, second)))
    except REFUSED:
        return True


def _weight(part: ExpPoly, order: int) -> Any:
    return sympy.Add(
        *(
            expression(c) * sympy.exp(expression(key.beta))
            for key, k, c in part.items()
            if k == order
        )
    )


def _draws(
    left: Any, right: Any, t: Any, assuming: tuple[Any, ...], rng: random.Random
) -> list[dict[Any, Any]]:
    symbols = (left.free_symbols | right.free_symbols) - {t}
    if not symbols:
        return [{}]
    wishes: list[Wish] = [*required_wishes(left, t), *required_wishes(right, t)]
    wishes += [*both_signs(symbols), *optional_wishes(left, t), *optional_wishes(right, t)]
    found: list[dict[Any, Any]] = []
    for wish in wishes:
        if len(found) >= _MOST_DRAWS:
            break
        try:
            values = draw(symbols, assuming, wish, rng)
        except NoDraw:
            continue
        if values not in found:
            found.append(values)
    return found


def ends_in_order(left: Any, right: Any, t: Any) -> list[Any]:
    """The break points and singular points of two expressions without parameters, ascending."""
    try:
        return list(distinct_sorted([*marks(left, t), *marks(right, t)]))
    except (*REFUSED, NoClosedForm):
        return []


def _share(rng: random.Random) -> Any:
    return sympy.Rational(rng.randint(200, 800), 1009)


def _compare(
    left: Any, right: Any, t: Any, point: Any, values: dict[Any, Any], bits: int = _BITS
) -> Any:
    """A Sample where the balls are disjoint, True where they overlap, None where one is missing."""
    try:
        first, second = (near(side, {t: point}, bits) for side in (left, right))
    except REFUSED:
        return None
    if disjoint(first, second):
        digits = _DIGITS if bits == _BITS else bits // 3
        return Sample(point, values, decimal(first, digits), decimal(second, digits))
    return True
