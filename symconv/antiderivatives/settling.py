"""Exponential integrals at x → ±∞: Ei(u) ~ e^u/u, and the constants that Si and Ei tend to.

References
----------
NIST DLMF 6.12 (asymptotic expansions), 6.2.14 (Si(∞) = π/2), 6.5 (the values on the cut).
"""

from __future__ import annotations

from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.dependence import coefficients, depends
from symconv.algebra.elements import ZERO, from_generator
from symconv.algebra.generators import PI, Generator
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.antiderivatives.series import laurent
from symconv.antiderivatives.sums import EXPONENTIAL_INTEGRALS, NotElementary, Sum
from symconv.reading.cases import decided_sign

__all__ = ["with_settled_integrals"]

_HALF_PI = from_generator(PI) * fmpq(1, 2)


def with_settled_integrals(value: Sum, gen: Generator, side: int, facts: Facts) -> Sum:
    """The sum with Ei, E₁, Ci, Si replaced by their limits; a growing one by its leading term."""
    total = Sum()
    for (q, a), r in value.terms.items():
        if a[0] not in EXPONENTIAL_INTEGRALS or not depends(a[1], gen):
            total = total + Sum({(q, a): r})
            continue
        row = coefficients(a[1], gen)
        if row is None or len(row) != 2:
            raise NotElementary(f"{a[0]} of no linear function at infinity")
        if a[0] in ("Ci", "Si"):
            total = total + _oscillating(a[0], a[1], row[1], q, r, gen, side, facts)
        else:
            total = total + _exponential(a[0], a[1], row[1], q, r, gen, side, facts)
    return total


def _oscillating(
    name: str, u: Number, slope: Number, q: Number, r: Number, gen: Generator, side: int,
    facts: Facts,
) -> Sum:  # fmt: skip
    """Ci → 0 and Si → ±π/2, both with a rest like cos(u)/u."""
    unit = nb.IMAGINARY * u
    _refuse_slow_rest(r, u, q, (unit, -unit), gen, side, facts)
    if name == "Ci":
        return Sum()
    return Sum.of(r * _HALF_PI * fmpq(side * decided_sign(facts, slope)), q)


def _exponential(
    name: str, u: Number, slope: Number, q: Number, r: Number, gen: Generator, side: int,
    facts: Facts,
) -> Sum:  # fmt: skip
    growth = nb.real_part(slope)
    sign = 0 if growth == 0 else decided_sign(facts, growth) * side
    if sign > 0:
        return _growing(u, q, r, gen, side)
    _refuse_slow_rest(r, u, q, (u,), gen, side, facts)
    turn = nb.imaginary_part(slope)
    if name == "E1" or turn == 0:
        return Sum()
    return Sum.of(nb.IMAGINARY * r * _HALF_PI * fmpq(2 * side * decided_sign(facts, turn)), q)


def _growing(u: Number, q: Number, r: Number, gen: Generator, side: int) -> Sum:
    """r·e^q·Ei(u) by its leading term r·e^{q+u}/u."""
    lead = r * nb.inverse(u)
    if depends(q + u, gen):
        return Sum.of(lead, q + u)
    if laurent(lead, gen, side, 1)[0] <= 0:
        raise NotElementary("an exponential integral whose expansion reaches a constant")
    return Sum()


def _refuse_slow_rest(
    r: Number, u: Number, q: Number, waves: tuple[Number, ...], gen: Generator, side: int,
    facts: Facts,
) -> None:  # fmt: skip
    """The rest r·e^{q ± …}/u must tend to 0."""
    for wave in waves:
        row = coefficients(q + wave, gen)
        if row is None or len(row) > 2:
            raise NotElementary("an exponential integral beside a Gaussian")
        real = nb.real_part(row[1]) if len(row) == 2 else ZERO
        if real != 0:
            if decided_sign(facts, real) * side > 0:
                raise NotElementary("an exponential integral beside a growing exponential")
        elif laurent(r * nb.inverse(u), gen, side, 1)[0] <= 0:
            raise NotElementary("an oscillation that does not die out")
