"""Mutation testing: does the suite notice when one thing in a module is wrong?

    python tests/bench/mutants.py GROUP [MODULE ...] [--every N]

Each mutant of a module differs in one place: a comparison turned, a constant moved by one, a
condition negated, `and` for `or`, a sign, a statement left out, the first two arguments exchanged.
A child process imports the mutant in place of the module and runs the group's tests, quick ones
first, until one fails. The unchanged module has to pass them all; three times its processor time
counts as noticed. Survivors are printed: each is an untested line, or the same program in other
words. --every N takes each N-th.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SECONDS = 60  # for the unchanged module
LEAST = 15
OPTIONS = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", "-p", "no:benchmark",
           "-o", "addopts=--import-mode=importlib", "-o", "filterwarnings=default"]  # fmt: skip

MIRROR = "the test file that mirrors the module"
QUICK = "not box_power and not drawn_example and not work_is"
APART = "not without_the_line"  # these read the source anew, not the mutant
GROUPS: dict[str, tuple[list[str], list[list[str]]]] = {
    "laws": (
        [f"symconv.kernel.{name}" for name in ("rules", "checking", "norm", "terms", "report")],
        [["tests/kernel/test_checking.py", "-k", "shipped_law or taint or malformed or zero"],
         ["tests/kernel/test_lies.py", "tests/kernel/test_checking.py", "-k",
          f"{APART} and not module_exits and not nothing_installed and not standard_library "
          "and not stays_small and not accepted_mutants"],
         ["tests/kernel/test_norm.py", "tests/kernel/test_report.py"]],
    ),
    "decider": (
        ["symconv.kernel.decider", "symconv.kernel.field"],
        [["tests/kernel/test_lies.py", "-k", APART],
         ["tests/kernel/test_decider.py", "-k", "not defining_integral"]],
    ),
    "existence": (
        [f"symconv.algebra.{name}" for name in
         ("convolution", "existence", "partialfractions", "inequalities", "implications", "signs",
          "relations")],
        [[MIRROR, "-k", QUICK],
         ["tests/algebra/test_facts.py", "tests/algebra/test_signs.py", "-k", QUICK],
         ["tests/algebra/test_existence.py", "tests/algebra/test_convolution.py", "-k", QUICK],
         ["tests/algebra", "tests/operators/test_exact_class.py"],
         ["tests/regressions/test_complex_parameters.py", "tests/regressions/test_fuzzing.py",
          "tests/regressions/test_known_traps_pieces.py", "tests/reading"]],
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
    for index, node in enumerate(ast.walk(tree)):
        for what, change in changes(node):
            copy = deepcopy(tree)
            change(next(n for i, n in enumerate(ast.walk(copy)) if i == index))
            place = f"{getattr(node, 'lineno', 0)}:{getattr(node, 'col_offset', 0)}"
            if ast.dump(copy) != ast.dump(tree):  # f(x, x) with its arguments exchanged
                yield place, what, ast.fix_missing_locations(copy)


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
    elif isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)):
        sign = ast.Sub if isinstance(node.op, ast.Add) else ast.Add
        yield f"-> {sign.__name__}", lambda n: setattr(n, "op", sign())
    elif isinstance(node, ast.Call) and exchangeable(node):
        yield "arguments exchanged", exchange
    if isinstance(node, (ast.FunctionDef, ast.If, ast.For, ast.While, ast.With)):
        yield from left_out(node)


def negate(node: Any) -> None:
    node.test = ast.UnaryOp(ast.Not(), node.test)


def exchangeable(node: ast.Call) -> bool:
    return len(node.args) > 1 and not any(isinstance(a, ast.Starred) for a in node.args[:2])


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


def outcome(module: str, tree: ast.Module, stages: list[list[str]], seconds: int = SECONDS) -> str:
    """noticed, out of time or survived."""
    child = os.fork()
    if child == 0:
        code = 1
        with contextlib.suppress(BaseException):
            code = judged(module, tree, stages, seconds)
        os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        by = os.WTERMSIG(status)
        return "out of time" if by in (signal.SIGXCPU, signal.SIGKILL) else "noticed"
    return "noticed" if os.WEXITSTATUS(status) else "survived"


def judged(module: str, tree: ast.Module, stages: list[list[str]], seconds: int) -> int:
    """In the child: 0 if every stage passes."""
    import pytest

    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    sys.meta_path.insert(0, Replacing(module, tree))
    return next((code for stage in stages if (code := int(pytest.main([*OPTIONS, *stage])))), 0)


def stages_of(group: str, module: str) -> list[list[str]]:
    """The tests of the group, the mirroring file in its place or left out where there is none."""
    _, *folders, name = module.split(".")
    mirror = str(Path("tests", *folders, f"test_{name}.py"))
    stages = [[mirror if part == MIRROR else part for part in stage] for stage in GROUPS[group][1]]
    return [stage for stage in stages if stage[0] != mirror or (ROOT / mirror).exists()]


def allowed(module: str, source: str, stages: list[list[str]]) -> int:
    """Seconds of processor time for a mutant; the unchanged module must pass."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = outcome(module, ast.parse(source), stages)
    if found != "survived":
        raise SystemExit(f"{module} unchanged: {found}; the tests fail without a mutant")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    took = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return max(LEAST, round(3 * took))


def report(group: str, chosen: list[str], every: int) -> Counter[str]:
    """Run the mutants of a group; print survivors and counts."""
    total: Counter[str] = Counter()
    for module in chosen or GROUPS[group][0]:
        source = (ROOT / Path(*module.split(".")).with_suffix(".py")).read_text(encoding="utf-8")
        stages = stages_of(group, module)
        seconds = allowed(module, source, stages)
        counts: Counter[str] = Counter()
        start = time.perf_counter()
        for place, what, tree in list(mutants(source))[::every]:
            found = outcome(module, tree, stages, seconds)
            counts[found] += 1
            if found == "survived":
                print(f"  {module}:{place}: {what}", flush=True)
        took = time.perf_counter() - start
        print(
            f"{module}: {sum(counts.values())} mutants, {dict(counts)} in {took:.0f} s", flush=True
        )
        total += counts
    print(f"{group}: {sum(total.values())} mutants, {dict(total)}")
    return total


def preload() -> None:
    """What every child would import again; nothing of symconv itself."""
    import flint  # noqa: F401
    import hypothesis  # noqa: F401
    import mpmath  # noqa: F401
    import numpy  # noqa: F401
    import pytest  # noqa: F401
    import sympy

    assert not [name for name in sys.modules if name.startswith("symconv")]
    sympy.integrate(sympy.exp(-sympy.Symbol("x")), (sympy.Symbol("x"), 0, 1))


def test_every_kind_of_change_is_made_once() -> None:
    source = (
        "def f(a, b):\n    if a < 1 and g(a, b):\n        raise E\n    return [x for x in b if x]"
    )
    found = [what for _, what, _ in mutants(source)]
    assert sorted(found) == sorted(
        ["condition negated", "left out: raise E", "-> Or", "filter left out", "Lt -> LtE",
         "Lt -> GtE", "arguments exchanged", "1 -> 2", "1 -> 0"]
    )  # fmt: skip
    assert all(ast.unparse(tree) != ast.unparse(ast.parse(source)) for _, _, tree in
               mutants(source))  # fmt: skip
    assert list(mutants("f(a, a)")) == []


def test_a_mutant_is_imported_in_place_of_the_module_and_noticed(tmp_path: Path) -> None:
    check = tmp_path / "test_toy.py"
    check.write_text("from symconv.truth import Status\ndef test(): assert Status.PROVED\n")
    whole = ast.parse((ROOT / "symconv" / "truth.py").read_text(encoding="utf-8"))
    broken = ast.parse("Status = None")
    assert run_apart("symconv.truth", whole, check) == "survived"
    assert run_apart("symconv.truth", broken, check) == "noticed"


def run_apart(module: str, tree: ast.Module, check: Path) -> str:
    """`outcome` where this process may have imported the module already."""
    kept = {name: sys.modules.pop(name) for name in list(sys.modules) if name.startswith("symconv")}
    try:
        return outcome(module, tree, [[str(check)]])
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
