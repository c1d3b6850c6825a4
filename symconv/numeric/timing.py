"""When is the FFT the fastest way? Time and error of direct sums, FFT and overlap-add, measured.

"The convolution theorem is the computationally fastest way" holds from some size on; the table
says from which, on this machine, and what the transform costs in accuracy.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from time import perf_counter
from typing import Any

import numpy as np

from symconv.errors import InvalidInput
from symconv.listing import shown

__all__ = ["METHODS", "CrossoverRow", "CrossoverTable", "crossover"]

_EQUAL = (16, 32, 64, 128, 256, 512, 1024, 2048, 4096)
_LONG = 1 << 16
_SHORT = (8, 16, 32, 64, 128, 256, 512, 1024)
_BUDGET = 0.02
_MOST_PRODUCTS = 10**10
_CHECKED_OUTPUTS = 64


def _methods() -> dict[str, Callable[[Any, Any], Any]]:
    from scipy.signal import fftconvolve, oaconvolve

    return {"direct": np.convolve, "fft": fftconvolve, "overlap-add": oaconvolve}


METHODS = ("direct", "fft", "overlap-add")


@dataclass(frozen=True)
class CrossoverRow:
    """One pair of lengths: seconds per call and error relative to ||a|| ||v|| by method."""

    lengths: tuple[int, int]
    seconds: dict[str, float]
    error: dict[str, float]

    @property
    def fastest(self) -> str:
        """The method with the least time."""
        return min(self.seconds, key=self.seconds.__getitem__)


@dataclass(frozen=True)
class CrossoverTable:
    """All rows, equal lengths first, then one long signal against short kernels."""

    rows: tuple[CrossoverRow, ...]

    def first_size(self, method: str, *, equal: bool) -> int | None:
        """The shorter length from which `method` beats the direct sum in every larger row."""
        kind = [r for r in self.rows if (r.lengths[0] == r.lengths[1]) == equal]
        won = None
        for row in reversed(kind):
            if row.seconds[method] >= row.seconds["direct"]:
                break
            won = row.lengths[1]
        return won

    def __str__(self) -> str:
        head = "  length  kernel" + "".join(f"{m:>12} {'error':>8}" for m in METHODS) + "  fastest"
        lines = [head]
        for row in self.rows:
            cells = "".join(f"{1e6 * row.seconds[m]:9.1f} us {row.error[m]:8.1e}" for m in METHODS)
            lines.append(f"{row.lengths[0]:8} {row.lengths[1]:7}{cells}  {row.fastest}")
        for equal, text in ((True, "equal lengths"), (False, f"a signal of {_LONG}")):
            for method in METHODS[1:]:
                size = self.first_size(method, equal=equal)
                if any((r.lengths[0] == r.lengths[1]) == equal for r in self.rows):
                    lines.append(
                        f"{text}: {method} beats the direct sum "
                        + (f"from {size} on" if size else "at none of these sizes")
                    )
        lines.append(
            "error: largest of sampled outputs, against sums rounded once, "
            "relative to |a||v| (2-norms)"
        )
        return "\n".join(lines)

    def to_json(self) -> str:
        """The rows as JSON."""
        return json.dumps([asdict(row) | {"fastest": row.fastest} for row in self.rows], indent=2)


def crossover(
    equal: Sequence[int] = _EQUAL, short: Sequence[int] = _SHORT, *, long: int = _LONG
) -> CrossoverTable:
    """Measure direct sums, FFT and overlap-add: seconds and error = max |out − exact| / (‖a‖ ‖v‖).

    Hypotheses
    ----------
    The machine is otherwise idle; times are the best of several runs, arrays are random normal.

    Parameters
    ----------
    equal : lengths at which both arrays are equally long
    short : kernel lengths against a signal of length `long`
    long : that length

    Returns
    -------
    CrossoverTable
        .rows, and .first_size(method, equal=...) from which a method beats the direct sum.

    Raises
    ------
    InvalidInput
        A length is not a positive integer.

    Examples
    --------
    >>> table = crossover(equal=(8, 16), short=())
    >>> [row.lengths for row in table.rows]
    [(8, 8), (16, 16)]
    >>> crossover(equal=(0,))
    Traceback (most recent call last):
    symconv.errors.InvalidInput: lengths must be positive integers, not 0
    """
    for name, given in (("equal", equal), ("short", short)):
        if not isinstance(given, Sequence) or isinstance(given, str):
            raise InvalidInput(f"{name} must be a tuple of lengths, not {shown(given)}")
    lengths = [(n, n) for n in equal] + [(long, n) for n in short]
    for length in (n for pair in lengths for n in pair):
        if not isinstance(length, int) or length < 1:
            raise InvalidInput(f"lengths must be positive integers, not {shown(length)}")
    for n, m in lengths:
        if n * m > _MOST_PRODUCTS:
            raise InvalidInput(f"lengths {n} and {m} need {n * m} products by the direct sum")
    draw = np.random.default_rng(5)
    return CrossoverTable(tuple(_row(n, m, draw) for n, m in lengths))


def _row(n: int, m: int, draw: Any) -> CrossoverRow:
    a, v = draw.standard_normal(n), draw.standard_normal(m)
    seconds, errors = {}, {}
    chosen = np.unique(np.linspace(0, n + m - 2, _CHECKED_OUTPUTS).astype(int))
    exact = np.array([_exact_output(a, v, int(k)) for k in chosen])
    norm = float(np.linalg.norm(a) * np.linalg.norm(v))
    for name, method in _methods().items():
        errors[name] = float(np.max(np.abs(method(a, v)[chosen] - exact))) / norm
        seconds[name] = _best_time(method, a, v)
    return CrossoverRow((n, m), seconds, errors)


def _exact_output(a: Any, v: Any, k: int) -> float:
    """Output k from exact products, summed with one rounding."""
    from math import fsum

    low, high = max(0, k - len(v) + 1), min(len(a), k + 1)
    left = a[low:high]
    right = v[k - np.arange(low, high)]
    product = left * right
    error = np.array(
        [_product_error(p, q, r) for p, q, r in zip(left, right, product, strict=True)]
    )
    return fsum([*product.tolist(), *error.tolist()])


def _product_error(p: float, q: float, product: float) -> float:
    """p q - fl(p q), exactly, by Dekker's splitting."""
    p_high = 134217729.0 * p - (134217729.0 * p - p)
    q_high = 134217729.0 * q - (134217729.0 * q - q)
    p_low, q_low = p - p_high, q - q_high
    return ((p_high * q_high - product) + p_high * q_low + p_low * q_high) + p_low * q_low


def _best_time(method: Callable[[Any, Any], Any], a: Any, v: Any) -> float:
    best, spent = float("inf"), 0.0
    while spent < _BUDGET:
        start = perf_counter()
        method(a, v)
        took = perf_counter() - start
        best, spent = min(best, took), spent + took
    return best
