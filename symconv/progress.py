"""A progress line on stderr: only on a terminal, and only for what takes longer than a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sized
from typing import TextIO, TypeVar

__all__ = ["progress"]

_Item = TypeVar("_Item")
_PATIENCE = 1
_WIDTH = 30


def progress(
    items: Iterable[_Item], label: str, *, total: int | None = None, stream: TextIO | None = None
) -> Iterator[_Item]:
    """Yield the items, and show how far the loop has come.

    Parameters
    ----------
    items : iterable
        What is worked through; its length is the total unless `total` is given.
    label : str
        What is being done.
    total : int, optional
        The number of items, for a generator.
    stream : text file, optional
        sys.stderr if not given. Nothing is written unless it is a terminal.

    Yields
    ------
    item
        The items, unchanged.

    Examples
    --------
    >>> list(progress([1, 2, 3], "counting"))
    [1, 2, 3]
    """
    out = sys.stderr if stream is None else stream
    if total is None:
        total = len(items) if isinstance(items, Sized) else 0
    shown = False
    started = time.monotonic()
    try:
        for done, item in enumerate(items):
            if out.isatty() and (shown or time.monotonic() - started > _PATIENCE):
                out.write(f"\r{_line(label, done, total)}\x1b[K")
                out.flush()
                shown = True
            yield item
    finally:
        if shown:
            out.write("\r\x1b[K")
            out.flush()


def _line(label: str, done: int, total: int) -> str:
    if not total:
        return f"{label}: {done}"
    filled = _WIDTH * done // total
    return f"{label}: [{'#' * filled}{'.' * (_WIDTH - filled)}] {done}/{total}"
