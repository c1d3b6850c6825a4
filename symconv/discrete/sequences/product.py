"""The convolution of two sequences: z-transforms multiplied, split by partial fractions.

With u = 1 − rq:  (1 − sq)^{−(n+1)} = (r/(r−s))^{n+1} Σ_j C(n+j, j) (−s/(r−s))^j u^j, and
(1 − s/q)^{−(n+1)} = (1−rs)^{−(n+1)} (1−u)^{n+1} (1 − u/(1−rs))^{−(n+1)}; the first m + 1 powers
of u give the part of the product at the pole 1/r. What is left of right × left is a
constant, since both sides are bounded at q = 0 and q = ∞.

A compact part times a left tail needs no such condition and the same formulas hold, as identities
of rational functions; only at rs = 1 is the compact part first written with left terms.

Reference: A. V. Oppenheim, R. W. Schafer, Discrete-Time Signal Processing, ch. 3 (z-transform,
regions of convergence, partial fractions); the confluent formulas are derived above.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from math import comb

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression
from symconv.algebra.convolution import WORK_LIMIT
from symconv.algebra.elements import ONE, ZERO
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.discrete.sequences.existence import require_existence
from symconv.discrete.sequences.facts import is_nonzero, product_sign
from symconv.discrete.sequences.geometric import Row
from symconv.discrete.sequences.ratios import Units, written
from symconv.discrete.sequences.terms import Side, Terms, add_sample, add_to
from symconv.errors import InvalidInput, Undecided

__all__ = ["Product", "convolve"]


@dataclass
class Product:
    """What a product needs to know and what it finds out.

    `unequal` collects denominators that are known not to vanish; `meeting` says of a denominator
    which two ratios are equal where it vanishes.
    """

    units: Units
    facts: Facts
    unequal: list[Number] = field(default_factory=list)
    meeting: dict[Number, tuple[Number, Number]] = field(default_factory=dict)

    def settled(self) -> Facts:
        """The facts with the denominators that do not vanish."""
        return Facts(self.facts.bounds, (*self.facts.unequal, *self.unequal))

    def distinct(self, first: Number, second: Number) -> bool:
        """Whether two ratios differ as formal numbers; Undecided where they may be equal."""
        self.units.check_time()
        gap = first - second
        if gap == 0:
            return False
        self._note(gap, first, second)
        return True

    def apart_from_one(self, right: Number, left: Number, *, known: bool) -> Number:
        """1 − rs; `known` where |rs| < 1 is decided."""
        self.units.check_time()
        gap: Number = ONE - self.units.product(right, left)
        if gap != 0 and known:
            self.unequal += _factors(gap)
        elif gap != 0:
            self._note(gap, right, self.units.inverse(left))
        return gap

    def _note(self, gap: Number, first: Number, second: Number) -> None:
        if isinstance(gap, fmpq):
            return
        if is_nonzero(gap, self.facts) or self._moduli_differ(first, second):
            self.unequal += _factors(gap)
            return
        if not written(expression(gap)).free_symbols:
            raise Undecided(
                f"whether the ratios {written(expression(first))} and "
                f"{written(expression(second))} are equal is below every precision tried",
                question=written(sympy.Ne(expression(first), expression(second))),
            )
        for factor in _factors(gap):
            self.meeting.setdefault(factor, (first, second))

    def _moduli_differ(self, first: Number, second: Number) -> bool:
        """Whether |first| ≠ |second| is decided."""
        if second == 0:
            return False
        (rho, lam), (sigma, mu) = self.units.form(first), self.units.form(second)
        growth = nb.real_part(lam - mu)
        if rho in (sigma, -sigma) and self.facts.nonzero(growth) is True:
            return True
        return bool(product_sign(first, self.units.inverse(second), self.units, self.facts))


def _factors(value: Number) -> list[Number]:
    """The irreducible factors of the denominator that 1/value has."""
    below = nb.inverse(value)
    return list(nb.poles(below).values())


def convolve(f: Terms, g: Terms, work: Product) -> Terms:
    """f ∗ g.

    Raises DivergentIntegral, Undecided, InvalidInput beyond WORK_LIMIT products.
    """
    size = _size(f) * _size(g)
    if size > WORK_LIMIT:
        raise InvalidInput(f"the product has about {size} terms; the limit is {WORK_LIMIT}")
    require_existence(f, g, "-oo", work.units, work.facts)
    require_existence(g, f, "oo", work.units, work.facts)
    result = Terms()
    _samples(f, g, result)
    for first in (f.right, f.compact):
        for second in (g.right, g.compact):
            _same_side(first, second, result.right, work)
    _same_side(f.left, g.left, result.left, work)
    for one, other in ((f, g), (g, f)):
        _opposite(one.left, other.right, result, work, known=True)
        straight, turned = _turned(other.compact, one.left, work)
        _opposite(one.left, straight, result, work, known=False)
        _same_side(one.left, turned, result.left, work)
    return result


def _size(f: Terms) -> int:
    sides = (f.left, f.compact, f.right)
    rows = [row for side in sides for part in side.values() for row in part.values()]
    return 1 + sum(len(row) for row in rows) + len(f.samples)


def _samples(f: Terms, g: Terms, result: Terms) -> None:
    for first, second in ((f, g), (g, f)):
        for point, c in first.samples.items():
            _shifted(second.left, point, c, result.left)
            _shifted(second.compact, point, c, result.right)
            _shifted(second.right, point, c, result.right)
    for point, c in f.samples.items():
        for other, d in g.samples.items():
            add_sample(result.samples, point + other, c * d)


def _terms(side: Side) -> Iterator[tuple[Number, Number, int, Number]]:
    """(point, ratio, k, coefficient) of every term."""
    for a, rows in side.items():
        for ratio, row in rows.items():
            for k, c in row.items():
                yield a, ratio, k, c


def _shifted(side: Side, by: Number, factor: Number, target: Side) -> None:
    for a, ratio, k, c in _terms(side):
        add_to(target, a + by, ratio, k, c * factor)


def _pairs(first: Side, second: Side) -> Iterator[tuple[Number, Number, Row, Number, Row]]:
    """(a + b, r, row, s, other) for every ratio of each side at every two places."""
    for (a, rows), (b, others) in product(first.items(), second.items()):
        for (r, row), (s, other) in product(rows.items(), others.items()):
            yield a + b, r, row, s, other


def _same_side(first: Side, second: Side, target: Side, work: Product) -> None:
    for point, r, row, s, other in _pairs(first, second):
        distinct = work.distinct(r, s)
        for (m, c), (n, d) in product(row.items(), other.items()):
            split = _split(r, m, s, n) if distinct else [(r, m + n + 1, ONE)]
            for ratio, k, e in split:
                add_to(target, point, ratio, k, e * c * d)


@lru_cache(maxsize=4096)
def _split(r: Number, m: int, s: Number, n: int) -> list[tuple[Number, int, Number]]:
    """1/((1−rq)^{m+1} (1−sq)^{n+1}) as terms (ratio, k, coefficient)."""
    found = []
    for one, i, two, j in ((r, m, s, n), (s, n, r, m)):
        below = nb.inverse(one - two)
        value = nb.power(one * below, j + 1)
        for step in range(i + 1):
            found.append((one, i - step, value * fmpq(comb(j + step, step))))
            value = value * (-two) * below
    return found


def _opposite(left: Side, right: Side, result: Terms, work: Product, *, known: bool) -> None:
    for point, s, row, r, other in _pairs(left, right):
        below = nb.inverse(work.apart_from_one(r, s, known=known))
        for (n, c), (m, d) in product(row.items(), other.items()):
            _add_opposite(point, (s, n), (r, m), below, c * d, result)


def _add_opposite(
    point: Number,
    left: tuple[Number, int],
    right: tuple[Number, int],
    below: Number,
    weight: Number,
    result: Terms,
) -> None:
    (s, n), (r, m) = left, right
    total: Number = ZERO
    for j, value in enumerate(_principal(m, n, below)):
        add_to(result.right, point, r, m - j, value * weight)
        total = total + value
    for j, value in enumerate(_principal(n, m, below)):
        add_to(result.left, point, s, n - j, value * weight)
    add_sample(result.samples, point, -total * weight)


def _principal(m: int, n: int, below: Number) -> list[Number]:
    """The coefficients of u^0 … u^m in (1−rs)^{−(n+1)} (1−u)^{n+1} (1−u/(1−rs))^{−(n+1)}."""
    scale = nb.power(below, n + 1)
    found = []
    for j in range(m + 1):
        total: Number = ZERO
        for i in range(min(j, n + 1) + 1):
            weight = fmpq((-1) ** i * comb(n + 1, i) * comb(n + j - i, j - i))
            total = total + nb.power(below, j - i) * weight
        found.append(total * scale)
    return found


def _turned(compact: Side, left: Side, work: Product) -> tuple[Side, Side]:
    """The compact part as (right terms, left terms): ratios 1/s of the left tail turn.

    The tails of a compact part cancel for each ratio, so E(n)[n >= a] may stand as −E(n)[n < a]:
    C(y+k, k) r^y at y = −1−k−i is (−1)^k C(i+k, k) (1/r)^{k+1+i}.
    """
    ratios = {work.units.inverse(s) for rows in left.values() for s in rows if s != 0}
    straight: Side = {}
    turned: Side = {}
    for a, r, k, c in _terms(compact):
        if r not in ratios:
            add_to(straight, a, r, k, c)
            continue
        s = work.units.inverse(r)
        weight = c * nb.power(s, k + 1) * fmpq((-1) ** (k + 1))
        add_to(turned, a - ONE - fmpq(k), s, k, weight)
    return straight, turned
