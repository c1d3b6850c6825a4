"""Arrays as bytes that are the same on every machine: .npy, .npz, .csv, hexadecimal text.

NumPy's own writer pads its header differently from version to version, and zip files carry dates
and the system's name; both are written here by hand. Numbers are stored little-endian, uncompressed
(what zlib makes of the same bytes depends on its version).

References
----------
NumPy Enhancement Proposal 1, "A simple file format for NumPy arrays", version 1.0.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import numpy as np

__all__ = ["csv_text", "hex_text", "npy_bytes", "npz_bytes", "spelled"]

_MAGIC = b"\x93NUMPY\x01\x00"
_ALIGNMENT = 64
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_READABLE = 0o644 << 16


def npy_bytes(array: Any) -> bytes:
    """The array in NumPy's format 1.0, little-endian, row by row."""
    kind = array.dtype if array.dtype.itemsize == 1 else array.dtype.newbyteorder("<")
    header = f"{{'descr': '{kind.str}', 'fortran_order': False, 'shape': {array.shape}, }}"
    used = len(_MAGIC) + 2 + len(header) + 1
    padded = header.encode("ascii") + b" " * (-used % _ALIGNMENT) + b"\n"
    body = np.ascontiguousarray(array).astype(kind, copy=False).tobytes()
    return _MAGIC + len(padded).to_bytes(2, "little") + padded + body


def npz_bytes(arrays: Mapping[str, Any]) -> bytes:
    """The named arrays as an uncompressed .npz without dates."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, array in arrays.items():
            entry = zipfile.ZipInfo(f"{name}.npy", _EPOCH)
            entry.create_system = _UNIX
            entry.external_attr = _READABLE
            archive.writestr(entry, npy_bytes(array))
    return stream.getvalue()


def csv_text(arrays: Mapping[str, Any], positions: Mapping[str, list[Fraction]]) -> str:
    """One line per entry: array, index, position, value, imaginary part.

    Floats are in their shortest decimal form that reads back to the same bits.
    """
    lines = ["array,index,position,value,imaginary"]
    for name, array in arrays.items():
        places = positions.get(name)
        for k, (index, entry) in enumerate(_entries(array)):
            place = "" if places is None else str(places[k])
            lines.append(f"{name},{index},{place},{','.join(_parts(entry, decimal=True))}")
    return "\n".join(lines) + "\n"


def hex_text(arrays: Mapping[str, Any]) -> str:
    """One line per entry: array[index] value, floats in C's hexadecimal notation."""
    lines = []
    for name, array in arrays.items():
        lines.append(f"# {name}: {array.dtype.name}, shape {' '.join(map(str, array.shape))}")
        for index, entry in _entries(array):
            lines.append(f"{name}[{index}] {' '.join(_parts(entry, decimal=False)).rstrip()}")
    return "\n".join(lines) + "\n"


def _entries(array: Any) -> Iterator[tuple[str, Any]]:
    for index in np.ndindex(array.shape):
        yield " ".join(map(str, index)), array[index]


def _parts(entry: Any, *, decimal: bool) -> tuple[str, str]:
    """(value, imaginary part), the latter empty for real entries."""
    if isinstance(entry, np.complexfloating):
        return spelled(entry.real, decimal=decimal), spelled(entry.imag, decimal=decimal)
    return spelled(entry, decimal=decimal), ""


def spelled(entry: Any, *, decimal: bool) -> str:
    """One real entry: integers and exact texts as they are, floats as told."""
    if not isinstance(entry, np.floating):
        return str(entry)
    # Every float16 and float32 is a double, so its hexadecimal form is that of the double.
    return str(entry.item()) if decimal and entry.itemsize == 8 else _short(entry, decimal)


def _short(entry: Any, decimal: bool) -> str:
    if decimal and np.isfinite(entry):
        return np.format_float_scientific(entry, unique=True, trim="0")
    return str(float(entry)) if decimal else float(entry).hex()
