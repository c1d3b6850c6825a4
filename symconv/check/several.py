"""Laws and claims for functions of several variables.

Both sides are closed forms in the outputs (t_1, …, t_d). Equality almost everywhere is decided in
t_1 with the other outputs as parameters, in every case of those; a case that holds on a set of
measure zero only, such as t_2 = 0, is left out. A refutation must survive a small move of the
point, so that it is no accident of such a set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, islice, pairwise, product
from typing import Any

import sympy

from symconv.algebra.signs import facts_from
from symconv.check.comparing import Comparison, read_both, show_equal
from symconv.check.exploring import Found, survey
from symconv.check.sampling import Sample, sample
from symconv.enclosure import disjoint, enclose_expr
from symconv.enclosure.breakpoints import distinct_sorted
from symconv.errors import InvalidInput, NoClosedForm, Undecided
from symconv.operators import Convolution, CrossCorrelation, inputs
from symconv.problem import conjugated
from symconv.reading import OutsideClass
from symconv.separable import separated
from symconv.truth import Status, Verdict

__all__ = ["Several", "claim_in_several", "is_tuple", "judged_in_several"]

Law = Callable[..., list[tuple[Any, Any]]]

_BITS = 100
_MOST_CASES = 8
_MOST_CELLS = 64
_SHARE = sympy.Rational(331, 1009)
_STEP = sympy.Rational(1, 2**60)
_IMPROPER = "both sides agree, but an integral converges only improperly"
_ENCLOSED = "both sides agree, but one closed form is enclosed and not proved"
_NORMAL = "equal in the unique normal form, for almost every value of the other variables"
_ELEMENTARY = (
    "the difference is 0 in the field of rational functions, exponentials, erf, log, atan, for "
    "almost every value of the other variables"
)


def is_tuple(x: Any) -> bool:
    """Whether several variables were given."""
    return isinstance(x, (tuple, list, sympy.Tuple))


@dataclass
class Several:
    """The operations of a law on expressions in the axes; see calculus.Calculus."""

    axes: tuple[Any, ...]
    assuming: Any
    axis: int = 0
    hypotheses: dict[Any, None] = field(default_factory=dict)
    is_absolute: bool = True
    is_proved: bool = True

    def given(self, expr: Any) -> Any:
        """As it stands."""
        return expr

    def convolve(self, f: Any, g: Any) -> Any:
        """The closed form of f ∗ g."""
        return self._operate(Convolution, f, g)

    def correlate(self, f: Any, g: Any) -> Any:
        """The closed form of f ⋆ g."""
        return self._operate(CrossCorrelation, f, g)

    def _operate(self, node: Any, f: Any, g: Any) -> Any:
        answer = node(f, g, self.axes).closed_form(assuming=self.assuming)
        self.hypotheses.update(dict.fromkeys((*answer.hypotheses, *answer.conditions)))
        grades = [str(item) for item in answer.hypotheses]
        improper = any(grade.startswith(("improper", "principal")) for grade in grades)
        self.is_absolute = self.is_absolute and not improper
        self.is_proved = self.is_proved and answer.certificate.status == "proved"
        return answer.expr

    def add(self, f: Any, g: Any) -> Any:
        """f + g."""
        return f + g

    def scale(self, f: Any, factor: Any) -> Any:
        """factor·f."""
        return factor * f

    def shift(self, f: Any, by: Any) -> Any:
        """f(x − by), by a tuple."""
        moved = {x: x - step for x, step in zip(self.axes, by, strict=True)}
        return f.subs(moved, simultaneous=True)

    def turn(self, f: Any) -> Any:
        """conj f(−x)."""
        return conjugated(f.subs({x: -x for x in self.axes}, simultaneous=True))

    def derivative(self, f: Any) -> Any:
        """∂f/∂x_axis as a distribution, product by product."""
        from symconv.check.calculus import distributional

        x = self.axes[self.axis]
        total = sympy.Integer(0)
        for term in separated(f, self.axes):
            factors = list(term.factors)
            own = factors.pop(self.axis)
            rest = term.weight * sympy.Mul(*factors)
            total += rest * (distributional(own, x) * term.tied + own * term.tied.diff(x))
        return total

    def moment(self, f: Any, order: int) -> Any:
        """∫ f as a constant function; higher moments are for one variable."""
        if order:
            raise InvalidInput("moments of order 1 and more are for one variable")
        return self.convolve(f, sympy.Integer(1))

    def product(self, f: Any, g: Any) -> Any:
        """f·g."""
        return f * g


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
    if op not in ("convolve", "correlate"):
        raise InvalidInput(f"op={op!r}; expected 'convolve' or 'correlate'")
    targets = tuple(x) if t is None else tuple(t)
    axes, (f, g) = _posed(x, (f, g))
    if len(targets) != len(axes):
        raise InvalidInput(f"x has {len(axes)} variables and t has {len(targets)}; as many wanted")
    h = inputs.exact(inputs.as_expression(h, "h"))
    h = h.xreplace(dict(zip(targets, axes, strict=True)))
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
    exact = (inputs.exact(inputs.as_expression(f, "f")) for f in functions)
    return axes, tuple(f.xreplace(change) for f in exact)


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


def compare_in_several(
    left: Any, right: Any, axes: tuple[Any, ...], assuming: tuple[Any, ...]
) -> Comparison:
    """left = right for almost every point of R^d, under the relations between parameters."""
    if left == right:
        return Comparison(Status.PROVED, "the two sides are the same expression")
    t, others = axes[0], axes[1:]
    left, right = (side.replace(sympy.erfc, lambda z: 1 - sympy.erf(z)) for side in (left, right))
    open_question = ""
    unequal: list[tuple[Any, ...]] = [()]
    for look, reason in ((read_both, _NORMAL), (show_equal, _ELEMENTARY)):
        try:
            found = _cases(look, left, right, t, assuming)
        except (OutsideClass, Undecided, InvalidInput) as error:
            open_question = open_question or str(error)
            continue
        kept = list(_of_full_measure(found, others))
        defined = [one for one in kept if one.value is not None]
        if defined and all(one.value for one in defined):
            excluded = _excluded(kept, others)
            if excluded is not None:
                return Comparison(Status.PROVED, reason, hypotheses=excluded)
        unequal = [one.conditions for one in defined if not one.value] + unequal
    witness = _witness(left, right, axes, assuming, unequal)
    if witness is not None:
        return Comparison(Status.REFUTED, "disjoint balls at a point", None, witness)
    return Comparison(Status.UNDECIDED, f"neither proved nor refuted; {open_question}".rstrip("; "))


def _witness(
    left: Any,
    right: Any,
    axes: tuple[Any, ...],
    assuming: tuple[Any, ...],
    unequal: list[tuple[Any, ...]],
) -> Sample | None:
    """A point at which the sides differ: drawn in each unequal case, then in each cell."""
    t, others = axes[0], axes[1:]
    drawn: Iterator[tuple[Sample | None, dict[Any, Any]]] = (
        (sample(left, right, t, (*assuming, *conditions)).witness, {})
        for conditions in unequal[:_MOST_CASES]
    )
    cells = islice(product(*(_between(left, right, axis) for axis in others)), _MOST_CELLS)
    fixed = (dict(zip(others, cell, strict=True)) for cell in cells)
    placed = ((_sampled(left.subs(p), right.subs(p), t, assuming), p) for p in fixed)
    for witness, place in chain(drawn, placed):
        if witness is None:
            continue
        values = {**witness.parameters, **place}
        if _survives(left, right, axes, replace(witness, parameters=values)):
            point = tuple(values.get(axis, witness.point) for axis in axes)
            rest = {s: v for s, v in values.items() if s not in others}
            return Sample(point, rest, witness.left, witness.right, witness.of)
    return None


def _sampled(left: Any, right: Any, t: Any, assuming: tuple[Any, ...]) -> Sample | None:
    return None if left == right else sample(left, right, t, assuming).witness


def _between(left: Any, right: Any, axis: Any) -> list[Any]:
    """A value in each interval between the break points in one output alone."""
    ends = distinct_sorted([*_breaks(left, axis), *_breaks(right, axis)]) or [sympy.S.Zero]
    inner = [low + (high - low) * _SHARE for low, high in pairwise(ends)]
    return [ends[0] - _SHARE, *inner, ends[-1] + _SHARE]


def _breaks(expr: Any, axis: Any) -> list[Any]:
    """The real zeros of polynomials in one output on which a piece of the expression depends."""
    relations = expr.atoms(sympy.core.relational.Relational)
    gaps = [relation.lhs - relation.rhs for relation in relations]
    gaps += [node.args[0] for node in expr.atoms(sympy.Heaviside, sympy.Abs, sympy.sign)]
    gaps += [a - b for node in expr.atoms(sympy.Max, sympy.Min) for a, b in pairwise(node.args)]
    alone = [gap for gap in gaps if gap.free_symbols == {axis} and gap.is_polynomial(axis)]
    return [root for gap in alone for root in sympy.real_roots(sympy.Poly(gap, axis))]


def _cases(
    look: Callable[..., bool | None], left: Any, right: Any, t: Any, assuming: tuple[Any, ...]
) -> list[Found[bool | None]]:
    return survey(facts_from(assuming), lambda case: look(left, right, t, case))


def _of_full_measure(found: list[Found[Any]], others: tuple[Any, ...]) -> Iterator[Found[Any]]:
    """The cases that are not confined to a hyperplane of the outputs."""
    for one in found:
        if not any(_is_thin(condition, others) for condition in one.conditions):
            yield one


def _excluded(found: list[Found[Any]], others: tuple[Any, ...]) -> tuple[Any, ...] | None:
    """What excludes the coincidences of parameters where a side has no value; None beyond these."""
    excluded: dict[Any, None] = {}
    for one in found:
        if one.value is not None:
            continue
        equations = [c for c in one.conditions if isinstance(c, sympy.Eq) and not c.has(*others)]
        if not equations:
            return None
        excluded[sympy.Not(equations[-1])] = None
    return tuple(excluded)


def _is_thin(condition: Any, others: tuple[Any, ...]) -> bool:
    """Whether an equation pins one output to a value: its coefficient is a number, not 0."""
    if not isinstance(condition, sympy.Eq):
        return False
    gap = sympy.expand(condition.lhs - condition.rhs)
    slopes = (gap.diff(axis) for axis in others if gap.has(axis))
    return any(slope.is_number and slope != 0 for slope in slopes)


def _survives(left: Any, right: Any, axes: tuple[Any, ...], witness: Sample) -> bool:
    """Whether the sides differ near the witness too, in one of the directions of the outputs."""
    if witness.of != "value":
        return False
    values = dict(witness.parameters)
    values.setdefault(axes[0], sympy.sympify(witness.point))
    for sign in (1, -1):
        moved = {s: v + sign * _STEP * int(s in axes) for s, v in values.items()}
        try:
            balls = [enclose_expr(side.subs(moved), None, _BITS) for side in (left, right)]
        except (InvalidInput, ArithmeticError, NotImplementedError, TypeError):
            continue
        if disjoint(*balls):
            return True
    return False
