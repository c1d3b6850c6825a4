"""Template matching: mean-free, normalised cross-correlation, and its peak.

Plain correlation Σ T[n] I[n + k] is large where the image is bright, whatever its shape is. With
both means removed and both norms divided out the score is 1 exactly for a positive multiple of the
template plus a constant, and never larger (Cauchy-Schwarz).
"""

from __future__ import annotations

import math
from typing import Any

import numpy
from numpy.lib.stride_tricks import sliding_window_view

from symconv.errors import InvalidInput

__all__ = ["match_template", "peak"]

Array = numpy.ndarray[Any, Any]
# Scores whose error by FFT could exceed 10⁻¹² are summed directly, so many samples at a time.
_CHUNK = 2**22


def match_template(image: Any, template: Any) -> Array:
    """Return the scores s[k] = Σ (T − mean T)(I_k − mean I_k) / (‖T − mean T‖ ‖I_k − mean I_k‖).

    I_k is the part of the image under the template shifted by k, which lies wholly inside.

    Hypotheses
    ----------
    Real samples. A window or template that is constant has no direction: its score is 0.

    Parameters
    ----------
    image, template : array_like
        Real arrays of equal dimension; the template is nowhere larger than the image.

    Returns
    -------
    numpy.ndarray
        float64 scores in [−1, 1], of shape image − template + 1. Windows that hold a NaN or an
        infinity score NaN; the others are not touched by it.

    Raises
    ------
    InvalidInput
        If dimensions differ, the template is larger or not finite, or an array is no real one.

    Examples
    --------
    >>> import numpy
    >>> from symconv.discrete import match_template, peak
    >>> image = numpy.array([9, 9, 9, 1, 3, 2, 9, 9])
    >>> scores = match_template(image, [0, 2, 1])
    >>> peak(scores), float(scores[3])
    ((3,), 1.0)
    >>> match_template([1, 2], [1, 2, 3])
    Traceback (most recent call last):
        ...
    symconv.errors.InvalidInput: template of shape (3,) is larger than the image of shape (2,)

    References
    ----------
    Lewis, "Fast normalized cross-correlation", Vision Interface 1995, equation (2).
    """
    pixels, pattern = _real(image, "image"), _real(template, "template")
    _check(pixels, pattern)
    usable = numpy.isfinite(pixels)
    if not usable.all():
        # The level of the rest keeps the sums small; these windows are answered by NaN below.
        level = pixels[usable].mean() if usable.any() else 0
        pixels = numpy.where(usable, pixels, level)
    scores = _scores(pixels, pattern - pattern.mean())
    if not usable.all():
        broken = sliding_window_view(~usable, pattern.shape).any(axis=_trailing(pattern.ndim))
        scores[broken] = math.nan
    return scores


def peak(scores: Any) -> tuple[int, ...]:
    """Return the index k with scores[k] = max scores, the first of equals in row-major order.

    Hypotheses
    ----------
    At least one score is a number.

    Parameters
    ----------
    scores : array_like
        Real scores; NaN is passed over.

    Returns
    -------
    tuple of int
        One index per axis: where the template's first sample lies in the image.

    Raises
    ------
    InvalidInput
        If there is no score but NaN.

    Examples
    --------
    >>> from symconv.discrete import peak
    >>> peak([[0, 2], [5, 1]])
    (1, 0)
    >>> peak([float("nan")])
    Traceback (most recent call last):
        ...
    symconv.errors.InvalidInput: scores: no number among them; expected at least one
    """
    values = _real(scores, "scores")
    if numpy.isnan(values).all():
        raise InvalidInput("scores: no number among them; expected at least one")
    return tuple(int(k) for k in numpy.unravel_index(numpy.nanargmax(values), values.shape))


def _real(value: Any, name: str) -> Array:
    array = numpy.asarray(value)
    if array.dtype.kind not in "biuf" or array.ndim == 0 or array.size == 0:
        raise InvalidInput(
            f"{name}: expected real samples, got shape {array.shape} of dtype {array.dtype}"
        )
    return array.astype(numpy.float64)


def _check(image: Array, template: Array) -> None:
    if image.ndim != template.ndim:
        message = f"image has {image.ndim} axes and template {template.ndim}; expected as many"
        raise InvalidInput(message)
    if any(m > n for n, m in zip(image.shape, template.shape, strict=True)):
        raise InvalidInput(
            f"template of shape {template.shape} is larger than the image of shape {image.shape}"
        )
    if not numpy.isfinite(template).all():
        raise InvalidInput("template: NaN or infinity in it; expected finite samples")


def _trailing(ndim: int) -> tuple[int, ...]:
    return tuple(range(-ndim, 0))


def _scores(image: Array, centred: Array) -> Array:
    """Return the scores for a finite image and a mean-free template."""
    from scipy import ndimage, signal

    shape = tuple(n - m + 1 for n, m in zip(image.shape, centred.shape, strict=True))
    scores = numpy.zeros(shape)
    norm = float(numpy.linalg.norm(centred))
    corner = tuple(slice(m // 2, m // 2 + k) for m, k in zip(centred.shape, shape, strict=True))
    # Constancy is decided by comparing samples, not from a rounded variance.
    lowest = ndimage.minimum_filter(image, size=centred.shape)[corner]
    highest = ndimage.maximum_filter(image, size=centred.shape)[corner]
    varies = lowest < highest
    if norm <= float(numpy.finfo(float).eps) * math.sqrt(centred.size) * abs(centred).max():
        return scores
    if not varies.any():
        return scores
    level = image - image.mean()
    products = signal.fftconvolve(level, numpy.flip(centred), mode="valid")
    energy = _window_sums(level * level, centred.shape)
    energy -= _window_sums(level, centred.shape) ** 2 / centred.size
    # Errors: of the FFT in the numerator, of the summed-area table in the denominator.
    eps = float(numpy.finfo(float).eps)
    total = float((level * level).sum())
    coarse = energy <= total * eps * level.size * 10**3
    numerator_error = eps * math.log2(level.size + 2) * math.sqrt(total) * norm
    root = numpy.sqrt(numpy.maximum(energy, 0)) * norm
    coarse |= numerator_error * 10**12 > root
    fine = varies & ~coarse
    scores[fine] = products[fine] / root[fine]
    _directly(scores, image, centred / norm, varies & coarse)
    return numpy.clip(scores, -1, 1)


def _window_sums(array: Array, window: tuple[int, ...]) -> Array:
    """Return the sums over all windows, through a summed-area table."""
    for axis, m in enumerate(window):
        zero = numpy.zeros_like(array.take([0], axis))
        table = numpy.concatenate([zero, array.cumsum(axis)], axis)
        upper = table.take(range(m, table.shape[axis]), axis)
        array = upper - table.take(range(table.shape[axis] - m), axis)
    return array


def _directly(scores: Array, image: Array, direction: Array, chosen: Array) -> None:
    windows = sliding_window_view(image, direction.shape)
    places = numpy.argwhere(chosen)
    step = max(1, _CHUNK // direction.size)
    axes = _trailing(direction.ndim)
    for start in range(0, len(places), step):
        index = tuple(places[start : start + step].T)
        part = windows[index]
        part = part - part.mean(axis=axes, keepdims=True)
        part /= abs(part).max(axis=axes, keepdims=True)  # no underflow of the squares
        norms = numpy.sqrt((part * part).sum(axis=axes))
        scores[index] = (part * direction).sum(axis=axes) / norms
