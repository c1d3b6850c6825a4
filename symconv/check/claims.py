"""Is h the convolution of f and g? A verdict with the right answer and the slip that explains."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy

from symconv.certify import examine
from symconv.check.comparing import Comparison, compare_expressions
from symconv.check.sampling import Sample
from symconv.closedform import ClosedForm
from symconv.errors import InvalidInput, NoClosedForm, SymconvError
from symconv.operators import inputs
from symconv.operators.kinds import solve
from symconv.operators.posing import pose
from symconv.problem import Problem
from symconv.truth import Status, Verdict

__all__ = ["claim"]


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
) -> Verdict:
    """Whether h(t) = (f ∗ g)(t), or (f ⋆ g)(t) for op="correlate", for almost every t.

    Hypotheses
    ----------
    Those under which the closed form holds; they are listed in the verdict. A claim that is
    undefined for coinciding parameters is judged without that case, and the verdict says Ne(a, b).

    Parameters
    ----------
    h : Expr in t
    f, g, x, t, kind, period, assuming : as for convolve
    on : Interval, to be judged there only

    Returns
    -------
    Verdict with .witness, .differs_on, .correction and .hint where it is refuted.

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
    The decision: the unique normal form of exponential-polynomial distributions.
    """
    problem = pose(op, f, g, x, t, kind=kind, period=period, assuming=assuming)
    target = x if t is None else t
    h = inputs.exact(inputs.as_expression(h, "h"))
    if target != problem.t:
        h = h.xreplace({target: problem.t})
    sign = "∗" if op == "convolve" else "⋆"
    statement = f"({f} {sign} {g})({target}) = {h.xreplace({problem.t: target})}"
    try:
        answer = solve(problem)
    except NoClosedForm as error:
        return _without_closed_form(problem, h, statement, error)
    return _with_closed_form(problem, h, answer, statement, on)


def _with_closed_form(
    problem: Problem, h: Any, answer: ClosedForm, statement: str, on: Any
) -> Verdict:
    t = problem.t
    left, right = h, answer.expr
    if on is not None:
        left, right = _restricted(left, t, on), _restricted(right, t, on)
    found = compare_expressions(left, right, t, problem.assuming)
    hypotheses = (*answer.hypotheses, *answer.conditions, *found.hypotheses)
    status, reason = found.status, found.reason
    if status is Status.PROVED and answer.certificate.status != "proved":
        status = Status.UNDECIDED
        reason = f"equal to the closed form, which is enclosed and not proved ({answer.method})"
    refuted = status is Status.REFUTED
    return Verdict(
        status=status,
        statement=statement,
        left=h,
        right=answer.expr,
        witness=found.witness,
        differs_on=found.differs_on,
        correction=answer.expr if refuted else None,
        hint=_hint(problem, h, answer.expr, found) if refuted else None,
        hypotheses=hypotheses,
        reason=reason,
    )


def _restricted(expr: Any, t: Any, on: Any) -> Any:
    if not isinstance(on, sympy.Interval):
        raise InvalidInput(f"on={on!r}; expected an Interval")
    return sympy.Piecewise((expr, on.as_relational(t)), (0, True))


def _without_closed_form(problem: Problem, h: Any, statement: str, error: NoClosedForm) -> Verdict:
    """Balls of h against the enclosed defining integral: they refute, or say how far they agree."""
    outcome = examine(problem, h)
    if outcome.witness is not None:
        seen = outcome.witness
        witness = Sample(
            seen["t"], dict(seen.get("parameters", {})), seen.get("answer", ""), seen["integral"]
        )
        return Verdict(
            Status.REFUTED,
            statement,
            left=h,
            witness=witness,
            differs_on=sympy.FiniteSet(sympy.Rational(seen["t"])),
            reason="disjoint balls of the claim and of the enclosed defining integral",
        )
    if outcome.certificate is None:
        reason = f"no closed form ({error}) and no enclosure ({outcome.reason})"
    else:
        points = len(outcome.certificate.data["points"])
        reason = f"agrees to 30 digits at {points} points with the defining integral, no proof"
    return Verdict(Status.UNDECIDED, statement, left=h, reason=reason)


def _hint(problem: Problem, h: Any, truth: Any, found: Comparison) -> str | None:
    """The usual slip that turns the truth into the claim; the first that fits exactly."""
    t = problem.t
    for words, wrong in _slips(problem, truth):
        try:
            if compare_expressions(h, wrong, t, problem.assuming).status is Status.PROVED:
                return words
        except SymconvError:
            continue
    for words, region in (
        ("valid for t > 0 only", sympy.Interval.open(0, sympy.oo)),
        ("valid for t < 0 only", sympy.Interval.open(-sympy.oo, 0)),
    ):
        left, right = _restricted(h, t, region), _restricted(truth, t, region)
        if compare_expressions(left, right, t, problem.assuming).status is Status.PROVED:
            return words
    if found.differs_on is not None and isinstance(found.differs_on, sympy.Interval):
        return None
    return None


def _slips(problem: Problem, truth: Any) -> Iterator[tuple[str, Any]]:
    t = problem.t
    yield "sign", -truth
    yield "factor 2π", 2 * sympy.pi * truth
    yield "factor 1/(2π)", truth / (2 * sympy.pi)
    yield "factor √(2π)", sympy.sqrt(2 * sympy.pi) * truth
    yield "factor 1/√(2π)", truth / sympy.sqrt(2 * sympy.pi)
    yield "factor 2", 2 * truth
    yield "factor 1/2", truth / 2
    yield "reflected: t and -t exchanged", truth.subs(t, -t)
    for words, op, factors in _other_operators(problem):
        try:
            other = solve(pose(op, *factors, problem.x, t, assuming=problem.assuming))
        except SymconvError:
            continue
        yield words, other.expr
    for shift in _shifts(problem, truth):
        yield f"shifted by {shift}", truth.subs(t, t - shift)


def _other_operators(problem: Problem) -> Iterator[tuple[str, str, tuple[Any, Any]]]:
    f, g = problem.f, problem.g
    if problem.op == "convolve":
        yield "this is the correlation f ⋆ g (flip missing)", "correlate", (f, g)
        yield "this is the correlation g ⋆ f (flip missing)", "correlate", (g, f)
    else:
        yield "this is the convolution f ∗ g", "convolve", (f, g)
        yield "this is g ⋆ f: the arguments are exchanged", "correlate", (g, f)


def _shifts(problem: Problem, truth: Any) -> list[Any]:
    points: set[Any] = {sympy.Integer(1)}
    for relation in truth.atoms(sympy.core.relational.Relational):
        if problem.t in relation.free_symbols:
            points.add(relation.lhs - relation.rhs - problem.t)
    found = {s for p in points for s in (p, -p) if s.is_number and s != 0}
    return sorted(found, key=sympy.default_sort_key)[:8]
