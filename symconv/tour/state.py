"""The tour's pair, and what was found on the way."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from symconv.errors import SymconvError

__all__ = ["Tour"]


@dataclass
class Tour:
    """What was computed on the way: closed forms, verdicts, reports, files."""

    f: Any
    g: Any
    x: Any
    t: Any
    assuming: tuple[Any, ...] = ()
    out: Path = Path("symconv-tour")
    answers: dict[str, Any] = field(default_factory=dict)
    refused: dict[str, SymconvError] = field(default_factory=dict)
    verdicts: dict[str, Any] = field(default_factory=dict)
    reports: dict[str, Any] = field(default_factory=dict)
    files: list[Path] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)

    @property
    def is_numeric(self) -> bool:
        """Whether there are numbers to sample and to draw."""
        return not (self.f.free_symbols | self.g.free_symbols) - {self.x}
