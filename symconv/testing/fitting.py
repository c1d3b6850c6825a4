"""Find the sliding sum behind a function from its answers to unit samples.

A sliding sum is bilinear and a product over the axes, so along one axis it is known from its
answers to unit samples in the signal. The kernel carries the weights 1, 2, 4, …: each output is
then a sum of distinct powers of two that says which kernel samples met the unit. The table of
"output k, kernel sample j: signal sample" is compared with that of every candidate, over shapes of
both parities, with the kernel shorter and longer than the signal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import numpy

from symconv.discrete.sliding import Sliding
from symconv.discrete.windows import BOUNDARIES
from symconv.testing.calling import KernelError

__all__ = ["Tables", "base_candidates", "fit_axis", "measure_axis"]

Array = numpy.ndarray[Any, Any]
Tables = dict[tuple[int, int], dict[str, Array]]
SHAPES = ((8, 5), (8, 4), (7, 4), (9, 3), (6, 2), (5, 5), (4, 4), (4, 8), (5, 8), (4, 7), (3, 6))
# Lengths along the other axes; the second pair for functions that want equal shapes.
OTHERS = ((4, 3), (4, 4))
_WINDOWS = (
    ("full", "first", "lower"),
    *(
        ("same", size, centre)
        for size in ("first", "longest", "second")
        for centre in ("lower", "upper", "longer")
    ),
    ("valid", "first", "lower"),
    *(("causal", size, "lower") for size in ("first", "longest", "second")),
    ("equal", "first", "lower"),
)
_STEPS = tuple((stride, up) for stride in (1, 2, 3, 4) for up in (1, 2, 3) if min(stride, up) == 1)
_OFFSETS = (0, 1, -1, 2, -2, 3, -3)
_SURPLUS = (0, -1, 1, -2, 2)


def measure_axis(run: Callable[[Array, Array], Array], axis: int, ndim: int) -> Tables:
    """Return, for each shape the function accepts, which samples meet; raise KernelError if none.

    Per shape two tables are kept, with the first and with the second argument as the signal:
    [k, j] is the signal sample that kernel sample j meets in output k, −1 where it meets none.
    """
    tables: Tables = {}
    refusal: KernelError | None = None
    for other in OTHERS[: min(ndim, 2)]:
        answers: dict[tuple[int, int], Array] = {}
        for n, m in SHAPES:
            if (n, m) in tables:
                continue
            try:
                answers[n, m] = _answers(run, (n, m), other, axis, ndim)
            except KernelError as failure:
                refusal = failure
        factor = 1
        if ndim > 1:
            # How often the samples along the other axes meet: the same for all shapes here.
            factor = int(
                numpy.gcd.reduce([int(_gcd(values)) for values in answers.values()] or [1])
            )
        for (n, m), values in answers.items():
            meets = _decoded(values, m, max(factor, 1))
            tables[n, m] = {
                "first": _signal_of(meets),
                "second": _signal_of(meets.transpose(0, 2, 1)),
            }
    if not tables:
        assert refusal is not None
        raise refusal
    return tables


def _gcd(values: Array) -> int:
    return int(numpy.gcd.reduce(values, axis=None))


def _answers(
    run: Callable[[Array, Array], Array],
    lengths: tuple[int, int],
    other: tuple[int, int],
    axis: int,
    ndim: int,
) -> Array:
    """Return the integers [output, place of the unit sample] along one axis."""
    n, m = lengths
    kernel = numpy.zeros([other[1]] * ndim, dtype=numpy.int64)
    kernel = numpy.repeat(kernel.take([0], axis), m, axis)
    middle = [slice(1, 2)] * ndim
    middle[axis] = slice(None)
    weights = 2 ** numpy.arange(m)
    kernel[tuple(middle)] = weights.reshape([-1 if k == axis else 1 for k in range(ndim)])
    answers = []
    for place in range(n):
        shape = [other[0]] * ndim
        shape[axis] = n
        unit = numpy.zeros(shape, dtype=numpy.int64)
        unit[tuple(place if k == axis else slice(None) for k in range(ndim))] = 1
        out = numpy.moveaxis(run(unit, kernel), axis, 0)
        if out.size == 0:
            raise KernelError("returned an empty array")
        answers.append(out.reshape(len(out), -1))
    if len({answer.shape for answer in answers}) != 1:
        raise KernelError("returned shapes that depend on the values")
    stacked = numpy.stack(answers, axis=1)  # output, place, position along the other axes
    used = abs(stacked).sum(axis=(0, 1))
    values = stacked[:, :, int(numpy.argmax(used))].astype(numpy.complex128)
    rounded = numpy.rint(values.real)
    with numpy.errstate(invalid="ignore"):
        if not (abs(values - rounded) < 1 / 10**3).all():
            raise NotSlidingError("unit samples and integer weights do not give integers")
    if (abs(rounded) >= 2**62).any():
        raise NotSlidingError("unit samples meet a weight more than once, or with a factor")
    return rounded.astype(numpy.int64)


def _decoded(values: Array, m: int, factor: int) -> Array:
    """Return the 0/1 array [output, first sample, second sample]."""
    sums = values // factor
    if (sums < 0).any() or (sums >= 2**m).any():
        raise NotSlidingError("unit samples meet a weight more than once, or with a factor")
    bits: Array = (sums[:, :, None] >> numpy.arange(m)) & 1
    return bits


class NotSlidingError(Exception):
    """The answers to unit samples are not those of a sum over single products."""


def _signal_of(meets: Array) -> Array:
    """Return [k, j] the one signal sample that is met; −2 where there is more than one."""
    count = meets.sum(axis=1)
    found = numpy.where(count == 0, -1, meets.argmax(axis=1))
    return numpy.asarray(numpy.where(count > 1, -2, found))


def fit_axis(tables: Tables) -> list[Sliding]:
    """Return all candidates that agree with every table, the simplest first."""
    return [sliding for sliding in _candidates(tables) if _agrees(sliding, tables)]


def _agrees(sliding: Sliding, tables: Tables) -> bool:
    return all(
        numpy.array_equal(sliding.taps(n, m), table[sliding.signal])
        for (n, m), table in tables.items()
    )


def _candidates(tables: Tables) -> Iterator[Sliding]:
    lengths = {shape: len(table["first"]) for shape, table in tables.items()}
    windows = [
        Sliding(True, False, signal, *window, 0, stride, "constant", up, surplus)
        for surplus, (stride, up), window, signal in product(
            _SURPLUS, _STEPS, _WINDOWS, ("first", "second")
        )
    ]
    fitting = [
        window
        for window in windows
        if all(len(window.window(*shape)) == length for shape, length in lengths.items())
    ]
    for offset, boundary, reverse in product(_OFFSETS, BOUNDARIES, (False, True)):
        for window, flip in product(fitting, (True, False)):
            if window.upsample > 1 and boundary != "constant":
                continue  # between the samples of an upsampled signal there is nothing to extend
            yield replace(window, flip=flip, reverse=reverse, offset=offset, boundary=boundary)


def base_candidates() -> Iterator[Sliding]:
    """Yield the usual sums, simplest first: what a wrong function is compared with."""
    for boundary, signal, reverse in product(BOUNDARIES, ("first", "second"), (False, True)):
        for mode, size, centre in _WINDOWS:
            for flip in (True, False):
                yield Sliding(flip, reverse, signal, mode, size, centre, boundary=boundary)
