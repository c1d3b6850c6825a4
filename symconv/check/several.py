"""Laws and claims for functions of several variables, on closed forms in (t_1, …, t_d)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy

from symconv.check.calculus import Law, distributional
from symconv.check.comparingseveral import compare_in_several
from symconv.check.expressions import Answers
from symconv.deciding.smoothness import is_smooth
from symconv.errors import InvalidInput, NoClosedForm
from symconv.operators import Convolution, CrossCorrelation, inputs
from symconv.operators.typed import function
from symconv.problem import conjugated
from symconv.separable import separated
from symconv.truth import Status, Verdict

__all__ = ["Several", "claim_in_several", "is_tuple", "judged_in_several"]

_IMPROPER = "both sides agree, but an integral converges only improperly"
_ENCLOSED = "both sides agree, but one closed form is enclosed and not proved"


def is_tuple(x: Any) -> bool:
    """Whether several variables were given."""
    return isinstance(x, (tuple, list, sympy.Tuple))


@dataclass
class Several(Answers):
    """The operations of a law on expressions in the axes; see calculus.Calculus."""

    axes: tuple[Any, ...]
    assuming: Any
    axis: int = 0

    def convolve(self, f: Any, g: Any) -> Any:
        """The closed form of f ∗ g."""
        return self._operate(Convolution, f, g)

    def correlate(self, f: Any, g: Any) -> Any:
        """The closed form of f ⋆ g."""
        return self._operate(CrossCorrelation, f, g)

    def _operate(self, node: Any, f: Any, g: Any) -> Any:
        return self.noted(node(f, g, self.axes).closed_form(assuming=self.assuming)).expr

    def shift(self, f: Any, by: Any) -> Any:
        """f(x − by), by a tuple."""
        moved = {x: x - step for x, step in zip(self.axes, by, strict=True)}
        return f.subs(moved, simultaneous=True)

    def turn(self, f: Any) -> Any:
        """conj f(−x)."""
        return conjugated(f.subs({x: -x for x in self.axes}, simultaneous=True))

    def derivative(self, f: Any) -> Any:
        """∂f/∂x_axis as a distribution, product by product."""
        x = self.axes[self.axis]
        total = sympy.Integer(0)
        for term in separated(f, self.axes):
            factors = list(term.factors)
            own = factors.pop(self.axis)
            if not is_smooth(term.tied, x):
                message = f"{term.tied} is not known to be smooth in {x}"
                raise NoClosedForm(message, tried=(message,))
            rest = term.weight * sympy.Mul(*factors)
            total += rest * (distributional(own, x) * term.tied + own * term.tied.diff(x))
        return total

    def moment(self, f: Any, order: int) -> Any:
        """∫ f as a constant function; higher moments are for one variable."""
        if order:
            raise InvalidInput("moments of order 1 and more are for one variable")
        return self.convolve(f, sympy.Integer(1))


def judged_in_several(
    statement: str,
    law: Law,
    functions: tuple[Any, ...],
    x: Any,
    assuming: Any = (),
    *,
    partial: bool = False,
) -> Verdict:
    """The verdict on a law for functions of several variables, for each axis if `partial`."""
    axes, functions = _posed(x, functions)
    verdict = None
    for axis in range(len(axes) if partial else 1):
        calculus = Several(axes, assuming, axis)
        try:
            pairs = law(calculus, *functions)
        except NoClosedForm as error:
            reason = f"no closed form for one side: {error}"
            return Verdict(Status.UNDECIDED, statement, reason=reason)
        for left, right in pairs:
            verdict = _compared(statement, left, right, axes, assuming, calculus)
            if verdict.status is not Status.PROVED:
                return verdict
    if verdict is None:
        raise InvalidInput(f"{statement}: nothing to compare")
    return verdict


def claim_in_several(
    h: Any, f: Any, g: Any, x: Any, t: Any, *, op: str, kind: str, assuming: Any, on: Any
) -> Verdict:
    """Whether h(t) = (f ∗ g)(t) for almost every t, with tuples x and t."""
    if kind != "line" or on is not None:
        raise InvalidInput("with several variables kind is 'line', and on= is not available")
    inputs.check_word("op", op, ("convolve", "correlate"))
    targets = tuple(x) if t is None else tuple(t) if is_tuple(t) else (t,)
    axes, (f, g) = _posed(x, (f, g))
    if len(targets) != len(axes):
        raise InvalidInput(f"x has {len(axes)} variables and t has {len(targets)}; as many wanted")
    h = function(h, targets, "h")
    h = inputs.replaced(h, dict(zip(targets, axes, strict=True)), "h")
    sign = "∗" if op == "convolve" else "⋆"
    place = ", ".join(map(str, targets))
    calculus = Several(axes, assuming)
    try:
        truth = (calculus.convolve if op == "convolve" else calculus.correlate)(f, g)
    except NoClosedForm as error:
        reason = f"no closed form: {error}"
        return Verdict(Status.UNDECIDED, f"h({place}) = (f {sign} g)({place})", reason=reason)
    verdict = _compared(f"h({place}) = (f {sign} g)({place})", h, truth, axes, assuming, calculus)
    shown = dict(zip(axes, targets, strict=True))
    corrected = truth.xreplace(shown) if verdict.status is Status.REFUTED else None
    return Verdict(
        **{
            **{name: getattr(verdict, name) for name in verdict.__dataclass_fields__},
            "left": h.xreplace(shown),
            "right": truth.xreplace(shown),
            "correction": corrected,
        }
    )


def _posed(x: Any, functions: tuple[Any, ...]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """The axes as real symbols, and the functions in them."""
    given = tuple(x)
    if not given:
        raise InvalidInput("x is empty; expected a symbol or a tuple of symbols")
    for symbol in given:
        inputs.check_variable(symbol)
        inputs.check_names(symbol, *functions)
    if len(set(given)) != len(given):
        raise InvalidInput(f"the variables {given} are not distinct")
    axes = tuple(sympy.Symbol(symbol.name, real=True) for symbol in given)
    change = dict(zip(given, axes, strict=True))
    exact = (function(f, given, "f") for f in functions)
    return axes, tuple(inputs.replaced(f, change, "f") for f in exact)


def _compared(
    statement: str, left: Any, right: Any, axes: tuple[Any, ...], assuming: Any, calculus: Several
) -> Verdict:
    relations = (assuming,) if isinstance(assuming, sympy.logic.boolalg.Boolean) else assuming
    compared = compare_in_several(left, right, axes, tuple(relations))
    status, reason = compared.status, compared.reason
    if status is Status.PROVED and not (calculus.is_absolute and calculus.is_proved):
        status, reason = Status.UNDECIDED, _ENCLOSED if calculus.is_absolute else _IMPROPER
    return Verdict(
        status,
        statement,
        left,
        right,
        witness=compared.witness,
        hypotheses=(*relations, *calculus.hypotheses, *compared.hypotheses),
        reason=reason,
    )
