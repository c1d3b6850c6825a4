"""Exact numbers: rationals, the function field over generators, and pairs re + i·im of these.

A number is a flint `fmpq`, an `Element` of the function field, or a `Complex`. All three mix in
+ - * and ==, equal values have equal forms, so they serve as dictionary keys. Division is
`inverse`.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from flint import fmpq

from symconv.algebra.denominators import factor_of
from symconv.algebra.division import inverse_of_real
from symconv.algebra.elements import (
    ONE,
    ZERO,
    Element,
    factor_element,
    from_generator,
    narrow,
)
from symconv.algebra.generators import Context, Generator, context, lookup, union
from symconv.deadline import check

__all__ = [
    "IMAGINARY",
    "Complex",
    "Number",
    "cheap_key",
    "conjugate",
    "conjugate_of",
    "declare_conjugates",
    "generators_of",
    "greatest_common_divisor",
    "imaginary_part",
    "inverse",
    "is_real",
    "make_complex",
    "numerator_denominator",
    "parts",
    "poles",
    "power",
    "real_part",
    "substitute",
]


class Complex:
    """re + i·im with im not zero; re and im are fmpq or Element."""

    __slots__ = ("im", "re")

    def __init__(self, re: Any, im: Any):
        self.re = re
        self.im = im

    def __repr__(self) -> str:
        return f"({self.re!r} + i*{self.im!r})"

    def __hash__(self) -> int:
        return hash((cheap_key(self.re), cheap_key(self.im)))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Complex) and bool(self.re == other.re) and bool(self.im == other.im)
        )

    def __neg__(self) -> Complex:
        return Complex(-self.re, -self.im)

    def __add__(self, other: Any) -> Number:
        if isinstance(other, Complex):
            return make_complex(self.re + other.re, self.im + other.im)
        return Complex(self.re + other, self.im)

    __radd__ = __add__

    def __sub__(self, other: Any) -> Number:
        total: Number = self + (-other)
        return total

    def __rsub__(self, other: Any) -> Number:
        total: Number = (-self) + other
        return total

    def __mul__(self, other: Any) -> Number:
        if isinstance(other, Complex):
            return make_complex(
                self.re * other.re - self.im * other.im, self.re * other.im + self.im * other.re
            )
        if other == 0:
            return ZERO
        return Complex(self.re * other, self.im * other)

    __rmul__ = __mul__


Number: TypeAlias = fmpq | Element | Complex


def make_complex(re: Any, im: Any) -> Number:
    """re + i·im, narrowed to the real number where im = 0."""
    return re if im == 0 else Complex(re, im)


IMAGINARY = Complex(ZERO, ONE)


def cheap_key(value: Number) -> Any:
    """A dictionary key: flint hashes a rational through Fraction, ten times as slowly as this."""
    return (int(value.p), int(value.q)) if isinstance(value, fmpq) else value


def is_real(value: Number) -> bool:
    """Whether the number has no imaginary part and no complex parameter."""
    return conjugate(value) == value


def inverse(value: Number) -> Number:
    """1/value; ZeroDivisionError at 0."""
    if isinstance(value, fmpq):
        return 1 / value
    check("dividing numbers")
    if isinstance(value, Complex):
        norm = inverse(value.re * value.re + value.im * value.im)
        return make_complex(value.re * norm, -value.im * norm)
    if isinstance(value, Element):
        return inverse_of_real(value)
    raise TypeError(f"not an exact number: {value!r}")


def power(value: Number, exponent: int) -> Number:
    """value**exponent for any integer exponent."""
    if exponent < 0:
        return power(inverse(value), -exponent)
    result: Number = ONE
    base = value
    while exponent:
        if exponent & 1:
            result = result * base
        exponent >>= 1
        if exponent:
            base = base * base
    return result


def generators_of(value: Number) -> tuple[Generator, ...]:
    """The generators that occur in the number, in order."""
    names: set[str] = set()
    for part in parts(value):
        if isinstance(part, Element):
            degrees = part.num.degrees()
            names.update(n for n, d in zip(part.ctx.names, degrees, strict=True) if d)
            for index, _ in part.den:
                names.update(factor_of(index).names)
    return tuple(lookup(name) for name in sorted(names))


def parts(value: Number) -> tuple[Any, ...]:
    """(re, im) of a complex number, (value,) of a real one."""
    return (value.re, value.im) if isinstance(value, Complex) else (value,)


def poles(value: Number) -> dict[int, Number]:
    """The irreducible factors of the denominator, by index."""
    found: dict[int, Number] = {}
    for part in parts(value):
        if isinstance(part, Element):
            for index, _ in part.den:
                found[index] = factor_element(index)
    return found


def numerator_denominator(value: Element) -> tuple[Number, tuple[tuple[Number, int], ...]]:
    """The numerator and the irreducible factors of the denominator with their exponents."""
    num = narrow(value.ctx, value.num, ())
    return num, tuple((factor_element(i), e) for i, e in value.den)


def greatest_common_divisor(values: list[Number]) -> Number:
    """The greatest common divisor of polynomials; 1 where one of them is a rational."""
    elements = [value for value in values if isinstance(value, Element)]
    if not elements or len(elements) < len(values):
        return ONE
    ctx = elements[0].ctx
    for element in elements[1:]:
        ctx = union(ctx, element.ctx)
    total = elements[0].polynomial_in(ctx)
    for element in elements[1:]:
        total = total.gcd(element.polynomial_in(ctx))
    return narrow(ctx, total, ()) if not total.is_constant() else ONE


def conjugate(value: Number) -> Number:
    """The complex conjugate; complex parameters turn into their conjugate generators."""
    if isinstance(value, Complex):
        return make_complex(_conjugate_real(value.re), -_conjugate_real(value.im))
    return _conjugate_real(value)


def _conjugate_real(value: Number) -> Number:
    if not isinstance(value, Element):
        return value
    changes: dict[Generator, Number] = {}
    for gen in generators_of(value):
        partner = _conjugates.get(gen)
        if partner is not None:
            changes[gen] = from_generator(partner)
    return substitute(value, changes) if changes else value


_conjugates: dict[Generator, Generator] = {}


def declare_conjugates(first: Generator, second: Generator) -> None:
    """State that two generators are each other's complex conjugates."""
    _conjugates[first] = second
    _conjugates[second] = first


def conjugate_of(gen: Generator) -> Generator | None:
    """The generator that stands for the conjugate; None where the generator is real."""
    return _conjugates.get(gen)


def real_part(value: Number) -> Number:
    """(value + conjugate)/2."""
    if isinstance(value, fmpq):
        return value
    total: Number = (value + conjugate(value)) * fmpq(1, 2)
    return total


def imaginary_part(value: Number) -> Number:
    """(value − conjugate)/(2i)."""
    total: Number = (value - conjugate(value)) * Complex(ZERO, fmpq(-1, 2))
    return total


def substitute(value: Number, changes: dict[Generator, Number]) -> Number:
    """The number with generators replaced; ZeroDivisionError where a denominator vanishes."""
    if isinstance(value, Complex):
        return substitute(value.re, changes) + IMAGINARY * substitute(value.im, changes)
    if not isinstance(value, Element) or not any(gen in changes for gen in generators_of(value)):
        return value
    total = _evaluate(value.ctx, value.num, changes)
    for index, exponent in value.den:
        factor = factor_of(index)
        below = _evaluate(context(factor.names), factor.terms, changes)
        total = total * power(inverse(below), exponent)
    return total


def _evaluate(ctx: Context, poly: Any, changes: dict[Generator, Number]) -> Number:
    values = [changes[gen] if gen in changes else from_generator(gen) for gen in ctx.generators]
    total: Number = ZERO
    for mono, c in poly.to_dict().items():
        term: Number = c
        for value, exponent in zip(values, mono, strict=True):
            if exponent:
                term = term * power(value, exponent)
        total = total + term
    return total
