"""What a sliding sum computes, as data: the language of the conventions and of `identify`.

Along one axis every function of the field is out[k] = Σ_j kernel[j] · signal~[s(k, j)], where s is
affine in k and j and signal~ an extension of the signal. `Sliding` names the parameters of s,
`SlidingSum` puts one per axis together with the conjugation and evaluates it term by term.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy

from symconv.discrete.windows import mode_range
from symconv.errors import InvalidInput

__all__ = ["Sliding", "SlidingSum"]

Array = numpy.ndarray[Any, Any]


@dataclass(frozen=True)
class Sliding:
    """A sliding sum along one axis.

    With i the index of the full result, kernel sample j meets the signal sample i − j if `flip`
    (convolution), else i − (m − 1 − j) (correlation: at i = m − 1 the kernel lies on the signal's
    start). `mode`, `size`, `centre` choose a range of i (`windows.mode_range`); `reverse` applies
    them to the reversed full result; `offset` moves the range, `surplus` lengthens it at its end
    (shortens it, if negative), then every `stride`-th is kept.
    `signal` says which argument is extended by `boundary`, numpy.pad's word. `upsample` puts
    upsample − 1 gaps between the samples of the signal (transposed convolution).
    """

    flip: bool = True
    reverse: bool = False
    signal: str = "first"
    mode: str = "full"
    size: str = "first"
    centre: str = "lower"
    offset: int = 0
    stride: int = 1
    boundary: str = "constant"
    upsample: int = 1
    surplus: int = 0

    def __post_init__(self) -> None:
        if self.upsample > 1 and self.boundary != "constant":
            raise InvalidInput("boundary: an upsampled signal is extended by zeros only")

    def window(self, n_first: int, n_second: int) -> range:
        """Return the range of i (of the reversed full result, if `reverse`), stride included."""
        if self.signal == "first":
            n_first = (n_first - 1) * self.upsample + 1
        else:
            n_second = (n_second - 1) * self.upsample + 1
        plain = mode_range(n_first, n_second, self.mode, self.size, self.centre)
        stop = plain.stop + self.offset + self.surplus
        return range(plain.start + self.offset, stop, self.stride)

    def taps(self, n_first: int, n_second: int) -> Array:
        """Return the signal sample for each output and kernel sample; −1 where there is none."""
        return _taps(self, n_first, n_second)


@lru_cache(maxsize=50_000)
def _taps(sliding: Sliding, n_first: int, n_second: int) -> Array:
    n, m = (n_first, n_second) if sliding.signal == "first" else (n_second, n_first)
    stretched = (n - 1) * sliding.upsample + 1
    window = sliding.window(n_first, n_second)
    index = numpy.arange(window.start, window.stop, window.step)[:, None]
    if sliding.reverse:
        index = stretched + m - 2 - index
    kernel = numpy.arange(m)[None, :]
    place = index - (kernel if sliding.flip else m - 1 - kernel)
    taps = numpy.where(place % sliding.upsample == 0, place // sliding.upsample, -1)
    outside = (place < 0) | (place >= stretched)
    if sliding.boundary == "constant" or not outside.any():
        return numpy.where(outside, -1, taps)
    lower, upper = max(0, -int(place.min())), max(0, int(place.max()) - stretched + 1)
    word: Any = sliding.boundary
    extended = numpy.pad(numpy.arange(n), (lower, upper), mode=word)
    return numpy.asarray(extended[place + lower])


@dataclass(frozen=True)
class SlidingSum:
    """A sliding sum in several axes; `conjugate` is "first", "second", "both" or None."""

    axes: tuple[Sliding, ...]
    conjugate: str | None = None

    @property
    def signal(self) -> str:
        """Which argument is extended; the same along all axes."""
        return self.axes[0].signal

    def with_conjugate(self, conjugate: str | None) -> SlidingSum:
        """Return the same sum with another conjugation."""
        return replace(self, conjugate=conjugate)

    def evaluate(self, a: Any, v: Any) -> Array:
        """Return the sum, term by term: exactly, where the entries are integers."""
        first, second = numpy.asarray(a), numpy.asarray(v)
        if first.dtype.kind in "biu" and second.dtype.kind in "biu":
            first, second = first.astype(object), second.astype(object)
        if self.conjugate in ("first", "both"):
            first = numpy.conj(first)
        if self.conjugate in ("second", "both"):
            second = numpy.conj(second)
        sizes = list(zip(first.shape, second.shape, strict=True))
        taps = [axis.taps(n, m) for axis, (n, m) in zip(self.axes, sizes, strict=True)]
        signal, kernel = (first, second) if self.signal == "first" else (second, first)
        gathered = signal[numpy.ix_(*(numpy.maximum(tap, 0).ravel() for tap in taps))]
        ndim = len(taps)
        # Axes in pairs: output k_1, kernel j_1, output k_2, kernel j_2, …
        gathered = gathered.reshape([size for tap in taps for size in tap.shape])
        inside = numpy.ones((1,) * (2 * ndim), dtype=bool)
        for axis, tap in enumerate(taps):
            shape = [1] * (2 * ndim)
            shape[2 * axis : 2 * axis + 2] = tap.shape
            inside = inside & (tap >= 0).reshape(shape)
        weights = kernel.reshape([size for m in kernel.shape for size in (1, m)])
        # A missing sample contributes nothing, also where the kernel holds a NaN.
        terms = numpy.where(inside, gathered * weights, 0)
        return numpy.asarray(terms.sum(axis=tuple(range(1, 2 * ndim, 2))))
