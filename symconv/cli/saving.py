"""Writing pictures and pages from the command line: a folder that is missing is one clear line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from symconv.errors import InvalidInput

__all__ = ["saved"]


def saved(result: Any, path: Path) -> Path:
    """Call .save or .savefig with the path, and return the path. Raises InvalidInput."""
    try:
        if hasattr(result, "savefig"):
            result.savefig(path, dpi=150)
        else:
            result.save(path)
    except OSError as error:
        raise InvalidInput(f"cannot write {path}: {error.strerror or error}") from None
    except ValueError as error:
        if isinstance(error, InvalidInput):
            raise
        raise InvalidInput(f"cannot write {path}: {error}") from None
    return path
