"""The sign of a function on an open interval; a zero or a pole strictly inside it raises CutAt.

Known are the signs of rational functions of X and of polynomials in one exponential.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression, number
from symconv.algebra.dependence import coefficients, depends
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.antiderivatives.exponentials import exponential_generators
from symconv.antiderivatives.field import X, factorisation
from symconv.antiderivatives.poles import Pole, poles
from symconv.antiderivatives.sums import NotElementary
from symconv.reading.cases import decided_sign

__all__ = ["CutAt", "Interval", "Signs"]


@dataclass(frozen=True)
class CutAt(Exception):  # a request to the caller
    """A singular point strictly inside the interval."""

    point: Number


@dataclass(frozen=True)
class Interval:
    """The open interval (low, high); None stands for −∞ and +∞."""

    low: Number | None
    high: Number | None

    def side_of(self, point: Number, facts: Facts) -> int:
        """−1 or 1 where the point lies at or left, at or right of the interval, 0 inside."""
        if self.low is not None and decided_sign(facts, point - self.low) <= 0:
            return -1
        if self.high is not None and decided_sign(facts, self.high - point) <= 0:
            return 1
        return 0


@dataclass(frozen=True)
class Signs:
    """Signs on one interval, under given facts; `rate` κ where the generator is e^{κx}."""

    interval: Interval
    facts: Facts
    rate: Number | None = None

    def of(self, u: Number) -> int:
        """The sign of u on the interval; CutAt where it has a zero or a pole inside."""
        sign = 1
        for factor, times in factorisation(u):
            if times % 2 and not depends(factor, X):
                if not nb.is_real(factor):
                    raise NotElementary("the sign of a complex number")
                sign *= decided_sign(self.facts, factor)
            elif depends(factor, X):
                own = self._factor_sign(factor)
                sign *= own if times % 2 else 1
        return sign

    def _factor_sign(self, factor: Number) -> int:
        row = coefficients(factor, X)
        if row is None:
            return self._exponential_sign(factor)
        sign = decided_sign(self.facts, row[-1]) if nb.is_real(row[-1]) else 1
        for pole in self.real_zeros(row):
            side = self.interval.side_of(pole.centre, self.facts)
            if side == 0:
                raise CutAt(pole.centre)
            if side > 0 and pole.multiplicity % 2:
                sign = -sign
        return sign

    def _exponential_sign(self, factor: Number) -> int:
        """The sign of a polynomial in U = e^{κx}, κ > 0, whose real zeros are those with U > 0."""
        units = exponential_generators(factor, X)
        row = coefficients(factor, units[0]) if len(units) == 1 else None
        if row is None or self.rate is None or any(depends(c, X) for c in row):
            raise NotElementary("a factor that is no polynomial")
        if not all(nb.is_real(c) for c in row):
            raise NotElementary("the sign of a complex function")
        signs = {self.facts.sign(c) for c in row if c != 0}
        if len(signs) == 1 and None not in signs:
            return int(signs.pop() or 0)
        sign = decided_sign(self.facts, row[-1])
        for pole in self.real_zeros(row):
            if decided_sign(self.facts, pole.centre) <= 0:
                continue
            point = number(sympy.log(expression(pole.centre))) * nb.inverse(self.rate)
            side = self.interval.side_of(point, self.facts)
            if side == 0:
                raise CutAt(point)
            if side > 0 and pole.multiplicity % 2:
                sign = -sign
        return sign

    def real_zeros(self, row: list[Number]) -> list[Pole]:
        """The real zeros of the polynomial with these coefficients."""
        return [pole for pole in poles([(row, 1)], self.facts) if pole.width is None]
