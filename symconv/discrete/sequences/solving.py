"""One problem from expressions to an expression: read, multiply, write, with every arm it needs.

Where the order of two integers is open, or two symbolic ratios may coincide, the problem is solved
anew with one parameter replaced, never by a limit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NoReturn

import sympy

from symconv.algebra import numbers as nb
from symconv.algebra.numbers import Number
from symconv.algebra.relations import compare, relation
from symconv.algebra.signs import Facts
from symconv.discrete.sequences.coincidences import Arm, coincidence
from symconv.discrete.sequences.facts import is_nonzero, sharpened, with_units
from symconv.discrete.sequences.geometric import Geometric
from symconv.discrete.sequences.pieces import Pieces, combined, difference_of
from symconv.discrete.sequences.problem import Pair, Solution, reader_of
from symconv.discrete.sequences.product import Product, convolve
from symconv.discrete.sequences.ratios import written
from symconv.discrete.sequences.segments import segments
from symconv.discrete.sequences.terms import from_pieces, to_pieces
from symconv.discrete.sequences.unevaluated import as_sum
from symconv.discrete.sequences.vanishing import vanishes
from symconv.discrete.sequences.writing import piecewise
from symconv.errors import DivergentIntegral, InvalidInput, SymconvError, Undecided
from symconv.reading import Case, OutsideClass, Split, explore
from symconv.reading.cases import Branch, solve_zero

__all__ = ["apart", "in_cases", "is_solvable", "refuse", "solve", "split_or_refuse"]

_ARM_LIMIT = 12


def solve(pair: Pair) -> Any:
    """The closed form in m.

    Raises OutsideClass, DivergentIntegral, Undecided, InvalidInput.
    """
    return _explored(pair, Case(pair.facts), [_ARM_LIMIT])


def _explored(pair: Pair, case: Case, budget: list[int]) -> Any:
    """The answer in every case that it needs, those that contradict the facts left out."""
    branches = explore(case, _work(pair), merge=_merging(pair))
    arms = []
    for branch in branches:
        if branch.value is not None:
            case = branch.covered or branch.case
            settled = Branch(branch.condition, case, branch.value)
            arms.append((_with_arms(pair, settled, budget), branch.condition))
    if not arms:
        raise InvalidInput("the relations of assuming contradict each other or the symbols")
    return in_cases([*arms[:-1], (arms[-1][0], sympy.true)])


def _merging(pair: Pair) -> Callable[[Solution | None, Case, Solution | None], bool]:
    """Whether the answer for p ≠ 0, as written, is right at p = 0: read back and compared."""

    def specialises(neighbour: Solution | None, zero: Case, value: Solution | None) -> bool:
        if neighbour is None or value is None:
            return False
        m = sympy.Symbol(str(pair.m), integer=True)
        sides = [piecewise(side.parts, m, side.facts, side.units) for side in (neighbour, value)]
        here = Pair(zero.apply(sides[0]), sides[1], m, m, zero.facts)
        reader = reader_of(here, zero.facts)
        try:
            one, other = reader.read(here.f), reader.read(here.g)
            gap = combined(one, other, reader.facts, difference_of)
        except (Split, OutsideClass, SymconvError, ZeroDivisionError):
            return False
        return vanishes(gap, reader.facts, reader.units)

    return specialises


def in_cases(arms: list[tuple[Any, Any]]) -> Any:
    """Values under conditions as one expression, equal neighbours joined."""
    kept: list[tuple[Any, Any]] = []
    for value, condition in arms:
        if kept and kept[-1][0] == value:
            kept[-1] = (value, sympy.Or(kept[-1][1], condition))
        else:
            kept.append((value, condition))
    if len(kept) == 1:
        return kept[0][0]
    return sympy.Piecewise(*((value, written(condition)) for value, condition in kept))


def split_or_refuse(case: Case, split: Split) -> None:
    """Refuse a split whose case p = 0 cannot be computed."""
    if not nb.is_real(split.value) or not is_solvable(case, split.value):
        refuse(split)


def is_solvable(case: Case, p: Number) -> bool:
    """Whether the case p = 0 is excluded or can be computed."""
    return case.facts.nonzero(p) is True or solve_zero(case, p) is not None


def refuse(split: Split) -> NoReturn:
    """Raise Undecided with the relation that is open."""
    real = nb.is_real(split.value)
    question = written(relation(split.value, 1) if real else compare(split.value, sympy.Ne))
    raise Undecided(
        f"the answer depends on {question}; state it with assuming=", question=question
    ) from None


def _work(pair: Pair) -> Callable[[Case], Solution | None]:
    """The computation of one case; None where the case contradicts the facts."""

    def work(case: Case) -> Solution | None:
        if sharpened(case.facts, pair.symbols).contradictory():
            return None
        try:
            return _compute(pair.apply(case), case.facts)
        except Split as split:
            split_or_refuse(case, split)
            raise

    return work


def with_ratios(facts: Facts, inputs: tuple[Pieces, Pieces]) -> Facts:
    """The facts and r ≠ 0 for every ratio r of a tail on the left, where f or g divides by it."""
    ratios = [r for piece in inputs if piece.values[0] for r in piece.values[0].rows]
    unequal = [factor for r in ratios for factor in nb.poles(nb.inverse(r)).values()]
    return Facts(facts.bounds, (*facts.unequal, *unequal))


def _compute(pair: Pair, stated: Facts) -> Solution:
    reader = reader_of(pair, stated)
    units = reader.units
    f, g = reader.read(pair.f), reader.read(pair.g)
    facts = with_ratios(with_units(reader.facts, units), (f, g))
    first = f
    if pair.op == "correlate":
        first = f.reflected(units)
        first = first.conjugate(units) if pair.conjugate else first
    work = Product(units, facts)
    h = convolve(from_pieces(first, units), from_pieces(g, units), work)
    settled = work.settled()
    pieces, bases = to_pieces(h, settled, units)
    parts = segments(pieces, bases, settled, units)
    return Solution((f, g), parts, units, settled, work.meeting)


def _with_arms(pair: Pair, branch: Branch[Solution], budget: list[int]) -> Any:
    """The written result with an arm for every denominator that may vanish."""
    solution = branch.value
    pole = _open_pole(solution)
    if pole is None:
        return piecewise(solution.parts, pair.m, solution.facts, solution.units)
    generic = _with_arms(pair, _apart(branch, pole), budget)
    unequal = written(compare(pole, sympy.Ne))
    budget[0] -= 1
    arms = coincidence(branch.case, pole, solution) if budget[0] >= 0 else None
    here = pair.apply(branch.case)
    if arms is not None and any(pair.apply(arm.case) == here for arm in arms):
        arms = None  # conjugate(a) = 1/a replaces nothing that stands in f or g
    if arms is not None:
        arms = [arm for arm in arms if not _is_excluded(arm.case, pair)]
        if not arms:
            return generic
    if arms is None:
        return sympy.Piecewise((generic, unequal), (_unevaluated(pair), sympy.true))
    first: list[tuple[Any, Any]] = []
    for arm in arms:
        try:
            first.append((_confluent(pair, arm, budget), arm.condition))
        except InvalidInput:  # f or g itself has no meaning at this coincidence
            continue
    if not first:
        return generic
    first[-1] = (first[-1][0], sympy.true)
    if arms[0].unequal is not None:
        unequal = arms[0].unequal
    return sympy.Piecewise((generic, unequal), (in_cases(first), sympy.true))


def _is_excluded(case: Case, pair: Pair) -> bool:
    """Whether a coincidence contradicts what is stated."""
    return sharpened(case.facts, pair.symbols).contradictory()


def _confluent(pair: Pair, arm: Arm, budget: list[int]) -> Any:
    try:
        return _explored(pair, arm.case, budget)
    except DivergentIntegral as error:
        raise Undecided(
            f"where {written(arm.meaning)} the sum diverges; exclude it with assuming=",
            question=written(sympy.Not(arm.meaning)),
        ) from error


def _unevaluated(pair: Pair) -> Any:
    return as_sum(pair.f, pair.g, (pair.n,), (pair.m,), pair.op, pair.conjugate)


def _open_pole(solution: Solution) -> Number | None:
    """An irreducible denominator of the result that the facts do not keep from 0."""
    stated = {index for piece in solution.inputs for index in _poles(piece.values)}
    for index, factor in _poles([part.value for part in solution.parts]).items():
        if index not in stated and not is_nonzero(factor, solution.facts):
            return factor
    return None


def _poles(values: list[Geometric] | list[Geometric | None]) -> dict[int, Number]:
    found: dict[int, Number] = {}
    for value in values:
        for _, _, c in value.items() if value is not None else ():
            found.update(nb.poles(c))
    return found


def apart(facts: Facts, pole: Number) -> Facts:
    """The facts and pole ≠ 0."""
    return Facts(facts.bounds, (*facts.unequal, pole))


def _apart(branch: Branch[Solution], pole: Number) -> Branch[Solution]:
    value = replace(branch.value, facts=apart(branch.value.facts, pole))
    case = Case(apart(branch.case.facts, pole), branch.case.changes)
    return Branch(branch.condition, case, value)
