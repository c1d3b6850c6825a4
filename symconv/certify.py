"""The check of last resort: answer and defining integral, enclosed and compared.

A method that has no exact proof hands its expression to `certify`. At chosen points the value of
the expression and the defining integral are enclosed independently, to at least 100 bits. All
overlap: status "enclosed", with the points in the certificate. One pair of disjoint balls: the
expression is wrong, which is a fault of the method that proposed it; `certify` says so by the
warning `RefutedForm` and returns None. A ball that cannot be made tight: None as well.

The points: on every interval between the break points of the answer and those that the definition
has (sums of break points of f and g; differences for ⋆), near both ends and in between; on both
tails near and far; for two draws of the parameters in every arm of the answer's conditions. They
depend on nothing but the problem and the answer (seeded by SHA-256 of their canonical text).
"""

from __future__ import annotations

import hashlib
import itertools
import random
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sympy
from flint import arb

from symconv.closedform import ENCLOSED, Certificate
from symconv.draws import NoDraw, Wish, both_signs, draw, is_met, optional_wishes, required_wishes
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
from symconv.enclosure.breakpoints import distinct_sorted
from symconv.enclosure.panels import marks
from symconv.errors import DivergentIntegral, InvalidInput, Unresolved
from symconv.problem import Problem

__all__ = ["Examination", "RefutedForm", "certify", "examine"]

_BITS = 100
_SLACK = 16
_ZERO_BITS = 200
_DRAWS_PER_ARM = 2
_MOST_DRAWS = 40
_FAR = (11, 5, 3)
_DIGITS = 35
_SWITCHES = (sympy.Heaviside, sympy.DiracDelta, sympy.Max, sympy.Min, sympy.sign, sympy.Piecewise)


class RefutedForm(RuntimeWarning):
    """A method proposed a wrong expression. It is not returned, but the method has a fault."""


@dataclass(frozen=True)
class Examination:
    """The outcome: a certificate, or the reason why there is none.

    `witness` is set where the expression is refuted: t, parameters and the two disjoint balls.
    """

    certificate: Certificate | None
    reason: str = ""
    witness: Mapping[str, Any] | None = None


class _Stop(Exception):  # an outcome, not an error
    """The examination ends without a certificate."""

    def __init__(self, reason: str, witness: Mapping[str, Any] | None = None):
        self.outcome = Examination(None, reason, witness)
        super().__init__(reason)


def certify(
    problem: Problem,
    expr: Any,
    *,
    breakpoints: Iterable[Any] | None = None,
    conditions: Iterable[Any] = (),
    untrusted: bool = False,
) -> Certificate | None:
    """The certificate that `expr` overlaps the problem's integral as balls at all chosen points.

    Hypotheses
    ----------
    `expr` is an expression in problem.t that is meant to hold almost everywhere, for all
    parameters that satisfy their assumptions, problem.assuming and `conditions`.

    Parameters
    ----------
    problem : Problem
    expr : Expr
    breakpoints : further places, in problem.t and the parameters, to test on both sides
    conditions : relations between parameters under which alone the answer is claimed
    untrusted : the expression comes from a search that may fail: no warning when it is wrong

    Returns
    -------
    Certificate of status "enclosed"; None where a ball is disjoint or cannot be made tight. The
    reason is in `examine`, which takes the same arguments.

    Raises
    ------
    NoClosedForm
        The problem's time is up.

    Warns
    -----
    RefutedForm
        The expression is wrong; the message holds the point and both values.

    Examples
    --------
    >>> from sympy import Rational, Symbol, erf, exp, pi, sqrt
    >>> from symconv.problem import Problem
    >>> x, t = Symbol("x", real=True), Symbol("t", real=True)
    >>> problem = Problem(exp(-x**2), exp(-x**2), x, t)
    >>> certify(problem, sqrt(pi / 2) * exp(-t**2 / 2)).status
    'enclosed'
    >>> examine(problem, sqrt(pi / 2) * exp(-t**2)).certificate is None
    True
    """
    outcome = examine(problem, expr, breakpoints=breakpoints, conditions=conditions)
    if outcome.witness is not None and not untrusted:
        warnings.warn(RefutedForm(f"{outcome.reason} in {expr}"), stacklevel=2)
    return outcome.certificate


def examine(
    problem: Problem,
    expr: Any,
    *,
    breakpoints: Iterable[Any] | None = None,
    conditions: Iterable[Any] = (),
) -> Examination:
    """The same comparison with its reason and, where the expression is wrong, the witness."""
    try:
        _refuse_unseen_masses(problem, expr)
        rng = random.Random(_seed(problem, expr))
        draws = _draws(problem, expr, tuple(conditions), rng)
        points: list[dict[str, Any]] = []
        for values in draws:
            points += _compare_draw(problem, expr, tuple(breakpoints or ()), values, rng)
    except _Stop as stop:
        return stop.outcome
    argument = (
        f"answer and defining integral overlap as balls of at least {_BITS} bits at "
        f"{len(points)} points, {len(draws)} parameter draw(s)"
    )
    return Examination(
        Certificate(ENCLOSED, argument, {"bits": _BITS, "draws": len(draws), "points": points})
    )


def _refuse_unseen_masses(problem: Problem, expr: Any) -> None:
    """Balls at points see no point mass, so an answer that has or should have one is not judged."""
    if expr.has(sympy.DiracDelta):
        raise _Stop("the answer has point masses, which values at points do not show")
    masses = [f.atoms(sympy.DiracDelta) for f in (problem.f, problem.g)]
    if all(masses) or any(len(mass.args) > 1 for found in masses for mass in found):
        raise _Stop("point masses of the result would not be seen")


def _seed(problem: Problem, expr: Any) -> int:
    parts = (problem.f, problem.g, problem.x, problem.t, expr, *problem.assuming)
    text = "|".join([problem.op, str(problem.conjugate), *(sympy.srepr(p) for p in parts)])
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def _draws(
    problem: Problem, expr: Any, conditions: tuple[Any, ...], rng: random.Random
) -> list[dict[Any, Any]]:
    t = problem.t
    symbols = set(problem.parameters) | (expr.free_symbols - {t, problem.x})
    if not symbols:
        return [{}]
    relations = (*problem.assuming, *conditions)
    complex_symbols = _complex_symbols(problem, expr, symbols, relations)
    found: list[dict[Any, Any]] = []

    def add(wish: Wish, as_complex: Iterable[Any]) -> None:
        values = draw(symbols, relations, wish, rng, as_complex)
        if values not in found:
            found.append(values)

    for wish in required_wishes(expr, t):
        try:
            for index in range(_DRAWS_PER_ARM):
                add(wish, complex_symbols if index else ())
        except NoDraw as failure:
            raise _Stop(f"an arm of the answer was not reached: {failure}") from None
    for wish in (*both_signs(symbols), *optional_wishes(expr, t)):
        if len(found) < _MOST_DRAWS and not any(is_met(wish, values) for values in found):
            try:
                add(wish, ())
            except NoDraw:
                continue
    if len(found) > _MOST_DRAWS:
        raise _Stop(f"the answer needs more than {_MOST_DRAWS} parameter draws")
    return found


def _complex_symbols(
    problem: Problem, expr: Any, symbols: set[Any], relations: tuple[Any, ...]
) -> set[Any]:
    """Parameters that may be complex: not said to be real, and not where an order is needed."""
    ordered: set[Any] = set()
    for relation in relations:
        ordered |= relation.free_symbols
    for whole in (problem.f, problem.g, expr):
        for node in whole.atoms(*_SWITCHES):
            parts = [c for _, c in node.args] if isinstance(node, sympy.Piecewise) else node.args
            for part in parts:
                ordered |= part.free_symbols
    return {s for s in symbols if s.is_extended_real is None and s not in ordered}


def _compare_draw(
    problem: Problem,
    expr: Any,
    breakpoints: Sequence[Any],
    values: Mapping[Any, Any],
    rng: random.Random,
) -> list[dict[str, Any]]:
    t = sympy.Symbol(problem.t.name, real=True)
    x = sympy.Symbol(problem.x.name, real=True)
    renamed = dict(values)
    f, g = (part.xreplace({problem.x: x}).xreplace(renamed) for part in (problem.f, problem.g))
    answer = expr.xreplace({problem.t: t}).xreplace(renamed)
    given = [point.xreplace(renamed) for point in breakpoints]
    concrete = _Concrete(problem, f, g, x, answer, t, values)
    places = concrete.break_points(given)
    return [record for group in _points(places, rng) for record in concrete.compare_first(group)]


@dataclass(frozen=True)
class _Concrete:
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
            raise _Stop(f"the break points were not found: {error}") from None
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
        raise _Stop(f"no tight ball at t = {candidates[0]}, {self._shown()}: {reason}")

    def _compare(self, place: Any) -> dict[str, Any]:
        answer, integral = self._balls(place, _BITS + _SLACK)
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
            raise _Stop(f"{text} at t = {place}, {self._shown()}", record)
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
            raise _Stop(f"{error}, at t = {place}, {self._shown()}", witness) from None
        return enclose_expr(self.answer, {self.t: place}, bits), integral

    def _shown(self) -> str:
        return f"parameters {dict(self.values)}"


def _is_tight(*balls: Any) -> bool:
    return all(accuracy_bits(ball) >= _BITS for ball in balls)


def _are_zero(*balls: Any) -> bool:
    """Whether both may be 0 and are known to within 2^−200."""
    return all(
        contains_zero(ball) and bool(radius(ball) <= arb(2) ** -_ZERO_BITS) for ball in balls
    )


def _points(places: list[Any], rng: random.Random) -> Iterator[tuple[Any, ...]]:
    """Groups of points; of each group the first that can be enclosed is used."""
    if not places:
        places = [sympy.Rational(rng.randint(-8, 8), 17)]
    yield from _tail_points(places[0], -1, rng)
    for lower, upper in itertools.pairwise(places):
        width = upper - lower
        for share in (_share(rng, 4, 8), _share(rng, 26, 38), 1 - _share(rng, 4, 8)):
            yield (lower + width * share,)
    yield from _tail_points(places[-1], 1, rng)


def _tail_points(start: Any, side: int, rng: random.Random) -> Iterator[tuple[Any, ...]]:
    yield (start + side * _share(rng, 4, 8),)
    yield (start + side * _share(rng, 80, 120),)
    yield tuple(start + side * (far + _share(rng, 1, 60)) for far in _FAR)


def _share(rng: random.Random, low: int, high: int) -> Any:
    return sympy.Rational(rng.randint(low, high), 64) + sympy.Rational(rng.randint(1, 36), 64 * 37)


def _rational_near(number: Any) -> Any:
    if number.is_Rational:
        return number
    return sympy.Rational(str(enclose_expr(number, {}, 60).real.mid().str(25, radius=False)))
