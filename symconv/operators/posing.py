"""From what a caller passes to a Problem in a real variable, and back to the caller's symbols."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import sympy

from symconv.closedform import ClosedForm
from symconv.deadline import remaining, until
from symconv.errors import InvalidInput
from symconv.operators import inputs
from symconv.operators.boundnames import sealed
from symconv.operators.frozen import Sealed, bound_variable, depth_of
from symconv.operators.normalising import normalised
from symconv.operators.typed import function, renamed
from symconv.problem import Problem
from symconv.survey import survey

__all__ = ["answer_in", "expression_in", "pose"]


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
    deadline = time.monotonic() + remaining(inputs.timeout_of_a_call(timeout))
    f = function(f, x, "f")
    g = function(g, x, "g")
    inputs.check_names(x, f, g)
    t = inputs.check_output(x, t, f, g)
    inputs.check_keywords(kind, period, certified, form)
    inputs.check_flags(conjugate=conjugate, principal_value=principal_value)
    stated = inputs.relations(assuming, x, t)
    with until(deadline):
        f, g = _without_nodes(f), _without_nodes(g)
        if _real(t) == x or x.is_extended_real is not True:
            inner = bound_variable(max(depth_of(f), depth_of(g)))
            f, g, x = renamed(f, x, inner, "f"), renamed(g, x, inner, "g"), inner
        depth = max(depth_of(f), depth_of(g))
        f, g = (normalised(sealed(part, x, depth), x) for part in (f, g))
    return Problem(
        f=f,
        g=g,
        x=x,
        t=_real(t),
        op=op,
        conjugate=conjugate,
        kind=kind,
        period=None if period is None else inputs.exact(inputs.as_expression(period, "period")),
        assuming=stated,
        principal_value=principal_value,
        certified=certified,
        form=form,
        collect=collect,
        deadline=deadline,
    )


def _real(t: Any) -> Any:
    return t if t.is_extended_real else sympy.Symbol(t.name, real=True)


def _without_nodes(f: Any) -> Any:
    """f with the nodes inside it replaced by their closed forms, where these are found."""
    if survey(f).plain:
        return f
    nodes = f.atoms(Sealed)
    return f.xreplace({node: node.doit() for node in nodes}) if nodes else f


def answer_in(answer: ClosedForm, problem: Problem, t: Any) -> ClosedForm:
    """The answer in the caller's output variable, or at what the caller put in its place."""
    if t == problem.t:
        return answer
    expr = expression_in(answer.expr, problem, t)
    return replace(answer, expr=expr, t=t) if t.is_Symbol else replace(answer, expr=expr)


def expression_in(expr: Any, problem: Problem, t: Any) -> Any:
    """The answer's expression in the caller's output variable.

    Raises InvalidInput where t is not real.
    """
    if t == problem.t:
        return expr
    if t.is_Symbol:
        return expr.xreplace({problem.t: t})
    try:
        return expr.subs(problem.t, t)
    except TypeError:
        raise InvalidInput(
            f"the closed form is known for real arguments only, not at {t}"
        ) from None
