"""Functions with known moments ∫ x^k φ(αx + β) dx with polynomial pieces.

h(t) = Σ q_k(t) ∫ x^k φ dx over the overlap of the supports, where p(t − x) = Σ q_k(t) x^k is a
piece of the polynomial factor. Each moment is proved by its derivative.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import sympy

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression, number
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.antiderivatives.existence import Existence
from symconv.antiderivatives.field import T
from symconv.antiderivatives.kernelfamilies import kernel_of
from symconv.antiderivatives.kernels import Kernel
from symconv.antiderivatives.regions import Pair, Point, merged_points, overlap
from symconv.antiderivatives.signs import Interval
from symconv.antiderivatives.slices import Slice, resolved_pieces
from symconv.antiderivatives.sums import NotElementary, Sum
from symconv.closedform import PROVED, Certificate, ClosedForm
from symconv.deciding.structure import linear
from symconv.problem import Problem
from symconv.reading import Case, OutsideClass, explore
from symconv.reading.cases import decided_sign
from symconv.writing import in_arms
from symconv.writing.collecting import collected

ORDER = 60
NAME = "moments"
FAMILIES = (
    "asin, acos, asinh, acosh, roots of positive quadratics, log powers, erf², Fresnel integrals "
    "with box, triangle, polynomial pieces",
    "Bessel J and I of integer order with box, polynomial pieces, step and ramp (1F2)",
)
EXAMPLES = (
    ("asinh(x)", "box(-1,1)"),
    ("asin(x) for -1 < x < 1", "box(0,1)"),
    ("sqrt(1 + x**2)", "box(0,1)"),
    ("log(x)**2 for 0 < x < 1", "box(0,1)"),
    ("besselj(0, x)*Heaviside(x)", "Heaviside(x)"),
    ("erf(x)**2", "box(0,1)"),
)

_ABSOLUTE = "absolute: a bounded overlap, or a bounded function on it"
_IMPROPER = "improper: the tail of a Bessel function converges by oscillation, and not absolutely"
_SINGULAR = (sympy.nan, sympy.zoo, sympy.oo, -sympy.oo)


@dataclass(frozen=True)
class _Term:
    """weight·x^power·φ(slope·x + offset)."""

    weight: Any
    power: int
    kernel: Kernel | None
    slope: Any
    offset: Any
    rises: bool


@dataclass(frozen=True)
class _Piece:
    """A sum of terms on an interval."""

    interval: Interval
    terms: list[_Term]


@dataclass
class _State:
    """The arms of one case, and whether a tail converges by oscillation alone."""

    arms: list[tuple[Any, Any]]
    improper: bool = False


def solve(problem: Problem) -> ClosedForm | None:
    """The closed form by moments, proved; None where a factor is not of this kind."""
    if problem.f.has(sympy.DiracDelta) or problem.g.has(sympy.DiracDelta):
        return None
    try:
        branches = explore(
            Case(problem.facts),
            lambda case: _in_case(problem, case),
            written=lambda state: sympy.Piecewise(*state.arms),
        )
    except (NotElementary, OutsideClass):
        return None
    written = [(sympy.Piecewise(*branch.value.arms), branch.condition) for branch in branches]
    expr = in_arms(written)
    if expr.has(*_SINGULAR):
        return None
    grade = _IMPROPER if any(branch.value.improper for branch in branches) else _ABSOLUTE
    return ClosedForm(
        expr=expr,
        hypotheses=(*problem.assuming, grade),
        conditions=(),
        method=NAME,
        certificate=Certificate(
            PROVED, "moments by recurrences; each derivative expanded and compared"
        ),
        t=problem.t,
    )


def _in_case(problem: Problem, case: Case) -> _State:
    parts = [case.given(problem.first), case.given(problem.g)]
    pieces = [resolved_pieces(part, problem.x, case.facts) for part in parts]
    if any(expr.has(sympy.Piecewise) for part in pieces for _, expr in part):
        raise NotElementary("a condition on parameters that was not resolved")
    special, plain = (0, 1) if _is_polynomial(pieces[1], problem.x) else (1, 0)
    if not _is_polynomial(pieces[plain], problem.x):
        raise NotElementary("two functions that are no polynomials")
    first = [
        _Piece(interval, _terms(expr, problem.x, interval, case.facts))
        for interval, expr in pieces[special]
        if expr != 0
    ]
    if not case.changes and not any(term.kernel for piece in first for term in piece.terms):
        raise NotElementary("no function with special moments")
    second = [(interval, expr) for interval, expr in pieces[plain] if expr != 0]
    return _assembled(problem, first, second, case.facts)


def _is_polynomial(pieces: list[tuple[Interval, Any]], x: Any) -> bool:
    return all(expr.is_polynomial(x) for _, expr in pieces)


def _terms(expr: Any, x: Any, interval: Interval, facts: Facts) -> list[_Term]:
    terms = []
    for special, rational in _rows(expr, x).items():
        plain = sympy.cancel(rational)
        found = (None, x, sympy.Integer(1)) if special == 1 else kernel_of(special, x)
        if found is None or not plain.is_polynomial(x):
            raise NotElementary(f"{plain} times {special}")
        kernel, argument, scale = found
        slope, offset, rises = _linear(argument, x, facts)
        if kernel is not None:
            _require_domain(kernel, slope, offset, interval, facts)
        for (power,), c in sympy.Poly(plain, x).terms():
            terms.append(_Term(scale * c, power, kernel, slope, offset, rises))
    return terms


def _rows(expr: Any, x: Any) -> dict[Any, Any]:
    """{special function: its rational factor}; 1 stands for none."""
    rows: dict[Any, Any] = {}
    for term in sympy.Add.make_args(sympy.expand_mul(expr)):
        rational, special = sympy.Integer(1), sympy.Integer(1)
        for factor in sympy.Mul.make_args(term):
            if factor.is_rational_function(x):
                rational *= factor
            else:
                special *= factor
        rows[special] = rows.get(special, 0) + rational
    return rows


def _linear(argument: Any, x: Any, facts: Facts) -> tuple[Any, Any, bool]:
    """(slope, offset, whether it rises) of a real linear argument."""
    found = linear(argument, x)
    if found is None or not all(nb.is_real(number(c)) for c in (found.slope, found.offset)):
        raise NotElementary(f"{argument} is no real linear function")
    sign = decided_sign(facts, number(found.slope))
    if sign == 0:
        raise NotElementary(f"{argument} is constant")
    return found.slope, found.offset, sign > 0


def _require_domain(
    kernel: Kernel, slope: Any, offset: Any, interval: Interval, facts: Facts
) -> None:
    """The closed interval must be mapped into the kernel's domain."""
    rises = decided_sign(facts, number(slope)) > 0
    ends = (interval.low, interval.high) if rises else (interval.high, interval.low)
    for bound, end, side in zip(kernel.domain, ends, (1, -1), strict=True):
        if bound is None:
            continue
        if end is None:
            raise NotElementary("a function with values that are not real")
        gap = number(sympy.expand(slope * expression(end) + offset - bound))
        if decided_sign(facts, gap) * side < 0:
            raise NotElementary("a function with values that are not real")


def _assembled(
    problem: Problem, first: list[_Piece], second: list[tuple[Interval, Any]], facts: Facts
) -> _State:
    grade = Existence()
    pairs = [
        (Pair(Slice(f.interval, Sum()), Slice(interval, Sum()), facts, grade), f, poly)
        for f in first
        for interval, poly in second
    ]
    points, place = merged_points([pair for pair, _, _ in pairs], facts)
    state = _State([])
    values = []
    for region in range(len(points) + 1):
        total = sympy.Integer(0)
        for pair, f, poly in pairs:
            problem.check_time("integrating pairs of pieces")
            ends = overlap(pair, region, place)
            if ends is not None:
                total += _integral(problem, f.terms, poly, ends, state)
        values.append(collected(total, problem.t))
    state.arms = _arms(values, points, problem.t)
    return state


def _integral(
    problem: Problem, terms: list[_Term], poly: Any, ends: tuple[Point, Point], state: _State
) -> Any:
    """Σ ∫ x^k φ(x) q_k(t) dx between the ends."""
    x, t = problem.x, problem.t
    turned = sympy.Poly(poly.subs(x, t - x), x)
    lower, upper = (None if e is None else expression(e).xreplace({T.expr: t}) for e in ends)
    total = sympy.Integer(0)
    for term in terms:
        for (power,), q in turned.terms():
            k = term.power + power
            total += term.weight * q * (_moment(term, k, upper, 1, state)
                                        - _moment(term, k, lower, -1, state))  # fmt: skip
    return total


def _moment(term: _Term, k: int, end: Any, side: int, state: _State) -> Any:
    """∫^end x^k φ(αx + β) dx = Σ_j C(k, j) (−β)^{k−j} α^{−k−1} M_j(α·end + β)."""
    slope, offset, kernel = term.slope, term.offset, term.kernel
    if end is None:
        if kernel is None or k or term.rises != (side > 0):
            raise NotElementary("a moment at infinity")
        state.improper = True
        return kernel.limit(0) / slope
    if kernel is None:
        return end ** (k + 1) / sympy.Integer(k + 1)
    u = sympy.expand(slope * end + offset)
    total = sympy.Integer(0)
    for j in range(k + 1):
        factor = sympy.binomial(k, j) * (-offset) ** (k - j)
        if factor != 0:
            total += factor * kernel.value(j, u)
    return total / slope ** (k + 1)


def _arms(values: list[Any], points: list[Number], t: Any) -> list[tuple[Any, Any]]:
    """Half-open pieces; a point where a formula has no value goes to the neighbour that has one."""
    ends = [None, *(expression(point) for point in points), None]
    arms: list[tuple[Any, Any]] = []
    for index, value in enumerate(values):
        low, high = ends[index], ends[index + 1]
        condition = []
        if low is not None:
            condition.append(sympy.Ge(t, low) if _is_finite(value, t, low) else sympy.Gt(t, low))
        if high is not None:
            follows = _is_finite(values[index + 1], t, high)
            if not follows and not _is_finite(value, t, high):
                raise NotElementary("a break point where no formula has a value")
            condition.append(sympy.Lt(t, high) if follows else sympy.Le(t, high))
        arms.append((value, sympy.And(*condition)))
    joined = [arms[0]]
    for (before, _), (value, condition) in pairwise(arms):
        if value == before:
            joined[-1] = (value, sympy.Or(joined[-1][1], condition))
        else:
            joined.append((value, condition))
    return _with_zero_last(joined)


def _is_finite(value: Any, t: Any, point: Any) -> bool:
    return not value.subs(t, point).has(*_SINGULAR)


def _with_zero_last(arms: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    kept = [arm for arm in arms if arm[0] != 0]
    if len(kept) < len(arms):
        return [*kept, (sympy.Integer(0), sympy.true)]
    return [*kept[:-1], (kept[-1][0], sympy.true)]
