"""The files of one case: computed from its plain data alone, as bytes, by whoever asks.

A worker process, a cluster and a deep verification call the same function.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from typing import Any

from symconv import __version__
from symconv.errors import SymconvError
from symconv.reference.arraycases import ARRAY
from symconv.reference.arrays import compute_arrays
from symconv.reference.formats import csv_text, hex_text, npy_bytes, npz_bytes
from symconv.reference.functions import compute_functions
from symconv.reference.header import header_text
from symconv.reference.results import CaseResult
from symconv.reference.store import canonical_json, digest

__all__ = ["Outcome", "case_outcome", "case_title", "versions"]

_BASES = ("sympy", "python-flint", "numpy", "mpmath")


@dataclass
class Outcome:
    """The files of a case by name, or the kind of refusal and its reason."""

    files: dict[str, bytes] = field(default_factory=dict)
    refusal: str | None = None
    reason: str = ""


def case_outcome(case: Mapping[str, Any]) -> Outcome:
    """Compute a case. Never raises: a refusal, and a defect of the program, is an outcome too."""
    try:
        compute = compute_arrays if case["type"] == ARRAY else compute_functions
        return Outcome(_files(case, compute(case)))
    except SymconvError as error:
        return Outcome(refusal=type(error).__name__, reason=str(error))
    except Exception as error:
        first = str(error).partition("\n")[0]
        return Outcome(refusal="internal error", reason=f"{type(error).__name__}: {first}")


@cache
def versions() -> dict[str, str]:
    """The versions on which the bytes may depend."""
    return {"symconv": __version__, **{name: version(name) for name in _BASES}}


def case_title(case: Mapping[str, Any]) -> str:
    """One line that says what a case is."""
    sign = "∗" if case["op"] == "convolve" else "⋆"
    if case["type"] == ARRAY:
        return f"{case['name']}: f {sign} g of arrays"
    return f"{case['name']}: ({case['f']}) {sign} ({case['g']})"


def _files(case: Mapping[str, Any], result: CaseResult) -> dict[str, bytes]:
    stem, arrays = case["stem"], result.arrays
    primary = arrays["values" if "values" in arrays else "out"]
    files = {
        f"{stem}.npz": npz_bytes(arrays),
        f"{stem}.npy": npy_bytes(primary),
        f"{stem}.csv": csv_text(arrays, result.positions).encode(),
        f"{stem}.hex.txt": hex_text(arrays).encode(),
        f"{stem}.h": header_text(stem, case_title(case), arrays).encode(),
    }
    if result.certificate is not None:
        files[f"{stem}.certificate.json"] = result.certificate.encode()
    record = {
        "case": dict(case),
        "versions": versions(),
        "arrays": {
            name: {"dtype": _dtype_name(array), "shape": list(array.shape)}
            for name, array in arrays.items()
        },
        **result.record,
        "files": {name: digest(data) for name, data in files.items()},
    }
    files[f"{stem}.json"] = canonical_json(record)
    return files


def _dtype_name(array: Any) -> str:
    return "text" if array.dtype.kind == "U" else str(array.dtype.name)
