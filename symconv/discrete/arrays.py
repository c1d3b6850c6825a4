"""Convolution and cross-correlation of arrays, exact where the entries are.

(a ∗ v)[k] = Σ a[n] v[k − n] and (a ⋆ v)[k] = Σ conj(a[n]) v[n + k], n and k multi-indices. The
first argument is the signal: "same" has its size, and a boundary word extends it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy

from symconv.discrete.entries import Entries, common_kind, read, write
from symconv.discrete.exact import convolve_exact
from symconv.discrete.windows import extension, output_windows, pad_pairs, per_axis
from symconv.errors import InvalidInput
from symconv.listing import shown

__all__ = ["convolve_arrays", "correlate_arrays"]


def convolve_arrays(
    a: Any,
    v: Any,
    mode: str = "full",
    *,
    boundary: str = "constant",
    stride: int | Sequence[int] = 1,
    dilation: int | Sequence[int] = 1,
    padding: Any = None,
    tolerance: float | None = None,
) -> Any:
    """Return the convolution out[k] = Σ a[n] v[k − n] of two arrays of the same dimension.

    Hypotheses
    ----------
    Both arrays are zero outside their samples, or `a` is extended by the boundary word.

    Parameters
    ----------
    a, v : nested list or array_like
        The signal and the kernel, of equal dimension. Entries are int, Fraction, SymPy, fmpz, fmpq
        (exact), or float and complex.
    mode : {"full", "same", "valid"}
        All k with overlap; as many as `a` has, centred as in SciPy; those k at which one array
        lies within the other.
    boundary : {"constant", "edge", "reflect", "symmetric", "wrap"}
        numpy.pad's word for the extension of `a`; "constant" is zero.
    stride, dilation : int or tuple
        Keep every stride-th output; put dilation − 1 gaps between the samples of `v`; one for all
        axes, or one per axis.
    padding : int, (lower, upper), one pair per axis, "same_lower" or "same_upper", optional
        Samples of extension around `a`, in place of `mode`; outputs are those that need no more.
        "same_…" gives ceil(n / stride) outputs, an odd sample of padding at that end.
    tolerance : float, optional
        Floats only: an FFT is used where its error is at most `tolerance` times Σ |a[n] v[k − n]|
        at every k. The default is the square root of the machine epsilon.

    Returns
    -------
    list or numpy.ndarray
        Lists for two lists, else an array. Exact entries come back as the richest kind that went
        in (int < fmpz < Fraction < fmpq < SymPy); integers beyond 64 bits make the array one of
        Python integers. One float among the entries makes all of them floats.

    Raises
    ------
    InvalidInput
        If dimensions differ, an entry is no number, an array is empty, a word is unknown, or
        neither array lies within the other for "valid".
    Unresolved
        If the dynamic range forbids the FFT and the arrays are too long for the direct sum.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from symconv.discrete import convolve_arrays
    >>> convolve_arrays([1, 2, 3], [10**30, 1])
    [1000000000000000000000000000000, 2000000000000000000000000000001, \
3000000000000000000000000000002, 3]
    >>> convolve_arrays([1, 2, 3], [Fraction(1, 2), 1], "same", boundary="wrap")
    [Fraction(7, 2), Fraction(2, 1), Fraction(7, 2)]
    >>> convolve_arrays([[1, 2], [3, 4]], [1, 1])
    Traceback (most recent call last):
        ...
    symconv.errors.InvalidInput: a has 2 axes and v has 1; expected as many

    Conventions
    -----------
    numpy.convolve swaps its arguments where the second is longer; this function never does.

    References
    ----------
    Oppenheim and Schafer, Discrete-Time Signal Processing, 3rd ed., equation (2.49).
    """
    signal, kernel = read(a, "a"), read(v, "v")
    windows = output_windows(signal.shape, kernel.shape, mode, boundary, stride, dilation, padding)
    # "valid" needs no extension, also where the signal lies within the kernel.
    word = "constant" if mode == "valid" and padding is None else boundary
    return _convolve(signal, kernel, windows, word, dilation, tolerance)


def correlate_arrays(
    a: Any,
    v: Any,
    mode: str = "full",
    *,
    boundary: str = "constant",
    stride: int | Sequence[int] = 1,
    dilation: int | Sequence[int] = 1,
    padding: Any = None,
    tolerance: float | None = None,
) -> Any:
    """Return the cross-correlation out[k] = Σ conj(a[n]) v[n + k] of two arrays.

    It is the convolution of conj(a[−·]) with v, and numpy.correlate(v, a). `lags` gives k.

    Hypotheses
    ----------
    Both arrays are zero outside their samples, or `a` is extended by the boundary word.

    Parameters
    ----------
    a, v : nested list or array_like
        As in `convolve_arrays`; `a` is conjugated, is what a boundary word extends, and has the
        size of "same".
    mode, boundary, stride, dilation, padding, tolerance
        As in `convolve_arrays`; lower and upper padding are those of `a`.

    Returns
    -------
    list or numpy.ndarray
        As in `convolve_arrays`.

    Raises
    ------
    InvalidInput, Unresolved
        As in `convolve_arrays`.

    Examples
    --------
    >>> from symconv.discrete import correlate_arrays
    >>> correlate_arrays([1, 2, 3], [0, 1])
    [0, 3, 2, 1]
    >>> correlate_arrays([1, 2], [0, 0, 1, 2], "valid")
    [0, 2, 5]
    >>> correlate_arrays([1, 2], [3], "middle")
    Traceback (most recent call last):
        ...
    symconv.errors.InvalidInput: mode: 'middle' is unknown; expected one of full, same, valid

    Conventions
    -----------
    A layer of a neural network computes (weight ⋆ input); in terms of its output positions that is
    convolve_arrays(input, flipped weight, padding=…).

    References
    ----------
    Oppenheim and Schafer, Discrete-Time Signal Processing, 3rd ed., problem 2.62.
    """
    signal, kernel = _mirrored(read(a, "a")), read(v, "v")
    if padding == "same_lower" or padding == "same_upper":
        padding = "same_upper" if padding == "same_lower" else "same_lower"
    elif padding is not None:
        padding = tuple((hi, lo) for lo, hi in pad_pairs(padding, len(signal.shape)))
    windows = output_windows(signal.shape, kernel.shape, mode, boundary, stride, dilation, padding)
    # "valid" needs no extension, also where the signal lies within the kernel.
    word = "constant" if mode == "valid" and padding is None else boundary
    return _convolve(signal, kernel, windows, word, dilation, tolerance)


def _mirrored(entries: Entries) -> Entries:
    """Return conj(a[−·]); reversing the row-major order reverses every axis."""
    if entries.array is not None:
        return replace(entries, array=numpy.conj(numpy.flip(entries.array)))
    assert entries.flat is not None
    flat = entries.flat[::-1]
    if entries.kind == "sympy":
        flat = [getattr(entry, "conjugate", lambda same=entry: same)() for entry in flat]
    return replace(entries, flat=flat)


def _convolve(
    signal: Entries,
    kernel: Entries,
    windows: list[range],
    boundary: str,
    dilation: Any,
    tolerance: float | None,
) -> Any:
    factors = per_axis(dilation, len(kernel.shape), "dilation")
    kind = common_kind(signal.kind, kernel.kind)
    shape = tuple(len(window) for window in windows)
    as_numpy = signal.from_numpy or kernel.from_numpy
    if tolerance is not None and not (isinstance(tolerance, (int, float)) and tolerance >= 0):
        raise InvalidInput(f"tolerance: {shown(tolerance)}; expected a number from 0 on")
    if kind == "float":
        from symconv.discrete.floating import convolve_floats

        samples, present = _dilated_array(kernel.as_floats("v"), factors)
        extended = signal.as_floats("a")
        if boundary != "constant":
            index, windows = _extended_index(signal.shape, samples.shape, windows, boundary)
            extended = extended[index]
        out = convolve_floats(extended, samples, present, windows, tolerance)
        return out if as_numpy else out.tolist()
    assert signal.flat is not None
    assert kernel.flat is not None
    a, a_shape, v, v_shape = signal.flat, signal.shape, kernel.flat, kernel.shape
    if any(factor > 1 for factor in factors):
        gapped, _ = _dilated_array(_objects(v, v_shape), factors)
        v, v_shape = gapped.ravel().tolist(), gapped.shape
    if boundary != "constant":
        index, windows = _extended_index(a_shape, v_shape, windows, boundary)
        extended = _objects(a, a_shape)[index]
        a, a_shape = extended.ravel().tolist(), extended.shape
    return write(convolve_exact(a, a_shape, v, v_shape, windows, kind), shape, as_numpy)


def _objects(flat: list[Any], shape: tuple[int, ...]) -> numpy.ndarray[Any, Any]:
    array = numpy.empty(math.prod(shape), dtype=object)
    array[:] = flat
    return array.reshape(shape)


def _dilated_array(
    kernel: numpy.ndarray[Any, Any], factors: tuple[int, ...]
) -> tuple[numpy.ndarray[Any, Any], numpy.ndarray[Any, Any]]:
    """Return the kernel with its gaps as zeros, and the mask of its samples."""
    shape = tuple((m - 1) * d + 1 for m, d in zip(kernel.shape, factors, strict=True))
    places = tuple(slice(None, None, d) for d in factors)
    gapped, present = numpy.zeros(shape, dtype=kernel.dtype), numpy.zeros(shape, dtype=bool)
    gapped[places], present[places] = kernel, True
    return gapped, present


def _extended_index(
    n: tuple[int, ...], m: tuple[int, ...], windows: list[range], boundary: str
) -> tuple[tuple[numpy.ndarray[Any, Any], ...], list[range]]:
    """Return the samples that make up the extended signal, and the windows in its full result."""
    index, shifted = [], []
    for length, reach, window in zip(n, m, windows, strict=True):
        lower, upper = extension(window, length, reach)
        pad: Any = boundary
        index.append(numpy.pad(numpy.arange(length), (lower, upper), mode=pad))
        shifted.append(range(window.start + lower, window.stop + lower, window.step))
    return numpy.ix_(*index), shifted
