"""Compute one case of two arrays: the exact sum of products, rounded once.

The entries are first rounded to the dtype, so that the stored f and g are what a kernel gets; the
sum over them is then formed in rational arithmetic. NaN and infinities are followed by counting,
for each output, the products that are NaN, +∞ or −∞; a sample outside an array contributes nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from symconv.discrete import convolve_arrays, correlate_arrays
from symconv.discrete.libraries import conventions
from symconv.errors import Unresolved
from symconv.parsing import parse
from symconv.reference.accumulation import Accumulation, moduli, ulps
from symconv.reference.arraycases import (
    INTEGERS,
    SPECIAL,
    flat_entries,
    integer_range,
    shape_of,
)
from symconv.reference.keys import RATIONAL
from symconv.reference.results import CaseResult, bound_array
from symconv.reference.rounding import rounded_fractions, texts

__all__ = ["compute_arrays"]

Row = list[Fraction]
Slide = Callable[[Row, Row], tuple[Row, tuple[int, ...]]]


def compute_arrays(case: Mapping[str, Any]) -> CaseResult:
    """The result of a case as `read_array_case` has written it.

    Raises Unresolved where an integer does not fit, InvalidInput where the window is empty.
    """
    shapes = [shape_of(case[key]) for key in ("f", "g")]
    slide = _slider(case, shapes)
    dtype = case["dtype"]
    inputs = [_stored(flat_entries(case[key]), dtype) for key in ("f", "g")]
    a, v = (_exact_parts(stored) for stored in inputs)
    real, imaginary, shape = _products(slide, a, v, case.get("conjugate"))
    result = CaseResult()
    for name, stored, own in zip("fg", inputs, shapes, strict=True):
        result.arrays[name] = _as_array(stored, dtype).reshape(own)
    out = _rounded(real, imaginary, dtype, case.get("overflow"))
    if dtype.startswith("float"):
        _put_specials(out, slide, *inputs)
    result.arrays["out"] = out.reshape(shape)
    result.record["sum"] = _add_bounds(result, slide, dtype)
    return result


def _slider(case: Mapping[str, Any], shapes: Sequence[tuple[int, ...]]) -> Slide:
    """The sum of products of real exact arrays given row by row, as the case has it."""

    def slide(a: Row, v: Row) -> tuple[Row, tuple[int, ...]]:
        first, second = (_objects(row, shape) for row, shape in zip((a, v), shapes, strict=True))
        if "convention" in case:
            row = conventions[case["convention"]]
            out = row.expected(first, second, case["mode"], boundary=case["boundary"])
        else:
            out = _own_sum(case, first, second)
        return [Fraction(value) for value in out.reshape(-1)], out.shape

    return slide


def _own_sum(case: Mapping[str, Any], first: Any, second: Any) -> Any:
    function = convolve_arrays if case["op"] == "convolve" else correlate_arrays
    options = {key: case[key] for key in ("boundary", "stride", "dilation", "padding")}
    return function(first, second, case["mode"], **options)


def _objects(row: Row, shape: tuple[int, ...]) -> Any:
    array = np.empty(len(row), dtype=object)
    array[:] = row
    return array.reshape(shape)


# Entries: a text that is special, or a pair of fractions -----------------------------------------


def _stored(entries: list[str], dtype: str) -> list[Any]:
    """Every entry as "nan", "inf", "-inf" or (re, im), rounded to the dtype."""
    pairs = [entry if entry in SPECIAL else _pair(entry) for entry in entries]
    if dtype == RATIONAL or dtype in INTEGERS:
        return pairs
    finite = [pair for pair in pairs if not isinstance(pair, str)]
    array = rounded_fractions([re for re, _ in finite], [im for _, im in finite], dtype)
    if not np.isfinite(array).all():
        raise Unresolved(f"an entry is beyond the largest {dtype}")
    again = iter(_exact(array))
    return [pair if isinstance(pair, str) else next(again) for pair in pairs]


def _exact(array: Any) -> list[tuple[Fraction, Fraction]]:
    return [(Fraction(z.real), Fraction(z.imag)) for z in array.astype(complex).tolist()]


def _pair(text: str) -> tuple[Fraction, Fraction]:
    if "I" not in text:
        return Fraction(text), Fraction(0)
    real, imaginary = parse(text).as_real_imag()
    return Fraction(int(real.p), int(real.q)), Fraction(int(imaginary.p), int(imaginary.q))


def _exact_parts(stored: list[Any]) -> tuple[Row, Row]:
    """(re, im), with 0 in the place of what is not finite."""
    pairs = [(Fraction(0), Fraction(0)) if isinstance(p, str) else p for p in stored]
    return [re for re, _ in pairs], [im for _, im in pairs]


def _as_array(stored: list[Any], dtype: str) -> Any:
    real, imaginary = _exact_parts(stored)
    array = _rounded(real, imaginary, dtype, None)
    for k, entry in enumerate(stored):
        if isinstance(entry, str):
            array[k] = float(entry)
    return array


def _rounded(real: Row, imaginary: Row, dtype: str, overflow: str | None) -> Any:
    if dtype == RATIONAL:
        return texts([_complex_text(re, im) for re, im in zip(real, imaginary, strict=True)])
    if dtype in INTEGERS:
        return np.array([_fitted(int(re), dtype, overflow) for re in real], dtype=dtype)
    return rounded_fractions(real, imaginary, dtype)


def _complex_text(re: Fraction, im: Fraction) -> str:
    return f"{re}" if not im else f"{re} + ({im})*I"


def _fitted(value: int, dtype: str, overflow: str | None) -> int:
    low, high = integer_range(dtype)
    if low <= value <= high:
        return value
    if overflow == "wrap":
        return (value - low) % (high - low + 1) + low
    if overflow == "saturate":
        return low if value < low else high
    raise Unresolved(f"the exact sum {value} is no {dtype}; see the key 'overflow'")


# Sums -------------------------------------------------------------------------------------------


def _products(
    slide: Slide, a: tuple[Row, Row], v: tuple[Row, Row], conjugate: str | None
) -> tuple[Row, Row, tuple[int, ...]]:
    """Real and imaginary part of the sum: four real sums, or one."""
    (ar, ai), (vr, vi) = a, v
    real, shape = slide(ar, vr)
    if not any(ai) and not any(vi):
        return real, [Fraction(0)] * len(real), shape
    s, u = (-1 if conjugate in (name, "both") else 1 for name in ("first", "second"))
    both, second, first = (slide(p, q)[0] for p, q in ((ai, vi), (ar, vi), (ai, vr)))
    real = [p - s * u * q for p, q in zip(real, both, strict=True)]
    return real, [u * p + s * q for p, q in zip(second, first, strict=True)], shape


def _put_specials(out: Any, slide: Slide, a: list[Any], v: list[Any]) -> None:
    """Overwrite the outputs that are NaN or infinite."""
    if not any(isinstance(entry, str) for entry in (*a, *v)):
        return
    signs = [[_class(entry) for entry in stored] for stored in (a, v)]

    def count(*kinds: tuple[str, str]) -> Row:
        total = [Fraction(0)] * len(out)
        for left, right in kinds:
            a_chosen = [Fraction(letter in left) for letter in signs[0]]
            v_chosen = [Fraction(letter in right) for letter in signs[1]]
            found = slide(a_chosen, v_chosen)[0]
            total = [p + q for p, q in zip(total, found, strict=True)]
        return total

    undefined = count(("n", "npmPM0"), ("npmPM0", "n"), ("PM", "0"), ("0", "PM"))
    plus = count(("P", "pP"), ("p", "P"), ("M", "mM"), ("m", "M"))
    minus = count(("P", "mM"), ("p", "M"), ("M", "pP"), ("m", "P"))
    for k, (none, up, down) in enumerate(zip(undefined, plus, minus, strict=True)):
        if none or (up and down):
            out[k] = math.nan
        elif up or down:
            out[k] = math.inf if up else -math.inf


def _class(entry: Any) -> str:
    """n: NaN, P and M: plus and minus infinity, p and m: positive and negative, 0: zero."""
    if isinstance(entry, str):
        return {"nan": "n", "inf": "P", "-inf": "M"}[entry]
    return "p" if entry[0] > 0 else "m" if entry[0] < 0 else "0"


# Bounds -----------------------------------------------------------------------------------------


def _add_bounds(result: CaseResult, slide: Slide, dtype: str) -> dict[str, Any]:
    """How far a kernel that sums in the dtype may be off; nothing for exact arithmetic."""
    f, g, out = (result.arrays[name] for name in ("f", "g", "out"))
    if dtype == RATIONAL:
        return {"formula": _EXACT}
    if dtype in INTEGERS:
        result.arrays["bound"] = np.zeros(out.shape)
        return {"formula": _EXACT}
    finite = np.isfinite(out)
    a, v = (moduli(np.where(np.isfinite(part), part, 0)) for part in (f, g))
    ones = ([Fraction(1)] * len(row) for row in (a, v))
    absolute, terms = slide(a, v)[0], slide(*ones)[0]
    heights = moduli(np.where(finite, out, 0))
    arithmetic = Accumulation(dtype)
    bounds: list[Fraction | None] = [
        arithmetic.direct(total, int(n), height) if known else None
        for total, n, height, known in zip(
            absolute, terms, heights, finite.reshape(-1).tolist(), strict=True
        )
    ]
    result.arrays["bound"] = bound_array(bounds, out.shape)
    result.arrays["bound_ulp"] = bound_array(ulps(bounds, out), out.shape)
    described: dict[str, Any] = {"formula": _FLOATING}
    if all(np.isfinite(part).all() for part in (f, g, out)):
        whole = arithmetic.transforms(a, v, (f.shape, g.shape), max(heights))
        described["bound_by_transforms"] = f"{float(bound_array([whole], (1,))[0]):.6g}"
    return described


_EXACT = "out is the exact sum over the stored f and g; a correct kernel returns it"
_FLOATING = (
    "out is the exact sum over the stored f and g, rounded once; a kernel that sums the products "
    "in this dtype, in any order, is within bound of it; where out is not finite it must agree"
)
