"""The case-by-case solution in the exact class: every line decided by exact algebra.

For each overlap: the integrand f(x) g(t ∓ x) as an exponential polynomial in x with coefficients in
t; its antiderivative, differentiated back; the difference of its values at the ends. The sum over
the overlaps is compared with the closed form's piece in the normal form. What is displayed is read
back, and must be what was computed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression
from symconv.algebra.distribution import Distribution
from symconv.algebra.elements import ZERO, from_generator
from symconv.algebra.exppoly import ExpPoly
from symconv.algebra.generators import parameter
from symconv.algebra.numbers import Number
from symconv.algebra.relations import compare
from symconv.algebra.signs import Facts
from symconv.methods.exponential import Solution
from symconv.reading import read
from symconv.reading.conditions import pieces
from symconv.show.overlaps import Overlap, Part, Region, corners, regions
from symconv.show.subject import Subject
from symconv.writing import write_exppoly

__all__ = ["NotShown", "SolvedCase", "SolvedOverlap", "solved_cases"]


class NotShown(Exception):  # an answer
    """This way of telling does not fit the problem; the message says why."""


@dataclass(frozen=True)
class SolvedOverlap:
    """One integral: integrand, ends, and the antiderivative where one is written down."""

    integrand: Any
    lower: Any
    upper: Any
    primitive: Any


@dataclass(frozen=True)
class SolvedCase:
    """One interval of t: its integrals, what masses pick out, the value."""

    low: Any
    high: Any
    overlaps: tuple[SolvedOverlap, ...]
    sifted: Any
    value: Any


def solved_cases(
    subject: Subject, solution: Solution, facts: Facts
) -> tuple[list[SolvedCase], list[Any]]:
    """All cases in order, and the conditions on parameters under which they hold.

    Raises NotShown where a line cannot be proved; Split where an order is open.
    """
    return _Solver(subject, solution, facts).solve()


class _Solver:
    def __init__(self, subject: Subject, solution: Solution, facts: Facts):
        self.subject, self.solution, self.facts = subject, solution, facts
        self.x, self.t = subject.problem.x, subject.problem.t
        self.time: Number = from_generator(parameter(self.t))
        first = solution.f
        if subject.problem.op == "correlate" and subject.problem.conjugate:
            first = first.conjugate()
        self.f, self.g = first, solution.g
        self.conditions: list[Any] = []

    def solve(self) -> tuple[list[SolvedCase], list[Any]]:
        flips = self.subject.flips
        points = corners(self.f.points, self.g.points, flips, self.facts)
        found = regions(self._parts(self.f), self._parts(self.g), points, flips)
        cases = [self._case(region, points[:index]) for index, region in enumerate(found)]
        return cases, self.conditions

    def _parts(self, f: Distribution) -> list[Part]:
        parts = pieces(f, self.facts)
        ends = [start for start, _ in parts] + [None]
        return [
            Part(start, stop, write_exppoly(value, self.x), value)
            for (start, value), stop in zip(parts, ends[1:], strict=True)
            if value
        ]

    def _case(self, region: Region, before: list[Number]) -> SolvedCase:
        expected = self._piece(self.solution.h, before)
        picked = self._sifted(before)
        sifted = write_exppoly(picked, self.t) if picked else sympy.Integer(0)
        total = self._at_time(picked)
        overlaps = []
        for overlap in region.overlaps:
            shown, value = self._overlap(overlap)
            overlaps.append(shown)
            total = total + value
        if self._at_time(expected) != total:
            raise NotShown("the sum of the integrals is not the closed form's piece")
        center = before[-1] if before else ZERO
        value = write_exppoly(expected, self.t, center) if expected else sympy.Integer(0)
        self._read_back(value, self.t, expected)
        low = None if region.low is None else expression(region.low)
        high = None if region.high is None else expression(region.high)
        return SolvedCase(low, high, tuple(overlaps), sifted, value)

    def _at_time(self, value: ExpPoly) -> ExpPoly:
        """An exponential polynomial of t, as a constant whose parameter is t."""
        return value.recentred(self.time).at_zero()

    def _piece(self, h: Distribution, before: list[Number]) -> ExpPoly:
        """The function that h is right of the points `before`, left of all others."""
        total = h.line.copy()
        for a, part in h.right.items():
            if a in before:
                total.add(part.recentred(-a))
        return total

    def _sifted(self, before: list[Number]) -> ExpPoly:
        """What the masses pick out of the pieces, from the algebra's own product, in t."""
        from symconv.algebra.convolution import convolve
        from symconv.algebra.existence import Existence

        first = self.f if self.subject.flips else self.f.reflected()
        total = ExpPoly()
        for own, other in (
            (Distribution(mass=first.mass), Distribution(self.g.line, self.g.right)),
            (Distribution(mass=self.g.mass), Distribution(first.line, first.right)),
        ):
            if own and other:
                total.add(self._piece(convolve(own, other, Existence(self.facts)), before))
        return total

    def _overlap(self, overlap: Overlap) -> tuple[SolvedOverlap, ExpPoly]:
        """The displayed integral, and its value as a constant with t as a parameter."""
        flips = self.subject.flips
        kernel = overlap.g.payload
        moved = kernel.dilated(fmpq(-1)).recentred(-self.time) if flips else kernel.recentred(
            self.time
        )  # fmt: skip
        integrand = overlap.f.payload * moved
        primitive = self._primitive(integrand)
        upper = self._at_end(primitive, overlap.upper, overlap.upper_moves, 1)
        lower = self._at_end(primitive, overlap.lower, overlap.lower_moves, -1)
        value = upper + lower.scaled(fmpq(-1))
        shown = overlap.f.expr * overlap.g.expr.subs(self.x, self.subject.moved)
        written = write_exppoly(primitive, self.x)
        self._read_back(shown, self.x, integrand)
        self._read_back(written, self.x, primitive)
        return SolvedOverlap(shown, *overlap.ends(self.t, flips), written), value

    def _primitive(self, integrand: ExpPoly) -> ExpPoly:
        """∫ x^n/n! e^{λx} = Σ_k (−1)^k x^{n−k}/(n−k)! e^{λx}/λ^{k+1}; differentiated back."""
        total = ExpPoly()
        for key, n, c in integrand.items():
            if key.lam == 0:
                total.add_term(key, n + 1, c)
                continue
            self._require_nonzero(key.lam)
            down = nb.inverse(key.lam)
            weight = c * down
            for k in range(n + 1):
                total.add_term(key, n - k, weight)
                weight = -(weight * down)
        if total.derivative() != integrand:
            raise NotShown("an antiderivative does not differentiate back")
        return total

    def _require_nonzero(self, lam: Number) -> None:
        if self.facts.nonzero(lam) is True:
            return
        condition = compare(lam, sympy.Ne)
        if condition not in self.conditions:
            self.conditions.append(condition)

    def _at_end(self, primitive: ExpPoly, end: Number | None, moves: bool, side: int) -> ExpPoly:
        if end is None:
            self._require_decay(primitive, side)
            return ExpPoly()
        if not moves:
            place = end
        else:
            place = self.time - end if self.subject.flips else end - self.time
        return primitive.recentred(place).at_zero()

    def _require_decay(self, primitive: ExpPoly, side: int) -> None:
        for key in primitive.terms:
            if self.facts.sign(nb.real_part(key.lam)) != -side:
                raise NotShown("an antiderivative does not vanish at infinity by known signs")

    def _read_back(self, shown: Any, variable: Any, meant: ExpPoly) -> None:
        if read(sympy.sympify(shown), variable, self.facts) != Distribution(meant):
            raise NotShown(f"{shown} read back is not what was computed")
