"""Sums Σ e^{−αx²} D_α(x) + Σ c e^{λx+β} (x − z)^{−n}, exact and in a unique form.

D_α is an exponential-polynomial distribution. A pole z off the real line carries side 0; a real
pole is a boundary value: side +1 stands for (x − z − i0)^{−n}, side −1 for (x − z + i0)^{−n}
(Gelfand and Shilov, Generalized Functions I, ch. I 3.6). Coefficients of pole terms are free of x,
so that equal functions have equal forms.
"""

from __future__ import annotations

from math import comb, factorial
from typing import Any, NamedTuple

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression
from symconv.algebra.distribution import Distribution
from symconv.algebra.elements import ONE, ZERO
from symconv.algebra.exppoly import (
    CONSTANT_MODE,
    ExpPoly,
    Mode,
    mode,
    multiply_modes,
    scaled_exponential,
)
from symconv.algebra.numbers import Number
from symconv.algebra.relations import compare
from symconv.algebra.signs import Facts
from symconv.errors import Undecided
from symconv.reading import OutsideClass
from symconv.reading.conditions import pointwise_product

__all__ = ["Coincidence", "Needed", "PoleTerm", "SpectralSum"]


class Coincidence(Exception):  # a request, not an error
    """Whether `gap` is 0 is needed and open: two poles may coincide."""

    def __init__(self, gap: Number):
        self.gap = gap
        super().__init__(gap)


class Needed(Exception):  # a request, not an error
    """`value` ≠ 0 is needed and open; the message says for what."""

    def __init__(self, value: Number, purpose: str):
        if expression(value).could_extract_minus_sign():
            value = -value
        self.value = value
        self.question = compare(value, sympy.Ne)
        super().__init__(f"{purpose} {self.question}; state it with assuming=")

    def undecided(self) -> Undecided:
        """The error for those who cannot go on."""
        return Undecided(str(self), question=self.question)


class PoleTerm(NamedTuple):
    """e^{λx+β} (x − pole)^{−order}; side 0 off the real line, else the boundary value."""

    pole: Number
    side: int
    mode: Mode
    order: int


class SpectralSum:
    """The sum; `gauss` is {α: D_α} (α = 0 without a Gaussian), `polar` {PoleTerm: c}."""

    __slots__ = ("gauss", "polar")

    def __init__(
        self,
        gauss: dict[Number, Distribution] | None = None,
        polar: dict[PoleTerm, Number] | None = None,
    ):
        self.gauss = {alpha: part for alpha, part in (gauss or {}).items() if part}
        self.polar = {term: c for term, c in (polar or {}).items() if c != 0}

    @classmethod
    def of(cls, part: Distribution, alpha: Number = ZERO) -> SpectralSum:
        """e^{−αx²}·part."""
        return cls({alpha: part})

    @classmethod
    def pole(cls, place: Number, order: int, side: int = 0) -> SpectralSum:
        """(x − place)^{−order}."""
        return cls({}, {PoleTerm(place, side, CONSTANT_MODE, order): ONE})

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, SpectralSum)
            and self.gauss == other.gauss
            and self.polar == other.polar
        )

    def __hash__(self) -> int:
        return hash((frozenset(self.gauss.items()), frozenset(self.polar.items())))

    def __bool__(self) -> bool:
        return bool(self.gauss) or bool(self.polar)

    def __repr__(self) -> str:
        return f"SpectralSum({self.gauss!r}, {self.polar!r})"

    @property
    def plain(self) -> Distribution:
        """The part without a Gaussian and without poles."""
        return self.gauss.get(ZERO, Distribution())

    def __add__(self, other: SpectralSum) -> SpectralSum:
        gauss = dict(self.gauss)
        for alpha, part in other.gauss.items():
            gauss[alpha] = gauss[alpha] + part if alpha in gauss else part
        polar = dict(self.polar)
        for term, c in other.polar.items():
            polar[term] = polar[term] + c if term in polar else c
        return SpectralSum(gauss, polar)

    def __sub__(self, other: SpectralSum) -> SpectralSum:
        return self + other.scaled(fmpq(-1))

    def scaled(self, factor: Number) -> SpectralSum:
        """factor·self."""
        return SpectralSum(
            {alpha: part.scaled(factor) for alpha, part in self.gauss.items()},
            {term: c * factor for term, c in self.polar.items()},
        )

    def times(self, other: SpectralSum, facts: Facts) -> SpectralSum:
        """The pointwise product of functions.

        Raises Coincidence where two poles may coincide, OutsideClass where the product leaves the
        class: a pole times a break point, a mass or a Gaussian, or equal real poles of two sides.
        """
        gauss: dict[Number, Distribution] = {}
        for alpha, part in self.gauss.items():
            for alpha2, part2 in other.gauss.items():
                product = _smooth_product(part, part2, facts)
                total = alpha + alpha2
                gauss[total] = gauss[total] + product if total in gauss else product
        result = SpectralSum(gauss)
        for first, second in ((self, other), (other, self)):
            if first.polar and second.gauss:
                result = result + _poles_by_line(first.polar, _entire(second))
        builder = _Builder()
        for term, c in self.polar.items():
            for term2, d in other.polar.items():
                builder.add_product(term, term2, c * d, facts)
        return result + builder.sum()

    def times_exppoly(self, factor: ExpPoly) -> SpectralSum:
        """The product with a whole-line exponential polynomial."""
        gauss = {alpha: part.multiplied(factor) for alpha, part in self.gauss.items()}
        return SpectralSum(gauss) + _poles_by_line(self.polar, factor)

    def reflected(self) -> SpectralSum:
        """x -> self(−x)."""
        polar = {}
        for term, c in self.polar.items():
            turned = mode(-term.mode.lam, term.mode.beta)
            moved = PoleTerm(-term.pole, -term.side, turned, term.order)
            polar[moved] = c * fmpq((-1) ** term.order)
        return SpectralSum({alpha: part.reflected() for alpha, part in self.gauss.items()}, polar)

    def dilated(self, ratio: Number) -> SpectralSum:
        """x -> self(ratio·x) for a ratio that is known to be positive."""
        down = nb.inverse(ratio)
        polar = {}
        for term, c in self.polar.items():
            wave = mode(term.mode.lam * ratio, term.mode.beta)
            moved = PoleTerm(term.pole * down, term.side, wave, term.order)
            polar[moved] = c * nb.power(down, term.order)
        gauss = {alpha * ratio * ratio: part.dilated(ratio) for alpha, part in self.gauss.items()}
        return SpectralSum(gauss, polar)

    def conjugate(self) -> SpectralSum:
        """The complex conjugate, for real x."""
        polar = {}
        for term, c in self.polar.items():
            wave = mode(nb.conjugate(term.mode.lam), nb.conjugate(term.mode.beta))
            moved = PoleTerm(nb.conjugate(term.pole), -term.side, wave, term.order)
            polar[moved] = nb.conjugate(c)
        return SpectralSum({alpha: part.conjugate() for alpha, part in self.gauss.items()}, polar)

    def substitute(self, changes: dict[Any, Number]) -> SpectralSum:
        """The sum with parameters replaced; ZeroDivisionError where a coefficient has a pole."""
        result = SpectralSum()
        for alpha, part in self.gauss.items():
            key = nb.substitute(alpha, changes)
            result = result + SpectralSum({key: part.substitute(changes)})
        builder = _Builder()
        for term, c in self.polar.items():
            lam = nb.substitute(term.mode.lam, changes)
            wave, factor = scaled_exponential(lam, nb.substitute(term.mode.beta, changes))
            pole = nb.substitute(term.pole, changes)
            moved = PoleTerm(pole, term.side, wave, term.order)
            builder.add(moved, nb.substitute(c, changes) * factor)
        return result + builder.sum()


class _Builder:
    """Collects pole terms."""

    def __init__(self) -> None:
        self.polar: dict[PoleTerm, Number] = {}

    def sum(self) -> SpectralSum:
        return SpectralSum({}, self.polar)

    def add(self, term: PoleTerm, c: Number) -> None:
        self.polar[term] = self.polar[term] + c if term in self.polar else c

    def add_product(self, first: PoleTerm, second: PoleTerm, c: Number, facts: Facts) -> None:
        """Partial fractions of (x − z)^{−m} (x − w)^{−n}."""
        wave, factor = multiply_modes(first.mode, second.mode)
        c = c * factor
        gap = first.pole - second.pole
        if gap == 0:
            if first.side != second.side:
                raise OutsideClass("the product of boundary values from the two sides of one pole")
            order = first.order + second.order
            self.add(PoleTerm(first.pole, first.side, wave, order), c)
            return
        if facts.nonzero(gap) is not True:
            raise Coincidence(gap)
        self._split(first, second.order, wave, c, gap)
        self._split(second, first.order, wave, c, -gap)

    def _split(self, term: PoleTerm, other: int, wave: Mode, c: Number, gap: Number) -> None:
        """The principal part at term.pole: (u + gap)^{−other} expanded at u = 0."""
        down = nb.inverse(gap)
        for j in range(term.order):
            weight = fmpq((-1) ** j * comb(other - 1 + j, j))
            kept = PoleTerm(term.pole, term.side, wave, term.order - j)
            self.add(kept, c * nb.power(down, other + j) * weight)


def _smooth_product(first: Distribution, second: Distribution, facts: Facts) -> Distribution:
    if first.mass or second.mass:
        raise OutsideClass("a point mass times a function that is no exponential polynomial")
    return pointwise_product(first, second, facts)


def _entire(other: SpectralSum) -> ExpPoly:
    """The whole-line exponential polynomial that a sum without poles is."""
    plain = other.plain
    if set(other.gauss) != {ZERO} or plain.right or plain.mass:
        raise OutsideClass("a pole times a break point, a point mass or a Gaussian")
    return plain.line


def _poles_by_line(polar: dict[PoleTerm, Number], factor: ExpPoly) -> SpectralSum:
    """Σ c (x − z)^{−n} e^{mode} times an exponential polynomial, split into poles and the rest."""
    builder = _Builder()
    line = ExpPoly()
    for term, c in polar.items():
        for key, row in factor.terms.items():
            wave, extra = multiply_modes(term.mode, key)
            local = ExpPoly({CONSTANT_MODE: row}).recentred(term.pole)
            rest: dict[int, Number] = {}
            for i, value in local.terms.get(CONSTANT_MODE, {}).items():
                weight = c * extra * value * fmpq(1, factorial(i))
                if i < term.order:
                    kept = PoleTerm(term.pole, term.side, wave, term.order - i)
                    builder.add(kept, weight)
                else:
                    rest[i - term.order] = weight * fmpq(factorial(i - term.order))
            if rest:
                moved = ExpPoly({CONSTANT_MODE: rest}).recentred(-term.pole)
                line.add(moved * ExpPoly({wave: {0: ONE}}))
    return SpectralSum({ZERO: Distribution(line)}) + builder.sum()
