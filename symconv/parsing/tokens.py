"""Cut a text into tokens, and refuse what is too long before anything else looks at it.

Only characters of the language pass; a stray one is refused at its column. A run of exponent signs
is one token, whose letters are never part of a name: x² is x and its exponent.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass

from symconv.errors import InvalidInput
from symconv.parsing.spellings import (
    EXPONENT_SIGNS,
    FRACTIONS,
    PRIMES,
    SIGNS,
    is_greek,
    is_letter,
    upright,
)

__all__ = ["MAX_CHARACTERS", "MAX_DIGITS", "MAX_TOKENS", "Source", "Token", "scan", "tokenise"]

MAX_CHARACTERS = 1_000_000
MAX_TOKENS = 60_000
MAX_DIGITS = 1_000
"""Digits of one number, its power of ten included; 10**1000 is beyond any sensible constant."""

_WORDS = {"and": "&", "not": "~", "else": "otherwise"}
_SPACE = re.compile(r"\s+")
_ASCII_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*")
_DIGITS = "0123456789₀₁₂₃₄₅₆₇₈₉"
_NUMBER = re.compile(r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_OPERATOR = re.compile(r"\*\*|<=|>=|==|!=|[-+*/!<>&|~(),;{}√∛∜⌊⌋⌈⌉∗⋆]")
_INDEX = re.compile(r"_?[0-9]+|_[^\W_]+|[₀-₉]+")


@dataclass(frozen=True, slots=True)
class Token:
    """One token: its spelling, its columns from 0, and its kind.

    kind: number, name, operator, exponent (its signs as ASCII), prime, end.
    """

    kind: str
    text: str
    column: int
    end: int


class Source:
    """The text that is read, its number of tokens, and refusals that show it with a caret."""

    _SHOWN = 60

    def __init__(self, text: str):
        self.text = text
        self.size = 0

    def refuse(self, column: int, message: str, *, unknown: str | None = None) -> InvalidInput:
        """Return the refusal that points at the column, a long text cut down around it.

        `unknown` is the name that nobody declared, for those who know how to declare one.
        """
        line = re.sub(r"\s", " ", "".join(c if c.isprintable() else " " for c in self.text))
        start = max(0, column - self._SHOWN // 2) if len(line) > 2 * self._SHOWN else 0
        shown = line[start : start + 2 * self._SHOWN]
        error = InvalidInput(
            f"column {column + 1}: {message}", text=shown, column=min(column - start, len(shown))
        )
        error.text, error.column, error.unknown = self.text, column, unknown
        return error


def tokenise(source: Source, names: Container[str] = ()) -> list[Token]:
    """Return the tokens of the text, an "end" token last; `names` are kept in one piece."""
    text = source.text
    if len(text) > MAX_CHARACTERS:
        raise source.refuse(MAX_CHARACTERS, f"the text is longer than {MAX_CHARACTERS} characters")
    tokens = scan(source, text, 0, names)
    source.size = len(tokens)
    return tokens


def scan(source: Source, text: str, offset: int, names: Container[str]) -> list[Token]:
    """Return the tokens of a text that stands in the source at that offset."""
    tokens: list[Token] = []
    column = 0
    while column < len(text):
        space = _SPACE.match(text, column)
        if space is not None:
            column = space.end()
            continue
        kind, spelled, end = _token(source, text, column, offset, names)
        tokens.append(Token(kind, spelled, column + offset, end + offset))
        if len(tokens) > MAX_TOKENS:
            raise source.refuse(column, f"the text has more than {MAX_TOKENS} parts")
        column = end
    tokens.append(Token("end", "", len(text) + offset, len(text) + offset))
    return tokens


def _token(
    source: Source, text: str, column: int, offset: int, names: Container[str]
) -> tuple[str, str, int]:
    first = text[column]
    if is_letter(first):
        return _name(text, column, names)
    number = _NUMBER.match(text, column)
    if number is not None:
        _check_number(source, number.group(), column + offset)
        return "number", number.group(), number.end()
    if first in FRACTIONS:
        return "number", FRACTIONS[first], column + 1
    if first in EXPONENT_SIGNS:
        end = column
        while text[end : end + 1] in EXPONENT_SIGNS:
            end += 1
        plain = "".join(EXPONENT_SIGNS[sign] for sign in text[column:end])
        return "exponent", plain, end
    if first in PRIMES:
        return "prime", "'" * PRIMES[first], column + 1
    if first in SIGNS:
        spelled = SIGNS[first]
        return "name" if spelled == "oo" else "operator", spelled, column + 1
    operator = _OPERATOR.match(text, column)
    if operator is None:
        raise source.refuse(
            column + offset, f"unexpected character {_shown(first)}{_advice(first)}"
        )
    spelled = SIGNS.get(operator.group(), operator.group())
    return "operator", spelled, operator.end()


def _name(text: str, column: int, names: Container[str]) -> tuple[str, str, int]:
    """Read a name: letters, digits, indices; a Greek letter is a name of its own."""
    ascii_name = _ASCII_NAME.match(text, column)
    end = column if ascii_name is None else ascii_name.end()
    if ascii_name is None or not text[end : end + 1].isascii():
        end = _end_of_name(text, column, names)
    word = text[column:end]
    if not word.isascii() and word not in names:
        word = "".join(map(upright, word))
    plain = "pi" if word == "π" and word not in names else _WORDS.get(word, word)
    return "operator" if plain in {"&", "or", "~"} else "name", plain, end


def _end_of_name(text: str, column: int, names: Container[str]) -> int:
    end = column
    while end < len(text) and (is_letter(text[end]) or text[end] in _DIGITS):
        end += 1
    if text[column:end] in names or text[column] == "Δ":
        return end
    if is_greek(text[column]):
        index = None if text[column] == "π" else _INDEX.match(text, column + 1, end)
        return column + 1 if index is None else index.end()
    later = (place for place in range(column + 1, end) if is_greek(text[place]))
    first = next(later, end)
    return end if text[first - 1] == "_" else first


def _check_number(source: Source, spelling: str, column: int) -> None:
    """Refuse a number whose digits, written out, would be too many."""
    mantissa, _, power = spelling.lower().partition("e")
    size = len(mantissa)
    if power:
        size += abs(int(power)) if len(power) < 7 else MAX_DIGITS
    if size > MAX_DIGITS:
        raise source.refuse(column, f"a number may have at most {MAX_DIGITS} digits")


def _shown(character: str) -> str:
    """The character as a reader would find it: by its name where nothing is seen of it."""
    name = unicodedata.name(character, "")
    if character.isprintable() or not name:
        return repr(character)
    return f"U+{ord(character):04X} ({name.lower()})"


def _advice(character: str) -> str:
    if character == "=":
        return "; write == for an equation"
    if character in "[]":
        return "; use round brackets"
    if character == "\\":
        return "; LaTeX is not read"
    return ""
