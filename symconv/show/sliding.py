"""The sliding kernel as plain data: at which t the frames are, which of them is a case change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from symconv.show.cases import ShownCase
from symconv.show.picture import Picture

__all__ = ["Frame", "case_at", "frames_of"]

_FRAMES = 30


@dataclass(frozen=True)
class Frame:
    """One position of the kernel; `stops` where the case changes."""

    t: float
    stops: bool


def frames_of(picture: Picture, count: int = _FRAMES) -> list[Frame]:
    """About `count` positions from left to right, every break point of the result among them."""
    low, high = picture.window
    stops = sorted({float(point) for point in picture.h.breaks if low < float(point) < high})
    step = (high - low) / (count - 1)
    free = [
        float(t)
        for t in np.linspace(low, high, count)
        if all(abs(t - stop) > 0.4 * step for stop in stops)
    ]
    found = [Frame(t, False) for t in free] + [Frame(stop, True) for stop in stops]
    return sorted(found, key=lambda frame: frame.t)


def case_at(picture: Picture, t: float) -> ShownCase:
    """The case that holds at a float t; at a break point the one that begins there."""
    for case in picture.cases:
        if case.high is None or t < float(case.high):
            return case
    raise ValueError(f"no case holds at {t}")


def visible(values: Any, ys: tuple[float, float]) -> Any:
    """Values cut to twice the visible height, so that a spike does not leave the drawing."""
    height = ys[1] - ys[0]
    return np.clip(np.nan_to_num(np.real(values)), ys[0] - height, ys[1] + height)
