"""Cases whose f and g are arrays: what their tables may say, and the entries as exact texts."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import sympy

from symconv.discrete.libraries import conventions
from symconv.discrete.windows import BOUNDARIES, MODES, pads_per_axis, per_axis
from symconv.errors import InvalidInput
from symconv.parsing import parse
from symconv.reference.keys import RATIONAL, At, Reader, number_format, rational

__all__ = ["ARRAY", "INTEGERS", "flat_entries", "read_array_case", "shape_of"]

ARRAY = "array"
INTEGERS = tuple(f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64))
OVERFLOWS = ("refuse", "wrap", "saturate")
SPECIAL = ("nan", "inf", "-inf")
_KEYS = (
    *("name", "f", "g", "op", "mode", "boundary", "stride", "dilation", "padding", "conjugate"),
    *("convention", "dtype", "overflow"),
)
_OWN_KEYS = ("stride", "dilation", "padding", "conjugate")
_MOST_ENTRIES = 1_000_000


def read_array_case(table: Mapping[str, Any], at: At) -> dict[str, Any]:
    """The case of one table, entries as texts, defaults written out.

    Raises InvalidInput.
    """
    reader = Reader(table, at, _KEYS)
    case: dict[str, Any] = {"type": ARRAY, "name": table["name"], "stem": table["name"]}
    shapes = []
    for key in ("f", "g"):
        value = reader.get(key)
        if not isinstance(value, list):
            raise InvalidInput("expected an array, as the other function is one")
        shapes.append(_shape(value))
        case[key] = _texts(value)
    if len(shapes[0]) != len(shapes[1]):
        raise InvalidInput(f"has {len(shapes[1])} axes, and f has {len(shapes[0])}")
    case["parameters"] = {}
    flat = [text for key in ("f", "g") for text in flat_entries(case[key])]
    decimal = any(_has_floats(table[key]) for key in ("f", "g"))
    case |= _format(reader, flat, decimal)
    case |= _convention(reader, len(shapes[0])) if "convention" in reader else _own(reader, shapes)
    return case


def _shape(value: Any) -> tuple[int, ...]:
    shape: tuple[int, ...] = ()
    while isinstance(value, list):
        if not value:
            raise InvalidInput("an array has no entries")
        shape, value = (*shape, len(value)), value[0]
    if math.prod(shape) > _MOST_ENTRIES:
        raise InvalidInput(f"more than {_MOST_ENTRIES} entries")
    return shape


def shape_of(nested: Any) -> tuple[int, ...]:
    """The shape of a checked nested list."""
    return _shape(nested)


def _texts(value: list[Any]) -> Any:
    """The same nested list with every entry as its exact text; rows must be equally long."""
    shape = _shape(value)

    def convert(item: Any, left: tuple[int, ...]) -> Any:
        if not left:
            return _entry(item)
        if not isinstance(item, list) or len(item) != left[0]:
            raise InvalidInput(f"expected rows of {left[0]} entries, found {str(item)[:40]}")
        return [convert(part, left[1:]) for part in item]

    return convert(value, shape)


def _entry(item: Any) -> str:
    if isinstance(item, str) and item.strip() in SPECIAL:
        return item.strip()
    if isinstance(item, float) and not math.isfinite(item):
        return "nan" if item != item else "inf" if item > 0 else "-inf"
    if isinstance(item, str) and "I" in item:
        number = parse(item, sympy.Symbol("x", real=True))
        if not all(part.is_Rational for part in number.as_real_imag()):
            raise InvalidInput(f"{item[:40]!r} is no number with rational parts")
        return str(number)
    return str(rational(item))


def flat_entries(nested: Any) -> list[str]:
    """The texts row by row."""
    if isinstance(nested, str):
        return [nested]
    return [text for part in nested for text in flat_entries(part)]


def _has_floats(nested: Any) -> bool:
    if isinstance(nested, list):
        return any(_has_floats(part) for part in nested)
    return isinstance(nested, float)


def _format(reader: Reader, flat: list[str], decimal: bool) -> dict[str, Any]:
    is_complex = any("I" in text for text in flat)
    has_special = any(text in SPECIAL for text in flat)
    if "dtype" not in reader:
        whole = not decimal and all(text.lstrip("-").isdigit() for text in flat)
        guess = "complex128" if is_complex else "int64" if whole else "float64"
        found: dict[str, Any] = {"dtype": guess}
    else:
        found = number_format(reader, INTEGERS)
    dtype = found["dtype"]
    if is_complex and not dtype.startswith("complex") and dtype != RATIONAL:
        raise InvalidInput(f"{dtype} holds no complex entries")
    if has_special and (is_complex or not dtype.startswith("float")):
        raise InvalidInput("nan and inf need a real floating dtype")
    if dtype in INTEGERS:
        _check_integers(flat, dtype)
        found["overflow"] = reader.word("overflow", OVERFLOWS, "refuse")
    elif "overflow" in reader:
        reader.get("overflow")
        raise InvalidInput("only integers overflow")
    return found


def _check_integers(flat: list[str], dtype: str) -> None:
    low, high = integer_range(dtype)
    for text in flat:
        value = Fraction(text)
        if value.denominator != 1 or not low <= value <= high:
            raise InvalidInput(f"{text[:40]} is no {dtype}")


def integer_range(dtype: str) -> tuple[int, int]:
    """The least and the largest integer of a type."""
    bits = int(dtype.lstrip("uint"))
    return (0, 2**bits - 1) if dtype.startswith("u") else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)


def _own(reader: Reader, shapes: list[tuple[int, ...]]) -> dict[str, Any]:
    """Operator, mode and windows of `symconv.discrete`."""
    ndim = len(shapes[0])
    op = reader.word("op", ("convolve", "correlate"), "convolve")
    found: dict[str, Any] = {
        "op": op,
        "mode": reader.word("mode", MODES, "full"),
        "boundary": reader.word("boundary", BOUNDARIES, "constant"),
        "stride": list(per_axis(reader.get("stride", 1), ndim, "stride")),
        "dilation": list(per_axis(reader.get("dilation", 1), ndim, "dilation")),
        "padding": reader.get("padding"),
    }
    if found["padding"] is not None:
        pads_per_axis(found["padding"], ndim)
    if op == "correlate":
        found["conjugate"] = "first" if reader.flag("conjugate", True) else None
    elif "conjugate" in reader:
        reader.get("conjugate")
        raise InvalidInput("only a correlation conjugates its first array")
    return found


def _convention(reader: Reader, ndim: int) -> dict[str, Any]:
    """What a named library function computes, by the table of conventions."""
    for key in ("op", *_OWN_KEYS):
        if key in reader:
            reader.get(key)
            raise InvalidInput("the convention says so; leave it out")
    name = reader.text("convention")
    if name not in conventions:
        raise InvalidInput(f"no convention {name[:60]!r}; see symconv.discrete.conventions")
    row = conventions[name]
    mode = reader.get("mode", "full" if "full" in row.modes else row.modes[0])
    boundary = reader.get("boundary")
    model = row.model(mode, boundary=boundary, ndim=ndim)
    op = "convolve" if row.operator == "convolution" else "correlate"
    return {
        "op": op,
        "convention": name,
        "mode": mode,
        "boundary": boundary,
        "conjugate": model.conjugate,
        "computes": row.computes,
    }
