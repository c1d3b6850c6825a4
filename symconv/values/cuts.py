"""What a rule on balls must say of branch cuts: with `analytic`, not finite where it may meet one.

A rule is `rule(arguments, analytic) -> acb`. The shapes below make rules of Arb's methods: without
cuts, with one that a predicate knows to be missed, of 1/z, and with an order before the argument.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flint import acb, arb

__all__ = [
    "NOT_FINITE",
    "Rule",
    "below",
    "constant_order",
    "meromorphic",
    "of_reciprocal",
    "off_both_sides",
    "off_from_one",
    "off_imaginary",
    "off_negative_axis",
    "off_up_to_one",
    "second_argument",
    "with_cut",
]

Rule = Callable[[Sequence[acb], bool], acb]

NOT_FINITE = acb(arb.nan(), arb.nan())


def off_negative_axis(z: acb) -> bool:
    """Whether the ball certainly misses the cut (−∞, 0]."""
    return bool(z.real > 0) or not z.imag.contains(0)


def off_from_one(z: acb) -> bool:
    """Whether the ball certainly misses the cut [1, ∞)."""
    return bool(z.real < 1) or not z.imag.contains(0)


def off_both_sides(z: acb) -> bool:
    """Whether the ball certainly misses (−∞, −1] and [1, ∞)."""
    return not z.imag.contains(0) or (bool(z.real < 1) and bool(z.real > -1))


def off_imaginary(z: acb) -> bool:
    """Whether the ball certainly misses ±i[1, ∞)."""
    return not z.real.contains(0) or (bool(z.imag < 1) and bool(z.imag > -1))


def off_up_to_one(z: acb) -> bool:
    """Whether the ball certainly misses (−∞, 1]."""
    return bool(z.real > 1) or not z.imag.contains(0)


def meromorphic(method: str) -> Rule:
    """A function whose only singularities are poles: Arb answers those with infinite balls."""
    function: Callable[[acb], acb] = getattr(acb, method)

    def rule(arguments: Sequence[acb], analytic: bool) -> acb:
        return function(arguments[0])

    return rule


def with_cut(method: str, off: Callable[[acb], bool]) -> Rule:
    """A function with a branch cut that `off` knows to be missed."""
    function: Callable[[acb], acb] = getattr(acb, method)

    def rule(arguments: Sequence[acb], analytic: bool) -> acb:
        z = arguments[0]
        if analytic and not off(z):
            return NOT_FINITE
        return function(z)

    return rule


def of_reciprocal(inner: Rule) -> Rule:
    """The function of 1/z, as asec z = acos(1/z)."""

    def rule(arguments: Sequence[acb], analytic: bool) -> acb:
        return inner((1 / arguments[0],), analytic)

    return rule


def constant_order(order: acb) -> bool:
    """Whether the ball is one integer exactly."""
    return bool(order.is_exact()) and order.unique_fmpz() is not None


def below(limit: int, *places: int) -> Callable[[Rule], Rule]:
    """A rule for arguments of modulus at most `limit` at these places; beyond, not finite.

    Arb's series in an order or a parameter take time and memory that grow with it without bound,
    and a call into Arb cannot be interrupted.
    """

    def bounded(rule: Rule) -> Rule:
        def evaluate(arguments: Sequence[acb], analytic: bool) -> acb:
            for place in places:
                if place < len(arguments) and not bool(abs(arguments[place]) <= limit):
                    return NOT_FINITE
            return rule(arguments, analytic)

        return evaluate

    return bounded


def second_argument(
    function: Callable[[acb, acb], acb], off: Callable[[acb], bool], entire_orders: bool
) -> Rule:
    """f(order, z) with a cut in z, absent for integer orders where `entire_orders` says so."""

    def rule(arguments: Sequence[acb], analytic: bool) -> acb:
        order, z = arguments
        if analytic and not off(z) and not (entire_orders and constant_order(order)):
            return NOT_FINITE
        return function(order, z)

    return rule
