"""Evaluators: functions of a point on balls, and the ways to combine them.

The rules that need care live here: powers on balls that hold 0, choices by sign or condition where
a ball straddles (the union of the candidates is the honest answer), reflection, point masses.
`compiling` puts them together.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any

from flint import acb, acb_poly, arb, ctx, fmpq
from sympy import Expr

from symconv.errors import InvalidInput, Unresolved
from symconv.values.balls import contains_zero, is_finite
from symconv.values.conditions import Decider
from symconv.values.cuts import NOT_FINITE
from symconv.values.points import Evaluator, Point, vanishes_at

__all__ = [
    "constant_power",
    "delta",
    "extremum",
    "first_arm_that_holds",
    "general_power",
    "half_power",
    "hypergeometric",
    "once_per_precision",
    "polynomial",
    "real_part",
    "reflected",
    "sign_cases",
]


_LARGEST_PARAMETER = 1000  # the series takes as long as its parameters are large


def once_per_precision(evaluator: Evaluator) -> Evaluator:
    """Remember the value of a subtree without variables for each working precision."""
    memory: dict[int, acb] = {}

    def evaluate(point: Point, analytic: bool) -> acb:
        value = memory.get(ctx.prec)
        if value is None:
            if len(memory) > 16:
                memory.clear()
            value = memory[ctx.prec] = evaluator(Point((), {}), False)
        return value

    return evaluate


def reflected(inner: Evaluator) -> Evaluator:
    """Schwarz reflection: conj f(x) on the line extends to conj(f(conj z))."""

    def evaluate(point: Point, analytic: bool) -> acb:
        if not analytic:
            return inner(point, False).conjugate()
        mirrored = Point(tuple(ball.conjugate() for ball in point.balls), point.exact)
        return inner(mirrored, True).conjugate()

    return evaluate


def half_power(base: Evaluator, numerator: int) -> Evaluator:
    """base^(numerator/2) by square roots, which know their cut."""

    def evaluate(point: Point, analytic: bool) -> acb:
        value = base(point, analytic)
        root = value.rsqrt(analytic=analytic) if numerator < 0 else value.sqrt(analytic=analytic)
        return root if abs(numerator) == 1 else root ** abs(numerator)

    return evaluate


def general_power(base: Evaluator, exponent: Evaluator) -> Evaluator:
    """base^exponent, principal branch, with 0^e = 0 for Re e > 0."""

    def evaluate(point: Point, analytic: bool) -> acb:
        number, power = base(point, analytic), exponent(point, analytic)
        value = number.pow(power, analytic=analytic)
        if analytic or is_finite(value) or not contains_zero(number):
            return value
        return _power_near_zero(number, power)

    return evaluate


def constant_power(base: Evaluator, exponent: Evaluator) -> Evaluator:
    """b^u of a constant b: e^(u log b) is entire in u, also where b lies on the cut of log."""
    general = general_power(base, exponent)

    def evaluate(point: Point, analytic: bool) -> acb:
        if not analytic:
            return general(point, False)
        return (exponent(point, True) * base(point, False).log()).exp()

    return evaluate


def _power_near_zero(base: acb, exponent: acb) -> acb:
    """All values of base^exponent where the base ball holds 0 and Re exponent > 0.

    |b^e| = |b|^{Re e} e^{−Im e arg b} is at most |b|^{Re e} e^{π|Im e|}, and 0^e = 0.
    """
    if not is_finite(base) or not is_finite(exponent) or not bool(exponent.real > 0):
        return NOT_FINITE
    size = abs(base).upper()
    bound = (size ** exponent.real.lower()).max(size ** exponent.real.upper())
    bound = (bound * (arb.pi() * abs(exponent.imag)).exp()).upper()
    return acb(arb(0, bound), arb(0, bound))


def first_arm_that_holds(arms: tuple[tuple[Evaluator, Decider], ...]) -> Evaluator:
    """The arm whose condition holds first; the union of the candidates where balls straddle."""

    def evaluate(point: Point, analytic: bool) -> acb:
        union: acb | None = None
        for arm, condition in arms:
            holds = condition(point, analytic)
            if holds is False:
                continue
            if holds is None and analytic:
                return NOT_FINITE
            value = arm(point, analytic)
            union = value if union is None else union.union(value)
            if holds:
                return union
        return NOT_FINITE

    return evaluate


def real_part(value: acb, analytic: bool) -> acb:
    """The argument of an order-based function: complex only as a neighbourhood of real points."""
    if analytic:
        return value
    if is_finite(value) and not value.imag.contains(0):
        raise InvalidInput("a function of real arguments was given a complex number")
    return acb(value.real)


def sign_cases(
    expr: Expr, argument: Evaluator, negative: Evaluator, zero: Evaluator, positive: Evaluator
) -> Evaluator:
    """Different values for u < 0, u = 0, u > 0; their union where the ball of u straddles."""

    def evaluate(point: Point, analytic: bool) -> acb:
        value = real_part(argument(point, analytic), analytic)
        if bool(value.real > 0):
            return positive(point, analytic)
        if bool(value.real < 0):
            return negative(point, analytic)
        if analytic or not is_finite(value):
            return NOT_FINITE
        if value.is_zero() or vanishes_at(expr, point.exact):
            return zero(point, analytic)
        union = negative(point, analytic).union(zero(point, analytic))
        return union.union(positive(point, analytic))

    return evaluate


def extremum(parts: list[Evaluator], choose: Callable[..., acb]) -> Evaluator:
    """Max or Min of real parts, by acb.real_max or acb.real_min."""

    def evaluate(point: Point, analytic: bool) -> acb:
        values = [real_part(part(point, analytic), analytic) for part in parts]
        return reduce(lambda left, right: choose(left, right, analytic=analytic), values)

    return evaluate


def delta(expr: Expr, argument: Evaluator) -> Evaluator:
    """A point mass off its support: 0. On it there is no value, and that is said."""

    def evaluate(point: Point, analytic: bool) -> acb:
        value = argument(point, analytic)
        if not contains_zero(value):
            return acb(0)
        if value.is_zero() or (not analytic and vanishes_at(expr.args[0], point.exact)):
            raise InvalidInput(f"{expr} has no value on its support")
        return NOT_FINITE

    return evaluate


def hypergeometric(
    upper: list[Evaluator], lower: list[Evaluator], argument: Evaluator
) -> Evaluator:
    """pFq: entire for p ≤ q, cut [1, ∞) for p = q + 1, defined for |z| < 1 there if p > 2."""

    def evaluate(point: Point, analytic: bool) -> acb:
        top: list[Any] = [parameter(point, analytic) for parameter in upper]
        bottom: list[Any] = [parameter(point, analytic) for parameter in lower]
        z = argument(point, analytic)
        if len(top) > len(bottom) + 1:
            raise Unresolved("a hypergeometric series with p > q + 1 diverges")
        if not all(bool(abs(parameter) <= _LARGEST_PARAMETER) for parameter in (*top, *bottom)):
            return NOT_FINITE
        if len(top) == len(bottom) + 1:
            off_cut = bool(z.real < 1) or not z.imag.contains(0)
            if analytic and not off_cut:
                return NOT_FINITE
            if len(top) > 2 and not bool(abs(z) < 1):
                return NOT_FINITE
        if (len(top), len(bottom)) == (2, 1):
            return z.hypgeom_2f1(top[0], top[1], bottom[0])
        return z.hypgeom(top, bottom)

    return evaluate


def polynomial(coefficients: list[fmpq], index: int) -> Evaluator:
    """A polynomial in the variable of that index, constant term first, as one call into flint."""
    by_precision: dict[int, acb_poly] = {}

    def evaluate(point: Point, analytic: bool) -> acb:
        known = by_precision.get(ctx.prec)
        if known is None:
            known = by_precision[ctx.prec] = acb_poly([acb(arb(c)) for c in coefficients])
        return known(point.balls[index])

    return evaluate
