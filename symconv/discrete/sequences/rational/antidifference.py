"""P with P(n + 1) − P(n) = r^n s^{m−n} Q(n) for a rational Q, and the check of that identity.

With z = r/s and P = r^n s^{m−n} p(n) the identity is z p(n + 1) − p(n) = Q(n). Polynomials are
solved for; a pole c/(n − α)^k gives, for α left and right of the range of summation,

    z = 1    c (−1)^{k−1}/(k−1)! ψ_{k−1}(n − α),      c/(k−1)! ψ_{k−1}(α − n + 1)
    z ≠ 1    −c Φ(z, k, n − α),                       c (−1)^k/z Φ(1/z, k, α − n + 1)

so that the arguments are positive there. Φ(b, ·, ·) with a real b > 1 stands on its cut; its real
part, for real arguments, satisfies the same recurrence and is taken. `satisfies` decides the
identity in the field of rational functions, by the recurrences alone and for any p; the pole's own
formulas are not used again.

References
----------
NIST DLMF 5.15.5 (ψ_j(x + 1) = ψ_j(x) + (−1)^j j!/x^{j+1}), 25.14.1 and 25.14.4 (Lerch's Φ).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import comb, factorial

from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.elements import ONE, ZERO
from symconv.algebra.numbers import Number
from symconv.discrete.sequences.geometric import Row, binomial_row, moved_row, power_row
from symconv.discrete.sequences.rational.partialfractions import Rational
from symconv.discrete.sequences.rational.reader import INDEX
from symconv.reading import OutsideClass

__all__ = ["Antidifference", "Special", "antidifference", "satisfies"]


@dataclass(frozen=True)
class Special:
    """ψ_order(slope·n + offset) where `base` is None, else Φ(base, order, slope·n + offset).

    `on_cut`: the real part of Φ, base and arguments being real.
    """

    base: Number | None
    order: int
    slope: int
    offset: Number
    on_cut: bool = False

    def argument(self, n: Number) -> Number:
        """slope·n + offset."""
        total: Number = n * fmpq(self.slope) + self.offset
        return total


@dataclass(frozen=True)
class Antidifference:
    """p(n) = Σ row[k] n^k + Σ c·special(n)."""

    row: Row
    specials: tuple[tuple[Special, Number], ...]


def antidifference(
    z: Number, Q: Rational, side: Callable[[Number], int], growth: int | None
) -> Antidifference:
    """p for z = r/s; `side(α)` is +1 where α lies left of all n, −1 where it lies right.

    `growth` is the sign of 1 − |z|, None where it is open. Raises OutsideClass where Φ would be
    needed beyond its disc for complex z or α.
    """
    row = _summed_row(Q.row) if z == 1 else _solved_row(z, Q.row)
    found = []
    for pole, k, c in Q.items():
        found.append(_of_pole(z, pole, k, c, side(pole), growth))
    return Antidifference(row, tuple(found))


def _of_pole(
    z: Number, pole: Number, k: int, c: Number, where: int, growth: int | None
) -> tuple[Special, Number]:
    sign = fmpq((-1) ** k)
    if z == 1:
        weight = c * fmpq(1, factorial(k - 1))
        if where > 0:
            return Special(None, k - 1, 1, -pole), -weight * sign
        return Special(None, k - 1, -1, pole + ONE), weight
    is_inside = growth is not None and growth * where >= 0
    if not is_inside and not (nb.is_real(z) and nb.is_real(pole)):
        raise OutsideClass("partial sums of a complex ratio beyond 1 over a pole")
    if where > 0:
        return Special(z, k, 1, -pole, not is_inside), -c
    inverse = nb.inverse(z)
    return Special(inverse, k, -1, pole + ONE, not is_inside), c * sign * inverse


def _summed_row(row: Row) -> Row:
    """q(n + 1) − q(n) = Σ b C(n + k, k) for q = Σ b C(n + k, k + 1)."""
    if not row:
        return {}
    lifted = {k + 1: b for k, b in binomial_row(row).items()}
    return moved_row(power_row(lifted), fmpq(-1))


def _solved_row(z: Number, row: Row) -> Row:
    """z q(n + 1) − q(n) = p(n), from the highest power down."""
    below = nb.inverse(z - ONE)
    found: Row = {}
    for j in range(max(row, default=-1), -1, -1):
        carried: Number = ZERO
        for i, c in found.items():
            carried = carried + c * fmpq(comb(i, j))
        found[j] = (row.get(j, ZERO) - z * carried) * below
    return {k: c for k, c in found.items() if c != 0}


def satisfies(p: Antidifference, z: Number, term: Number) -> bool:
    """Whether z p(n + 1) − p(n) = term, a rational function of n = INDEX; decided exactly."""
    total: Number = ZERO
    for k, c in p.row.items():
        total = total + c * (z * nb.power(INDEX + ONE, k) - nb.power(INDEX, k))
    for special, c in p.specials:
        step = _step(special, z)
        if step is None:
            return False
        total = total + c * step
    return bool(total == term)


def _step(special: Special, z: Number) -> Number | None:
    """z S(n + 1) − S(n) where that is rational, by the recurrence of S."""
    x = special.argument(INDEX)
    order = special.order
    if special.base is None:
        if z != 1:
            return None
        weight = fmpq((-1) ** order * factorial(order))
        if special.slope == 1:
            return weight * nb.power(x, -order - 1)
        return -weight * nb.power(x - ONE, -order - 1)
    if special.on_cut and not (nb.is_real(special.base) and nb.is_real(special.offset)):
        return None
    if special.slope == 1:
        return -nb.power(x, -order) if z == special.base else None
    return z * nb.power(x - ONE, -order) if z * special.base == 1 else None
