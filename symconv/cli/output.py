"""What the verbs print: text for people, JSON for programs, colour on a terminal only."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

__all__ = ["coloured", "print_json", "print_lines"]

_COLOURS = {"green": "32", "red": "31", "yellow": "33"}


def coloured(text: str, colour: str) -> str:
    """Return the text in a colour, where stdout is a terminal that wants it (no-color.org)."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return text
    return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m"


def print_json(data: dict[str, Any]) -> None:
    """Print one JSON object; whatever JSON has no form for is printed as SymPy prints it."""
    print(json.dumps(data, indent=2, ensure_ascii=False, default=str))


def print_lines(answer: str, details: dict[str, Any]) -> None:
    """Print the answer on a line of its own, then the details that are not empty, indented."""
    print(answer)
    for name, value in details.items():
        text = "; ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value or "")
        if text:
            print(f"  {name}: {text}")
