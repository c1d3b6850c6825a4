"""The arrays of a case as a C99 header: hexadecimal floating constants, nothing to round twice."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

__all__ = ["header_text", "identifier"]

_PER_LINE = 4


def identifier(stem: str) -> str:
    """The C identifier that stands for a case."""
    return "symconv_" + stem.replace("-", "_").replace(".", "_")


def header_text(stem: str, title: str, arrays: Mapping[str, Any]) -> str:
    """`static const` arrays <identifier>_<array>, row by row, with their shapes.

    float16 is stored in float, which holds it exactly; a complex entry is a pair {re, im};
    integers have their own type; exact rationals and decimals are strings.
    """
    own = identifier(stem)
    guard = f"{own.upper()}_H"
    comment = title.replace("*/", "* /")
    lines = [f"/* {comment} */", f"#ifndef {guard}", f"#define {guard}"]
    lines += ["#include <math.h>", "#include <stdint.h>"]
    for name, array in arrays.items():
        lines += _array(f"{own}_{name}", array)
    return "\n".join([*lines, f"#endif /* {guard} */", ""])


def _array(name: str, array: Any) -> list[str]:
    shape = "".join(f"[{n}]" for n in (array.size,))
    entries = [_constant(entry) for entry in array.reshape(-1)]
    rows = [
        "    " + ", ".join(entries[k : k + _PER_LINE]) + ","
        for k in range(0, len(entries), _PER_LINE)
    ]
    kind, suffix = _type(array.dtype)
    sizes = ", ".join(map(str, array.shape))
    return [
        f"#define {name.upper()}_SIZE {array.size}",
        f"static const int32_t {name}_shape[{array.ndim}] = {{{sizes}}};",
        f"static const {kind} {name}{shape}{suffix} = {{",
        *rows,
        "};",
    ]


def _type(dtype: Any) -> tuple[str, str]:
    if dtype.kind == "U":
        return "char *const", ""
    if dtype.kind in "iu":
        return f"{dtype.name}_t", ""
    real = "double" if dtype.name in ("float64", "complex128") else "float"
    return real, "[2]" if dtype.kind == "c" else ""


def _constant(entry: Any) -> str:
    if isinstance(entry, np.complexfloating):
        return f"{{{_constant(entry.real)}, {_constant(entry.imag)}}}"
    if isinstance(entry, np.str_):
        return f'"{entry}"'
    if isinstance(entry, np.integer):
        return _integer(entry)
    value = float(entry)
    if math.isnan(value):
        return "NAN"
    if math.isinf(value):
        return "INFINITY" if value > 0 else "-INFINITY"
    return value.hex() + ("" if entry.itemsize == 8 else "f")


def _integer(entry: Any) -> str:
    """A constant of the entry's own type; the least one has no literal of its own in C."""
    info, value = np.iinfo(entry.dtype), int(entry)
    macro = f"{'U' if info.min == 0 else ''}INT{info.bits}_C"
    if value == info.min < 0:
        return f"(-{macro}({-(value + 1)}) - 1)"
    return f"{macro}({value})" if value >= 0 else f"-{macro}({-value})"
