"""generate: a spec into a folder of reference files, atomically and resumably.

Each case's files are written first and its .json, which holds their hashes, last: a case is
finished exactly if that file is there and everything in it is true. The manifest comes at the end.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from symconv import progress as progress_line
from symconv.operators.inputs import positive_timeout
from symconv.reference.casefiles import Outcome, versions
from symconv.reference.manifest import MANIFEST, manifest_bytes
from symconv.reference.running import Result, run_cases
from symconv.reference.spec import read_spec
from symconv.reference.store import (
    clear_unfinished,
    digest,
    folder_path,
    locked,
    prepare_folder,
    sync_folder,
    write_atomically,
)

__all__ = ["Summary", "generate"]


@dataclass(frozen=True)
class Summary:
    """What a run has done: how many cases were computed, and kept from before; the refusals."""

    folder: Path
    written: int
    kept: int
    refused: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        lines = [f"{self.folder}: {self.written} cases written, {self.kept} kept"]
        lines += [f"  not written: {name}: {reason}" for name, reason in self.refused]
        return "\n".join(lines)


def generate(
    spec: Any,
    out: Any,
    *,
    executor: Executor | None = None,
    progress: bool = True,
    workers: int | None = None,
    timeout: float = 30,
) -> Summary:
    """Write exact reference outputs for every case of a spec into a folder.

    out[k] = fl((f ∗ g)(t_k)): every value is the exact one, rounded to nearest, ties to even; every
    file is the same on every machine. A run that was stopped at any moment is continued by the
    same call.

    Hypotheses
    ----------
    The convolutions exist, and have closed forms without parameters other than the swept ones; a
    case where that fails is listed as refused, and the others are written.

    Parameters
    ----------
    spec : path, dict, or the name of a built-in spec
        TOML with [[case]] tables: name; f and g (texts, or arrays); op; start, stop, step or
        points; dtype or digits; parameters, a list being a sweep. Built-in: lecture, corpus,
        conv1d, conv2d, xcorr.
    out : path
        The folder; made if it does not exist.
    executor : concurrent.futures.Executor, optional
        Where the cases run, such as dask's client.get_executor(). Default: a process pool.
    progress : bool
        Show a progress line on a terminal.
    workers : int, optional
        Size of the default pool; 1 runs in this process.
    timeout : seconds
        For the closed form of each case of functions that states no timeout of its own; a case
        whose time runs out is refused, and the others are written.

    Returns
    -------
    Summary
        .written, .kept, and .refused: pairs of name and reason, which are also in the manifest.

    Raises
    ------
    InvalidInput
        The spec is wrong: file, line, case and key are named; `out` is no path, or `timeout` no
        positive number. Nothing has been written.
    CannotWrite
        The folder cannot be written, or the disk is full; what was there is untouched.

    Examples
    --------
    >>> import tempfile
    >>> case = {"name": "box", "f": "box(0,1)", "g": "box(0,1)", "points": ["1/3"]}
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     generate({"case": [case]}, folder).written
    1
    >>> generate({"case": [{**case, "g": "box(0,"}]}, "folder")
    Traceback (most recent call last):
    symconv.errors.InvalidInput: spec: case 'box': key 'g': ...
    """
    cases = read_spec(spec, _plain(positive_timeout(timeout)))
    folder = folder_path(out)
    prepare_folder(folder)
    finished: dict[str, str] = {}
    refused: dict[str, Outcome] = {}
    written = 0
    with locked(folder) as lock:
        clear_unfinished(folder)
        waiting = _unfinished(cases, folder, finished)
        running = run_cases(waiting, executor=executor, workers=workers, inherited=lock)
        with closing(running):
            for case, outcome in _shown(running, len(cases)) if progress else running:
                if outcome.refusal is not None:
                    refused[case["stem"]] = outcome
                    continue
                finished[case["stem"]] = _write_case(folder, case["stem"], outcome)
                written += 1
        sync_folder(folder)
        write_atomically(folder / MANIFEST, manifest_bytes(cases, finished, refused))
        sync_folder(folder)
    reasons = tuple(
        (case["name"], f"{refused[case['stem']].refusal}: {refused[case['stem']].reason}")
        for case in cases
        if case["stem"] in refused
    )
    return Summary(folder, written, len(finished) - written, reasons)


def _plain(seconds: float) -> float:
    """Whole seconds as an integer, as a spec states them: the case is the same either way."""
    return int(seconds) if seconds == int(seconds) else seconds


def _shown(results: Iterator[Result], total: int) -> Iterator[Result]:
    return progress_line.progress(results, "reference", total=total)


def _unfinished(
    cases: list[dict[str, Any]], folder: Path, finished: dict[str, str]
) -> Iterator[dict[str, Any]]:
    """Yield the cases that are to be computed; note the hashes of those that are there."""
    for case in cases:
        known = _finished_digest(case, folder)
        if known is None:
            yield case
        else:
            finished[case["stem"]] = known


def _finished_digest(case: dict[str, Any], folder: Path) -> str | None:
    """The hash of a case's record, if the record is this case's and all its files are true."""
    try:
        data = (folder / f"{case['stem']}.json").read_bytes()
        record = json.loads(data)
        same = record["case"] == case and record["versions"] == versions()
        if same and all(
            digest((folder / name).read_bytes()) == known for name, known in record["files"].items()
        ):
            return digest(data)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return None


def _write_case(folder: Path, stem: str, outcome: Outcome) -> str:
    """Write a case's files, its record last; the record's hash."""
    last = f"{stem}.json"
    for name, data in outcome.files.items():
        if name != last:
            write_atomically(folder / name, data)
    sync_folder(folder)
    write_atomically(folder / last, outcome.files[last])
    return digest(outcome.files[last])
