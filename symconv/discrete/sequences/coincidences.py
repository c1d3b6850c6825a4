"""Where a denominator of the result vanishes: the two ratios coincide, one parameter is replaced.

Solved: a denominator that is linear in a parameter (a − b, ab − 1); real exponents (e^a = e^b means
a = b); cosines (cos a = cos b means e^{ia} = e^{ib} or e^{−ib}, which is all that a sequence
sees of a frequency).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression
from symconv.algebra.elements import ONE, ZERO, from_generator
from symconv.algebra.generators import PARAMETER, Generator, generator
from symconv.algebra.numbers import Number
from symconv.algebra.relations import compare
from symconv.algebra.signs import Facts
from symconv.discrete.sequences.facts import base_of_power, is_nonzero
from symconv.discrete.sequences.problem import Pair, Solution
from symconv.discrete.sequences.ratios import written
from symconv.reading.cases import Case, solve_zero

__all__ = ["Arm", "coincidence", "periodic_arms"]


@dataclass(frozen=True)
class Arm:
    """A case of a coincidence: its condition among the arms, and what it means.

    `unequal` replaces the relation "denominator ≠ 0" where a plainer one says the same.
    """

    case: Case
    condition: Any
    meaning: Any
    unequal: Any = None


def coincidence(case: Case, pole: Number, solution: Solution) -> list[Arm] | None:
    """The arms that together are pole = 0; None where they are not known."""
    base = base_of_power(pole)
    if base is not None:
        pole = base
    zero = _linear_zero(case, pole)
    if zero is not None:
        unequal = None if base is None else written(compare(pole, sympy.Ne))
        return [Arm(zero, sympy.true, written(compare(pole, sympy.Eq)), unequal)]
    pair = solution.meeting.get(pole)
    if pair is not None:
        gap = _exponent_gap(pair, solution)
        zero = solve_zero(case, gap) if gap is not None else None
        if zero is not None and gap is not None:
            unequal = written(compare(gap, sympy.Ne))
            return [Arm(zero, sympy.true, written(compare(gap, sympy.Eq)), unequal)]
    return _cosine_arms(case, pole, solution)


def _linear_zero(case: Case, pole: Number) -> Case | None:
    """pole = slope·p + rest: rest ≠ 0 makes slope ≠ 0 where the pole vanishes."""
    zero = solve_zero(case, pole)
    if zero is not None:
        return zero
    for gen in nb.generators_of(pole):
        if gen.kind != PARAMETER:
            continue
        rest = nb.substitute(pole, {gen: ZERO})
        slope = nb.substitute(pole, {gen: from_generator(gen) + ONE}) - pole
        if gen not in nb.generators_of(slope) and is_nonzero(rest, case.facts):
            facts = Facts(case.facts.bounds, (*case.facts.unequal, slope))
            zero = solve_zero(Case(facts, case.changes), pole)
            if zero is not None:
                return zero
    return None


def _exponent_gap(pair: tuple[Number, Number], solution: Solution) -> Number | None:
    """λ − μ for ratios ρ e^λ and ρ e^μ with real λ and μ and ρ > 0 or shared."""
    (rho, lam), (sigma, mu) = (solution.units.form(ratio) for ratio in pair)
    if rho != sigma or not nb.is_real(lam) or not nb.is_real(mu):
        return None
    return lam - mu


def _cosine_arms(case: Case, pole: Number, solution: Solution) -> list[Arm] | None:
    """cos a = v: the frequency a may be replaced by ±arccos v."""
    found = _cosine_equation(pole)
    if found is None:
        return None
    angle, symbol, _ = found
    if not _seen_by_frequency(angle, symbol, solution):
        return None
    return _arms_of(case, pole, found)


def periodic_arms(case: Case, pole: Number, pair: Pair) -> list[Arm] | None:
    """The same for expressions: the frequency must stand in waves that full turns do not change."""
    found = _cosine_equation(pole)
    if found is None:
        return None
    angle, symbol, _ = found
    turn = 2 * sympy.pi / sympy.diff(angle, symbol)
    for side in (pair.f, pair.g):
        for wave in side.atoms(sympy.cos, sympy.sin, sympy.exp):
            turned = sympy.expand(wave.subs(symbol, symbol + turn))
            unchanged = wave == turned or sympy.expand_trig(wave - turned) == 0
            if unchanged:
                side = side.xreplace({wave: sympy.Integer(0)})
        if symbol in side.free_symbols:
            return None
    return _arms_of(case, pole, found)


def _cosine_equation(pole: Number) -> tuple[Any, Any, Any] | None:
    """(q·a, a, v) where the pole is a rational multiple of cos(q a) − v."""
    for gen in reversed(nb.generators_of(pole)):
        cosine = written(gen.expr)
        if not isinstance(cosine, sympy.cos):
            continue
        angle = cosine.args[0]
        _, symbol = angle.as_coeff_Mul(rational=True)
        slope = nb.substitute(pole, {gen: from_generator(gen) + ONE}) - pole
        if symbol.is_Symbol and isinstance(slope, fmpq):
            value = written(expression(from_generator(gen) - pole * nb.inverse(slope)))
            if _arc(value) is not None:
                return angle, symbol, value
    return None


def _arms_of(case: Case, pole: Number, equation: tuple[Any, Any, Any]) -> list[Arm]:
    angle, symbol, value = equation
    target, times = _arc(value), sympy.diff(angle, symbol)
    meaning = written(compare(pole, sympy.Eq))
    plus = Arm(_replaced(case, symbol, target / times), sympy.true, meaning)
    if value in (1, -1):
        return [plus]
    same = sympy.Eq(sympy.sin(angle), sympy.sin(target))
    first = Arm(plus.case, same, sympy.And(meaning, same))
    return [first, Arm(_replaced(case, symbol, -target / times), sympy.true, meaning)]


def _arc(value: Any) -> Any:
    """An angle whose cosine is the value, for constants in [−1, 1] and for cos b itself."""
    if isinstance(value, sympy.cos):
        return value.args[0]
    if value.free_symbols:
        return None
    angle = sympy.acos(value)
    return angle if angle.is_extended_real else None


def _seen_by_frequency(angle: Any, symbol: Any, solution: Solution) -> bool:
    """Whether f and g depend on the symbol through cosine and sine of the angle only."""
    own = generator(symbol, PARAMETER)
    for piece in solution.inputs:
        numbers = [*piece.starts]
        for value in piece.values:
            for ratio, _, c in value.items() if value is not None else ():
                numbers += [ratio, c]
        gens = {gen for item in numbers for gen in nb.generators_of(item)}
        if own in gens or any(not _is_plain(gen, angle, symbol) for gen in gens):
            return False
    return True


def _is_plain(gen: Generator, angle: Any, symbol: Any) -> bool:
    """The generator does not hold the symbol, or is cos(angle) or sin(angle)."""
    meaning = written(gen.expr)
    if symbol not in meaning.free_symbols:
        return True
    return meaning in (sympy.cos(angle), sympy.sin(angle))


def _replaced(case: Case, angle: Any, target: Any) -> Case:
    """The case without facts on the angle: it equals the target up to full turns only."""
    own = generator(angle, PARAMETER)
    facts = Facts(
        tuple((q, strict) for q, strict in case.facts.bounds if own not in nb.generators_of(q)),
        tuple(q for q in case.facts.unequal if _free_of(q, angle)),
    )
    return Case(facts, (*case.changes, (angle, target)))


def _free_of(value: Number, angle: Any) -> bool:
    return angle not in written(expression(value)).free_symbols
