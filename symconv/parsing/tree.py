"""The tree that the grammar makes of a text, and how tightly each operator binds."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "AND",
    "BINDING",
    "IMPLICIT",
    "MAX_DEPTH",
    "NOT",
    "OR",
    "POSTFIX",
    "POWER",
    "PRODUCT",
    "RELATION",
    "SUM",
    "Node",
]

MAX_DEPTH = 40

OR, AND, NOT, RELATION, SUM, PRODUCT, IMPLICIT, POWER, POSTFIX = range(1, 10)
BINDING = {
    **dict.fromkeys(("|", "or"), OR),
    "&": AND,
    **dict.fromkeys(("<", "<=", ">", ">=", "==", "!="), RELATION),
    **dict.fromkeys(("+", "-"), SUM),
    **dict.fromkeys(("*", "/"), PRODUCT),
    "**": POWER,
    "!": POSTFIX,
}


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the tree.

    kind: number, name, call, tuple, power, factorial, not, sum, product, relation, and, or,
    pieces, operation. `text` is the number's or name's spelling, or the sign of an operation;
    `signs` holds the operator before each part of a sum or product and between the parts of a
    relation, and the words of an operation. `column` is where to point.
    """

    kind: str
    column: int
    parts: tuple[Node, ...] = ()
    text: str = ""
    signs: tuple[str, ...] = ()
