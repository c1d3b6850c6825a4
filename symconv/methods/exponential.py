"""Method 2: the exact class, exponential-polynomial distributions.

Read, multiply on the Laplace side, write. Parameters whose order is open become cases; a
difference of exponents in a denominator that the facts do not exclude becomes a confluent arm,
computed anew with one parameter replaced (never by a limit).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import analysis, merging
from symconv.algebra import numbers as nb
from symconv.algebra.convolution import convolve
from symconv.algebra.distribution import Distribution
from symconv.algebra.existence import Existence
from symconv.algebra.relations import compare
from symconv.algebra.signs import Facts
from symconv.closedform import PROVED, Certificate, ClosedForm
from symconv.errors import DivergentIntegral, Undecided
from symconv.exporting import Evidence, declared
from symconv.problem import Problem
from symconv.reading import Case, OutsideClass, explore, read
from symconv.reading.cases import Branch, is_excluded, require_apart, solve_zero
from symconv.writing import heaviside_form, in_arms, piecewise_form

ORDER = 20
NAME = "exponential polynomials"
FAMILIES = (
    "polynomials, exp, sin, cos, sinh, cosh and products, on any intervals and on the whole line",
    "point masses and their derivatives with any of these",
)
EXAMPLES = (
    ("box(-1,2)", "1 - abs(x)/5 for x > 0"),
    ("exp(-x)*Heaviside(x)", "exp(-2*x)*Heaviside(x)"),
    ("sin(x)", "exp(-abs(x))"),
    ("DiracDelta(x, 1) + DiracDelta(x - 2)", "Max(0, 1 - Abs(x))"),
)

_ARM_LIMIT = 12


@dataclass
class Solution:
    """The exact result in one case: h = first ∗ g, where first is f, or f turned for f ⋆ g."""

    f: Distribution
    first: Distribution
    g: Distribution
    h: Distribution
    facts: Facts
    conditions: tuple[Any, ...]


def solve(problem: Problem) -> ClosedForm | None:
    """The closed form for two exponential-polynomial distributions, proved."""
    try:
        branches = distributions(problem)
    except OutsideClass:
        return None
    written = []
    conditions: list[Any] = []
    for branch in branches:
        conditions += [c for c in branch.value.conditions if c not in conditions]
        expr, open_poles = _with_arms(problem, _settled(branch), [_ARM_LIMIT])
        conditions += [c for c in open_poles if c not in conditions]
        written.append((expr, branch.condition))
    expr = in_arms(written)
    return _claim(problem, branches, expr, tuple(conditions))


def distributions(problem: Problem) -> list[Branch[Solution]]:
    """f, g and f ∗ g in the algebra, in every case of the parameters that must be told apart.

    Raises OutsideClass where f or g is not in the class.
    """
    return explore(Case(problem.facts), lambda case: _compute(problem, case), merge=_specialises)


def _compute(problem: Problem, case: Case) -> Solution:
    f = read(case.given(problem.f), problem.x, case.facts)
    g = read(case.given(problem.g), problem.x, case.facts)
    first = f
    if problem.op == "correlate":
        first = f.reflected()
        first = first.conjugate() if problem.conjugate else first
    existence = Existence(case.facts, collect=problem.collect)
    h = convolve(first, g, existence)
    return Solution(f, first, g, h, existence.facts, tuple(existence.conditions))


def _specialises(neighbour: Solution, zero: Case, value: Solution) -> bool:
    """Whether the neighbour's distributions at p = 0 are those that were computed there."""
    changes = zero.number_changes()
    try:
        return neighbour.h.substitute(changes) == value.h and not neighbour.conditions
    except ZeroDivisionError:
        return False


def _settled(branch: Branch[Solution]) -> Branch[Solution]:
    """The branch with its collected existence conditions among the facts."""
    if branch.value.facts is branch.case.facts:
        return branch
    case = Case(branch.value.facts, branch.case.changes)
    return Branch(branch.condition, case, branch.value)


def _with_arms(
    problem: Problem, branch: Branch[Solution], budget: list[int]
) -> tuple[Any, tuple[Any, ...]]:
    """The written result with an arm for every true pole that the facts do not exclude."""
    pole = _open_pole(branch)
    if pole is None:
        return _write(problem, branch), ()
    apart = Case(_unequal(branch.case, pole), branch.case.changes)
    generic, conditions = _with_arms(problem, Branch(sympy.true, apart, branch.value), budget)
    zero = solve_zero(branch.case, pole)
    if zero is not None and zero.facts.contradictory():
        return generic, conditions
    budget[0] -= 1
    unequal = compare(pole, sympy.Ne)
    circular = zero is not None and isinstance(zero.changes[-1][0], sympy.conjugate)
    if (zero is None or circular) and budget[0] >= 0:
        gaps = merging.complex_gaps((branch.value.first, branch.value.g), pole)
        if any(branch.case.facts.nonzero(gap) for gap in gaps) or is_excluded(
            pole, branch.case.facts
        ):
            return generic, _distinct(conditions, (unequal,))
        zero = next(filter(None, (_both_zero(branch.case, gap) for gap in gaps)), zero)
    if (zero is None or circular) and budget[0] >= 0:
        merged = _where_zero(problem, branch, pole)
        if merged is not None:
            confluent, more = _with_arms(problem, merged, budget)
            return _joined(generic, confluent, unequal), _distinct(conditions, more)
    if zero is None or budget[0] < 0:
        require_apart(pole, collect=problem.collect)
        return generic, _distinct(conditions, (unequal,))
    inner = explore(zero, lambda case: _compute(problem, case), merge=_specialises)
    arms = []
    for part in inner:
        expr, more = _with_arms(problem, _settled(part), budget)
        conditions = _distinct(conditions, more)
        arms.append((expr, part.condition))
    return _joined(generic, in_arms(arms), unequal), conditions


def _both_zero(case: Case, gap: Any) -> Case | None:
    """The case where both parts of a complex number are 0, two parameters replaced."""
    for part in nb.parts(gap):
        changed = nb.substitute(part, case.number_changes())
        if changed != 0:
            found = solve_zero(case, changed)
            if found is None:
                return None
            case = found
    return None if case.facts.contradictory() else case


def _where_zero(problem: Problem, branch: Branch[Solution], pole: Any) -> Branch[Solution] | None:
    """The result where the pole is 0, from exponents that are equal there; None without such."""
    solution = branch.value
    there = merging.modulo((solution.first, solution.g), pole)
    if there is None:
        return None
    facts = solution.facts.assume(pole, 0) if nb.is_real(pole) else solution.facts
    existence = Existence(facts, collect=problem.collect)
    try:
        h = convolve(there[0], there[1], existence)
    except (DivergentIntegral, Undecided):  # of this case alone: what it means is left open
        return None
    if any(nb.poles(c).keys() & nb.poles(nb.inverse(pole)).keys() for c in _weights(h)):
        return None
    first, g = there
    known = _distinct(solution.conditions, tuple(existence.conditions))
    found = Solution(solution.f, first, g, h, existence.facts, known)
    return Branch(sympy.true, Case(existence.facts, branch.case.changes), found)


def _weights(h: Distribution) -> list[Any]:
    return [c for c in h.coefficients() if not isinstance(c, fmpq)]


def _distinct(known: tuple[Any, ...], more: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys((*known, *more)))


def _joined(generic: Any, confluent: Any, unequal: Any) -> Any:
    """Two arms; inside the pieces in t where both have the same pieces."""
    if isinstance(generic, sympy.Piecewise) and isinstance(confluent, sympy.Piecewise):
        first, second = generic.args, confluent.args
        if [cond for _, cond in first] == [cond for _, cond in second]:
            pairs = zip(first, second, strict=True)
            joined = [(_joined(a.expr, b.expr, unequal), a.cond) for a, b in pairs]
            return sympy.Piecewise(*joined, evaluate=False)
    if generic == confluent:
        return generic
    return sympy.Piecewise((generic, unequal), (confluent, sympy.true), evaluate=False)


def _open_pole(branch: Branch[Solution]) -> Any:
    """An irreducible denominator of the result that the facts do not keep from 0."""
    poles = _denominators_of(branch.value.h)
    inputs = _denominators(branch.value.f) | _denominators(branch.value.g) if poles else ()
    for index, factor in poles.items():
        if index not in inputs and branch.case.facts.nonzero(factor) is not True:
            return factor
    return None


def _denominators(f: Distribution) -> set[int]:
    return set(_denominators_of(f))


def _denominators_of(f: Distribution) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for coefficient in f.coefficients():
        if not isinstance(coefficient, fmpq):
            found.update(nb.poles(coefficient))
    return found


def _unequal(case: Case, pole: Any) -> Any:
    facts = case.facts
    return type(facts)(facts.bounds, (*facts.unequal, pole))


def _write(problem: Problem, branch: Branch[Solution]) -> Any:
    h = branch.value.h
    if problem.form == "heaviside":
        return heaviside_form(h, problem.t)
    orders = explore(branch.case, lambda case: piecewise_form(h, problem.t, case.facts))
    if len(orders) == 1:
        return orders[0].value
    return sympy.Piecewise(*((order.value, order.condition) for order in orders))


def _claim(
    problem: Problem, branches: list[Branch[Solution]], expr: Any, conditions: tuple[Any, ...]
) -> ClosedForm:
    solution = branches[0].value
    single = len(branches) == 1
    certificate = Certificate(
        PROVED,
        "product of Laplace transforms, partial fractions, compared in the unique normal form",
        _evidence(problem, branches, expr, conditions),
    )
    return ClosedForm(
        expr=expr,
        hypotheses=(*problem.assuming, "absolute: " + _existence(solution)),
        conditions=conditions,
        method=NAME,
        certificate=certificate,
        t=problem.t,
        smoothness=partial(analysis.smoothness, solution.h) if single else None,
        support=partial(analysis.support, solution.h, branches[0].case.facts) if single else None,
    )


def _evidence(
    problem: Problem, branches: list[Branch[Solution]], expr: Any, conditions: tuple[Any, ...]
) -> Evidence:
    """What the kernel can re-check: one case without parameters; else an oracle certificate."""
    solution = branches[0].value
    return Evidence(
        (solution.f, solution.g, solution.h) if len(branches) == 1 else None,
        problem.conjugate if problem.op == "correlate" else None,
        (problem.f, problem.g, problem.t, expr),
        (*problem.assuming, *conditions, *declared(problem.parameters)),
    )


def _existence(solution: Solution) -> str:
    f, g = solution.first, solution.g
    if f.mass or g.mass:
        return "point masses act as shifted derivatives; the rest converges absolutely"
    if not f.line and not g.line:
        return "both supports are bounded on the left, so the integral is over a bounded interval"
    return "the product of the tails vanishes or decays exponentially at both ends"
