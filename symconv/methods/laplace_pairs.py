"""Method 5: one-sided special functions by Laplace pairs and moments of powers.

x^{a−1} e^{−λx} with symbolic a (Beta; 1F1 for unequal rates), end-point singularities, roots of
quadratics, Lévy and Bessel terms. Each is read as a singular factor times a piecewise exponential
polynomial; products of Laplace transforms, or moments of the singular factor between the ends, are
exact, so the answer is proved by the cited identities.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symconv.algebra.convolution import convolve
from symconv.algebra.distribution import Distribution
from symconv.algebra.existence import Existence
from symconv.algebra.questions import always_diverges, exists_if
from symconv.closedform import PROVED, Certificate, ClosedForm
from symconv.errors import DivergentIntegral
from symconv.laplacepairs.ledger import Ledger
from symconv.laplacepairs.pairs import singular_parts
from symconv.laplacepairs.parts import Part, heaviside_sum, piecewise_sum
from symconv.laplacepairs.tokens import read_sum
from symconv.problem import Problem
from symconv.reading import Case, OutsideClass, explore
from symconv.reading.conditions import pieces
from symconv.writing import heaviside_form, in_arms, write_exppoly

ORDER = 50
NAME = "laplace pairs"
FAMILIES = (
    "powers x^(a-1) exp(-lambda x) on half-lines and intervals, symbolic a (Beta, 1F1, erf)",
    "roots of quadratics and products of two powers on intervals, with piecewise polynomials",
    "Levy densities, erfc(k/sqrt(x)) and Bessel functions on a half-line",
)
EXAMPLES = (
    ("Heaviside(x)/sqrt(x)", "exp(-x)*Heaviside(x)"),
    ("sqrt(x)*exp(-x)*Heaviside(x)", "x**(-1/3)*exp(-2*x)*Heaviside(x)"),
    ("sqrt(x*(1 - x))*box(0, 1)", "box(0, 1)"),
    ("besselj(0, x)*Heaviside(x)", "besselj(1, x)*Heaviside(x)"),
)


@dataclass
class _Solution:
    expr: Any
    ledger: Ledger


def solve(problem: Problem) -> ClosedForm | None:
    """The closed form for sums of singular one-sided terms; None where a pair is not covered."""
    try:
        branches = explore(
            Case(problem.facts),
            lambda case: _compute(problem, case),
            written=lambda solution: solution.expr,
        )
    except OutsideClass:
        return None
    written = [(branch.value.expr, branch.condition) for branch in branches]
    expr = in_arms(written)
    ledgers = [branch.value.ledger for branch in branches]
    return _claim(problem, expr, ledgers)


def _compute(problem: Problem, case: Case) -> _Solution:
    x, t = problem.x, problem.t
    f = read_sum(case.given(problem.first), x, case.facts)
    g = read_sum(case.given(problem.g), x, case.facts)
    if not f.singular and not g.singular:
        raise OutsideClass("no singular factor")
    ledger = Ledger(case.facts, t, x)
    parts = _singular_parts(problem, f, g, ledger)
    existence = Existence(ledger.facts, collect=problem.collect)
    regular = convolve(f.regular, g.regular, existence)
    ledger.facts = existence.facts
    ledger.conditions += existence.conditions
    if problem.form == "heaviside":
        return _Solution(heaviside_sum(parts, t) + heaviside_form(regular, t), ledger)
    parts += _regular_parts(regular, t, ledger)
    masses = heaviside_form(Distribution(mass=regular.mass), t)
    return _Solution(piecewise_sum(parts, t, ledger.facts) + masses, ledger)


def _singular_parts(problem: Problem, f: Any, g: Any, ledger: Ledger) -> list[Part]:
    """The parts with a singular factor; what existence leaves open is asked for or a condition."""
    parts: list[Part] | None = None
    try:
        parts = singular_parts(f, g, ledger)
    except DivergentIntegral as error:
        if not ledger.conditions:
            raise
        raise always_diverges(ledger.conditions[0], error) from None
    except OutsideClass:
        if problem.collect or not ledger.conditions:
            raise
    if parts is None or (ledger.conditions and not problem.collect):
        raise exists_if(ledger.conditions[0])
    return parts


def _regular_parts(regular: Distribution, t: Any, ledger: Ledger) -> list[Part]:
    ordered = pieces(regular, ledger.facts)
    ends = [start for start, _ in ordered[1:]] + [None]
    return [
        Part(start, stop, write_exppoly(value, t))
        for (start, value), stop in zip(ordered, ends, strict=True)
        if value
    ]


def _claim(problem: Problem, expr: Any, ledgers: list[Ledger]) -> ClosedForm:
    rules = tuple(dict.fromkeys(rule for ledger in ledgers for rule in ledger.rules))
    improper = any(ledger.improper for ledger in ledgers)
    grade = (
        "improper: the tail converges by itself, not absolutely"
        if improper
        else "absolute: the end-point singularities are integrable and the tails decay or are cut"
    )
    conditions = tuple(dict.fromkeys(c for ledger in ledgers for c in ledger.conditions))
    certificate = Certificate(PROVED, "; ".join(rules) or "shifted terms", {"rules": list(rules)})
    return ClosedForm(
        expr=expr,
        hypotheses=(*problem.assuming, grade),
        conditions=conditions,
        method=NAME,
        certificate=certificate,
        t=problem.t,
    )
