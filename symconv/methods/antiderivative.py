"""Method 4: one proved antiderivative per pair of smooth pieces.

f and g are cut into smooth pieces; for each pair one P(x; t) with ∂P/∂x = f(x) g(t − x) comes
from a table (erf, log, atan, Ei, Si and others), is proved by the derivative identity and
evaluated at the ends.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import sympy

from symconv.algebra import numbers as nb
from symconv.algebra.dependence import depends
from symconv.algebra.elements import Element
from symconv.algebra.numbers import Number
from symconv.algebra.questions import diverges_unless
from symconv.algebra.relations import compare
from symconv.algebra.signs import Facts
from symconv.antiderivatives.assembly import heaviside_sum, piecewise, support_of
from symconv.antiderivatives.existence import Existence
from symconv.antiderivatives.exponentials import common_rate, rational_unit
from symconv.antiderivatives.field import T, X
from symconv.antiderivatives.limits import Diverges, Open
from symconv.antiderivatives.opening import under_relations
from symconv.antiderivatives.regions import Region, regions, value_at
from symconv.antiderivatives.slices import Slice, resolved_pieces, slices
from symconv.antiderivatives.sums import NotElementary, Sum
from symconv.antiderivatives.vanishing import open_factor
from symconv.closedform import PROVED, Certificate, ClosedForm
from symconv.errors import DivergentIntegral
from symconv.problem import Problem
from symconv.reading import Case, explore
from symconv.reading.cases import Branch, require_apart, solve_zero
from symconv.writing import in_arms

ORDER = 40
NAME = "antiderivative"
FAMILIES = (
    "polynomial·Gaussian, truncated or not, with polynomials, exp, sin, cos and Gaussians on any "
    "intervals; erf and erfc",
    "rational functions with polynomial pieces (log, atan)",
    "log, atan and atanh of rational functions with polynomial pieces",
    "rational functions, log and sinc-like functions with one-sided and two-sided exp, damped and "
    "windowed sin and cos (Ei, E1, Ci, Si)",
    "principal values: kernels with simple real poles, such as 1/x, with box, polynomial pieces, "
    "exp and rational windows",
    "x**n and (ax + b)**r on symbolic intervals with polynomial pieces",
    "tanh, sech, logistic and rational functions of e^x with box, step, exp and each other",
)
EXAMPLES = (
    ("exp(-x**2)", "box(0,1)"),
    ("exp(-x**2/2)", "exp(-x)*Heaviside(x)"),
    ("1/(1 + x**2)", "box(-1,1)"),
    ("log(x) for 0 < x < 1", "box(0,1)"),
    ("erf(x)", "exp(-x**2)"),
    ("1/(1 + x**2)", "exp(-abs(x))"),
    ("sin(x)/x", "exp(-x)*Heaviside(x)"),
    ("log(1 + x)*Heaviside(x)", "exp(-x)*Heaviside(x)"),
    ("exp(-x)/(1 + exp(-x))**2", "box(0,1)"),
    ("sech(x)", "sech(x)"),
)

_ARM_LIMIT = 6


@dataclass
class _Solution:
    """The regions in one case, with what they came from."""

    f: list[Slice]
    g: list[Slice]
    found: list[Region]
    facts: Facts
    rate: Number | None
    existence: Existence


@dataclass
class _Written:
    """The result of one case: its regions, the expression, and the conditions that are left."""

    solution: _Solution
    expr: Any
    conditions: tuple[Any, ...]


def solve(problem: Problem) -> ClosedForm | None:
    """The closed form by antiderivatives, proved; None where a function is not of the table."""
    if problem.f.has(sympy.DiracDelta) or problem.g.has(sympy.DiracDelta):
        return None

    def work(facts: Facts, opened: tuple[Open, ...]) -> ClosedForm | None:
        conditions = tuple(error.question for error in opened)
        try:
            return _solve(problem, facts, conditions)
        except Open as error:
            if not depends(error.value, T):
                raise
            return _open_in_t(problem, error, facts, conditions)

    return under_relations(problem.facts, problem.collect, work)


def _open_in_t(
    problem: Problem, error: Open, facts: Facts, conditions: tuple[Any, ...]
) -> ClosedForm | None:
    """The integral exists for some t at most; DivergentIntegral where it diverges for them too."""
    with suppress(NotElementary, Open):
        _solve(problem, facts.assume(error.value, 1), conditions)
    return None


def _solve(problem: Problem, facts: Facts, conditions: tuple[Any, ...]) -> ClosedForm:
    first: list[Region] = []
    branches = _cases(problem, Case(facts), _in_case)
    written = []
    for branch in branches:
        conditions = (*conditions, *(c for c in branch.value.conditions if c not in conditions))
        written.append((branch.value.expr, branch.condition))
        first = first or branch.value.solution.found
    expr = in_arms(written)
    if expr.has(sympy.nan, sympy.zoo):
        raise NotElementary("a constant that vanishes without being known to")
    certificate = Certificate(
        PROVED,
        "an antiderivative for each pair of pieces, its derivative compared in the field of "
        "rational functions and exponentials; continuous on the interval, limits by expansion",
    )
    return ClosedForm(
        expr=expr,
        hypotheses=(
            *problem.assuming,
            _worst([b.value.solution.existence for b in branches]).text(),
        ),
        conditions=conditions,
        method=NAME,
        certificate=certificate,
        t=problem.t,
        support=support_of(first) if len(branches) == 1 else None,
    )


def _cases(
    problem: Problem,
    start: Case,
    compute: Callable[[Problem, Case], _Solution],
    budget: list[int] | None = None,
) -> list[Branch[_Written]]:
    """The written result in every case of the parameters; without a budget each has its own."""

    def work(case: Case) -> _Written:
        solution = compute(problem, case)
        left = [_ARM_LIMIT] if budget is None else list(budget)
        expr, more = _with_arms(problem, Case(solution.facts, case.changes), solution, left)
        if budget is not None:
            budget[:] = left
        return _Written(solution, expr, more)

    return explore(start, work, written=lambda value: value.expr)


def _in_case(problem: Problem, case: Case) -> _Solution:
    """The solution; divergence is claimed of this case of the parameters alone."""
    try:
        return _compute(problem, case)
    except Diverges as error:
        raise _meaning(problem, error, case.facts) from None


def _compute(problem: Problem, case: Case) -> _Solution:
    first, second = case.given(problem.first), case.given(problem.g)
    try:
        return _in_class(problem, first, second, case.facts, None)
    except NotElementary:
        pieces = [resolved_pieces(expr, problem.x, case.facts) for expr in (first, second)]
        smooth = tuple(piece for part in pieces for _, piece in part)
        rate = common_rate(smooth, problem.x, case.facts)
        if rate is None:
            raise
    return _in_class(problem, first, second, case.facts, rate)


def _in_class(
    problem: Problem, first: Any, second: Any, facts: Facts, rate: Number | None
) -> _Solution:
    def tick() -> None:
        problem.check_time("integrating pairs of pieces")

    tick()
    f = slices(first, problem.x, facts, rate)
    g = slices(second, problem.x, facts, rate)
    existence = Existence(problem.principal_value)
    found = regions(f, g, facts, tick, existence, multiplicative=problem.kind == "mellin")
    return _Solution(f, g, found, facts, rate, existence)


def _worst(grades: list[Existence]) -> Existence:
    return Existence(
        improper=any(grade.improper for grade in grades),
        fixed_pole=any(grade.fixed_pole or grade.moving_pole for grade in grades),
    )


def _with_arms(
    problem: Problem, case: Case, solution: _Solution, budget: list[int]
) -> tuple[Any, tuple[Any, ...]]:
    """The written result, with an arm for every denominator that the facts do not keep from 0."""
    pole = _open_pole(solution, case.facts)
    if pole is None:
        return _write(problem, case, solution), ()
    apart = Case(_unequal(case.facts, pole), case.changes)
    generic, conditions = _with_arms(problem, apart, solution, budget)
    zero = solve_zero(case, pole)
    budget[0] -= 1
    if zero is None or budget[0] < 0:
        require_apart(pole, collect=problem.collect)
        return generic, (*conditions, compare(pole, sympy.Ne))
    arms = []
    for branch in _cases(problem, zero, _compute, budget):
        conditions = (*conditions, *branch.value.conditions)
        arms.append((branch.value.expr, branch.condition))
    confluent = in_arms(arms)
    return sympy.Piecewise((generic, compare(pole, sympy.Ne)), (confluent, sympy.true)), conditions


def _open_pole(solution: _Solution, facts: Facts) -> Any:
    given = [piece.value for piece in (*solution.f, *solution.g)]
    return open_factor(given, [region.value for region in solution.found], facts)


def _unequal(facts: Facts, pole: Number) -> Facts:
    return type(facts)(facts.bounds, (*facts.unequal, pole))


def _write(problem: Problem, case: Case, solution: _Solution) -> Any:
    if problem.form == "heaviside":
        with suppress(NotElementary):  # a term without a value at its start: pieces instead
            return heaviside_sum(solution.found, problem.t, case.facts)
    return piecewise(
        solution.found,
        problem.t,
        case.facts,
        lambda point: _value_at(problem, case, solution, point),
    )


def _value_at(problem: Problem, case: Case, solution: _Solution, point: Number) -> Sum:
    """h at one t where the general formula has a hole, computed with that t from the start."""
    if solution.rate is None:
        return value_at(
            solution.f,
            solution.g,
            point,
            case.facts,
            principal_value=problem.principal_value,
            multiplicative=problem.kind == "mellin",
        )
    values = [r for piece in (*solution.f, *solution.g) for r in piece.value.terms.values()]
    with rational_unit([*values, point * solution.rate]):
        f = slices(case.given(problem.first), problem.x, case.facts, solution.rate)
        g = slices(case.given(problem.g), problem.x, case.facts, solution.rate)
        return value_at(f, g, point, case.facts)


def _meaning(problem: Problem, error: Diverges, facts: Facts) -> Exception:
    """What a proved divergence means; principal values are left to others."""
    if problem.principal_value:
        return NotElementary("a principal value at infinity")
    names = {X.expr: problem.x, T.expr: problem.t}
    growth = error.growth.xreplace(names)
    end = None if error.end is None else sympy.sympify(error.end).xreplace(names)
    where = "" if end is None else f" at x -> {end}"
    if error.is_certain(facts):
        return DivergentIntegral(
            f"the integral diverges{where}: the antiderivative of f(x) g(t - x) grows "
            f"there like {growth}",
            end=str(end) if end is not None and end.is_infinite else end,
            tails=(problem.f, problem.g),
        )
    leading = error.leading
    if isinstance(leading, Element):
        leading, _ = nb.numerator_denominator(leading)
    question = compare(leading, sympy.Eq).xreplace(names)
    return diverges_unless(question, where="" if end is None else f"x -> {end}")
