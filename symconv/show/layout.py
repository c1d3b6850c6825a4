"""Results laid out for a terminal: one line per piece, conditions in a column of their own."""

from __future__ import annotations

import textwrap
from typing import Any

import sympy

from symconv.show.plain import text

__all__ = ["WIDTH", "equation", "layout"]

WIDTH = 100
_WIDEST_COLUMN = 56


def equation(head: str, expr: Any, indent: int = 2, width: int = WIDTH) -> list[str]:
    """`head = expr`, the pieces below each other."""
    start = " " * indent + head + " = "
    lines = layout(expr, width - len(start))
    return [(start if index == 0 else " " * len(start)) + line for index, line in enumerate(lines)]


def layout(expr: Any, width: int = WIDTH) -> list[str]:
    """The expression in lines: arms of a Piecewise in two columns, point masses at the end."""
    arms, rest = _separated(expr)
    if arms is None:
        return textwrap.wrap(text(expr), width, subsequent_indent="    ") or ["0"]
    lines = _nested(arms, width) if _is_nested(arms) else _columns(arms, width)
    if rest != 0:
        sign, words = ("−", text(-rest)) if text(rest).startswith("−") else ("+", text(rest))
        lines += textwrap.wrap(f"{sign} {words}", width, subsequent_indent="    ")
    return lines


def _separated(expr: Any) -> tuple[Any, Any]:
    """The one Piecewise of a sum, and what stands beside it."""
    terms = sympy.Add.make_args(expr)
    found = [term for term in terms if isinstance(term, sympy.Piecewise)]
    if len(found) != 1:
        return None, expr
    return found[0], expr - found[0]


def _is_nested(arms: Any) -> bool:
    return any(value.has(sympy.Piecewise) for value, _ in arms.args)


def _columns(arms: Any, width: int) -> list[str]:
    rows = [(text(value), _condition(condition)) for value, condition in arms.args]
    fitting = [len(value) for value, _ in rows if len(value) <= _WIDEST_COLUMN]
    column = max(fitting, default=0) + 3
    lines = []
    for value, condition in rows:
        if len(value) + 3 <= column:
            lines.append(f"{value:<{column}}{condition}".rstrip())
        else:
            lines += textwrap.wrap(value, width, subsequent_indent="    ")
            lines.append(" " * column + condition)
    return lines


def _nested(arms: Any, width: int) -> list[str]:
    lines = []
    for value, condition in arms.args:
        lines.append(_condition(condition).removeprefix("for ") + ":")
        lines += ["    " + line for line in layout(value, width - 4)]
    return lines


def _condition(condition: Any) -> str:
    return "otherwise" if condition == sympy.true else f"for {text(condition)}"
