"""Each side condition of the kernel is needed: without its line, a false certificate passes."""

import ast
import importlib.util
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from symconv import kernel

HERE = Path(__file__).parent
SOURCE = Path(kernel.__file__).parent


def _load(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


LIES = _load("symconv_kernel_lies", HERE / "lies.py").LIES


def _side_conditions() -> Iterator[tuple[str, Path, ast.stmt]]:
    """Every statement `require(…, "condition", …)` of the kernel."""
    for path in sorted(SOURCE.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Expr)
                and isinstance(node.value, ast.Call)
                and isinstance(node.value.func, ast.Name)
                and node.value.func.id == "require"
            ):
                condition = node.value.args[1]
                assert isinstance(condition, ast.Constant)
                yield str(condition.value), path, node


CONDITIONS = list(_side_conditions())


def _mutant(condition: str, folder: Path) -> ModuleType:
    """The kernel, loaded under another name, with the one statement replaced by `pass`."""
    ((_, changed, statement),) = (entry for entry in CONDITIONS if entry[0] == condition)
    name = "kernel_without_" + condition.replace("-", "_")
    package = folder / name
    package.mkdir()
    for path in SOURCE.glob("*.py"):
        lines = path.read_text(encoding="utf-8").splitlines()
        if path == changed:
            first, last = statement.lineno - 1, statement.end_lineno or 0
            lines[first:last] = [" " * statement.col_offset + "pass"]
        (package / path.name).write_text("\n".join(lines).replace("symconv.kernel", name))
    shutil.copytree(SOURCE / "laws", package / "laws")
    return _load(name, package / "__init__.py")


@pytest.fixture
def clean_modules() -> Iterator[None]:
    before = set(sys.modules)
    yield
    for name in set(sys.modules) - before:
        if name.startswith("kernel_without_"):
            del sys.modules[name]


def test_every_side_condition_has_one_lie_and_one_name():
    names = [condition for condition, _, _ in CONDITIONS]
    assert sorted(names) == sorted(LIES)


def test_no_other_way_to_refuse():
    """A refusal is a `require`, or the translation of a malformed certificate in `checking`."""
    raises = [
        path.name
        for path in SOURCE.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Raise)
    ]
    assert sorted(raises) == ["checking.py"] * 2 + ["refusal.py"]


@pytest.mark.parametrize("condition", sorted(LIES))
def test_lie_is_rejected_by_its_condition(condition, tmp_path):
    with pytest.raises(kernel.CertificateError) as refusal:
        LIES[condition](kernel, tmp_path)
    assert refusal.value.condition == condition


@pytest.mark.parametrize("condition", sorted(LIES))
def test_lie_is_accepted_without_the_line(condition, tmp_path, clean_modules):
    mutant = _mutant(condition, tmp_path)
    assert mutant.CertificateError is not kernel.CertificateError
    LIES[condition](mutant, tmp_path)
