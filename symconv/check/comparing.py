"""Whether two expressions in t are equal almost everywhere, for all admitted parameters.

First the normal form of exponential-polynomial distributions, in every case of the parameters: it
decides. Elsewhere balls at chosen points can refute; that they agree decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sympy

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression
from symconv.algebra.distribution import Distribution
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts, certainly_independent, facts_from
from symconv.check.sampling import Sample, disagreement, sample
from symconv.errors import InvalidInput, NoClosedForm, Undecided
from symconv.reading import Case, OutsideClass, Split, explore, read
from symconv.reading.cases import Branch
from symconv.reading.conditions import pieces
from symconv.truth import Status

__all__ = ["Comparison", "compare_expressions"]


@dataclass(frozen=True)
class Comparison:
    """The outcome: status, the reason, where the sides differ, a witness, extra hypotheses."""

    status: Status
    reason: str
    differs_on: Any = None
    witness: Sample | None = None
    hypotheses: tuple[Any, ...] = ()


@dataclass(frozen=True)
class _Both:
    """The two sides read in one case; None for a side that is undefined there."""

    left: Distribution | None
    right: Distribution | None
    facts: Facts

    @property
    def is_equal(self) -> bool:
        return self.left == self.right


def compare_expressions(
    left: Any, right: Any, t: Any, assuming: tuple[Any, ...] = ()
) -> Comparison:
    """left = right for almost every real t, under the relations of `assuming`.

    A case of the parameters in which one side is undefined is excluded, and named among the
    hypotheses of the outcome.
    """
    try:
        branches = explore(
            Case(facts_from(assuming)), lambda case: _read_both(left, right, t, case), merge=_never
        )
    except (OutsideClass, Undecided) as open_case:
        return _by_balls(left, right, t, assuming, str(open_case))
    return _judge(branches, left, right, t, assuming)


def _never(*_: Any) -> bool:
    return False


def _read_both(left: Any, right: Any, t: Any, case: Case) -> _Both:
    return _Both(_side(left, t, case), _side(right, t, case), case.facts)


def _side(expr: Any, t: Any, case: Case) -> Distribution | None:
    changed = case.apply(expr)
    if changed.has(sympy.nan, sympy.zoo, sympy.oo, -sympy.oo):
        return None
    try:
        return read(changed, t, case.facts)
    except ZeroDivisionError:
        return None
    except InvalidInput as error:
        if "division by zero" in str(error):
            return None
        raise


def _judge(
    branches: list[Branch[_Both]], left: Any, right: Any, t: Any, assuming: tuple[Any, ...]
) -> Comparison:
    excluded: list[Any] = []
    open_reason = ""
    for branch in branches:
        both = branch.value
        if both.left is None or both.right is None:
            excluded.append(_excluded(branch.case))
            continue
        if both.is_equal:
            continue
        difference = both.left - both.right
        where, decided = _where_different(difference, t, both.facts)
        witness = disagreement(
            branch.case.apply(left), branch.case.apply(right), t, assuming, where, branch.condition
        )
        if witness is not None or decided:
            return Comparison(
                Status.REFUTED,
                "the difference is not zero in the normal form" + _in_case(branch),
                where,
                witness,
                tuple(excluded),
            )
        open_reason = "whether the difference of the normal forms is zero rests on an open question"
    if open_reason:
        return Comparison(Status.UNDECIDED, open_reason, hypotheses=tuple(excluded))
    return Comparison(Status.PROVED, "equal in the unique normal form", hypotheses=tuple(excluded))


def _excluded(case: Case) -> Any:
    """The case p = 0 that made a side undefined, as Ne."""
    symbol, value = case.changes[-1] if case.changes else (sympy.S.One, sympy.S.One)
    return sympy.Ne(symbol, value) if case.changes else sympy.true


def _in_case(branch: Branch[Any]) -> str:
    return "" if branch.condition in (sympy.true, True) else f", for {branch.condition}"


def _where_different(difference: Distribution, t: Any, facts: Facts) -> tuple[Any, bool]:
    """The first piece on which a non-zero normal form differs from 0, and whether it surely does."""
    if difference.mass and not difference.right and not difference.line:
        point = next(iter(difference.mass))
        sure = _surely(lambda c: _is_nonzero(c, facts), difference)
        return sympy.FiniteSet(expression(point)), sure
    try:
        parts = pieces(difference, facts)
    except (Split, Undecided, InvalidInput):
        return None, False
    for index, (start, value) in enumerate(parts):
        if value:
            stop = parts[index + 1][0] if index + 1 < len(parts) else None
            low = -sympy.oo if start is None else expression(start)
            high = sympy.oo if stop is None else expression(stop)
            sure = any(_is_nonzero(c, facts) for _, _, c in value.items())
            return sympy.Interval.Ropen(low, high), sure
    return None, False


def _surely(test: Callable[[Number], bool], difference: Distribution) -> bool:
    return any(test(c) for c in difference.coefficients())


def _is_nonzero(value: Number, facts: Facts) -> bool:
    if facts.nonzero(value) is True:
        return True
    return all(
        certainly_independent(part) for part in nb.parts(value) if isinstance(part, nb.Element)
    )


def _by_balls(left: Any, right: Any, t: Any, assuming: tuple[Any, ...], why: str) -> Comparison:
    try:
        outcome = sample(left, right, t, assuming)
    except NoClosedForm as error:
        return Comparison(Status.UNDECIDED, str(error))
    if outcome.witness is not None:
        return Comparison(
            Status.REFUTED, "disjoint balls at a point", outcome.where, outcome.witness
        )
    if not outcome.points:
        return Comparison(Status.UNDECIDED, f"no point could be enclosed; {why}")
    return Comparison(
        Status.UNDECIDED,
        f"agrees to {outcome.digits} digits at {outcome.points} points, which proves nothing; {why}",
    )
