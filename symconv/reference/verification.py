"""verify: re-hash every file of a folder; deep: compute every case again from f and g."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

from symconv.errors import ReferenceCorrupted
from symconv.reference.casefiles import Outcome, versions
from symconv.reference.defining import disagreement
from symconv.reference.loading import checked_bytes, checked_record
from symconv.reference.manifest import MANIFEST, manifest_folder, read_manifest
from symconv.reference.running import run_cases

__all__ = ["verify"]


def verify(
    path: Any, deep: bool = False, *, executor: Executor | None = None, workers: int | None = None
) -> int:
    """Check a folder of reference files.

    Every file must have sha256(file) = the hash that its case's .json states, each of those the
    hash in the manifest, and the manifest its own. With `deep`, every case is computed again from
    its f and g, never from the stored closed form, and the bytes are compared; some values of
    functions are compared with the enclosed defining integral; a case that was refused must be
    refused again.

    Hypotheses
    ----------
    For `deep`: the versions of symconv and its libraries are those of the manifest. Where they
    differ an error says so, as other digits may then be the library's.

    Parameters
    ----------
    path : path
        The folder, or its manifest.json.
    deep : bool
        Compute again.
    executor, workers
        As in `generate`.

    Returns
    -------
    int
        The number of cases that were found whole.

    Raises
    ------
    ReferenceCorrupted
        `.file` names the file.
    InvalidInput
        There is no manifest, or `path` is no path.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from symconv.reference import generate
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = generate({"case": [{"name": "sum", "f": [1, 2], "g": [1]}]}, folder)
    ...     verify(folder, deep=True)
    1
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = generate({"case": [{"name": "sum", "f": [1, 2], "g": [1]}]}, folder)
    ...     _ = Path(folder, "sum.csv").write_text("array,index\\n")
    ...     verify(folder)
    Traceback (most recent call last):
    symconv.errors.ReferenceCorrupted: sum.csv: its content does not have the hash ...
    """
    folder = manifest_folder(path)
    manifest = read_manifest(folder)
    for entry in manifest["cases"]:
        record = checked_record(folder, entry["record"], entry["sha256"])
        for name, sha256 in record["files"].items():
            checked_bytes(folder, name, sha256)
    if deep:
        _recompute(folder, manifest, executor, workers)
    return len(manifest["cases"])


def _recompute(
    folder: Path, manifest: dict[str, Any], executor: Executor | None, workers: int | None
) -> None:
    refused = {entry["case"]["stem"]: entry["refusal"] for entry in manifest["not_written"]}

    def waiting() -> Iterator[dict[str, Any]]:
        for entry in manifest["cases"]:
            yield checked_record(folder, entry["record"], entry["sha256"])["case"]
        for entry in manifest["not_written"]:
            yield entry["case"]

    made_by = "" if manifest["versions"] == versions() else f" (made by {manifest['versions']})"
    for case, outcome in run_cases(
        waiting(), executor=executor, workers=workers, compute=recomputed
    ):
        if case["stem"] in refused:
            if outcome.refusal != refused[case["stem"]]:
                message = f"{MANIFEST}: {case['name']} is refused there and not again{made_by}"
                raise ReferenceCorrupted(message, file=MANIFEST)
            continue
        _compare(folder, case, outcome, made_by)


def recomputed(case: dict[str, Any]) -> Outcome:
    """A case computed again, its values held against the defining integral."""
    from symconv.reference.casefiles import case_outcome

    outcome = case_outcome(case)
    if outcome.refusal is None:
        outcome.reason = disagreement(case, outcome.files[f"{case['stem']}.npz"])
    return outcome


def _compare(folder: Path, case: dict[str, Any], outcome: Outcome, made_by: str) -> None:
    record = f"{case['stem']}.json"
    if outcome.refusal is not None or outcome.reason:
        message = f"{record}: computed again: {outcome.refusal or ''} {outcome.reason}{made_by}"
        raise ReferenceCorrupted(message, file=record)
    for name, data in outcome.files.items():
        if made_by and name == record:
            continue  # it states the versions
        try:
            stored = (folder / name).read_bytes()
        except OSError:
            stored = b""
        if stored != data:
            message = f"{name}: computing it from f and g gives other bytes{made_by}"
            raise ReferenceCorrupted(message, file=name)
