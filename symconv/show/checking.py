"""The check lines of an exact solution: continuity at the break points, area of the result."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import sympy

from symconv.algebra import analysis
from symconv.algebra.constants import expression, number
from symconv.algebra.distribution import Distribution
from symconv.algebra.existence import Existence
from symconv.algebra.exppoly import ExpPoly
from symconv.algebra.signs import Facts
from symconv.errors import SymconvError
from symconv.methods.exponential import Solution
from symconv.reading import read
from symconv.show.exactly import NotShown, SolvedCase
from symconv.show.plain import text
from symconv.show.subject import Subject
from symconv.show.wording import unbroken
from symconv.writing import write_exppoly

__all__ = ["exact_checks"]


def exact_checks(
    subject: Subject, solution: Solution, facts: Any, cases: list[SolvedCase]
) -> list[Any]:
    """The check lines; raises NotShown where one fails."""
    return [*_continuity(subject, solution, cases), *_area(subject, solution, facts)]


def _continuity(subject: Subject, solution: Solution, cases: list[SolvedCase]) -> list[Any]:
    """At each break point: both pieces have one value there, or the jump."""
    h, t = solution.h, subject.problem.t
    steps = {
        expression(a): write_exppoly(part.at_zero(), t) if part.at_zero() else sympy.Integer(0)
        for a, part in h.right.items()
    }
    words = []
    for left, right in pairwise(cases):
        point = right.low
        jump = steps.get(point, sympy.Integer(0))
        if jump == 0:
            value = _value_at(right.value, t, point)
            words.append(f"at {text(t)} = {text(point)} both pieces give {unbroken(text(value))}")
        else:
            words.append(f"at {text(t)} = {text(point)} the result jumps by {text(jump)}")
        _require_same(left, right, t, point, jump, solution)
    return ["Continuity: " + "; ".join(words) + "."] if words else []


def _value_at(value: Any, t: Any, point: Any) -> Any:
    """A piece at a break point, in the shortest form."""
    constant = read(sympy.sympify(value), t, Facts()).line.recentred(number(point)).at_zero()
    return write_exppoly(constant, t) if constant else sympy.Integer(0)


def _require_same(
    left: SolvedCase, right: SolvedCase, t: Any, point: Any, jump: Any, solution: Solution
) -> None:
    """The two written pieces really differ by the jump there, in the normal form."""
    difference = sympy.sympify(right.value).subs(t, point) - sympy.sympify(left.value).subs(
        t, point
    )
    if read(sympy.sympify(difference - jump), t, Facts()) != Distribution():
        raise NotShown(f"the pieces do not meet at {point} as they should")


def _area(subject: Subject, solution: Solution, facts: Any) -> list[Any]:
    """∫ h = ∫ f · ∫ g where all three exist (for ⋆ the conjugate of f)."""
    f = solution.f
    if subject.problem.op == "correlate" and subject.problem.conjugate:
        f = f.conjugate()
    areas: list[ExpPoly] = []
    for name, part in (("f", f), ("g", solution.g), ("h", solution.h)):
        try:
            areas.append(analysis.integral(part, Existence(facts)))
        except SymconvError:
            return [f"Area: no check, for {name} has no finite area."]
    if areas[0] * areas[1] != areas[2]:
        raise NotShown("the area is not the product of the areas")
    t = subject.problem.t
    shown = [text(write_exppoly(area, t)) if area else "0" for area in areas]
    factors = " · ".join(f"({part})" if " " in part else part for part in shown[:2])
    return [f"Area: ∫ h = {shown[2]} = {factors}, the product of the areas of f and g."]
