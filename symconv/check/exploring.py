"""Every case of the parameters that a comparison must tell apart, coincidences included.

A law or claim is stated for all admitted parameters, so no case may be left out silently. The
reader asks for the sign of p (Split), a denominator asks whether p is 0 (Apart). The case p = 0 is
computed with one parameter replaced; where p is linear in none it is returned as not examined, and
no statement that could differ there is called proved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import permutations, starmap
from typing import Any, Generic, TypeVar

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import number
from symconv.algebra.elements import Element
from symconv.algebra.numbers import Number
from symconv.algebra.relations import compare
from symconv.algebra.signs import Facts
from symconv.errors import InvalidInput, Undecided
from symconv.reading import Case, Split
from symconv.reading.cases import solve_zero

__all__ = ["Apart", "Found", "joined", "require_apart", "survey"]

_MOST_CASES = 24

T = TypeVar("T")


class Apart(Exception):  # a request, not an error
    """Whether `value` is 0 is needed and open."""

    def __init__(self, value: Number):
        self.value = value
        super().__init__(value)


@dataclass(frozen=True)
class Found(Generic[T]):
    """What was computed under `conditions`, relations between the parameters as they were given.

    `value` is None where the case was not examined.
    """

    case: Case
    conditions: tuple[Any, ...]
    value: T | None

    @property
    def condition(self) -> Any:
        """The conditions as one relation."""
        return sympy.And(*self.conditions)


def survey(facts: Facts, work: Callable[[Case], T]) -> list[Found[T]]:
    """`work` in every possible case.

    Raises Undecided beyond 24 cases, with the relation to assume; InvalidInput where the facts
    contradict each other, so that every statement would hold.
    """
    if facts.contradictory():
        raise InvalidInput("assuming contradicts itself: no parameters satisfy all of it")
    return list(_survey(Case(facts), (), work, [_MOST_CASES]))


def require_apart(values: Iterator[Number], facts: Facts) -> None:
    """Raise Apart for the first number that the facts do not keep from 0."""
    for value in values:
        if not isinstance(value, fmpq) and facts.nonzero(value) is None:
            raise Apart(value)


def joined(cases: list[tuple[Any, ...]]) -> Any:
    """The relation that holds in these cases, each a conjunction, and in no others of a survey."""
    while pair := next(filter(None, starmap(_merged, permutations(cases, 2))), None):
        cases = [*(case for case in cases if case not in pair[:2]), pair[2]]
    return sympy.Or(*(sympy.And(*case) for case in cases))


def _merged(first: tuple[Any, ...], second: tuple[Any, ...]) -> tuple[Any, Any, Any] | None:
    """Two cases that differ in one relation, such as p > 0 and p = 0, and both in one."""
    places = [k for k, pair in enumerate(zip(first, second, strict=False)) if pair[0] != pair[1]]
    if len(first) != len(second) or len(places) != 1:
        return None
    one, other = first[places[0]], second[places[0]]
    either = _EITHER.get((type(one), type(other)))
    turned = isinstance(other, sympy.Eq) and one.args == other.args[::-1]
    if either is None or not (turned or one.args == other.args):
        return None
    return first, second, (*first[: places[0]], either(*one.args), *first[places[0] + 1 :])


_EITHER = {
    (sympy.StrictGreaterThan, sympy.Eq): sympy.Ge,
    (sympy.StrictLessThan, sympy.Eq): sympy.Le,
    (sympy.StrictGreaterThan, sympy.StrictLessThan): sympy.Ne,
}


def _survey(
    case: Case, conditions: tuple[Any, ...], work: Callable[[Case], T], budget: list[int]
) -> Iterator[Found[T]]:
    if case.facts.contradictory():
        return
    try:
        value = work(case)
    except Split as split:
        p, signs = split.value, [1, -1]
    except Apart as apart:
        p, signs = apart.value, []
    else:
        budget[0] -= 1
        yield Found(case, conditions, value)
        return
    if budget[0] <= 1:
        question = compare(p, sympy.Gt if signs else sympy.Ne)
        raise Undecided(
            f"more than {_MOST_CASES} cases of the parameters are open; state for example "
            f"{question} with assuming=",
            question=question,
        )
    for sign in signs:
        relation = compare(p, sympy.Gt if sign > 0 else sympy.Lt)
        inner = Case(case.facts.assume(p, sign), case.changes)
        yield from _survey(inner, (*conditions, relation), work, budget)
    if not signs:
        inner = Case(_unequal(case.facts, p), case.changes)
        yield from _survey(inner, (*conditions, compare(p, sympy.Ne)), work, budget)
    yield from _coincidences(case, conditions, p, work, budget)


def _unequal(facts: Facts, p: Number) -> Facts:
    return Facts(facts.bounds, (*facts.unequal, *_factors(p)))


def _coincidences(
    case: Case,
    conditions: tuple[Any, ...],
    p: Number,
    work: Callable[[Case], T],
    budget: list[int],
) -> Iterator[Found[T]]:
    """p = 0, factor by factor."""
    for factor in _factors(p):
        if case.facts.nonzero(factor) is True:
            continue
        relation = compare(factor, sympy.Eq)
        solved = solve_zero(case, factor)
        if solved is None:
            yield Found(case, (*conditions, relation), None)
        else:
            inner = Case(_with_own_assumptions(solved), solved.changes)
            yield from _survey(inner, (*conditions, relation), work, budget)


def _factors(p: Number) -> list[Number]:
    """The irreducible factors of the numerator that are not rational."""
    if not isinstance(p, Element):
        return [p]
    top, _ = nb.numerator_denominator(p)
    if not isinstance(top, Element):
        return []
    _, parts = top.num.factor()
    return [Element(top.ctx, poly, ()) for poly, _ in parts]


def _with_own_assumptions(case: Case) -> Facts:
    """The facts, and what the SymPy assumptions of the replaced symbol say of its replacement."""
    symbol, value = case.changes[-1]
    root = number(value)
    bounds, unequal = list(case.facts.bounds), list(case.facts.unequal)
    if not nb.is_real(root):
        return case.facts
    if symbol.is_nonzero or symbol.is_zero is False:
        unequal.append(root)
    if symbol.is_nonnegative:
        bounds.append((root, bool(symbol.is_positive)))
    if symbol.is_nonpositive:
        bounds.append((-root, bool(symbol.is_negative)))
    return Facts(tuple(bounds), tuple(unequal))
