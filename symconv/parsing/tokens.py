"""Cut a text into tokens, and refuse what is too long before anything else looks at it.

Only characters of the language pass; a stray one is refused at its column. The field's own signs
(≤ ≥ ≠ − · × π ∞) are read as their ASCII spelling.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from symconv.errors import InvalidInput

__all__ = ["MAX_CHARACTERS", "MAX_DIGITS", "MAX_TOKENS", "Source", "Token", "tokenise"]

MAX_CHARACTERS = 1_000_000
MAX_TOKENS = 60_000
MAX_DIGITS = 1_000
"""Digits of one number, its power of ten included; 10**1000 is beyond any sensible constant."""

_SIGNS = {
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "−": "-",
    "·": "*",
    "×": "*",
    "π": "pi",
    "∞": "oo",
    "^": "**",
}
_WORDS = {"and": "&", "or": "|", "not": "~", "else": "otherwise"}
_PATTERN = re.compile(
    r"""(?P<space>\s+)
      | (?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
      | (?P<name>[^\W\d][\w]*(?:\.[^\W\d]\w*)*)
      | (?P<operator>\*\*|<=|>=|==|!=|[-+*/^!<>&|~(),;{}≤≥≠−·×∞∗⋆])""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One token: its kind ("number", "name", "operator", "end"), spelling and column from 0."""

    kind: str
    text: str
    column: int


class Source:
    """The text that is read, its number of tokens, and refusals that show it with a caret."""

    _SHOWN = 60

    def __init__(self, text: str):
        self.text = text
        self.size = 0

    def refuse(self, column: int, message: str) -> InvalidInput:
        """Return the refusal that points at the column, a long text cut down around it."""
        line = re.sub(r"\s", " ", "".join(c if c.isprintable() else " " for c in self.text))
        start = max(0, column - self._SHOWN // 2) if len(line) > 2 * self._SHOWN else 0
        shown = line[start : start + 2 * self._SHOWN]
        error = InvalidInput(
            f"column {column + 1}: {message}", text=shown, column=min(column - start, len(shown))
        )
        error.text, error.column = self.text, column
        return error


def tokenise(source: Source) -> list[Token]:
    """Return the tokens of the text, an "end" token last."""
    text = source.text
    if len(text) > MAX_CHARACTERS:
        raise source.refuse(MAX_CHARACTERS, f"the text is longer than {MAX_CHARACTERS} characters")
    tokens: list[Token] = []
    column = 0
    while column < len(text):
        match = _PATTERN.match(text, column)
        if match is None:
            raise source.refuse(
                column, f"unexpected character {text[column]!r}{_advice(text[column])}"
            )
        kind, spelling = str(match.lastgroup), match.group()
        if kind != "space":
            tokens.append(_token(source, kind, spelling, column))
        if len(tokens) > MAX_TOKENS:
            raise source.refuse(column, f"the text has more than {MAX_TOKENS} parts")
        column = match.end()
    tokens.append(Token("end", "", len(text)))
    source.size = len(tokens)
    return tokens


def _token(source: Source, kind: str, spelling: str, column: int) -> Token:
    if kind == "number":
        _check_number(source, spelling, column)
    plain = _SIGNS.get(spelling, spelling)
    if kind == "name":
        plain = _WORDS.get(plain, plain)
        if plain in {"&", "|", "~"}:
            kind = "operator"
    elif plain == "oo":
        kind = "name"
    return Token(kind, plain, column)


def _check_number(source: Source, spelling: str, column: int) -> None:
    """Refuse a number whose digits, written out, would be too many."""
    mantissa, _, power = spelling.lower().partition("e")
    size = len(mantissa)
    if power:
        size += abs(int(power)) if len(power) < 7 else MAX_DIGITS
    if size > MAX_DIGITS:
        raise source.refuse(column, f"a number may have at most {MAX_DIGITS} digits")


def _advice(character: str) -> str:
    if character == "=":
        return "; write == for an equation"
    if character in "[]":
        return "; use round brackets"
    return ""
