"""For which parameters and where an answer is tested, drawn from a generator with a fixed seed.

Two draws in every arm, real and complex; points in every interval between break points, near both
ends and inside, and on both tails near and far.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Iterator
from typing import Any

import sympy

from symconv.deciding.order import compare
from symconv.draws import NoDraw, Wish, both_signs, draw, is_met, optional_wishes, required_wishes
from symconv.problem import Problem

__all__ = ["Unreached", "parameter_draws", "point_groups"]

_DRAWS_PER_ARM = 2
_MOST_DRAWS = 40
_SWITCHES = (sympy.Heaviside, sympy.DiracDelta, sympy.Max, sympy.Min, sympy.sign, sympy.Piecewise)
_FAR = (11, 5, 3)


class Unreached(Exception):  # an outcome, not an error
    """No draw reaches an arm, or too many are needed."""


def parameter_draws(problem: Problem, expr: Any, rng: random.Random) -> list[dict[Any, Any]]:
    """Values for all parameters that reach every arm of the answer; Unreached where they do not."""
    t = problem.t
    symbols = set(problem.parameters) | (expr.free_symbols - {t, problem.x})
    if not symbols:
        return [{}]
    relations = problem.assuming
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
            raise Unreached(f"an arm of the answer was not reached: {failure}") from None
    for wish in (*both_signs(symbols), *optional_wishes(expr, t)):
        if len(found) < _MOST_DRAWS and not any(is_met(wish, values) for values in found):
            try:
                add(wish, ())
            except NoDraw:
                continue
    if len(found) > _MOST_DRAWS:
        raise Unreached(f"the answer needs more than {_MOST_DRAWS} parameter draws")
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


def point_groups(places: list[Any], window: Any, rng: random.Random) -> Iterator[tuple[Any, ...]]:
    """Groups of points inside the window (None: the line); of each the first that can be enclosed.

    `places`: where the sides may break, ascending. No point is a place or an end of the window.
    """
    low, high = (-sympy.oo, sympy.oo) if window is None else (window.start, window.end)
    inside = [p for p in places if _is_below(low, p) and _is_below(p, high)]
    ends = [*([] if low.is_infinite else [low]), *inside, *([] if high.is_infinite else [high])]
    if not ends:
        ends = [sympy.Rational(rng.randint(-8, 8), 17)]
    if low.is_infinite:
        yield from _tail_points(ends[0], -1, rng)
    for lower, upper in itertools.pairwise(ends):
        width = upper - lower
        for share in (_share(rng, 4, 8), _share(rng, 26, 38), 1 - _share(rng, 4, 8)):
            yield (lower + width * share,)
    if high.is_infinite:
        yield from _tail_points(ends[-1], 1, rng)


def _is_below(left: Any, right: Any) -> bool:
    return left == -sympy.oo or right == sympy.oo or compare(left, right) < 0


def _tail_points(start: Any, side: int, rng: random.Random) -> Iterator[tuple[Any, ...]]:
    yield (start + side * _share(rng, 4, 8),)
    yield (start + side * _share(rng, 80, 120),)
    yield tuple(start + side * (far + _share(rng, 1, 60)) for far in _FAR)


def _share(rng: random.Random, low: int, high: int) -> Any:
    return sympy.Rational(rng.randint(low, high), 64) + sympy.Rational(rng.randint(1, 36), 64 * 37)
