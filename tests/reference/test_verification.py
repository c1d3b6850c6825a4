"""verify: a flipped bit anywhere is found and named; deep finds what hashes cannot."""

from __future__ import annotations

import json
import random

import pytest

from symconv.errors import InvalidInput, ReferenceCorrupted
from symconv.reference import verify
from symconv.reference.manifest import MANIFEST
from symconv.reference.store import canonical_json, digest


@pytest.fixture
def copy(made, tmp_path):
    for path in made.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    return tmp_path


def test_a_whole_folder_passes_also_deeply(copy):
    assert verify(copy) == 11
    assert verify(copy, deep=True, workers=1) == 11


def test_a_flipped_bit_is_found_and_named_in_every_file(copy):
    draw = random.Random(5)
    files = sorted(copy.iterdir())
    assert len(files) > 60
    for path in files:
        whole = path.read_bytes()
        for _ in range(3):
            damaged = bytearray(whole)
            damaged[draw.randrange(len(whole))] ^= 1 << draw.randrange(8)
            path.write_bytes(bytes(damaged))
            with pytest.raises(ReferenceCorrupted, match=path.name) as caught:
                verify(copy)
            assert caught.value.file == path.name
        path.write_bytes(whole)
    assert verify(copy) == 11


def test_every_bit_of_the_manifest_counts(copy):
    path = copy / MANIFEST
    whole = path.read_bytes()
    for place in range(0, len(whole), 7):
        damaged = bytearray(whole)
        damaged[place] ^= 1
        path.write_bytes(bytes(damaged))
        with pytest.raises(ReferenceCorrupted, match="manifest"):
            verify(copy)


def test_a_missing_file_is_named(copy):
    (copy / "nan.csv").unlink()
    with pytest.raises(ReferenceCorrupted, match=r"nan\.csv: cannot be read"):
        verify(copy)


def forge(folder, name, change):
    """Change a file and make all hashes agree again, as somebody could who wanted to."""
    record_path = folder / f"{name}.json"
    record = json.loads(record_path.read_bytes())
    change(folder, record)
    for file in record["files"]:
        record["files"][file] = digest((folder / file).read_bytes())
    record_path.write_bytes(canonical_json(record))
    manifest = json.loads((folder / MANIFEST).read_bytes())
    del manifest["sha256"]
    for entry in manifest["cases"]:
        if entry["record"] == record_path.name:
            entry["sha256"] = digest(record_path.read_bytes())
    sealed = {**manifest, "sha256": digest(canonical_json(manifest))}
    (folder / MANIFEST).write_bytes(canonical_json(sealed))


def test_deep_finds_a_consistent_lie_about_numbers(copy):
    def change(folder, record):
        path = folder / "lecture.npy"
        data = bytearray(path.read_bytes())
        data[-1] ^= 1
        path.write_bytes(bytes(data))

    forge(copy, "lecture", change)
    assert verify(copy) == 11
    with pytest.raises(ReferenceCorrupted) as caught:
        verify(copy, deep=True, workers=1)
    assert caught.value.file == "lecture.npy"


def test_deep_finds_a_consistent_lie_about_the_closed_form(copy):
    forge(copy, "lecture", lambda _, record: record.update(closed_form="0"))
    assert verify(copy) == 11
    with pytest.raises(ReferenceCorrupted) as caught:
        verify(copy, deep=True, workers=1)
    assert caught.value.file == "lecture.json"


def test_deep_recomputes_from_f_and_g(copy):
    forge(copy, "lecture", lambda _, record: record["case"].update(g="box(0, 1)"))
    with pytest.raises(ReferenceCorrupted, match="lecture"):
        verify(copy, deep=True, workers=1)


def test_deep_computes_refusals_again(copy):
    manifest = json.loads((copy / MANIFEST).read_bytes())
    del manifest["sha256"]
    manifest["not_written"][0]["case"]["g"] = "box(0, 1)"
    sealed = {**manifest, "sha256": digest(canonical_json(manifest))}
    (copy / MANIFEST).write_bytes(canonical_json(sealed))
    assert verify(copy) == 11
    with pytest.raises(ReferenceCorrupted, match="refused there and not again") as caught:
        verify(copy, deep=True, workers=1)
    assert caught.value.file == MANIFEST


def test_forged_records_and_paths_are_refused(copy):
    forge(copy, "lecture", lambda _, record: record.pop("case"))
    with pytest.raises(ReferenceCorrupted, match="no record of a case"):
        verify(copy)
    manifest = json.loads((copy / MANIFEST).read_bytes())
    del manifest["sha256"]
    manifest["cases"][0]["record"] = "../../etc/passwd"
    sealed = {**manifest, "sha256": digest(canonical_json(manifest))}
    (copy / MANIFEST).write_bytes(canonical_json(sealed))
    with pytest.raises(ReferenceCorrupted, match="no file of this folder"):
        verify(copy)


def test_no_manifest(tmp_path):
    with pytest.raises(InvalidInput, match="has no manifest"):
        verify(tmp_path)
