"""Ziv's strategy for one arm: balls of rising precision until both ends round to one number.

A value that lies exactly on a tie never resolves that way: it is recognised by exact arithmetic,
or refused. (An exact 0 does resolve in a binary format, once its ball is smaller than the smallest
number; for decimals it does not.)
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import sympy as sp
from flint import acb, arb, fmpq

from symconv.deadline import check
from symconv.deciding import constants
from symconv.enclosure import Point, compile_expression, working_precision
from symconv.errors import InvalidInput, Unresolved
from symconv.numeric.columns import column_form
from symconv.numeric.exactpoints import exact_fraction
from symconv.numeric.pointwise import INVISIBLE
from symconv.numeric.realness import is_real_valued
from symconv.numeric.targets import Target, fraction_of
from symconv.values.balls import brief

__all__ = ["ArmRounder", "NeedsComplex"]

_GUARD_BITS = 27
_DOUBLINGS = 8
_SETTLE_AT = 5  # 1700 bits for a double: below the smallest one, so only ties and zeros are left
_TINIEST = arb(2) ** -2000
_DENOMINATORS = 10**20


class NeedsComplex(InvalidInput):
    """The values are complex, and were to be rounded to a real format."""


class ArmRounder:
    """Rounds one branch-free arm in x at points that are floats or fractions.

    With `apart` the real and the imaginary part are rounded each by itself.
    """

    def __init__(self, x: sp.Symbol, target: Target, apart: bool):
        self._x, self._target, self._apart = x, target, apart

    def __call__(self, arm: sp.Expr, points: Any) -> list[Any]:
        """Raise the precision until all roundings are decided; settle ties exactly."""
        if arm is sp.nan:
            raise Unresolved(
                f"there is no value at {self._x} = {brief(points[0])}: no arm of the Piecewise "
                "holds there; add a last arm (0, True)",
                point=points[0],
            )
        if arm is sp.zoo:
            raise Unresolved(
                f"there is no finite value at {self._x} = {brief(points[0])}", point=points[0]
            )
        if not self._apart and not is_real_valued(arm, (self._x,)):
            raise NeedsComplex(f"{brief(arm)} is complex: round to complex128 or complex64")
        evaluate = self._evaluator(arm, points)
        values: list[Any] = [None] * len(points)
        todo = list(range(len(points)))
        for doubling in range(_DOUBLINGS):
            check("rounding values")
            with working_precision(self._precision(doubling)):
                rounded = evaluate([points[i] for i in todo])
            left = []
            for i, value in zip(todo, rounded, strict=True):
                values[i] = value
                if value is None:
                    left.append(i)
            if doubling == _SETTLE_AT:
                left = [i for i in left if not self._settled(arm, points[i], values, i)]
            todo = left
            if not todo:
                return values
        for i in todo:
            values[i] = self._at_the_cap(arm, points[i])
        return values

    def _at_the_cap(self, arm: sp.Expr, point: Any) -> Any:
        """A value that rounds to 0 and whose sign stays open is +0; others are unresolved."""
        ball = self._precise(arm, point, _DOUBLINGS - 1)
        parts = [ball.real, ball.imag] if self._apart else [ball.real]
        zero = self._target.of_exact(Fraction(0))
        sizes = [self._target.of_ball(part.abs_upper()) for part in parts]
        values = [
            zero if size == zero else self._target.of_ball(part)
            for size, part in zip(sizes, parts, strict=True)
        ]
        if None in values or not (self._apart or self._is_real(arm, ball)):
            raise Unresolved(
                f"{brief(arm)} could not be rounded at {self._x} = {brief(point)} with "
                f"{self._precision(_DOUBLINGS - 1)} bits: the value may be exactly a tie or 0",
                point=point,
            )
        return complex(*values) if self._apart else values[0]

    def _evaluator(self, arm: sp.Expr, points: Any) -> Callable[[list[Any]], Any]:
        """Rounded values, None where undecided: by columns if the arm allows it."""
        columns = None if self._apart else column_form(arm, self._x)
        if columns is not None and not any(isinstance(p, Fraction) for p in points[:1]):
            return lambda chosen: self._target.of_balls(columns(chosen))
        evaluate = compile_expression(arm, (self._x,))

        def one_by_one(chosen: list[Any]) -> list[Any]:
            rounded = []
            for point in chosen:
                check("rounding values")
                ball = evaluate(Point((_exact_ball(point),)), False)
                rounded.append(self._of_ball(arm, point, ball))
            return rounded

        return one_by_one

    def _of_ball(self, arm: sp.Expr, point: Any, ball: acb) -> Any:
        if not self._apart:
            self._check_real(arm, point, ball)
            return self._target.of_ball(ball.real) if self._is_real(arm, ball) else None
        real, imag = self._target.of_ball(ball.real), self._target.of_ball(ball.imag)
        return None if real is None or imag is None else complex(real, imag)

    def _is_real(self, arm: sp.Expr, ball: acb) -> bool:
        """Whether the value is real: an arm with I was found real as a whole, others show it."""
        return arm.has(sp.I) or bool(ball.imag.abs_upper() < INVISIBLE)

    def _check_real(self, arm: sp.Expr, point: Any, ball: acb) -> None:
        if not ball.imag.contains(0):
            raise NeedsComplex(
                f"{brief(arm)} is complex at {self._x} = {brief(point)}: "
                "round to complex128 or complex64"
            )

    def _settled(self, arm: sp.Expr, point: Any, values: list[Any], i: int) -> bool:
        """Recognise an exactly rational value: a tie, or a hidden zero."""
        exact = Fraction(point)
        number = arm.subs(self._x, sp.Rational(exact.numerator, exact.denominator))
        if number.is_finite is False or number is sp.nan:
            raise Unresolved(
                f"{brief(arm)} has no finite value at {self._x} = {brief(point)}", point=point
            )
        ball = self._precise(arm, point, _SETTLE_AT)
        if not ball.is_finite():
            return False
        if not self._apart:
            self._check_real(arm, point, ball)
        if not self._apart:
            exactly = self._exact_rational(number, ball.real)
            if exactly is not None:
                values[i] = self._target.of_exact(exactly)
            return values[i] is not None
        pairs = zip(number.as_real_imag(), (ball.real, ball.imag), strict=True)
        parts = [self._exact_rational(part, own) for part, own in pairs]
        if None not in parts:
            real, imag = (self._target.of_exact(p) for p in parts if p is not None)
            values[i] = complex(real, imag)
        return values[i] is not None

    def _exact_rational(self, number: sp.Expr, ball: arb) -> Fraction | None:
        """The value as a fraction of `ball`: 0, a tie, or of small denominator, proved equal."""
        if number.is_Rational:
            return exact_fraction(number)
        if ball.contains(0):
            candidates = [Fraction(0)]
        elif _TINIEST < abs(ball) < 1 / _TINIEST:
            near = fraction_of(ball.mid())
            candidates = [near.limit_denominator(_DENOMINATORS), self._target.tie_near(near)]
        else:
            return None
        for candidate in candidates:
            inside = ball.contains(arb(fmpq(candidate.numerator, candidate.denominator)))
            if inside and constants.is_zero(number - sp.Rational(candidate)):
                return candidate
        return None

    def _precision(self, doubling: int) -> int:
        return (self._target.bits << doubling) + _GUARD_BITS

    def _precise(self, arm: sp.Expr, point: Any, doubling: int) -> acb:
        """The ball at the precision of that doubling."""
        evaluate = compile_expression(arm, (self._x,))
        with working_precision(self._precision(doubling)):
            return evaluate(Point((_exact_ball(point),)), False)


def _exact_ball(point: Any) -> acb:
    """The point's ball: exact for floats, at the working precision for fractions."""
    if isinstance(point, Fraction):
        return acb(arb(fmpq(point.numerator, point.denominator)))
    return acb(float(point))
