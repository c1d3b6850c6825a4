"""animate: the kernel slides, the product's area is shaded, the result is traced. GIF and HTML."""

from __future__ import annotations

import html
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from symconv.errors import InvalidInput, SymconvError
from symconv.progress import progress
from symconv.show.drawing import (
    KERNEL,
    PRODUCT,
    RESULT,
    SIGNAL,
    draw_curve,
    fit,
    label,
    math_or_text,
    new_figure,
    settings,
    settle_axes,
)
from symconv.show.figure import mark_cases, result_title
from symconv.show.markup import latex
from symconv.show.picture import (
    Picture,
    both_operators,
    moved_impulses,
    moved_kernel,
    picture_of,
    product,
    unpacked,
    value_of,
)
from symconv.show.sliding import Frame, case_at, frames_of, visible
from symconv.show.subject import SIGNS

__all__ = ["Animation", "animate"]

_STEP_MS, _STOP_MS, _LAST_MS = 110, 1100, 2200
_DPI = 80
_COLOURS = 96


class Animation:
    """A sliding kernel; `.save("a.gif")` or `.save("a.html")`. In a notebook it shows itself."""

    def __init__(self, f: Any, g: Any, x: Any, op: str):
        self._pair = (f, g, x)
        self.op = op
        self.picture = picture_of(f, g, x, op)
        self.frames = frames_of(self.picture)

    def save(self, path: str | Path) -> Path:
        """Write a .gif (needs symconv[plot]) or one self-contained .html, and return the path.

        Raises InvalidInput for another ending, MissingExtraError without matplotlib.
        """
        target = Path(path)
        if target.suffix.lower() not in (".gif", ".html"):
            raise InvalidInput(f"{target.name}: expected a name that ends in .gif or .html")
        if target.suffix.lower() == ".html":
            target.write_text(self.to_html(), encoding="utf-8")
            return target
        images = list(progress(self.images(), "drawing frames", total=len(self.frames)))
        reduced = _reduced(images)
        durations = [_STOP_MS if frame.stops else _STEP_MS for frame in self.frames]
        durations[-1] = _LAST_MS
        reduced[0].save(
            target,
            save_all=True,
            append_images=reduced[1:],
            duration=durations,
            loop=0,
            optimize=False,
            disposal=1,
        )
        return target

    def images(self) -> Iterator[Any]:
        """The frames as PIL images, in order."""
        with settings():
            from PIL import Image

            scene = Scene(self.picture)
            for frame in self.frames:
                yield Image.fromarray(scene.drawn(frame)).convert("RGB")

    def to_html(self) -> str:
        """One page with both operators: slider, play, keyboard, formulas; no network."""
        from symconv.show.page import page

        return page(*self._both, self.op)

    @cached_property
    def _both(self) -> tuple[dict[str, Picture], dict[str, SymconvError]]:
        return both_operators(*self._pair)

    def _repr_html_(self) -> str:
        source = html.escape(self.to_html(), quote=True)
        return (
            f'<iframe srcdoc="{source}" style="width:100%;height:640px;border:0" '
            'title="convolution, animated"></iframe>'
        )


def _reduced(images: list[Any]) -> list[Any]:
    """The frames in 96 common colours, white staying white."""
    from PIL import Image

    palette = images[len(images) // 2].quantize(_COLOURS - 1)
    colours = [*palette.getpalette()[: 3 * (_COLOURS - 1)], 255, 255, 255]
    found = []
    for image in images:
        indices = np.asarray(image.quantize(palette=palette, dither=0)).copy()
        indices[(np.asarray(image) == 255).all(axis=2)] = _COLOURS - 1
        reduced = Image.fromarray(indices)
        reduced.putpalette(colours)
        found.append(reduced)
    return found


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
        for xs, ys in moved_kernel(picture, t):
            self.moving += self.upper.plot(
                xs,
                np.real(ys),
                color=KERNEL.colour,
                zorder=4,
                linestyle=KERNEL.line,
                linewidth=KERNEL.width,
            )
        sign = -1.0 if picture.subject.flips else 1.0
        for jump in picture.kernel.jumps:
            self.moving += self.upper.plot(
                [sign * (jump.at - t)] * 2,
                np.real([jump.before, jump.after]),
                color=KERNEL.colour,
                linestyle=(0, (1, 2)),
                linewidth=1,
            )
        for impulse in moved_impulses(picture, t):
            place, height = impulse.at, float(np.real(impulse.weight))
            self.moving += self.upper.plot(
                [place, place], [0, height], color=KERNEL.colour, linewidth=KERNEL.width
            )
            self.moving += self.upper.plot(
                [place], [height], "^" if height > 0 else "v", color=KERNEL.colour
            )
        xs, ys = product(picture, t)
        self.moving.append(
            self.upper.fill_between(
                xs,
                0,
                visible(ys, self.upper.get_ylim()),
                facecolor=PRODUCT,
                alpha=0.45,
                hatch="///",
                edgecolor="#7A5200",
                linewidth=0,
                zorder=2,
            )
        )

    def _draw_trace(self, frame: Frame) -> None:
        done = self.ts <= frame.t
        ts, hs = self.ts[done], self.hs[done]
        breaks = [float(point) for point in self.picture.h.breaks]
        for at in breaks:
            if any(jump.at == at for jump in self.picture.h.jumps):
                hs = np.insert(hs, np.searchsorted(ts, at), np.nan)
                ts = np.insert(ts, np.searchsorted(ts, at), at)
        self.moving += self.lower.plot(ts, hs, color=RESULT.colour, linewidth=RESULT.width)
        for impulse in self.picture.h.impulses:
            if impulse.at <= frame.t:
                height = float(np.real(impulse.weight))
                self.moving += self.lower.plot(
                    [impulse.at] * 2, [0, height], color=RESULT.colour, linewidth=RESULT.width
                )
                self.moving += self.lower.plot(
                    [impulse.at], [height], "^" if height > 0 else "v", color=RESULT.colour
                )
        value = float(
            visible(value_of(self.picture, np.array([frame.t])), self.lower.get_ylim())[0]
        )
        self.moving += self.lower.plot([frame.t] * 2, [0, value], color="#7A5200", linewidth=1.4)
        self.moving += self.lower.plot(
            [frame.t],
            [value],
            "o",
            color=PRODUCT,
            markersize=8,
            markeredgecolor="#7A5200",
            zorder=6,
        )

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


def animate(f: Any, g: Any = None, x: Any = None, op: str = "convolve") -> Animation:
    """Let the kernel slide: f(x) g(t − x), or f(x) g(t + x) for ⋆, and h(t) = its area.

    Every point of the traced result is the closed form's own value; frames stop where the case
    changes.

    Hypotheses
    ----------
    The result exists in closed form; there are no parameters. Of complex functions the real part
    is drawn.

    Parameters
    ----------
    f, g : Expr in x; or f a node Convolution or CrossCorrelation, alone
    x : Symbol
    op : {"convolve", "correlate"}

    Returns
    -------
    Animation
        `.save("a.gif")`, `.save("a.html")`; the page holds both operators, and needs no network.

    Raises
    ------
    InvalidInput
        For parameters without values.
    DivergentIntegral, NoClosedForm
        There is no result to draw.

    Examples
    --------
    >>> from sympy import Symbol
    >>> from symconv import box
    >>> from symconv.show import animate
    >>> x = Symbol("x", real=True)
    >>> [frame.t for frame in animate(box(x, 0, 1), box(x, 0, 2), x).frames if frame.stops]
    [0.0, 1.0, 2.0, 3.0]
    >>> animate(1, x, x)
    Traceback (most recent call last):
    symconv.errors.DivergentIntegral: ...

    References
    ----------
    R. N. Bracewell, The Fourier Transform and Its Applications, ch. 3 (the sliding strip of paper).
    """
    if op not in SIGNS:
        raise InvalidInput(f"op={op!r}; expected 'convolve' or 'correlate'")
    if g is None and hasattr(f, "op"):
        op = f.op
    return Animation(*unpacked(f, g, x), op)
