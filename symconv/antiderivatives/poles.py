"""The poles of a rational function: exact real poles and conjugate pairs p ± iw.

Irreducible factors of degree 1 and 2, quartics that are quadratic in (x − s)², and nothing else:
what has no such form raises NotElementary.
"""

from __future__ import annotations

from dataclasses import dataclass

from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra import polynomials
from symconv.algebra.elements import ONE, ZERO
from symconv.algebra.numbers import Number
from symconv.algebra.polynomials import Polynomial
from symconv.algebra.signs import Facts
from symconv.antiderivatives.field import square_root
from symconv.antiderivatives.sums import NotElementary
from symconv.reading.cases import decided_sign

__all__ = ["Pole", "poles", "real_roots", "shifted"]


@dataclass(frozen=True)
class Pole:
    """A real pole at `centre` (width None), or the pair centre ± i·width with a real width ≠ 0."""

    centre: Number
    width: Number | None
    multiplicity: int

    def place(self) -> Number:
        """The real pole, or the one of the pair at centre + i·width."""
        return self.centre if self.width is None else self.centre + nb.IMAGINARY * self.width

    def polynomial(self) -> Polynomial:
        """The monic real polynomial that vanishes there once."""
        if self.width is None:
            return [-self.centre, ONE]
        square = self.centre * self.centre + self.width * self.width
        return [square, self.centre * fmpq(-2), ONE]


def poles(factors: list[tuple[Polynomial, int]], facts: Facts) -> list[Pole]:
    """All zeros of the given irreducible real factors. Raises Split where a sign is open."""
    found: list[Pole] = []
    for row, times in factors:
        if not all(nb.is_real(c) for c in row):
            raise NotElementary("a denominator with complex coefficients")
        degree = len(row) - 1
        if degree == 1:
            found.append(Pole(-row[0] * nb.inverse(row[1]), None, times))
        elif degree == 2:
            found += _quadratic(row, times, facts)
        elif degree == 4:
            found += _quartic(row, times, facts)
        else:
            raise NotElementary(f"a denominator of degree {degree}")
    return found


def real_roots(factors: list[tuple[Polynomial, int]], facts: Facts) -> list[Number]:
    """The real zeros of irreducible factors."""
    return [pole.centre for pole in poles(factors, facts) if pole.width is None]


def _quadratic(row: Polynomial, times: int, facts: Facts) -> list[Pole]:
    down = nb.inverse(row[2])
    centre = row[1] * down * fmpq(-1, 2)
    square = row[0] * down - centre * centre
    sign = decided_sign(facts, square)
    if sign == 0:
        return [Pole(centre, None, 2 * times)]
    width = square_root(square if sign > 0 else -square)
    if width is None:
        raise NotElementary("the square root of a discriminant")
    if sign > 0:
        return [Pole(centre, width, times)]
    return [Pole(centre - width, None, times), Pole(centre + width, None, times)]


def _quartic(row: Polynomial, times: int, facts: Facts) -> list[Pole]:
    """(x−s)⁴ + p(x−s)² + q: over the reals a product of two quadratics."""
    down = nb.inverse(row[4])
    centre = row[3] * down * fmpq(-1, 4)
    q, odd, p, cubic, _ = shifted([c * down for c in row], centre)
    if odd != 0 or cubic != 0:
        raise NotElementary("a quartic denominator that is not biquadratic")
    parts = _squares_apart(p, q, facts)
    found = []
    for part in parts:
        moved = shifted(part, -centre)
        found += _quadratic(moved, times, facts)
    return found


def _squares_apart(p: Number, q: Number, facts: Facts) -> list[Polynomial]:
    """y⁴ + p y² + q as a product of two real quadratics in y."""
    discriminant = p * p - q * fmpq(4)
    sign = decided_sign(facts, discriminant)
    if sign >= 0:
        root = ZERO if sign == 0 else square_root(discriminant)
        if root is None:
            raise NotElementary("the square root of a discriminant")
        return [[(p + root) * fmpq(1, 2), ZERO, ONE], [(p - root) * fmpq(1, 2), ZERO, ONE]]
    height = square_root(q)
    if height is None:
        raise NotElementary("the square root of a coefficient")
    if decided_sign(facts, height) < 0:
        height = -height
    slope = square_root(height * fmpq(2) - p)
    if slope is None:
        raise NotElementary("a nested square root")
    return [[height, slope, ONE], [height, -slope, ONE]]


def shifted(row: Polynomial, by: Number) -> Polynomial:
    """The coefficients of row(y + by) in y."""
    total: Polynomial = []
    for c in reversed(row):
        total = polynomials.multiply(total, [by, ONE])
        if total:
            total = [total[0] + c, *total[1:]]
        elif c != 0:
            total = [c]
    return [*total, *[ZERO] * (len(row) - len(total))]
