"""Exponential polynomials Σ c x^n/n! e^{λx + β} on the whole line, with exact coefficients.

A *mode* is the pair (λ, β). Keeping β beside λ makes e^β part of the key and not of the
coefficient: distinct β are independent over the field (Lindemann-Weierstrass for algebraic β,
formally for parameters), so a sum is zero exactly when every coefficient is.
"""

from __future__ import annotations

import atexit
from collections.abc import Iterator
from functools import lru_cache
from math import comb, factorial
from typing import Any
from weakref import WeakValueDictionary

import sympy
from flint import fmpq, fmpq_poly

from symconv.algebra import numbers as nb
from symconv.algebra.constants import number
from symconv.algebra.elements import ONE, ZERO, Element
from symconv.algebra.numbers import Complex, Number
from symconv.deadline import check
from symconv.forking import lock_of_a_table

__all__ = ["CONSTANT_MODE", "ExpPoly", "Mode", "mode", "scaled_exponential"]


class Mode:
    """The exponent λx + β; one object for equal pairs, so that comparison is identity."""

    __slots__ = ("__weakref__", "beta", "lam")

    def __init__(self, lam: Number, beta: Number):
        self.lam = lam
        self.beta = beta

    def __repr__(self) -> str:
        return f"Mode({self.lam!r}, {self.beta!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return mode, (self.lam, self.beta)


_modes: WeakValueDictionary[tuple[Any, Any], Mode] = WeakValueDictionary()
"""A mode is forgotten with the last sum that has it: a long process meets ever new exponents."""
atexit.register(_modes.clear)  # later, flint can no longer hash the keys of the modes that go
_lock = lock_of_a_table()


def mode(lam: Number, beta: Number = ZERO) -> Mode:
    """The mode of a pair whose β is in normal form (see scaled_exponential)."""
    key = (nb.cheap_key(lam), nb.cheap_key(beta))
    found = _modes.get(key)
    if found is None:
        with _lock:
            found = _modes.setdefault(key, Mode(lam, beta))
    return found


CONSTANT_MODE = mode(ZERO, ZERO)


def scaled_exponential(lam: Number, beta: Number) -> tuple[Mode, Number]:
    """e^{λx + β} as (mode, factor): e^{r log p} and e^{iπq} leave β for the factor."""
    if isinstance(beta, fmpq):
        return mode(lam, beta), ONE
    rest, factor = _exponential_constant(beta)
    return mode(lam, rest), factor


@lru_cache(maxsize=4096)
def _exponential_constant(beta: Number) -> tuple[Number, Number]:
    factor: Number = ONE
    real, imaginary = (beta.re, beta.im) if isinstance(beta, Complex) else (beta, ZERO)
    for prime_log, times in _rational_multiples(real, sympy.log):
        real = real - number(prime_log) * times
        power = sympy.Pow(prime_log.args[0], sympy.Rational(int(times.p), int(times.q)))
        factor = factor * number(power)
    for pi, times in _rational_multiples(imaginary, type(sympy.pi)):
        kept, turned = _root_of_unity(times)
        imaginary = imaginary - number(pi) * (times - kept)
        factor = factor * turned
    return nb.make_complex(real, imaginary), factor


def _rational_multiples(value: Number, kind: Any) -> list[tuple[Any, fmpq]]:
    """The terms r·g of a sum with r rational and g a generator whose expression is of a kind."""
    if not isinstance(value, Element) or value.den:
        return []
    found = []
    for monomial, coefficient in value.num.to_dict().items():
        if sum(monomial) == 1:
            expr = value.ctx.generators[monomial.index(1)].expr
            if isinstance(expr, kind):
                found.append((expr, coefficient))
    return found


def _root_of_unity(times: fmpq) -> tuple[fmpq, Number]:
    """e^{iπq} as (q', z) with e^{iπq} = e^{iπq'} z; q' = 0 where cos and sin are radicals."""
    q = sympy.Rational(int(times.p), int(times.q))
    turns = 2 * sympy.floor((q + 1) / 2)
    rest = q - turns
    if rest.q in (1, 2, 3, 4, 5, 6, 10, 12):
        z = number(sympy.cos(sympy.pi * rest)) + nb.IMAGINARY * number(sympy.sin(sympy.pi * rest))
        return ZERO, z
    return fmpq(int(rest.p), int(rest.q)), ONE


class ExpPoly:
    """Σ over modes and degrees n of c x^n/n! e^{λx + β}. `terms` is {mode: {n: c}}, no zero c."""

    __slots__ = ("terms",)

    def __init__(self, terms: dict[Mode, dict[int, Number]] | None = None):
        self.terms: dict[Mode, dict[int, Number]] = terms if terms is not None else {}

    @classmethod
    def constant(cls, value: Number) -> ExpPoly:
        """The constant function."""
        return cls({CONSTANT_MODE: {0: value}} if value != 0 else {})

    @classmethod
    def exponential(cls, lam: Number, beta: Number, factor: Number = ONE) -> ExpPoly:
        """factor·e^{λx + β}."""
        key, extra = scaled_exponential(lam, beta)
        return cls({key: {0: factor * extra}})

    @classmethod
    def variable(cls) -> ExpPoly:
        """The function x."""
        return cls({CONSTANT_MODE: {1: ONE}})

    def __bool__(self) -> bool:
        return bool(self.terms)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ExpPoly) and self.terms == other.terms

    def __hash__(self) -> int:
        return hash(frozenset((key, n, c) for key, n, c in self.items()))

    def __repr__(self) -> str:
        return f"ExpPoly({self.terms!r})"

    def items(self) -> Iterator[tuple[Mode, int, Number]]:
        """All (mode, degree, coefficient)."""
        for key, row in self.terms.items():
            for n, c in row.items():
                yield key, n, c

    def copy(self) -> ExpPoly:
        """An independent copy."""
        return ExpPoly({key: dict(row) for key, row in self.terms.items()})

    def add_term(self, key: Mode, n: int, c: Number) -> None:
        """Add c x^n/n! e^{mode} in place."""
        row = self.terms.get(key)
        if row is None:
            if c != 0:
                self.terms[key] = {n: c}
            return
        total = row.get(n)
        total = c if total is None else total + c
        if total != 0:
            row[n] = total
        elif n in row:
            del row[n]
            if not row:
                del self.terms[key]

    def add(self, other: ExpPoly, factor: Number = ONE) -> None:
        """Add factor·other in place."""
        unit = isinstance(factor, fmpq) and factor == 1
        for key, row in other.terms.items():
            if unit and key not in self.terms:
                self.terms[key] = dict(row)
                continue
            for n, c in row.items():
                self.add_term(key, n, c if unit else c * factor)

    def __add__(self, other: ExpPoly) -> ExpPoly:
        total = self.copy()
        total.add(other)
        return total

    def scaled(self, factor: Number) -> ExpPoly:
        """factor·self."""
        total = ExpPoly()
        if factor != 0:
            total.add(self, factor)
        return total

    def __mul__(self, other: ExpPoly) -> ExpPoly:
        check("multiplying exponential polynomials")
        total = ExpPoly()
        for key, m, c in self.items():
            for key2, n, d in other.items():
                product, factor = multiply_modes(key, key2)
                total.add_term(product, m + n, c * d * fmpq(comb(m + n, m)) * factor)
        return total

    def derivative(self) -> ExpPoly:
        """d/dx."""
        total = ExpPoly()
        for key, n, c in self.items():
            if n:
                total.add_term(key, n - 1, c)
            if key.lam != 0:
                total.add_term(key, n, c * key.lam)
        return total

    def recentred(self, shift: Number) -> ExpPoly:
        """The function y -> self(y + shift)."""
        if shift == 0:
            return self
        total = ExpPoly()
        for key, row in self.terms.items():
            factor: Number = ONE
            moved = key
            if key.lam != 0:
                moved, factor = scaled_exponential(key.lam, key.beta + key.lam * shift)
            _recentre_row(total, moved, row, shift, factor)
        return total

    def dilated(self, ratio: Number) -> ExpPoly:
        """The function y -> self(ratio·y)."""
        total = ExpPoly()
        for key, n, c in self.items():
            total.add_term(mode(key.lam * ratio, key.beta), n, c * nb.power(ratio, n))
        return total

    def conjugate(self) -> ExpPoly:
        """The complex conjugate, for real x."""
        total = ExpPoly()
        for key, n, c in self.items():
            partner = mode(nb.conjugate(key.lam), nb.conjugate(key.beta))
            total.add_term(partner, n, nb.conjugate(c))
        return total

    def substitute(self, changes: dict[Any, Number]) -> ExpPoly:
        """The function with parameters replaced by numbers."""
        total = ExpPoly()
        for key, n, c in self.items():
            lam, beta = nb.substitute(key.lam, changes), nb.substitute(key.beta, changes)
            moved, factor = scaled_exponential(lam, beta)
            total.add_term(moved, n, nb.substitute(c, changes) * factor)
        return total

    def at_zero(self) -> ExpPoly:
        """The value at x = 0, as a constant of modes (0, β)."""
        total = ExpPoly()
        for key, row in self.terms.items():
            if 0 in row:
                total.add_term(mode(ZERO, key.beta), 0, row[0])
        return total

    def degree(self) -> int:
        """The largest n, −1 for zero."""
        return max((n for row in self.terms.values() for n in row), default=-1)


_LONG = 6  # from this degree on flint's composition is faster than the double loop


def _recentre_row(
    total: ExpPoly, key: Mode, row: dict[int, Number], shift: Number, factor: Number
) -> None:
    """Add factor·Σ c_n (y+s)^n/n! = factor·Σ_j y^j/j! Σ_n c_n s^{n−j}/(n−j)!."""
    top = max(row)
    if top >= _LONG and isinstance(shift, fmpq) and all(isinstance(c, fmpq) for c in row.values()):
        for j, moved in enumerate(_shifted_coefficients(row, shift)):
            total.add_term(key, j, moved * factor)
        return
    powers: list[Number] = [factor]
    for k in range(1, top + 1):
        powers.append(powers[-1] * shift * fmpq(1, k))
    for j in range(top + 1):
        value: Number = ZERO
        for n, c in row.items():
            if n >= j:
                value = value + c * powers[n - j]
        total.add_term(key, j, value)


def _shifted_coefficients(row: dict[int, Any], shift: fmpq) -> list[fmpq]:
    """The coefficients of y^j/j! in Σ c_n (y + s)^n/n!, by flint's polynomials."""
    plain = [row[n] / factorial(n) if n in row else ZERO for n in range(max(row) + 1)]
    moved = fmpq_poly(plain)(fmpq_poly([shift, 1]))
    return [c * factorial(j) for j, c in enumerate(moved.coeffs())]


@lru_cache(maxsize=16384)
def multiply_modes(first: Mode, second: Mode) -> tuple[Mode, Number]:
    """e^{mode}·e^{mode} as (mode, factor)."""
    if first is CONSTANT_MODE:
        return second, ONE
    if second is CONSTANT_MODE:
        return first, ONE
    return scaled_exponential(first.lam + second.lam, first.beta + second.beta)
