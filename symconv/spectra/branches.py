"""What holds in one branch of the parameters only: divergence, poles that coincide."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import sympy

from symconv.algebra import numbers as nb
from symconv.algebra.constants import number
from symconv.algebra.questions import diverges_unless
from symconv.algebra.relations import compare
from symconv.algebra.signs import Facts
from symconv.errors import DivergentIntegral, InvalidInput
from symconv.reading import Case, OutsideClass
from symconv.reading.cases import NoValue, solve_zero
from symconv.spectra.sums import Coincidence, Needed

__all__ = ["in_branches", "told_apart", "with_needed"]

_ARM_LIMIT = 6

T = TypeVar("T")


def in_branches(start: Facts, work: Callable[[Case], T]) -> Callable[[Case], T]:
    """`work`, whose DivergentIntegral in a proper branch becomes Undecided with the way out."""

    def guarded(case: Case) -> T:
        try:
            return work(case)
        except InvalidInput:
            if not case.changes:
                raise
            symbol, value = case.changes[-1]
            raise Needed(number(symbol - value), "the functions have a meaning only for") from None
        except DivergentIntegral as divergence:
            question = _way_out(start, case)
            if question is None:
                raise
            raise diverges_unless(question, why=divergence) from None

    return guarded


def _way_out(start: Facts, case: Case) -> Any:
    """The relation that leaves the branch; None where the branch is everything."""
    if case.changes:
        return sympy.Ne(*case.changes[-1])
    added = case.facts.bounds[len(start.bounds) :]
    if not added:
        return None
    bound, is_strict = added[-1]
    return compare(bound, sympy.Le if is_strict else sympy.Ne)


def with_needed(
    facts: Facts, collect: bool, work: Callable[[Facts], T]
) -> tuple[T, tuple[Any, ...]] | None:
    """(work(facts), conditions): what work needs to be non-zero becomes a condition and a fact.

    Without `collect` it raises Undecided instead. None where work is outside its class.
    """
    conditions: list[Any] = []
    while True:
        try:
            return work(facts), tuple(conditions)
        except OutsideClass:
            return None
        except Needed as needed:
            if not collect or needed.question in conditions:
                raise needed.undecided() from None
            conditions.append(needed.question)
            facts = Facts(facts.bounds, (*facts.unequal, needed.value))
        except DivergentIntegral as divergence:
            if not conditions:
                raise
            question = sympy.Not(conditions[-1])
            raise diverges_unless(question, why=divergence) from None


def told_apart(
    case: Case, work: Callable[[Case], T], budget: int = _ARM_LIMIT
) -> list[tuple[Any, T]]:
    """[(condition, work in that case)]: where `work` raises Coincidence, apart first, then equal.

    Raises OutsideClass where equality cannot be solved for, or beyond the budget.
    """
    try:
        return [(sympy.true, work(case))]
    except Coincidence as coincidence:
        gap = coincidence.gap
    if not nb.is_real(gap):
        gap = gap * nb.IMAGINARY
    zero = solve_zero(case, gap) if nb.is_real(gap) else None
    if zero is None or budget == 0:
        raise OutsideClass("poles that may coincide")
    apart = Case(Facts(case.facts.bounds, (*case.facts.unequal, gap)), case.changes)
    unequal = compare(gap, sympy.Ne)
    generic = told_apart(apart, work, budget - 1)
    try:
        equal = told_apart(zero, work, budget - 1)
    except NoValue:  # then nothing is asked there
        return generic
    return [*((sympy.And(unequal, condition), value) for condition, value in generic), *equal]
