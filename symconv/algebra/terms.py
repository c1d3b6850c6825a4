"""Exponential polynomials by break point: a dictionary that does not hash flint's rationals.

flint hashes a rational through Fraction, which takes eight times as long as its numerator and its
denominator do; for two windows the hashes of the break points were a seventh of the whole answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, KeysView, ValuesView
from typing import Any

from symconv.algebra.exppoly import ExpPoly
from symconv.algebra.numbers import Number, cheap_key

__all__ = ["Terms"]


class Terms:
    """{point: exponential polynomial} in the order of insertion."""

    __slots__ = ("_pairs",)

    def __init__(self, pairs: Iterable[tuple[Number, ExpPoly]] | None = None):
        self._pairs = {cheap_key(pair[0]): pair for pair in pairs} if pairs else {}

    def __len__(self) -> int:
        return len(self._pairs)

    def __iter__(self) -> Iterator[Number]:
        return iter([point for point, _ in self._pairs.values()])

    def __contains__(self, point: Number) -> bool:
        return cheap_key(point) in self._pairs

    def __getitem__(self, point: Number) -> ExpPoly:
        return self._pairs[cheap_key(point)][1]

    def __delitem__(self, point: Number) -> None:
        del self._pairs[cheap_key(point)]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Terms) and self._pairs == other._pairs

    __hash__ = None  # type: ignore[assignment]  # a table changes in place

    def __repr__(self) -> str:
        return repr(dict(self._pairs.values()))

    def keys(self) -> KeysView[Number]:
        """The points."""
        return dict(self._pairs.values()).keys()

    def values(self) -> list[ExpPoly]:
        """The exponential polynomials."""
        return [part for _, part in self._pairs.values()]

    def items(self) -> ValuesView[tuple[Number, ExpPoly]]:
        """The pairs (point, exponential polynomial)."""
        return self._pairs.values()

    def get(self, point: Number, default: Any = None) -> Any:
        """The exponential polynomial at the point, or the default."""
        pair = self._pairs.get(cheap_key(point))
        return default if pair is None else pair[1]

    def at(self, point: Number) -> ExpPoly:
        """The exponential polynomial at the point, made if there is none."""
        key = cheap_key(point)
        pair = self._pairs.get(key)
        if pair is None:
            pair = self._pairs[key] = (point, ExpPoly())
        return pair[1]

    def without_zeros(self) -> Terms:
        """A copy that shares the exponential polynomials, those that are not 0."""
        kept = Terms()
        kept._pairs = {key: pair for key, pair in self._pairs.items() if pair[1].terms}
        return kept

    def copied(self) -> Terms:
        """A copy of the exponential polynomials as well."""
        total = Terms()
        total._pairs = {key: (a, part.copy()) for key, (a, part) in self._pairs.items()}
        return total

    def merged(self, other: Terms) -> Terms:
        """The sum, which may share exponential polynomials with both."""
        if not self._pairs or not other._pairs:
            return self if self._pairs else other
        total = Terms()
        total._pairs = dict(self._pairs)
        for key, (a, part) in other._pairs.items():
            before = total._pairs.get(key)
            total._pairs[key] = (a, part if before is None else before[1] + part)
        return total

    def changed(self, change: Any) -> Terms:
        """The same points, every exponential polynomial changed; zeros may arise."""
        total = Terms()
        total._pairs = {key: (a, change(part)) for key, (a, part) in self._pairs.items()}
        return total
