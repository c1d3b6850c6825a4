"""Formats: NumPy reads what is written here, bytes carry no dates, texts round-trip."""

from __future__ import annotations

import csv
import io
import zipfile
from fractions import Fraction

import numpy as np
import pytest

from symconv.reference.formats import csv_text, hex_text, npy_bytes, npz_bytes

ARRAYS = {
    "double": np.array([[1.5, -0.1], [np.inf, 5e-324]]),
    "single": np.array([0.1, np.nan, -np.inf], dtype=np.float32),
    "half": np.array([65504.0, 6e-8], dtype=np.float16),
    "complex": np.array([1 - 2j, 0.1j]),
    "byte": np.array([-128, 127], dtype=np.int8),
    "wide": np.array([2**64 - 1], dtype=np.uint64),
    "text": np.array(["1/3", "-22/7"]),
    "volume": np.arange(24).reshape(2, 3, 4),
}


@pytest.mark.parametrize("name", ARRAYS)
def test_numpy_reads_the_same_array(name):
    array = ARRAYS[name]
    back = np.load(io.BytesIO(npy_bytes(array)), allow_pickle=False)
    assert back.dtype == array.dtype
    assert back.shape == array.shape
    assert back.tobytes() == array.tobytes()


def test_order_and_byte_order_of_the_machine_do_not_show():
    array = np.arange(6, dtype=np.float64).reshape(2, 3)
    turned = np.asfortranarray(array)
    assert npy_bytes(turned) == npy_bytes(array)
    assert npy_bytes(array.astype(">f8")) == npy_bytes(array)


def test_the_archive_has_no_dates_and_no_system():
    data = npz_bytes(ARRAYS)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert entry.create_system == 3
            assert entry.compress_type == zipfile.ZIP_STORED
            assert entry.extra == b""
    back = np.load(io.BytesIO(data), allow_pickle=False)
    assert set(back.files) == set(ARRAYS)
    assert all(back[name].tobytes() == array.tobytes() for name, array in ARRAYS.items())


def test_hexadecimal_text_gives_the_same_bits():
    for name in ("double", "single", "half"):
        array = ARRAYS[name]
        lines = [line for line in hex_text({name: array}).splitlines() if line[0] != "#"]
        values = np.array([float.fromhex(line.split()[-1]) for line in lines]).astype(array.dtype)
        assert values.tobytes() == array.reshape(-1).tobytes()


def test_csv_gives_the_same_bits():
    positions = {"single": [Fraction(1, 3), Fraction(2), Fraction(-1)]}
    rows = list(csv.DictReader(io.StringIO(csv_text(ARRAYS, positions))))
    for name, array in ARRAYS.items():
        own = [row for row in rows if row["array"] == name]
        assert len(own) == array.size
        if array.dtype.kind == "U":
            back = np.array([row["value"] for row in own])
        elif array.dtype.kind == "c":
            back = np.array([complex(float(r["value"]), float(r["imaginary"])) for r in own])
        elif array.dtype.kind == "f":
            back = np.array([float(row["value"]) for row in own]).astype(array.dtype)
        else:
            back = np.array([int(row["value"]) for row in own], dtype=array.dtype)
        assert back.tobytes() == array.reshape(-1).tobytes()
    assert [r["position"] for r in rows if r["array"] == "single"] == ["1/3", "2", "-1"]
    assert next(r["index"] for r in reversed(rows) if r["array"] == "volume") == "1 2 3"
