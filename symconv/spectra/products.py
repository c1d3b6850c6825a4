"""The product of two transforms.

Functions multiply piece by piece; poles by partial fractions, opposite sides of one real pole
being refused; a mass δ^{(k)} needs a factor that is C^k at its point (Schwartz, Théorie des
distributions, ch. V). With `principal_value` a jump of the k-th derivative there counts by its mean
value, which is what the symmetric limit of the defining integral gives (Dirichlet and Jordan).
"""

from __future__ import annotations

from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.analysis import jump_order
from symconv.algebra.distribution import Distribution
from symconv.algebra.elements import ONE, ZERO
from symconv.algebra.exppoly import ExpPoly, mode
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.reading import OutsideClass
from symconv.reading.cases import decided_sign
from symconv.spectra.sums import SpectralSum

__all__ = ["multiply"]


def multiply(
    F: SpectralSum, G: SpectralSum, facts: Facts, *, principal_value: bool = False
) -> SpectralSum:
    """F·G.

    Raises OutsideClass where the product is not defined or leaves the class, Split where an order
    of break points is open, Coincidence where two poles may coincide.
    """
    smooth_F, mass_F = _separated(F)
    smooth_G, mass_G = _separated(G)
    result = smooth_F.times(smooth_G, facts)
    if mass_F.mass and mass_G.mass:
        raise OutsideClass("a product of point masses")
    for masses, smooth in ((mass_F, smooth_G), (mass_G, smooth_F)):
        for point, part in masses.mass.items():
            at_point = _Sifted(point, part, facts, principal_value)
            result = result + SpectralSum.of(at_point.product(smooth))
    return result


def _separated(F: SpectralSum) -> tuple[SpectralSum, Distribution]:
    plain = F.plain
    gauss = {**F.gauss, ZERO: Distribution(plain.line, plain.right)}
    return SpectralSum(gauss, F.polar), Distribution(mass=plain.mass)


class _Sifted:
    """Σ c δ^{(k)}(ω − point) times smooth functions."""

    def __init__(self, point: Number, part: ExpPoly, facts: Facts, principal_value: bool):
        self.point = point
        self.order = part.degree()
        self.mass = Distribution(mass={point: part})
        self.facts = facts
        self.principal_value = principal_value

    def product(self, smooth: SpectralSum) -> Distribution:
        """The masses that remain."""
        local = ExpPoly()
        for alpha, part in smooth.gauss.items():
            values = self._values(part)
            local.add(values if alpha == 0 else values * self._gaussian(alpha))
        for term, c in smooth.polar.items():
            local.add(self._pole(term, c))
        return self.mass.multiplied(local.recentred(-self.point))

    def _values(self, part: Distribution) -> ExpPoly:
        """The function around the point, in u = ω − point."""
        values = part.line.recentred(self.point)
        for a, jump in part.right.items():
            if not nb.is_real(self.point):
                raise OutsideClass("a real exponential against a transform with break points")
            side = 0 if a == self.point else decided_sign(self.facts, self.point - a)
            if side > 0:
                values = values + jump.recentred(self.point - a)
            elif side == 0:
                values = values + self._at_break(jump)
        return values

    def _at_break(self, jump: ExpPoly) -> ExpPoly:
        flat = jump_order(jump)
        if flat > self.order:
            return ExpPoly()
        if flat == self.order and self.principal_value:
            return jump.scaled(fmpq(1, 2))
        raise OutsideClass("a point mass on a break point that is not smooth enough")

    def _gaussian(self, alpha: Number) -> ExpPoly:
        """e^{−α(u+p)²} up to the order of the mass."""
        p = self.point
        series = ExpPoly()
        for j in range(self.order // 2 + 1):
            c = nb.power(-alpha, j) * fmpq(int(sympy.factorial(2 * j)), int(sympy.factorial(j)))
            series.add_term(mode(ZERO), 2 * j, c)
        return series * ExpPoly.exponential(alpha * p * fmpq(-2), -alpha * p * p)

    def _pole(self, term: Any, c: Number) -> ExpPoly:
        """e^{λω} (ω − z)^{−n} up to the order of the mass."""
        gap = self.point - term.pole
        if self.facts.nonzero(gap) is not True:
            raise OutsideClass("a point mass on a pole")
        down = nb.inverse(gap)
        series = ExpPoly()
        value = nb.power(down, term.order) * c
        for j in range(self.order + 1):
            series.add_term(mode(ZERO), j, value)
            value = value * down * fmpq(-(term.order + j))
        return series * ExpPoly({term.mode: {0: ONE}}).recentred(self.point)
