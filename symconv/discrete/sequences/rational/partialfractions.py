"""Rational functions of an integer in partial fractions: Σ c n^k + Σ c/(n − α)^k.

Poles are exact numbers that are known to be distinct; they may depend on parameters and, in a sum
over n, on the output variable m. Every operation keeps the form, so nothing is ever factored.

Reference: partial fractions of 1/((n−α)^j (n−β)^k) by expanding one factor at the other's pole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import comb
from typing import Any

from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.elements import ONE, ZERO
from symconv.algebra.generators import Generator
from symconv.algebra.numbers import Number
from symconv.discrete.sequences.geometric import Row, moved_row, reversed_row

__all__ = ["Distinct", "Rational"]

Pole = tuple[Number, int]
Distinct = Callable[[Number], bool]


@dataclass
class Rational:
    """Σ row[k] n^k + Σ poles[α, k] / (n − α)^k, without zero coefficients."""

    row: Row = field(default_factory=dict)
    poles: dict[Pole, Number] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.row or self.poles)

    def add_power(self, k: int, c: Number) -> None:
        """Add c n^k in place."""
        _accumulate(self.row, k, c)

    def add_pole(self, pole: Number, k: int, c: Number) -> None:
        """Add c/(n − pole)^k in place."""
        _accumulate(self.poles, (pole, k), c)

    def add(self, other: Rational, factor: Number = ONE) -> None:
        """Add factor·other in place."""
        for k, c in other.row.items():
            self.add_power(k, c * factor)
        for (pole, k), c in other.poles.items():
            self.add_pole(pole, k, c * factor)

    def items(self) -> Iterator[tuple[Number, int, Number]]:
        """All (pole, order, coefficient)."""
        for (pole, k), c in self.poles.items():
            yield pole, k, c

    def times(self, other: Rational, distinct: Distinct) -> Rational:
        """The product; `distinct` says whether a difference of two poles is known not to be 0.

        Raises ZeroDivisionError where it is not known.
        """
        total = Rational()
        for j, c in self.row.items():
            for k, d in other.row.items():
                total.add_power(j + k, c * d)
        for one, two in ((self, other), (other, self)):
            for pole, k, c in one.items():
                for power, d in moved_row(two.row, pole).items():
                    _add_lowered(total, pole, k - power, c * d)
        for alpha, j, c in self.items():
            for beta, k, d in other.items():
                _add_product(total, (alpha, j), (beta, k), c * d, distinct)
        return total

    def reflected_about(self, m: Number) -> Rational:
        """n -> self(m − n)."""
        total = Rational(reversed_row(moved_row(self.row, m)) if self.row else {})
        for pole, k, c in self.items():
            total.add_pole(m - pole, k, -c if k % 2 else c)
        return total

    def conjugate(self) -> Rational:
        """The complex conjugate for integers n."""
        row = {k: nb.conjugate(c) for k, c in self.row.items()}
        poles = {(nb.conjugate(a), k): nb.conjugate(c) for (a, k), c in self.poles.items()}
        return Rational(row, poles)

    def substitute(self, changes: dict[Generator, Number]) -> Rational:
        """The function with parameters replaced by numbers."""
        total = Rational()
        for k, c in self.row.items():
            total.add_power(k, nb.substitute(c, changes))
        for pole, k, c in self.items():
            total.add_pole(nb.substitute(pole, changes), k, nb.substitute(c, changes))
        return total

    def leading(self) -> tuple[int, Number]:
        """(d, c) with self ~ c n^d at infinity; 1/(n−α)^k = Σ_j C(j−1, k−1) α^{j−k} n^{−j}."""
        if self.row:
            return max(self.row), self.row[max(self.row)]
        for j in range(1, sum(k for _, k in self.poles) + 1):
            total: Number = ZERO
            for pole, k, c in self.items():
                if k <= j:
                    total = total + c * nb.power(pole, j - k) * fmpq(comb(j - 1, k - 1))
            if total != 0:
                return -j, total
        raise ValueError("the zero function has no leading term")

    def at(self, point: Number) -> Number:
        """The value as a number; ZeroDivisionError at a pole."""
        total: Number = ZERO
        for k, c in self.row.items():
            total = total + c * nb.power(point, k)
        for pole, k, c in self.items():
            total = total + c * nb.power(point - pole, -k)
        return total


def _accumulate(target: dict[Any, Number], key: Any, c: Number) -> None:
    total = target.get(key, ZERO) + c
    if total != 0:
        target[key] = total
    else:
        target.pop(key, None)


def _add_lowered(total: Rational, pole: Number, order: int, c: Number) -> None:
    """Add c (n − pole)^{−order} for an order of either sign."""
    if order > 0:
        total.add_pole(pole, order, c)
        return
    for k, d in moved_row({-order: ONE}, -pole).items():
        total.add_power(k, c * d)


def _add_product(
    total: Rational, first: Pole, second: Pole, weight: Number, distinct: Distinct
) -> None:
    (alpha, j), (beta, k) = first, second
    if alpha == beta:
        total.add_pole(alpha, j + k, weight)
        return
    if not distinct(alpha - beta):
        raise ZeroDivisionError("two poles may coincide")
    for pole, own, other, other_order in ((alpha, j, beta, k), (beta, k, alpha, j)):
        below = nb.inverse(pole - other)
        for i in range(1, own + 1):
            step = own - i
            c = nb.power(below, other_order + step) * fmpq(comb(other_order + step - 1, step))
            total.add_pole(pole, i, c * weight * fmpq((-1) ** step))
