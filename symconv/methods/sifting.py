"""Method 1: sifting. (δ^{(k)}(· − a) ∗ g)(t) = g^{(k)}(t − a), for g outside the exact class.

Masses are δ, δ′, …, δ(p(x)) and c(x)·δ^{(k)}(x − a); g is any expression that is smooth enough, or
an undefined function. Derivatives are distributional: a jump of g gives a mass of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import sympy

from symconv.algebra.constants import expression
from symconv.algebra.signs import Facts
from symconv.antiderivatives.masses import PointMass, separated
from symconv.antiderivatives.smoothness import derivative_of
from symconv.antiderivatives.sums import NotElementary
from symconv.closedform import ENCLOSED, PROVED, Certificate, ClosedForm
from symconv.errors import NoClosedForm
from symconv.problem import Problem
from symconv.reading import Case, OutsideClass, Split, explore, read
from symconv.survey import survey
from symconv.writing import in_arms

ORDER = 10
NAME = "sifting"
FAMILIES = (
    "point masses, their derivatives, δ(p(x)) and c(x)·δ with any differentiable expression",
    "a mass beside a function, where the rest has a closed form",
)
EXAMPLES = (
    ("DiracDelta(x - 1)", "exp(-x**2/2)"),
    ("DiracDelta(x, 1)", "exp(-x**2)"),
    ("DiracDelta(x**2 - 1)", "1/(1 + x**2)"),
    ("exp(-x**2)*DiracDelta(x - 2)", "tanh(x)"),
)


@dataclass
class _Sifted:
    """Σ of shifted derivatives, the functions left over, and what was assumed."""

    expr: Any
    rest: tuple[Any, Any]
    hypotheses: tuple[Any, ...]


def solve(problem: Problem) -> ClosedForm | None:
    """The closed form where a factor holds point masses; None elsewhere and in the exact class."""
    if not any(sympy.DiracDelta in survey(h).heads for h in (problem.f, problem.g)):
        return None
    if _in_exact_class(problem):
        return None
    try:
        branches = explore(
            Case(problem.facts),
            lambda case: _sift(problem, case),
            written=lambda sifted: sifted.expr,
        )
    except (NotElementary, OutsideClass):
        return None
    arms = []
    status = PROVED
    hypotheses: list[Any] = list(problem.assuming)
    conditions: list[Any] = []
    for branch in branches:
        total, remainder = branch.value.expr, _remainder(problem, branch.case, branch.value.rest)
        hypotheses += [h for h in branch.value.hypotheses if h not in hypotheses]
        if remainder is not None:
            total = total + remainder.expr
            status = ENCLOSED if remainder.certificate.status == ENCLOSED else status
            hypotheses += [h for h in remainder.hypotheses if h not in hypotheses]
            conditions += [c for c in remainder.conditions if c not in conditions]
        arms.append((total, branch.condition))
    expr = in_arms(arms)
    certificate = Certificate(status, "point masses act as shifted derivatives")
    return ClosedForm(expr, tuple(hypotheses), tuple(conditions), NAME, certificate, problem.t)


def _in_exact_class(problem: Problem) -> bool:
    try:
        read(problem.f, problem.x, problem.facts)
        read(problem.g, problem.x, problem.facts)
    except OutsideClass:
        return False
    except Split:
        return True
    return True


def _sift(problem: Problem, case: Case) -> _Sifted:
    x, t, facts = problem.x, problem.t, case.facts
    f, f_masses = separated(case.given(problem.first), x, facts)
    g, g_masses = separated(case.given(problem.g), x, facts)
    hypotheses: list[str] = ["absolute: point masses act as shifted derivatives"]
    total = sympy.Integer(0)
    for masses, other in ((f_masses, g), (g_masses, f)):
        for mass in masses:
            total += mass.weight * _moved(other, mass, x, t, facts)
            hypotheses += _assumed(other, mass.order)
    for mass in f_masses:
        for other_mass in g_masses:
            point = t - expression(mass.point + other_mass.point)
            total += mass.weight * other_mass.weight * _delta(point, mass.order + other_mass.order)
    return _Sifted(total, (f, g), tuple(dict.fromkeys(hypotheses)))


def _moved(other: Any, mass: PointMass, x: Any, t: Any, facts: Facts) -> Any:
    """other^{(k)}(t − a)."""
    return derivative_of(other, mass.order, x, facts).subs(x, t - expression(mass.point))


def _assumed(other: Any, order: int) -> list[str]:
    functions = sorted(str(u.func) for u in other.atoms(sympy.core.function.AppliedUndef))
    if not order or not functions:
        return []
    return [f"{name} is {order} times differentiable" for name in dict.fromkeys(functions)]


def _delta(u: Any, order: int) -> Any:
    return sympy.DiracDelta(u, order) if order else sympy.DiracDelta(u)


def _remainder(problem: Problem, case: Case, rest: tuple[Any, Any]) -> ClosedForm | None:
    """The product of the two function parts, by the other methods."""
    f, g = rest
    if f == 0 or g == 0:
        return None
    from symconv import methods

    if case.changes:
        raise NoClosedForm("masses beside functions with parameters of open order")
    return methods.solve(replace(problem, f=f, g=g, op="convolve"))
