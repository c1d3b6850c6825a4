"""Integrals over finite panels without singular ends: acb.integral with the analytic flag."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flint import acb, arb

from symconv.enclosure.evaluators import Point
from symconv.enclosure.growth import exact_ball
from symconv.enclosure.panels import Arm

__all__ = ["Integrand", "finite_integral", "integrand_of"]

Integrand = Callable[[acb, bool], acb]


def integrand_of(arms: Sequence[Arm]) -> Integrand:
    """The product of the arms as a function of x, for the current precision."""
    parts = [(arm.evaluator(), arm.factor.sign, exact_ball(arm.factor.offset)) for arm in arms]
    if len(parts) == 2 and parts[0][1] == 1 and parts[0][2].is_zero():
        first, (second, sign, offset) = parts[0][0], parts[1]
        if sign == 1:
            return lambda x, analytic: (
                first(Point((x,)), analytic) * second(Point((x + offset,)), analytic)
            )
        return lambda x, analytic: (
            first(Point((x,)), analytic) * second(Point((offset - x,)), analytic)
        )

    def evaluate(x: acb, analytic: bool) -> acb:
        product = acb(1)
        for evaluator, sign, offset in parts:
            product *= evaluator(Point((sign * x + offset,)), analytic)
        return product

    return evaluate


def finite_integral(integrand: Integrand, lower: acb, upper: acb, tolerance: arb) -> acb:
    """∫ over [lower, upper] of a function with the analytic flag; ends that are balls are mapped.

    x = lower + (upper − lower) v, v ∈ [0, 1], keeps the panel exact where its ends are not.
    """
    if lower.is_exact() and upper.is_exact():
        return acb.integral(integrand, lower, upper, abs_tol=tolerance)
    width = upper - lower
    return width * acb.integral(
        lambda v, analytic: integrand(lower + width * v, analytic),
        0,
        1,
        abs_tol=tolerance / (abs(width).upper() + 1),
    )
