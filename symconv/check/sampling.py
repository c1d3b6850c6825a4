"""Balls of two expressions at points: every piece, both tails, both sides of each break point."""

from __future__ import annotations

import hashlib
import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sympy

from symconv.draws import NoDraw, Wish, both_signs, draw, optional_wishes, required_wishes
from symconv.enclosure import decimal, disjoint, enclose_expr
from symconv.enclosure.breakpoints import distinct_sorted
from symconv.enclosure.panels import marks
from symconv.errors import InvalidInput, Unresolved

__all__ = ["Outcome", "Sample", "disagreement", "sample"]

_BITS = 100
_DIGITS = 30
_MOST_DRAWS = 24


@dataclass(frozen=True)
class Sample:
    """A point, parameter values, and the two balls there as decimals."""

    point: Any
    parameters: dict[Any, Any]
    left: str
    right: str

    def __str__(self) -> str:
        at = ", ".join(f"{symbol} = {value}" for symbol, value in self.parameters.items())
        return f"at {self.point}{', ' + at if at else ''}: {self.left} against {self.right}"


@dataclass(frozen=True)
class Outcome:
    """How a comparison by balls went: a witness, or how many points agreed."""

    points: int
    digits: int
    witness: Sample | None = None
    where: Any = None


def sample(left: Any, right: Any, t: Any, assuming: tuple[Any, ...]) -> Outcome:
    """Compare at the standard points of both sides, for every parameter arm."""
    rng = random.Random(_seed(left, right))
    count = 0
    for values in _draws(left, right, t, assuming, rng):
        first, second = left.xreplace(values), right.xreplace(values)
        for low, point, high in _points(first, second, t, rng):
            found = _compare(first, second, t, point, values)
            if found is None:
                continue
            if isinstance(found, Sample):
                return Outcome(count, 0, found, sympy.Interval.open(low, high))
            count += 1
    return Outcome(count, _DIGITS)


def disagreement(
    left: Any, right: Any, t: Any, assuming: tuple[Any, ...], where: Any, condition: Any
) -> Sample | None:
    """A witness inside `where`, where exact algebra says that the sides differ."""
    rng = random.Random(_seed(left, right))
    relations = (*assuming, *(() if condition in (sympy.true, True) else (condition,)))
    symbols = (left.free_symbols | right.free_symbols) - {t}
    for _ in range(3):
        try:
            values = draw(symbols, relations, (), rng) if symbols else {}
        except NoDraw:
            return None
        first, second = left.xreplace(values), right.xreplace(values)
        for point in _inside(where, values, rng):
            found = _compare(first, second, t, point, values)
            if isinstance(found, Sample):
                return found
    return None


def _inside(where: Any, values: dict[Any, Any], rng: random.Random) -> Iterator[Any]:
    if not isinstance(where, sympy.Interval):
        return
    low, high = where.start.xreplace(values), where.end.xreplace(values)
    for _ in range(4):
        share = sympy.Rational(rng.randint(1, 96), 97)
        if low.is_infinite and high.is_infinite:
            yield sympy.Rational(rng.randint(-40, 40), 13)
        elif low.is_infinite:
            yield high - 3 * share
        elif high.is_infinite:
            yield low + 3 * share
        else:
            yield low + (high - low) * share


def _seed(*sides: Any) -> int:
    text = "|".join(sympy.srepr(side) for side in sides)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


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
        try:
            values = draw(symbols, assuming, wish, rng)
        except NoDraw:
            continue
        if values not in found and len(found) < _MOST_DRAWS:
            found.append(values)
    return found


def _points(left: Any, right: Any, t: Any, rng: random.Random) -> Iterator[tuple[Any, Any, Any]]:
    """(low, point, high): points between neighbouring break points, and on both tails."""
    try:
        places = distinct_sorted([*marks(left, t), *marks(right, t)])
    except (InvalidInput, Unresolved, NotImplementedError):
        places = []
    places = places or [sympy.Integer(0)]
    for far in (40, 11, 2, sympy.Rational(1, 9)):
        yield -sympy.oo, places[0] - far * _share(rng), places[0]
        yield places[-1], places[-1] + far * _share(rng), sympy.oo
    for low, high in itertools.pairwise(places):
        for share in (_share(rng), _share(rng) / 16, 1 - _share(rng) / 16):
            yield low, low + (high - low) * share, high


def _share(rng: random.Random) -> Any:
    return sympy.Rational(rng.randint(200, 800), 1009)


def _compare(left: Any, right: Any, t: Any, point: Any, values: dict[Any, Any]) -> Any:
    """A Sample where the balls are disjoint, True where they overlap, None where one is missing."""
    try:
        first = enclose_expr(left, {t: point}, _BITS)
        second = enclose_expr(right, {t: point}, _BITS)
    except (Unresolved, InvalidInput, NotImplementedError):
        return None
    if disjoint(first, second):
        return Sample(point, values, decimal(first, _DIGITS), decimal(second, _DIGITS))
    return True
