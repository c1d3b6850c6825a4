"""The store: a file is whole or absent, whatever fails; one run at a time."""

from __future__ import annotations

import errno
import os
import subprocess
import sys

import pytest

from symconv.errors import InvalidInput
from symconv.reference import cases, generate, load, store, verify
from symconv.reference.store import (
    CannotWrite,
    canonical_json,
    clear_unfinished,
    locked,
    prepare_folder,
    write_atomically,
)


@pytest.mark.parametrize("fails", ["write", "fsync", "replace"])
def test_a_full_disk_leaves_what_was_there(tmp_path, monkeypatch, fails):
    path = tmp_path / "a.npz"
    path.write_bytes(b"before")

    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    if fails == "write":
        monkeypatch.setattr(store, "open", lambda *_: full(), raising=False)
    else:
        monkeypatch.setattr(store.os, fails, full)
    with pytest.raises(
        CannotWrite, match=r"cannot write .*a\.npz: No space left on device"
    ) as info:
        write_atomically(path, b"after")
    assert "\n" not in str(info.value)
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.npz"]
    assert path.read_bytes() == b"before"


def test_a_limit_on_file_sizes_is_met_for_real(tmp_path):
    """The system itself refuses to write on, in a process whose files may have 1000 bytes."""
    resource = pytest.importorskip("resource", reason="needs resource limits, which are POSIX's")
    code = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from symconv.reference.store import CannotWrite, write_atomically\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "write_atomically(Path(sys.argv[1]), bytes(900))\n"
        "try:\n"
        "    write_atomically(Path(sys.argv[1]), bytes(2000))\n"
        "except CannotWrite as error:\n"
        "    print(error)\n"
    )
    assert resource.RLIMIT_FSIZE >= 0
    path = tmp_path / "file"
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    assert "File too large" in done.stdout
    assert path.read_bytes() == bytes(900)
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]


def test_a_folder_that_cannot_be(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotWrite, match="cannot write into"):
        prepare_folder(tmp_path / "file" / "folder")
    with pytest.raises(CannotWrite, match="cannot write into"):
        prepare_folder(tmp_path / "file")


def test_one_run_at_a_time(tmp_path, monkeypatch):
    pytest.importorskip("fcntl", reason="needs advisory locks, which are POSIX's")
    monkeypatch.setattr(store, "_PATIENCE", 0.1)
    with locked(tmp_path), pytest.raises(CannotWrite, match="another run"), locked(tmp_path):
        pass
    with locked(tmp_path):
        pass
    assert not list(tmp_path.iterdir())


def test_leftovers_of_a_killed_run_go_and_nothing_else(tmp_path):
    for name in (".a.npz.unfinished", ".keep", "a.npz"):
        (tmp_path / name).write_bytes(b"")
    clear_unfinished(tmp_path)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [".keep", "a.npz"]


def test_canonical_json_does_not_know_the_order_of_keys():
    assert canonical_json({"b": 1, "a": [2]}) == canonical_json({"a": [2], "b": 1})
    with pytest.raises(ValueError, match="JSON"):
        canonical_json({"a": float("nan")})


class _BytesPath:
    def __fspath__(self):
        return b"folder"


@pytest.mark.parametrize("given", [None, 3, [], b"folder", _BytesPath(), "", "fol\0der"])
def test_what_is_no_path_is_refused_in_one_line(given):
    case = {"name": "one", "f": [1], "g": [1]}
    calls = (load, cases, verify, lambda folder: generate({"case": [case]}, folder))
    for use in calls:
        with pytest.raises(
            InvalidInput, match=r"a folder is given by its path|no path of a folder"
        ):
            use(given)
