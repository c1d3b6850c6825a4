"""Premises are decided, never sampled: what is banned outside the deciding room, and the table.

premises/*.toml lists what each room takes as given before it answers, how that is decided, and
the test that breaks it. The bans read the source: a number from evalf or a rewriting by simplify
that decides, a derivative that is asked whether it is a number, an assumption of SymPy whose None
is read as no, a loop over written sample points.
"""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

import symconv

ROOT = Path(symconv.__file__).parent
TESTS = Path(__file__).parents[1]
TABLE = Path(__file__).with_name("premises")
DECIDING = "deciding"
THREE_VALUED = {
    "is_real", "is_extended_real", "is_positive", "is_negative", "is_nonnegative",
    "is_nonpositive", "is_zero", "is_nonzero", "is_integer", "is_rational", "is_finite",
    "is_infinite", "is_imaginary", "is_complex", "is_even", "is_odd", "is_algebraic",
    "is_extended_positive", "is_extended_negative", "is_noninteger", "is_irrational",
}  # fmt: skip
# Places where a number is wanted for its own sake, to be shown or stored, and decides nothing.
NUMBERS_FOR_SHOWING = ("show", "numeric")
FIELDS = {"module", "function", "premise", "decided", "test"}


def sources() -> dict[str, str]:
    paths = sorted(ROOT.rglob("*.py"))
    return {str(p.relative_to(ROOT)): p.read_text(encoding="utf-8") for p in paths}


def _called(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    return getattr(node.func, "attr", "") or getattr(node.func, "id", "")


def rewritings(source: str) -> list[int]:
    """Lines that call simplify, nsimplify, trigsimp or equals: unbounded, some of them sample."""
    names = {"simplify", "nsimplify", "equals", "logcombine", "trigsimp"}
    return [n.lineno for n in ast.walk(ast.parse(source)) if _called(n) in names]


def numbers(source: str) -> list[int]:
    """Lines that ask for a floating value: evalf, n, N."""
    return [n.lineno for n in ast.walk(ast.parse(source)) if _called(n) in {"evalf", "N", "n"}]


def slopes(source: str) -> list[int]:
    """Lines where a derivative is asked whether it is a number or holds a symbol."""
    found = []
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef | ast.Lambda):
            continue
        derivatives = {
            target.id
            for node in ast.walk(function)
            if isinstance(node, ast.Assign) and _called(node.value) == "diff"
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(function):
            if not isinstance(node, ast.Attribute):
                continue
            asked = node.attr in {"is_number", "free_symbols", "has", "is_constant", "is_Number"}
            of = node.value
            if asked and (
                _called(of) == "diff" or (isinstance(of, ast.Name) and of.id in derivatives)
            ):
                found.append(node.lineno)
    return found


def unread(source: str) -> list[int]:
    """Lines where the negation of a three-valued attribute, or a filter by it, reads None as no."""
    found = []
    for node in ast.walk(ast.parse(source)):
        asked: list[ast.expr] = []
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            asked = [node.operand]
        elif isinstance(node, ast.comprehension):
            asked = node.ifs
        found += [
            e.lineno for e in asked if isinstance(e, ast.Attribute) and e.attr in THREE_VALUED
        ]
    return found


def _is_number(node: ast.expr) -> bool:
    inner = node.operand if isinstance(node, ast.UnaryOp) else node
    return isinstance(inner, ast.Constant) and isinstance(inner.value, int | float)


def loops_over_samples(source: str) -> list[int]:
    """Lines of loops over written numbers that substitute them."""
    found = []
    for node in ast.walk(ast.parse(source)):
        loops = [node] if isinstance(node, ast.For) else getattr(node, "generators", [])
        for loop in loops:
            values = loop.iter.elts if isinstance(loop.iter, ast.Tuple | ast.List) else []
            written = len(values) > 2 and all(map(_is_number, values))
            inside = {_called(part) for part in ast.walk(node)}
            if written and inside & {"subs", "xreplace"}:
                found.append(node.lineno)
    return found


BANS = {
    rewritings: ("f.equals(g) or simplify(f - g) == 0", ()),
    numbers: ("u.evalf(30) > 0", NUMBERS_FOR_SHOWING),
    slopes: ("def f(u, x):\n    s = u.diff(x)\n    return s.is_number", ()),
    unread: ("[p for p in points if p.is_real] and not p.is_positive", ()),
    loops_over_samples: ("all(u.subs(x, s) == 0 for s in (1, 2, 3))", ()),
}


@pytest.mark.parametrize("ban", BANS, ids=lambda ban: ban.__name__)
def test_no_premise_is_sampled(ban):
    lie, allowed = BANS[ban]
    found = {
        f"{name}:{line}"
        for name, source in sources().items()
        if name.split("/")[0] not in (DECIDING, *allowed)
        for line in ban(source)
    }
    assert not found
    assert ban(lie), "the ban sees nothing"


def rows() -> list[dict[str, str]]:
    return [
        row
        for path in sorted(TABLE.glob("*.toml"))
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["premise"]
    ]


def _defined(path: Path) -> set[str]:
    kinds = (ast.FunctionDef, ast.ClassDef)
    return {n.name for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, kinds)}


def test_each_row_of_the_table_names_what_exists():
    for row in rows():
        assert set(row) == FIELDS, row
        module = ROOT.parent / row["module"]
        assert module.exists(), row
        assert row["function"].split(".")[-1] in _defined(module), row
        place, _, name = row["test"].partition("::")
        assert (TESTS.parent / place).exists(), row
        assert name.split("[")[0].split("::")[-1] in _defined(TESTS.parent / place), row


def test_each_room_that_decides_or_answers_is_in_the_table():
    rooms = {
        "algebra", "antiderivatives", "check", "deciding", "discrete", "enclosure", "halfplanes",
        "kernel", "laplacepairs", "methods", "numeric", "operators", "parsing", "peaks", "reading",
        "signals", "spectra", "testing", "transforms", "values", "writing",
    }  # fmt: skip
    assert rooms - {row["module"].split("/")[1] for row in rows()} == set()
