"""A claim without a closed form: balls of the claim against balls of the defining integral.

They refute, or say at how many points they agree; agreement is no proof. The integral is taken as
the kind, the period, the operation and the interval of the claim say. The points lie in every
interval between the break points of the claim and those that the definition has, where the integral
is continuous, and on both tails; the parameters are drawn in every arm of the claim. All depends on
nothing but the problem and the claim (seeded by SHA-256 of their canonical text).
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sympy

from symconv.check.choosing import Unreached, parameter_draws, point_groups
from symconv.check.neighbourhoods import REFUSED, near
from symconv.check.sampling import Sample
from symconv.deciding.order import distinct_sorted
from symconv.enclosure import decimal, disjoint
from symconv.enclosure.panels import marks
from symconv.errors import DivergentIntegral, NoClosedForm, SymconvError
from symconv.operators.defining import Defining, at_parameters, defining
from symconv.problem import Problem

__all__ = ["Examination", "examine"]

_BITS = 116
_DIGITS = 35
_FEWEST = 3


@dataclass(frozen=True)
class Examination:
    """How it went: the points at which both agree, a witness, or why nothing was seen."""

    points: tuple[Sample, ...] = ()
    witness: Sample | None = None
    reason: str = ""

    @property
    def agrees(self) -> bool:
        """Whether every point that was chosen could be enclosed, and both agree at all."""
        return bool(self.points) and self.witness is None and not self.reason


def examine(problem: Problem, h: Any, on: Any = None) -> Examination:
    """Compare h with the defining integral, in the interval `on` only if given.

    Raises DivergentIntegral where there are no parameters and the integral diverges at each point.
    """
    rng = random.Random(_seed(problem, h))
    agreed: list[Sample] = []
    try:
        for values in parameter_draws(problem, h, rng):
            for found in _compared(problem, h, on, values, rng):
                if disjoint(*found.balls):
                    return Examination(tuple(agreed), found.sample)
                agreed.append(found.sample)
    except DivergentIntegral:
        raise
    except (Unreached, NoClosedForm, _Open, *REFUSED) as error:
        return Examination(tuple(agreed), reason=str(error))
    return Examination(tuple(agreed))


class _Open(Exception):  # an outcome, not an error
    """A point that cannot be enclosed, or parameters for which the integral does not exist."""


@dataclass(frozen=True)
class _Compared:
    balls: tuple[Any, Any]
    sample: Sample


def _compared(
    problem: Problem, h: Any, on: Any, values: Mapping[Any, Any], rng: random.Random
) -> Iterator[_Compared]:
    """Both balls at the points for one draw of the parameters."""
    concrete = at_parameters(problem, values)
    claimed = h.xreplace(dict(values))
    window = None if on is None else on.xreplace(dict(values))
    if window is not None and not isinstance(window, sympy.Interval):
        return  # an empty interval for these parameters
    integral = _reduced(concrete)
    places = distinct_sorted([*marks(claimed, problem.t), *integral.places()])
    divergent: list[DivergentIntegral] = []
    count = 0
    for group in point_groups(places, window, rng):
        count += 1
        try:
            yield _first(concrete, claimed, integral, group, values)
        except DivergentIntegral as error:
            divergent.append(error)
    if divergent and len(divergent) == count >= _FEWEST and not values:
        raise divergent[0]
    if divergent:
        raise _Open(f"{divergent[0]}, at {_shown(values)}" if values else str(divergent[0]))


def _reduced(concrete: Problem) -> Defining:
    try:
        return defining(concrete)
    except SymconvError as error:
        raise _Open(str(error)) from None


def _first(
    problem: Problem,
    claimed: Any,
    integral: Defining,
    group: tuple[Any, ...],
    values: Mapping[Any, Any],
) -> _Compared:
    """The balls at the first point of a group at which both can be enclosed."""
    reason = ""
    for place in group:
        problem.check_time("enclosing the defining integral")
        try:
            mine = near(claimed, {problem.t: place}, _BITS)
            theirs = integral.value(place, _BITS)
        except REFUSED as error:
            reason = str(error)
            continue
        shown = (decimal(ball, _DIGITS) for ball in (mine, theirs))
        return _Compared((mine, theirs), Sample(place, dict(values), *shown))
    raise _Open(f"no tight ball at {problem.t} = {group[0]}{_shown(values)}: {reason}")


def _shown(values: Mapping[Any, Any]) -> str:
    return "".join(f", {symbol} = {value}" for symbol, value in values.items())


def _seed(problem: Problem, h: Any) -> int:
    parts = (problem.f, problem.g, problem.x, problem.t, h, *problem.assuming)
    text = "|".join([problem.op, str(problem.conjugate), *(sympy.srepr(p) for p in parts)])
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
