"""One frame of the sliding kernel: what stands still is drawn once, what moves for each frame."""

from __future__ import annotations

from typing import Any

import numpy as np

from symconv.show.curves import Impulse
from symconv.show.drawing import (
    KERNEL,
    RESULT,
    SIGNAL,
    Style,
    draw_curve,
    fit,
    label,
    math_or_text,
    new_figure,
    settle_axes,
)
from symconv.show.figure import mark_cases, result_title
from symconv.show.markup import latex
from symconv.show.moment import draw_moved_kernel, mark_value, shade_product
from symconv.show.picture import Picture, moved_impulses, product, value_of
from symconv.show.sliding import Frame, case_at, visible

__all__ = ["Scene"]

_DPI = 80


class Scene:
    """The figure of one frame; later frames only move what moves."""

    def __init__(self, picture: Picture):
        self.picture = picture
        self.figure = new_figure(8.0, 6.6)
        self.figure.set_dpi(_DPI)
        words, self.upper, self.lower = self.figure.subplots(3, 1, height_ratios=(0.9, 5, 4))
        words.axis("off")
        self.caption = words.text(
            0,
            0.5,
            "",
            fontsize=12,
            family="DejaVu Sans",
            va="center",
            linespacing=1.8,
            transform=words.transAxes,
        )
        self.moving: list[Any] = []
        self._prepare()

    def _prepare(self) -> None:
        picture, problem = self.picture, self.picture.subject.problem
        for axes in (self.upper, self.lower):
            settle_axes(axes, picture.window)
        draw_curve(self.upper, picture.f, SIGNAL)
        fit(self.upper, picture.f, picture.g)
        fit(self.lower, picture.h)
        mark_cases(self.lower, picture)
        self.lower.set_title(result_title(picture))
        self.lower.set_xlabel(label(problem.t))
        x, t = latex(problem.x), latex(problem.t)
        sign = "-" if picture.subject.flips else "+"
        self.upper.set_title(rf"$f({x})$, $g({t} {sign} {x})$ and their product")
        low, high = picture.window
        self.ts = np.linspace(low, high, 600)
        self.hs = visible(value_of(picture, self.ts), self.lower.get_ylim())
        self.figure.canvas.draw()
        self.figure.set_layout_engine("none")

    def drawn(self, frame: Frame) -> Any:
        """The frame as an RGBA array."""
        for artist in self.moving:
            artist.remove()
        self.moving = []
        self._draw_kernel(frame.t)
        self._draw_trace(frame)
        self.caption.set_text(self._words(frame))
        self.figure.canvas.draw()
        return np.asarray(self.figure.canvas.buffer_rgba()).copy()

    def _draw_kernel(self, t: float) -> None:
        picture = self.picture
        self.moving += draw_moved_kernel(self.upper, picture, t)
        for impulse in moved_impulses(picture, t):
            self._draw_mass(self.upper, impulse, KERNEL)
        xs, ys = product(picture, t)
        self.moving.append(shade_product(self.upper, xs, visible(ys, self.upper.get_ylim())))

    def _draw_trace(self, frame: Frame) -> None:
        done = self.ts <= frame.t
        ts, hs = self.ts[done], self.hs[done]
        jumps = {jump.at for jump in self.picture.h.jumps}
        for at in (float(point) for point in self.picture.h.breaks):
            if at in jumps:  # a gap, not a riser
                hs = np.insert(hs, np.searchsorted(ts, at), np.nan)
                ts = np.insert(ts, np.searchsorted(ts, at), at)
        self.moving += self.lower.plot(ts, hs, color=RESULT.colour, linewidth=RESULT.width)
        for impulse in self.picture.h.impulses:
            if impulse.at <= frame.t:
                self._draw_mass(self.lower, impulse, RESULT)
        value = float(
            visible(value_of(self.picture, np.array([frame.t])), self.lower.get_ylim())[0]
        )
        self.moving += mark_value(self.lower, frame.t, value)

    def _draw_mass(self, axes: Any, impulse: Impulse, style: Style) -> None:
        height = float(np.real(impulse.weight))
        marker = "^" if height > 0 else "v"
        line = {"color": style.colour, "linewidth": style.width}
        self.moving += axes.plot([impulse.at] * 2, [0, height], **line)
        self.moving += axes.plot([impulse.at], [height], marker, color=style.colour)

    def _words(self, frame: Frame) -> str:
        """The shift, and the formula of its case."""
        case = case_at(self.picture, frame.t)
        t = latex(self.picture.subject.problem.t)
        sign = r"\ast" if self.picture.subject.flips else r"\star"
        formula = rf"(f {sign} g)({t}) = {latex(case.expr)}"
        if len(formula) > 150:
            formula = rf"(f {sign} g)({t})"
        name = f"{case.name}  " if len(self.picture.cases) > 1 else ""
        shown = math_or_text(rf"{formula} \quad ({case.where_latex})", case.where)
        return f"${t} = {frame.t:.2f}$\n{name}{shown}"
