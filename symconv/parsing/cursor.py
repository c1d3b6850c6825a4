"""Where the reader stands in the tokens, how deep, and what it says when it cannot go on."""

from __future__ import annotations

from collections.abc import Container
from typing import NoReturn

from symconv.parsing.tokens import Source, Token, tokenise
from symconv.parsing.tree import MAX_DEPTH

__all__ = ["Cursor"]


class Cursor:
    """A place in the tokens of a source; `names` are the declared ones."""

    def __init__(self, source: Source, names: Container[str]):
        self.source = source
        self.names = names
        self.tokens = tokenise(source, names)
        self.position = 0
        self.depth = 0

    @property
    def token(self) -> Token:
        """The token ahead."""
        return self.tokens[self.position]

    @property
    def previous(self) -> Token:
        """The token behind; the first one at the start."""
        return self.tokens[max(0, self.position - 1)]

    @property
    def following(self) -> Token:
        """The token after the one ahead."""
        return self.tokens[min(self.position + 1, len(self.tokens) - 1)]

    def advance(self) -> Token:
        """Pass the token ahead, and return it."""
        token = self.token
        self.position += 1
        return token

    def at(self, *spellings: str) -> bool:
        """Whether the token ahead is one of these operators or words."""
        return self.token.kind in {"operator", "name"} and self.token.text in spellings

    def expect(self, spelling: str, opened: Token) -> None:
        """Pass the bracket that closes, or refuse."""
        if not self.at(spelling):
            place = f"to close the '{opened.text}' of column {opened.column + 1}"
            self.unexpected(f"'{spelling}' {place}, or an operator")
        self.advance()

    def unexpected(self, expected: str) -> NoReturn:
        """Refuse the token ahead."""
        token = self.token
        found = f"'{_cut(self.written(token))}'" if token.kind != "end" else "the end"
        raise self.source.refuse(
            token.column, f"expected {expected}, found {found}{self._advice(token)}"
        )

    def two_readings(self, column: int, *readings: str) -> NoReturn:
        """Refuse what a person may mean in more than one way, with each way written out."""
        ways = " or ".join(map(_cut, readings))
        raise self.source.refuse(column, f"this can be read in two ways; write {ways}")

    def enter(self, opening: Token) -> None:
        """Go one level deeper."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.source.refuse(opening.column, f"nested deeper than {MAX_DEPTH} levels")

    def written(self, token: Token) -> str:
        """The token as it stands in the text."""
        return self.source.text[token.column : token.end]

    def since(self, start: int) -> str:
        """The text from the token of that position up to the one behind."""
        return self.between(start, self.position)

    def between(self, start: int, end: int) -> str:
        """The text from the token of one position up to the one before the other."""
        return self.source.text[self.tokens[start].column : self.tokens[end - 1].end]

    def _advice(self, token: Token) -> str:
        if token.text in {"∗", "⋆"}:
            sign = token.text
            return f"; a product is written *, the operation (f {sign} g)(t), in brackets"
        if token.kind == "prime" and self.previous.kind == "name":
            return "; a prime is read behind δ only, as in δ'(x)"
        if token.text == "if":
            return "; a piece is written 'value for condition'"
        if token.text == ",":
            return "; decimals have a point, and pieces a ; between them"
        return ""


def _cut(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."
