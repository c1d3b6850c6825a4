"""Words of the tour: signs as in print, and paragraphs with an indent."""

from __future__ import annotations

import textwrap

from symconv.show.layout import WIDTH

__all__ = ["indented", "signs"]

_SIGNS = (("-oo", "−∞"), ("oo", "∞"), ("->", "→"), (" - ", " − "), ("^-", "^−"))


def signs(words: str) -> str:
    """Minus, infinity and arrows as in print."""
    for plain, printed in _SIGNS:
        words = words.replace(plain, printed)
    return words


def indented(words: str, indent: int) -> list[str]:
    """The words as lines of the terminal's width."""
    return textwrap.wrap(words, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * indent)
