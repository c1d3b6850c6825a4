"""Three-valued truth: PROVED, REFUTED, UNDECIDED, and the verdict that carries its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from symconv.errors import Undecided

__all__ = ["Status", "Verdict"]


class Status(Enum):
    """How a statement stands."""

    PROVED = "PROVED"
    REFUTED = "REFUTED"
    UNDECIDED = "UNDECIDED"


@dataclass(frozen=True)
class Verdict:
    """A decided or open statement, with what decided it.

    `statement` is the law or claim in words; `left` and `right` its two sides. `witness` is a
    point with two disjoint rigorous balls. `differs_on` says where the sides differ,
    `correction` what would be right, `hint` the usual slip that explains the difference.
    `hypotheses` belong to the verdict. `reason` says how it was decided, or what is open.
    bool(): True when proved, False when refuted, else raises Undecided.
    """

    status: Status
    statement: str
    left: Any = None
    right: Any = None
    witness: Any = None
    differs_on: Any = None
    correction: Any = None
    hint: str | None = None
    hypotheses: tuple[Any, ...] = ()
    reason: str = ""

    def __bool__(self) -> bool:
        if self.status is Status.UNDECIDED:
            raise Undecided(f"{self.statement}: undecided; {self.reason}")
        return self.status is Status.PROVED

    def __str__(self) -> str:
        lines = [f"{self.status.value}: {self.statement}"]
        if self.hypotheses:
            lines.append("  under: " + "; ".join(str(item) for item in self.hypotheses))
        if self.reason:
            lines.append(f"  because: {self.reason}")
        if self.hint:
            lines.append(f"  hint: {self.hint}")
        return "\n".join(lines)
