"""Integrals over finite panels without singular ends: acb.integral with the analytic flag."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flint import acb, arb

from symconv.deadline import check
from symconv.enclosure.growth import exact_ball
from symconv.enclosure.panels import Arm
from symconv.values.points import Point

__all__ = ["Integrand", "arb_integral", "finite_integral", "integrand_of"]

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


def arb_integral(integrand: Integrand, lower: acb, upper: acb, tolerance: arb | None = None) -> acb:
    """acb.integral, with what the integrand raises (Ctrl-C too) raised as it is.

    acb.integral goes on after an exception in its callback and then reports a SystemError.
    """
    raised: list[BaseException] = []

    def guarded(x: acb, analytic: bool) -> acb:
        if not raised:
            try:
                check("enclosing an integral")
                return integrand(x, analytic)
            except BaseException as error:
                raised.append(error)
        return acb("nan")

    try:
        result = acb.integral(guarded, lower, upper, abs_tol=tolerance)
    except SystemError as error:
        raised.append(error)
    if raised:
        raise _root(raised[0])
    return result


def _root(error: BaseException) -> BaseException:
    """What was raised first; Python chains SystemErrors to it."""
    while isinstance(error, SystemError) and error.__cause__ is not None:
        error = error.__cause__
    return error


def finite_integral(integrand: Integrand, lower: acb, upper: acb, tolerance: arb) -> acb:
    """∫ over [lower, upper] of a function with the analytic flag; ends that are balls are mapped.

    x = lower + (upper − lower) v, v ∈ [0, 1], keeps the panel exact where its ends are not.
    """
    if lower.is_exact() and upper.is_exact():
        return arb_integral(integrand, lower, upper, tolerance)
    width = upper - lower
    return width * arb_integral(
        lambda v, analytic: integrand(lower + width * v, analytic),
        acb(0),
        acb(1),
        tolerance / (abs(width).upper() + 1),
    )
