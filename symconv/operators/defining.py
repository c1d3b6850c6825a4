"""The defining integral of a problem of any kind at a point, as a ball.

line        ∫ f(x) g(t − x) dx, or ∫ conj f(x) g(t + x) dx
causal      the same of both factors cut to [0−, ∞)
circular    for 0 ≤ t < P the line convolution h of the two restrictions, at t and at t + P
mellin      ∫_0^∞ f(x) g(t/x) dx/x, or ∫_0^∞ conj f(x) g(t x) dx/x, for t > 0
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import sympy

from symconv.enclosure import enclose_convolution, enclose_integral
from symconv.enclosure.panels import marks
from symconv.errors import InvalidInput
from symconv.operators.kinds import cut_causal, restricted, turned_periodic
from symconv.precision import working_precision
from symconv.problem import Problem, conjugated

__all__ = ["Defining", "at_parameters", "defining"]

_GUARD_BITS = 16


class Defining:
    """What defines h: its value at an exact point, and where alone it may not be continuous."""

    def __init__(self, value: Callable[[Any, int], Any], places: Callable[[], list[Any]]):
        self.value = value
        self.places = places


def at_parameters(problem: Problem, values: Mapping[Any, Any]) -> Problem:
    """The problem with numbers for its parameters."""
    change = dict(values)
    if not change:
        return problem
    period = None if problem.period is None else problem.period.xreplace(change)
    return replace(
        problem,
        f=problem.f.xreplace(change),
        g=problem.g.xreplace(change),
        period=period,
        assuming=(),
    )


def defining(problem: Problem) -> Defining:
    """The integral that defines the answer of a problem without parameters.

    Raises what the reduction of its kind to the line raises. `value` raises DivergentIntegral,
    Unresolved and InvalidInput as the enclosures do.
    """
    if problem.kind == "mellin":
        return _mellin(problem)
    if problem.kind == "circular":
        return _circular(problem)
    if problem.kind == "causal":
        cut = {name: cut_causal(getattr(problem, name), problem) for name in ("f", "g")}
        problem = replace(problem, **cut)
    return Defining(lambda t, bits: _on_the_line(problem, t, bits), lambda: _sums(problem))


def _on_the_line(problem: Problem, t: Any, bits: int) -> Any:
    return enclose_convolution(
        problem.f,
        problem.g,
        problem.x,
        t,
        bits=bits,
        op=problem.op,
        conjugate=problem.conjugate,
        principal_value=problem.principal_value,
    )


def _sums(problem: Problem) -> list[Any]:
    """Sums of break points and singular points; differences for ⋆."""
    first, second = marks(problem.f, problem.x), marks(problem.g, problem.x)
    sign = 1 if problem.op == "convolve" else -1
    return [sympy.expand(b + sign * a) for a in first for b in second]


def _circular(problem: Problem) -> Defining:
    period = problem.period
    f, g = (restricted(part, period, problem) for part in (problem.f, problem.g))
    if problem.op == "correlate":
        f = turned_periodic(f, period, problem)
    line = replace(problem, f=f, g=g, op="convolve", kind="line", period=None)

    def value(t: Any, bits: int) -> Any:
        one, other = (_on_the_line(line, place, bits) for place in (t, t + period))
        with working_precision(bits + _GUARD_BITS):
            return one + other

    def places() -> list[Any]:
        found = _sums(line)
        return [*found, *(sympy.expand(place - period) for place in found)]

    return Defining(value, places)


def _mellin(problem: Problem) -> Defining:
    if problem.f.has(sympy.DiracDelta) or problem.g.has(sympy.DiracDelta):
        raise InvalidInput("point masses under kind='mellin' have no enclosure")
    x, correlates = problem.x, problem.op == "correlate"
    f = problem.f
    if correlates and problem.conjugate:
        f = conjugated(f, x, problem.facts)

    def value(t: Any, bits: int) -> Any:
        other = problem.g.xreplace({x: t * x if correlates else t / x})
        return enclose_integral(
            f * other / x, x, 0, sympy.oo, bits=bits, principal_value=problem.principal_value
        )

    def places() -> list[Any]:
        own = [a for a in marks(f, x) if a != 0]
        return [b / a if correlates else a * b for a in own for b in marks(problem.g, x)]

    return Defining(value, places)
