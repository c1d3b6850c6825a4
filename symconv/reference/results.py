"""What the computation of one case yields: its arrays, where they lie, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np

from symconv.reference.rounding import round_up

__all__ = ["CaseResult", "bound_array"]

_SLACK = 1 + Fraction(1, 2**30)


@dataclass
class CaseResult:
    """Arrays by name, their exact positions by name, and the record that goes into the .json."""

    arrays: dict[str, Any] = field(default_factory=dict)
    positions: dict[str, list[Fraction]] = field(default_factory=dict)
    record: dict[str, Any] = field(default_factory=dict)
    certificate: str | None = None


def bound_array(bounds: Iterable[Fraction | None], shape: tuple[int, ...]) -> Any:
    """Bounds as doubles, rounded up generously; infinity where there is none."""
    values = [float("inf") if b is None else round_up(b * _SLACK) for b in bounds]
    return np.array(values, dtype=np.float64).reshape(shape)
