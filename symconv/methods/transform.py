"""Method 3: multiply the Fourier transforms and come back.

Rational functions, Gaussians, sinc-like functions, everlasting waves and polynomials have
transforms that are pieces of exponential polynomials, possibly times a Gaussian. Existence is
decided first, from the tails of f and g. What is written is read back, and must be the product's
inverse transform in its unique form; results with erf and erfc are written by one rule each and
carry no such second reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy

from symconv.algebra.elements import ZERO
from symconv.closedform import PROVED, Certificate, ClosedForm
from symconv.problem import Problem
from symconv.reading import Case, OutsideClass, Split, explore
from symconv.reading.cases import Branch
from symconv.spectra.branches import in_branches, told_apart, with_needed
from symconv.spectra.fourier import inverse_transform, transform
from symconv.spectra.gaussians import write_gaussian
from symconv.spectra.poles import is_singular, require_integrable
from symconv.spectra.products import multiply
from symconv.spectra.reading import read_sum
from symconv.spectra.sides import on_upper_side
from symconv.spectra.sums import Coincidence, Needed, SpectralSum
from symconv.spectra.tails import PRINCIPAL, Grade, grade, tails
from symconv.spectra.verifying import reads_back
from symconv.spectra.writing import write_sum
from symconv.writing import in_arms

ORDER = 30
NAME = "transform side"
FAMILIES = (
    "rational functions with symbolic widths: Lorentz, dispersive, higher-order, shifted poles",
    "sinc-like functions and their powers, with waves, Gaussians and rational functions",
    "Gaussians times polynomials with Gaussians, everlasting waves, polynomials, exponentials",
    "Lorentz with Gauss (Voigt), through erfc of a complex argument",
    "principal values: 1/x as a kernel, polynomials that meet 1/x at infinity",
)
EXAMPLES = (
    ("1/(1 + x**2)", "1/(4 + x**2)"),
    ("sin(x)/x", "sin(x)**2/x**2"),
    ("exp(-x**2)", "x*exp(-x**2/2)"),
    ("exp(-x**2/2)", "cos(3*x)"),
    ("1/(1 + x**2)", "exp(-x**2)"),
    ("sin(x)/x", "cos(x/2)"),
    ("sin(x)/x", "1/(1 + x**2)"),
    ("sin(x)/x", "exp(-x**2)"),
)


@dataclass
class Solution:
    """The inverse transform h of the product (poles, waves) and its Gaussian part, not yet back."""

    h: SpectralSum
    product: SpectralSum
    state: Grade
    singular: bool


def solve(problem: Problem) -> ClosedForm | None:
    """The closed form through the product of the transforms, proved."""
    found = with_needed(problem.facts, problem.collect, lambda facts: _arms(problem, Case(facts)))
    if found is None:
        return None
    arms, conditions = found
    try:
        expr = _all_written(problem, arms)
    except (OutsideClass, Split, Coincidence, Needed):
        return None
    branches = [branch for _, part in arms for branch in part]
    return _claim(problem, branches, expr, conditions)


def _all_written(problem: Problem, arms: list[tuple[Any, list[Branch[Solution]]]]) -> Any:
    written = []
    for condition, part in arms:
        inner = [(_written(problem, branch), branch.condition) for branch in part]
        expr = in_arms(inner)
        written.append((expr, condition))
    return in_arms(written)


def _arms(problem: Problem, case: Case) -> list[tuple[Any, list[Branch[Solution]]]]:
    """(condition, cases): poles of one factor that may coincide are told apart first."""

    def explored(part: Case) -> list[Branch[Solution]]:
        compute = in_branches(part.facts, lambda inner: _compute(problem, inner))
        return explore(part, compute, merge=_specialises)

    return told_apart(case, explored)


def _compute(problem: Problem, case: Case) -> Solution:
    f, g = (read_sum(case.given(part), problem.x, case.facts) for part in (problem.f, problem.g))
    if problem.op == "correlate":
        f = f.reflected()
        f = f.conjugate() if problem.conjugate else f
    state = Grade(case.facts, problem.principal_value)
    singular = is_singular(f) or is_singular(g)
    if is_singular(f) and is_singular(g):
        raise OutsideClass("two principal values")
    grade(f, g, state)
    for part, other in ((f, g), (g, f)):
        if tails(other, case.facts):
            require_integrable(part, case.facts, principal_value=problem.principal_value)
    if singular and not problem.principal_value:
        raise OutsideClass("a principal value against point masses alone")
    if singular:
        state.level = PRINCIPAL
    facts = state.facts
    entire = _entire_partner(f, g)
    product = multiply(
        transform(f, facts, entire=entire),
        transform(g, facts, entire=entire),
        facts,
        principal_value=state.level == PRINCIPAL,
    )
    back = {alpha: part for alpha, part in product.gauss.items() if alpha != 0}
    rest = SpectralSum({ZERO: product.plain}, product.polar)
    return Solution(inverse_transform(rest, facts), SpectralSum(back), state, singular)


def _entire_partner(f: SpectralSum, g: SpectralSum) -> bool:
    """Whether one factor has nothing but Gaussians, so that real exponentials have a meaning."""
    return any(not part.polar and ZERO not in part.gauss for part in (f, g))


def _specialises(neighbour: Solution, zero: Case, value: Solution) -> bool:
    changes = zero.number_changes()
    try:
        return (
            on_upper_side(neighbour.h.substitute(changes)) == on_upper_side(value.h)
            and neighbour.product.substitute(changes) == value.product
            and neighbour.state.level == value.state.level
        )
    except ZeroDivisionError:
        return False


def _written(problem: Problem, branch: Branch[Solution]) -> Any:
    """The result in t, read back where the class can hold it."""
    real = problem.t.is_extended_real
    t = problem.t if real else sympy.Dummy("t", real=True)
    solution, facts = branch.value, branch.value.state.facts
    expr = write_sum(solution.h, t, facts)
    if not reads_back(expr, t, solution.h, facts):
        raise OutsideClass("the written result read back is not the inverse transform")
    for alpha, part in solution.product.gauss.items():
        expr += write_gaussian(alpha, part, t, facts)
    return expr if real else expr.xreplace({t: problem.t})


def _claim(
    problem: Problem, branches: list[Branch[Solution]], expr: Any, conditions: tuple[Any, ...]
) -> ClosedForm:
    states = [branch.value.state for branch in branches]
    worst = max(states, key=lambda state: state.level)
    single = len(branches) == 1
    smooth = single and not branches[0].value.singular and not branches[0].value.h.plain.mass
    return ClosedForm(
        expr=expr,
        hypotheses=(*problem.assuming, worst.text()),
        conditions=conditions,
        method=NAME,
        certificate=Certificate(
            PROVED,
            "product of Fourier transforms as boundary values; poles by residues, Gaussians by "
            "completing the square; the written result read back equals the product's inverse",
        ),
        t=problem.t,
        smoothness=sympy.oo if smooth else None,
        support=sympy.Interval(-sympy.oo, sympy.oo) if smooth and expr != 0 else None,
    )
