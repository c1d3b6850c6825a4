"""From what a caller passes to a Problem in a real variable, and back to the caller's symbols."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import sympy

from symconv.closedform import ClosedForm
from symconv.operators import inputs
from symconv.operators.frozen import bound_variable, depth_of
from symconv.problem import Problem

__all__ = ["answer_in", "pose"]


def pose(
    op: str,
    f: Any,
    g: Any,
    x: Any,
    t: Any,
    *,
    conjugate: bool = True,
    kind: str = "line",
    period: Any = None,
    assuming: Any = (),
    principal_value: bool = False,
    certified: str = "enclosed",
    form: str = "piecewise",
    timeout: float = 30,
    collect: bool = False,
) -> Problem:
    """The checked problem. x becomes real and differs from t; t becomes a real symbol.

    Raises InvalidInput.
    """
    inputs.check_variable(x)
    f = inputs.exact(inputs.as_expression(f, "f"))
    g = inputs.exact(inputs.as_expression(g, "g"))
    inputs.check_names(x, f, g)
    t = inputs.check_output(x, t, f, g)
    inputs.check_keywords(kind, period, certified, form)
    if t == x or not x.is_extended_real:
        inner = bound_variable(max(depth_of(f), depth_of(g)))
        f, g, x = f.xreplace({x: inner}), g.xreplace({x: inner}), inner
    return Problem(
        f=f,
        g=g,
        x=x,
        t=_real(t),
        op=op,
        conjugate=conjugate,
        kind=kind,
        period=None if period is None else inputs.exact(inputs.as_expression(period, "period")),
        assuming=_relations(assuming),
        principal_value=principal_value,
        certified=certified,
        form=form,
        collect=collect,
        deadline=time.monotonic() + timeout,
    )


def _real(t: Any) -> Any:
    return t if t.is_extended_real else sympy.Symbol(t.name, real=True)


def _relations(assuming: Any) -> tuple[Any, ...]:
    if isinstance(assuming, (sympy.logic.boolalg.Boolean, bool)):
        return (sympy.sympify(assuming),)
    return tuple(sympy.sympify(item) for item in assuming)


def answer_in(answer: ClosedForm, problem: Problem, t: Any) -> ClosedForm:
    """The answer in the caller's output variable, or at what the caller put in its place."""
    if t == problem.t:
        return answer
    if t.is_Symbol:
        return replace(answer, expr=answer.expr.xreplace({problem.t: t}), t=t)
    return replace(answer, expr=answer.expr.subs(problem.t, t))
