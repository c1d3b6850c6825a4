"""A folder that lists its modules lists all of them, and none that is not there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import symconv

ROOT = Path(symconv.__file__).parent.parent
FOUND_BY_LISTING = ("symconv/methods", "symconv/cli/verbs", "proofs/laws")
UNSAID = {"__init__", "__main__", "_version"}
FOLDERS = sorted(
    path.parent
    for package in ("symconv", "proofs")
    for path in (ROOT / package).rglob("__init__.py")
    if str(path.parent.relative_to(ROOT)) not in FOUND_BY_LISTING
)


def named(text: str) -> set[str]:
    """The modules that a docstring names."""
    return set(re.findall(r"\b(\w+)\.py\b", text))


def amiss(text: str, modules: set[str]) -> set[str]:
    """Modules left out and modules that are not there; none where the text is no map."""
    return named(text) ^ modules if named(text) else set()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_map_of_a_folder_is_complete(folder):
    text = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))) or ""
    assert not amiss(text, {path.stem for path in folder.glob("*.py")} - UNSAID)


def test_every_large_folder_has_a_map():
    for folder in FOLDERS:
        text = (folder / "__init__.py").read_text(encoding="utf-8")
        assert len(list(folder.glob("*.py"))) < 10 or named(text), folder


def test_a_gap_and_a_ghost_would_be_seen():
    assert amiss("a.py one; c.py three", {"a", "b"}) == {"b", "c"}
    assert amiss("no list of modules", {"a", "b"}) == set()
