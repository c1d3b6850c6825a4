"""Exact numbers of concrete certificates: the field Q(i)(π) and the sums Σ q e^β over it.

A number is (re + i·im)/den with re, im, den polynomials in π over Q, reduced to lowest terms, den
monic; so equal numbers are equal data. A polynomial that is not the zero polynomial has a value
other than 0, since π is transcendental (Lindemann 1882): division needs no further condition.
Signs are read off rational enclosures of π, found with Machin's formula in rationals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import zip_longest
from math import ceil, floor
from typing import Any

from symconv.kernel.refusal import MAX_DIGITS, MAX_PI_POWER, items, require, spend

__all__ = ["ONE", "ZERO", "Coefficient", "Number", "accumulate", "exponential"]
__all__ += ["pi_enclosure", "read_coefficient", "read_number", "times"]

Poly = tuple[Fraction, ...]
_ONE: Poly = (Fraction(1),)
_RATIONAL = re.compile(r"-?\d+(/\d*[1-9]\d*)?", re.ASCII)
MAX_BITS = 1024


def _trim(coefficients: Iterable[Fraction]) -> Poly:
    terms = list(coefficients)
    while terms and not terms[-1]:
        terms.pop()
    return tuple(terms)


def _add(p: Poly, q: Poly) -> Poly:
    spend(1 + (len(p) + len(q)) // 2)
    return _trim(a + b for a, b in zip_longest(p, q, fillvalue=Fraction(0)))


def _spend(p: Poly, q: Poly) -> None:
    """Charge the budget for all products of coefficients, by their lengths in bits."""
    bits = [
        max((c.numerator.bit_length() + c.denominator.bit_length() for c in r), default=0)
        for r in (p, q)
    ]
    spend((1 + len(p) * len(q)) * (1 + bits[0] * bits[1] // 2**12))


def _mul(p: Poly, q: Poly) -> Poly:
    if p is _ONE or q is _ONE:
        return p if q is _ONE else q
    _spend(p, q)
    out = [Fraction(0)] * (len(p) + len(q) - 1)
    for i, a in enumerate(p):
        for j, b in enumerate(q):
            out[i + j] += a * b
    return _trim(out)


def _divmod(p: Poly, q: Poly) -> tuple[Poly, Poly]:
    _spend(p, q)
    rest, quotient = list(p), [Fraction(0)] * (len(p) - len(q) + 1)
    for shift in reversed(range(len(quotient))):
        quotient[shift] = rest[shift + len(q) - 1] / q[-1]
        for i, b in enumerate(q):
            rest[shift + i] -= quotient[shift] * b
    return _trim(quotient), _trim(rest)


def _gcd(p: Poly, q: Poly) -> Poly:
    while q:
        p, q = q, _divmod(p, q)[1]
    return p


@cache
def pi_enclosure(bits: int) -> tuple[Fraction, Fraction]:
    """Dyadic lo < π < hi, hi − lo < 2^{−bits}, by π = 16 atan(1/5) − 4 atan(1/239) (Machin)."""
    low5, high5 = _atan_inverse(5, bits + 24)
    low239, high239 = _atan_inverse(239, bits + 24)
    low, high, unit = 16 * low5 - 4 * high239, 16 * high5 - 4 * low239, 2 ** (bits + 2)
    return Fraction(floor(low * unit), unit), Fraction(ceil(high * unit), unit)


def _atan_inverse(n: int, bits: int) -> tuple[Fraction, Fraction]:
    """Consecutive partial sums of the alternating series enclose atan(1/n)."""
    total, k, power = Fraction(0), 0, Fraction(1, n)
    while True:
        previous, total = total, total + (-1) ** k * power / (2 * k + 1)
        k, power = k + 1, power / n**2
        if power.numerator << bits < power.denominator and k % 2:
            return previous, total


def _sign(p: Poly) -> int:
    """The sign of p(π), by interval Horner evaluation with rising precision."""
    bits = 32
    while p:
        _spend(p, p[-1:])
        require(bits <= MAX_BITS, "precision", "a sign stays open at the precision cap")
        low, high = pi_enclosure(bits)
        a = b = Fraction(0)
        for c in reversed(p):  # π > 0: the low end of a·π is a·low for a > 0, a·high for a < 0
            a, b = min(a * low, a * high) + c, max(b * low, b * high) + c
        if a > 0 or b < 0:
            return 1 if a > 0 else -1
        bits *= 2
    return 0


@dataclass(frozen=True)
class Number:
    """An element (re + i·im)/den of Q(i)(π); made by `Number.of`, which reduces it."""

    re: Poly
    im: Poly
    den: Poly

    @staticmethod
    def of(re: Poly, im: Poly = (), den: Poly = _ONE) -> Number:
        """Lowest terms with monic denominator."""
        if den == _ONE:
            return Number(re, im, _ONE)
        common = _gcd(_gcd(den, re), im)
        unit = (den[-1] / common[-1],)
        divisor = _mul(common, unit)
        return Number(*(_divmod(p, divisor)[0] for p in (re, im, den)))

    def __bool__(self) -> bool:
        return bool(self.re or self.im)

    def __add__(self, other: Number) -> Number:
        return Number.of(
            _add(_mul(self.re, other.den), _mul(other.re, self.den)),
            _add(_mul(self.im, other.den), _mul(other.im, self.den)),
            _mul(self.den, other.den),
        )

    def __mul__(self, other: Number) -> Number:
        minus = _mul(self.im, other.im)
        return Number.of(
            _add(_mul(self.re, other.re), tuple(-c for c in minus)),
            _add(_mul(self.re, other.im), _mul(self.im, other.re)),
            _mul(self.den, other.den),
        )

    def __neg__(self) -> Number:
        return Number(tuple(-c for c in self.re), tuple(-c for c in self.im), self.den)

    def __sub__(self, other: Number) -> Number:
        return self + -other

    def conjugate(self) -> Number:
        """The complex conjugate."""
        return Number(self.re, tuple(-c for c in self.im), self.den)

    def inverse(self) -> Number:
        """den·(re − i·im)/(re² + im²)."""
        norm = _add(_mul(self.re, self.re), _mul(self.im, self.im))
        return Number.of(_mul(self.den, self.re), tuple(-c for c in _mul(self.den, self.im)), norm)

    def __pow__(self, n: int) -> Number:
        out = ONE
        for _ in range(n):
            out = out * self
        return out

    def real_sign(self) -> int:
        """The sign of the real part."""
        return _sign(self.re) * _sign(self.den)

    def __str__(self) -> str:
        def poly(p: Poly) -> str:
            powers = ("", "·π", *(f"·π^{k}" for k in range(2, len(p))))
            return " + ".join(f"{c}{powers[k]}" for k, c in enumerate(p) if c) or "0"

        text = poly(self.re) if not self.im else f"{poly(self.re)} + i({poly(self.im)})"
        return text if self.den == _ONE else f"({text})/({poly(self.den)})"


ZERO = Number((), (), _ONE)
ONE = Number(_ONE, (), _ONE)
_I = Number((), _ONE, _ONE)


def read_number(data: Any) -> Number:
    """A number of a certificate; the forms are those of the decider's docstring."""
    if not isinstance(data, dict):
        return _read_polynomial([data])
    require(data.keys() <= {"pi", "over"}, "number-keys", f"expected pi and over, got {data}")
    return _read_polynomial(data["pi"]) * _read_polynomial(data.get("over", ["1"])).inverse()


def _read_polynomial(data: list[Any]) -> Number:
    require(len(items(data)) <= MAX_PI_POWER, "degree", f"a power of π above {MAX_PI_POWER}")
    pairs = [item if isinstance(item, list) else (item, 0) for item in data]
    return Number.of(
        _trim([_read_rational(re) for re, _ in pairs]),
        _trim([_read_rational(im) for _, im in pairs]),
    )


def _read_rational(data: Any) -> Fraction:
    text = str(data)
    require(len(text) <= MAX_DIGITS, "digits", f"a number of more than {MAX_DIGITS} digits")
    require(_RATIONAL.fullmatch(text) is not None, "rational", f"expected p or p/q, got {text!r}")
    return Fraction(text)


Coefficient = dict[Number, Number]  # {β: q} for Σ q e^β, no q zero


def read_coefficient(data: list[Any]) -> Coefficient:
    """A list of pairs [q, β], with e^{iπk/2} taken out of e^β."""
    out: Coefficient = {}
    for q, beta in map(items, items(data)):
        accumulate(out, exponential(read_number(q), read_number(beta)))
    return out


def exponential(q: Number, beta: Number) -> Coefficient:
    """q e^β with the multiple of iπ in a polynomial β brought into [0, 1/2)·iπ."""
    if beta.den == _ONE and len(beta.im) > 1:
        quarter_turns = floor(2 * beta.im[1])
        turn = (Fraction(0), Fraction(-quarter_turns, 2))
        beta, q = beta + Number.of((), _trim(turn)), q * _I ** (quarter_turns % 4)
    return {beta: q} if q else {}


def accumulate(out: Coefficient, c: Coefficient) -> None:
    """Add c to out, in place; the e^β are added by their exponents alone."""
    for beta, q in c.items():
        out[beta] = out.get(beta, ZERO) + q
        if not out[beta]:
            del out[beta]


def times(c: Coefficient, d: Coefficient) -> Coefficient:
    """c·d, by e^β e^γ = e^{β + γ}."""
    out: Coefficient = {}
    for beta, q in c.items():
        for gamma, r in d.items():
            accumulate(out, exponential(q * r, beta + gamma))
    return out
