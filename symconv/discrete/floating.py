"""Floating products: SciPy does the work; kept here are what it lacks.

The product goes to `scipy.signal.convolve(method="auto")`, or to `oaconvolve` where one operand is
much longer than the other. Added to them:

- A NaN or infinity stays local: an FFT spreads one over the whole output. The product is formed
  without them, and outputs that one of them reaches get the value of the defining sum.
- The dynamic range is checked. A product by FFT has an error of about eps·‖a‖₂‖v‖₂ at *every*
  output (Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., section 24.1, through
  Parseval); the defining sum one of about eps·(|a| ∗ |v|)[k] at output k. Outputs where
  the first is more than `tolerance` times (|a| ∗ |v|)[k] are summed directly.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy

from symconv.errors import Unresolved

__all__ = ["convolve_floats"]

Array = numpy.ndarray[Any, Any]
# Largest number of multiplications done directly because an FFT would be too coarse.
_MAX_DIRECT = 2 * 10**10
# Along one axis oaconvolve beats fftconvolve from this ratio of the lengths on, with a kernel of at
# least so many samples; in 2-D it did not (tests/bench/bench_arrays.py prints both).
_LONG, _SHORT = 8, 64
# The cost of one sum in NumPy, and of a product by scipy.signal's loop in n-D, in multiplications.
_CALL, _SLOWER_IN_ND = 10**5, 20


def convolve_floats(
    a: Array, v: Array, present: Array, windows: Sequence[range], tolerance: float | None
) -> Array:
    """Return the samples of a ∗ v on the product of `windows`.

    `present` marks the samples of v that take part; a dilated kernel has gaps, which are not zeros
    to be multiplied with a NaN.
    """
    dtype = numpy.result_type(a.dtype, v.dtype)
    work = numpy.result_type(dtype, numpy.float32)
    a, v = a.astype(work, copy=False), v.astype(work, copy=False)
    finite_a, finite_v = numpy.isfinite(a), numpy.isfinite(v)
    with numpy.errstate(all="ignore"):
        if finite_a.all() and finite_v.all():
            full = _finite(a, v, tolerance)
        else:
            zero = work.type(0)
            full = _finite(
                numpy.where(finite_a, a, zero), numpy.where(finite_v, v, zero), tolerance
            )
            _put_back(full, a, v, present)
        return _take(full, windows).astype(dtype, copy=False)


def _finite(a: Array, v: Array, tolerance: float | None) -> Array:
    """Return the full product of finite operands, by FFT where that is faster and fine enough."""
    from scipy import signal

    if signal.choose_conv_method(a, v) == "direct":
        return numpy.asarray(signal.convolve(a, v, method="direct"))
    product = _by_fft(a, v)
    coarse = _too_coarse(product, a, v, tolerance)
    outputs = int(numpy.count_nonzero(coarse))
    if not outputs:
        return product
    one_by_one = outputs * (_CALL + min(a.size, v.size))
    whole = a.size * v.size * (1 if a.ndim == 1 else _SLOWER_IN_ND)
    if min(one_by_one, whole) > _MAX_DIRECT:
        raise Unresolved(
            f"the FFT is too coarse at {outputs} outputs, which are too many to sum directly "
            f"({a.size} times {v.size} samples); give a larger tolerance="
        )
    if whole <= one_by_one:
        return numpy.asarray(signal.convolve(a, v, method="direct"))
    for place in numpy.argwhere(coarse):
        product[tuple(place)] = _defining_sum(a, v, place)
    return product


def _by_fft(a: Array, v: Array) -> Array:
    from scipy import signal

    long, short = max(a.size, v.size), min(a.size, v.size)
    overlap_add = a.ndim == 1 and short >= _SHORT and long >= _LONG * short
    product = signal.oaconvolve(a, v) if overlap_add else signal.fftconvolve(a, v)
    return numpy.asarray(product)


def _too_coarse(product: Array, a: Array, v: Array, tolerance: float | None) -> Array:
    """Return where the error of the FFT is not small beside the terms of the output's sum."""
    if not numpy.isfinite(product).all():
        return numpy.ones(product.shape, dtype=bool)  # overflow on the way through the FFT
    if tolerance == math.inf:
        return numpy.zeros(product.shape, dtype=bool)
    eps = float(numpy.finfo(product.dtype).eps)
    allowed = math.sqrt(eps) if tolerance is None else tolerance
    error = eps * math.log2(product.size + 2) * _norm(a) * _norm(v)
    return numpy.asarray(error > allowed * (_by_fft(abs(a), abs(v)) - error))


def _defining_sum(a: Array, v: Array, place: Array) -> Any:
    signal_part, kernel_part = [], []
    for i, n, m in zip(place.tolist(), a.shape, v.shape, strict=True):
        lower, upper = max(0, i - m + 1), min(i, n - 1)
        signal_part.append(slice(lower, upper + 1))
        kernel_part.append(slice(i - upper, i - lower + 1))
    return (a[tuple(signal_part)] * numpy.flip(v[tuple(kernel_part)])).sum()


def _norm(array: Array) -> float:
    largest = float(abs(array).max())
    if largest == 0 or not math.isfinite(largest):
        return largest
    return largest * float(numpy.linalg.norm((array / largest).ravel()))


def _put_back(full: Array, a: Array, v: Array, present: Array) -> None:
    """Set the outputs that a NaN or an infinity reaches to what the defining sum gives."""
    everywhere = numpy.ones(a.shape, dtype=bool)
    if numpy.iscomplexobj(full):
        # The product of a complex infinity has no agreed value: every output it reaches is NaN.
        reached = _meets(~numpy.isfinite(a), present) | _meets(everywhere, ~numpy.isfinite(v))
        full[reached] = complex(math.nan, math.nan)
        return
    infinite_a, infinite_v = numpy.isinf(a), numpy.isinf(v)
    nan = _meets(numpy.isnan(a), present) | _meets(everywhere, numpy.isnan(v) & present)
    nan |= _meets(infinite_a, (v == 0) & present) | _meets(a == 0, infinite_v)
    up, down = numpy.zeros_like(nan), numpy.zeros_like(nan)
    for first, second in ((infinite_a, present), (everywhere, infinite_v)):
        for sign_a, sign_v in product((1, -1), repeat=2):
            hit = _meets(first & (a * sign_a > 0), second & (v * sign_v > 0))
            target = up if sign_a == sign_v else down
            target |= hit
    full[up] = math.inf
    full[down] = -math.inf
    full[nan | (up & down)] = math.nan


def _meets(first: Array, second: Array) -> Array:
    """Return where a marked sample of one meets a marked sample of the other."""
    from scipy import signal

    if not (first.any() and second.any()):
        return numpy.zeros(
            [n + m - 1 for n, m in zip(first.shape, second.shape, strict=True)], bool
        )
    counts = signal.convolve(first.astype(numpy.float64), second.astype(numpy.float64))
    # Counts are integers far below 1 / eps: rounding them undoes the error of an FFT.
    return numpy.asarray(numpy.rint(counts) > 0)


def _take(full: Array, windows: Sequence[range]) -> Array:
    """Select the windows; outside the full result every sum is empty."""
    lower = [max(0, -w.start) for w in windows]
    upper = [max(0, w[-1] + 1 - n) for w, n in zip(windows, full.shape, strict=True)]
    if any(lower) or any(upper):
        full = numpy.pad(full, list(zip(lower, upper, strict=True)))
    index = [slice(w.start + k, w.stop + k, w.step) for w, k in zip(windows, lower, strict=True)]
    return full[tuple(index)]
