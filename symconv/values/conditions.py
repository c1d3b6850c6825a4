"""Conditions and zero tests, decided by disjoint balls or exactly, never by a guess.

A condition compiles to `decide(point, analytic) -> True | False | None`; None means that the
balls straddle. An exact point settles a straddling relation by an exact zero test: rational
arithmetic, or the minimal polynomial of an algebraic number.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy
from sympy import Expr
from sympy.logic.boolalg import And, Boolean, BooleanFalse, BooleanTrue, Not, Or

from symconv.errors import InvalidInput
from symconv.values.balls import contains_zero, is_finite
from symconv.values.points import Evaluator, Point, vanishes_at

__all__ = ["Decider", "compile_condition"]

Decider = Callable[[Point, bool], bool | None]


def compile_condition(condition: Any, compile_child: Callable[[Expr], Evaluator]) -> Decider:
    """Compile a relation or a Boolean combination of relations."""
    if isinstance(condition, BooleanTrue | BooleanFalse | bool):
        constant = bool(condition)
        return lambda point, analytic: constant
    if isinstance(condition, sympy.core.relational.Relational):
        return _compile_relation(condition, compile_child)
    if isinstance(condition, sympy.Contains):
        place, region = condition.args
        try:
            relations = region.as_relational(place)
        except (AttributeError, NotImplementedError, ValueError):
            raise InvalidInput(
                f"{condition} is not read: {region} is no union of intervals"
            ) from None
        return compile_condition(relations, compile_child)
    if isinstance(condition, Not):
        inner = compile_condition(condition.args[0], compile_child)
        return _negated(inner)
    if isinstance(condition, And | Or):
        parts = tuple(compile_condition(part, compile_child) for part in condition.args)
        return _combined(parts, decisive=isinstance(condition, Or))
    if isinstance(condition, Boolean):
        return compile_condition(sympy.to_dnf(condition), compile_child)
    raise InvalidInput(f"{condition} is not a condition made of relations, &, | and ~")


def _negated(inner: Decider) -> Decider:
    def decide(point: Point, analytic: bool) -> bool | None:
        answer = inner(point, analytic)
        return None if answer is None else not answer

    return decide


def _combined(parts: tuple[Decider, ...], decisive: bool) -> Decider:
    """Or (decisive=True) or And (decisive=False): one decisive part settles the whole."""

    def decide(point: Point, analytic: bool) -> bool | None:
        answers = [part(point, analytic) for part in parts]
        if decisive in answers:
            return decisive
        return None if None in answers else not decisive

    return decide


def _compile_relation(relation: Any, compile_child: Callable[[Expr], Evaluator]) -> Decider:
    difference = relation.lhs - relation.rhs
    value = compile_child(difference)
    name = relation.rel_op
    if name not in _BY_SIGN:
        raise InvalidInput(f"the relation {relation} is none of ==, !=, <, <=, >, >=")
    at_negative, at_zero, at_positive = _BY_SIGN[name]

    def decide(point: Point, analytic: bool) -> bool | None:
        ball = value(point, analytic)
        if name in ("==", "!="):
            if not contains_zero(ball):
                return at_positive
        else:
            if not analytic and is_finite(ball) and not ball.imag.contains(0):
                raise InvalidInput(f"{relation} compares numbers that are not real")
            if bool(ball.real > 0):
                return at_positive
            if bool(ball.real < 0):
                return at_negative
        if ball.is_zero() or (not analytic and vanishes_at(difference, point.exact)):
            return at_zero
        return None

    return decide


_BY_SIGN: dict[str, tuple[bool, bool, bool]] = {
    "==": (False, True, False),
    "!=": (True, False, True),
    "<": (True, False, False),
    "<=": (True, True, False),
    ">": (False, False, True),
    ">=": (False, True, True),
}
