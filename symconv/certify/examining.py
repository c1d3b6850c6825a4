"""certify and examine: all comparisons make one certificate; one that fails makes none."""

from __future__ import annotations

import hashlib
import random
import warnings
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sympy

from symconv.certify.choosing import parameter_draws, point_groups
from symconv.certify.comparing import BITS, Concrete
from symconv.certify.outcome import Examination, RefutedForm, Stop
from symconv.closedform import ENCLOSED, Certificate
from symconv.problem import Problem

__all__ = ["certify", "examine"]


def certify(
    problem: Problem,
    expr: Any,
    *,
    breakpoints: Iterable[Any] | None = None,
    conditions: Iterable[Any] = (),
    untrusted: bool = False,
) -> Certificate | None:
    """The certificate that `expr` overlaps the problem's integral as balls at all chosen points.

    Hypotheses
    ----------
    `expr` is an expression in problem.t that is meant to hold almost everywhere, for all
    parameters that satisfy their assumptions, problem.assuming and `conditions`.

    Parameters
    ----------
    problem : Problem
    expr : Expr
    breakpoints : further places, in problem.t and the parameters, to test on both sides
    conditions : relations between parameters under which alone the answer is claimed
    untrusted : the expression comes from a search that may fail: no warning when it is wrong

    Returns
    -------
    Certificate of status "enclosed"; None where a ball is disjoint or cannot be made tight. The
    reason is in `examine`, which takes the same arguments.

    Raises
    ------
    NoClosedForm
        The problem's time is up.

    Warns
    -----
    RefutedForm
        The expression is wrong; the message holds the point and both values.

    Examples
    --------
    >>> from sympy import Rational, Symbol, erf, exp, pi, sqrt
    >>> from symconv.problem import Problem
    >>> x, t = Symbol("x", real=True), Symbol("t", real=True)
    >>> problem = Problem(exp(-x**2), exp(-x**2), x, t)
    >>> certify(problem, sqrt(pi / 2) * exp(-t**2 / 2)).status
    'enclosed'
    >>> examine(problem, sqrt(pi / 2) * exp(-t**2)).certificate is None
    True
    """
    outcome = examine(problem, expr, breakpoints=breakpoints, conditions=conditions)
    if outcome.witness is not None and not untrusted:
        warnings.warn(RefutedForm(f"{outcome.reason} in {expr}"), stacklevel=2)
    return outcome.certificate


def examine(
    problem: Problem,
    expr: Any,
    *,
    breakpoints: Iterable[Any] | None = None,
    conditions: Iterable[Any] = (),
) -> Examination:
    """The same comparison with its reason and, where the expression is wrong, the witness."""
    try:
        _refuse_unseen_masses(problem, expr)
        rng = random.Random(_seed(problem, expr))
        draws = parameter_draws(problem, expr, tuple(conditions), rng)
        points: list[dict[str, Any]] = []
        for values in draws:
            points += _compare_draw(problem, expr, tuple(breakpoints or ()), values, rng)
    except Stop as stop:
        return stop.outcome
    argument = (
        f"answer and defining integral overlap as balls of at least {BITS} bits at "
        f"{len(points)} points, {len(draws)} parameter draw(s)"
    )
    return Examination(
        Certificate(ENCLOSED, argument, {"bits": BITS, "draws": len(draws), "points": points})
    )


def _refuse_unseen_masses(problem: Problem, expr: Any) -> None:
    """Balls at points see no point mass, so an answer that has or should have one is not judged."""
    if expr.has(sympy.DiracDelta):
        raise Stop("the answer has point masses, which values at points do not show")
    masses = [f.atoms(sympy.DiracDelta) for f in (problem.f, problem.g)]
    if all(masses) or any(len(mass.args) > 1 for found in masses for mass in found):
        raise Stop("point masses of the result would not be seen")


def _seed(problem: Problem, expr: Any) -> int:
    parts = (problem.f, problem.g, problem.x, problem.t, expr, *problem.assuming)
    text = "|".join([problem.op, str(problem.conjugate), *(sympy.srepr(p) for p in parts)])
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def _compare_draw(
    problem: Problem,
    expr: Any,
    breakpoints: Sequence[Any],
    values: Mapping[Any, Any],
    rng: random.Random,
) -> list[dict[str, Any]]:
    t = sympy.Symbol(problem.t.name, real=True)
    x = sympy.Symbol(problem.x.name, real=True)
    renamed = dict(values)
    f, g = (part.xreplace({problem.x: x}).xreplace(renamed) for part in (problem.f, problem.g))
    answer = expr.xreplace({problem.t: t}).xreplace(renamed)
    given = [point.xreplace(renamed) for point in breakpoints]
    concrete = Concrete(problem, f, g, x, answer, t, values)
    places = concrete.break_points(given)
    return [
        record for group in point_groups(places, rng) for record in concrete.compare_first(group)
    ]
