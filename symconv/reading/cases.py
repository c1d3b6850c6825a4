"""Parameters whose order is open: split into p > 0, p = 0, p < 0 and go on in each case.

A computation that needs the sign of p raises Split(p). `explore` runs it again in each branch; in
the branch p = 0 one parameter is solved for and replaced in the input, so that coincidences are
computed and not guessed. Equal neighbours are merged.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression
from symconv.algebra.elements import ONE, ZERO, Element, from_generator
from symconv.algebra.generators import PARAMETER
from symconv.algebra.implications import generator_sign
from symconv.algebra.numbers import Number
from symconv.algebra.questions import diverges_unless, is_open
from symconv.algebra.relations import compare, relation
from symconv.algebra.signs import Facts
from symconv.deadline import check
from symconv.errors import DivergentIntegral, InvalidInput, Undecided

__all__ = [
    "Branch",
    "Case",
    "NoValue",
    "Split",
    "decided_sign",
    "explore",
    "is_excluded",
    "require_apart",
    "solve_zero",
]

_LARGEST_NUMBER_OF_CASES = 16
_UNDEFINED = (sympy.nan, sympy.zoo)
_NO_VALUES = (sympy.nan, sympy.zoo, sympy.oo, -sympy.oo)

T = TypeVar("T")


class Split(Exception):  # a request, not an error
    """The sign of `value` is needed and open.

    `is_order`: it is the distance of two points between which there is nothing left at 0, so that
    what holds for either sign holds at 0 too.
    """

    def __init__(self, value: Number, is_order: bool = False):
        self.value = value
        self.is_order = is_order
        super().__init__(value)


class NoValue(InvalidInput):
    """What was given has no value where a parameter is replaced, as 1/c has none at c = 0."""


@dataclass(frozen=True)
class Case:
    """What is assumed in one branch: facts, and parameters replaced by others."""

    facts: Facts
    changes: tuple[tuple[Any, Any], ...] = ()

    def apply(self, expr: Any) -> Any:
        """The expression with the replaced parameters; it may hold nan or zoo then.

        Raises NoValue where SymPy has no expression for it, as for a window up to 1/c at c = 0.
        """
        changed = expr
        for symbol, value in self.changes:
            try:
                changed = changed.subs(symbol, value)
            except (TypeError, ValueError):  # SymPy on comparisons with what is no number
                raise NoValue(f"{expr} has no value at {symbol} = {value}") from None
        return changed

    def given(self, expr: Any) -> Any:
        """The same for what a caller gave; NoValue also where nan or zoo appear."""
        changed = self.apply(expr)
        if self.changes and changed.has(*_UNDEFINED) and not expr.has(*_UNDEFINED):
            at = ", ".join(f"{symbol} = {value}" for symbol, value in self.changes)
            raise NoValue(f"{expr} has no value at {at}")
        return changed

    def number_changes(self) -> dict[Any, Number]:
        """The replacements for numbers of the algebra."""
        from symconv.algebra.constants import number
        from symconv.algebra.generators import generator

        changes = {generator(symbol, PARAMETER): number(value) for symbol, value in self.changes}
        for gen, value in list(changes.items()):
            partner = nb.conjugate_of(gen)
            if partner is not None and partner not in nb.generators_of(value):
                changes[partner] = nb.conjugate(value)
        return changes


@dataclass(frozen=True)
class Branch(Generic[T]):
    """A result with the condition on the parameters under which it holds.

    `case` is what it was computed in; `covered`, where it differs, what it was found to hold in.
    """

    condition: Any
    case: Case
    value: T
    covered: Case | None = None


def decided_sign(facts: Facts, value: Number, *, is_order: bool = False) -> int:
    """The sign of a real number; raises Split where it depends on parameters, else Undecided."""
    sign = facts.sign(value)
    if sign is not None:
        return sign
    gens = nb.generators_of(value)
    if any(gen.kind == PARAMETER or gen.expr.free_symbols for gen in gens):
        if isinstance(value, Element) and nb.is_real(value):
            raise Split(facts.open_factor(value), is_order)
        if not nb.is_real(value):
            raise InvalidInput(f"{expression(value)} is not real, so it has no sign")
        question = relation(value, 1)
        raise is_open(question)
    raise Undecided(
        f"the sign of {expression(value)} is below every precision tried; write a hidden 0 as 0",
        question=relation(value, 1),
    )


def explore(
    case: Case,
    work: Callable[[Case], T],
    *,
    merge: Callable[[T, Case, T], bool] | None = None,
    written: Callable[[T], Any] | None = None,
) -> list[Branch[T]]:
    """Run `work` in every case that it asks for; conditions are in order, the last one is True.

    `merge(neighbour, zero case, zero value)` says whether the neighbour's value specialises to
    p = 0; without it orders of break points do, where `written(neighbour)` has a value at p = 0.

    Raises Undecided beyond 16 cases, with the relation to assume.
    """
    branches = _explore(case, work, _Joins(merge, written), [_LARGEST_NUMBER_OF_CASES])
    if branches[-1].condition is sympy.true:
        return branches
    return [*branches[:-1], replace(branches[-1], condition=sympy.true)]


@dataclass(frozen=True)
class _Joins(Generic[T]):
    """What says whether a value beside p = 0 holds at p = 0."""

    merge: Callable[[T, Case, T], bool] | None
    written: Callable[[T], Any] | None

    def stands(self, branches: list[Branch[T]] | None, zero: Case) -> bool:
        """Whether what is written in the branches beside p = 0 has a value at p = 0."""
        if branches is None or self.written is None:
            return branches is not None
        try:
            met = [b for b in branches if zero.apply(b.condition) is not sympy.false]
            return not any(zero.apply(self.written(b.value)).has(*_NO_VALUES) for b in met)
        except NoValue:
            return False


def _explore(
    case: Case, work: Callable[[Case], T], joins: _Joins[T], budget: list[int]
) -> list[Branch[T]]:
    check("telling the cases of the parameters apart")
    try:
        value = work(case)
    except Split as split:
        return _branches(case, work, joins, budget, split)
    budget[0] -= 1
    return [Branch(sympy.true, case, value)]


def _branches(
    case: Case, work: Callable[[Case], T], joins: _Joins[T], budget: list[int], split: Split
) -> list[Branch[T]]:
    p = split.value
    if budget[0] <= 1:
        question = relation(p, 1)
        raise Undecided(
            f"more than {_LARGEST_NUMBER_OF_CASES} orders of the break points are open; "
            f"state for example {question} with assuming=",
            question=question,
        )
    if case.facts.assume(p, 1).sign(p) is None:
        raise Undecided(
            f"the sign of {expression(p)} cannot be told apart; write it in other parameters",
            question=relation(p, 1),
        )

    def explored(side: Case) -> list[Branch[T]]:
        return _explore(side, work, joins, budget)

    strict = [(sign, Case(case.facts.assume(p, sign), case.changes)) for sign in (1, -1)]
    sides = [(sign, side) for sign, side in strict if not side.facts.contradictory()]
    merge, unequal = joins.merge, case.facts.nonzero(p) is True
    zero = None if unequal else solve_zero(case, p)
    if unequal or (merge is None and split.is_order):
        found, divergence = _every(sides, explored)
        if unequal or (divergence is None and (zero is None or joins.stands(found.get(1), zero))):
            return _joined(p, _convergent(p, found, divergence), {1: sympy.Ge, -1: sympy.Lt})
        if zero and divergence is None and joins.stands(found.get(-1), zero):
            return _joined(p, found, {1: sympy.Gt, -1: sympy.Le})
        zero = zero or Case(case.facts.assume(p, 0), case.changes)
        at_zero, at_once = _every([(0, zero)], explored)
        found = _convergent(p, {**found, **at_zero}, divergence or at_once)
        return _joined(p, {sign: found[sign] for sign in (1, 0, -1) if sign in found}, _STRICT)
    zero = zero or Case(case.facts.assume(p, 0), case.changes)
    found = _convergent(p, *_every([*sides, (0, zero)], explored))
    equal = found.get(0, [])
    for sign, weak in ((1, sympy.Ge), (-1, sympy.Le)):
        near = found.get(sign, [])
        if merge is None or len(near) != 1 or len(equal) != 1:
            continue
        if merge(near[0].value, zero, equal[0].value):
            del found[0]
            bound = (p * fmpq(sign), False)
            facts = Facts((*case.facts.bounds, bound), case.facts.unequal)
            joined = replace(near[0], covered=Case(facts, near[0].case.changes))
            found.pop(sign)
            order = {sign: [joined], **found}
            return _joined(p, order, {sign: weak, -sign: _STRICT[-sign]})
    return _joined(p, {sign: found[sign] for sign in (1, 0, -1) if sign in found}, _STRICT)


_STRICT = {1: sympy.Gt, 0: sympy.Eq, -1: sympy.Lt}


def _joined(
    p: Number, found: dict[int, list[Branch[T]]], operators: dict[int, Any]
) -> list[Branch[T]]:
    """The branches of the sides in order, each under its relation, the last one otherwise."""
    *before, (_, last) = found.items()
    branches: list[Branch[T]] = []
    for sign, side in before:
        branches += _under(compare(p, operators[sign]), side)
    return [*branches, *last]


_OPERATORS = {
    frozenset({1}): sympy.Gt,
    frozenset({-1}): sympy.Lt,
    frozenset({0}): sympy.Eq,
    frozenset({0, 1}): sympy.Ge,
    frozenset({0, -1}): sympy.Le,
    frozenset({1, -1}): sympy.Ne,
}


def _every(
    sides: list[tuple[int, Case]],
    explored: Callable[[Case], list[Branch[T]]],
) -> tuple[dict[int, list[Branch[T]]], DivergentIntegral | None]:
    """(the branches of every side where the integral exists, why it does not on another).

    The case of equality is left out where the input has no value in it.
    """
    found: dict[int, list[Branch[T]]] = {}
    divergence: DivergentIntegral | None = None
    for sign, side in sides:
        try:
            found[sign] = explored(side)
        except NoValue:
            if sign != 0:
                raise
        except DivergentIntegral as error:
            divergence = divergence or error
    return found, divergence


def _convergent(
    p: Number, found: dict[int, list[Branch[T]]], divergence: DivergentIntegral | None
) -> dict[int, list[Branch[T]]]:
    """The branches of all sides; divergence is proved only where it is proved on all sides."""
    if divergence is None:
        return found
    if not found:
        raise divergence
    question = compare(p, _OPERATORS[frozenset(found)])
    raise diverges_unless(question, why=divergence) from None


def _under(condition: Any, branches: list[Branch[T]]) -> list[Branch[T]]:
    return [
        replace(branch, condition=sympy.And(condition, branch.condition)) for branch in branches
    ]


def solve_zero(case: Case, p: Number) -> Case | None:
    """The case p = 0, one parameter replaced; None where p is not linear in any parameter."""
    for gen in reversed(nb.generators_of(p)):
        if gen.kind != PARAMETER:
            continue
        slope = nb.substitute(p, {gen: from_generator(gen) + ONE}) - p
        if gen in nb.generators_of(slope):
            continue
        rest = nb.substitute(p, {gen: ZERO})
        known = case.facts.nonzero(slope) is True
        if not known and case.facts.nonzero(rest) is not True:
            continue  # where slope = rest = 0 every value is a root
        root = -rest * nb.inverse(slope)
        if gen in nb.generators_of(root):
            continue
        if nb.conjugate_of(gen) in nb.generators_of(root) and not _is_conjugate(gen):
            continue  # conjugate(a) = a is a replacement; a = conjugate(a) would go round
        with suppress(ZeroDivisionError):  # what is assumed has no meaning at the root
            return _replaced(case, gen, root, () if known else (slope,))
    return None


def require_apart(pole: Number, *, collect: bool) -> None:
    """Refuse a result that has no value for any real parameters, as one divided by z − conj z.

    With `collect` that is one of its conditions instead. Raises Undecided.
    """
    if collect or _of_real_parameters(pole) != 0:
        return
    question = compare(pole, sympy.Ne)
    raise Undecided(
        f"the result has no value where {compare(pole, sympy.Eq)}; state {question} with assuming=",
        question=question,
    )


def is_excluded(pole: Number, facts: Facts) -> bool:
    """Whether pole = 0 contradicts what is known: a sum of even powers of one sign is 0 at 0 alone.

    There every parameter in it is 0.
    """
    if not isinstance(pole, Element) or pole.den or not nb.is_real(pole):
        return False
    rows = pole.num.to_dict()
    coefficients = list(rows.values())
    if not (all(c > 0 for c in coefficients) or all(c < 0 for c in coefficients)):
        return False
    gens = pole.ctx.generators
    zeros: dict[Any, Number] = {}
    for monomial in rows:
        places = [place for place, exponent in enumerate(monomial) if exponent]
        if len(places) != 1 or monomial[places[0]] % 2 or gens[places[0]].kind != PARAMETER:
            return False
        zeros[gens[places[0]]] = ZERO
    try:
        return any(nb.substitute(known, zeros) == 0 for known in facts.unequal)
    except ZeroDivisionError:
        return False


def _of_real_parameters(pole: Number) -> Any:
    """The pole with each parameter in the place of its conjugate."""
    expr = expression(pole)
    return sympy.expand(expr.xreplace({bar: bar.args[0] for bar in expr.atoms(sympy.conjugate)}))


def _replaced(case: Case, gen: Any, root: Number, nonzero: tuple[Number, ...]) -> Case:
    partner = nb.conjugate_of(gen)
    if partner is None or partner in nb.generators_of(root):
        changes = {gen: root}
    else:
        if _is_conjugate(gen):
            gen, partner, root = partner, gen, nb.conjugate(root)
        changes = {gen: root, partner: nb.conjugate(root)}
    own = generator_sign(gen)
    kept = () if own is None else ((root * fmpq(own[0]), own[1]),)
    facts = Facts(
        (*kept, *((nb.substitute(q, changes), strict) for q, strict in case.facts.bounds)),
        (*nonzero, *(nb.substitute(q, changes) for q in case.facts.unequal)),
    )
    return Case(facts, (*case.changes, (gen.expr, expression(root))))


def _is_conjugate(gen: Any) -> bool:
    return isinstance(gen.expr, sympy.conjugate)
