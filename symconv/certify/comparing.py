"""Answer and defining integral as balls at one point, every parameter being a number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sympy
from flint import arb

from symconv.certify.outcome import Stop
from symconv.deciding.order import distinct_sorted
from symconv.enclosure import (
    accuracy_bits,
    contains_zero,
    decimal,
    disjoint,
    enclose_convolution,
    enclose_expr,
    radius,
    to_sympy,
)
from symconv.enclosure.panels import marks
from symconv.errors import DivergentIntegral, InvalidInput, Unresolved
from symconv.problem import Problem

__all__ = ["BITS", "Concrete"]

BITS = 100
_SLACK = 16
_ZERO_BITS = 200
_DIGITS = 35


@dataclass(frozen=True)
class Concrete:
    """The problem and the answer with numbers for all parameters."""

    problem: Problem
    f: Any
    g: Any
    x: Any
    answer: Any
    t: Any
    values: Mapping[Any, Any]

    def break_points(self, given: list[Any]) -> list[Any]:
        """Those of the answer and of the definition, as rationals close by, ascending."""
        try:
            own = marks(self.answer, self.t)
            first, second = marks(self.f, self.x), marks(self.g, self.x)
            sign = 1 if self.problem.op == "convolve" else -1
            sums = [sympy.expand(b + sign * a) for a in first for b in second]
            ordered = distinct_sorted([*own, *sums, *given])
        except (InvalidInput, Unresolved, NotImplementedError) as error:
            raise Stop(f"the break points were not found: {error}") from None
        return [_rational_near(point) for point in ordered]

    def compare_first(self, candidates: Sequence[Any]) -> list[dict[str, Any]]:
        """The record of the first candidate that both sides can be enclosed at."""
        reason = ""
        for place in candidates:
            self.problem.check_time("enclosing the answer")
            try:
                return [self._compare(place)]
            except (Unresolved, InvalidInput, NotImplementedError) as error:
                reason = f"{type(error).__name__}: {error}"
        raise Stop(f"no tight ball at t = {candidates[0]}, {self._shown()}: {reason}")

    def _compare(self, place: Any) -> dict[str, Any]:
        answer, integral = self._balls(place, BITS + _SLACK)
        if not _is_tight(answer, integral):
            answer, integral = self._balls(place, _ZERO_BITS + _SLACK)
        record = {
            "t": str(place),
            "parameters": {str(s): str(v) for s, v in self.values.items()},
            "answer": decimal(answer, _DIGITS),
            "integral": decimal(integral, _DIGITS),
        }
        if disjoint(answer, integral):
            text = f"{to_sympy(answer)} is not the integral {to_sympy(integral)}"
            raise Stop(f"{text} at t = {place}, {self._shown()}", record)
        if not _is_tight(answer, integral) and not _are_zero(answer, integral):
            raise Unresolved(f"the balls at {place} are wide", point=place)
        return record

    def _balls(self, place: Any, bits: int) -> tuple[Any, Any]:
        problem = self.problem
        try:
            integral = enclose_convolution(
                self.f, self.g, self.x, place, bits=bits, op=problem.op,
                conjugate=problem.conjugate, principal_value=problem.principal_value,
            )  # fmt: skip
        except DivergentIntegral as error:
            witness = {"t": str(place), "integral": str(error)}
            raise Stop(f"{error}, at t = {place}, {self._shown()}", witness) from None
        return enclose_expr(self.answer, {self.t: place}, bits), integral

    def _shown(self) -> str:
        return f"parameters {dict(self.values)}"


def _is_tight(*balls: Any) -> bool:
    return all(accuracy_bits(ball) >= BITS for ball in balls)


def _are_zero(*balls: Any) -> bool:
    """Whether both may be 0 and are known to within 2^−200."""
    return all(
        contains_zero(ball) and bool(radius(ball) <= arb(2) ** -_ZERO_BITS) for ball in balls
    )


def _rational_near(number: Any) -> Any:
    if number.is_Rational:
        return number
    return sympy.Rational(str(enclose_expr(number, {}, 60).real.mid().str(25, radius=False)))
