"""Balls: exact numbers to balls, predicates on balls, balls to decimals.

A ball is an `acb` of python-flint, mid ± rad in the real and in the imaginary part. Conversions
run at the current working precision (`working_precision`) and never through a float.
"""

from __future__ import annotations

from fractions import Fraction

import sympy
from flint import acb, arb, fmpq, fmpz
from sympy import Expr

from symconv.errors import InvalidInput
from symconv.exactnumbers import dyadic, exact_float, from_fmpq, to_fmpq
from symconv.listing import shown

__all__ = [
    "accuracy_bits",
    "ball_of",
    "brief",
    "contains_zero",
    "decimal",
    "disjoint",
    "is_finite",
    "overlaps",
    "radius",
    "rational_of",
    "to_sympy",
    "unit_disc_square",
]


def ball_of(value: object) -> acb:
    """The ball of an exact value: int, Fraction, fmpq, SymPy number, or a ball (unchanged).

    SymPy expressions without symbols go through `compiling.compile_expression`; this function
    knows the plain numbers alone.
    """
    if isinstance(value, acb):
        return value
    if isinstance(value, arb | int | fmpz):
        return acb(value)
    if isinstance(value, sympy.Float) and value.is_finite:
        value = exact_float(value)
    if isinstance(value, fmpq | sympy.Rational | Fraction):
        return acb(arb(to_fmpq(value)))
    raise InvalidInput(
        f"{shown(value)} is not an exact number or a ball; write Rational(1, 3), not 0.33"
    )


def rational_of(value: arb) -> sympy.Rational:
    """The midpoint, a dyadic rational, exactly."""
    return from_fmpq(dyadic(value.mid()))


def overlaps(left: acb, right: acb) -> bool:
    """Whether the two balls have a point in common (true values may be equal)."""
    return bool(left.overlaps(right))


def disjoint(left: acb, right: acb) -> bool:
    """Whether the balls are finite and share no point: the true values differ, proved."""
    return is_finite(left) and is_finite(right) and not left.overlaps(right)


def contains_zero(ball: acb) -> bool:
    """Whether 0 lies in the ball; a ball that is not finite contains everything."""
    return not is_finite(ball) or bool(ball.contains(0))


def is_finite(ball: acb) -> bool:
    """Whether mid and radius are finite numbers."""
    return bool(ball.is_finite())


def radius(ball: acb) -> arb:
    """An upper bound, as an exact arb, of the larger of the radii of both parts."""
    real, imag = ball.real.rad(), ball.imag.rad()
    return real if bool(real >= imag) else imag


def accuracy_bits(ball: acb) -> int:
    """Correct leading bits relative to the ball's size; huge for an exact ball."""
    return int(ball.rel_accuracy_bits()) if is_finite(ball) else -1


def unit_disc_square() -> acb:
    """The square [−1, 1] + [−1, 1]i, which contains every number of modulus at most 1."""
    return acb(arb(0, 1), arb(0, 1))


def decimal(ball: acb, digits: int = 15) -> str:
    """A decimal text with at most `digits` digits, all correct up to the printed radius."""
    if ball.imag.is_zero():
        return str(ball.real.str(digits))
    return f"{ball.real.str(digits)} + ({ball.imag.str(digits)})*I"


def brief(value: object) -> str:
    """The text of a value for a message; what has too many digits for a text is only named."""
    try:
        return str(value)
    except ValueError:
        return f"a {type(value).__name__} with thousands of digits"


def to_sympy(ball: acb, digits: int = 15) -> Expr:
    """The midpoint as a SymPy Float of `digits` digits (complex where the ball is complex)."""
    real = sympy.Float(ball.real.mid().str(digits + 3, radius=False), digits)
    if ball.imag.is_zero():
        return real
    return real + sympy.I * sympy.Float(ball.imag.mid().str(digits + 3, radius=False), digits)
