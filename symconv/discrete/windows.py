"""Which samples of the full result an output holds: modes, centres, padding, lags.

Along one axis, signal of n samples, kernel of m samples, the full convolution has the index
i = 0, …, n + m − 2, where i = (index in signal) + (index in kernel). Every mode, stride and padding
is a range of i; an i outside the full result belongs to the extension of the signal.
"""

from __future__ import annotations

import operator
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from symconv.errors import InvalidInput
from symconv.listing import shown

if TYPE_CHECKING:
    import numpy

__all__ = [
    "BOUNDARIES",
    "MODES",
    "check_word",
    "extension",
    "lags",
    "mode_range",
    "output_windows",
    "pad_pairs",
    "padding_range",
    "pads_per_axis",
    "per_axis",
    "whole",
]

MODES = ("full", "same", "valid")
BOUNDARIES = ("constant", "edge", "reflect", "symmetric", "wrap")
_MOST_SAMPLES = 10**8
Padding = tuple[int, int] | Literal["same_lower", "same_upper"]


def mode_range(n: int, m: int, mode: str, size: str = "first", centre: str = "lower") -> range:
    """Return the range of i that `mode` keeps, for operands of n (first) and m (second) samples.

    "same" keeps as many samples as the `size` operand has; what is left over is split evenly, an
    odd sample more after ("lower") or before ("upper"). "longer" is "lower" seen from the longer
    operand: "upper" where the second is longer. That is numpy.correlate, which swaps its operands.
    "equal" is the full result after the shorter operand is filled with zeros to equal lengths, for
    a correlation (MATLAB xcorr); "causal" starts at i = 0 with the size of the `size` operand.
    """
    full = n + m - 1
    if mode == "full":
        return range(full)
    if mode == "valid":
        return range(min(n, m) - 1, max(n, m))
    if mode == "equal":
        longest = max(n, m)
        return range(m - longest, m + longest - 1)
    length = {"first": n, "second": m, "longest": max(n, m)}[size]
    if mode == "causal":
        return range(length)
    spare = full - length
    upper = centre == "upper" or (centre == "longer" and n < m)
    start = (spare + 1) // 2 if upper else spare // 2
    return range(start, start + length)


def padding_range(n: int, m: int, padding: Padding, stride: int) -> range:
    """Return the range of i for a signal of n samples, padded, and a kernel of m, with a stride.

    "same_lower" and "same_upper" give ceil(n / stride) outputs, an odd pad going to the lower or
    the upper end (ONNX auto_pad SAME_LOWER, SAME_UPPER).
    """
    if isinstance(padding, str):
        outputs = -(-n // stride)
        total = max((outputs - 1) * stride + m - n, 0)
        less, more = total // 2, total - total // 2
        lower, upper = (less, more) if padding == "same_upper" else (more, less)
    else:
        lower, upper = padding
    return range(m - 1 - lower, n + upper, stride)


def extension(window: range, n: int, m: int) -> tuple[int, int]:
    """Return how many samples the signal needs before and behind so that `window` is covered."""
    if not window:
        return 0, 0
    return max(0, m - 1 - window[0]), max(0, window[-1] - (n - 1))


def pads_per_axis(padding: Any, ndim: int) -> list[Padding]:
    """Return the padding of each axis from what a user may write for it."""
    if isinstance(padding, str):
        if padding == "same_lower":
            return ["same_lower"] * ndim
        if padding == "same_upper":
            return ["same_upper"] * ndim
        expected = "same_lower, same_upper or integers"
        raise InvalidInput(f"padding: {shown(padding)} is unknown; expected {expected}")
    return list(pad_pairs(padding, ndim))


def pad_pairs(padding: Any, ndim: int) -> list[tuple[int, int]]:
    """Return explicit padding as one pair (lower, upper) per axis."""

    def size(item: Any) -> bool:
        found = whole(item)
        return found is not None and 0 <= found <= _MOST_SAMPLES

    if size(padding):
        return [(int(padding), int(padding))] * ndim
    if isinstance(padding, (tuple, list)):
        if len(padding) == 2 and all(size(item) for item in padding):
            return [(int(padding[0]), int(padding[1]))] * ndim
        pairs = [item for item in padding if isinstance(item, (tuple, list)) and len(item) == 2]
        if len(pairs) == len(padding) == ndim and all(size(k) for pair in pairs for k in pair):
            return [(int(lower), int(upper)) for lower, upper in pairs]
    raise InvalidInput(
        f"padding: {shown(padding)} is no size, no pair (lower, upper) and no list of {ndim} such "
        f"pairs; sizes are integers from 0 to {_MOST_SAMPLES}"
    )


def whole(item: Any) -> int | None:
    """The integer that Python takes the item for, None for truth values and everything else."""
    if isinstance(item, bool):
        return None
    try:
        return operator.index(item)
    except TypeError:
        return None


def per_axis(value: Any, ndim: int, name: str) -> tuple[int, ...]:
    """Return `value` as one positive integer per axis."""
    values = tuple(value) if isinstance(value, (tuple, list)) else (value,) * ndim
    if len(values) != ndim:
        raise InvalidInput(f"{name}: {len(values)} values for {ndim} axes; expected one per axis")
    for item in values:
        if (whole(item) or 0) < 1:
            raise InvalidInput(f"{name}: {shown(item)} is not a positive integer")
    return tuple(int(item) for item in values)


def output_windows(
    shape: tuple[int, ...],
    kernel_shape: tuple[int, ...],
    mode: str,
    boundary: str,
    stride: Any,
    dilation: Any,
    padding: Any,
) -> list[range]:
    """Return the range of i along each axis, from what a user may write for it.

    `boundary` is checked here too; it changes what an i outside the full result means.
    """
    ndim = len(shape)
    if ndim != len(kernel_shape):
        message = f"a has {ndim} axes and v has {len(kernel_shape)}; expected as many"
        raise InvalidInput(message)
    check_word(mode, MODES, "mode")
    check_word(boundary, BOUNDARIES, "boundary")
    strides = per_axis(stride, ndim, "stride")
    factors = per_axis(dilation, ndim, "dilation")
    reach = tuple((m - 1) * d + 1 for m, d in zip(kernel_shape, factors, strict=True))
    sizes = list(zip(shape, reach, strict=True))
    if padding is not None:
        if mode == "same":
            raise InvalidInput("give mode= or padding=, not both")
        pads = pads_per_axis(padding, ndim)
        return [
            _padded_window(n, m, pad, step)
            for (n, m), pad, step in zip(sizes, pads, strides, strict=True)
        ]
    if mode == "valid" and any(n < m for n, m in sizes) and any(n > m for n, m in sizes):
        message = f'mode "valid": neither shape {shape} nor {reach} lies within the other'
        raise InvalidInput(message)
    return [mode_range(n, m, mode)[::step] for (n, m), step in zip(sizes, strides, strict=True)]


def _padded_window(n: int, m: int, padding: Padding, stride: int) -> range:
    window = padding_range(n, m, padding, stride)
    if not window:
        raise InvalidInput(
            f"padding: a kernel that reaches over {m} samples exceeds the padded {n}"
        )
    return window


def lags(n_a: Any, n_v: Any, mode: str = "full") -> numpy.ndarray[Any, Any]:
    """Return the lags k of correlate_arrays(a, v, mode), in the order of its output.

    The full result of out[k] = Σ conj(a[n]) v[n + k] has k = −(n_a − 1), …, n_v − 1.

    Hypotheses
    ----------
    Both arrays start at index 0, on grids of the same step.

    Parameters
    ----------
    n_a, n_v : int
        Lengths of the first and the second argument along the axis, at least 1.
    mode : {"full", "same", "valid"}
        As in `correlate_arrays`; "same" has n_a lags.

    Returns
    -------
    numpy.ndarray
        The lags, integers in rising order. They are those of
        scipy.signal.correlation_lags(n_v, n_a) for the modes "full" and "valid"; "same" has the
        size of `a` here and of SciPy's first argument there.

    Raises
    ------
    InvalidInput
        If a length is not a positive integer, or the mode is unknown.

    Examples
    --------
    >>> from symconv.discrete import lags
    >>> lags(3, 4).tolist()
    [-2, -1, 0, 1, 2, 3]
    >>> lags(3, 4, "same").tolist(), lags(3, 4, "valid").tolist()
    ([-1, 0, 1], [0, 1])
    >>> lags(0, 4)
    Traceback (most recent call last):
        ...
    symconv.errors.InvalidInput: n_a: 0 is not a positive integer
    """
    import numpy

    (n,), (m,) = per_axis(n_a, 1, "n_a"), per_axis(n_v, 1, "n_v")
    check_word(mode, MODES, "mode")
    window = mode_range(n, m, mode)
    size = window.stop - window.start
    if size > _MOST_SAMPLES:
        raise InvalidInput(f"lags: {size} of them; the limit is {_MOST_SAMPLES}")
    return numpy.arange(window.start, window.stop) - (n - 1)


def check_word(word: object, known: Sequence[str], name: str) -> None:
    """Refuse a word that is not one of the known ones."""
    if not isinstance(word, str) or word not in known:
        raise InvalidInput(f"{name}: {shown(word)} is unknown; expected one of {', '.join(known)}")
