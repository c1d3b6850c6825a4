"""A refuted claim beside the right answer, in two forms in which slips can be tried on them.

As distributions every question is answered by the normal form; as expressions balls at a few points
sort out and the comparison decides. The number of attempts is bounded.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Any, Protocol

import sympy

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression, number
from symconv.algebra.convolution import convolve
from symconv.algebra.distribution import Distribution
from symconv.algebra.existence import Existence
from symconv.algebra.exppoly import ExpPoly
from symconv.algebra.signs import Facts
from symconv.check.comparing import compare_expressions
from symconv.check.regions import restricted
from symconv.check.sampling import ends_in_order
from symconv.enclosure import disjoint, enclose_expr, working_precision
from symconv.errors import InvalidInput, SymconvError, Unresolved
from symconv.operators.kinds import solve
from symconv.operators.posing import pose
from symconv.problem import Problem
from symconv.reading import Split
from symconv.truth import Status

__all__ = ["FACTORS", "ExactPair", "Pair", "WrittenPair"]

_MOST_SHIFTS = 8
_BITS = 80
_DIGITS = 24
_LARGEST_DENOMINATOR = 10**10
_REFUSED = (Unresolved, InvalidInput, NotImplementedError)
_TURN = 2 * sympy.pi
FACTORS = {
    sympy.Integer(-1): "sign",
    _TURN: "factor 2π",
    1 / _TURN: "factor 1/(2π)",
    sympy.sqrt(_TURN): "factor √(2π)",
    1 / sympy.sqrt(_TURN): "factor 1/√(2π)",
}


class Pair(Protocol):
    """A refuted claim with the right answer, in a form in which slips can be tried."""

    def factors(self) -> list[Any]:
        """Constants c for which the claim may be c times the answer."""

    def is_scaled(self, factor: Any) -> bool:
        """Whether the claim is factor·answer."""

    def is_reflected(self) -> bool:
        """Whether the claim is the answer at −t."""

    def shifts(self) -> list[Any]:
        """Values s for which the claim may be the answer at t − s."""

    def is_shifted(self, by: Any) -> bool:
        """Whether the claim is the answer at t − by."""

    def is_operation(self, op: str, exchanged: bool) -> bool:
        """Whether the claim is what another operation on f and g gives."""

    def agrees_on(self, interval: Any) -> bool:
        """Whether claim and answer agree there, and the answer is not 0 there."""

    def vanishing(self, where: Any) -> str | None:
        """'answer' or 'claim', whichever is 0 on the region."""

    def is_right_outside(self, where: Any) -> bool:
        """Whether claim and answer agree on the rest of the line."""


class ExactPair:
    """Claim and answer as distributions; every question is answered by their normal form."""

    def __init__(
        self,
        claim: Distribution,
        answer: Distribution,
        factors: tuple[Distribution, Distribution],
        problem: Problem,
        facts: Facts,
        on: Any,
    ):
        self.claim = claim
        self.answer = answer
        self.f, self.g = factors
        self.problem = problem
        self.facts = facts
        self.on = on

    def _is(self, candidate: Distribution) -> bool:
        try:
            return bool(restricted(candidate, self.on, self.facts) == self.claim)
        except (Split, SymconvError):
            return False

    def factors(self) -> list[Any]:
        """The quotient of the first coefficients that belong together."""
        for ours, theirs in _matching(self.claim, self.answer):
            for key, n, c in theirs.items():
                mine = ours.terms.get(key, {}).get(n)
                if mine is not None:
                    return [expression(mine * nb.inverse(c))]
        return []

    def is_scaled(self, factor: Any) -> bool:
        """Whether the claim is factor·answer."""
        return self._is(self.answer.scaled(number(factor)))

    def is_reflected(self) -> bool:
        """Whether the claim is the answer at −t."""
        return self._is(self.answer.reflected())

    def shifts(self) -> list[Any]:
        """Differences of break points."""
        mine = [point for point in self.claim.points if point not in self.answer.points]
        theirs = [point for point in self.answer.points if point not in self.claim.points]
        found = dict.fromkeys(a - b for a in mine for b in theirs)
        return [expression(by) for by in found][:_MOST_SHIFTS] or [sympy.S.One, sympy.S.NegativeOne]

    def is_shifted(self, by: Any) -> bool:
        """Whether the claim is the answer at t − by."""
        return self._is(self.answer.shifted(number(by)))

    def is_operation(self, op: str, exchanged: bool) -> bool:
        """Whether the claim is what another operation gives."""
        first, second = (self.g, self.f) if exchanged else (self.f, self.g)
        if op == "correlate":
            first = first.reflected()
            first = first.conjugate() if self.problem.conjugate else first
        try:
            return self._is(convolve(first, second, Existence(self.facts)))
        except SymconvError:
            return False

    def agrees_on(self, interval: Any) -> bool:
        """Whether both agree there, and the answer is not 0 there."""
        try:
            mine, theirs = (
                restricted(side, interval, self.facts) for side in (self.claim, self.answer)
            )
        except (Split, SymconvError):
            return False
        return bool(theirs) and bool(mine == theirs)

    def vanishing(self, where: Any) -> str | None:
        """Which side is 0 on the region."""
        intervals = where.args if isinstance(where, sympy.Union) else (where,)
        for name, side in (("answer", self.answer), ("claim", self.claim)):
            try:
                if all(not restricted(side, part, self.facts) for part in intervals):
                    return name
            except (Split, SymconvError, AttributeError):
                continue
        return None

    def is_right_outside(self, where: Any) -> bool:
        """The region is where the normal forms differ."""
        return True


def _matching(first: Distribution, second: Distribution) -> Iterator[tuple[ExpPoly, ExpPoly]]:
    if second.line:
        yield first.line, second.line
    for ours, theirs in ((first.right, second.right), (first.mass, second.mass)):
        for point, part in theirs.items():
            yield ours.get(point, ExpPoly()), part


class WrittenPair:
    """Claim and answer as expressions: balls at a few points sort out, the comparison decides."""

    def __init__(self, claim: Any, answer: Any, problem: Problem, on: Any):
        self.claim = claim
        self.answer = answer
        self.problem = problem
        self.on = on
        self.points = _points(claim, answer, problem.t, on)

    def _is(self, candidate: Any) -> bool:
        if not self.points:
            return False
        t = self.problem.t
        for point in self.points:
            try:
                balls = [enclose_expr(side, {t: point}, _BITS) for side in (self.claim, candidate)]
            except _REFUSED:
                return False
            if disjoint(*balls):
                return False
        try:
            found = compare_expressions(self.claim, candidate, t, self.problem.assuming, self.on)
        except SymconvError:
            return False
        return found.status is Status.PROVED

    def factors(self) -> list[Any]:
        """The usual constants, and the rational that the first point suggests."""
        return [*FACTORS, *self._ratio()]

    def _ratio(self) -> list[Any]:
        t = self.problem.t
        for point in self.points:
            try:
                mine, theirs = (
                    enclose_expr(side, {t: point}, _BITS) for side in (self.claim, self.answer)
                )
            except _REFUSED:
                continue
            with working_precision(_BITS):
                quotient = (mine / theirs).real.mid()
            if quotient.is_finite() and quotient != 0:
                exact = Fraction(str(quotient.str(_DIGITS, radius=False)))
                simple = exact.limit_denominator(_LARGEST_DENOMINATOR)
                return [sympy.Rational(simple.numerator, simple.denominator)]
        return []

    def is_scaled(self, factor: Any) -> bool:
        """Whether the claim is factor·answer."""
        return self._is(factor * self.answer)

    def is_reflected(self) -> bool:
        """Whether the claim is the answer at −t."""
        return self._is(self.answer.subs(self.problem.t, -self.problem.t))

    def shifts(self) -> list[Any]:
        """Differences of the first break points, and ±1."""
        t = self.problem.t
        mine, theirs = (ends_in_order(side, side, t) for side in (self.claim, self.answer))
        found = [mine[0] - theirs[0]] if mine and theirs else []
        return [s for s in (*found, sympy.S.One, sympy.S.NegativeOne) if s != 0]

    def is_shifted(self, by: Any) -> bool:
        """Whether the claim is the answer at t − by."""
        return self._is(self.answer.subs(self.problem.t, self.problem.t - by))

    def is_operation(self, op: str, exchanged: bool) -> bool:
        """Whether the claim is what another operation gives."""
        given = self.problem
        f, g = (given.g, given.f) if exchanged else (given.f, given.g)
        try:
            other = pose(
                op, f, g, given.x, given.t, conjugate=given.conjugate, kind=given.kind,
                period=given.period, assuming=given.assuming, timeout=5,
            )  # fmt: skip
            return self._is(solve(other).expr)
        except SymconvError:
            return False

    def agrees_on(self, interval: Any) -> bool:
        """Whether both agree there, and the answer is not 0 there."""
        t, assuming = self.problem.t, self.problem.assuming
        try:
            found = compare_expressions(self.claim, self.answer, t, assuming, interval)
            if found.status is not Status.PROVED:
                return False
            zero = compare_expressions(self.answer, sympy.S.Zero, t, assuming, interval)
        except SymconvError:
            return False
        return zero.status is Status.REFUTED

    def vanishing(self, where: Any) -> str | None:
        """Not decided for expressions."""
        return None

    def is_right_outside(self, where: Any) -> bool:
        """Whether the comparison proves them equal on every other interval."""
        rest = where.complement(sympy.S.Reals)
        intervals = rest.args if isinstance(rest, sympy.Union) else (rest,)
        t, assuming = self.problem.t, self.problem.assuming
        try:
            return all(
                compare_expressions(self.claim, self.answer, t, assuming, part).status
                is Status.PROVED
                for part in intervals
                if isinstance(part, sympy.Interval)
            )
        except SymconvError:
            return False


def _points(claim: Any, answer: Any, t: Any, on: Any) -> list[Any]:
    """Three points without a break point near them; none where parameters occur."""
    if (claim.free_symbols | answer.free_symbols) - {t}:
        return []
    places = ends_in_order(claim, answer, t) or [sympy.S.Zero]
    shares = (sympy.Rational(331, 1009), sympy.Rational(577, 1009))
    found = [places[0] - shares[0], places[-1] + shares[1]]
    found += [low + (high - low) * shares[0] for low, high in pairwise(places)]
    return [point for point in found if on is None or on.contains(point) == sympy.true][:4]
