"""Read a spec, TOML text or a dict with [[case]] tables; check it whole before computing anything.

A case is either a pair of functions (f and g are texts) or a pair of arrays (f and g are lists).
What comes out is plain data, one dict per case with every default written out: it goes to the
workers, into the case's .json, and is all that a deep verification needs.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from symconv.errors import InvalidInput, SymconvError
from symconv.reference.arraycases import read_array_case
from symconv.reference.functioncases import read_function_cases
from symconv.reference.header import identifier

__all__ = ["BUILTIN", "builtin_path", "read_spec"]

BUILTIN = ("lecture", "corpus", "conv1d", "conv2d", "xcorr")
_HEADER = re.compile(r"\s*\[\[\s*case\s*\]\]")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_MOST_CASES = 1_000_000


def builtin_path(name: str) -> Path:
    """Where a shipped spec lies.

    Raises InvalidInput.
    """
    if name not in BUILTIN:
        raise InvalidInput(f"no built-in spec {name!r}; expected one of {', '.join(BUILTIN)}")
    return Path(__file__).with_name(f"{name}.toml")


@dataclass(frozen=True)
class _Source:
    """Where a spec comes from: a text with lines, or a dict."""

    name: str
    lines: tuple[str, ...] = ()

    def place(self, case: int | None = None, key: str | None = None) -> str:
        """ "file:line" of a case's key, or of the case where the key has no line of its own."""
        line = self._line(case, key)
        return self.name if line is None else f"{self.name}:{line}"

    def _line(self, case: int | None, key: str | None) -> int | None:
        heads = [k for k, line in enumerate(self.lines) if _HEADER.match(line)]
        if case is None or case >= len(heads):
            return None
        stop = heads[case + 1] if case + 1 < len(heads) else len(self.lines)
        if key is not None:
            own = re.compile(rf"""\s*(\[\s*case\s*\.\s*)?["']?{re.escape(key)}["']?\s*[=.\]]""")
            for k in range(heads[case] + 1, stop):
                if own.match(self.lines[k]):
                    return k + 1
        return heads[case] + 1


def read_spec(spec: Any, timeout: float = 30) -> list[dict[str, Any]]:
    """The cases of a spec, sweeps spread out, in order.

    `spec` is a path to a TOML file, a built-in name, or a dict; `timeout` goes to the cases of
    functions that state none.

    Raises InvalidInput, which names file, line, case and key.
    """
    data, source = _loaded(spec)
    _refuse_unknown(data, ("case",), source.place())
    tables = data.get("case")
    if not isinstance(tables, list) or not all(isinstance(table, Mapping) for table in tables):
        raise InvalidInput(f"{source.place()}: expected [[case]] tables, at least one")
    cases: list[dict[str, Any]] = []
    owners: list[int] = []
    for number, table in enumerate(tables):
        found = _read_case(table, number, source, timeout)
        cases += found
        owners += [number] * len(found)
        if len(cases) > _MOST_CASES:
            raise InvalidInput(f"{source.place(number)}: more than {_MOST_CASES} cases")
    if not cases:
        raise InvalidInput(f"{source.place()}: expected [[case]] tables, at least one")
    _refuse_twins(cases, owners, source)
    return cases


def _loaded(spec: Any) -> tuple[Mapping[str, Any], _Source]:
    if isinstance(spec, Mapping):
        return spec, _Source("spec")
    if not isinstance(spec, (str, Path)):
        raise InvalidInput(f"a spec is a path or a dict, not {type(spec).__name__}")
    path = builtin_path(spec) if spec in BUILTIN else Path(spec)
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise InvalidInput(f"cannot read {path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InvalidInput(f"{path}:{line}: the spec is no UTF-8 text") from error
    try:
        return tomllib.loads(text), _Source(str(path), tuple(text.splitlines()))
    except tomllib.TOMLDecodeError as error:
        raise InvalidInput(f"{path}{_toml_place(str(error), text)}") from error
    except RecursionError as error:
        raise InvalidInput(f"{path}: the spec is nested too deeply") from error


def _toml_place(message: str, text: str) -> str:
    """ ":line: reason" out of tomllib's "reason (at line 3, column 5)"."""
    found = re.search(r" \(at line (\d+), column \d+\)$", message)
    if found:
        return f":{found[1]}: {message[: found.start()]}"
    line = len(text.splitlines())
    return f":{line}: {message.removesuffix(' (at end of document)')} at the end of the file"


def _read_case(
    table: Mapping[str, Any], number: int, source: _Source, timeout: float
) -> list[dict[str, Any]]:
    name = table.get("name")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise InvalidInput(
            f"{source.place(number, 'name')}: case {number + 1}: key 'name': expected a text of "
            f"letters, digits, '.', '_' and '-', at most 100, not {str(name)[:40]!r}"
        )
    current = ["f"]

    def at(key: str) -> None:
        current[0] = key

    try:
        if isinstance(table.get("f"), list) or isinstance(table.get("g"), list):
            return [read_array_case(table, at)]
        return read_function_cases(table, at, timeout)
    except (SymconvError, ValueError, TypeError) as error:
        place = source.place(number, current[0])
        raise InvalidInput(f"{place}: case {name!r}: key {current[0]!r}: {error}") from error


def _refuse_unknown(table: Mapping[str, Any], known: tuple[str, ...], place: str) -> None:
    for key in table:
        if key not in known:
            close = get_close_matches(str(key), known, n=1)
            advice = f"did you mean {close[0]!r}?" if close else f"expected {', '.join(known)}"
            raise InvalidInput(f"{place}: unknown key {str(key)[:40]!r}; {advice}")


def _refuse_twins(cases: list[dict[str, Any]], owners: list[int], source: _Source) -> None:
    """Two cases must differ in their file names, also where capitals do not count, and in C."""
    taken = {identifier("manifest").casefold(): "the manifest"}
    for case, owner in zip(cases, owners, strict=True):
        key = identifier(case["stem"]).casefold()
        if key in taken:
            raise InvalidInput(
                f"{source.place(owner, 'name')}: case {case['name']!r}: its files would be those "
                f"of {taken[key]}; give it another name"
            )
        taken[key] = repr(case["name"])
