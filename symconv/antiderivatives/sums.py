"""Finite sums Σ R·e^q·A: R rational, q polynomial, A a special function of u or 1.

Integrands, antiderivatives and results are all of this form, over the field of `field`. The form is
normal as far as R and q go: a sum without terms is 0. The special functions, by name:
    erf, erfi, atan
    log        log|u|
    Ei         Ei(u), principal: real on the negative axis, which is its cut
    E1         −E₁(−u), which has the derivative of Ei(u) and its cut on the positive axis
    Ci, Si     Ci(|u|) and Si(u), u real
    approach   lim log|x − u| as x → u: a mark that must cancel in a principal value
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression, number
from symconv.algebra.dependence import depends
from symconv.algebra.elements import ONE, ZERO
from symconv.algebra.generators import Generator
from symconv.algebra.numbers import Number
from symconv.antiderivatives.exponentials import substitute
from symconv.antiderivatives.field import NotElementary, derivative

__all__ = [
    "APPROACH",
    "EXPONENTIAL_INTEGRALS",
    "PLAIN",
    "Atom",
    "NotElementary",
    "Sum",
    "atom",
    "plain_coefficient",
]

Atom = tuple[str, Any]
Key = tuple[Number, Atom]
PLAIN: Atom = ("", None)
EXPONENTIAL_INTEGRALS = ("Ei", "E1", "Ci", "Si")
APPROACH = "approach"
SQRT_PI = number(sympy.sqrt(sympy.pi))


class Sum:
    """Σ R·e^q·A as {(q, A): R} without zero R. Treated as immutable once built."""

    __slots__ = ("terms",)

    def __init__(self, terms: dict[Key, Number] | None = None):
        self.terms: dict[Key, Number] = terms if terms is not None else {}

    @classmethod
    def of(cls, value: Number, exponent: Number = ZERO, special: Atom = PLAIN) -> Sum:
        """value·e^exponent·special."""
        return cls({(exponent, special): value} if value != 0 else {})

    def __bool__(self) -> bool:
        return bool(self.terms)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sum) and self.terms == other.terms

    def __hash__(self) -> int:
        return hash(frozenset(self.terms.items()))

    def __repr__(self) -> str:
        return " + ".join(f"({r!r})*e^({q!r})*{a}" for (q, a), r in self.terms.items()) or "0"

    def __add__(self, other: Sum) -> Sum:
        total = dict(self.terms)
        for key, value in other.terms.items():
            merged = total.get(key, ZERO) + value
            if merged == 0:
                total.pop(key, None)
            else:
                total[key] = merged
        return Sum(total)

    def __neg__(self) -> Sum:
        return Sum({key: -value for key, value in self.terms.items()})

    def __sub__(self, other: Sum) -> Sum:
        return self + (-other)

    def __mul__(self, other: Sum) -> Sum:
        total = Sum()
        for (q, a), r in self.terms.items():
            for (p, b), s in other.terms.items():
                if a is not PLAIN and b is not PLAIN:
                    raise NotElementary(f"a product of {a[0]} and {b[0]}")
                total = total + Sum.of(r * s, q + p, b if a is PLAIN else a)
        return total

    def scaled(self, factor: Number) -> Sum:
        """factor·self."""
        if factor == 0:
            return Sum()
        return Sum({key: value * factor for key, value in self.terms.items()})

    def power(self, exponent: int) -> Sum:
        """self**exponent; a negative power only of a single term without a special function."""
        if exponent < 0:
            if len(self.terms) != 1:
                raise NotElementary("a reciprocal of a sum of exponentials")
            (((q, a), r),) = self.terms.items()
            if a is not PLAIN:
                raise NotElementary(f"a reciprocal of {a[0]}")
            return Sum.of(nb.power(r, exponent), q * fmpq(exponent))
        result = Sum.of(ONE)
        for _ in range(exponent):
            result = result * self
        return result

    def number(self) -> Number | None:
        """The sum as a rational function, or None where it holds exponentials or atoms."""
        if not self.terms:
            return ZERO
        return self.terms.get((ZERO, PLAIN)) if len(self.terms) == 1 else None

    def map(self, change: Callable[[Number], Number]) -> Sum:
        """The sum with R, q and the arguments of the atoms changed by a field homomorphism."""
        total = Sum()
        for (q, a), r in self.terms.items():
            moved = Sum.of(change(r), change(q))
            total = total + (moved if a is PLAIN else moved * atom(a[0], change(a[1])))
        return total

    def substitute(self, changes: dict[Generator, Number]) -> Sum:
        """The sum with generators replaced; ZeroDivisionError where a denominator vanishes."""
        return self.map(lambda value: substitute(value, changes))

    def conjugate(self) -> Sum:
        """The complex conjugate at real values of the generators."""
        return self.map(nb.conjugate)

    def depends(self, gen: Generator) -> bool:
        """Whether the generator occurs anywhere."""
        return any(
            depends(r, gen) or depends(q, gen) or (a is not PLAIN and depends(a[1], gen))
            for (q, a), r in self.terms.items()
        )

    def derivative(self, gen: Generator) -> Sum:
        """The derivative; the special functions become elementary."""
        total = Sum()
        for (q, a), r in self.terms.items():
            outer = derivative(r, gen) + r * derivative(q, gen)
            total = total + Sum.of(outer, q, a)
            if a is not PLAIN:
                total = total + atom_derivative(a, gen) * Sum.of(r, q)
        return total


def atom_derivative(special: Atom, gen: Generator) -> Sum:
    """d A/d gen for a special function A of u."""
    name, u = special
    rate = derivative(u, gen)
    if rate == 0:
        return Sum()
    if name == "erf":
        return Sum.of(rate * fmpq(2) * nb.inverse(SQRT_PI), -(u * u))
    if name == "erfi":
        return Sum.of(rate * fmpq(2) * nb.inverse(SQRT_PI), u * u)
    if name == "log":
        return Sum.of(rate * nb.inverse(u))
    if name in EXPONENTIAL_INTEGRALS:
        return _exponential_rate(name, u).scaled(rate * nb.inverse(u))
    return Sum.of(rate * nb.inverse(u * u + ONE))


def _exponential_rate(name: str, u: Number) -> Sum:
    """u·dA/du for A = Ei, −E₁(−·), Ci, Si: e^u, e^u, cos u, sin u."""
    if name in ("Ei", "E1"):
        return Sum.of(ONE, u)
    up, down = Sum.of(ONE, nb.IMAGINARY * u), Sum.of(ONE, -(nb.IMAGINARY * u))
    if name == "Ci":
        return (up + down).scaled(fmpq(1, 2))
    return (up - down).scaled(nb.IMAGINARY * fmpq(-1, 2))


def atom(name: str, u: Number) -> Sum:
    """The special function of u, with the sign of u normalised and known values put in."""
    if name == "log":
        return _logarithm(u)
    if name in ("Ei", "E1", APPROACH):
        return Sum.of(ONE, ZERO, (name, u))
    if u == 0 and name != "Ci":
        return Sum()
    if expression(u).could_extract_minus_sign():
        return atom(name, -u) if name == "Ci" else -atom(name, -u)
    return _known(name, u) or Sum.of(ONE, ZERO, (name, u))


def _known(name: str, u: Number) -> Sum | None:
    if name == "atan" and nb.is_real(u):
        value = sympy.atan(expression(u))
        if not value.has(sympy.atan):
            return Sum.of(number(value))
    return None


def _logarithm(u: Number) -> Sum:
    """log|u|; logarithms of rationals are constants of the field."""
    if isinstance(u, fmpq):
        known = sympy.log(sympy.Rational(abs(int(u.p)), int(u.q)))
        return Sum.of(number(known))
    if expression(u).could_extract_minus_sign():
        u = -u
    return Sum.of(ONE, ZERO, ("log", u))


def plain_coefficient(value: Sum) -> Number:
    """The coefficient of a sum of one plain term, which vanishes only where that does.

    Raises NotElementary for any other sum.
    """
    if len(value.terms) == 1:
        (((_, a), r),) = value.terms.items()
        if a is PLAIN:
            return r
    raise NotElementary("a growth whose coefficient is a sum of transcendental constants")
