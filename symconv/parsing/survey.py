"""Look over a very long text before any of it is built.

The result of many convolutions fills pages; building it takes seconds, and a refusal must not come
after them. So a text of more than LONG parts may hold only what is never refused halfway: numbers,
known names, sums, products, conditions, pieces, powers with a small literal exponent, and the
plain functions.
"""

from __future__ import annotations

from collections.abc import Container

from symconv.parsing.spellings import named_among
from symconv.parsing.tokens import Source
from symconv.parsing.tree import Node
from symconv.parsing.vocabulary import CONSTANTS, LETTERS

__all__ = ["LONG", "survey"]

LONG = 30_000
_LARGEST = 999
_PLAIN = frozenset({"exp", "sin", "cos", "Abs", "Heaviside", "Piecewise"})


def survey(source: Source, tree: Node, names: Container[str]) -> None:
    """Refuse what a long text must not hold, in the order of the text."""
    if source.size <= LONG:
        return
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        waiting.extend(reversed(node.parts))
        message = _objection(node, names)
        if message:
            raise source.refuse(node.column, f"{message} in a text of more than {LONG} parts")


def _objection(node: Node, names: Container[str]) -> str | None:
    known = node.text in CONSTANTS or node.text in LETTERS
    if node.kind == "name" and not known and named_among(node.text, names) is None:
        return f"unknown name {node.text[:40]!r}"
    if node.kind == "call" and node.text not in _PLAIN:
        return f"refused: the function {node.text[:40]!r}"
    if node.kind == "factorial":
        return "refused: a factorial"
    if node.kind == "power":
        exponent = node.parts[1]
        plain = exponent.kind == "number" and exponent.text.isdecimal()
        if not plain or len(exponent.text) > 3 or int(exponent.text) > _LARGEST:
            return f"refused: an exponent that is no number up to {_LARGEST}"
    return None
