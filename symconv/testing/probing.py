"""Dense probes: operands without symmetry, and the comparison of answers with exact ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy

from symconv.discrete.sliding import SlidingSum
from symconv.testing.calling import KernelError, Runner

__all__ = ["Probes", "agree", "mismatches"]

Array = numpy.ndarray[Any, Any]
_CHECKED = ((6, 3), (7, 4), (5, 2), (4, 4), (3, 5), (4, 6))


@dataclass(frozen=True)
class Probes:
    """Asymmetric integer operands, of every parity, the axes of different lengths."""

    ndim: int
    shorter_only: bool = False

    def integers(self) -> Iterator[tuple[Array, Array]]:
        """Yield pairs of integer operands."""
        for k, (shape_a, shape_v) in enumerate(self._shapes()):
            rng = numpy.random.default_rng(k)
            yield rng.integers(-9, 10, shape_a), rng.integers(-9, 10, shape_v)

    def complexes(self) -> Iterator[tuple[Array, Array]]:
        """Yield pairs of complex operands with integer parts."""
        imaginary = complex(0, 1)
        again = zip(self.integers(), self.integers(), strict=True)
        for (a, v), (b, w) in again:
            yield a + imaginary * b[..., ::-1], v + imaginary * w[..., ::-1]

    def longer(self) -> Iterator[tuple[Array, Array]]:
        """Yield integer operands at every kernel length up to 70, and around block lengths."""
        for k, (shape_a, shape_v) in enumerate(_LONGER[self.ndim]()):
            shorter = all(n >= m for n, m in zip(shape_a, shape_v, strict=True))
            if shorter or not self.shorter_only:
                rng = numpy.random.default_rng(100 + k)
                yield rng.integers(-9, 10, shape_a), rng.integers(-9, 10, shape_v)

    def mixed(self) -> Iterator[tuple[str, Array, Array]]:
        """Yield dyadic fractions in both operands, and in one with integers in the other."""
        for a, v in islice(self.integers(), 2):
            yield "halves (a cast to integers)", a / 2, v / 4
            yield "an integer signal and a kernel of halves", a, v / 4
            yield "a signal of halves and an integer kernel", a / 2, v

    def _shapes(self) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
        for k, (n, m) in enumerate(_CHECKED):
            if self.shorter_only and n < m:
                continue
            within = [pair for pair in _CHECKED if (pair[0] >= pair[1]) == (n >= m)]
            pairs = [(n, m)] + [within[(k + axis) % len(within)] for axis in range(1, self.ndim)]
            yield tuple(n for n, _ in pairs), tuple(m for _, m in pairs)
        yield (5,) * self.ndim, (5,) * self.ndim


Shapes = Iterator[tuple[tuple[int, ...], tuple[int, ...]]]
_BLOCKS = (63, 64, 65, 127, 128, 129, 257, 1000, 4097)


def _line() -> Shapes:
    for m in range(1, 71):
        yield (m + 2 + m % 4,), (m,)
        yield (m + 30 + m % 3,), (m,)
    for n in _BLOCKS:
        for m in (4, 5, 33):
            yield (n,), (m,)
    for pair in ((50, 64), (60, 65), (100, 129)):
        yield (pair[0],), (pair[1],)


def _plane() -> Shapes:
    for m in (7, 8, 16, 17, 41, 42):
        yield (m + 3, 6), (m, 3)
        yield (5, m + 2), (4, m)
    for n in (63, 64, 65, 129):
        yield (n, 7), (5, 4)
        yield (6, n), (3, 5)


def _space() -> Shapes:
    for n in (16, 17, 64, 65):
        yield (n, 4, 5), (3, 2, 3)
        yield (4, 5, n), (3, 4, 5)


_LONGER: dict[int, Callable[[], Shapes]] = {1: _line, 2: _plane, 3: _space}


def agree(got: Array, expected: Array, a: Array, v: Array) -> bool:
    """Compare an answer with the exact one: equal, or within the rounding of its own type."""
    if got.shape != expected.shape:
        return False
    if got.dtype.kind in "biuO":
        return bool((got == expected).all())
    eps = float(numpy.finfo(got.dtype).eps)
    largest = float(numpy.abs(a).max()) * float(numpy.abs(v).max())
    bound = 32 * eps * max(largest, 1) * numpy.sqrt(a.size * v.size)
    exact = expected.astype(numpy.complex128)
    return bool((abs(got.astype(numpy.complex128) - exact) <= bound).all())


def mismatches(
    run: Runner, model: SlidingSum, probes: Iterator[tuple[Array, Array]]
) -> Iterator[tuple[Array, Array, Array, Array]]:
    """Yield probes with different answers; operands that the function refuses are passed over."""
    for a, v in probes:
        try:
            got = run(a, v)
        except KernelError:
            continue
        expected = model.evaluate(a, v)
        if not agree(got, expected, a, v):
            yield a, v, expected, got
