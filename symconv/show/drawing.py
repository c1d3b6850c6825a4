"""Curves on matplotlib axes: arms, jumps, masses, tails. Colours after Okabe and Ito.

Hue is never the only difference: f is solid, the kernel dashed, the result thick, the product
hatched, so that a black and white print still tells them apart.

References
----------
M. Okabe, K. Ito, Color Universal Design (2008): a palette for all kinds of colour vision.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np

from symconv.errors import SymconvError
from symconv.show.curves import Curve, Jump
from symconv.show.markup import latex
from symconv.show.plain import text

__all__ = [
    "KERNEL",
    "PRODUCT",
    "RESULT",
    "SIGNAL",
    "MissingExtraError",
    "Style",
    "draw_curve",
    "draw_impulse",
    "fit",
    "label",
    "new_figure",
    "settle_axes",
]


@dataclass(frozen=True)
class Style:
    """How one role is drawn."""

    colour: str
    line: Any
    width: float


SIGNAL = Style("#0072B2", "-", 1.8)
KERNEL = Style("#D55E00", (0, (6, 2)), 1.8)
RESULT = Style("#1A1A1A", "-", 2.4)
PRODUCT = "#E69F00"
FAINT = "#8C8C8C"
_SETTINGS: Any = {
    "font.size": 10,
    "axes.titlesize": 11,
    "mathtext.fontset": "cm",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "hatch.linewidth": 0.6,
    "svg.fonttype": "path",
}


_FRACTION_ABOVE = re.compile(r"\^\{[^}]*\\frac")


class MissingExtraError(SymconvError, ImportError):
    """matplotlib is not installed."""

    def __init__(self, message: str = ""):
        super().__init__(
            message
            or 'pictures need matplotlib, which is not installed: pip install "symconv[plot]"'
        )


def new_figure(width: float, height: float) -> Any:
    """A Figure without display and without pyplot. Raises MissingExtraError."""
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError:
        raise MissingExtraError from None
    figure = Figure(figsize=(width, height), layout="constrained", facecolor="white")
    FigureCanvasAgg(figure)
    return figure


def settings() -> Any:
    """The context in which figures are made and drawn."""
    try:
        import matplotlib as mpl
    except ImportError:
        raise MissingExtraError from None
    return mpl.rc_context(_SETTINGS)


def label(expr: Any) -> str:
    """The expression as mathematics where matplotlib can set it, else as text."""
    return math_or_text(latex(expr), text(expr))


def math_or_text(formula: str, fallback: str) -> str:
    """`formula` between dollars if matplotlib's parser takes it."""
    from matplotlib.mathtext import MathTextParser

    if not _FRACTION_ABOVE.search(formula):
        formula = formula.replace(r"\frac", r"\dfrac")
    written = f"${formula}$"
    try:
        MathTextParser("agg").parse(written)
    except ValueError:
        return fallback.replace("$", r"\$")
    return written


def settle_axes(axes: Any, window: tuple[float, float]) -> None:
    """A zero line, the window, no clutter."""
    axes.axhline(0, color="#4D4D4D", linewidth=0.7, zorder=1)
    axes.set_xlim(*window)
    axes.margins(y=0.12)
    axes.tick_params(length=3)


def fit(axes: Any, *curves: Curve) -> None:
    """Limits of the vertical axis that show all curves, spikes cut."""
    low = min(curve.extent()[0] for curve in curves)
    high = max(curve.extent()[1] for curve in curves)
    if high == low:
        low, high = low - 0.5, high + 0.5
    room = 0.14 * (high - low)
    axes.set_ylim(low - room, high + room)


def draw_curve(axes: Any, curve: Curve, style: Style, name: str = "") -> list[Any]:
    """Draw everything of a curve; the imaginary part, if there is one, dotted."""
    drawn: list[Any] = []
    for part, dotted in _parts(curve):
        for segment in curve.segments:
            ys = part(segment.ys)
            if not curve.breaks or np.any(ys) or not dotted:
                line = (0, (1, 1.6)) if dotted else style.line
                drawn += axes.plot(
                    segment.xs, ys, color=style.colour, linestyle=line, linewidth=style.width,
                    zorder=3, solid_capstyle="round", dash_capstyle="round",
                )  # fmt: skip
        for jump in curve.jumps:
            _draw_jump(axes, jump, part, style)
    if name and drawn:
        drawn[0].set_label(name)
    _draw_tails(axes, curve, style)
    for impulse in curve.impulses:
        draw_impulse(axes, impulse, style)
    return drawn


def _parts(curve: Curve) -> list[tuple[Any, bool]]:
    return [(np.real, False), (np.imag, True)] if curve.is_complex else [(np.real, False)]


def _draw_jump(axes: Any, jump: Jump, part: Any, style: Style) -> None:
    """A thin riser, open ends at the limits that are not taken, a filled dot at the value."""
    before, after, value = (float(part(v)) for v in (jump.before, jump.after, jump.value))
    if not (np.isfinite(before) and np.isfinite(after)):
        return
    common: dict[str, Any] = {"color": style.colour, "linestyle": "none", "marker": "o",
                              "markersize": 5, "zorder": 5}  # fmt: skip
    if before != after:
        axes.plot([jump.at] * 2, [before, after], color=style.colour, linestyle=(0, (1, 2)),
                  linewidth=1, zorder=2)  # fmt: skip
    for limit in (before, after):
        if not np.isclose(limit, value, rtol=1e-6, atol=1e-9):
            axes.plot([jump.at], [limit], markerfacecolor="white", **common)
    if np.isfinite(value):
        axes.plot([jump.at], [value], markerfacecolor=style.colour, **common)


def _draw_tails(axes: Any, curve: Curve, style: Style) -> None:
    """An arrow head at the edge of the window where the function goes on for ever."""
    ends = ((0, curve.goes_on[0]), (-1, curve.goes_on[1]))
    for index, goes_on in ends:
        if not goes_on or not curve.segments:
            continue
        segment = curve.segments[index]
        if abs(segment.xs[index] - curve.window[index]) > 1e-9 * (1 + abs(curve.window[index])):
            continue
        near = 1 if index == 0 else -2
        tip = np.array([segment.xs[index], float(np.real(segment.ys[index]))])
        tail = np.array([segment.xs[near], float(np.real(segment.ys[near]))])
        share = min(1.0, 0.02 * (curve.window[1] - curve.window[0]) / abs(tail[0] - tip[0]))
        tail = tip + share * (tail - tip)
        if not np.all(np.isfinite([*tip, *tail])):
            continue
        axes.annotate(
            "", xy=tip, xytext=tail, annotation_clip=False, zorder=4,
            arrowprops={"arrowstyle": "-|>", "color": style.colour, "linewidth": style.width,
                        "shrinkA": 0, "shrinkB": 0, "mutation_scale": 13},
        )  # fmt: skip


def draw_impulse(axes: Any, impulse: Any, style: Style) -> None:
    """δ: an arrow as high as its weight. δ^{(k)}: the arrow carries the sign δ′."""
    height = float(np.real(impulse.weight)) or float(np.imag(impulse.weight))
    axes.annotate(
        "", xy=(impulse.at, height), xytext=(impulse.at, 0), zorder=5,
        arrowprops={"arrowstyle": "-|>", "color": style.colour, "linewidth": style.width,
                    "linestyle": style.line, "shrinkA": 0, "shrinkB": 0, "mutation_scale": 15},
    )  # fmt: skip
    axes.plot([impulse.at], [height], alpha=0)
    primes = "" if impulse.order == 0 else "'" * impulse.order
    if impulse.order > 3:
        primes = f"^{{({impulse.order})}}"
    weight = "" if impulse.label == 1 else ("-" if impulse.label == -1 else latex(impulse.label))
    plain = f"{text(impulse.label)} δ"
    axes.annotate(
        math_or_text(rf"{weight}\,\delta{primes}", plain), xy=(impulse.at, height),
        xytext=(5, 2 if height > 0 else -10), textcoords="offset points", color=style.colour,
        zorder=6,
    )  # fmt: skip
