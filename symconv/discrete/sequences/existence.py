"""Whether the sum over two sequences exists: |r s| < 1 for the ratios of opposite tails.

Σ_n f[n] g[m−n] converges for every m exactly when |r s| < 1 for every ratio s of one
factor's left tail and r of the other's right tail. Where it fails, the mean square of the product
of the dominant terms over n and m is positive, so for some m they do not tend to 0; for every m
where one of the two dominant tails has a single ratio.
"""

from __future__ import annotations

from typing import Any

import sympy

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression
from symconv.algebra.numbers import Number
from symconv.algebra.questions import diverges_unless, exists_if
from symconv.algebra.relations import relation
from symconv.algebra.signs import Facts
from symconv.discrete.sequences.facts import (
    is_nonzero,
    product_at_least_one,
    product_question,
    product_sign,
)
from symconv.discrete.sequences.ratios import Units, written
from symconv.discrete.sequences.terms import Side, Terms
from symconv.errors import DivergentIntegral, Undecided

__all__ = ["require_existence"]


def _tail(side: Side) -> dict[Number, tuple[int, Number]]:
    """{ratio: (degree, leading coefficient)} of a tail that starts at one point."""
    found: dict[Number, tuple[int, Number]] = {}
    for rows in side.values():
        for ratio, row in rows.items():
            kept = {k: c for k, c in row.items() if c != 0}
            if kept:
                found[ratio] = (max(kept), kept[max(kept)])
    return found


def require_existence(first: Terms, second: Terms, end: str, units: Units, facts: Facts) -> None:
    """|rs| < 1 for all pairs, or the sum diverges at `end` of n."""
    left, right = _tail(first.left), _tail(second.right)
    failing = []
    for s, (_, c) in left.items():
        for r, (_, d) in right.items():
            sign = product_sign(r, s, units, facts)
            if sign is None and not product_at_least_one(r, s, units, facts):
                question = product_question(r, s, units, facts)
                raise exists_if(question, "sum")
            if sign != 1:
                failing.append((s, r, c, d))
    if not failing:
        return
    for _, _, *weights in failing:
        for weight in weights:
            if not is_nonzero(weight, facts):
                zero = written(relation(nb.real_part(weight), 0))
                raise _unless(zero, end)
    s, r, _, _ = failing[0]
    for ratio, tail in ((s, left), (r, right)):
        rival = _rival(ratio, tail, facts)
        if rival is not None:
            raise _unless(written(relation(nb.real_part(ratio - rival), 0)), end)
    growths = tuple(_as_given(ratio, units) for ratio in (s, r))
    every = "every" if len(left) == 1 or len(right) == 1 else "some"
    raise DivergentIntegral(
        f"the sum diverges at n -> {end} for {every} m: there the two tails behave like "
        f"{_growth(growths[0])} and {_growth(growths[1])} in |n|, whose product does not decay",
        end=end,
        tails=growths,
    )


def _unless(zero: Any, end: str) -> Undecided:
    return diverges_unless(zero, where=f"n -> {end}", tail=True, what="sum")


def _rival(ratio: Number, tail: dict[Number, tuple[int, Number]], facts: Facts) -> Number | None:
    """A ratio of the tail that may equal this one, so that the two terms may cancel."""
    degree, weight = tail[ratio]
    sign = facts.sign(weight) if nb.is_real(weight) else None
    for other, (order, c) in tail.items():
        if other == ratio or order < degree or is_nonzero(ratio - other, facts):
            continue
        if order == degree and sign and nb.is_real(c) and facts.sign(c) == sign:
            continue
        return other
    return None


def _as_given(ratio: Number, units: Units) -> Any:
    rho, lam = units.form(ratio)
    return written(expression(rho)) * sympy.exp(expression(lam))


def _growth(ratio: Any) -> str:
    return "a polynomial" if ratio == 1 else f"({ratio})**|n|"
