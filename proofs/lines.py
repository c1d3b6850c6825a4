"""What a reader sees of a proof: name, source, the lines with their reasons, the remarks."""

from __future__ import annotations

from dataclasses import dataclass, field

from proofs.language import Expression

__all__ = ["Line", "Lines"]


@dataclass(frozen=True)
class Line:
    """What a reader sees: "assume", "have", "calc" (first line), "step" or "conclude"."""

    kind: str
    expression: Expression
    reason: str


@dataclass
class Lines:
    """The lines of a law's proof; `remarks` says what the lecture's version omits or slips on."""

    name: str
    title: str
    lecture: str
    remarks: tuple[str, ...] = ()
    lines: list[Line] = field(default_factory=list)
