"""What an unknown name may have meant: the nearest known ones, or a product of them."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

from symconv.parsing.spellings import named_among
from symconv.parsing.vocabulary import (
    ALIASES,
    BRACKETLESS,
    CONSTANTS,
    FUNCTIONS,
    LETTERS,
    SIGNALS,
    SPECIAL,
)

__all__ = ["nearest"]

_LONGEST = 12
_WORDS = tuple(dict.fromkeys((*FUNCTIONS, *ALIASES, *SIGNALS, *SPECIAL)))


def nearest(name: str, symbols: Collection[str], *, applied: bool = False) -> str:
    """Return the end of a message on an unknown name, with what may have been meant.

    >>> nearest("gaussan", {"x"}, applied=True)
    '; did you mean gaussian?'
    >>> nearest("ax", {"a", "x"})
    '; for a product write a*x'
    """
    factors = _factors(name, symbols, applied)
    if factors is not None:
        return f"; for a product write {'*'.join(factors)}{'(…)' if applied else ''}"
    for word in BRACKETLESS:
        rest = name.removeprefix(word)
        if rest != name and _is_known(rest, symbols):
            return f"; did you mean {word}({rest})?"
    stem = name.rstrip("0123456789")
    if stem != name and not applied and _is_known(stem, symbols):
        digits = name[len(stem) :]
        return f"; for a power write {stem}^{digits}, for a product {digits}*{stem}"
    words = _WORDS if applied else (*symbols, *CONSTANTS, *_WORDS)
    close = get_close_matches(name[:40], words, n=3) if len(name) > 2 else []
    return f"; did you mean {' or '.join(close)}?" if close else ""


def _factors(name: str, symbols: Collection[str], applied: bool) -> list[str] | None:
    """Cut a name into known ones, the last a function where it is applied."""
    if not 1 < len(name) <= _LONGEST:
        return None
    cuts: list[list[str] | None] = [[], *[None] * len(name)]
    for end in range(1, len(name) + 1):
        for start in range(end):
            before, part = cuts[start], name[start:end]
            last = applied and end == len(name)
            known = part in _WORDS and start > 0 if last else _is_known(part, symbols)
            if before is not None and known and cuts[end] is None:
                cuts[end] = [*before, part]
    return cuts[-1]


def _is_known(name: str, symbols: Collection[str]) -> bool:
    return named_among(name, symbols) is not None or name in CONSTANTS or name in LETTERS
