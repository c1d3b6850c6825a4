"""What is shipped: the same bytes at every build, everything needed, nothing else."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from symconv import __version__

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
BUILD = """
import sys, reproducible
out = sys.argv[1]  # setuptools writes its own arguments there
reproducible.build_sdist(out)
reproducible.build_wheel(out)
"""
OLDEST_SETUPTOOLS = int(re.search(r"setuptools>=(\d+)", str(PROJECT["build-system"]))[1])
SHIPPED = ("symconv", "proofs", "tests", "tools", "examples")
FILES = ("pyproject.toml", "MANIFEST.in", "README.md", "LICENSE", "CHANGELOG.md", "CITATION.cff")


def checkout(folder: Path) -> Path:
    """A copy of what is shipped, with a cache left lying about."""
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info", "*.pyc")
    for name in SHIPPED:
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)
    (folder / "symconv" / "__pycache__").mkdir()
    (folder / "symconv" / "__pycache__" / "errors.cpython-311.pyc").write_bytes(b"left over")
    return folder


def build(original: Path, folder: Path) -> dict[str, Path]:
    """The archives of one copy of the checkout, made by the project's own build backend."""
    source, out = folder / "source", folder / "dist"
    shutil.copytree(original, source)
    out.mkdir()
    path = os.pathsep.join([str(source / "tools"), *sys.path])
    subprocess.run(
        [sys.executable, "-c", BUILD, str(out)],
        cwd=source, env={**os.environ, "PYTHONPATH": path},
        check=True, capture_output=True,
    )  # fmt: skip
    return {path.suffix: path for path in out.iterdir()}


@pytest.fixture(scope="module")
def archives(tmp_path_factory):
    if int(importlib.metadata.version("setuptools").partition(".")[0]) < OLDEST_SETUPTOOLS:
        pytest.skip(f"building needs setuptools {OLDEST_SETUPTOOLS} or later")
    original = checkout(tmp_path_factory.mktemp("original"))
    return [build(original, tmp_path_factory.mktemp(name)) for name in ("first", "second")]


@pytest.mark.slow
@pytest.mark.parametrize("kind", [".gz", ".whl"])
def test_two_builds_are_the_same_bytes(archives, kind):
    first, second = (hashlib.sha256(one[kind].read_bytes()).hexdigest() for one in archives)
    assert first == second


@pytest.mark.slow
def test_the_source_archive_holds_the_proofs_and_tests_and_no_caches(archives):
    with tarfile.open(archives[0][".gz"]) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for needed in ("proofs/__main__.py", "tests/conftest.py", "tests/data/corpus.jsonl",
                   "tools/reproducible.py", "examples/lecture.ipynb", *FILES):  # fmt: skip
        assert needed in names
    assert not [name for name in names if "__pycache__" in name or name.endswith(".pyc")]
    source = {f"symconv/{p.relative_to(ROOT / 'symconv').as_posix()}" for p in sources()}
    assert source <= names


@pytest.mark.slow
def test_the_wheel_holds_the_package_alone_with_its_data(archives):
    with zipfile.ZipFile(archives[0][".whl"]) as archive:
        names = set(archive.namelist())
        metadata = next(name for name in names if name.endswith("METADATA"))
        stated = archive.read(metadata).decode()
    assert {name.split("/")[0] for name in names} == {
        "symconv",
        f"symconv-{__version__}.dist-info",
    }
    assert not [name for name in names if "__pycache__" in name or "/tests/" in name]
    source = {f"symconv/{p.relative_to(ROOT / 'symconv').as_posix()}" for p in sources()}
    assert source <= names
    assert {"symconv/py.typed", "symconv/__init__.pyi"} <= names
    assert f"\nVersion: {__version__}\n" in stated
    for extra in PROJECT["project"]["optional-dependencies"]:
        assert f"Provides-Extra: {extra}" in stated


def sources() -> list[Path]:
    """The modules and the data files of the package."""
    kinds = {".py", ".pyi", ".json", ".toml", ".html", ".typed"}
    return [
        path
        for path in (ROOT / "symconv").rglob("*")
        if (path.suffix in kinds or path.name == "py.typed") and "__pycache__" not in path.parts
    ]


def test_the_version_stands_in_one_place():
    assert PROJECT["project"]["dynamic"] == ["version"]
    assert "version" not in PROJECT["project"]
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.search(r"^version: (.+)$", citation, re.MULTILINE)[1] == __version__
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^## (.+)$", changes, re.MULTILINE)[1] == __version__
    assert "### Changed results" in changes
    stated = [
        path
        for path in (ROOT / "symconv").rglob("*.py")
        if f'"{__version__}"' in path.read_text(encoding="utf-8")
    ]
    assert [path.name for path in stated] == ["_version.py"]
