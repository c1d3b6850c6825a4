"""The usual slip that turns the right answer into a refuted claim, found exactly or not named.

Every hint is checked: the slip applied to the answer must equal the claim, by the same decision
that judges claims. The number of attempts is bounded.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy

from symconv.check.pairs import FACTORS, Pair
from symconv.problem import Problem

__all__ = ["OPERATORS", "hint"]

OPERATORS = {
    "convolve": (
        ("this is the correlation f ⋆ g (flip missing)", "correlate", False),
        ("this is the correlation g ⋆ f (flip missing)", "correlate", True),
    ),
    "correlate": (
        ("this is the convolution f ∗ g", "convolve", False),
        ("this is g ⋆ f: the arguments are exchanged", "correlate", True),
    ),
}
_HALF_LINES = (
    ("valid for t > 0 only", sympy.Interval.open(0, sympy.oo), sympy.Interval(-sympy.oo, 0)),
    ("valid for t < 0 only", sympy.Interval.open(-sympy.oo, 0), sympy.Interval(0, sympy.oo)),
)


def hint(pair: Pair, problem: Problem, differs_on: Any) -> str | None:
    """The first slip that explains the claim, in words; None where none does."""
    if isinstance(differs_on, sympy.logic.boolalg.Boolean):
        return f"valid for {_spoken(sympy.Not(differs_on))} only"
    for words in _slips(pair, problem, differs_on):
        return words
    if isinstance(differs_on, (sympy.Interval, sympy.Union)) and differs_on != sympy.S.Reals:
        zero = pair.vanishing(differs_on)
        if zero == "answer":
            return f"support: the answer is 0 on {_region(differs_on)}"
        if zero == "claim":
            return f"support: the answer is not 0 on {_region(differs_on)}"
        if pair.is_right_outside(differs_on):
            return f"wrong on {_region(differs_on)} only"
    return None


def _region(where: Any) -> str:
    return " ∪ ".join(map(str, where.args)) if isinstance(where, sympy.Union) else str(where)


def _spoken(relation: Any) -> str:
    if isinstance(relation, sympy.Ne):
        return f"{relation.lhs} ≠ {relation.rhs}"
    if isinstance(relation, sympy.Eq):
        return f"{relation.lhs} = {relation.rhs}"
    return str(relation)


def _slips(pair: Pair, problem: Problem, differs_on: Any) -> Iterator[str]:
    for factor in pair.factors():
        if pair.is_scaled(factor):
            yield FACTORS.get(factor, f"factor {factor}")
    for words, op, exchanged in OPERATORS[problem.op]:
        if pair.is_operation(op, exchanged):
            yield words
    if pair.is_reflected():
        yield "reflected: t and -t exchanged"
    for shift in pair.shifts():
        if pair.is_shifted(shift):
            yield f"shifted by {shift}"
    for words, half, other in _HALF_LINES:
        if differs_on is not None and differs_on.closure == other and pair.agrees_on(half):
            yield words
