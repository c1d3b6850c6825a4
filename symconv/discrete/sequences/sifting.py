"""Finitely many samples against any sequence: a sum of shifts.

A step times 1/n is 0 where the step is, as in every reader of sequences; as an expression it is
0·∞ there. The shifted sequence is therefore written with its support as a condition.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression
from symconv.algebra.numbers import Number
from symconv.discrete.sequences.pieces import Pieces
from symconv.discrete.sequences.problem import Pair, reader_of
from symconv.discrete.sequences.rational.reader import read_fractional
from symconv.discrete.sequences.ratios import Units, written
from symconv.discrete.sequences.terms import from_pieces
from symconv.errors import Undecided
from symconv.reading import OutsideClass, Split

__all__ = ["sifted"]

_TOTAL = (sympy.exp, sympy.sin, sympy.cos, sympy.sinh, sympy.cosh, sympy.Abs, sympy.sign)


def sifted(pair: Pair, *, longest: int = 0) -> Any:
    """Σ c f[m − k] where the other factor is Σ c δ[n − k]; None where neither is.

    A factor that is 0 outside a window of at most `longest` integers counts as such a sum.
    """
    reader = reader_of(pair, pair.facts)
    for samples, other, is_first in ((pair.f, pair.g, True), (pair.g, pair.f, False)):
        try:
            found = _values(reader.read(samples), reader.units, longest)
        except (OutsideClass, Split):
            continue
        if found is not None:
            with suppress(OutsideClass, Split, Undecided):
                read_fractional(other, reader)  # refuses a pole at an integer
            return sympy.Add(*_shifts(pair, found, supported(other, pair.n), is_first))
    return None


def supported(expr: Any, n: Any) -> Any:
    """The same sequence with a value at every integer where a step is 0 beside a pole."""
    if expr.is_Add:
        return expr.func(*(supported(term, n) for term in expr.args))
    if not expr.is_Mul:
        return expr
    steps = [(factor, _arms(factor)) for factor in expr.args]
    value = sympy.Mul(*(factor for factor, arms in steps if arms is None))
    folded = [arms for _, arms in steps if arms is not None]
    if not folded or _has_values(value, n):
        return expr
    for arms in folded:
        value = sympy.Piecewise(*((c and c * value, condition) for c, condition in arms))
    return value


def _arms(factor: Any) -> list[tuple[Any, Any]] | None:
    """The arms of a step or a Piecewise that is 0 somewhere; None for other factors."""
    if isinstance(factor, sympy.Heaviside):
        argument, middle = factor.args
        if middle in (0, 1):
            return [(1, argument >= 0 if middle else argument > 0), (0, True)]
        return [(1, argument > 0), (middle, sympy.Eq(argument, 0)), (0, True)]
    if isinstance(factor, sympy.Piecewise) and any(value == 0 for value, _ in factor.args):
        return [(0 if value == 0 else value, condition) for value, condition in factor.args]
    return None


def _has_values(expr: Any, n: Any) -> bool:
    """Whether the expression is made of functions that have a value at every integer."""
    if not expr.has(n) or expr == n:
        return True
    if expr.is_Pow and expr.base.has(n):
        total = expr.exp.is_Integer and expr.exp.is_nonnegative
    else:
        total = expr.is_Add or expr.is_Mul or expr.is_Pow or isinstance(expr, _TOTAL)
    return bool(total) and all(_has_values(part, n) for part in expr.args)


def _values(pieces: Pieces, units: Units, longest: int) -> dict[Number, Number] | None:
    """The values of a sequence that is 0 but for finitely many integers; None for others."""
    terms = from_pieces(pieces, units)
    if any(row for side in (terms.left, terms.right) for row in side.values()):
        return None
    if not terms.compact:
        return terms.samples
    lengths = [pieces.length(place) for place in range(1, len(pieces.starts))]
    total = sum(length for length in lengths if length is not None)
    if None in lengths or total > longest:
        return None
    return {
        point: value.at(point, units)
        for place, value in enumerate(pieces.values)
        if value
        for point in _points(pieces, place)
    }


def _points(pieces: Pieces, place: int) -> list[Number]:
    start, length = pieces.start(place), pieces.length(place)
    if start is None or length is None:
        raise ValueError("an infinite piece")
    return [start + fmpq(step) for step in range(length)]


def _shifts(pair: Pair, values: dict[Number, Number], other: Any, is_first: bool) -> list[Any]:
    found = []
    for point, c in values.items():
        place = written(expression(point))
        weight, where, function = c, pair.m - place, other
        if pair.op == "correlate" and is_first:
            weight = nb.conjugate(c) if pair.conjugate else c
            where = pair.m + place
        elif pair.op == "correlate":
            where = place - pair.m
            function = sympy.conjugate(other) if pair.conjugate else other
        found.append(written(expression(weight)) * function.xreplace({pair.n: where}))
    return found
