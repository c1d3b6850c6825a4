"""load and cases: reference files as arrays, read when they are asked for, checked when read."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import sympy

from symconv.errors import InvalidInput, ReferenceCorrupted
from symconv.parsing import parse
from symconv.reference.functioncases import FUNCTION, grid_points
from symconv.reference.manifest import MANIFEST, manifest_folder, read_manifest
from symconv.reference.store import digest

__all__ = ["Case", "Folder", "cases", "checked_bytes", "checked_record", "load"]


class Case:
    """One case: what was asked, and its arrays.

    Attributes
    ----------
    name, op : str
        op is "convolve" or "correlate".
    f, g : str or nested list
        The functions, or the arrays' entries, as texts.
    a, v : array
        What a kernel is to be given: samples of f and of g.
    step : float
        The factor of the kernel's sum; 1 for arrays.
    out : array
        The exact result, rounded once.
    bound : array
        How far a correct kernel's output may be from `out`; in ulp: arrays["bound_ulp"].
    values, points : array, list of Fraction
        For functions: the result at the points of the spec. For arrays `values` is `out`.
    closed_form : Expr
        The result as an expression in t.
    record : dict
        All that is known: hypotheses, certificate, grids, dtype, mode, ….
    """

    def __init__(self, folder: Path, name: str, file: str, sha256: str):
        self._folder, self._file, self._sha256 = folder, file, sha256
        self.name = name
        self.__name__ = name  # what pytest.mark.parametrize shows

    def __repr__(self) -> str:
        return f"Case({self.name!r})"

    @cached_property
    def record(self) -> dict[str, Any]:
        """The case's .json."""
        return checked_record(self._folder, self._file, self._sha256)

    @cached_property
    def arrays(self) -> Mapping[str, Any]:
        """All arrays of the .npz."""
        name = f"{self.record['case']['stem']}.npz"
        data = checked_bytes(self._folder, name, self.record["files"][name])
        with np.load(io.BytesIO(data), allow_pickle=False) as archive:
            return {key: archive[key] for key in archive.files}

    def _array(self, name: str) -> Any:
        if name not in self.arrays:
            raise InvalidInput(f"case {self.name!r} has no array {name!r}; see its record")
        return self.arrays[name]

    @property
    def a(self) -> Any:
        """The samples of f."""
        return self._array("f")

    @property
    def v(self) -> Any:
        """The samples of g."""
        return self._array("g")

    @property
    def out(self) -> Any:
        """The exact result of the sum, rounded once."""
        return self._array("out")

    @property
    def bound(self) -> Any:
        """The proved bound of a kernel's error."""
        return self._array("bound")

    @property
    def values(self) -> Any:
        """The result at `points`; for arrays `out`."""
        return self._array("values" if self._is_function else "out")

    @property
    def points(self) -> list[Fraction]:
        """Where `values` lie."""
        if not self._is_function:
            raise InvalidInput(f"case {self.name!r} is one of arrays: it has no points")
        return grid_points(self.record["case"])

    @property
    def step(self) -> float:
        """The factor of the kernel's sum."""
        return float(Fraction(self.record["case"].get("step", 1)))

    @property
    def op(self) -> str:
        """The operator: "convolve" or "correlate"."""
        return str(self.record["case"]["op"])

    @property
    def f(self) -> Any:
        """The first function, or the entries of the first array, as texts."""
        return self.record["case"]["f"]

    @property
    def g(self) -> Any:
        """The second function, or the entries of the second array, as texts."""
        return self.record["case"]["g"]

    @property
    def closed_form(self) -> sympy.Expr:
        """The result as an expression in the real symbol t."""
        if not self._is_function:
            raise InvalidInput(f"case {self.name!r} is one of arrays: it has no closed form")
        return parse(self.record["closed_form"], sympy.Symbol("t", real=True))

    @property
    def _is_function(self) -> bool:
        return bool(self.record["case"]["type"] == FUNCTION)


class Folder(Mapping[str, Case]):
    """The cases of a folder by name; `manifest` and `refused` say what else it holds."""

    def __init__(self, folder: Path):
        self.path = folder
        self.manifest = read_manifest(folder)
        self._cases = {
            entry["name"]: Case(folder, entry["name"], entry["record"], entry["sha256"])
            for entry in self.manifest["cases"]
        }

    @property
    def refused(self) -> dict[str, str]:
        """The reasons of the cases that were not written, by name."""
        return {
            entry["name"]: f"{entry['refusal']}: {entry['reason']}"
            for entry in self.manifest["not_written"]
        }

    def __getitem__(self, name: str) -> Case:
        return self._cases[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._cases)

    def __len__(self) -> int:
        return len(self._cases)


def load(path: Any) -> Folder:
    """Open a folder of reference files: a mapping with folder[name].out = the stored values.

    Hypotheses
    ----------
    `generate` wrote the folder. What has been changed since is noticed, not repaired.

    Parameters
    ----------
    path : path
        The folder, or its manifest.json.

    Returns
    -------
    Folder
        Arrays are read, and checked against their hashes, when they are asked for.

    Raises
    ------
    InvalidInput
        There is no manifest, or `path` is no path.
    ReferenceCorrupted
        A file does not hold what its manifest says; `.file` names it.

    Examples
    --------
    >>> import tempfile
    >>> from symconv.reference import generate
    >>> spec = {"case": [{"name": "sum", "f": [1, 2, 3], "g": [0, 1]}]}
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = generate(spec, folder)
    ...     load(folder)["sum"].out.tolist()
    [0, 1, 2, 3]
    >>> load("nowhere")
    Traceback (most recent call last):
    symconv.errors.InvalidInput: nowhere has no manifest.json; ...
    """
    return Folder(manifest_folder(path))


def cases(path: Any) -> list[Case]:
    """Return the cases of a folder, for @pytest.mark.parametrize("case", cases(folder)).

    The list is [folder[name] for name in folder] with folder = load(path): each case has its name
    as test id, and reads its arrays when the test asks for them.

    Hypotheses
    ----------
    `generate` wrote the folder.

    Parameters
    ----------
    path : path
        The folder, or its manifest.json.

    Returns
    -------
    list of Case

    Raises
    ------
    InvalidInput
        There is no manifest, or `path` is no path.
    ReferenceCorrupted
        The manifest does not hold what it says; `.file` names it.

    Examples
    --------
    >>> import tempfile
    >>> from symconv.reference import generate
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = generate({"case": [{"name": "sum", "f": [1, 2], "g": [1]}]}, folder)
    ...     cases(folder)
    [Case('sum')]
    >>> cases("nowhere")
    Traceback (most recent call last):
    symconv.errors.InvalidInput: nowhere has no manifest.json; ...
    """
    return list(load(path).values())


def checked_record(folder: Path, name: str, sha256: str) -> dict[str, Any]:
    """The record of a case.

    Raises ReferenceCorrupted if it is missing, has another hash, or is no record.
    """
    data = checked_bytes(folder, name, sha256)
    try:
        record: dict[str, Any] = json.loads(data)
        if record["case"]["stem"] + ".json" != name or not record["files"]:
            raise ValueError
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ReferenceCorrupted(f"{name}: it is no record of a case", file=name) from error
    return record


def checked_bytes(folder: Path, name: str, sha256: str) -> bytes:
    """The content of a file.

    Raises ReferenceCorrupted if it is missing or has another hash.
    """
    if Path(name).name != name:
        raise ReferenceCorrupted(f"{MANIFEST}: {name!r} is no file of this folder", file=MANIFEST)
    try:
        data = (folder / name).read_bytes()
    except OSError as error:
        message = f"{name}: cannot be read: {error.strerror or error}"
        raise ReferenceCorrupted(message, file=name) from error
    if digest(data) != sha256:
        message = f"{name}: its content does not have the hash {sha256[:16]}…"
        raise ReferenceCorrupted(message, file=name)
    return data
