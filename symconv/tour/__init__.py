"""The tour: one pair of functions computed, checked, discretised, drawn and kept.

Nothing in it is written down beforehand: every line is computed for the pair at hand.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from typing import TextIO

from symconv.show.layout import WIDTH, equation
from symconv.show.plain import gathered, text
from symconv.tour.closed import closed_forms
from symconv.tour.files import files, named
from symconv.tour.kernel import discretised
from symconv.tour.laws import laws
from symconv.tour.state import Tour

__all__ = ["LECTURE_PAIR", "Tour", "take"]

LECTURE_PAIR = ("box(-1,2)", "1 - abs(x)/5 for x > 0")
_STATIONS: tuple[tuple[str, Callable[[Tour], Iterator[str]]], ...] = (
    ("Closed forms", closed_forms),
    ("Laws and the convolution theorem", laws),
    ("The discretised kernel", discretised),
    ("Files", files),
)


def take(tour: Tour, write: Callable[[str], None] = print, stream: TextIO | None = None) -> Tour:
    """Go through all stations, writing each when it is done; a bar on `stream` meanwhile.

    Parameters
    ----------
    tour : Tour
        The pair, the symbols and the folder for files.
    write : callable
        Gets one line at a time.
    stream : text file, optional
        For the progress bar; sys.stderr if not given, and only if it is a terminal.

    Returns
    -------
    Tour
        The same object, filled.

    Raises
    ------
    InvalidInput
        f or g has no meaning, or the folder cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from sympy import Symbol
    >>> from symconv import box
    >>> x, t = Symbol("x", real=True), Symbol("t", real=True)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     done = take(Tour(box(x, 0, 1), box(x, 0, 1), x, t, out=Path(folder)), lambda line: None)
    >>> done.answers["f ∗ g"].expr
    Piecewise((t, (t >= 0) & (t < 1)), (2 - t, (t >= 1) & (t < 2)), (0, True))
    >>> take(Tour("box", box(x, 0, 1), x, t))
    Traceback (most recent call last):
    symconv.errors.InvalidInput: f is a text; use symconv.parse(text)
    """
    from symconv.operators.typed import function

    tour.f, tour.g = function(tour.f, tour.x, "f"), function(tour.g, tour.x, "g")
    bar = _Bar(sys.stderr if stream is None else stream, len(_STATIONS))
    for line in _greeting(tour):
        write(line)
    for number, (title, station) in enumerate(_STATIONS, start=1):
        bar.show(number - 1, title)
        lines = list(station(tour))
        bar.clear()
        write("")
        write(f"{number}  {title}")
        write("─" * WIDTH)
        for line in lines:
            write(line)
    write("")
    for line in _farewell(tour):
        write(line)
    return tour


class _Bar:
    """How far the tour is; on a terminal only, and gone before anything else is written."""

    def __init__(self, stream: TextIO, total: int):
        self.stream, self.total = stream, total

    def show(self, done: int, title: str) -> None:
        if self.stream.isatty():
            filled = 24 * done // self.total
            bar = "█" * filled + "░" * (24 - filled)
            self.stream.write(f"\r\x1b[K{bar} {done}/{self.total}  {title} …")
            self.stream.flush()

    def clear(self) -> None:
        if self.stream.isatty():
            self.stream.write("\r\x1b[K")
            self.stream.flush()


def _greeting(tour: Tour) -> Iterator[str]:
    yield "A tour of convolution, (f ∗ g)(t) = ∫ f(x) g(t − x) dx, and of cross-correlation,"
    yield "(f ⋆ g)(t) = ∫ conj(f(x)) g(t + x) dx, for"
    yield ""
    for name, f in (("f", tour.f), ("g", tour.g)):
        yield from equation(f"{name}({text(tour.x)})", gathered(f), indent=4)


def _farewell(tour: Tour) -> Iterator[str]:
    seconds = time.monotonic() - tour.started
    yield f"Done in {seconds:.0f} s. The files are in {tour.out.resolve()}:"
    for path in tour.files:
        yield f"  {named(path)}"
