"""Tails of a product of arms towards a singular point or an infinite end.

The rules of `asymptotics` hold from a start on that they do not name: it is doubled until they do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import sympy
from flint import acb, arb
from sympy import Expr

from symconv.enclosure.asymptotics import tail_of
from symconv.enclosure.crossing import isolated_singularity
from symconv.enclosure.growth import (
    Growth,
    NotBoundedError,
    Tail,
    TooCloseError,
    constant_tail,
    exact_ball,
    shifted,
)
from symconv.enclosure.panels import Arm, end_tail, local_expression
from symconv.errors import Unresolved
from symconv.values.balls import is_finite
from symconv.values.points import Point

__all__ = ["offset_towards", "tail_at_infinity", "tail_at_point"]

_START_TRIES = 14
_ZERO_START = 4


def tail_at_point(arms: Sequence[Arm], end: Expr, side: int) -> Tail:
    """The tail of integrand · dy in w = 1/y, dy = w^{−2} dw, for x = end + side · y."""

    def from_exponent(exponent: int) -> Tail:
        start = arb(2) ** exponent
        total = Tail(Growth(sympy.Integer(-2)), acb(1), start)
        for arm in arms:
            total = total.times(_arm_tail_at_point(arm, end, side, start))
        return total

    try:
        return _first_bounded(from_exponent, _ZERO_START)
    except NotBoundedError as reason:
        isolated = isolated_singularity(arms, end, arb(1))
        if isolated is not None and isolated.removable:
            values = acb(arb(0, isolated.bound), arb(0, isolated.bound))
            return Tail(Growth(sympy.Integer(-2)), values, 1 / isolated.radius)
        message = f"the integrand is not bounded near {end}: {reason}"
        raise Unresolved(message, point=end) from None


def tail_at_infinity(arms: Sequence[Arm], end: Expr, direction: int) -> Tail:
    """The tail in ξ = direction · x, past the finite end."""

    def from_exponent(exponent: int) -> Tail:
        total = constant_tail(acb(1), arb(2) ** exponent)
        for arm in arms:
            total = total.times(_arm_tail_at_infinity(arm, direction, exponent))
        return total

    try:
        return _first_bounded(from_exponent, _first_exponent(arms, end))
    except NotBoundedError as reason:
        name = "oo" if direction == 1 else "-oo"
        message = f"no bound is known for the integrand towards {name}: {reason}"
        raise Unresolved(message, point=name) from None


def _first_bounded(from_exponent: Callable[[int], Tail], first: int) -> Tail:
    """The tail from the first start 2^k, k ≥ first, at which the rules apply.

    Raises NotBoundedError: no rule applies, or none at the starts tried.
    """
    for exponent in range(first, first + _START_TRIES):
        try:
            total = from_exponent(exponent)
            total.integral()
            return total
        except TooCloseError as reason:
            failure: NotBoundedError = reason
    raise failure


def _arm_tail_at_point(arm: Arm, end: Expr, side: int, start: arb) -> Tail:
    argument = arm.factor.argument(end)
    direction = arm.factor.sign * side
    if not arm.is_singular_at(end):
        reach = exact_ball(argument) + direction * arb(0).union(1 / start)
        value = arm.evaluator()(Point((reach,)), False)
        if is_finite(value):
            return constant_tail(value, start)
    moved, y = local_expression(arm.expr, arm.factor.variable, argument, direction)
    return tail_of(moved, y, start, to_zero=True)


def _first_exponent(arms: Sequence[Arm], end: Expr) -> int:
    """A power of two past the finite end and four times every shift."""
    reach = abs(exact_ball(end)).upper() + 1
    for arm in arms:
        reach = reach.max(4 * abs(exact_ball(arm.factor.offset)).upper())
    exponent = 2
    while not bool(arb(2) ** exponent >= reach):
        exponent += 1
    return exponent


def _arm_tail_at_infinity(arm: Arm, direction: int, exponent: int) -> Tail:
    """The tail in ξ = direction · x of an arm, from its tail in w = ξ + shift."""
    end = arm.factor.sign * direction
    shift = offset_towards(arm, direction)
    own = exponent if shift == 0 else exponent - 1
    tail = end_tail(arm.expr, arm.factor.variable, end, own)
    return shifted(tail, shift, arb(2) ** exponent)


def offset_towards(arm: Arm, direction: int) -> Expr:
    """h of w = ξ + h, the arm's own variable counted towards the end."""
    return arm.factor.sign * direction * arm.factor.offset
