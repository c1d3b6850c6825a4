"""The operations that the laws speak of, twice: on distributions exactly, and on expressions.

A law is one function of a calculus and of the given functions; it returns the pairs of sides that
must be equal. `judged` runs it in the exact class, where every case of the parameters is decided in
the normal form, and otherwise on the closed forms that the methods find.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import sympy
from flint import fmpq

from symconv.algebra.constants import number
from symconv.algebra.convolution import Existence, convolve
from symconv.algebra.distribution import Distribution
from symconv.algebra.exppoly import CONSTANT_MODE, ExpPoly
from symconv.algebra.signs import Facts, facts_from
from symconv.check.comparing import (
    Both,
    Comparison,
    compare_expressions,
    judge,
    new_poles,
    read_in_case,
)
from symconv.check.exploring import Found, require_apart, survey
from symconv.check.sequences import is_index, judged_sums
from symconv.check.several import is_tuple, judged_in_several
from symconv.errors import DivergentIntegral, NoClosedForm
from symconv.operators import inputs
from symconv.operators.kinds import solve
from symconv.operators.posing import pose
from symconv.problem import conjugated
from symconv.reading import Case, OutsideClass, Split, read
from symconv.reading.reader import Reader
from symconv.truth import Status, Verdict
from symconv.writing import heaviside_form

__all__ = ["Calculus", "Law", "checked", "distributional", "judged", "output_symbol"]

_EXACT = "absolute: the integrals converge absolutely, decided from the tails"
_IMPROPER = (
    "both sides agree, but an integral converges only improperly; a law is proved for absolute "
    "convergence alone"
)
_ENCLOSED = "both sides agree, but one closed form is enclosed and not proved"


class Calculus(Protocol):
    """What a law may do with functions of x."""

    def given(self, expr: Any) -> Any:
        """An expression in x as a function."""

    def convolve(self, f: Any, g: Any) -> Any:
        """f ∗ g."""

    def correlate(self, f: Any, g: Any) -> Any:
        """f ⋆ g."""

    def add(self, f: Any, g: Any) -> Any:
        """f + g."""

    def scale(self, f: Any, factor: Any) -> Any:
        """factor·f."""

    def shift(self, f: Any, by: Any) -> Any:
        """f(x − by)."""

    def turn(self, f: Any) -> Any:
        """conj f(−x)."""

    def derivative(self, f: Any) -> Any:
        """f′ as a distribution."""

    def moment(self, f: Any, order: int) -> Any:
        """∫ x^order f as a constant function."""

    def product(self, f: Any, g: Any) -> Any:
        """f·g, one of them a constant function."""


Law = Callable[..., list[tuple[Any, Any]]]


@dataclass
class Exact:
    """Distributions under the facts of one case."""

    x: Any
    case: Case

    def given(self, expr: Any) -> Distribution:
        """Read; Missing where it has no value in this case."""
        value = read_in_case(expr, self.x, self.case)
        if value is None:
            raise _Missing
        return value

    def convolve(self, f: Distribution, g: Distribution) -> Distribution:
        """The product of the Laplace transforms."""
        h = convolve(f, g, Existence(self.case.facts))
        require_apart(new_poles(h, (f, g)), self.case.facts)
        return h

    def correlate(self, f: Distribution, g: Distribution) -> Distribution:
        """conj f(−x) ∗ g."""
        return self.convolve(self.turn(f), g)

    def add(self, f: Distribution, g: Distribution) -> Distribution:
        """f + g."""
        return f + g

    def scale(self, f: Distribution, factor: Any) -> Distribution:
        """factor·f."""
        return f.multiplied(Reader(self.x, self.case.facts).constant(self.case.apply(factor)))

    def shift(self, f: Distribution, by: Any) -> Distribution:
        """f(x − by)."""
        return f.shifted(number(self.case.apply(by)))

    def turn(self, f: Distribution) -> Distribution:
        """conj f(−x)."""
        return f.reflected().conjugate()

    def derivative(self, f: Distribution) -> Distribution:
        """f′."""
        return f.derivative()

    def moment(self, f: Distribution, order: int) -> Distribution:
        """x^order f convolved with 1."""
        power = ExpPoly({CONSTANT_MODE: {order: fmpq(int(sympy.factorial(order)))}})
        return self.convolve(f.multiplied(power), Distribution(ExpPoly.constant(fmpq(1))))

    def product(self, f: Distribution, g: Distribution) -> Distribution:
        """f·g for a constant f."""
        return g.multiplied(f.line)


class _Missing(Exception):  # an answer
    """A given function has no value in this case."""


@dataclass
class Written:
    """Expressions, and what their closed forms rest on."""

    x: Any
    assuming: tuple[Any, ...]
    hypotheses: dict[Any, None] = field(default_factory=dict)
    is_absolute: bool = True
    is_proved: bool = True

    def given(self, expr: Any) -> Any:
        """As it stands."""
        return expr

    def convolve(self, f: Any, g: Any) -> Any:
        """The closed form."""
        return self._operate("convolve", f, g)

    def correlate(self, f: Any, g: Any) -> Any:
        """The closed form."""
        return self._operate("correlate", f, g)

    def _operate(self, op: str, f: Any, g: Any) -> Any:
        answer = solve(pose(op, f, g, self.x, self.x, assuming=self.assuming))
        self.hypotheses.update(dict.fromkeys((*answer.hypotheses, *answer.conditions)))
        grade = tuple(str(item) for item in answer.hypotheses)
        improper = ("improper", "principal")
        self.is_absolute = self.is_absolute and not any(g.startswith(improper) for g in grade)
        self.is_proved = self.is_proved and answer.certificate.status == "proved"
        return answer.expr.xreplace({answer.t: self.x})

    def add(self, f: Any, g: Any) -> Any:
        """f + g."""
        return f + g

    def scale(self, f: Any, factor: Any) -> Any:
        """factor·f."""
        return factor * f

    def shift(self, f: Any, by: Any) -> Any:
        """f(x − by)."""
        return f.subs(self.x, self.x - by)

    def turn(self, f: Any) -> Any:
        """conj f(−x)."""
        return conjugated(f.subs(self.x, -self.x))

    def derivative(self, f: Any) -> Any:
        """f′."""
        return distributional(f, self.x)

    def moment(self, f: Any, order: int) -> Any:
        """x^order f convolved with 1."""
        return self._operate("convolve", self.x**order * f, sympy.Integer(1))

    def product(self, f: Any, g: Any) -> Any:
        """f·g."""
        return f * g


def checked(**functions: Any) -> list[Any]:
    """Expressions with exact numbers; InvalidInput names the one that is not."""
    return [inputs.exact(inputs.as_expression(f, role)) for role, f in functions.items()]


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
    given = tuple(f.xreplace({x: real}) for f in functions)
    relations = pose("convolve", 0, 0, real, t, assuming=assuming).assuming
    try:
        verdict = _exactly(statement, law, given, real, relations)
    except OutsideClass:
        verdict = _by_closed_forms(statement, law, given, real, relations)
    shown = {
        side: value.xreplace({real: t})
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
    except _Missing:
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


def distributional(f: Any, x: Any) -> Any:
    """f′ as a distribution: exact for the exponential class, classical for smooth expressions.

    Raises NoClosedForm where f has breaks and is outside the class.
    """
    try:
        return heaviside_form(read(f, x, Facts()).derivative(), x)
    except (OutsideClass, Split):
        breaking = (sympy.Piecewise, sympy.Heaviside, sympy.Abs, sympy.sign, sympy.Max, sympy.Min)
        if f.has(*breaking, sympy.DiracDelta) or _has_singularity(f, x):
            message = f"the distributional derivative of {f} is not available"
            raise NoClosedForm(message, tried=(message,)) from None
        return f.diff(x)


def _has_singularity(f: Any, x: Any) -> bool:
    """Whether f may be unbounded or not smooth at a real point; True where it is not seen."""
    for node in sympy.preorder_traversal(f):
        if node.is_Pow and node.args[0].has(x) and not node.args[1].is_nonnegative:
            base = node.args[0]
            if not (base.is_polynomial(x) and base.is_nonzero):
                return True
        is_root = node.is_Pow and node.args[0].has(x) and not node.args[1].is_integer
        if is_root or (isinstance(node, (sympy.log, sympy.tan, sympy.cot)) and node.has(x)):
            return True
    return False
