"""Divergence in one branch of the parameters is not divergence for all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import sympy

from symconv.algebra.constants import number
from symconv.algebra.relations import compare
from symconv.algebra.signs import Facts
from symconv.errors import DivergentIntegral, InvalidInput, Undecided
from symconv.reading import Case, OutsideClass
from symconv.spectra.sums import Needed

__all__ = ["in_branches", "with_needed"]

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
            raise Undecided(
                f"the integral diverges unless {question}: {divergence}", question=question
            ) from None

    return guarded


def _way_out(start: Facts, case: Case) -> Any:
    """The relation that leaves the branch; None where the branch is everything."""
    if case.changes:
        return sympy.Ne(*case.changes[-1])
    added = case.facts.bounds[len(start.bounds) :]
    return compare(added[-1][0], sympy.Le) if added else None


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
            raise Undecided(
                f"the integral diverges unless {question}: {divergence}", question=question
            ) from None
