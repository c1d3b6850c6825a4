"""Sinc-like functions with polynomial pieces, step and sign: the sine integral Si.

The pieces have no transform in a class that multiplies with a band-limited one and comes back, so
the antiderivatives of the sinc-like factor are taken instead, by exact integration by parts. The
derivative of the written result is read back and must be the one that the pieces demand.
"""

from __future__ import annotations

from typing import Any

import sympy

from symconv.algebra.distribution import Distribution
from symconv.algebra.elements import ZERO
from symconv.algebra.signs import Facts
from symconv.closedform import PROVED, Certificate, ClosedForm
from symconv.problem import Problem
from symconv.reading import Case, OutsideClass, explore, read
from symconv.reading.cases import Branch
from symconv.spectra.branches import in_branches, with_needed
from symconv.spectra.reading import read_sum
from symconv.spectra.sums import Coincidence, SpectralSum
from symconv.spectra.tails import Grade, Tail, meet, tails
from symconv.spectra.windows import constant_tails, write_windowed
from symconv.writing import in_arms

ORDER = 35
NAME = "sine integral"
FAMILIES = ("sinc-like functions with box, triangle, polynomial pieces, step and sign (Si)",)
EXAMPLES = (
    ("sin(x)/x", "box(-1,1)"),
    ("sin(x)**2/x**2", "box(0,1)"),
    ("sinc(2*x)", "Max(0, 1 - Abs(x))"),
    ("sin(x)/x", "Heaviside(x)"),
)


def solve(problem: Problem) -> ClosedForm | None:
    """The closed form of a sinc-like function with polynomial pieces, proved."""
    found = with_needed(problem.facts, problem.collect, lambda facts: _explored(problem, facts))
    if found is None:
        return None
    (branches, grades), conditions = found
    written = [(branch.value, branch.condition) for branch in branches]
    expr = in_arms(written)
    worst = max(grades, key=lambda state: state.level)
    return ClosedForm(
        expr=expr,
        hypotheses=(*problem.assuming, worst.text()),
        conditions=conditions,
        method=NAME,
        certificate=Certificate(
            PROVED,
            "antiderivatives by parts down to sin(pu)/u; the derivative of the written result "
            "read back equals the sum of shifted derivatives of the sinc-like factor",
        ),
        t=problem.t,
        smoothness=sympy.oo,
        support=sympy.Interval(-sympy.oo, sympy.oo) if expr != 0 else sympy.S.EmptySet,
    )


def _explored(problem: Problem, facts: Facts) -> tuple[list[Branch[Any]], list[Grade]]:
    grades: list[Grade] = []
    try:
        branches = explore(
            Case(facts),
            in_branches(facts, lambda case: _in_case(problem, case, grades)),
            merge=lambda neighbour, zero, value: bool(zero.apply(neighbour) == value),
        )
    except Coincidence:
        raise OutsideClass("poles that may coincide") from None
    return branches, grades


def _in_case(problem: Problem, case: Case, grades: list[Grade]) -> Any:
    facts = case.facts
    f, g = _factors(problem, case)
    left, step = constant_tails(g)
    state = Grade(facts, problem.principal_value)
    for end in (left, left + step):
        if end != 0:
            constant = Tail(ZERO, 0, False, facts.nonzero(end) is True)
            for tail in tails(f, facts):
                meet(tail, constant, state)
    grades.append(state)
    real = problem.t.is_extended_real
    t = problem.t if real else sympy.Dummy("t", real=True)
    expr = write_windowed(f, g, t, facts)
    return expr if real else expr.xreplace({t: problem.t})


def _factors(problem: Problem, case: Case) -> tuple[SpectralSum, Distribution]:
    """(the sinc-like factor, the pieces), the first factor turned for a correlation."""
    first, second = case.given(problem.f), case.given(problem.g)
    turned = problem.op == "correlate"
    try:
        pieces = read(second, problem.x, case.facts)
    except OutsideClass:
        wave = read_sum(second, problem.x, case.facts)
        pieces = read(first, problem.x, case.facts)
        if turned:
            pieces = pieces.reflected()
            pieces = pieces.conjugate() if problem.conjugate else pieces
        return wave, pieces
    wave = read_sum(first, problem.x, case.facts)
    if turned:
        wave = wave.reflected()
        wave = wave.conjugate() if problem.conjugate else wave
    return wave, pieces
