"""Is h the convolution of f and g? A verdict with the right answer and the slip that explains."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any

import sympy

from symconv.algebra.convolution import convolve
from symconv.algebra.existence import Existence
from symconv.check.casereading import new_poles, read_in_case, read_side
from symconv.check.comparing import Both, Comparison, compare_expressions, judge
from symconv.check.everypair import EveryPair
from symconv.check.examining import examine
from symconv.check.exploring import require_apart, survey
from symconv.check.hints import OPERATORS, hint
from symconv.check.pairs import ExactPair, Pair, WrittenPair
from symconv.check.parameters import judges_parameters
from symconv.check.regions import check_interval, restricted
from symconv.check.sequenceclaims import sequence_claim
from symconv.check.sequences import is_index
from symconv.check.several import claim_in_several, is_tuple
from symconv.closedform import ClosedForm
from symconv.errors import DivergentIntegral, InvalidInput, NoClosedForm, Undecided
from symconv.operators import inputs
from symconv.operators.kinds import cut_causal, solve
from symconv.operators.normalising import normalised
from symconv.operators.posing import pose
from symconv.operators.typed import function, renamed
from symconv.problem import Problem
from symconv.reading import Case, OutsideClass, Split, read
from symconv.truth import Status, Verdict
from symconv.writing import piecewise_form

__all__ = ["claim"]

_EXACT = "absolute: the integral converges absolutely, decided from the tails"


@judges_parameters("x", "t")
def claim(
    h: Any,
    f: Any,
    g: Any,
    x: Any,
    t: Any = None,
    *,
    op: str = "convolve",
    kind: str = "line",
    period: Any = None,
    assuming: Any = (),
    on: Any = None,
    timeout: float = 30,
) -> Verdict:
    """Whether h(t) = (f ∗ g)(t), or (f ⋆ g)(t) for op="correlate", for almost every t.

    Hypotheses
    ----------
    Those under which the closed form holds; they are listed in the verdict. A claim that is
    undefined for coinciding parameters is judged without that case, and the verdict says Ne(a, b);
    a wrong value there is refuted.

    Parameters
    ----------
    h : Expr in t
    f, g, x, t, kind, period, assuming : as for convolve, tuples x and t and sequences included
    op : "convolve" or "correlate"
    on : Interval, to be judged there only
    timeout : seconds, after which the verdict is UNDECIDED

    Returns
    -------
    Verdict with .witness (values of the parameters, a point, two disjoint balls), .differs_on (an
    interval, or the relation between parameters for which alone it is wrong), .correction and
    .hint where it is refuted.

    Raises
    ------
    DivergentIntegral
        The convolution does not exist.
    Undecided
        Its existence is open.
    InvalidInput
        The input has no meaning.

    Examples
    --------
    >>> from sympy import Heaviside, Symbol, exp
    >>> from symconv.check import claim
    >>> x, t = Symbol("x", real=True), Symbol("t", real=True)
    >>> step, decay = Heaviside(x), exp(-x)*Heaviside(x)
    >>> claim((1 - exp(-t))*Heaviside(t), step, decay, x, t).status
    <Status.PROVED: 'PROVED'>
    >>> claim(1 - exp(-t), step, decay, x, t).hint
    'valid for t > 0 only'
    >>> claim(1, step, Heaviside(-x), x, t)
    Traceback (most recent call last):
    symconv.errors.DivergentIntegral: the integral diverges at x -> oo: ...

    References
    ----------
    The decisions: the unique normal form of exponential-polynomial distributions; derivatives in
    the field of rational functions and exponentials (M. Bronstein, Symbolic Integration I, ch. 5).
    """
    if on is not None:
        check_interval(on)
    inputs.check_word("op", op, OPERATORS)
    _check_variables(h, x, x if t is None else t)
    if is_tuple(x) or is_index(x):
        kind = kind if period is None else "circular"
    if is_tuple(x):
        return claim_in_several(h, f, g, x, t, op=op, kind=kind, assuming=assuming, on=on)
    if is_index(x):
        verdict = sequence_claim(h, f, g, x, t, op=op, kind=kind, assuming=assuming, on=on)
        return verdict if t is None or t == x else _in_symbol(verdict, x, t)
    problem = pose(op, f, g, x, t, kind=kind, period=period, assuming=assuming)
    target = x if t is None else t
    h = function(h, target, "h")
    if target != problem.t:
        h = renamed(h, target, problem.t, "h")
    window = _window(problem, on)
    stated, h = h, normalised(_defined(h, problem, window), problem.t)
    statement = f"h({target}) = (f {'∗' if op == 'convolve' else '⋆'} g)({target})"
    verdict = _judged(problem, h, statement, window)
    if h is not stated and verdict.left is not None:
        verdict = replace(verdict, left=stated)
    return verdict if target == problem.t else _in_symbol(verdict, problem.t, target)


def _check_variables(h: Any, x: Any, t: Any) -> None:
    """h is stated in t: an input variable in it would be read as a parameter."""
    given, stated = (v if is_tuple(v) else (v,) for v in (x, t))
    entering = {v.name for v in given if isinstance(v, sympy.Symbol)}
    outputs = {v.name for v in stated if isinstance(v, sympy.Symbol)}
    held = {s.name for s in h.free_symbols} if isinstance(h, sympy.Basic) else set()
    foreign = sorted(held & (entering - outputs))
    if foreign:
        raise InvalidInput(
            f"h holds the input variable {', '.join(foreign)}; write it in the output variable "
            f"{', '.join(sorted(outputs))}"
        )


def _window(problem: Problem, on: Any) -> Any:
    """What the kind leaves of the line: [0, P) for circular, t > 0 for mellin."""
    if problem.kind not in ("circular", "mellin"):
        return on
    circular = problem.kind == "circular"
    whole = sympy.Interval.Ropen(0, problem.period if circular else sympy.oo)
    window = whole if on is None else on.intersect(whole)
    if not isinstance(window, sympy.Interval):
        raise InvalidInput(f"on={on}: kind={problem.kind!r} has its answer on {whole} only")
    return window


def _defined(h: Any, problem: Problem, window: Any) -> Any:
    """The claim with 0 where it has no value, if that is seen to lie outside the window."""
    if window is None:
        return h
    gaps = [node for node in h.atoms(sympy.Piecewise) if node.args[-1].cond != sympy.true]
    for node in gaps:
        missing = sympy.Piecewise(*((0, arm.cond) for arm in node.args), (1, True))
        try:
            if restricted(read(missing, problem.t, problem.facts), window, problem.facts):
                return h
        except (OutsideClass, Split, Undecided, InvalidInput):
            return h
    return completed(h)


def _in_symbol(verdict: Verdict, inner: Any, outer: Any) -> Verdict:
    change = {inner: outer}
    sides = {
        name: value.xreplace(change)
        for name in ("left", "right", "correction")
        for value in (getattr(verdict, name),)
        if value is not None
    }
    return replace(verdict, **sides)


def _judged(problem: Problem, h: Any, statement: str, on: Any) -> Verdict:
    if problem.kind in ("line", "causal"):
        try:
            return _exactly(problem, h, statement, on)
        except (OutsideClass, NoClosedForm):
            pass
    try:
        answer = solve(problem)
    except NoClosedForm as error:
        return _without_closed_form(problem, h, statement, on, error)
    return _against_closed_form(problem, h, answer, statement, on)


def _exactly(problem: Problem, h: Any, statement: str, on: Any) -> Verdict:
    """The claim in the exact class: the answer is computed anew in every case.

    Raises OutsideClass.
    """
    given = problem
    if problem.kind == "causal":
        cut = {name: cut_causal(getattr(problem, name), problem) for name in ("f", "g")}
        given = replace(problem, **cut)
    found = survey(problem.facts, lambda case: _compute(given, h, case, on))
    answers: list[Any] = []

    def written() -> tuple[Any, Any]:
        if not answers:
            answers.append(_written(problem, [one.value for one in found], on))
        return h, answers[0]

    compared = judge(found, written, problem.t, problem.assuming, on)
    hypotheses = (*problem.assuming, _EXACT)
    if compared.status is not Status.REFUTED:
        return _verdict(compared, statement, h, h, hypotheses)
    pair = _in_every_case([one.value for one in found if one.value], given, on)
    return _verdict(compared, statement, h, written()[1], hypotheses, pair, problem)


def _written(problem: Problem, cases: list[Both | None], on: Any) -> Any:
    """The answer as an expression; what was computed serves where it is one case and whole."""
    only = cases[0] if len(cases) == 1 else None
    if on is None and only is not None and only.right is not None:
        with suppress(Split):  # the order of its pieces may be open where no reading needed it
            return piecewise_form(only.right, problem.t, only.facts)
    return solve(problem).expr


def _in_every_case(cases: list[Both], problem: Problem, on: Any) -> Pair:
    return EveryPair(
        [
            ExactPair(both.left, both.right, both.factors, problem, both.facts, on)
            for both in sorted(cases, key=lambda both: both.is_equal)
            if both.left is not None and both.right is not None and both.factors
        ]
    )


def _compute(problem: Problem, h: Any, case: Case, on: Any) -> Both:
    f, g = (read_in_case(part, problem.x, case) for part in (problem.f, problem.g))
    if f is None or g is None:
        return Both(None, None, case.facts, void=True)
    first = f
    if problem.op == "correlate":
        first = f.reflected()
        first = first.conjugate() if problem.conjugate else first
    try:
        answer = convolve(first, g, Existence(case.facts))
    except DivergentIntegral as error:
        return Both(None, None, case.facts, divergent=error)
    require_apart(new_poles(answer, (f, g)), case.facts)
    claimed = read_side(h, problem.t, case)
    left, right = (restricted(side, on, case.facts) for side in (claimed, answer))
    return Both(left, right, case.facts, factors=(f, g))


def _verdict(
    compared: Comparison,
    statement: str,
    h: Any,
    answer: Any,
    hypotheses: tuple[Any, ...],
    pair: Pair | None = None,
    problem: Problem | None = None,
) -> Verdict:
    refuted = compared.status is Status.REFUTED
    words = None
    if refuted and pair is not None and problem is not None:
        words = hint(pair, problem, compared.differs_on)
    return Verdict(
        status=compared.status,
        statement=statement,
        left=h,
        right=answer,
        witness=compared.witness,
        differs_on=compared.differs_on,
        correction=answer if refuted else None,
        hint=words,
        hypotheses=(*hypotheses, *compared.hypotheses),
        reason=compared.reason,
    )


def _against_closed_form(
    problem: Problem, h: Any, answer: ClosedForm, statement: str, on: Any
) -> Verdict:
    truth = answer.expr if on is None else completed(answer.expr)
    compared = compare_expressions(h, truth, problem.t, problem.assuming, on)
    if compared.status is Status.PROVED and answer.certificate.status != "proved":
        reason = f"equal to the closed form, which is enclosed and not proved ({answer.method})"
        compared = replace(compared, status=Status.UNDECIDED, reason=reason)
    hypotheses = (*answer.hypotheses, *answer.conditions)
    pair = WrittenPair(h, truth, problem, on)
    return _verdict(compared, statement, h, answer.expr, hypotheses, pair, problem)


def completed(expr: Any) -> Any:
    """Each Piecewise without a default gets 0 there, which no window looks at."""
    return expr.replace(
        lambda node: isinstance(node, sympy.Piecewise) and node.args[-1].cond != sympy.true,
        lambda node: sympy.Piecewise(*node.args, (sympy.S.Zero, True)),
    )


def _without_closed_form(
    problem: Problem, h: Any, statement: str, on: Any, error: NoClosedForm
) -> Verdict:
    """Balls of h against the enclosed defining integral: they refute, or say how far they agree."""
    outcome = examine(problem, h, on)
    if outcome.witness is not None:
        return Verdict(
            Status.REFUTED,
            statement,
            left=h,
            witness=outcome.witness,
            hypotheses=problem.assuming,
            reason="disjoint balls of the claim and of the enclosed defining integral",
        )
    reason = f"no closed form ({error})"
    if outcome.points:
        reason += f"; agrees to 30 digits at {len(outcome.points)} points with the integral"
    if outcome.reason:
        reason += f"; {outcome.reason}"
    return Verdict(
        Status.UNDECIDED,
        statement,
        left=h,
        hypotheses=problem.assuming,
        reason=f"{reason}; no proof",
    )
