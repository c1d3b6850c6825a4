"""Dense probes: operands without symmetry, and the comparison of answers with exact ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
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

    def _shapes(self) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
        for k, (n, m) in enumerate(_CHECKED):
            if self.shorter_only and n < m:
                continue
            within = [pair for pair in _CHECKED if (pair[0] >= pair[1]) == (n >= m)]
            pairs = [(n, m)] + [within[(k + axis) % len(within)] for axis in range(1, self.ndim)]
            yield tuple(n for n, _ in pairs), tuple(m for _, m in pairs)
        yield (5,) * self.ndim, (5,) * self.ndim


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
