"""Whether two sequences are equal at every integer, for all admitted parameters.

PROVED: the difference is 0 piece by piece in every case of the parameters. REFUTED only with a
witness: an integer and parameters at which the values differ, as disjoint balls. Else UNDECIDED.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sympy

from symconv.algebra import numbers as nb
from symconv.algebra.constants import number
from symconv.algebra.relations import compare as compare_number
from symconv.discrete.sequences.coincidences import periodic_arms
from symconv.discrete.sequences.entrance import at_integers, check_index, facts_of
from symconv.discrete.sequences.facts import is_nonzero, sharpened
from symconv.discrete.sequences.pieces import combined, difference_of
from symconv.discrete.sequences.problem import Pair, reader_of
from symconv.discrete.sequences.rational.comparing import vanishes_with_poles
from symconv.discrete.sequences.reader import SequenceReader
from symconv.discrete.sequences.solving import apart, is_solvable, refuse
from symconv.discrete.sequences.vanishing import vanishes
from symconv.draws import NoDraw, draw, required_wishes
from symconv.enclosure import decimal, disjoint, enclose_expr
from symconv.errors import SymconvError, Undecided
from symconv.operators import inputs
from symconv.reading import Case, OutsideClass, Split, explore
from symconv.reading.cases import solve_zero
from symconv.truth import Status, Verdict

__all__ = ["Witness", "compare", "in_every_case"]

_BITS = 100
_NO_VALUE = (sympy.nan, sympy.zoo)
_DRAWS = 3
_REACH = 12


@dataclass(frozen=True)
class Witness:
    """An integer and parameters at which the two sides differ, with their values there."""

    point: Any
    parameters: dict[Any, Any]
    left: str
    right: str

    def __str__(self) -> str:
        at = ", ".join(f"{symbol} = {value}" for symbol, value in self.parameters.items())
        place = f"at {self.point}{', ' + at if at else ''}"
        return f"{place}: {self.left} against {self.right}"


def compare(left: Any, right: Any, n: Any, *, assuming: Any = ()) -> Verdict:
    """Whether left[n] = right[n] for every integer n, for all admitted parameters.

    Hypotheses
    ----------
    Both sides have a value at every integer; parameters are taken with their SymPy assumptions and
    the relations of `assuming`.

    Parameters
    ----------
    left, right : Expr in n
    n : Symbol, plain, real or integer
    assuming : relations between parameters

    Returns
    -------
    Verdict
        REFUTED carries .witness (point, parameters, left, right).

    Raises
    ------
    InvalidInput
        The input has no meaning.

    Examples
    --------
    >>> from sympy import Heaviside, KroneckerDelta, Symbol
    >>> from symconv.discrete.sequences import compare
    >>> n = Symbol("n", integer=True)
    >>> compare(Heaviside(n, 1) - Heaviside(n - 1, 1), KroneckerDelta(n, 0), n).status
    <Status.PROVED: 'PROVED'>
    >>> print(compare(Heaviside(n), Heaviside(n, 1), n).witness)
    at 0: 0.500000000000000 against 1.00000000000000
    """
    check_index(n)
    left = inputs.exact(inputs.as_expression(left, "left"))
    right = inputs.exact(inputs.as_expression(right, "right"))
    inputs.check_names(n, left, right)
    index = sympy.Symbol(str(n), integer=True)
    left, right = at_integers(left, {n: index}), at_integers(right, {n: index})
    relations = inputs.relations(assuming, n)
    pair = Pair(left, right, index, index, facts_of(relations))
    statement = f"({left})[{n}] = ({right})[{n}] for every integer {n}"
    excluded: dict[Any, None] = {}
    reason = _proved(pair, excluded)
    hypotheses = tuple(dict.fromkeys((*excluded, *_own_denominators(pair))))
    if reason is None:
        reason = "the difference is 0 on every piece"
        return Verdict(Status.PROVED, statement, left, right, hypotheses=hypotheses, reason=reason)
    witness = _witness(pair, relations)
    if witness is None:
        return Verdict(
            Status.UNDECIDED, statement, left, right, hypotheses=hypotheses, reason=reason
        )
    reason = "two disjoint balls at an integer"
    return Verdict(Status.REFUTED, statement, left, right, witness=witness, reason=reason)


def _proved(pair: Pair, excluded: dict[Any, None]) -> str | None:
    """None where equality is proved, else what is open.

    A coincidence of parameters where a side has no value is left out, and noted in `excluded`.
    """

    def equal(case: Case) -> bool:
        here = pair.apply(case)
        if case.changes and (here.f.has(*_NO_VALUE) or here.g.has(*_NO_VALUE)):
            excluded[sympy.Ne(*case.changes[-1])] = None
            return True
        return _vanishes(here, reader_of(here, case.facts))

    return in_every_case(pair, equal)


def _own_denominators(pair: Pair) -> list[Any]:
    """Ne(d, 0) for the denominators of one side alone at whose zeros it has no value.

    Denominators that both sides have are those of the arms, which are looked at one by one.
    """
    found: dict[Any, None] = {}
    first, second = (_denominators(side, pair.n) for side in (pair.f, pair.g))
    facts = sharpened(pair.facts, pair.symbols)
    for side, own, other in ((pair.f, first, second), (pair.g, second, first)):
        for base in own:
            value = number(base)
            if base in other or is_nonzero(value, facts):
                continue
            zero = solve_zero(Case(facts), value)
            if zero is None or zero.apply(side).has(*_NO_VALUE):
                found[compare_number(value, sympy.Ne)] = None
    return list(found)


def _denominators(expr: Any, n: Any) -> list[Any]:
    powers = [power.args for power in expr.atoms(sympy.Pow)]
    return [
        base
        for base, exponent in powers
        if exponent.is_number and exponent.is_negative and base.free_symbols and not base.has(n)
    ]


def in_every_case(pair: Pair, decide: Callable[[Case], bool]) -> str | None:
    """None where `decide` holds in every case of the parameters of a pair, else what is open."""

    def work(case: Case) -> bool:
        try:
            return decide(case)
        except Split as split:
            if not nb.is_real(split.value) or not is_solvable(case, split.value):
                return in_both(case, split)
            raise

    def in_both(case: Case, split: Split) -> bool:
        """It holds where p ≠ 0, and where p = 0."""
        zero = solve_zero(case, split.value)
        arms = periodic_arms(case, split.value, pair) if zero is None else None
        zeros = [zero] if zero is not None else [arm.case for arm in arms or ()]
        if not zeros:
            refuse(split)
        generic = Case(apart(case.facts, split.value), case.changes)
        return all(work(one) for one in (generic, *zeros))

    try:
        branches = explore(Case(pair.facts), work, merge=lambda *_: False)
    except OutsideClass as outside:
        return f"not of the exact class: {outside}"
    except Undecided as error:
        return str(error)
    if all(branch.value for branch in branches):
        return None
    return "the two sides differ formally; no integer and parameters were found that show it"


def _vanishes(pair: Pair, reader: SequenceReader) -> bool:
    """In the exact class, else with poles and the functions that sums over them bring."""
    try:
        one, other = reader.read(pair.f), reader.read(pair.g)
    except OutsideClass:
        return vanishes_with_poles(pair.f - pair.g, reader)
    gap = combined(one, other, reader.facts, difference_of)
    return vanishes(gap, reader.facts, reader.units)


def _witness(pair: Pair, relations: tuple[Any, ...]) -> Witness | None:
    rng = random.Random(0)
    wishes = [*required_wishes(pair.f, pair.n), *required_wishes(pair.g, pair.n)]
    for wish in wishes * _DRAWS:
        try:
            values = draw(pair.symbols, relations, wish, rng, _complex(pair.symbols))
        except NoDraw:
            continue
        for point in sorted(range(-_REACH, _REACH + 1), key=abs):
            found = _differs(pair, point, values)
            if found is not None:
                return found
    return None


def _complex(symbols: tuple[Any, ...]) -> list[Any]:
    return [symbol for symbol in symbols if symbol.is_extended_real is not True]


def _differs(pair: Pair, point: int, values: dict[Any, Any]) -> Witness | None:
    try:
        sides = [
            enclose_expr(side.subs({**values, pair.n: point}), None, _BITS)
            for side in (pair.f, pair.g)
        ]
    except (SymconvError, ZeroDivisionError, TypeError, ValueError):
        return None
    if not disjoint(sides[0], sides[1]):
        return None
    return Witness(sympy.Integer(point), dict(values), *(decimal(side) for side in sides))
