"""Functions that a command names as MODULE:FUNCTION; they are imported, never evaluated."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

__all__ = ["target"]


def target(text: str) -> Callable[..., Any]:
    """The function; a module in the current folder is found, as `python -m` finds it."""
    from symconv.testing import load_target

    here = str(Path.cwd())
    if here not in sys.path:
        sys.path.insert(0, here)
    found: Callable[..., Any] = load_target(text)
    return found
