"""Whether two expressions in several outputs are equal almost everywhere.

That is decided in the first output with the others as parameters, in every case of those; a case
that holds on a set of measure zero only, such as t_2 = 0, is left out. A refutation encloses both
sides in a whole neighbourhood of the point, so that it is no accident of such a set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, islice, pairwise, product
from typing import Any

import sympy

from symconv.algebra.relations import facts_from
from symconv.check.comparing import Comparison, read_both, show_equal
from symconv.check.exploring import Found, survey
from symconv.check.neighbourhoods import REFUSED, near
from symconv.check.sampling import Sample, sample
from symconv.deciding.constants import is_zero
from symconv.deciding.order import distinct_sorted
from symconv.deciding.structure import linear
from symconv.enclosure import disjoint
from symconv.errors import InvalidInput, Undecided
from symconv.reading import OutsideClass
from symconv.truth import Status

__all__ = ["compare_in_several"]

_BITS = (100, 2048)  # the second where the sides differ far out in a tail
_MOST_CASES = 8
_MOST_CELLS = 64
_SHARE = sympy.Rational(331, 1009)
_NORMAL = "equal in the unique normal form, for almost every value of the other variables"
_ELEMENTARY = (
    "the difference is 0 in the field of rational functions, exponentials, erf, log, atan, for "
    "almost every value of the other variables"
)


def compare_in_several(
    left: Any, right: Any, axes: tuple[Any, ...], assuming: tuple[Any, ...]
) -> Comparison:
    """left = right for almost every point of R^d, under the relations between parameters."""
    if left == right:
        return Comparison(Status.PROVED, "the two sides are the same expression")
    t, others = axes[0], axes[1:]
    left, right = (side.replace(sympy.erfc, lambda z: 1 - sympy.erf(z)) for side in (left, right))
    open_question = ""
    unequal: list[tuple[Any, ...]] = [()]
    for look, reason in ((read_both, _NORMAL), (show_equal, _ELEMENTARY)):
        try:
            found = _cases(look, left, right, t, assuming)
        except (OutsideClass, Undecided, InvalidInput) as error:
            open_question = open_question or str(error)
            continue
        kept = list(_of_full_measure(found, others))
        defined = [one for one in kept if one.value is not None]
        if defined and all(one.value for one in defined):
            excluded = _excluded(kept, others)
            if excluded is not None:
                return Comparison(Status.PROVED, reason, hypotheses=excluded)
        unequal = [one.conditions for one in defined if not one.value] + unequal
    witness = _witness(left, right, axes, assuming, unequal)
    if witness is not None:
        return Comparison(Status.REFUTED, "disjoint balls at a point", None, witness)
    return Comparison(Status.UNDECIDED, f"neither proved nor refuted; {open_question}".rstrip("; "))


def _witness(
    left: Any,
    right: Any,
    axes: tuple[Any, ...],
    assuming: tuple[Any, ...],
    unequal: list[tuple[Any, ...]],
) -> Sample | None:
    """A point at which the sides differ: drawn in each unequal case, then in each cell."""
    t, others = axes[0], axes[1:]
    drawn: Iterator[tuple[Sample | None, dict[Any, Any]]] = (
        (sample(left, right, t, (*assuming, *conditions)).witness, {})
        for conditions in unequal[:_MOST_CASES]
    )
    cells = islice(product(*(_between(left, right, axis) for axis in others)), _MOST_CELLS)
    fixed = (dict(zip(others, cell, strict=True)) for cell in cells)
    placed = ((_sampled(left.subs(p), right.subs(p), t, assuming), p) for p in fixed)
    for witness, place in chain(drawn, placed):
        if witness is None:
            continue
        values = {**witness.parameters, **place}
        point = tuple(values.get(axis, witness.point) for axis in axes)
        rest = {s: v for s, v in values.items() if s not in others}
        if _differs_near(left.xreplace(rest), right.xreplace(rest), axes, point):
            return Sample(point, rest, witness.left, witness.right, witness.of)
    return None


def _sampled(left: Any, right: Any, t: Any, assuming: tuple[Any, ...]) -> Sample | None:
    return None if left == right else sample(left, right, t, assuming).witness


def _between(left: Any, right: Any, axis: Any) -> list[Any]:
    """A value in each interval between the break points in one output alone."""
    ends = distinct_sorted([*_breaks(left, axis), *_breaks(right, axis)]) or [sympy.S.Zero]
    inner = [low + (high - low) * _SHARE for low, high in pairwise(ends)]
    return [ends[0] - _SHARE, *inner, ends[-1] + _SHARE]


def _breaks(expr: Any, axis: Any) -> list[Any]:
    """The real zeros of polynomials in one output on which a piece of the expression depends."""
    relations = expr.atoms(sympy.core.relational.Relational)
    gaps = [relation.lhs - relation.rhs for relation in relations]
    gaps += [node.args[0] for node in expr.atoms(sympy.Heaviside, sympy.Abs, sympy.sign)]
    gaps += [a - b for node in expr.atoms(sympy.Max, sympy.Min) for a, b in pairwise(node.args)]
    alone = [gap for gap in gaps if gap.free_symbols == {axis} and gap.is_polynomial(axis)]
    return [root for gap in alone for root in sympy.real_roots(sympy.Poly(gap, axis))]


def _cases(
    look: Callable[..., bool | None], left: Any, right: Any, t: Any, assuming: tuple[Any, ...]
) -> list[Found[bool | None]]:
    return survey(facts_from(assuming), lambda case: look(left, right, t, case))


def _of_full_measure(found: list[Found[Any]], others: tuple[Any, ...]) -> Iterator[Found[Any]]:
    """The cases that are not confined to a hyperplane of the outputs."""
    for one in found:
        if not any(_is_thin(condition, others) for condition in one.conditions):
            yield one


def _excluded(found: list[Found[Any]], others: tuple[Any, ...]) -> tuple[Any, ...] | None:
    """What excludes the coincidences of parameters where a side has no value; None beyond these."""
    excluded: dict[Any, None] = {}
    for one in found:
        if one.value is not None:
            continue
        equations = [c for c in one.conditions if isinstance(c, sympy.Eq) and not c.has(*others)]
        if not equations:
            return None
        excluded[sympy.Not(equations[-1])] = None
    return tuple(excluded)


def _is_thin(condition: Any, others: tuple[Any, ...]) -> bool:
    """Whether an equation pins one output to a value: linear in it, with a number that is not 0."""
    if not isinstance(condition, sympy.Eq):
        return False
    gap = condition.lhs - condition.rhs
    slopes = (linear(gap, axis) for axis in others)
    return any(
        found is not None and not found.slope.free_symbols and is_zero(found.slope) is False
        for found in slopes
    )


def _differs_near(left: Any, right: Any, axes: tuple[Any, ...], point: tuple[Any, ...]) -> bool:
    """Whether balls of all values near the point, in every output, are disjoint."""
    place = dict(zip(axes, point, strict=True))
    for bits in _BITS:
        try:
            first, second = (near(side, place, bits) for side in (left, right))
        except REFUSED:
            continue
        if disjoint(first, second):
            return True
    return False
