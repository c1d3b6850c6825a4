"""Modules import in one direction, imports inside functions and for types alone included."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import symconv

ROOT = Path(symconv.__file__).parent.parent
PACKAGES = ("symconv", "proofs", "tools")


def named(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def sources(package: str) -> dict[str, str]:
    return {named(p): p.read_text(encoding="utf-8") for p in sorted((ROOT / package).rglob("*.py"))}


def imported(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """(module, name in it or "") of every import statement and import_module call."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield from ((node.module, alias.name) for alias in node.names)
        elif isinstance(node, ast.Call) and "import_module" in ast.unparse(node.func):
            yield from ((a.value, "") for a in node.args if isinstance(a, ast.Constant))


def graph(texts: dict[str, str]) -> dict[str, set[str]]:
    """For each module those it imports; from a package, the module where a name is one."""
    found: dict[str, set[str]] = {}
    for module, text in texts.items():
        pairs = imported(ast.parse(text))
        aims = {f"{home}.{name}" if f"{home}.{name}" in texts else home for home, name in pairs}
        found[module] = {aim for aim in aims if aim in texts and aim != module}
    return found


def circle(edges: dict[str, set[str]]) -> list[str]:
    """The modules of one circle in order, or none: what is left when no leaf can be taken off."""
    left = {module: set(aims) for module, aims in edges.items()}
    while leaves := {module for module, aims in left.items() if not aims}:
        left = {module: aims - leaves for module, aims in left.items() if module not in leaves}
    if not left:
        return []
    walk = [min(left)]
    while walk[-1] not in walk[:-1]:
        walk.append(min(left[walk[-1]]))
    return walk[walk.index(walk[-1]) :]


@pytest.mark.parametrize("package", PACKAGES)
def test_no_modules_import_in_a_circle(package):
    texts = sources(package)
    assert texts
    assert circle(graph(texts)) == []


def test_no_module_stands_alone():
    """The graph sees the imports: every module but an empty package has one, or is imported."""
    edges = graph(sources("symconv"))
    reached = set().union(*edges.values())
    alone = {module for module, aims in edges.items() if not aims and module not in reached}
    assert not [module for module in alone if (ROOT / f"{module.replace('.', '/')}.py").exists()]


@pytest.mark.parametrize(
    "back",
    [
        "import p.a",
        "from p.a import f",
        "from p import a",
        "def f():\n    from p.a import g",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from p.a import F",
        "from importlib import import_module\nimport_module('p.a')",
    ],
)
def test_a_circle_would_be_seen(back):
    texts = {"p": "", "p.a": "from p.b import g", "p.b": "from p.c import h", "p.c": back}
    assert circle(graph(texts)) == ["p.a", "p.b", "p.c", "p.a"]
    assert circle(graph({**texts, "p.c": "import json"})) == []
