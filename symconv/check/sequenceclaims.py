"""Is h the convolution of two sequences? A verdict with the slip that explains a wrong claim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import sympy
from flint import fmpq

from symconv.algebra.constants import expression
from symconv.check.hints import OPERATORS
from symconv.check.sequences import Sums, claimed
from symconv.discrete.sequences import compare
from symconv.discrete.sequences.entrance import check_index, facts_of
from symconv.discrete.sequences.pieces import combined, difference_of
from symconv.discrete.sequences.problem import Pair, reader_of
from symconv.errors import InvalidInput, NoClosedForm, SymconvError
from symconv.listing import shown
from symconv.operators import inputs
from symconv.reading import OutsideClass, Split
from symconv.truth import Status, Verdict

__all__ = ["sequence_claim"]

_SHIFTS = (1, -1, 2, -2)
_REACH = 12


def sequence_claim(
    h: Any, f: Any, g: Any, n: Any, m: Any, *, op: str, kind: str, assuming: Any, on: Any
) -> Verdict:
    """Whether h[m] is the convolution or correlation of sequences f and g of the integer n.

    With `on`, an Interval, at the integers in it only. Raises as convolve does.
    """
    if kind != "line":
        raise InvalidInput(f"kind={shown(kind)} is for functions; sequences have kind='line'")
    target = n if m is None else m
    check_index(target, "output variable")
    h, f, g = (
        inputs.exact(inputs.as_expression(e, name)) for e, name in ((h, "h"), (f, "f"), (g, "g"))
    )
    task = _Task(f, g, n, op, assuming, on)
    statement = f"h[{target}] = (f {'∗' if op == 'convolve' else '⋆'} g)[{target}]"
    try:
        truth = task.operate(op, exchanged=False)
    except NoClosedForm as error:
        return Verdict(Status.UNDECIDED, statement, left=h, reason=str(error))
    h = h.xreplace({target: n})
    verdict = claimed(statement, task.within(h), task.within(truth), n, assuming)
    if verdict.status is Status.REFUTED:
        region = task.region(h, truth)
        verdict = replace(verdict, correction=truth, differs_on=region)
        verdict = replace(verdict, hint=next(task.slips(h, truth, region), None))
    return verdict


class _Task:
    """The sequences, and where they are looked at."""

    def __init__(self, f: Any, g: Any, n: Any, op: str, assuming: Any, on: Any):
        self.f, self.g, self.n = f, g, n
        self.op = op
        self.assuming = assuming
        self.on = on

    def operate(self, op: str, *, exchanged: bool) -> Any:
        """f ∗ g or f ⋆ g, or the same of g and f."""
        sums = Sums(self.n, self.assuming)
        first, second = (self.g, self.f) if exchanged else (self.f, self.g)
        return sums.convolve(first, second) if op == "convolve" else sums.correlate(first, second)

    def within(self, expr: Any) -> Any:
        """The sequence, 0 outside `on`."""
        if self.on is None:
            return expr
        low, high = self.on.start, self.on.end
        after = sympy.Gt if self.on.left_open else sympy.Ge
        before = sympy.Lt if self.on.right_open else sympy.Le
        parts = [] if low == -sympy.oo else [after(self.n, low)]
        parts += [] if high == sympy.oo else [before(self.n, high)]
        return sympy.Piecewise((expr, sympy.And(*parts)), (0, True)) if parts else expr

    def is_claim(self, h: Any, candidate: Any) -> bool:
        """Whether h is the candidate, proved."""
        try:
            sides = self.within(h), self.within(candidate)
            found = compare(*sides, self.n, assuming=self.assuming)
        except SymconvError:
            return False
        return found.status is Status.PROVED

    def region(self, h: Any, truth: Any) -> Any:
        """The integers at which the two differ, where that needs no case of parameters."""
        index = sympy.Symbol(str(self.n), integer=True)
        sides = [self.within(side).xreplace({self.n: index}) for side in (h, truth)]
        try:
            facts = facts_of(inputs.relations(self.assuming, self.n))
            reader = reader_of(Pair(sides[0], sides[1], index, index, facts), facts)
            mine, theirs = (reader.read(side) for side in sides)
            gap = combined(mine, theirs, reader.facts, difference_of)
        except (OutsideClass, Split, SymconvError, ZeroDivisionError):
            return None
        found = sympy.S.EmptySet
        for place, value in enumerate(gap.values):
            if value is None or value:
                start, end = gap.start(place), gap.end(place)
                if not all(p is None or isinstance(p, fmpq) for p in (start, end)):
                    return None
                low = -sympy.oo if start is None else expression(start)
                high = sympy.oo if end is None else expression(end)
                found = found.union(_integers(low, high))
        return found

    def slips(self, h: Any, truth: Any, region: Any) -> Iterator[str]:
        """The usual slips that turn the truth into the claim, each proved."""
        factor = self._factor(h, truth)
        if factor is not None and self.is_claim(h, factor * truth):
            yield "sign" if factor == -1 else f"factor {factor}"
        for words, op, exchanged in OPERATORS[self.op]:
            try:
                other = self.operate(op, exchanged=exchanged)
            except SymconvError:
                continue
            if self.is_claim(h, other):
                yield words
        if self.is_claim(h, truth.subs(self.n, -self.n)):
            yield f"reflected: {self.n} and -{self.n} exchanged"
        for shift in _SHIFTS:
            if self.is_claim(h, truth.subs(self.n, self.n - shift)):
                yield f"shifted by {shift}"
        if region is not None:
            yield from _by_region(region)

    def _factor(self, h: Any, truth: Any) -> Any:
        """The constant quotient of the values at a few integers; None where there is none."""
        found: dict[Any, None] = {}
        for point in range(-_REACH, _REACH + 1):
            mine, theirs = (self.within(side).subs(self.n, point) for side in (h, truth))
            if mine.is_Rational and theirs.is_Rational and theirs != 0:
                found[mine / theirs] = None
                if len(found) > 1:
                    return None
        return next(iter(found), None)


def _integers(low: Any, high: Any) -> Any:
    """The integers low <= k < high."""
    if low == -sympy.oo and high == sympy.oo:
        return sympy.S.Integers
    if low == -sympy.oo:
        return sympy.Range(high - 1, -sympy.oo, -1)
    return sympy.Range(low, high)


def _by_region(region: Any) -> Iterator[str]:
    """Where the claim is right: beyond a half-line, or but for finitely many integers."""
    if not isinstance(region, (sympy.Range, sympy.FiniteSet)):
        return
    if region.inf == -sympy.oo:
        yield f"valid from {region.sup + 1} on only"
    elif region.sup == sympy.oo:
        yield f"valid up to {region.inf - 1} only"
    elif region.inf == region.sup:
        yield f"wrong at {region.inf} only"
    else:
        yield f"wrong from {region.inf} to {region.sup} only"
