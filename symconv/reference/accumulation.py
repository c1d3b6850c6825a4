"""Rounding errors of a kernel that sums products in the arithmetic of a dtype, in any order.

With u the unit roundoff, η the least positive number, γ_m = m u/(1 − m u), a sum of n products is
off by at most γ_n Σ|a||v| + n η; samples that were rounded themselves, the step h and its product
with the sum add two roundings each. A complex sum is 2n real products for each part,
and |re| + |im| stands for the modulus. The stored result is itself rounded once.

For fast Fourier transforms of power-of-two sizes, N in all, with twiddle factors accurate to 2u, a
transform is off by 8 u log₂N in the 2-norm; two forward transforms, the product and the way back
give 8 u log₂N (2 ‖a‖₂‖v‖₂ + ‖a ∗ v‖₂) + 4 u ‖a‖₂‖v‖₂, where ‖a ∗ v‖₂ is at most ‖a‖₁‖v‖₂ and at
most ‖a‖₂‖v‖₁.

References
----------
N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., sections 2.8, 3.1 and 24.1.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from symconv.reference.keys import unit_and_least

__all__ = ["Accumulation", "moduli", "ulps"]

_PER_TRANSFORM = 8
_PER_PRODUCT = 4
_ROOT_BITS = 60


@dataclass(frozen=True)
class Accumulation:
    """The arithmetic: its dtype, the factor h (1 for plain sums), whether samples were rounded."""

    dtype: str
    step: Fraction = Fraction(1)
    rounded_samples: bool = False

    def direct(
        self, absolute: Fraction, terms: int, result: Fraction, inputs: Fraction = Fraction(0)
    ) -> Fraction | None:
        """The bound for one output: Σ|a||v|, n, |result|, Σ|a| + Σ|v|; None where there is none."""
        unit, least, largest = unit_and_least(self.dtype)
        is_complex = np.dtype(self.dtype).kind == "c"
        roundings = (2 * terms if is_complex else terms) + (4 if self.rounded_samples else 0)
        gamma = _gamma(roundings, unit)
        total = max(absolute, absolute * self.step)
        if gamma is None or total * (1 + gamma) > largest:
            return None
        products = terms * (4 if is_complex else 1) + 2
        underflow = (products + (inputs if self.rounded_samples else 0)) * least
        error: Fraction = self.step * (gamma * absolute + underflow) + unit * result + least
        return error

    def transforms(
        self, a: Sequence[Fraction], v: Sequence[Fraction], shapes: Any, result: Fraction
    ) -> Fraction | None:
        """The bound for every output at once, for |a|, |v| and the largest |result|."""
        unit, least, largest = unit_and_least(self.dtype)
        log_size = sum((n + m).bit_length() + 1 for n, m in zip(*shapes, strict=True))
        a1, v1 = sum(a, Fraction(0)), sum(v, Fraction(0))
        a2, v2 = _norm(a), _norm(v)
        spread = min(a1 * v2, a2 * v1)
        factor = _PER_TRANSFORM * log_size * unit
        if max(a1 * v1, a1 * v1 * self.step) * 2 > largest or 16 * factor > 1:
            return None
        error = factor * (2 * a2 * v2 + spread) + _PER_PRODUCT * unit * a2 * v2
        if self.rounded_samples:
            error += 4 * unit * a2 * v2
        slack = least * Fraction(2 ** min(log_size, 1000))
        whole: Fraction = self.step * (error * (1 + 8 * factor) + slack) + unit * result + least
        return whole


def _gamma(m: int, unit: Fraction) -> Fraction | None:
    return m * unit / (1 - m * unit) if m * unit < 1 else None


def _norm(values: Sequence[Fraction]) -> Fraction:
    """An upper bound of the 2-norm by an integer square root."""
    square = sum(value * value for value in values)
    if not square:
        return Fraction(0)
    # Scaled by a power of four, the root has 60 bits whatever its size.
    size = square.numerator.bit_length() - square.denominator.bit_length()
    shift = 2 * (_ROOT_BITS - size // 2)
    scaled = square * Fraction(2) ** shift
    return (math.isqrt(math.ceil(scaled)) + 1) / Fraction(2) ** (shift // 2)


def moduli(array: Any) -> list[Fraction]:
    """|re| + |im| of every entry, exactly, row by row."""
    flat = array.reshape(-1).tolist()
    if array.dtype.kind == "c":
        return [abs(Fraction(z.real)) + abs(Fraction(z.imag)) for z in flat]
    return [abs(Fraction(value)) for value in flat]


def ulps(bounds: Sequence[Fraction | None], out: Any) -> list[Fraction | None]:
    """The bounds in units of the last place of the results (of the larger part)."""
    parts = np.maximum(abs(out.real), abs(out.imag)) if out.dtype.kind == "c" else abs(out)
    spacing = np.spacing(parts).reshape(-1).tolist()
    return [
        None if bound is None or not math.isfinite(one) else bound / Fraction(one)
        for bound, one in zip(bounds, spacing, strict=True)
    ]
