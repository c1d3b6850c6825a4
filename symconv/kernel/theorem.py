"""What an accepted certificate establishes, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["Theorem"]


@dataclass(frozen=True)
class Theorem:
    """A checked statement: under `hypotheses`, each of `conclusions`.

    The texts are printed from the checked data with every definition unfolded. `axioms`,
    `oracles` and `gaps` are all that the steps rest on, directly or not. `formal` holds the terms
    themselves (hypotheses, conclusions, types of the free variables) for a law.
    """

    name: str
    hypotheses: tuple[str, ...]
    conclusions: tuple[str, ...]
    axioms: tuple[str, ...] = ()
    oracles: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    steps: int = 0
    formal: tuple[Any, ...] = ()

    @property
    def status(self) -> str:
        """The word "proved", or in words what is missing."""
        if self.gaps:
            return f"not proved: {len(self.gaps)} gap(s)"
        if self.oracles:
            return f"rests on the oracle {', '.join(self.oracles)}; not checked here"
        return "proved"

    def __str__(self) -> str:
        sections = {
            "hypotheses": self.hypotheses,
            "conclusions": self.conclusions,
            "axioms": self.axioms,
            "oracles": self.oracles,
            "gaps": self.gaps,
        }
        lines = [f"{self.name}: {self.status} ({self.steps} steps)"]
        for title, entries in sections.items():
            lines += [f"  {title}:", *(f"    {entry}" for entry in entries)] if entries else []
        return "\n".join(lines)
