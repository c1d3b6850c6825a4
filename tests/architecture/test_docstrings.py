"""Every public function says what it computes, under which hypotheses, and shows one refusal.

`gaps` reads one docstring and names what is missing; the last tests feed it docstrings with
holes, so that no rule can pass by accident.
"""

from __future__ import annotations

import builtins
import doctest
import importlib
import inspect
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from symconv.errors import SymconvError

NAMES = json.loads(Path(__file__).with_name("public_names.json").read_text(encoding="utf-8"))
HEADINGS = ("Hypotheses", "Parameters", "Returns", "Raises", "Examples")
RELATION = re.compile(r"[=≤<≥∈≈↔⟺]|<=")
# Formulas of the project's own: there is no source to cite.
OWN = {
    "symconv.discrete.lags": "index arithmetic",
    "symconv.discrete.peak": "an index",
    "symconv.numeric.crossover": "a measurement",
    "symconv.numeric.discretise": "sampling rules",
    "symconv.numeric.enclose": "the definition of a ball",
    "symconv.reference.cases": "files",
    "symconv.reference.generate": "files",
    "symconv.reference.load": "files",
    "symconv.reference.verify": "files",
    "symconv.testing.assert_kernel": "exact cases",
    "symconv.testing.identify": "probing",
    "symconv.testing.load_target": "a name",
    "symconv.testing.causal_signals": "a random draw",
    "symconv.testing.compact_signals": "a random draw",
    "symconv.testing.integer_arrays": "a random draw",
    "symconv.testing.operand_pairs": "a random draw",
    "symconv.testing.point_masses": "a random draw",
    "symconv.testing.rationals": "a random draw",
    "symconv.testing.signals": "a random draw",
}


def public() -> Iterator[tuple[str, Any]]:
    for module, names in NAMES.items():
        home = importlib.import_module(module)
        for name in names:
            value = getattr(home, name)
            if not inspect.ismodule(value):
                yield f"{module}.{name}", value


FUNCTIONS = {n: v for n, v in public() if callable(v) and not inspect.isclass(v)}
CLASSES = {name: value for name, value in public() if inspect.isclass(value)}


def sections(text: str) -> dict[str, str]:
    """The text by numpydoc heading; what stands before the first one under ''."""
    parts = re.split(r"^(\w[\w ]*)\n-{3,}$", text, flags=re.MULTILINE)
    return {"": parts[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}


def gaps(name: str, function: Callable[..., Any], text: str | None = None) -> list[str]:
    """What the docstring of a function does not say."""
    parts = sections(inspect.getdoc(function) or "" if text is None else text)
    signature = inspect.signature(function)
    found = [heading for heading in HEADINGS if not parts.get(heading, "").strip()]
    silent = str(signature.return_annotation) == "None"
    if silent:
        found = [heading for heading in found if heading != "Returns"]
    if not signature.parameters:
        found = [heading for heading in found if heading != "Parameters"]
    if not re.match(r".+[.:]\s*(\n|$)", parts[""].partition("\n\n")[0].replace("\n", " ")):
        found.append("summary")
    if not RELATION.search(parts[""]):
        found.append("formula")
    if name not in OWN and not parts.get("References", "").strip():
        found.append("References")
    found += [f"parameter {key}" for key in undescribed(signature, parts.get("Parameters", ""))]
    found += [f"error {key}" for key in unknown_errors(parts.get("Raises", ""))]
    examples = doctest.DocTestParser().get_examples(parts.get("Examples", ""))
    if not any((example.want or silent) and example.exc_msg is None for example in examples):
        found.append("an example that answers")
    if not any(example.exc_msg is not None for example in examples):
        found.append("an example that refuses")
    return found


def undescribed(signature: inspect.Signature, text: str) -> list[str]:
    """The parameters that no head line of the section names; **options is described in words."""
    heads = [line.partition(":")[0] for line in text.splitlines() if line[:1].strip()]
    named = {word.strip(" *") for head in heads for word in head.split(",")}
    return [key for key in signature.parameters if key not in named]


def unknown_errors(text: str) -> list[str]:
    heads = [line for line in text.splitlines() if line[:1].strip()]
    names = [word.strip() for head in heads for word in head.split(",")]
    return [name for name in names if name not in {*vars(builtins), *raised(SymconvError)}]


def raised(base: type[Exception]) -> set[str]:
    """The names of the package's errors, and Hypothesis' own."""
    below = {name for kind in base.__subclasses__() for name in raised(kind)}
    return {base.__name__, "CertificateError", "InvalidArgument"} | below


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_public_function_says_everything(name):
    assert gaps(name, FUNCTIONS[name]) == []


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_a_public_class_and_its_members_are_described(name):
    cls = CLASSES[name]
    assert undocumented(cls) == []


def undocumented(cls: type) -> list[str]:
    """The class itself, and its own public methods and properties, where no docstring stands."""
    found = [] if cls.__doc__ and not cls.__doc__.startswith(f"{cls.__name__}(") else ["itself"]
    for key, member in vars(cls).items():
        described = isinstance(member, (property, classmethod, staticmethod))
        if key.startswith("_") or not (described or inspect.isfunction(member)):
            continue
        if not inspect.getdoc(getattr(cls, key)):
            found.append(key)
    return found


def test_nothing_is_excused_twice_or_for_no_reason():
    assert set(OWN) <= set(FUNCTIONS)
    for name in OWN:
        assert "References" not in sections(inspect.getdoc(FUNCTIONS[name]) or ""), name


WHOLE = """f(a) = a + 1, for an integer a.

Hypotheses
----------
a is an integer.

Parameters
----------
a : int

Returns
-------
int

Raises
------
InvalidInput
    a is no integer.

Examples
--------
>>> f(1)
2
>>> f("1")
Traceback (most recent call last):
symconv.errors.InvalidInput: a

References
----------
G. Peano, Arithmetices principia, section 1.
"""


def example(a: int) -> int:
    return a + 1


def test_the_docstring_check_passes_what_is_whole():
    assert gaps("example", example, WHOLE) == []


@pytest.mark.parametrize(
    ("old", "new", "missing"),
    [
        ("f(a) = a + 1, for an integer a.", "", ["summary", "formula"]),
        ("f(a) = a + 1, for an integer a.", "f(a) = a + 1", ["summary"]),
        ("f(a) = a + 1, for an integer a.", "The next integer.", ["formula"]),
        ("Hypotheses\n----------\na is an integer.\n", "", ["Hypotheses"]),
        ("a is an integer.\n", "", ["Hypotheses"]),
        ("Parameters\n----------\na : int\n", "", ["Parameters", "parameter a"]),
        ("a : int", "b : int", ["parameter a"]),
        ("Returns\n-------\nint\n", "", ["Returns"]),
        ("Raises\n------\nInvalidInput\n    a is no integer.\n", "", ["Raises"]),
        ("\nInvalidInput\n", "\nNoSuchError\n", ["error NoSuchError"]),
        (">>> f(1)\n2\n", "", ["an example that answers"]),
        ("\n2\n", "\n", ["an example that answers"]),
        ("Traceback (most recent call last):\nsymconv.errors.", "", ["an example that refuses"]),
        ("References\n----------\nG. Peano, Arithmetices principia, section 1.\n", "",
         ["References"]),
    ],
)  # fmt: skip
def test_every_hole_is_found(old, new, missing):
    assert old in WHOLE
    assert gaps("example", example, WHOLE.replace(old, new)) == missing


def test_the_class_check_can_fail():
    class Bare:
        def method(self) -> None:
            pass

        @property
        def size(self) -> int:
            return 0

    assert undocumented(Bare) == ["itself", "method", "size"]
