"""The case-by-case solution outside the exact class: integrals set up exactly, verified by balls.

For each region the integrals between the overlap's ends are added as balls and compared with the
ball of the closed form's piece, at two inner points and for drawn parameters. An antiderivative is
shown where the table of `symconv.antiderivatives` proves one and its balls agree, too.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import sympy
from flint import acb

from symconv.algebra.constants import expression
from symconv.algebra.signs import Facts
from symconv.antiderivatives.display import Display
from symconv.antiderivatives.field import T_NUMBER, X_NUMBER, X
from symconv.antiderivatives.primitives import proved_primitive
from symconv.antiderivatives.signs import CutAt, Interval
from symconv.antiderivatives.slices import resolved_pieces
from symconv.antiderivatives.smooth import SmoothReader
from symconv.antiderivatives.sums import NotElementary
from symconv.draws import NoDraw, draw
from symconv.enclosure import disjoint, enclose_expr, enclose_integral, working_precision
from symconv.errors import DivergentIntegral, SymconvError
from symconv.show.exactly import NotShown, SolvedCase, SolvedOverlap
from symconv.show.overlaps import Overlap, Part, Region, corners, regions
from symconv.show.subject import Subject

__all__ = ["agrees", "cases_by_balls", "drawn_values", "inner_points"]

_BITS = 53


def cases_by_balls(subject: Subject, facts: Facts) -> list[SolvedCase]:
    """All cases in order, each verified by balls.

    Raises NotShown where the problem does not split this way, or a ball could not be proved.
    """
    problem = subject.problem
    if any(part.has(sympy.DiracDelta) for part in (problem.f, problem.g, subject.answer.expr)):
        raise NotShown("point masses outside the exact class")
    f, g = (_parts(part, problem.x, facts) for part in (subject.f, problem.g))
    if not f or not g:
        raise NotShown("one function is 0")
    points = corners(_ends(f), _ends(g), subject.flips, facts)
    values = drawn_values(subject)
    answer = _pieces(subject.answer.expr, problem.t, facts)
    return [
        _case(subject, region, answer, facts, values)
        for region in regions(f, g, points, subject.flips)
    ]


def _pieces(expr: Any, x: Any, facts: Facts) -> list[tuple[Interval, Any]]:
    try:
        return resolved_pieces(expr, x, facts)
    except (NotElementary, SymconvError) as error:
        raise NotShown(str(error)) from None


def _parts(expr: Any, x: Any, facts: Facts) -> list[Part]:
    return [
        Part(interval.low, interval.high, smooth)
        for interval, smooth in _pieces(expr, x, facts)
        if smooth != 0
    ]


def _ends(parts: list[Part]) -> list[Any]:
    found = [end for part in parts for end in (part.low, part.high) if end is not None]
    return list(dict.fromkeys(found))


def drawn_values(subject: Subject) -> dict[Any, Any]:
    """Exact values for the parameters that satisfy all that is assumed. Raises NotShown."""
    problem = subject.problem
    relations = (*problem.assuming, *subject.answer.conditions)
    try:
        return draw(problem.parameters, relations, (), random.Random(str(problem.f)))
    except NoDraw as error:
        raise NotShown(str(error)) from None


def _case(
    subject: Subject,
    region: Region,
    answer: list[tuple[Interval, Any]],
    facts: Facts,
    values: Mapping[Any, Any],
) -> SolvedCase:
    value = _piece_on(region, answer, facts)
    overlaps = tuple(_shown(subject, overlap, facts) for overlap in region.overlaps)
    low, high = (None if e is None else expression(e) for e in (region.low, region.high))
    t = subject.problem.t
    checked = []
    for point in inner_points(low, high, values):
        where = {**values, t: point}
        balls = [_integral(subject, overlap, where) for overlap in overlaps]
        with working_precision(2 * _BITS):
            total = sum(balls, acb(0))
        if not agrees(total, value, where):
            raise NotShown(f"the integrals and the closed form are not proved to agree at {point}")
        checked.append(list(zip(overlaps, balls, [where] * len(balls), strict=True)))
    kept = tuple(_with_proved_primitive(subject, column) for column in zip(*checked, strict=True))
    return SolvedCase(low, high, kept, sympy.Integer(0), value)


def _piece_on(region: Region, answer: list[tuple[Interval, Any]], facts: Facts) -> Any:
    for interval, value in answer:
        starts = interval.low is None or _at_most(interval.low, region.low, facts)
        ends = interval.high is None or _at_most(region.high, interval.high, facts)
        if starts and ends:
            return value
    raise NotShown("the closed form has a break point of its own")


def _at_most(low: Any, high: Any, facts: Facts) -> bool:
    if low is None or high is None:
        return False
    return low == high or facts.sign(high - low) == 1


def _shown(subject: Subject, overlap: Overlap, facts: Facts) -> SolvedOverlap:
    problem = subject.problem
    integrand = overlap.f.expr * overlap.g.expr.subs(problem.x, subject.moved)
    ends = overlap.ends(problem.t, subject.flips)
    return SolvedOverlap(integrand, *ends, _primitive(subject, overlap, facts))


def _primitive(subject: Subject, overlap: Overlap, facts: Facts) -> Any:
    """A proved antiderivative in x, or None."""
    x, t = subject.problem.x, subject.problem.t
    try:
        f, g = (
            SmoothReader(x, Interval(part.low, part.high), facts).read(part.expr)
            for part in (overlap.f, overlap.g)
        )
        inner = T_NUMBER - X_NUMBER if subject.flips else T_NUMBER + X_NUMBER
        found = proved_primitive(f * g.substitute({X: inner}), X, facts)
        written = Display(t, Interval(None, None), facts).write(found)
    except (NotElementary, CutAt, ZeroDivisionError, SymconvError):
        return None
    return written.xreplace({X.expr: x})


def _with_proved_primitive(subject: Subject, column: Any) -> SolvedOverlap:
    """The overlap, its antiderivative kept only where the balls at finite ends agree with it."""
    overlap = column[0][0]
    x = subject.problem.x
    finite = overlap.lower.is_infinite is not True and overlap.upper.is_infinite is not True
    if overlap.primitive is None or not finite:
        return SolvedOverlap(overlap.integrand, overlap.lower, overlap.upper, None)
    ends = overlap.primitive.subs(x, overlap.upper) - overlap.primitive.subs(x, overlap.lower)
    if all(_safely_agrees(ball, ends, where) for _, ball, where in column):
        return overlap  # type: ignore[no-any-return]
    return SolvedOverlap(overlap.integrand, overlap.lower, overlap.upper, None)


def _safely_agrees(ball: Any, expr: Any, where: Mapping[Any, Any]) -> bool:
    try:
        return agrees(ball, expr, where)
    except NotShown:
        return False


def _integral(subject: Subject, overlap: SolvedOverlap, where: Mapping[Any, Any]) -> Any:
    exact = {symbol: sympy.sympify(value) for symbol, value in where.items()}
    integrand, lower, upper = (
        sympy.sympify(part).xreplace(exact)
        for part in (overlap.integrand, overlap.lower, overlap.upper)
    )
    try:
        return enclose_integral(integrand, subject.problem.x, lower, upper, bits=_BITS)
    except DivergentIntegral:
        raise NotShown("a part of the integral diverges by itself") from None
    except SymconvError as error:
        raise NotShown(f"an integral was not enclosed: {error}") from None


def agrees(ball: Any, expr: Any, where: Mapping[Any, Any]) -> bool:
    """Whether a ball and the ball of an expression overlap, both narrow. Raises NotShown."""
    try:
        value = enclose_expr(sympy.sympify(expr), where, _BITS)
    except SymconvError as error:
        raise NotShown(f"{expr} was not enclosed: {error}") from None
    return not disjoint(ball, value)


def inner_points(low: Any, high: Any, values: Mapping[Any, Any]) -> list[Any]:
    """Two rational points inside an interval of t, for given parameters."""
    exact = {symbol: sympy.sympify(value) for symbol, value in values.items()}
    start, stop = (None if e is None else Fraction(str(sympy.sympify(e).xreplace(exact).evalf(30)))
                   for e in (low, high))  # fmt: skip
    if start is None and stop is None:
        chosen = [Fraction(-3, 7), Fraction(9, 8)]
    elif start is None:
        chosen = [stop - Fraction(1, 3), stop - Fraction(9, 8)]  # type: ignore[operator]
    elif stop is None:
        chosen = [start + Fraction(1, 3), start + Fraction(9, 8)]
    else:
        chosen = [start + (stop - start) * share for share in (Fraction(1, 3), Fraction(5, 7))]
    return [sympy.Rational(p.limit_denominator(10**6)) for p in chosen]
