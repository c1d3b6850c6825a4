"""manifest.json: what a folder holds, by whom it was made, what is guaranteed, and its own hash.

The manifest has the hash of every case's .json, and that the hashes of the case's other files.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from symconv.errors import InvalidInput, ReferenceCorrupted
from symconv.reference.casefiles import Outcome, versions
from symconv.reference.store import canonical_json, digest, folder_path

__all__ = ["GUARANTEE", "MANIFEST", "manifest_bytes", "manifest_folder", "read_manifest"]

MANIFEST = "manifest.json"
FORMAT = 1
GUARANTEE = (
    "values and out are the exact results, rounded once to the stated format: to nearest, ties to "
    "even. For functions they are values of the stated closed form, which is proved, or enclosed "
    "against the defining integral, as the case's certificate says, under the stated hypotheses. "
    "For arrays they are the exact sums over the stored f and g. bound is a proved upper bound of "
    "|kernel's output - out| for a kernel that forms the stated sum in the arithmetic of the "
    "dtype (IEEE 754 with subnormals, without fast Fourier transforms), in any order; infinity "
    "means that no bound is known. bound_by_transforms is the same for all outputs of a kernel "
    "by fast Fourier transforms of power-of-two sizes with twiddle factors accurate to two units "
    "of roundoff. The sign of a zero is not promised; it is stored as +0. Equal versions make "
    "equal bytes on every machine."
)


def manifest_bytes(
    cases: list[dict[str, Any]], finished: Mapping[str, str], refused: Mapping[str, Outcome]
) -> bytes:
    """The manifest of a finished run, in the order of the spec."""
    data: dict[str, Any] = {
        "format": FORMAT,
        "versions": versions(),
        "guarantee": GUARANTEE,
        "cases": [
            {"name": case["name"], "record": f"{case['stem']}.json", "sha256": finished[stem]}
            for case in cases
            if (stem := case["stem"]) in finished
        ],
        "not_written": [
            {
                "name": case["name"],
                "refusal": refused[stem].refusal,
                "reason": refused[stem].reason,
                "case": case,
            }
            for case in cases
            if (stem := case["stem"]) in refused
        ],
    }
    return canonical_json({**data, "sha256": digest(canonical_json(data))})


def manifest_folder(given: Any) -> Path:
    """The folder that is given by its path, or by that of its manifest; InvalidInput otherwise."""
    path = folder_path(given)
    return path.parent if path.name == MANIFEST else path


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest, checked against its own hash.

    Raises InvalidInput where there is none, ReferenceCorrupted where it is not true.
    """
    path = folder / MANIFEST
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        message = f"{folder} has no {MANIFEST}; a run that was stopped has to be repeated"
        raise InvalidInput(message) from None
    except OSError as error:
        raise InvalidInput(f"cannot read {path}: {error.strerror or error}") from error
    try:
        data = json.loads(text)
        claimed = data.pop("sha256")
        if claimed != digest(canonical_json(data)):
            raise ValueError
        if text != canonical_json({**data, "sha256": claimed}):
            raise ValueError
        entries = [entry["record"] + entry["sha256"] for entry in data["cases"]]
        entries += [entry["case"]["stem"] for entry in data["not_written"]]
        if not all(isinstance(entry, str) for entry in entries):
            raise TypeError
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError) as error:
        message = f"{MANIFEST}: it is no manifest, or does not have the hash that it states"
        raise ReferenceCorrupted(message, file=MANIFEST) from error
    if data["format"] != FORMAT:
        raise InvalidInput(f"{path} has format {data['format']}; this version reads {FORMAT}")
    checked: dict[str, Any] = data
    return checked
