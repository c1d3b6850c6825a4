"""The pieces of a result as numbered cases: interval, formula, a name to point at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symconv.show.curves import split
from symconv.show.markup import interval_latex
from symconv.show.plain import interval_text

__all__ = ["ShownCase", "cases_of"]


@dataclass(frozen=True)
class ShownCase:
    """The result on one interval of t; None stands for −∞ and ∞."""

    number: int
    low: Any
    high: Any
    expr: Any
    t: Any

    @property
    def name(self) -> str:
        """The number, in a circle where Unicode has one."""
        return chr(0x2460 + self.number - 1) if self.number <= 20 else f"({self.number})"

    @property
    def where(self) -> str:
        """−1 ≤ t < 2."""
        return interval_text(self.t, self.low, self.high)

    @property
    def where_latex(self) -> str:
        """The same as LaTeX."""
        return interval_latex(self.t, self.low, self.high)


def cases_of(expr: Any, t: Any) -> list[ShownCase]:
    """The cases of an expression without parameters, in order; point masses are no cases."""
    pieces, _ = split(expr, t)
    ends = [None, *pieces.breaks, None]
    return [
        ShownCase(number, low, high, arm, t)
        for number, (low, high, arm) in enumerate(
            zip(ends[:-1], ends[1:], pieces.arms, strict=True), start=1
        )
    ]
