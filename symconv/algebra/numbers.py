"""Exact numbers: rationals, the function field over generators, and pairs re + i·im of these.

A number is a flint `fmpq`, an `Element` (a reduced fraction num/den whose den is a product of
irreducible factors, each stored once), or a `Complex`. All three mix in + - * and ==, equal
values have equal forms, so they serve as dictionary keys. Division is `inverse`.

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
    register,
    terms_key,
)
from symconv.algebra.generators import Context, Generator, context, lookup, union
from symconv.deadline import check
from symconv.errors import NoClosedForm

__all__ = [
    "ONE",
    "ZERO",
    "Complex",
    "Element",
    "Number",
    "cheap_key",
    "conjugate",
    "conjugate_of",
    "from_generator",
    "generators_of",
    "greatest_common_divisor",
    "imaginary_part",
    "inverse",
    "is_rational",
    "is_real",
    "make_complex",
    "parts",
    "poles",
    "power",
    "rational",
    "real_part",
    "substitute",
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
        below = "*".join(f"({_factor_element(i)!r})^{e}" for i, e in self.den)
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

    def __add__(self, other: Any) -> Number:
        if isinstance(other, _RATIONAL):
            if other == 0:
                return self
            return _narrow(self.ctx, self.num + expand(self.ctx, self.den) * fmpq(other), self.den)
        if not isinstance(other, Element):
            return NotImplemented
        ctx = union(self.ctx, other.ctx)
        left = lift(self.ctx, ctx, self.num)
        right = lift(other.ctx, ctx, other.num)
        if self.den == other.den:
            return _reduced(ctx, left + right, self.den)
        den, left_missing, right_missing = common(self.den, other.den)
        total = left * expand(ctx, left_missing) + right * expand(ctx, right_missing)
        if ctx.radicals:
            return _reduced(ctx, ctx.reduce(total), den)
        unequal = {index for index, _ in (*left_missing, *right_missing)}
        return _reduced(ctx, total, den, unequal)  # unequal powers of a factor never cancel

    __radd__ = __add__

    def __sub__(self, other: Any) -> Number:
        if isinstance(other, (*_RATIONAL, Element)):
            total: Number = self + (-other)
            return total
        return NotImplemented

    def __rsub__(self, other: Any) -> Number:
        total: Number = (-self) + other
        return total

    def __mul__(self, other: Any) -> Number:
        if isinstance(other, _RATIONAL):
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
            return _narrow(ctx, num, ()) if ctx.radicals else Element(ctx, num, ())
        den = product(self.den, other.den)
        if ctx.radicals:
            return _reduced(ctx, num, den)
        mine, others = dict(self.den), dict(other.den)
        kept = mine.keys() & others.keys()  # no numerator has a factor of its own denominator
        if other.num.is_constant():
            kept |= mine.keys()
        if self.num.is_constant():
            kept |= others.keys()
        return _reduced(ctx, num, den, kept)

    __rmul__ = __mul__


class Complex:
    """re + i·im with im not zero; re and im are fmpq or Element."""

    __slots__ = ("im", "re")

    def __init__(self, re: Any, im: Any):
        self.re = re
        self.im = im

    def __repr__(self) -> str:
        return f"({self.re!r} + i*{self.im!r})"

    def __hash__(self) -> int:
        return hash((self.re, self.im))

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


def _narrow(ctx: Context, num: Any, den: Den) -> Number:
    """An Element, or the rational that it is."""
    if not den and num.is_constant():
        coefficients: list[fmpq] = num.coeffs()
        return coefficients[0] if coefficients else ZERO
    return Element(ctx, num, den)


def _reduced(ctx: Context, num: Any, den: Den, coprime: Set[int] = frozenset()) -> Number:
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
    return _narrow(ctx, num, tuple(kept))


def make_complex(re: Any, im: Any) -> Number:
    """re + i·im, narrowed to the real number where im = 0."""
    return re if im == 0 else Complex(re, im)


IMAGINARY = Complex(ZERO, ONE)


def _factor_element(index: int) -> Element:
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


def rational(p: int, q: int = 1) -> fmpq:
    """The rational p/q."""
    return fmpq(p, q)


def is_rational(value: Number) -> bool:
    """Whether the number is a plain rational."""
    return isinstance(value, fmpq)


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
    if not isinstance(value, Element):
        raise TypeError(f"not an exact number: {value!r}")
    for place, degree in reversed(value.ctx.radicals):
        if value.num.degrees()[place]:
            return _inverse_radical(value, place, degree)
    if value.num.total_degree() == 1:  # a difference of exponents, as nearly always
        unit, factors = ONE, [(value.num, 1)]
    else:
        unit, factors = value.num.factor()
    den = []
    for poly, exponent in factors:
        leading = poly.leading_coefficient()
        unit = unit * leading**exponent
        den.append((register(value.ctx, poly / leading), int(exponent)))
    above = expand(value.ctx, value.den) * (1 / fmpq(unit))
    return _reduced(value.ctx, above, tuple(sorted(den)))


def _inverse_radical(value: Element, place: int, degree: int) -> Number:
    """Invert in K(g), g^degree = base, by solving value·y = 1 over K in the basis g^j."""
    ctx = value.ctx
    gen = ctx.generators[place]
    root = from_generator(gen)
    rows: list[list[Number]] = [[ZERO] * degree for _ in range(degree)]
    column: Number = value
    for j in range(degree):
        for i, part in _radical_parts(column, gen).items():
            rows[i][j] = part
        column = column * root
    unit: list[Number] = [ONE, *[ZERO] * (degree - 1)]
    solution = _solve(rows, unit)
    total: Number = ZERO
    for coefficient in reversed(solution):
        total = total * root + coefficient
    return total


def _radical_parts(value: Number, gen: Generator) -> dict[int, Number]:
    if not isinstance(value, Element) or not value.ctx.has(gen):
        return {0: value}
    place = value.ctx.place(gen)
    rows: dict[int, dict[Any, Any]] = {}
    for mono, c in value.num.to_dict().items():
        lowered = (*mono[:place], 0, *mono[place + 1 :])
        rows.setdefault(mono[place], {})[lowered] = c
    return {
        power_: _reduced(value.ctx, value.ctx.flint.from_dict(terms), value.den)
        for power_, terms in rows.items()
    }


def _solve(rows: list[list[Number]], right: list[Number]) -> list[Number]:
    """Gauss-Jordan elimination over the field; the matrix is regular."""
    size = len(rows)
    for column in range(size):
        pivot = next(row for row in range(column, size) if rows[row][column] != 0)
        rows[column], rows[pivot] = rows[pivot], rows[column]
        right[column], right[pivot] = right[pivot], right[column]
        scale = inverse(rows[column][column])
        rows[column] = [entry * scale for entry in rows[column]]
        right[column] = right[column] * scale
        for row in range(size):
            check("inverting roots")
            factor = rows[row][column]
            if row != column and factor != 0:
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[column], strict=True)]
                right[row] = right[row] - factor * right[column]
    return right


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
                found[index] = _factor_element(index)
    return found


def numerator_denominator(value: Element) -> tuple[Number, tuple[tuple[Number, int], ...]]:
    """The numerator and the irreducible factors of the denominator with their exponents."""
    num = _narrow(value.ctx, value.num, ())
    return num, tuple((_factor_element(i), e) for i, e in value.den)


def greatest_common_divisor(values: list[Number]) -> Number:
    """The monic common divisor of polynomials; 1 where one of them is a rational."""
    elements = [value for value in values if isinstance(value, Element)]
    if not elements or len(elements) < len(values):
        return ONE
    ctx = elements[0].ctx
    for element in elements[1:]:
        ctx = union(ctx, element.ctx)
    total = elements[0].polynomial_in(ctx)
    for element in elements[1:]:
        total = total.gcd(element.polynomial_in(ctx))
    return _narrow(ctx, total, ()) if not total.is_constant() else ONE


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
