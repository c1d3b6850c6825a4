"""Where flint's and SymPy's numbers meet, by integers p and q and never through floats.

Under SymPy's Python ground types `sympify(fmpq(1, 3))` is 0.333…; hence this module.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy
from flint import arb, fmpq, fmpz

from symconv.errors import InvalidInput, Unresolved
from symconv.survey import MOST_BITS, MOST_PARTS, float_bits, survey

_reduced = getattr(sympy.Rational, "from_coprime_ints", sympy.Rational)  # since SymPy 1.14
_LARGEST_EXPONENT = 10_000_000
_SMALL = {n: sympy.Integer(n) for n in range(-64, 65)}

_LARGEST_DENOMINATOR = 1000  # a Float may stand for a rational with a denominator below this
_MOST_TERMS = 16  # of the continued fraction of a rational with such a denominator
_DOUBLE, _DOUBLE_EXPONENTS = 53, 900

__all__ = ["dyadic", "exact", "exact_float", "from_fmpq", "from_int", "to_fmpq"]


def to_fmpq(value: Any) -> fmpq:
    """An int, Fraction, or SymPy Rational as fmpq."""
    if isinstance(value, sympy.Rational):
        return fmpq(int(value.p), int(value.q))
    if isinstance(value, fmpq):
        return value
    if isinstance(value, (int, fmpz)):
        return fmpq(value)
    if isinstance(value, Fraction):
        return fmpq(value.numerator, value.denominator)
    raise TypeError(f"not an exact rational: {value!r}")


def dyadic(value: arb) -> fmpq:
    """The rational m·2^e that an exact ball is.

    Raises Unresolved where e has seven digits or more: Arb holds exp(exp(1000)) in a few words,
    its rational does not fit into memory.
    """
    mantissa, exponent = value.man_exp()
    if abs(int(exponent)) > _LARGEST_EXPONENT:
        raise Unresolved(f"the number has a binary exponent beyond {_LARGEST_EXPONENT}")
    return fmpq(int(mantissa)) * fmpq(2) ** int(exponent)


def from_fmpq(value: fmpq) -> Any:
    """The SymPy Rational of an fmpq."""
    p, q = int(value.p), int(value.q)
    return from_int(p) if q == 1 else _reduced(p, q)


def from_int(value: int) -> Any:
    """The SymPy Integer of an int; small ones are made once, as in Python."""
    small = _SMALL.get(value)
    return sympy.Integer(value) if small is None else small


def exact(expr: Any) -> Any:
    """The expression with every Float read as `exact_float` reads it."""
    found = survey(expr)
    floats = found.floats if found.parts <= MOST_PARTS else expr.atoms(sympy.Float)
    return expr.xreplace({value: exact_float(value) for value in floats}) if floats else expr


def exact_float(value: Any) -> Any:
    """The Rational for which a SymPy Float stands at its own precision.

    It is the shortest decimal that rounds to the Float, as typed: 0.2 is 1/5, and 0.1 + 0.2 stays
    0.30000000000000004. Where that has a denominator of 1000 or more, and another rational with a
    smaller one rounds to the Float, it is that one: 0.3333333333333333 is 1/3. Infinities and NaN
    are returned as they are.

    Raises InvalidInput for a Float with more than MOST_BITS bits before or behind the point.
    """
    if not isinstance(value, sympy.Float):  # what Float("inf") and Float("nan") give
        return value
    if value.is_zero:
        return sympy.S.Zero
    bits = float_bits(value)
    if bits > MOST_BITS:
        raise InvalidInput(
            f"the Float {value} has {bits} bits before or behind the point (limit {MOST_BITS})"
        )
    sign, mantissa, exponent, length = value._mpf_
    rounding = _Rounding(int(mantissa), int(exponent), max(int(value._prec), int(length)))
    decimal = rounding.shortest_decimal()
    short = None if decimal.denominator < _LARGEST_DENOMINATOR else rounding.simplest()
    found = decimal if short is None else short
    return sympy.Rational(-found.numerator if sign else found.numerator, found.denominator)


@dataclass(frozen=True)
class _Rounding:
    """The reals that round to mantissa·2^exponent > 0 at a precision, to the nearest."""

    mantissa: int
    exponent: int
    precision: int

    @property
    def value(self) -> Fraction:
        """The number itself."""
        return Fraction(self.mantissa) * Fraction(2) ** self.exponent

    def ends(self) -> tuple[Fraction, Fraction]:
        """The ends, half a unit of the last place away; a quarter below a power of two."""
        bits = self.mantissa.bit_length()
        half = Fraction(2) ** (self.exponent + bits - self.precision - 1)
        below = half / 2 if self.mantissa == 1 else half
        return self.value - below, self.value + half

    def shortest_decimal(self) -> Fraction:
        """The nearest decimal with the fewest significant digits inside."""
        if self.precision == _DOUBLE and abs(self.exponent) < _DOUBLE_EXPONENTS:
            return Fraction(repr(float(self.value)))
        low, high = self.ends()
        first = _decimal_exponent(self.value)
        digits = 1
        while True:
            scale = Fraction(10) ** (digits - 1 - first)
            decimal = round(self.value * scale) / scale
            if low < decimal < high:
                return decimal
            digits += 1

    def simplest(self) -> Fraction | None:
        """The rational with the smallest denominator inside, by its continued fraction.

        None where that denominator is 1000 or more.
        """
        low, high = self.ends()
        whole: list[int] = []
        while len(whole) <= _MOST_TERMS:
            floor = low.numerator // low.denominator
            if floor + 1 < high:
                tail = Fraction(floor + 1)
                for part in reversed(whole):
                    tail = part + 1 / tail
                return tail if tail.denominator < _LARGEST_DENOMINATOR else None
            whole.append(floor)
            if low == floor:
                low, high = 1 / (high - floor), Fraction(2) ** (2 * MOST_BITS)
            else:
                low, high = 1 / (high - floor), 1 / (low - floor)
        return None


def _decimal_exponent(value: Fraction) -> int:
    """n with 10^n <= value < 10^(n + 1)."""
    guess = (value.numerator.bit_length() - value.denominator.bit_length()) * 1233 // 4096
    while Fraction(10) ** guess > value:
        guess -= 1
    while Fraction(10) ** (guess + 1) <= value:
        guess += 1
    return guess
