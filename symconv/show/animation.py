"""animate: the kernel slides, the product's area is shaded, the result is traced. GIF and HTML."""

from __future__ import annotations

import html
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from symconv.errors import InvalidInput, SymconvError
from symconv.operators.inputs import check_word
from symconv.progress import progress
from symconv.show.drawing import (
    settings,
)
from symconv.show.picture import (
    Picture,
    both_operators,
    picture_of,
    unpacked,
)
from symconv.show.scene import Scene
from symconv.show.sliding import frames_of
from symconv.show.subject import SIGNS

__all__ = ["Animation", "animate"]

_STEP_MS, _STOP_MS, _LAST_MS = 110, 1100, 2200
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
    check_word("op", op, SIGNS)
    if g is None and hasattr(f, "op"):
        op = f.op
    return Animation(*unpacked(f, g, x), op)
