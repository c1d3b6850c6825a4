"""Number formats to round to, and correct rounding of exact rationals and of balls.

A rounding is decided for a ball if both of its ends round to the same number: rounding to nearest
is monotone. An exact value is rounded by integer arithmetic, ties to even. A zero carries the sign
of the value that was rounded to it, an exact 0 is +0; a ball across 0 decides neither.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import Any, Protocol

import numpy as np
from flint import arb

from symconv.errors import Unresolved
from symconv.exactnumbers import dyadic
from symconv.precision import working_precision

__all__ = ["BinaryTarget", "DecimalTarget", "Target", "fraction_of", "target_of"]

_LARGE_EXPONENT = 4000
_SCALING_BITS = 64


class Target(Protocol):
    """A set of numbers with rounding to nearest, ties to even."""

    @property
    def bits(self) -> int:
        """Significant bits to start from."""

    def of_exact(self, value: Fraction) -> Any:
        """The nearest number to an exact value."""

    def tie_near(self, value: Fraction) -> Fraction:
        """The number of one more digit next to a value: a tie is one."""

    def of_ball(self, ball: arb) -> Any:
        """The nearest number to every point of the ball, or None if there is no single one."""

    def of_balls(self, balls: Iterable[arb]) -> list[Any]:
        """The same for many balls."""


@dataclass(frozen=True)
class BinaryTarget:
    """float16, float32 or float64; subnormals included, overflow to infinity."""

    dtype: Any
    bits: int

    def of_exact(self, value: Fraction) -> Any:
        """Nearest, ties to even; subnormals and overflow as IEEE 754 has them."""
        if self.bits == 53:
            return _nearest_double(value)
        info = np.finfo(self.dtype)
        smallest = int(info.minexp) - int(info.nmant)
        exponent = max(_floor_log2(value) - int(info.nmant), smallest) if value else smallest
        whole = round(value / Fraction(2) ** exponent)  # half to even
        with np.errstate(over="ignore"):
            size = self.dtype(_nearest_double(abs(whole) * Fraction(2) ** exponent))
        return -size if value < 0 else size

    def tie_near(self, value: Fraction) -> Fraction:
        """Rounded to one bit more, without a limit on the exponent."""
        unit = Fraction(2) ** (_floor_log2(value) - self.bits)
        return round(value / unit) * unit

    def of_ball(self, ball: arb) -> Any:
        """The number both ends round to, or None."""
        value: Any = self.of_balls([ball])[0]
        return value if value is None or self.bits == 53 else self.dtype(value)

    def of_balls(self, balls: Iterable[arb]) -> list[Any]:
        """`of_ball` for many balls; map keeps the loops in C."""
        column = list(balls)
        low = np.array(list(map(float, map(arb.lower, column))))
        high = np.array(list(map(float, map(arb.upper, column))))
        rounded, certain = self._between(low, high)
        values: list[Any] = rounded.tolist()
        for i in np.flatnonzero(~certain).tolist():
            values[i] = None
        return values

    def of_bounds(self, high: Any, low: Any, bound: Any) -> tuple[Any, Any]:
        """Rounded arrays of hi + lo ± bound, and where the rounding is certain."""
        if self.bits == 53:
            below, above = high + (low - bound), high + (low + bound)
            return high + 0.0, (below == above) & ((high != 0) | (bound == 0))
        rounded, certain = self._between(high + (low - bound), high + (low + bound))
        exact_zero = (high == 0) & (bound == 0)
        return np.where(exact_zero, self.dtype(0), rounded), certain | exact_zero

    def _between(self, low: Any, high: Any) -> tuple[Any, Any]:
        """The numbers to which [low, high] rounds, and where there is a single one."""
        same_sign = np.signbit(low) == np.signbit(high)
        if self.bits == 53:
            return low, (low == high) & same_sign
        with np.errstate(over="ignore"):
            below = np.nextafter(low, -np.inf).astype(self.dtype)
            above = np.nextafter(high, np.inf).astype(self.dtype)
        return np.copysign(above, low).astype(self.dtype), (below == above) & same_sign


@dataclass(frozen=True)
class DecimalTarget:
    """Decimal numbers of `digits` significant digits."""

    digits: int

    @property
    def bits(self) -> int:
        """Enough bits for the digits."""
        return self.digits * 10 // 3 + 4

    def of_exact(self, value: Fraction) -> Decimal:
        """Nearest, ties to even."""
        return self._context().divide(Decimal(value.numerator), Decimal(value.denominator))

    def tie_near(self, value: Fraction) -> Fraction:
        """Rounded to one digit more."""
        return Fraction(DecimalTarget(self.digits + 1).of_exact(value))

    def of_ball(self, ball: arb) -> Decimal | None:
        """The decimal both ends round to, or None.

        A power of ten is taken out first: rounding to digits commutes with it, and e^(10^6) has
        digits enough to spend a minute on.
        """
        if not ball.is_finite():
            return None
        with working_precision(ball.bits() + _SCALING_BITS):
            power = _decimal_exponent(ball)
            scaled = ball * arb(10) ** -power
            low = self.of_exact(fraction_of(scaled.lower()))
            same = low == self.of_exact(fraction_of(scaled.upper()))
        return self._context().scaleb(low, power) if same else None

    def _context(self) -> Context:
        return Context(prec=self.digits, rounding=ROUND_HALF_EVEN, Emin=MIN_EMIN, Emax=MAX_EMAX)

    def of_balls(self, balls: Iterable[arb]) -> list[Decimal | None]:
        """One by one."""
        return [self.of_ball(ball) for ball in balls]


def _decimal_exponent(ball: arb) -> int:
    """About log10 of the modulus where that is large, else 0."""
    if ball.mid().is_zero():
        return 0
    mantissa, exponent = ball.mid().man_exp()
    top = int(exponent) + abs(int(mantissa)).bit_length()
    if abs(top) < _LARGE_EXPONENT:
        return 0
    power = top * 30103 // 100000
    if abs(power) > MAX_EMAX // 2:
        raise Unresolved("the value has more digits than a Decimal can count")
    return power


def fraction_of(exact: arb) -> Fraction:
    """The exact value of an arb without radius."""
    value = dyadic(exact)
    return Fraction(int(value.p), int(value.q))


def _nearest_double(value: Fraction) -> float:
    """Integer division rounds correctly in Python, subnormals included; overflow is infinity."""
    try:
        return value.numerator / value.denominator
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def _floor_log2(value: Fraction) -> int:
    numerator, denominator = abs(value.numerator), value.denominator
    guess = numerator.bit_length() - denominator.bit_length()
    return guess if Fraction(2) ** guess <= abs(value) else guess - 1


def target_of(dtype: Any, digits: int | None) -> tuple[Target, Any, bool]:
    """(target, dtype of the result, whether parts are rounded apart)."""
    if digits is not None:
        return DecimalTarget(digits), np.dtype(object), False
    kind = np.dtype(dtype)
    real = {"complex64": np.float32, "complex128": np.float64}.get(kind.name)
    scalar = real or kind.type
    precision = {"float16": 11, "float32": 24, "float64": 53}.get(np.dtype(scalar).name)
    if precision is None:
        raise TypeError(kind.name)
    return BinaryTarget(scalar, precision), kind, real is not None
