"""The laws on sequences: the same laws over Z, with sums for integrals.

A variable that is declared integer makes f and g sequences. Both sides are computed in closed form
and compared exactly, by symconv.discrete.sequences.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy

from symconv.check.expressions import Expressions
from symconv.discrete.sequences import compare, convolve, correlate
from symconv.errors import InvalidInput, NoClosedForm
from symconv.problem import conjugated
from symconv.truth import Status, Verdict

__all__ = ["Sums", "claimed", "is_index", "judged_sums"]


def is_index(x: Any) -> bool:
    """Whether the variable asks for sequences."""
    return isinstance(x, sympy.Symbol) and bool(x.is_integer)


class Sums(Expressions):
    """What a law may do with sequences of n, as expressions; see calculus.Calculus."""

    def __init__(self, n: Any, assuming: Any):
        self.n = n
        self.assuming = assuming

    def convolve(self, f: Any, g: Any) -> Any:
        """f ∗ g."""
        return self._closed(convolve(f, g, self.n, self.n, assuming=self.assuming))

    def correlate(self, f: Any, g: Any) -> Any:
        """f ⋆ g."""
        return self._closed(correlate(f, g, self.n, self.n, assuming=self.assuming))

    def _closed(self, h: Any) -> Any:
        if h.has(sympy.Sum):
            raise NoClosedForm("a sum has no closed form", tried=("sequences: unevaluated sum",))
        return h

    def shift(self, f: Any, by: Any) -> Any:
        """f[n − by]."""
        return f.subs(self.n, self.n - by)

    def turn(self, f: Any) -> Any:
        """conj f[−n]."""
        return conjugated(f.subs(self.n, -self.n))

    def derivative(self, f: Any) -> Any:
        """Refused: a sequence has none."""
        raise InvalidInput("a sequence has no derivative; this law is for functions")

    def moment(self, f: Any, order: int) -> Any:
        """Σ n^order f[n], as a constant sequence."""
        return self.convolve(self.n**order * f, sympy.Integer(1))


def judged_sums(
    statement: str, law: Callable[..., Any], functions: tuple[Any, ...], n: Any, assuming: Any
) -> Verdict:
    """The verdict on a law for sequences."""
    sums = Sums(n, assuming)
    try:
        pairs = law(sums, *functions)
    except NoClosedForm as error:
        return Verdict(Status.UNDECIDED, statement, reason=str(error))
    verdict = None
    for left, right in pairs:
        verdict = claimed(statement, left, right, n, assuming)
        if verdict.status is not Status.PROVED:
            return verdict
    if verdict is None:
        raise InvalidInput(f"{statement}: nothing to compare")
    return verdict


def claimed(statement: str, left: Any, right: Any, n: Any, assuming: Any) -> Verdict:
    """left[n] = right[n] for every integer n."""
    found = compare(left, right, n, assuming=assuming)
    return Verdict(
        status=found.status,
        statement=statement,
        left=left,
        right=right,
        witness=found.witness,
        differs_on=found.differs_on,
        correction=right if found.status is Status.REFUTED else None,
        hypotheses=("the sums converge absolutely", *found.hypotheses),
        reason=found.reason,
    )
