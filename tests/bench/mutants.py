"""Mutation testing: does the suite notice when one thing in a module is wrong?

    python tests/bench/mutants.py GROUP [MODULE ...] [--every N]

Each mutant of a module differs in one place: a comparison turned, a constant moved by one, a
condition negated, `and` for `or`, a sign, an operand or a statement left out, the first two
arguments exchanged. The group's tests are collected once and run in a fork per mutant, where the
functions of the module have the mutant's code: quick tests go first, and those that noticed other
mutants, until one fails. A test that takes more than `PATIENCE` times as long as with the module
as it is (and a little) has noticed too. What no fork can change (tables, signatures), and what no
test noticed, is run again in a process that imports the mutant in place of the module. Survivors
are printed: each is an untested line, or the same program in other words; of the latter,
`same_program.toml` says why. --every N takes each N-th.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import gc
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import inspect
import json
import math
import os
import resource
import signal
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import partial
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

ROOT = Path(__file__).parents[2]
SAME = Path(__file__).with_name("same_program.toml")
PATIENCE, SLACK, START = 5, 1, 20  # times the processor time; seconds; seconds to import it all
OPTIONS = ["-x", "-q", "--assert=plain", "-p", "no:cacheprovider", "-m", "not slow",
           "-o", "addopts=--import-mode=importlib", "-o", "filterwarnings=default"]  # fmt: skip

APART = "not without_the_line"  # these read the source anew, not the mutant
GROUPS: dict[str, tuple[list[str], list[str]]] = {
    "laws": (
        [f"symconv.kernel.{name}" for name in
         ("rules", "checking", "norm", "terms", "report", "refusal", "theorem", "__main__")],
        ["tests/kernel/test_report.py", "tests/kernel/test_norm.py",
         "tests/kernel/test_terms.py", "tests/kernel/test_refusal.py",
         "tests/kernel/test_lies.py", "tests/kernel/test_checking.py", "-k",
         f"{APART} and not module_exits and not nothing_installed and not standard_library "
         "and not stays_small and not accepted_mutants"],
    ),
    "decider": (
        ["symconv.kernel.decider", "symconv.kernel.field"],
        ["tests/kernel/test_decider.py", "tests/kernel/test_lies.py",
         "tests/kernel/test_refusal.py", "-k", f"{APART} and not defining_integral"],
    ),
    "existence": (
        [f"symconv.algebra.{name}" for name in
         ("convolution", "existence", "partialfractions", "inequalities", "implications", "signs",
          "relations")],
        ["tests/algebra", "tests/operators/test_exact_class.py", "tests/reading",
         "tests/regressions/test_complex_parameters.py", "tests/regressions/test_fuzzing.py",
         "tests/regressions/test_known_traps_pieces.py"],
    ),
}  # fmt: skip

TURNED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,), ast.NotIn: (ast.In,), ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
}  # fmt: skip
LEFT_OUT = (ast.AugAssign, ast.Raise, ast.Continue, ast.Break)


def mutants(source: str) -> Iterator[tuple[str, str, ast.Module]]:
    """(line:column, what was changed, the module) for every single change."""
    tree = ast.parse(source)
    notes = {id(note) for node in ast.walk(tree) for note in annotations(node)}
    for index, node in enumerate(ast.walk(tree)):
        for what, change in changes(node) if id(node) not in notes else ():
            copy = deepcopy(tree)
            change(next(n for i, n in enumerate(ast.walk(copy)) if i == index))
            spot: Any = node.target if isinstance(node, ast.comprehension) else node
            place = f"{spot.lineno}:{spot.col_offset}"
            if ast.dump(copy) != ast.dump(tree):  # f(x, x) with its arguments exchanged
                yield place, what, ast.fix_missing_locations(copy)


def annotations(node: ast.AST) -> Iterator[ast.AST]:
    """What stands in a node for the reader and the type checker only."""
    for note in (getattr(node, "annotation", None), getattr(node, "returns", None)):
        if note is not None:
            yield from ast.walk(note)


def changes(node: ast.AST) -> Iterator[tuple[str, Any]]:
    """What can be wrong at one node: a name, and a function that changes a node in place."""
    if isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            for other in TURNED[type(operator)]:
                yield (
                    f"{type(operator).__name__} -> {other.__name__}",
                    lambda n, place=place, other=other: n.ops.__setitem__(place, other()),
                )
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield f"{node.value} -> {not node.value}", lambda n: setattr(n, "value", not n.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        for step in (1, -1):
            yield (
                f"{node.value} -> {node.value + step}",
                lambda n, step=step: setattr(n, "value", n.value + step),
            )
    elif isinstance(node, (ast.If, ast.While, ast.IfExp)):
        yield "condition negated", negate
    elif isinstance(node, ast.comprehension):
        for place in range(len(node.ifs)):
            yield "filter left out", lambda n, place=place: n.ifs.pop(place)
    elif isinstance(node, ast.BoolOp):
        turned = ast.Or if isinstance(node.op, ast.And) else ast.And
        yield f"-> {turned.__name__}", lambda n: setattr(n, "op", turned())
    elif isinstance(node, ast.BinOp):
        if isinstance(node.op, (ast.Add, ast.Sub)):
            sign = ast.Sub if isinstance(node.op, ast.Add) else ast.Add
            yield f"-> {sign.__name__}", lambda n: setattr(n, "op", sign())
        yield f"right of {type(node.op).__name__} left out", lambda n: become(n, n.left)
        if isinstance(node.op, (ast.Mult, ast.BitOr, ast.BitAnd)):
            yield f"left of {type(node.op).__name__} left out", lambda n: become(n, n.right)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.Not)):
        yield f"{type(node.op).__name__} left out", lambda n: become(n, n.operand)
    elif isinstance(node, ast.Call) and exchangeable(node):
        yield f"arguments of {called(node)} exchanged", exchange
    if isinstance(node, (ast.FunctionDef, ast.If, ast.For, ast.While, ast.With)):
        yield from left_out(node)


def negate(node: Any) -> None:
    node.test = ast.UnaryOp(ast.Not(), node.test)


def become(node: Any, part: Any) -> None:
    """The node turns into one of its parts, where it stands."""
    node.__class__ = part.__class__
    node.__dict__ = part.__dict__


def exchangeable(node: ast.Call) -> bool:
    return len(node.args) > 1 and not any(isinstance(a, ast.Starred) for a in node.args[:2])


def called(node: ast.Call) -> str:
    return ast.unparse(node.func).rpartition(".")[2]


def exchange(node: Any) -> None:
    node.args[0], node.args[1] = node.args[1], node.args[0]


def left_out(node: Any) -> Iterator[tuple[str, Any]]:
    """Statements of a body whose absence leaves a program: calls, raises, additions in place."""
    for field in ("body", "orelse"):
        for place, statement in enumerate(getattr(node, field, [])):
            called = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call)
            if called or isinstance(statement, LEFT_OUT):
                yield (
                    f"left out: {ast.unparse(statement)[:50]}",
                    lambda n, field=field, place=place: getattr(n, field).__setitem__(
                        place, ast.Pass()
                    ),
                )


class Replacing(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module from a tree instead of its file."""

    def __init__(self, module: str, tree: ast.Module):
        self.module, self.tree = module, tree

    def find_spec(self, name: str, path: Any, target: Any = None) -> Any:
        """The module's own specification with this loader in it."""
        if name != self.module:
            return None
        found = importlib.machinery.PathFinder.find_spec(name, path)
        assert found is not None
        return importlib.util.spec_from_file_location(name, found.origin, loader=self)

    def create_module(self, spec: Any) -> None:
        """As usual."""

    def exec_module(self, module: Any) -> None:
        """The mutant runs in place of the source."""
        exec(compile(self.tree, str(module.__spec__.origin), "exec"), module.__dict__)


def forked(work: Callable[[Path, Callable[[Any], None]], int], hear: Callable[[Any], None]) -> str:
    """Do work(folder, tell) in a child process, hear what it tells; how did it end?"""
    with tempfile.TemporaryDirectory() as folder:
        ear, mouth = os.pipe()
        child = os.fork()
        if child == 0:
            code = 1
            with contextlib.suppress(BaseException), os.fdopen(mouth, "w", buffering=1) as out:
                code = work(Path(folder), lambda said: print(json.dumps(said), file=out))
            os._exit(code)
        os.close(mouth)
        with os.fdopen(ear) as lines:
            for line in lines:
                hear(json.loads(line))
        _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        late = os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGPROF, signal.SIGKILL)
        return "out of time" if late else "noticed"
    return "noticed" if os.WEXITSTATUS(status) else "survived"


def run(tests: list[str], folder: Path, *plugins: Any) -> int:
    """The exit code of pytest, in silence; in a folder of its own, as it tidies up older ones."""
    import pytest

    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    return int(pytest.main([*OPTIONS, f"--basetemp={folder / 'pytest'}", *tests], plugins=plugins))


def outcome(module: str, tree: ast.Module, tests: list[str], seconds: int = 60) -> str:
    """noticed, out of time or survived, where the tree is imported as the module."""

    def work(folder: Path, _: Any) -> int:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        sys.meta_path.insert(0, Replacing(module, tree))
        return run(tests, folder)

    return forked(work, print)


class Forking:
    """A plugin of pytest: the tests that it collects run once per mutant, each time in a fork."""

    def __init__(self, module: str, trees: dict[int, ast.Module], tell: Callable[[Any], None]):
        self.module, self.trees, self.tell = module, trees, tell
        self.took: dict[str, float] = {}

    def pytest_runtestloop(self, session: Any) -> bool:
        """Tell the outcome of each tree; the first is the module as it is, which has to pass."""
        importlib.import_module(self.module)
        gc.freeze()
        items, noticed = session.items, Counter[str]()
        for number, tree in self.trees.items():
            passed: list[Any] = []
            found = forked(partial(self.passes, items, tree), passed.append)
            self.tell([number, found])
            if not self.took:
                assert found == "survived"
                self.took = dict(passed)
            elif found != "survived":
                noticed[items[len(passed)].nodeid] += 1
            items.sort(key=lambda item: self.took[item.nodeid] / (1 + noticed[item.nodeid]) ** 2)
        return True

    def passes(self, items: list[Any], tree: ast.Module, _: Path, tell: Any) -> int:
        """In a fork: 0 if each test passes; tell each that does, and its processor time."""
        from _pytest.runner import runtestprotocol

        recode(self.module, tree)
        for item in items:
            patience = SLACK + PATIENCE * self.took.get(item.nodeid, math.inf)
            signal.setitimer(signal.ITIMER_PROF, min(patience, 3600))
            start = time.process_time()
            if any(said.failed for said in runtestprotocol(item, log=False, nextitem=None)):
                return 1
            tell([item.nodeid, time.process_time() - start])
        return 0


def recode(module: str, tree: ast.Module) -> None:
    """Give the functions of an imported module the code of the tree; forget what they cached."""
    old, new = sys.modules[module], ModuleType(module)
    vars(new).update(__file__=old.__file__, __package__=old.__package__)
    exec(compile(tree, str(old.__file__), "exec"), vars(new))
    ours, theirs = dict(functions(old, module)), dict(functions(new, module))
    for name, function in ours.items():
        function.__code__ = theirs[name].__code__
    for name, other in list(sys.modules.items()):
        if name.startswith("symconv"):
            for value in list(vars(other).values()):
                getattr(value, "cache_clear", lambda: None)()


def functions(owner: Any, module: str, path: str = "") -> Iterator[tuple[str, FunctionType]]:
    """The functions that the module defines, methods included, by their path."""
    for name, value in list(vars(owner).items()):
        if isinstance(value, type) and value.__module__ == module:
            yield from functions(value, module, f"{path}{name}.")
        found = getattr(value, "fget", getattr(value, "__func__", value))
        found = inspect.unwrap(found) if callable(found) else found
        if isinstance(found, FunctionType) and found.__module__ == module:
            yield f"{path}{name}", found


def outline(tree: ast.Module) -> str:
    """The module without the bodies of its functions: what `recode` leaves as it is."""
    copy = deepcopy(tree)
    for node in ast.walk(copy):
        if isinstance(node, ast.FunctionDef):
            node.body = []
    return ast.dump(copy)


def report(group: str, chosen: list[str], every: int) -> Counter[str]:
    """Run the mutants of a group; print survivors and counts."""
    modules, tests = GROUPS[group]
    total: Counter[str] = Counter()
    for module in chosen or modules:
        start = time.perf_counter()
        counts = judged(module, tests, every)
        print(f"{module}: {told(counts)} in {time.perf_counter() - start:.0f} s", flush=True)
        total += counts
    print(f"{group}: {told(total)}")
    return total


def judged(module: str, tests: list[str], every: int) -> Counter[str]:
    """How many mutants of a module came to which end; survivors are printed."""
    source = source_of(module)
    whole, made = ast.parse(source), list(mutants(source))[::every]
    seconds = patience(module, tests)
    outside = outline(whole)
    inside = {k: tree for k, (_, _, tree) in enumerate(made) if outline(tree) == outside}
    found: dict[int, str] = {}
    forked(
        lambda folder, tell: run(tests, folder, Forking(module, {-1: whole, **inside}, tell)),
        lambda told: found.update([told]),
    )
    if found.keys() != {-1, *inside}:
        sys.exit(f"the tests fail in a fork with {module} as it is: {tests}")
    same = reasons()
    counts: Counter[str] = Counter()
    for number, (place, what, tree) in enumerate(made):
        line = source.splitlines()[int(place.partition(":")[0]) - 1].strip()
        why = same.get((module, line, what)) or same.get((module, "", what))
        word = found.get(number, "not run")
        if word == "not run" or (word == "survived" and not why):
            word = outcome(module, tree, tests, seconds)
        if word == "survived":
            word = "explained" if why else word
            print(f"  {module}:{place}: {what} in `{line}`: {why or 'SURVIVED'}", flush=True)
        counts[word] += 1
    return counts


def reasons() -> dict[tuple[str, str, str], str]:
    """(module, line or nothing for any, change): why this mutant is the same program."""
    table = tomllib.loads(SAME.read_text(encoding="utf-8"))
    return {
        (module, line, change): why
        for module, entries in table.items()
        for line, change, why in entries
    }


def source_of(module: str) -> str:
    return (ROOT / Path(*module.split(".")).with_suffix(".py")).read_text(encoding="utf-8")


def patience(module: str, tests: list[str]) -> int:
    """Seconds of processor time for a mutant, from what the module as it is takes to pass."""
    start = processor_time()
    if outcome(module, ast.parse(source_of(module)), tests, 3600) != "survived":
        sys.exit(f"the tests fail with {module} as it is: {tests}")
    return round(SLACK + PATIENCE * (processor_time() - start))


def processor_time() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def told(counts: Counter[str]) -> str:
    late, survived, same = (counts[word] for word in ("out of time", "survived", "explained"))
    noticed = f"{counts['noticed'] + late} noticed ({late} by time)"
    return f"{counts.total()} mutants, {noticed}, {survived} survivors, {same} the same program"


def preload() -> None:
    """What every child would import again; nothing of symconv itself, and no plugin of pytest."""
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    import flint  # noqa: F401
    import hypothesis  # noqa: F401
    import mpmath  # noqa: F401
    import numpy  # noqa: F401
    import pytest  # noqa: F401
    import sympy

    assert not [name for name in sys.modules if name.startswith("symconv")]
    sympy.integrate(sympy.exp(-sympy.Symbol("x")), (sympy.Symbol("x"), 0, 1))
    gc.freeze()  # a collection in a child would copy every page of this


def test_every_kind_of_change_is_made_once() -> None:
    source = (
        "def f(a, b):\n    if a < 1 and g(a, b):\n        raise E\n    return [x for x in b if x]"
    )
    found = [what for _, what, _ in mutants(source)]
    assert sorted(found) == sorted(
        ["condition negated", "left out: raise E", "-> Or", "filter left out", "Lt -> LtE",
         "Lt -> GtE", "arguments of g exchanged", "1 -> 2", "1 -> 0"]
    )  # fmt: skip
    assert all(ast.unparse(tree) != ast.unparse(ast.parse(source)) for _, _, tree in
               mutants(source))  # fmt: skip
    assert list(mutants("f(a, a)")) == []


def test_a_mutant_is_imported_in_place_of_the_module_and_noticed(tmp_path: Path) -> None:
    check = tmp_path / "test_toy.py"
    check.write_text("from symconv.truth import Status\ndef test(): assert Status.PROVED\n")
    whole = ast.parse((ROOT / "symconv" / "truth.py").read_text(encoding="utf-8"))
    broken = ast.parse("Status = None")
    with without_symconv():
        assert outcome("symconv.truth", whole, [str(check)]) == "survived"
        assert outcome("symconv.truth", broken, [str(check)]) == "noticed"


def test_functions_of_an_imported_module_get_the_code_of_the_tree(monkeypatch: Any) -> None:
    source = (
        "from functools import cache\n@cache\ndef f(): return 1\n"
        "class A:\n    @staticmethod\n    def g(): return f()\n"
        "    @property\n    def h(self): return f()\n"
    )
    toy = ModuleType("symconv_toy")
    toy.__file__ = "toy.py"
    exec(source, vars(toy))
    monkeypatch.setitem(sys.modules, "symconv_toy", toy)
    assert (toy.f(), toy.A.g(), toy.A().h) == (1, 1, 1)
    recode("symconv_toy", ast.parse(source.replace("return 1", "return 2")))
    assert (toy.f(), toy.A.g(), toy.A().h) == (2, 2, 2)
    assert outline(ast.parse(source)) == outline(ast.parse(source.replace("return 1", "return 2")))
    assert outline(ast.parse(source)) != outline(ast.parse(source.replace("@cache", "")))


def test_every_explained_mutant_is_a_mutant() -> None:
    for module in {module for module, _, _ in reasons()}:
        source = source_of(module)
        lines = source.splitlines()
        made = {(line, what) for place, what, _ in mutants(source)
                for line in (lines[int(place.partition(":")[0]) - 1].strip(), "")}  # fmt: skip
        assert {(line, what) for name, line, what in reasons() if name == module} <= made


@contextlib.contextmanager
def without_symconv() -> Iterator[None]:
    """`outcome` where this process may have imported the module already."""
    kept = {name: sys.modules.pop(name) for name in list(sys.modules) if name.startswith("symconv")}
    try:
        yield
    finally:
        sys.modules.update(kept)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("group", choices=sorted(GROUPS))
    parser.add_argument("module", nargs="*")
    parser.add_argument("--every", type=int, default=1)
    given = parser.parse_args()
    os.chdir(ROOT)
    preload()
    report(given.group, given.module, given.every)
