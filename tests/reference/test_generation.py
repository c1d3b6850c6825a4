"""generate: the same bytes every time, kept and repaired work, refusals in the manifest."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys

import pytest

from symconv.errors import InvalidInput
from symconv.reference import CannotWrite, generate, store, verify
from symconv.reference.manifest import MANIFEST


def test_refused_cases_are_named_and_the_others_written(made):
    manifest = json.loads((made / MANIFEST).read_bytes())
    assert [entry["name"] for entry in manifest["not_written"]] == ["diverges"]
    assert manifest["not_written"][0]["refusal"] == "DivergentIntegral"
    assert "does not decay" in manifest["not_written"][0]["reason"]
    assert len(manifest["cases"]) == 11
    assert set(manifest["versions"]) == {"symconv", "sympy", "numpy", "python-flint", "mpmath"}
    assert "ties to even" in manifest["guarantee"]


@pytest.mark.parametrize(("seed", "workers"), [("1", "1"), ("2", "2")])
def test_another_process_writes_the_same_bytes(spec, made, tmp_path, contents, seed, workers):
    """Other hash seeds, other order of work, another folder, another locale and time zone."""
    code = (
        "import json, sys\n"
        "from symconv.reference import generate\n"
        "generate(json.load(open(sys.argv[1])), sys.argv[2], workers=int(sys.argv[3]))\n"
    )
    path = tmp_path / "spec.json"
    path.write_text(json.dumps(spec))
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    command = [sys.executable, "-c", code, str(path), str(tmp_path / "other"), workers]
    subprocess.run(command, check=True, env=environment, stdin=subprocess.DEVNULL)
    assert contents(tmp_path / "other") == contents(made)


def test_nothing_names_the_machine_or_the_day(made, contents):
    everything = b"".join(contents(made).values())
    for word in (str(made).encode(), os.uname().nodename.encode() + b".", b"/home/", b"/tmp/"):
        assert word not in everything


def test_a_second_run_keeps_what_is_true(spec, tmp_path, contents):
    folder = tmp_path / "out"
    first = generate(spec, folder, progress=False, workers=1)
    assert (first.written, first.kept) == (11, 0)
    before = contents(folder)
    again = generate(spec, folder, progress=False, workers=1)
    assert (again.written, again.kept) == (0, 11)
    assert contents(folder) == before


def test_damage_is_repaired(spec, tmp_path, contents):
    folder = tmp_path / "out"
    generate(spec, folder, progress=False, workers=1)
    before = contents(folder)
    (folder / "lecture.npz").write_bytes(b"half")
    (folder / "nan.json").unlink()
    (folder / "int8.json").write_bytes(b"[1]")
    (folder / MANIFEST).unlink()
    (folder / ".int8.npz.unfinished").write_bytes(b"half")
    assert generate(spec, folder, progress=False, workers=1).written == 3
    assert contents(folder) == before


def test_a_changed_case_is_computed_again(tmp_path):
    spec = {"case": [{"name": "one", "f": [1, 2], "g": [1]}, {"name": "two", "f": [5], "g": [1]}]}
    generate(spec, tmp_path, progress=False)
    spec["case"][0]["f"] = [1, 3]
    done = generate(spec, tmp_path, progress=False)
    assert (done.written, done.kept) == (1, 1)
    assert verify(tmp_path, deep=True) == 2


def test_what_others_put_into_the_folder_stays(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    generate({"case": [{"name": "one", "f": [1], "g": [1]}]}, tmp_path, progress=False)
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert verify(tmp_path) == 1


def test_a_bad_spec_writes_nothing(tmp_path):
    with pytest.raises(InvalidInput):
        generate({"case": [{"name": "one", "f": "x"}]}, tmp_path / "out", progress=False)
    assert not (tmp_path / "out").exists()


def test_a_disk_that_fills_up_keeps_the_finished_cases(spec, tmp_path, monkeypatch, contents):
    folder = tmp_path / "out"
    fsync, room = os.fsync, [20]

    def filling(handle):
        room[0] -= 1
        if room[0] < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        fsync(handle)

    monkeypatch.setattr(store.os, "fsync", filling)
    with pytest.raises(CannotWrite, match="No space left on device"):
        generate(spec, folder, progress=False, workers=1)
    monkeypatch.undo()
    partial = contents(folder)
    assert partial
    assert not any(name.startswith(".") for name in partial)
    done = generate(spec, folder, progress=False, workers=1)
    assert done.kept > 0
    assert done.kept + done.written == 11
    assert partial.items() <= contents(folder).items()


def test_a_summary_reads_well(tmp_path):
    done = generate(
        {"case": [{"name": "one", "f": "1", "g": "1", "points": [0]}]}, tmp_path, progress=False
    )
    assert str(done).splitlines()[0].endswith("0 cases written, 0 kept")
    assert "  not written: one: DivergentIntegral: the integral diverges" in str(done)
