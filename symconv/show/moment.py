"""One shift: the kernel where it then is, the product's area, and the value that the area gives.

What draws returns the artists that it drew, so that an animation can take them away again.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from symconv.show.drawing import KERNEL, PRODUCT
from symconv.show.picture import Picture, moved_kernel, value_of

__all__ = ["draw_moved_kernel", "mark_value", "shade_product", "telling_shift"]

_EDGE = "#7A5200"


def telling_shift(picture: Picture) -> float:
    """A shift at which the two overlap in part: where |h| first reaches half of its largest.

    Where only masses meet, the shift of the heaviest meeting.
    """
    ts = np.linspace(*picture.window, 400)
    values = np.abs(np.real(value_of(picture, ts)))
    if not values.any() and picture.h.impulses:
        return max(picture.h.impulses, key=lambda impulse: abs(impulse.weight)).at
    reached = ts[values >= 0.55 * values.max()]
    return float(np.round(reached[0], 2)) if len(reached) else float(np.mean(picture.window))


def draw_moved_kernel(axes: Any, picture: Picture, shift: float) -> list[Any]:
    """The kernel without its masses, and its jumps as thin risers."""
    drawn: list[Any] = []
    for xs, ys in moved_kernel(picture, shift):
        drawn += axes.plot(xs, np.real(ys), color=KERNEL.colour, linestyle=KERNEL.line,
                           linewidth=KERNEL.width, zorder=3)  # fmt: skip
    sign = -1.0 if picture.subject.flips else 1.0
    for jump in picture.kernel.jumps:
        drawn += axes.plot([sign * (jump.at - shift)] * 2, np.real([jump.before, jump.after]),
                           color=KERNEL.colour, linestyle=(0, (1, 2)), linewidth=1)  # fmt: skip
    return drawn


def shade_product(axes: Any, xs: Any, ys: Any) -> Any:
    """The area under the product, hatched."""
    return axes.fill_between(xs, 0, ys, facecolor=PRODUCT, alpha=0.45, hatch="///",
                             edgecolor=_EDGE, linewidth=0, zorder=2)  # fmt: skip


def mark_value(axes: Any, shift: float, value: float) -> list[Any]:
    """The point of the result at this shift, on a line from 0."""
    line = axes.plot([shift, shift], [0, value], color=_EDGE, linewidth=1.2, zorder=4)
    dot = axes.plot([shift], [value], "o", color=PRODUCT, markeredgecolor=_EDGE, markersize=8,
                    zorder=6)  # fmt: skip
    return [*line, *dot]
