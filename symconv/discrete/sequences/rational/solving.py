"""convolve and correlate for sequences with poles; every case of the parameters by itself."""

from __future__ import annotations

from typing import Any

import sympy

from symconv.algebra import numbers as nb
from symconv.algebra.elements import ZERO
from symconv.discrete.sequences.facts import with_units
from symconv.discrete.sequences.problem import Pair, reader_of
from symconv.discrete.sequences.rational.reader import INDEX, Fractional, read_fractional
from symconv.discrete.sequences.rational.sums import convolved
from symconv.discrete.sequences.rational.writing import written_arms
from symconv.discrete.sequences.ratios import Units
from symconv.discrete.sequences.solving import in_cases, split_or_refuse
from symconv.reading import Case, Split, explore

__all__ = ["solve_rational"]

_INDEX_GENERATOR = nb.generators_of(INDEX)[0]


def solve_rational(pair: Pair) -> Any:
    """The closed form in pair.m.

    Raises OutsideClass, DivergentIntegral, Undecided, InvalidInput.
    """
    if not any(_has_pole(side, pair.n) for side in (pair.f, pair.g)):
        return None
    branches = explore(Case(pair.facts), lambda case: _work(pair, case))
    return in_cases([(branch.value, branch.condition) for branch in branches])


def _has_pole(expr: Any, n: Any) -> bool:
    return any(
        power.exp.is_Integer and power.exp.is_negative and power.base.has(n)
        for power in expr.atoms(sympy.Pow)
    )


def _work(pair: Pair, case: Case) -> Any:
    here = pair.apply(case)
    reader = reader_of(here, case.facts)
    try:
        f, g = read_fractional(here.f, reader), read_fractional(here.g, reader)
        units = reader.units
        if pair.op == "correlate":
            f = [_turned(piece, units, conjugate=pair.conjugate) for piece in reversed(f)]
        arms = convolved(f, g, units, with_units(reader.facts, units))
    except Split as split:
        split_or_refuse(case, split)
        raise
    return written_arms(arms, pair.m, units)


def _turned(piece: Fractional, units: Units, *, conjugate: bool) -> Fractional:
    """conj f(−n), or f(−n)."""
    terms, exact = {}, {}
    for ratio, value in piece.terms.items():
        turned = value.reflected_about(ZERO)
        whole = nb.substitute(piece.exact[ratio], {_INDEX_GENERATOR: -INDEX})
        inverse = units.inverse(ratio)
        if conjugate:
            turned, whole = turned.conjugate(), nb.conjugate(whole)
            inverse = units.conjugate(inverse)
        terms[inverse], exact[inverse] = turned, whole
    start = None if piece.last is None else -piece.last
    last = None if piece.start is None else -piece.start
    return Fractional(start, last, terms, exact)
