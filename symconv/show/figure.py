"""plot and compare: f, g and the result with its cases; both operators side by side."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from symconv.errors import SymconvError
from symconv.show.curves import Curve
from symconv.show.drawing import (
    FAINT,
    KERNEL,
    RESULT,
    SIGNAL,
    draw_curve,
    draw_impulse,
    fit,
    label,
    math_or_text,
    new_figure,
    settings,
    settle_axes,
)
from symconv.show.markup import latex
from symconv.show.moment import draw_moved_kernel, mark_value, shade_product, telling_shift
from symconv.show.picture import (
    Picture,
    both_operators,
    moved_impulses,
    picture_of,
    product,
    unpacked,
    value_of,
)
from symconv.show.subject import SIGNS

__all__ = ["compare", "mark_cases", "plot", "result_title"]

_SIGNS_LATEX = {"convolve": r"\ast", "correlate": r"\star"}
_MOST_TICKS = 9
_MOST_FORMULAS = 8


def plot(f: Any, g: Any = None, x: Any = None, op: str = "convolve") -> Any:
    """Draw f, g and h = f ∗ g (or f ⋆ g), with break points, cases and their formulas.

    Hypotheses
    ----------
    The convolution exists in closed form; there are no parameters.

    Parameters
    ----------
    f, g : Expr in x; or f a node Convolution or CrossCorrelation, alone
    x : Symbol
    op : {"convolve", "correlate"}

    Returns
    -------
    matplotlib.figure.Figure
        Made without pyplot and without a display; save it with .savefig(path).

    Raises
    ------
    InvalidInput
        For parameters without values.
    DivergentIntegral, NoClosedForm
        There is no result to draw.
    MissingExtraError
        matplotlib is not installed: pip install "symconv[plot]".

    Examples
    --------
    >>> from sympy import Symbol
    >>> from symconv import box
    >>> from symconv.show import plot
    >>> x, a = Symbol("x", real=True), Symbol("a", positive=True)
    >>> figure = plot(box(x, 0, 1), box(x, 0, 2), x)
    >>> [axes.get_title() for axes in figure.axes][:2]
    ['$f(x)$', '$g(x)$']
    >>> plot(box(x, 0, a), box(x, 0, 2), x)
    Traceback (most recent call last):
    symconv.errors.InvalidInput: a picture needs numbers, but a has no value; ...

    References
    ----------
    R. N. Bracewell, The Fourier Transform and Its Applications, ch. 3 (arrows for impulses).
    """
    with settings():
        figure = new_figure(7.2, 7.6)
        picture = picture_of(f, g, x, op)
        rows = figure.subplots(3, 1, height_ratios=(2, 2, 3))
        for axes, curve, style, name in (
            (rows[0], picture.f, SIGNAL, "f"),
            (rows[1], picture.g, KERNEL, "g"),
        ):
            settle_axes(axes, picture.window)
            draw_curve(axes, curve, style)
            fit(axes, curve)
            _tick_breaks(axes, curve)
            axes.set_title(f"${name}({latex(picture.subject.problem.x)})$")
        draw_result(rows[2], picture)
        _list_formulas(rows[2], picture)
        rows[2].set_xlabel(label(picture.subject.problem.t))
        figure.canvas.draw()
    return figure


def result_title(picture: Picture) -> str:
    """(f ∗ g)(t) = ∫ f(x) g(t − x) dx."""
    problem = picture.subject.problem
    x, t = latex(problem.x), latex(problem.t)
    sign, argument = (
        _SIGNS_LATEX[problem.op],
        f"{t} - {x}" if picture.subject.flips else f"{t} + {x}",
    )
    first = rf"\overline{{f({x})}}" if picture.subject.f != problem.f else f"f({x})"
    return rf"$(f {sign} g)({t}) = \int {first}\, g({argument})\, \mathrm{{d}}{x}$"


def draw_result(axes: Any, picture: Picture) -> None:
    """The result, its break points as dotted lines, the number of each case on top."""
    settle_axes(axes, picture.window)
    draw_curve(axes, picture.h, RESULT)
    fit(axes, picture.h)
    axes.set_title(result_title(picture))
    mark_cases(axes, picture)


def mark_cases(axes: Any, picture: Picture) -> None:
    """Dotted lines at the break points, ticks with their exact values, circled case numbers."""
    low, high = picture.window
    for place in _tick_breaks(axes, picture.h):
        axes.axvline(place, color=FAINT, linestyle=(0, (1, 2.5)), linewidth=1, zorder=0)
    if len(picture.cases) < 2:
        return
    for case in picture.cases:
        left = low if case.low is None else max(low, float(case.low))
        right = high if case.high is None else min(high, float(case.high))
        if right - left > 0.03 * (high - low):
            axes.annotate(
                case.name, xy=((left + right) / 2, 1), xycoords=("data", "axes fraction"),
                xytext=(0, -2), textcoords="offset points", ha="center", va="top",
                fontsize=12, color="#4D4D4D", family="DejaVu Sans",
            )  # fmt: skip


def _tick_breaks(axes: Any, curve: Curve) -> list[float]:
    """The visible break points; where they lie apart, they are the ticks, with exact labels."""
    low, high = curve.window
    shown = [(float(point), point) for point in curve.breaks if low < float(point) < high]
    places = [place for place, _ in shown]
    if shown and _apart(places, high - low):
        axes.set_xticks(places, [label(point) for _, point in shown])
    return places


def _apart(places: list[float], width: float) -> bool:
    gaps = [b - a for a, b in pairwise(places)]
    return len(places) <= _MOST_TICKS and all(gap > 0.045 * width for gap in gaps)


def _list_formulas(axes: Any, picture: Picture) -> None:
    """Number, interval and formula of each case that is not 0, below the picture."""
    named = [case for case in picture.cases if case.expr != 0]
    if not named or len(named) > _MOST_FORMULAS:
        return
    lines = []
    for case in named:
        formula = math_or_text(
            rf"{latex(case.expr)} \quad ({case.where_latex})", f"{case.expr}  ({case.where})"
        )
        if len(latex(case.expr)) > 160:
            return
        lines.append(f"{case.name}  {formula}" if len(picture.cases) > 1 else formula)
    spacing = 2.7 if any("dfrac" in line for line in lines) else 1.8
    axes.annotate(
        "\n".join(lines), xy=(0, 0), xycoords="axes fraction", xytext=(0, -44),
        textcoords="offset points", va="top", fontsize=11, linespacing=spacing,
        family="DejaVu Sans", annotation_clip=False,
    )  # fmt: skip


def compare(f: Any, g: Any = None, x: Any = None) -> Any:
    """Set (f ∗ g)(t) = ∫ f(x) g(t − x) dx beside (f ⋆ g)(t) = ∫ conj(f(x)) g(t + x) dx.

    Top: f and g. Middle: f with the kernel at one shift, flipped for ∗ and as it is for ⋆, their
    product shaded. Bottom: f ∗ g and f ⋆ g, with the point that the shaded area gives.

    Hypotheses
    ----------
    There are no parameters; where one of the two integrals diverges, its column says so.

    Parameters
    ----------
    f, g : Expr in x; or f a node Convolution or CrossCorrelation, alone
    x : Symbol

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    InvalidInput
        For parameters without values.
    DivergentIntegral
        Both integrals diverge.
    MissingExtraError
        matplotlib is not installed: pip install "symconv[plot]".

    Examples
    --------
    >>> from sympy import Symbol
    >>> from symconv import box
    >>> from symconv.show import compare
    >>> x = Symbol("x", real=True)
    >>> len(compare(box(x, 0, 1), box(x, 0, 2), x).axes)
    6
    >>> compare(1, x, x)
    Traceback (most recent call last):
    symconv.errors.DivergentIntegral: ...

    References
    ----------
    R. N. Bracewell, The Fourier Transform and Its Applications, ch. 3.
    """
    f, g, x = unpacked(f, g, x)
    found, refused = both_operators(f, g, x)
    with settings():
        return _comparison(found, refused)


def _comparison(found: dict[str, Picture], refused: dict[str, SymconvError]) -> Any:
    figure = new_figure(9.6, 7.4)
    grid = figure.subplots(3, 2, height_ratios=(2, 2.4, 3))
    some = next(iter(found.values()))
    x = latex(some.subject.problem.x)
    for axes, curve, style, name in (
        (grid[0][0], some.f, SIGNAL, "f"),
        (grid[0][1], some.g, KERNEL, "g"),
    ):
        settle_axes(axes, some.window)
        draw_curve(axes, curve, style)
        fit(axes, curve)
        axes.set_title(f"${name}({x})$")
    for column, op in enumerate(SIGNS):
        if op in refused:
            for axes in (grid[1][column], grid[2][column]):
                axes.axis("off")
            grid[1][column].text(0.5, 0.5, _wrapped(refused[op]), ha="center", va="center",
                                 transform=grid[1][column].transAxes)  # fmt: skip
            continue
        picture = found[op]
        shift = telling_shift(picture)
        _draw_moment(grid[1][column], picture, shift)
        draw_result(grid[2][column], picture)
        value = float(np.real(value_of(picture, np.array([shift])))[0])
        mark_value(grid[2][column], shift, value)
        grid[2][column].set_xlabel(label(picture.subject.problem.t))
    low = min(axes.get_ylim()[0] for op, axes in zip(SIGNS, grid[2], strict=True) if op in found)
    high = max(axes.get_ylim()[1] for op, axes in zip(SIGNS, grid[2], strict=True) if op in found)
    for op, axes in zip(SIGNS, grid[2], strict=True):
        if op in found:
            axes.set_ylim(low, high)
    figure.canvas.draw()
    return figure


def _wrapped(error: Exception) -> str:
    import textwrap

    return "\n".join(textwrap.wrap(f"no result: {error}", 44))


def _draw_moment(axes: Any, picture: Picture, shift: float) -> None:
    settle_axes(axes, picture.window)
    draw_curve(axes, picture.f, SIGNAL)
    draw_moved_kernel(axes, picture, shift)
    for impulse in moved_impulses(picture, shift):
        draw_impulse(axes, impulse, KERNEL)
    xs, ys = product(picture, shift)
    shade_product(axes, xs, np.real(ys))
    fit(axes, picture.f, picture.g)
    problem = picture.subject.problem
    x, t = latex(problem.x), latex(problem.t)
    inner = "-" if picture.subject.flips else "+"
    word = "flipped" if picture.subject.flips else "not flipped"
    axes.set_title(rf"$f({x})$ and $g({t} {inner} {x})$, {word}, at ${t} = {shift:g}$")
