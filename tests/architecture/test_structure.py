"""The shape of the package, read from the source: layers, sizes, literals, names, docstrings."""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import symconv

ROOT = Path(symconv.__file__).parent
LAYERS = (
    ("_version", "errors", "forking", "progress", "survey"),
    ("listing", "precision"),
    ("truth", "deadline"),
    ("kernel",),
    ("exactnumbers",),
    ("deciding.algebraic",),
    ("deciding.zeros",),
    ("values",),
    ("deciding",),
    ("algebra",),
    ("reading",),
    ("writing",),
    ("signals",),
    ("parsing",),
    ("enclosure",),
    ("exporting",),
    ("closedform",),
    ("conjugation",),
    ("problem",),
    ("draws",),
    ("antiderivatives", "laplacepairs", "quadraticforms", "separable", "spectra"),
    ("halfplanes",),
    ("methods",),
    ("peaks",),
    ("operators",),
    ("transforms",),
    ("discrete",),
    ("check",),
    ("numeric",),
    ("testing",),
    ("reference",),
    ("show",),
    ("tour",),
    ("cli",),
    ("__main__",),
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
UPWARDS = {
    # a method of an object may reach up at call time, so that its user needs one import only
    ("closedform", "peaks"),
    # the printed form of an unevaluated operation is read into the operation
    ("parsing", "operators"),
}
LARGEST_MODULE = 500
FLOATS_ALLOWED = ("numeric", "show")
NAMES = json.loads(Path(__file__).with_name("public_names.json").read_text(encoding="utf-8"))


def modules() -> list[Path]:
    return sorted(ROOT.rglob("*.py"))


def top(path: Path) -> str:
    parts = path.relative_to(ROOT).parts
    return parts[0].removesuffix(".py")


def layer(dotted: str) -> str:
    """The layer that a module below symconv belongs to: its own, or that of its folder."""
    parts = dotted.split(".")
    own = ".".join(parts[:2])
    return own if own in LEVEL else parts[0]


def imported(tree: ast.AST) -> set[str]:
    """The layer below symconv of every import, those inside functions included."""
    found: set[str] = set()
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "import_module":
            names = [a.value for a in node.args if isinstance(a, ast.Constant)]
        found |= {
            layer(name.removeprefix("symconv.")) for name in names if name.startswith("symconv.")
        }
    return found


def upward(path: Path, source: str) -> set[str]:
    """The imports of a module that point to its own level's neighbours or upwards."""
    own = layer(".".join(path.relative_to(ROOT).with_suffix("").parts))
    if own == "__init__":
        return set()
    return {
        name
        for name in imported(ast.parse(source))
        if name in LEVEL
        and name != own
        and LEVEL[name] >= LEVEL[own]
        and (own, name) not in UPWARDS
    }


def float_literals(source: str) -> list[int]:
    nodes = ast.walk(ast.parse(source))
    return [n.lineno for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, float)]


def bare_excepts(source: str) -> list[int]:
    nodes = ast.walk(ast.parse(source))
    return [n.lineno for n in nodes if isinstance(n, ast.ExceptHandler) and n.type is None]


def test_every_module_has_a_layer():
    assert {top(path) for path in modules()} - {"__init__"} <= set(LEVEL)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_downwards(path):
    assert not upward(path, path.read_text(encoding="utf-8"))


def test_the_layer_check_can_fail():
    lie = ROOT / "algebra" / "numbers.py"
    assert upward(lie, "def f():\n    from symconv.cli import main\n") == {"cli"}
    assert upward(lie, "from importlib import import_module\nimport_module('symconv.check')") == {
        "check"
    }
    assert upward(lie, "import symconv.operators.nodes") == {"operators"}


def test_no_float_literal_outside_numeric_and_show():
    for path in modules():
        if top(path) not in FLOATS_ALLOWED:
            assert not float_literals(path.read_text(encoding="utf-8")), path
    assert float_literals("x = 0.5") == [1]


def test_no_bare_except():
    for path in modules():
        assert not bare_excepts(path.read_text(encoding="utf-8")), path
    assert bare_excepts("try:\n    f()\nexcept:\n    pass") == [3]


def test_no_eval_and_no_sympify_of_text():
    for path in modules():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = {getattr(n.func, "id", "") for n in ast.walk(tree) if isinstance(n, ast.Call)}
        assert not calls & {"eval", "exec", "parse_expr"}, path


def unused(sources: dict[str, str]) -> list[str]:
    """Functions and classes of modules whose name stands nowhere but in their definition."""
    words = Counter(word for text in sources.values() for word in re.findall(r"\w+", text))
    return [
        f"{name}: {node.name}"
        for name, text in sources.items()
        for node in ast.parse(text).body
        if isinstance(node, (ast.FunctionDef, ast.ClassDef))
        and not node.name.startswith("__")
        and words[node.name] < 2
    ]


def summary(source: str) -> str:
    """The first paragraph of a module's docstring."""
    text = ast.get_docstring(ast.parse(source)) or ""
    return " ".join(text.partition("\n\n")[0].split())


def test_every_module_says_in_one_sentence_what_it_is():
    """A folder explains itself by the first lines of its modules; no two say the same."""
    said = {path: summary(path.read_text(encoding="utf-8")) for path in modules()}
    unsaid = [path for path, text in said.items() if not re.fullmatch(r".{15,200}[.:?]", text)]
    assert not unsaid
    assert len(set(said.values())) == len(said)
    assert summary("x = 1") == ""


def test_no_function_or_class_is_left_over():
    assert not unused({str(path): path.read_text(encoding="utf-8") for path in modules()})
    assert unused({"a": "def f(): pass\ndef g(): return f()"}) == ["a: g"]


def test_modules_are_short():
    for path in modules():
        assert len(path.read_text(encoding="utf-8").splitlines()) <= LARGEST_MODULE, path


def signature(value: object) -> str:
    """Names, kinds and defaults of the parameters of a function, without annotations; else ""."""
    if not inspect.isfunction(value):
        return ""
    stated = inspect.signature(value)
    bare = [p.replace(annotation=inspect.Parameter.empty) for p in stated.parameters.values()]
    return str(inspect.Signature(bare))


@pytest.mark.parametrize("module", sorted(NAMES))
def test_public_names_and_signatures_are_frozen(module):
    home = importlib.import_module(module)
    assert {name: signature(getattr(home, name)) for name in home.__all__} == NAMES[module]


def test_a_changed_default_or_name_would_be_seen():
    assert signature(lambda x, *, kind="line": x) == "(x, *, kind='line')"
    assert signature(lambda x, *, kind="lines": x) != "(x, *, kind='line')"
    assert signature(symconv.Status) == ""


def shadowed(module: str, names: list[str]) -> set[str]:
    """Public names, other than modules, that are also modules beside: which one is meant?"""
    home = importlib.import_module(module)
    beside = {path.stem for path in Path(str(home.__file__)).parent.iterdir() if importable(path)}
    return {n for n in names if n in beside and not inspect.ismodule(getattr(home, n, None))}


def importable(path: Path) -> bool:
    return path.suffix == ".py" or (path / "__init__.py").exists()


@pytest.mark.parametrize("module", sorted(NAMES))
def test_no_module_has_the_name_of_a_public_function(module):
    assert not shadowed(module, list(NAMES[module]))


def test_a_shadowed_name_would_be_seen():
    assert shadowed("symconv.errors", ["truth", "InvalidInput"]) == {"truth"}


def test_the_stub_states_the_public_names():
    stub = ast.parse((ROOT / "__init__.pyi").read_text(encoding="utf-8"))
    stated = {
        alias.asname or alias.name
        for node in stub.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert stated == set(NAMES["symconv"])


def test_importing_symconv_loads_nothing_outside_the_standard_library():
    code = (
        "import sys; before = set(sys.modules); import symconv; "
        "new = {m.split('.')[0] for m in set(sys.modules) - before}; "
        "print(sorted(new - set(sys.stdlib_module_names) - {'symconv'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_convolve_loads_no_heavy_library():
    code = (
        "import sys; from symconv import convolve; "
        "print([m for m in ('numpy', 'scipy', 'matplotlib', 'dask') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_kernel_imports_the_standard_library_and_itself_only():
    for path in sorted((ROOT / "kernel").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names:
                first = name.split(".")[0]
                assert first in sys.stdlib_module_names or name.startswith("symconv.kernel"), path
