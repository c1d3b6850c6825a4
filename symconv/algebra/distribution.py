"""Exponential-polynomial distributions in their normal form.

    line   one exponential polynomial on the whole line (the left tail, continued)
    right  at each point a:  Σ c (x−a)^n/n! e^{λ(x−a)+β} H(x−a)
    mass   at each point a:  Σ c e^β δ^{(k)}(x−a)

The form is unique and needs no order of the points: equal distributions compare equal. A term
on the left of a point is the line minus its right term.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import comb
from typing import Any

from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.elements import ONE, ZERO
from symconv.algebra.exppoly import CONSTANT_MODE, ExpPoly, mode, multiply_modes
from symconv.algebra.numbers import Number
from symconv.algebra.terms import Terms

__all__ = ["Distribution", "Parts", "Terms"]

Parts = Terms | Mapping[Number, ExpPoly]


class Distribution:
    """line + Σ right terms + Σ point masses. Treated as immutable once built."""

    __slots__ = ("line", "mass", "right")

    def __init__(
        self, line: ExpPoly | None = None, right: Parts | None = None, mass: Parts | None = None
    ):
        self.line = line if line is not None else ExpPoly()
        self.right = _without_zeros(right) if right else Terms()
        self.mass = _without_zeros(mass) if mass else Terms()

    @classmethod
    def delta(cls, point: Number, order: int = 0, weight: Number = ONE) -> Distribution:
        """weight·δ^{(order)}(x − point)."""
        return cls(mass={point: ExpPoly({mode(ZERO): {order: weight}})})

    @classmethod
    def from_sides(
        cls, left: Terms, right: Terms, mass: Terms | None, line: ExpPoly
    ) -> Distribution:
        """Line, right terms, masses and left terms c (x−a)^n/n! e^{λ(x−a)+β} H(a−x)."""
        line = line.copy()
        right = right.copied()
        for a, part in left.items():
            line.add(part.recentred(-a))
            right.at(a).add(part, fmpq(-1))
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
            self.line + other.line, self.right.merged(other.right), self.mass.merged(other.mass)
        )

    def add(self, other: Distribution) -> None:
        """Add in place, so that a long sum does not copy what it has."""
        self.line.add(other.line)
        for terms, more in ((self.right, other.right), (self.mass, other.mass)):
            for a, part in more.items():
                here = terms.at(a)
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
            self.right.changed(lambda part: part.scaled(factor)),
            self.mass.changed(lambda part: part.scaled(factor)),
        )

    def multiplied(self, factor: ExpPoly) -> Distribution:
        """The pointwise product with a whole-line exponential polynomial."""
        right = Terms((a, part * factor.recentred(a)) for a, part in self.right.items())
        mass = Terms((a, _mass_times(part, factor.recentred(a))) for a, part in self.mass.items())
        return Distribution(self.line * factor, right, mass)

    def shifted(self, by: Number) -> Distribution:
        """x -> self(x − by)."""
        return Distribution(
            self.line.recentred(-by),
            Terms((a + by, part) for a, part in self.right.items()),
            Terms((a + by, part) for a, part in self.mass.items()),
        )

    def reflected(self) -> Distribution:
        """x -> self(−x)."""
        minus = fmpq(-1)
        left = Terms((-a, part.dilated(minus)) for a, part in self.right.items())
        mass = Terms((-a, _dilated_mass(part, minus, minus)) for a, part in self.mass.items())
        return Distribution.from_sides(left, Terms(), mass, self.line.dilated(minus))

    def dilated(self, ratio: Number) -> Distribution:
        """x -> self(ratio·x) for a ratio that is known to be positive."""
        down = nb.inverse(ratio)
        return Distribution(
            self.line.dilated(ratio),
            Terms((a * down, part.dilated(ratio)) for a, part in self.right.items()),
            Terms((a * down, _dilated_mass(part, down, ONE)) for a, part in self.mass.items()),
        )

    def conjugate(self) -> Distribution:
        """The complex conjugate; the points are real."""
        return Distribution(
            self.line.conjugate(),
            self.right.changed(ExpPoly.conjugate),
            self.mass.changed(ExpPoly.conjugate),
        )

    def derivative(self) -> Distribution:
        """The distributional derivative: a jump gives a mass, δ^{(k)} gives δ^{(k+1)}."""
        mass = self.mass.changed(_raised)
        for a, part in self.right.items():
            jump = part.at_zero()
            if jump:
                mass.at(a).add(jump)
        return Distribution(self.line.derivative(), self.right.changed(ExpPoly.derivative), mass)

    def substitute(self, changes: dict[Any, Number]) -> Distribution:
        """The distribution with parameters replaced by numbers."""
        right, mass = Terms(), Terms()
        for source, target in ((self.right, right), (self.mass, mass)):
            for a, part in source.items():
                target.at(nb.substitute(a, changes)).add(part.substitute(changes))
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


def _without_zeros(parts: Parts) -> Terms:
    """A copy of the table, not of what it holds."""
    if isinstance(parts, Terms):
        return parts.without_zeros()
    return Terms((a, part) for a, part in parts.items() if part)


def _raised(part: ExpPoly) -> ExpPoly:
    """Every δ^{(k)} as δ^{(k+1)}."""
    return ExpPoly({key: {k + 1: c for k, c in row.items()} for key, row in part.terms.items()})


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
