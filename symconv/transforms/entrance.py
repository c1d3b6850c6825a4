"""What may be passed to a transform, and parameters whose sign or order is open."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import sympy

from symconv.algebra import numbers as nb
from symconv.algebra.relations import compare
from symconv.algebra.signs import Facts
from symconv.errors import DivergentIntegral, InvalidInput, NoClosedForm, Undecided
from symconv.operators import inputs
from symconv.operators.normalising import normalised
from symconv.operators.typed import function, renamed
from symconv.reading import Case, OutsideClass, explore
from symconv.reading.cases import solve_zero
from symconv.spectra.fourier import NotTempered
from symconv.spectra.sums import Coincidence, Needed

__all__ = ["by_cases", "by_declaration", "checked"]

_ARM_LIMIT = 6
_DECLARING = " (transforms take no assuming=)"
_ASSUMING = re.compile(r"; state (it|for example .*) with assuming=")


def checked(f: Any, x: Any, output: Any) -> tuple[Any, Any]:
    """(f, x) with exact numbers and x real; InvalidInput for what cannot be transformed."""
    inputs.check_variable(x)
    f = function(f, x, "f")
    if not isinstance(output, sympy.Symbol):
        raise InvalidInput(f"the output variable must be a Symbol, not {inputs.shown(output)}")
    inputs.check_output(x, output, f)
    inputs.check_names(x, f)
    real = sympy.Symbol(x.name, real=True)
    return normalised(renamed(f, x, real, "f"), real), real


def by_cases(f: Any, work: Callable[[Any, Facts], Any]) -> Any:
    """work(f, facts) in every case of the parameters that must be told apart, as one expression.

    Raises NoClosedForm where f is outside the classes, Undecided where a relation must be assumed.
    """
    try:
        return _arms(f, Case(Facts()), work, _ARM_LIMIT)
    except NotTempered as growing:
        raise DivergentIntegral(f"{f} has no Fourier transform: {growing}") from None
    except OutsideClass as outside:
        raise NoClosedForm(
            f"no transform of {f} is known here: {outside}", tried=(str(outside),)
        ) from None
    except Needed as needed:
        raise by_declaration(needed.undecided()) from None
    except Undecided as error:
        raise by_declaration(error) from None


def by_declaration(error: Undecided) -> Undecided:
    """The refusal with what to do here: transforms take no relations, only declared symbols."""
    question = error.question
    said = _ASSUMING.sub("", str(error).split(_DECLARING)[0])
    said = f"{said}; {_advice(question)}{_DECLARING}"
    return type(error)(said, question=question)


def _advice(question: Any) -> str:
    """How to declare the symbols so that the relation holds."""
    if isinstance(question, (sympy.StrictGreaterThan, sympy.StrictLessThan)):
        larger, smaller = question.gts, question.lts
        if smaller == 0 and larger.is_Symbol:
            return f"declare {larger} positive: Symbol({larger.name!r}, positive=True)"
        if larger == 0 and smaller.is_Symbol:
            return f"declare {smaller} negative: Symbol({smaller.name!r}, negative=True)"
        if larger.is_Symbol and not smaller.has(larger):
            return f"write {larger} as {smaller} + d with d = Symbol('d', positive=True)"
    return "declare the symbols so that it holds, with real=True, positive=True or negative=True"


def _arms(f: Any, case: Case, work: Callable[[Any, Facts], Any], budget: int) -> Any:
    try:
        branches = explore(
            case,
            lambda inner: work(inner.given(f), inner.facts),
            merge=lambda neighbour, zero, value: bool(zero.apply(neighbour) == value),
        )
    except Coincidence as coincidence:
        gap = coincidence.gap
    else:
        written = [(branch.value, branch.condition) for branch in branches]
        return written[0][0] if len(written) == 1 else sympy.Piecewise(*written)
    if not nb.is_real(gap):
        gap = gap * nb.IMAGINARY
    zero = solve_zero(case, gap) if nb.is_real(gap) else None
    if zero is None or budget == 0:
        raise OutsideClass("poles that may coincide")
    apart = Case(Facts(case.facts.bounds, (*case.facts.unequal, gap)), case.changes)
    generic = _arms(f, apart, work, budget - 1)
    confluent = _arms(f, zero, work, budget - 1)
    return sympy.Piecewise((generic, compare(gap, sympy.Ne)), (confluent, sympy.true))
