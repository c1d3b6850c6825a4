"""Read and write the entries of arrays: integers, rationals, symbols, floats.

An exact array is a flat list with a shape; rationals are integers over one common denominator, the
form in which flint multiplies. A floating array is a NumPy array. What goes in comes out: the
richest kind among the entries (int < fmpz < Fraction < fmpq < SymPy), lists for lists, NumPy
arrays for NumPy arrays; one float among exact entries makes the array floating.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import flint
import numpy

from symconv.errors import InvalidInput

__all__ = ["Entries", "common_kind", "read", "to_integers", "write"]

KINDS = ("int", "fmpz", "Fraction", "fmpq", "sympy", "float")
_KIND_OF_TYPE: dict[type, str] = {
    int: "int",
    bool: "int",
    Fraction: "Fraction",
    flint.fmpz: "fmpz",
    flint.fmpq: "fmpq",
    float: "float",
    complex: "float",
}
_MAX_INT64 = 2**63


@dataclass
class Entries:
    """An array as read: `flat` row by row, or `array` where the entries are floats."""

    kind: str
    shape: tuple[int, ...]
    flat: list[Any] | None
    array: numpy.ndarray[Any, Any] | None
    from_numpy: bool

    def as_floats(self, name: str) -> numpy.ndarray[Any, Any]:
        """Return the entries as a floating NumPy array, exact ones rounded once."""
        if self.array is not None:
            return self.array
        assert self.flat is not None
        try:
            rounded = [_as_number(entry) for entry in self.flat]
        except (OverflowError, TypeError) as error:
            message = f"{name}: an exact entry has no float value beside floats ({error})"
            raise InvalidInput(message) from error
        return numpy.array(rounded).reshape(self.shape)


def read(value: Any, name: str) -> Entries:
    """Read an array from nested lists, a NumPy array, or anything with __array__."""
    if isinstance(value, (list, tuple)):
        flat, shape = _flatten(value, name)
        flat, kind = _with_kind(flat, name)
        if kind != "float":
            return Entries(kind, shape, flat, None, False)
        exact = Entries(kind, shape, flat, None, False)
        return Entries(kind, shape, None, exact.as_floats(name), False)
    if not hasattr(value, "__array__"):
        raise InvalidInput(f"{name}: expected a list or an array, got {type(value).__name__}")
    array = numpy.asarray(value)
    if array.ndim == 0 or array.size == 0:
        raise InvalidInput(f"{name}: an array of shape {array.shape} has no samples to convolve")
    if array.dtype.kind in "fc":
        return Entries("float", array.shape, None, array, True)
    if array.dtype.kind not in "biuO":
        raise InvalidInput(f"{name}: entries of dtype {array.dtype} are no numbers")
    flat = array.ravel().tolist()
    if array.dtype.kind == "b":
        flat = [int(entry) for entry in flat]
    flat, kind = _with_kind(flat, name)
    entries = Entries(kind, array.shape, flat, None, True)
    if entries.kind == "float":
        entries.array, entries.flat = entries.as_floats(name), None
    return entries


def _flatten(value: Sequence[Any], name: str) -> tuple[list[Any], tuple[int, ...]]:
    flat: list[Any] = value if isinstance(value, list) else list(value)
    shape: tuple[int, ...] = (len(value),)
    while flat and isinstance(flat[0], (list, tuple)):
        width = len(flat[0])
        for row, item in enumerate(flat):
            if not isinstance(item, (list, tuple)) or len(item) != width:
                where = ", ".join(str(int(k)) for k in numpy.unravel_index(row, shape))
                raise InvalidInput(f"{name}[{where}]: expected a row of {width} entries")
        flat, shape = [entry for item in flat for entry in item], (*shape, width)
    if not flat:
        raise InvalidInput(f"{name}: an array of shape {shape} has no samples to convolve")
    return flat, shape


def _with_kind(flat: list[Any], name: str) -> tuple[list[Any], str]:
    """Return the entries, NumPy scalars as Python's, and the richest kind among them."""
    types = set(map(type, flat))
    if any(issubclass(item, numpy.generic) for item in types):
        flat = [x.item() if isinstance(x, numpy.generic) else x for x in flat]
        types = set(map(type, flat))
    return flat, _kind_of(types, flat, name)


def _kind_of(types: set[type], flat: list[Any], name: str) -> str:
    if types == {int}:
        return "int"
    kinds = {_KIND_OF_TYPE.get(item) or _sympy_kind(item) for item in types}
    if None in kinds:
        place = next(
            k
            for k, x in enumerate(flat)
            if type(x) not in _KIND_OF_TYPE and _sympy_kind(type(x)) is None
        )
        found = type(flat[place]).__name__
        raise InvalidInput(
            f"{name}: entry {place} is of type {found}; expected int, Fraction, fmpz, fmpq, "
            "SymPy numbers or expressions, float or complex"
        )
    if "sympy" in kinds:
        _check_sympy(flat, name)
    richest = max((kind for kind in kinds if kind), key=KINDS.index)
    return "fmpq" if richest == "Fraction" and "fmpz" in kinds else richest


def _sympy_kind(kind: type) -> str | None:
    # SymPy is loaded already if there is an entry of one of its types.
    if not kind.__module__.startswith("sympy."):
        return None
    import sympy

    return "sympy" if issubclass(kind, sympy.Expr) else None


def _check_sympy(flat: list[Any], name: str) -> None:
    import sympy

    for place, entry in enumerate(flat):
        if not isinstance(entry, sympy.Expr):
            continue
        if entry.has(sympy.Float):
            message = f"{name}: entry {place}, {entry}, has a Float; write a Rational or a float"
            raise InvalidInput(message)
        if entry.has(sympy.nan, sympy.oo, -sympy.oo, sympy.zoo):
            raise InvalidInput(f"{name}: entry {place}, {entry}, is not finite")


def _as_number(entry: Any) -> complex:
    if isinstance(entry, (complex, int, float)):
        return float(entry) if isinstance(entry, int) else entry
    if isinstance(entry, flint.fmpq):
        return int(entry.p) / int(entry.q)
    if isinstance(entry, flint.fmpz):
        return float(int(entry))
    if getattr(entry, "is_real", True) is False:
        return complex(entry)
    return float(entry)


def common_kind(first: str, second: str) -> str:
    """Return the kind of a sum of products of two kinds."""
    if {first, second} == {"Fraction", "fmpz"}:
        return "fmpq"
    return max(first, second, key=KINDS.index)


def to_integers(flat: list[Any], kind: str) -> tuple[list[Any], int] | None:
    """Return integers and a common denominator; None where an entry is not rational."""
    if kind in ("int", "fmpz"):
        return flat, 1
    pairs = [_numerator_denominator(entry) for entry in flat]
    if any(pair is None for pair in pairs):
        return None
    denominator = math.lcm(*(pair[1] for pair in pairs if pair))
    return [p * (denominator // q) for p, q in (pair for pair in pairs if pair)], denominator


def _numerator_denominator(entry: Any) -> tuple[int, int] | None:
    if isinstance(entry, (int, Fraction)):
        return entry.numerator, entry.denominator
    if isinstance(entry, flint.fmpq):
        return int(entry.p), int(entry.q)
    if isinstance(entry, flint.fmpz):
        return int(entry), 1
    if entry.is_Rational:
        return int(entry.p), int(entry.q)
    return None


def from_integers(numerators: list[Any], denominator: int, kind: str) -> list[Any]:
    """Return flint's integers over a denominator as entries of the given kind."""
    if kind == "int":
        return list(map(int, numerators))
    if kind == "fmpz":
        return numerators
    if kind == "fmpq":
        return [flint.fmpq(numerator, denominator) for numerator in numerators]
    if kind == "Fraction":
        return [Fraction(int(numerator), denominator) for numerator in numerators]
    import sympy

    return [sympy.Rational(int(numerator), denominator) for numerator in numerators]


def write(flat: list[Any], shape: tuple[int, ...], as_numpy: bool) -> Any:
    """Return exact entries as nested lists, or as a NumPy array: int64 where they fit, else object.

    A value beyond 64 bits makes the array one of Python integers rather than wrap around.
    """
    if not as_numpy:
        return _nested(flat, shape)
    integers = all(type(entry) is int for entry in flat)
    if integers and all(-_MAX_INT64 <= entry < _MAX_INT64 for entry in flat):
        return numpy.array(flat, dtype=numpy.int64).reshape(shape)
    array = numpy.empty(len(flat), dtype=object)
    array[:] = flat
    return array.reshape(shape)


def _nested(flat: Iterable[Any], shape: tuple[int, ...]) -> list[Any]:
    items = flat if isinstance(flat, list) else list(flat)
    for width in reversed(shape[1:]):
        items = [items[k : k + width] for k in range(0, len(items), width)]
    return items
