"""The verdict on a law for given functions: exactly where that is possible, else by closed forms.

In the exact class every case of the parameters is decided in the normal form. Sequences and
functions of several variables are handed to their own judges.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import sympy

from symconv.algebra.relations import facts_from
from symconv.algebra.signs import Facts
from symconv.check.calculus import Exact, Law, Missing, Written
from symconv.check.comparing import Both, Comparison, compare_expressions, judge
from symconv.check.exploring import Found, survey
from symconv.check.sequences import is_index, judged_sums
from symconv.check.several import is_tuple, judged_in_several
from symconv.errors import DivergentIntegral, NoClosedForm
from symconv.operators import inputs
from symconv.operators.boundnames import sealed, unsealed
from symconv.operators.frozen import depth_of
from symconv.operators.normalising import normalised
from symconv.operators.posing import pose
from symconv.operators.typed import function, renamed
from symconv.reading import Case, OutsideClass
from symconv.truth import Status, Verdict
from symconv.writing import heaviside_form

__all__ = ["checked", "judged", "output_symbol"]

_EXACT = "absolute: the integrals converge absolutely, decided from the tails"
_IMPROPER = (
    "both sides agree, but an integral converges only improperly; a law is proved for absolute "
    "convergence alone"
)
_ENCLOSED = "both sides agree, but one closed form is enclosed and not proved"
_UNCERTAIN = "the closed forms differ, but one of them is enclosed and not proved"


def checked(x: Any, **functions: Any) -> list[Any]:
    """Expressions in x with exact numbers; InvalidInput names the one that is not."""
    return [function(f, x, role) for role, f in functions.items()]


def output_symbol(x: Any, *functions: Any) -> Any:
    """A real symbol that occurs nowhere."""
    inputs.check_variable(x)
    inputs.check_names(x, *functions)
    taken = {s.name for f in functions for s in f.free_symbols} | {x.name}
    name = next(n for n in ("t", "s", "u", "tau", *(f"t_{k}" for k in range(99))) if n not in taken)
    return sympy.Symbol(name, real=True)


def judged(
    statement: str,
    law: Law,
    functions: tuple[Any, ...],
    x: Any,
    assuming: Any = (),
    *,
    partial: bool = False,
) -> Verdict:
    """The verdict on a law for given functions, its sides shown in a new output variable.

    With an integer variable the functions are sequences; with a tuple they have several variables,
    and a law with derivatives is judged for each (`partial`).
    """
    if is_tuple(x):
        return judged_in_several(statement, law, functions, x, assuming, partial=partial)
    if is_index(x):
        return judged_sums(statement, law, functions, x, assuming)
    t = output_symbol(x, *functions)
    real = sympy.Symbol(x.name, real=True)
    depth = max(map(depth_of, functions))
    named = (sealed(renamed(f, x, real, "f"), real, depth) for f in functions)
    given = tuple(normalised(f, real) for f in named)
    relations = pose("convolve", 0, 0, real, t, assuming=assuming).assuming
    try:
        verdict = _exactly(statement, law, given, real, relations)
    except OutsideClass:
        verdict = _by_closed_forms(statement, law, given, real, relations)
    shown = {
        side: unsealed(value).xreplace({real: t})
        for side in ("left", "right")
        for value in (getattr(verdict, side),)
        if value is not None
    }
    return replace(verdict, **shown)


@dataclass(frozen=True)
class _Pairs:
    """The pairs of sides in one case."""

    pairs: tuple[Both, ...]
    void: bool = False
    divergent: DivergentIntegral | None = None


def _exactly(
    statement: str, law: Law, functions: tuple[Any, ...], x: Any, assuming: tuple[Any, ...]
) -> Verdict:
    found = survey(facts_from(assuming), lambda case: _sides(law, functions, x, case))
    compared, shown = _decided(found, x, assuming)
    return Verdict(
        status=compared.status,
        statement=statement,
        left=shown[0],
        right=shown[1],
        witness=compared.witness,
        differs_on=compared.differs_on,
        hypotheses=(*assuming, _EXACT, *compared.hypotheses),
        reason=compared.reason,
    )


def _sides(law: Law, functions: tuple[Any, ...], x: Any, case: Case) -> _Pairs:
    calculus = Exact(x, case)
    try:
        given = [calculus.given(f) for f in functions]
    except Missing:
        return _Pairs((), void=True)
    try:
        pairs = law(calculus, *given)
    except DivergentIntegral as error:
        return _Pairs((), divergent=error)
    return _Pairs(tuple(Both(left, right, case.facts) for left, right in pairs))


def _decided(
    found: list[Found[_Pairs]], x: Any, assuming: tuple[Any, ...]
) -> tuple[Comparison, tuple[Any, Any]]:
    """The outcome pair by pair, and the sides of the pair that decides."""
    count = max((len(one.value.pairs) for one in found if one.value), default=0)
    outcome: tuple[Comparison, tuple[Any, Any]] | None = None
    for index in range(max(count, 1)):
        picked = [_picked(one, index) for one in found]
        shown = _written(picked, x)
        sides = shown
        compared = judge(picked, lambda sides=sides: sides, x, assuming)  # type: ignore[misc]
        if outcome is None or compared.status is not Status.PROVED:
            outcome = compared, shown
        if compared.status is not Status.PROVED:
            break
    if outcome is None:
        raise AssertionError("a law has at least one pair of sides")
    return outcome


def _picked(one: Found[_Pairs], index: int) -> Found[Both]:
    value = one.value
    if value is None:
        return Found(one.case, one.conditions, None)
    if value.void or value.divergent is not None:
        empty = Both(None, None, Facts(), value.void, value.divergent)
        return Found(one.case, one.conditions, empty)
    return Found(one.case, one.conditions, value.pairs[index])


def _written(found: list[Found[Both]], x: Any) -> tuple[Any, Any]:
    """Both sides in one-sided terms, case by case; equal sides are written once."""
    sides: tuple[list[Any], list[Any]] = ([], [])
    for one in found:
        both = one.value
        if both is None or both.left is None or both.right is None:
            continue
        left = heaviside_form(both.left, x)
        right = left if both.is_equal else heaviside_form(both.right, x)
        sides[0].append((left, one.condition))
        sides[1].append((right, one.condition))
    first, second = (_cases(side) for side in sides)
    return first, second


def _cases(side: list[tuple[Any, Any]]) -> Any:
    if len({expr for expr, _ in side}) == 1:
        return side[0][0]
    return sympy.Piecewise(*side) if side else sympy.nan


def _by_closed_forms(
    statement: str, law: Law, functions: tuple[Any, ...], x: Any, assuming: tuple[Any, ...]
) -> Verdict:
    calculus = Written(x, assuming)
    try:
        pairs = law(calculus, *functions)
    except NoClosedForm as error:
        reason = f"no closed form for one side: {error}"
        return Verdict(Status.UNDECIDED, statement, reason=reason)
    found = []
    for left, right in pairs:
        found.append((compare_expressions(left, right, x, assuming), left, right))
        if found[-1][0].status is not Status.PROVED:
            break
    compared, left, right = found[-1] if found[-1][0].status is not Status.PROVED else found[0]
    status, reason = compared.status, compared.reason
    if status is Status.PROVED and not calculus.is_absolute:
        status, reason = Status.UNDECIDED, _IMPROPER
    elif status is Status.PROVED and not calculus.is_proved:
        status, reason = Status.UNDECIDED, _ENCLOSED
    elif status is Status.REFUTED and not calculus.is_proved:
        status, reason = Status.UNDECIDED, _UNCERTAIN
    return Verdict(
        status=status,
        statement=statement,
        left=left,
        right=right,
        witness=compared.witness,
        differs_on=compared.differs_on,
        hypotheses=(*calculus.hypotheses, *compared.hypotheses),
        reason=reason,
    )
