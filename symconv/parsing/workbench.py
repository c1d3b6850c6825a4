"""What every part of an expression is built with: guards, names in scope, refusals with a column.

The forms know a workbench and not the builder that stands on them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sympy
from sympy.logic.boolalg import Boolean

from symconv.errors import InvalidInput
from symconv.parsing.guards import Guards
from symconv.parsing.tokens import Source
from symconv.parsing.tree import Node

__all__ = ["Workbench", "cut"]

_RELATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "<": sympy.Lt,
    "<=": sympy.Le,
    ">": sympy.Gt,
    ">=": sympy.Ge,
    "==": sympy.Eq,
    "!=": sympy.Ne,
}
_MAX_CONDITIONS = 64
_UNDEFINED = (sympy.nan, sympy.zoo)
"""SymPy prints a missing last arm as nan; nowhere else is it read."""


class Workbench(ABC):
    """Builds one tree; `variable` is implied in box(-1, 2), `names` are the admitted symbols."""

    def __init__(self, source: Source, variable: Any, names: dict[str, Any]):
        self.source = source
        self.variable = variable
        self.names = names
        self.guards = Guards()
        self.column = 0

    @abstractmethod
    def build(self, node: Node) -> Any:
        """Build any node."""

    def expression(self, node: Node) -> Any:
        """Build a node that must be an expression."""
        value = self.build(node)
        if not isinstance(value, sympy.Expr):
            raise self.source.refuse(node.column, "expected an expression, found a condition")
        return value

    def condition(self, node: Node) -> Any:
        """Build a node that must be a condition, such as 0 <= x < 1."""
        value = self.build(node)
        if not isinstance(value, Boolean) or isinstance(value, sympy.Expr):
            raise self.source.refuse(node.column, "expected a condition, found an expression")
        return value

    def make(
        self, node: Node, function: Callable[..., Any], *arguments: Any, **options: Any
    ) -> Any:
        """Call SymPy's constructor; whatever it raises is a refusal at the node."""
        try:
            value = function(*arguments, **options)
        except InvalidInput as error:
            raise self.source.refuse(node.column, str(error)) from None
        except Exception as error:
            reason = str(error).strip().partition("\n")[0][:100] or type(error).__name__
            raise self.source.refuse(node.column, f"SymPy cannot build this: {reason}") from error
        undefined = value in _UNDEFINED or isinstance(value, sympy.AccumBounds)
        if undefined and not any(argument in _UNDEFINED for argument in arguments):
            raise self.source.refuse(node.column, "this has no value")
        return value

    def check(self, node: Node, reason: str | None) -> None:
        """Refuse at the node if there is a reason."""
        if reason is not None:
            raise self.source.refuse(node.column, f"refused: {reason}")

    def relation(self, node: Node, sign: str, left: Any, right: Any) -> Any:
        """Build left < right, or another comparison, that SymPy keeps or decides at once."""
        if left.has(sympy.Piecewise) or right.has(sympy.Piecewise):
            raise self.source.refuse(node.column, "refused: a Piecewise inside a condition")
        self.check(node, self.guards.comparison((left, right)))
        if sign not in ("==", "!="):
            self.check(node, self.guards.real(left) or self.guards.real(right))
        value = self.make(node, _RELATIONS[sign], left, right)
        if not value.free_symbols and value not in (sympy.true, sympy.false):
            raise self.source.refuse(node.column, "a condition on constants that is not decided")
        return value

    def joined(self, node: Node, function: Any) -> Any:
        """Build the And or Or of the conditions below the node."""
        if len(node.parts) > _MAX_CONDITIONS:
            message = f"refused: more than {_MAX_CONDITIONS} conditions joined"
            raise self.source.refuse(node.column, message)
        return self.make(node, function, *map(self.condition, node.parts))

    @contextmanager
    def scope(self, names: dict[str, Any], variable: Any = None) -> Iterator[None]:
        """Admit further names, and imply another variable, while a part is built."""
        outside = self.names, self.variable
        self.names = {**self.names, **names}
        self.variable = self.variable if variable is None else variable
        try:
            yield
        finally:
            self.names, self.variable = outside

    def count(self, node: Node, count: int, least: int, most: int) -> None:
        """Refuse a call with too few or too many arguments."""
        if not least <= count <= most:
            expected = str(least) if least == most else f"{least} to {most}"
            noun = "argument" if expected == "1" else "arguments"
            name = cut(node.text) or "a list of pieces"
            message = f"{name} takes {expected} {noun}, not {count}"
            raise self.source.refuse(node.column, message)


def cut(name: str) -> str:
    """A name, shortened for a message."""
    return name if len(name) <= 40 else name[:37] + "..."
