"""as_independent is told whether it splits terms or factors: of a sum it takes off a term."""

from __future__ import annotations

import ast
from pathlib import Path

import symconv

ROOT = Path(symconv.__file__).parent


def untold(source: str) -> list[int]:
    """The lines that call as_independent without as_Add."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [
        call.lineno
        for call in calls
        if getattr(call.func, "attr", "") == "as_independent"
        and "as_Add" not in {keyword.arg for keyword in call.keywords}
    ]


def test_every_split_says_of_what():
    for path in sorted(ROOT.rglob("*.py")):
        assert not untold(path.read_text(encoding="utf-8")), path


def test_a_silent_split_would_be_seen():
    assert untold("f.as_independent(x)") == [1]
    assert untold("f.as_independent(x, as_Add=False)") == []
