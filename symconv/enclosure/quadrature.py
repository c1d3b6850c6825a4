"""Enclosures of integrals over one panel: finite, singular at an end, or infinite.

A finite panel with an integrand analytic at both ends goes to acb.integral as it is. At a singular
end p, x = p ± e^{−s} moves the singularity to s → ∞, where it decays exponentially; the rest beyond
a cut is bounded by a proved tail. An infinite end is cut where the tail bound falls below the
tolerance, after x = e^s if the decay is algebraic. Where the bound proves divergence,
DivergentIntegral is raised; where nothing is proved, Unresolved.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import sympy
from flint import acb, arb
from sympy import Expr

from symconv.deadline import check
from symconv.enclosure.armtails import offset_towards, tail_at_infinity, tail_at_point
from symconv.enclosure.crossing import Isolated, has_residue, isolated_singularity
from symconv.enclosure.finite import Integrand, finite_integral, integrand_of
from symconv.enclosure.growth import (
    Tail,
    exact_ball,
)
from symconv.enclosure.oscillation import oscillating_tail
from symconv.enclosure.panels import Arm, Panel, inner_point, local_expression
from symconv.enclosure.reversal import rational_tail_integral
from symconv.errors import DivergentIntegral, Unresolved
from symconv.values.balls import rational_of
from symconv.values.compiling import compile_expression
from symconv.values.points import Point

__all__ = ["panels_integral"]

_OSCILLATING = (sympy.sin, sympy.cos, sympy.sinc, sympy.I, sympy.besselj, sympy.bessely)
_FAREST = 4000


def panels_integral(panels: Sequence[Panel], tolerance: arb, principal_value: bool) -> list[acb]:
    """The integrals over the panels, and round the isolated singular points between them."""
    shortened = list(panels)
    values: list[acb] = []
    for index in range(len(panels) - 1):
        left, right = shortened[index], shortened[index + 1]
        if left.upper is None or left.upper != right.lower or left.arms != right.arms:
            continue
        if left.singular(left.upper):
            point = left.upper
            isolated = isolated_singularity(left.arms, point, _room(left, right))
            if isolated is None:
                continue
            values.append(_across(isolated, left.arms, point, principal_value))
            gap = rational_of(isolated.radius)
            shortened[index] = Panel(left.lower, point - gap, left.arms)
            shortened[index + 1] = Panel(point + gap, right.upper, right.arms)
    try:
        return values + [_panel_integral(panel, tolerance) for panel in shortened]
    except DivergentIntegral as divergence:
        both_ends = panels[0].lower is None and panels[-1].upper is None
        if principal_value and both_ends and divergence.end in ("oo", "-oo"):
            raise Unresolved(
                "a tail diverges; whether the symmetric limit at infinity exists is open",
                point=divergence.end,
            ) from None
        breaks = [left.upper for left, right in pairwise(panels) if left.arms != right.arms]
        if principal_value and divergence.end in breaks:
            raise Unresolved(
                f"a singular point on the break point {divergence.end}: no disc avoids the break",
                point=divergence.end,
            ) from None
        raise


def _room(left: Panel, right: Panel) -> arb:
    """How far a disc round the common end may reach into both panels."""
    room = arb(1)
    for panel in (left, right):
        if panel.lower is not None and panel.upper is not None:
            room = room.min(abs(exact_ball(panel.upper - panel.lower)).lower())
    return room


def _across(isolated: Isolated, arms: Sequence[Arm], point: Expr, principal_value: bool) -> acb:
    if isolated.removable:
        return isolated.half_circle(True)
    if principal_value:
        return (isolated.half_circle(True) + isolated.half_circle(False)) / 2
    if has_residue(arms, point):
        raise DivergentIntegral(f"the integral diverges at {point}", end=point, tails=("-1",))
    raise Unresolved(f"whether the integrand has a pole at {point} is open", point=point)


def _panel_integral(panel: Panel, tolerance: arb) -> acb:
    """∫ of the product of the arms over the panel, with error mostly below the tolerance."""
    if panel.lower is None or panel.upper is None:
        return _infinite(panel, tolerance)
    low, high = panel.singular(panel.lower), panel.singular(panel.upper)
    if low and high:
        middle = inner_point(panel.lower, panel.upper)
        return _from_singular_end(panel, panel.lower, middle, tolerance) + _from_singular_end(
            panel, panel.upper, middle, tolerance
        )
    if low:
        return _from_singular_end(panel, panel.lower, panel.upper, tolerance)
    if high:
        return _from_singular_end(panel, panel.upper, panel.lower, tolerance)
    return finite_integral(
        integrand_of(panel.arms), exact_ball(panel.lower), exact_ball(panel.upper), tolerance
    )


def _from_singular_end(panel: Panel, end: Expr, other: Expr, tolerance: arb) -> acb:
    """|∫| from the singular end to the other one, in x = end ± e^{−s}, in the positive sense."""
    width = exact_ball(other - end).real
    side = 1 if bool(width > 0) else -1
    tail = tail_at_point(panel.arms, end, side)
    cut, rest = _cut(tail, tolerance, end)
    evaluators = [_local_evaluator(arm, end, side) for arm in panel.arms]

    def integrand(s: acb, analytic: bool) -> acb:
        y = (-s).exp()
        product = y
        for evaluator in evaluators:
            product *= evaluator(y, analytic)
        return product

    start, stop = acb(-abs(width).log()), acb(cut.log())
    return finite_integral(integrand, start, stop, tolerance) + rest


def _local_evaluator(arm: Arm, end: Expr, side: int) -> Integrand:
    """The arm as a function of y, x = end + side · y."""
    argument = arm.factor.argument(end)
    direction = arm.factor.sign * side
    if arm.is_singular_at(end):
        moved, y = local_expression(arm.expr, arm.factor.variable, argument, direction)
        evaluator = compile_expression(moved, (y,))
        return lambda value, analytic: evaluator(Point((value,)), analytic)
    evaluator = arm.evaluator()
    ball = exact_ball(argument)
    return lambda value, analytic: evaluator(Point((ball + direction * value,)), analytic)


def _cut(tail: Tail, tolerance: arb, end: object) -> tuple[arb, acb]:
    """A place to cut, and a ball around 0 that contains the integral beyond it."""
    start = tail.start
    for _ in range(_FAREST):
        check("cutting the tail of an integral")
        bound = Tail(tail.growth, tail.ball, start).integral()
        if bound is None:
            raise DivergentIntegral(
                f"the integral diverges at {end}", end=end, tails=(str(tail.growth.power),)
            )
        if bool(bound <= tolerance):
            return start, _within(bound, tail)
        start = start * 2
    raise Unresolved(f"the tail towards {end} falls too slowly to be cut", point=end)


def _within(bound: arb, tail: Tail) -> acb:
    real = arb(0, bound)
    return acb(real) if tail.is_real() else acb(real, real)


def _infinite(panel: Panel, tolerance: arb) -> acb:
    """A panel with one or two infinite ends."""
    if panel.lower is None and panel.upper is None:
        left = Panel(None, sympy.S.Zero, panel.arms)
        right = Panel(sympy.S.Zero, None, panel.arms)
        return _infinite(left, tolerance) + _infinite(right, tolerance)
    direction = 1 if panel.upper is None else -1
    end = panel.lower if direction == 1 else panel.upper
    assert end is not None
    if panel.singular(end):
        middle = end + direction
        near = _from_singular_end(panel, end, middle, tolerance)
        return near + _to_infinity(panel.arms, middle, direction, tolerance)
    return _to_infinity(panel.arms, end, direction, tolerance)


def _to_infinity(arms: Sequence[Arm], end: Expr, direction: int, tolerance: arb) -> acb:
    oscillating = oscillating_tail(arms, end, direction, tolerance)
    if oscillating is not None:
        start, rest = oscillating
        return _stretch(arms, end, direction, start, tolerance) + rest
    tail = tail_at_infinity(arms, end, direction)
    name = "oo" if direction == 1 else "-oo"
    if not tail.growth.decay and tail.integral() is not None:
        factors = [
            (
                arm.expr.xreplace(
                    {arm.factor.variable: arm.factor.sign * direction * arm.factor.variable}
                ),
                arm.factor.variable,
                offset_towards(arm, direction),
            )
            for arm in arms
        ]
        value = rational_tail_integral(factors, tail.start, tolerance)
        if value is not None:
            return _stretch(arms, end, direction, tail.start, tolerance) + value
    cut, rest = _cut(tail, tolerance, name)
    if tail.growth.decay and bool(cut <= 4096):
        return _stretch(arms, end, direction, cut, tolerance) + rest
    if any(arm.expr.has(*_OSCILLATING) for arm in arms):
        raise Unresolved(f"the tail towards {name} oscillates and falls too slowly", point=name)
    integrand = integrand_of(arms)

    def logarithmic(s: acb, analytic: bool) -> acb:
        xi = s.exp()
        return integrand(direction * xi, analytic) * xi

    far = finite_integral(logarithmic, acb(tail.start.log()), acb(cut.log()), tolerance)
    return _stretch(arms, end, direction, tail.start, tolerance) + far + rest


def _stretch(arms: Sequence[Arm], end: Expr, direction: int, cut: arb, tolerance: arb) -> acb:
    """∫ between the finite end and direction · cut."""
    near, far = exact_ball(end), acb(direction * cut)
    if direction == 1:
        return finite_integral(integrand_of(arms), near, far, tolerance)
    return finite_integral(integrand_of(arms), far, near, tolerance)
