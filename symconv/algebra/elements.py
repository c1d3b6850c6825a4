"""The real numbers of the field Q(generators): fractions in lowest terms, denominators factored.

A real number is a flint `fmpq` or an `Element`, num/den whose den is a product of irreducible
factors, each stored once. They mix in + - * and ==; equal values have equal forms, so they serve
as dictionary keys. A complex parameter counts as real here: it is one generator, its conjugate
another.

Denominators stay factored because the denominators of partial fractions are differences of
exponents: adding needs no gcd, only trial division by the few factors present.
"""

from __future__ import annotations

from collections.abc import Set
from typing import Any, TypeAlias

from flint import fmpq, fmpz

from symconv.algebra.denominators import (
    Den,
    common,
    expand,
    factor_of,
    lift,
    product,
    terms_key,
)
from symconv.algebra.generators import Context, Generator, context, lookup, union
from symconv.errors import NoClosedForm

__all__ = [
    "ONE",
    "ZERO",
    "Element",
    "Real",
    "factor_element",
    "from_generator",
    "narrow",
    "reduced",
]

_MOST_PRODUCTS = 4_000_000  # one multiplication in flint, which no deadline can end
ZERO = fmpq(0)
ONE = fmpq(1)
_RATIONAL = (int, fmpq, fmpz)


class Element:
    """num/den over Q(generators), in lowest terms; never a plain rational."""

    __slots__ = ("_hash", "ctx", "den", "num")

    def __init__(self, ctx: Context, num: Any, den: Den):
        self.ctx = ctx
        self.num = num
        self.den = den
        self._hash: int | None = None

    def polynomial_in(self, ctx: Context) -> Any:
        """The numerator in a larger context; only for elements without denominator."""
        return lift(self.ctx, ctx, self.num)

    def __repr__(self) -> str:
        text = str(self.num)
        for name in self.ctx.names:
            text = text.replace(name, str(lookup(name).expr))
        below = "*".join(f"({factor_element(i)!r})^{e}" for i, e in self.den)
        return f"({text})/{below}" if below else text

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash((terms_key(self.num), self.den))
        return self._hash

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Element) or self.den != other.den:
            return False
        if self.ctx is other.ctx:
            return bool(self.num == other.num)
        return hash(self) == hash(other) and terms_key(self.num) == terms_key(other.num)

    def __neg__(self) -> Element:
        return Element(self.ctx, -self.num, self.den)

    def __add__(self, other: Any) -> Real:
        if isinstance(other, _RATIONAL):
            if other == 0:
                return self
            return narrow(self.ctx, self.num + expand(self.ctx, self.den) * fmpq(other), self.den)
        if not isinstance(other, Element):
            return NotImplemented
        ctx = union(self.ctx, other.ctx)
        left = lift(self.ctx, ctx, self.num)
        right = lift(other.ctx, ctx, other.num)
        if self.den == other.den:
            return reduced(ctx, left + right, self.den)
        den, left_missing, right_missing = common(self.den, other.den)
        total = left * expand(ctx, left_missing) + right * expand(ctx, right_missing)
        if ctx.radicals:
            return reduced(ctx, ctx.reduce(total), den)
        unequal = {index for index, _ in (*left_missing, *right_missing)}
        return reduced(ctx, total, den, unequal)  # unequal powers of a factor never cancel

    __radd__ = __add__

    def __sub__(self, other: Any) -> Real:
        if isinstance(other, (*_RATIONAL, Element)):
            total: Real = self + (-other)
            return total
        return NotImplemented

    def __rsub__(self, other: Any) -> Real:
        total: Real = (-self) + other
        return total

    def __mul__(self, other: Any) -> Real:
        if isinstance(other, _RATIONAL):
            if other == 1:  # as most factors are
                return self
            return ZERO if other == 0 else Element(self.ctx, self.num * fmpq(other), self.den)
        if not isinstance(other, Element):
            return NotImplemented
        if len(self.num) * len(other.num) > _MOST_PRODUCTS:
            raise NoClosedForm(f"a product of {len(self.num)} and {len(other.num)} terms")
        ctx = union(self.ctx, other.ctx)
        num = lift(self.ctx, ctx, self.num) * lift(other.ctx, ctx, other.num)
        if ctx.radicals:
            num = ctx.reduce(num)
        if not self.den and not other.den:
            return narrow(ctx, num, ()) if ctx.radicals else Element(ctx, num, ())
        den = product(self.den, other.den)
        if ctx.radicals:
            return reduced(ctx, num, den)
        mine, others = dict(self.den), dict(other.den)
        kept = mine.keys() & others.keys()  # no numerator has a factor of its own denominator
        if other.num.is_constant():
            kept |= mine.keys()
        if self.num.is_constant():
            kept |= others.keys()
        return reduced(ctx, num, den, kept)

    __rmul__ = __mul__


Real: TypeAlias = fmpq | Element


def narrow(ctx: Context, num: Any, den: Den) -> Real:
    """An Element, or the rational that it is."""
    if not den and num.is_constant():
        coefficients: list[fmpq] = num.coeffs()
        return coefficients[0] if coefficients else ZERO
    return Element(ctx, num, den)


def reduced(ctx: Context, num: Any, den: Den, coprime: Set[int] = frozenset()) -> Real:
    """num/den in lowest terms: trial division by each irreducible factor that is not `coprime`."""
    if num == 0:
        return ZERO
    kept = []
    for index, exponent in den:
        if index in coprime:
            kept.append((index, exponent))
            continue
        factor = factor_of(index).poly(ctx)
        left = exponent
        while left:
            quotient, remainder = divmod(num, factor)
            if remainder != 0:
                break
            num = quotient
            left -= 1
        if left:
            kept.append((index, left))
    return narrow(ctx, num, tuple(kept))


def factor_element(index: int) -> Element:
    """The irreducible factor of an index as a number."""
    factor = factor_of(index)
    return Element(context(factor.names), factor.terms, ())


def from_generator(gen: Generator) -> Element:
    """The generator as a number."""
    ctx = context(_closure(gen))
    return Element(ctx, ctx.flint.gens()[ctx.place(gen)], ())


def _closure(gen: Generator) -> tuple[str, ...]:
    names = {gen.name}
    if isinstance(gen.base, Element):
        names.update(gen.base.ctx.names)
    return tuple(sorted(names))
