"""Exponential polynomials in an integer: Σ c n^k r^n, and the terms that the z-transform knows.

A *row* {k: c} belongs to one ratio r. Two bases of one ratio are used:
    powers      c n^k r^n                          for pointwise products and for writing
    binomials   c C(n+k, k) r^n  ↔  c/(1 − r q)^{k+1}   with q = 1/z, for convolution
"""

from __future__ import annotations

from collections.abc import Iterator
from math import comb, factorial

from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.elements import ONE, ZERO
from symconv.algebra.generators import Generator
from symconv.algebra.numbers import Number
from symconv.discrete.sequences.ratios import Units

__all__ = ["Geometric", "Row", "binomial_row", "moved_row", "power_row", "reversed_row"]

Row = dict[int, Number]


class Geometric:
    """Σ over ratios r and degrees k of c n^k r^n; `rows` is {r: {k: c}} without zero c."""

    __slots__ = ("rows",)

    def __init__(self, rows: dict[Number, Row] | None = None):
        self.rows: dict[Number, Row] = rows if rows is not None else {}

    @classmethod
    def constant(cls, value: Number) -> Geometric:
        """The constant sequence."""
        return cls({ONE: {0: value}} if value != 0 else {})

    @classmethod
    def power(cls, ratio: Number, factor: Number = ONE) -> Geometric:
        """factor·ratio^n."""
        return cls({ratio: {0: factor}} if factor != 0 else {})

    @classmethod
    def variable(cls) -> Geometric:
        """The sequence n."""
        return cls({ONE: {1: ONE}})

    def __bool__(self) -> bool:
        return bool(self.rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Geometric) and self.rows == other.rows

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Geometric({self.rows!r})"

    def items(self) -> Iterator[tuple[Number, int, Number]]:
        """All (ratio, degree, coefficient)."""
        for ratio, row in self.rows.items():
            for k, c in row.items():
                yield ratio, k, c

    def add_term(self, ratio: Number, k: int, c: Number) -> None:
        """Add c n^k r^n in place."""
        row = self.rows.setdefault(ratio, {})
        total = row.get(k, ZERO) + c
        if total != 0:
            row[k] = total
        else:
            row.pop(k, None)
            if not row:
                del self.rows[ratio]

    def add(self, other: Geometric, factor: Number = ONE) -> None:
        """Add factor·other in place."""
        for ratio, k, c in other.items():
            self.add_term(ratio, k, c * factor)

    def __add__(self, other: Geometric) -> Geometric:
        total = Geometric({ratio: dict(row) for ratio, row in self.rows.items()})
        total.add(other)
        return total

    def __sub__(self, other: Geometric) -> Geometric:
        total = Geometric({ratio: dict(row) for ratio, row in self.rows.items()})
        total.add(other, fmpq(-1))
        return total

    def times(self, other: Geometric, units: Units) -> Geometric:
        """The pointwise product."""
        total = Geometric()
        for r, j, c in self.items():
            for s, k, d in other.items():
                total.add_term(units.product(r, s), j + k, c * d)
        return total

    def order(self) -> int:
        """The length of the shortest linear recurrence: so many values in a row determine it."""
        return sum(max(row) + 1 for row in self.rows.values())

    def moved(self, by: Number, units: Units) -> Geometric:
        """The sequence x -> self(x + by)."""
        if by == 0:
            return self
        total = Geometric()
        for ratio, row in self.rows.items():
            factor = units.power(ratio, by)
            for k, c in moved_row(row, by).items():
                total.add_term(ratio, k, c * factor)
        return total

    def at(self, point: Number, units: Units) -> Number:
        """The value at an integer."""
        total: Number = ZERO
        for ratio, k, c in self.items():
            total = total + c * nb.power(point, k) * units.power(ratio, point)
        return total

    def reflected(self, units: Units) -> Geometric:
        """The sequence x -> self(−x)."""
        return Geometric(
            {units.inverse(ratio): reversed_row(row) for ratio, row in self.rows.items()}
        )

    def conjugate(self, units: Units) -> Geometric:
        """The complex conjugate."""
        total = Geometric()
        for ratio, k, c in self.items():
            total.add_term(units.conjugate(ratio), k, nb.conjugate(c))
        return total

    def substitute(self, changes: dict[Generator, Number]) -> Geometric:
        """The sequence with parameters replaced by numbers."""
        total = Geometric()
        for ratio, k, c in self.items():
            total.add_term(nb.substitute(ratio, changes), k, nb.substitute(c, changes))
        return total


def moved_row(row: Row, by: Number) -> Row:
    """The coefficients of p(x + by) for p = Σ c x^k."""
    total: Row = {}
    for k, c in row.items():
        weight: Number = c
        for j in range(k, -1, -1):
            total[j] = total.get(j, ZERO) + weight * fmpq(comb(k, j))
            weight = weight * by
    return {j: c for j, c in total.items() if c != 0}


def reversed_row(row: Row) -> Row:
    """The coefficients of p(−x)."""
    return {k: -c if k % 2 else c for k, c in row.items()}


def binomial_row(row: Row) -> Row:
    """Σ c x^k as Σ b C(x+k, k): b_k is the k-th backward difference at x = −1."""
    top = max(row, default=-1)
    values = [_horner(row, fmpq(-1 - i)) for i in range(top + 1)]
    found: Row = {}
    for k in range(top + 1):
        if values[0] != 0:
            found[k] = values[0]
        values = [values[i] - values[i + 1] for i in range(len(values) - 1)]
    return found


def _horner(row: Row, point: fmpq) -> Number:
    total: Number = ZERO
    for k in range(max(row), -1, -1):
        total = total * point + row.get(k, ZERO)
    return total


def power_row(row: Row) -> Row:
    """Σ b C(x+k, k) as Σ c x^k."""
    total: Row = {}
    for k, b in row.items():
        product: Row = {0: fmpq(1, factorial(k))}
        for i in range(1, k + 1):
            longer: Row = {}
            for j, c in product.items():
                longer[j] = longer.get(j, ZERO) + c * fmpq(i)
                longer[j + 1] = longer.get(j + 1, ZERO) + c
            product = longer
        for j, c in product.items():
            total[j] = total.get(j, ZERO) + b * c
    return {j: c for j, c in total.items() if c != 0}
