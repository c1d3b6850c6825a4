"""Whether two expressions in t are equal almost everywhere, for all admitted parameters.

In this order: the unique normal form of exponential-polynomial distributions, the normal form of
sums with erf, log and atan, then balls, which can refute and never prove. REFUTED always carries a
witness: disjoint balls of the two sides at a point (or of the weights of a point mass), for values
of the parameters that satisfy every assumption.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import sympy

from symconv.algebra.distribution import Distribution
from symconv.algebra.relations import facts_from
from symconv.algebra.settling import settled
from symconv.algebra.signs import Facts
from symconv.check.casereading import NO_VALUE, denominators, read_side
from symconv.check.elementary import vanishes
from symconv.check.exploring import Found, joined, require_apart, survey
from symconv.check.regions import ends_of, is_never_zero, restricted, where_nonzero
from symconv.check.sampling import Outcome, Sample, disagreement, sample
from symconv.errors import DivergentIntegral, InvalidInput, Undecided
from symconv.reading import Case, OutsideClass, Split
from symconv.reading.cases import NoValue
from symconv.truth import Status

__all__ = ["Both", "Comparison", "compare_expressions", "judge", "read_both", "show_equal"]
NORMAL_FORM = "equal in the unique normal form"
ELEMENTARY = "the difference is 0 in the field of rational functions, exponentials, erf, log, atan"


@dataclass(frozen=True)
class Comparison:
    """The outcome: status, the reason, where the sides differ, a witness, extra hypotheses."""

    status: Status
    reason: str
    differs_on: Any = None
    witness: Sample | None = None
    hypotheses: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Both:
    """The two sides in one case. None: without a value there; `void`: nothing is claimed there."""

    left: Distribution | None
    right: Distribution | None
    facts: Facts
    void: bool = False
    divergent: DivergentIntegral | None = None
    factors: tuple[Distribution, Distribution] | None = None

    @property
    def is_equal(self) -> bool:
        """Whether the normal forms are the same, or differ by what is seen to be 0."""
        if self.left is None or self.right is None:
            return self.left is self.right
        return self.left == self.right or not self.difference

    @property
    def difference(self) -> Distribution:
        """The difference of two sides that have a value."""
        if self.left is None or self.right is None:
            raise ValueError("a side without a value")
        return settled(self.left - self.right, self.facts)


@dataclass(frozen=True)
class _Shown:
    """Whether the difference is seen to vanish in one case; `defined`: both sides have a value."""

    vanishes: bool
    defined: bool


def compare_expressions(
    left: Any, right: Any, t: Any, assuming: tuple[Any, ...] = (), on: Any = None
) -> Comparison:
    """left = right for almost every real t (in the interval `on`), under the relations `assuming`.

    A case of the parameters in which one side is undefined is excluded, and named among the
    hypotheses of the outcome.
    """
    facts = facts_from(assuming)
    try:
        found = survey(facts, lambda case: _read_both(left, right, t, case, on))
    except (OutsideClass, Undecided) as outside:
        return _elsewhere(left, right, t, assuming, on, str(outside))
    return judge(found, lambda: (left, right), t, assuming, on)


def _read_both(left: Any, right: Any, t: Any, case: Case, on: Any) -> Both:
    first, second = (restricted(read_side(s, t, case), on, case.facts) for s in (left, right))
    return Both(first, second, case.facts)


def judge(
    found: list[Found[Both]],
    written: Callable[[], tuple[Any, Any]],
    t: Any,
    assuming: tuple[Any, ...],
    on: Any = None,
) -> Comparison:
    """The outcome of all cases; `written` gives both sides as expressions, for a witness."""
    excluded, judged = _sorted_out(found)
    hypotheses = tuple(dict.fromkeys(excluded))
    unequal = [one for one in judged if one.value is not None and not one.value.is_equal]
    sides = written() if unequal else (None, None)
    seen = [_refuted(one, sides, t, assuming, on) for one in unequal]
    refuted = [each for each in seen if each is not None]
    if refuted:
        where = None
        if len(refuted) == len(unequal) and _unexamined(found) is None:
            regions = [each.differs_on for each in refuted]
            some_equal = len(judged) > len(unequal)
            where = None if some_equal else _common(regions)
            if some_equal and all(_is_always_wrong(one) for one in unequal):
                where = joined([one.conditions for one in unequal])
        return replace(refuted[0], differs_on=where, hypotheses=hypotheses)
    if unequal:
        reason = "the normal forms differ, but no point was found where they provably do"
        return Comparison(Status.UNDECIDED, reason, hypotheses=hypotheses)
    open_case = _unexamined(found)
    if open_case is not None:
        return Comparison(Status.UNDECIDED, open_case, hypotheses=hypotheses)
    return Comparison(Status.PROVED, NORMAL_FORM, hypotheses=hypotheses)


def _is_always_wrong(one: Found[Both]) -> bool:
    """Whether the sides differ for every value of the parameters in this case."""
    both = one.value
    if both is None or both.left is None or both.right is None:
        return False
    return is_never_zero(both.difference, both.facts)


def _unexamined(found: list[Found[Any]]) -> str | None:
    for one in found:
        if one.value is None:
            return (
                f"equal in all cases but {one.conditions[-1]}, which was not examined; exclude it "
                f"with assuming={sympy.Not(one.conditions[-1])}"
            )
    return None


def _sorted_out(found: list[Found[Both]]) -> tuple[list[Any], list[Found[Both]]]:
    """(negated conditions of the cases without value, the cases to compare)."""
    excluded: list[Any] = []
    judged: list[Found[Both]] = []
    divergent: list[DivergentIntegral] = []
    claimed = 0
    for one in found:
        if one.value is None or one.value.void:
            continue
        claimed += 1
        if one.value.divergent is not None:
            divergent.append(one.value.divergent)
        elif one.value.left is not None and one.value.right is not None:
            judged.append(one)
            continue
        excluded.append(_negated(one.conditions))
    if divergent and len(divergent) == claimed:
        raise divergent[0]
    if not judged:
        raise InvalidInput("one side has no value for any of the admitted parameters")
    return excluded, judged


def _negated(conditions: tuple[Any, ...]) -> Any:
    """A relation that excludes a case: the negation of its last equation, or of its last relation.

    A side loses its value where parameters coincide; orders that were asked later are beside it.
    """
    equations = [condition for condition in conditions if isinstance(condition, sympy.Eq)]
    relations = equations or list(conditions)
    return sympy.Not(relations[-1]) if relations else sympy.true


def _refuted(
    one: Found[Both], sides: tuple[Any, Any], t: Any, assuming: tuple[Any, ...], on: Any
) -> Comparison | None:
    """The refutation in a case whose normal forms differ, or None without a witness."""
    both = one.value
    if both is None or both.left is None or both.right is None:
        return None
    difference = both.difference
    witness = disagreement(*sides, t, (*assuming, *one.conditions), difference, on)
    if witness is None:
        return None
    reason = "the difference is not zero in the normal form"
    if one.conditions:
        reason += f", for {one.condition}"
    return Comparison(Status.REFUTED, reason, _where(difference, both.facts), witness)


def _common(regions: list[Any]) -> Any:
    """The one region of t that every case names, else None."""
    return regions[0] if all(region == regions[0] for region in regions) else None


def _where(difference: Distribution, facts: Facts) -> Any:
    try:
        return where_nonzero(difference, facts)
    except (Split, Undecided, InvalidInput):
        return None


def _elsewhere(
    left: Any, right: Any, t: Any, assuming: tuple[Any, ...], on: Any, why: str
) -> Comparison:
    """Outside the exact class: the elementary normal form proves, balls refute."""
    shown = _shown_equal(left, right, t, assuming, on)
    if shown is not None:
        return shown
    outcome = sample(left, right, t, assuming, on)
    if outcome.witness is not None:
        where = _differing(outcome, left, right, t, assuming)
        return Comparison(Status.REFUTED, "disjoint balls at a point", where, outcome.witness)
    if not outcome.points:
        return Comparison(Status.UNDECIDED, f"no point could be enclosed; {why}")
    agreement = f"agrees to {outcome.digits} digits at {outcome.points} points"
    return Comparison(Status.UNDECIDED, f"{agreement}, which proves nothing; {why}")


def _differing(outcome: Outcome, left: Any, right: Any, t: Any, assuming: tuple[Any, ...]) -> Any:
    """The pieces that hold a witness, if both are shown equal on all others; else None."""
    if not outcome.differing:
        return None
    for low, high in outcome.others:
        shown = _shown_equal(left, right, t, assuming, sympy.Interval.open(low, high))
        if shown is None or shown.hypotheses:
            return None
    found = [sympy.Interval.Ropen(low, high) for low, high in outcome.differing]
    return found[0] if len(found) == 1 else sympy.Union(*found)


def _shown_equal(
    left: Any, right: Any, t: Any, assuming: tuple[Any, ...], on: Any
) -> Comparison | None:
    """PROVED where the difference vanishes in every case that was examined, else None."""
    if left.has(sympy.DiracDelta) or right.has(sympy.DiracDelta):
        return None
    try:
        found = survey(facts_from(assuming), lambda case: _show(left, right, t, case, on))
    except (OutsideClass, Undecided, InvalidInput):
        return None
    defined = [one for one in found if one.value is not None and one.value.defined]
    if not defined or any(one.value is None for one in found):
        return None
    if not all(one.value is not None and one.value.vanishes for one in defined):
        return None
    excluded = [
        _negated(one.conditions) for one in found if one.value is not None and not one.value.defined
    ]
    return Comparison(Status.PROVED, ELEMENTARY, hypotheses=tuple(dict.fromkeys(excluded)))


def read_both(left: Any, right: Any, t: Any, case: Case) -> bool | None:
    """Whether the normal forms are equal in one case; None where a side has no value."""
    both = _read_both(left, right, t, case, None)
    return None if both.left is None or both.right is None else both.is_equal


def show_equal(left: Any, right: Any, t: Any, case: Case) -> bool | None:
    """Whether the difference is seen to vanish in one case; None where a side has no value."""
    if left.has(sympy.DiracDelta) or right.has(sympy.DiracDelta):
        raise OutsideClass("point masses outside the exact class")
    shown = _show(left, right, t, case, None)
    return shown.vanishes if shown.defined else None


def _show(left: Any, right: Any, t: Any, case: Case, on: Any) -> _Shown:
    try:
        sides = [case.apply(side) for side in (left, right)]
    except NoValue:
        return _Shown(False, False)
    if any(side.has(*NO_VALUE) for side in sides):
        return _Shown(False, False)
    for side in sides:
        require_apart(denominators(side, t), case.facts)
    window = None if on is None else ends_of(on)
    return _Shown(vanishes(left - right, t, case, window), True)
