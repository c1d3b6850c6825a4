"""Exponential-polynomial distributions in their normal form.

    line   one exponential polynomial on the whole line (the left tail, continued)
    right  at each point a:  Σ c (x−a)^n/n! e^{λ(x−a)+β} H(x−a)
    mass   at each point a:  Σ c e^β δ^{(k)}(x−a)

The form is unique and needs no order of the points: equal distributions compare equal. A term
on the left of a point is the line minus its right term.
"""

from __future__ import annotations

from math import comb
from typing import Any

from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.exppoly import CONSTANT_MODE, ExpPoly, mode, multiply_modes
from symconv.algebra.numbers import ONE, ZERO, Number

__all__ = ["Distribution", "Terms"]

Terms = dict[Number, ExpPoly]


class Distribution:
    """line + Σ right terms + Σ point masses. Treated as immutable once built."""

    __slots__ = ("line", "mass", "right")

    def __init__(
        self, line: ExpPoly | None = None, right: Terms | None = None, mass: Terms | None = None
    ):
        self.line = line if line is not None else ExpPoly()
        self.right = _without_zeros(right) if right else {}
        self.mass = _without_zeros(mass) if mass else {}

    @classmethod
    def delta(cls, point: Number, order: int = 0, weight: Number = ONE) -> Distribution:
        """weight·δ^{(order)}(x − point)."""
        return cls(mass={point: ExpPoly({mode(ZERO): {order: weight}})})

    @classmethod
    def from_sides(cls, left: Terms, right: Terms, mass: Terms, line: ExpPoly) -> Distribution:
        """Line, right terms, masses and left terms c (x−a)^n/n! e^{λ(x−a)+β} H(a−x)."""
        line = line.copy()
        right = {a: part.copy() for a, part in right.items()}
        for a, part in left.items():
            line.add(part.recentred(-a))
            right.setdefault(a, ExpPoly()).add(part, fmpq(-1))
        return cls(line, right, mass)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Distribution)
            and self.line == other.line
            and self.right == other.right
            and self.mass == other.mass
        )

    def __hash__(self) -> int:
        parts = (frozenset(self.right.items()), frozenset(self.mass.items()))
        return hash((self.line, *parts))

    def __bool__(self) -> bool:
        return bool(self.line) or bool(self.right) or bool(self.mass)

    def is_one(self) -> bool:
        """Whether it is the constant 1 on the whole line."""
        if self.right or self.mass or len(self.line.terms) != 1:
            return False
        return self.line.terms.get(CONSTANT_MODE) == {0: ONE}

    def __repr__(self) -> str:
        return f"Distribution(line={self.line!r}, right={self.right!r}, mass={self.mass!r})"

    @property
    def points(self) -> tuple[Number, ...]:
        """The break points: where a right term starts or a mass sits. Unordered."""
        return tuple(dict.fromkeys((*self.right, *self.mass)))

    def __add__(self, other: Distribution) -> Distribution:
        if not self or not other:
            return self if self else other
        return Distribution(
            self.line + other.line, _merged(self.right, other.right), _merged(self.mass, other.mass)
        )

    def add(self, other: Distribution) -> None:
        """Add in place, so that a long sum does not copy what it has."""
        self.line.add(other.line)
        for terms, more in ((self.right, other.right), (self.mass, other.mass)):
            for a, part in more.items():
                here = terms.setdefault(a, ExpPoly())
                here.add(part)
                if not here:
                    del terms[a]

    def __neg__(self) -> Distribution:
        return self.scaled(fmpq(-1))

    def __sub__(self, other: Distribution) -> Distribution:
        return self + (-other)

    def scaled(self, factor: Number) -> Distribution:
        """factor·self."""
        return Distribution(
            self.line.scaled(factor),
            {a: part.scaled(factor) for a, part in self.right.items()},
            {a: part.scaled(factor) for a, part in self.mass.items()},
        )

    def multiplied(self, factor: ExpPoly) -> Distribution:
        """The pointwise product with a whole-line exponential polynomial."""
        right = {a: part * factor.recentred(a) for a, part in self.right.items()}
        mass = {a: _mass_times(part, factor.recentred(a)) for a, part in self.mass.items()}
        return Distribution(self.line * factor, right, mass)

    def shifted(self, by: Number) -> Distribution:
        """x -> self(x − by)."""
        return Distribution(
            self.line.recentred(-by),
            {a + by: part for a, part in self.right.items()},
            {a + by: part for a, part in self.mass.items()},
        )

    def reflected(self) -> Distribution:
        """x -> self(−x)."""
        minus = fmpq(-1)
        left = {-a: part.dilated(minus) for a, part in self.right.items()}
        mass = {-a: _dilated_mass(part, minus, minus) for a, part in self.mass.items()}
        return Distribution.from_sides(left, {}, mass, self.line.dilated(minus))

    def dilated(self, ratio: Number) -> Distribution:
        """x -> self(ratio·x) for a ratio that is known to be positive."""
        down = nb.inverse(ratio)
        return Distribution(
            self.line.dilated(ratio),
            {a * down: part.dilated(ratio) for a, part in self.right.items()},
            {a * down: _dilated_mass(part, down, ONE) for a, part in self.mass.items()},
        )

    def conjugate(self) -> Distribution:
        """The complex conjugate; the points are real."""
        return Distribution(
            self.line.conjugate(),
            {a: part.conjugate() for a, part in self.right.items()},
            {a: part.conjugate() for a, part in self.mass.items()},
        )

    def derivative(self) -> Distribution:
        """The distributional derivative: a jump gives a mass, δ^{(k)} gives δ^{(k+1)}."""
        mass = {
            a: ExpPoly({key: {k + 1: c for k, c in row.items()} for key, row in part.terms.items()})
            for a, part in self.mass.items()
        }
        for a, part in self.right.items():
            jump = part.at_zero()
            if jump:
                mass.setdefault(a, ExpPoly()).add(jump)
        right = {a: part.derivative() for a, part in self.right.items()}
        return Distribution(self.line.derivative(), right, mass)

    def substitute(self, changes: dict[Any, Number]) -> Distribution:
        """The distribution with parameters replaced by numbers."""
        right: Terms = {}
        mass: Terms = {}
        for source, target in ((self.right, right), (self.mass, mass)):
            for a, part in source.items():
                point = nb.substitute(a, changes)
                target.setdefault(point, ExpPoly()).add(part.substitute(changes))
        return Distribution(self.line.substitute(changes), right, mass)

    def right_tail(self) -> ExpPoly:
        """The exponential polynomial that the function is beyond its last break point."""
        tail = self.line.copy()
        for a, part in self.right.items():
            tail.add(part.recentred(-a))
        return tail

    def coefficients(self) -> list[Number]:
        """All coefficients."""
        parts = [self.line, *self.right.values(), *self.mass.values()]
        return [c for part in parts for _, _, c in part.items()]


def _without_zeros(parts: Terms) -> Terms:
    """A copy; a copied dictionary keeps the hashes of its keys, which cost more than the rest."""
    if all(part.terms for part in parts.values()):
        return dict(parts)
    return {a: part for a, part in parts.items() if part}


def _merged(first: Terms, second: Terms) -> Terms:
    if not first or not second:
        return first or second
    total = dict(first)
    for a, part in second.items():
        before = total.get(a)
        total[a] = part if before is None else before + part
    return total


def _mass_times(part: ExpPoly, local: ExpPoly) -> ExpPoly:
    """φ δ^{(k)} = Σ_j (−1)^j C(k, j) φ^{(j)}(0) δ^{(k−j)}, φ given in local coordinates."""
    total = ExpPoly()
    values: list[ExpPoly] = []
    derivative = local
    for _ in range(part.degree() + 1):
        values.append(derivative.at_zero())
        derivative = derivative.derivative()
    for key, k, c in part.items():
        for j in range(k + 1):
            for key2, _, d in values[j].items():
                product, factor = multiply_modes(key, key2)
                sign = fmpq((-1) ** j * comb(k, j))
                total.add_term(product, k - j, c * d * factor * sign)
    return total


def _dilated_mass(part: ExpPoly, per_order: Number, orientation: Number) -> ExpPoly:
    """δ^{(k)}(ratio·x) = |ratio|^{-1} ratio^{-k} δ^{(k)}(x), per_order = 1/ratio."""
    total = ExpPoly()
    for key, k, c in part.items():
        total.add_term(key, k, c * nb.power(per_order, k + 1) * orientation)
    return total
