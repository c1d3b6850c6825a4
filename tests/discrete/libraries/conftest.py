"""Operands of every parity for the rows of the table."""

import numpy
import pytest

SIZES = [(7, 3), (7, 4), (6, 3), (6, 4), (5, 5), (4, 4), (3, 7), (4, 7), (3, 6), (4, 6), (8, 1)]


def shapes(ndim, longer):
    """Pairs of shapes of every parity; the axes differ."""
    for k, (n, m) in enumerate(SIZES):
        if n < m and not longer:
            continue
        other = [(s, t) for s, t in SIZES if (s < t) == (n < m) and s != t]
        pairs = [(n, m)] + [other[(k + step) % len(other)] for step in range(1, ndim)]
        yield tuple(p for p, _ in pairs), tuple(q for _, q in pairs)


@pytest.fixture(scope="session")
def operands():
    """A function of a row and a dimension: pairs of arrays that the library admits."""

    def pairs(row, ndim):
        for n, m in shapes(ndim, row.kernel_may_be_longer):
            if row.odd_kernels_only and any(size % 2 == 0 for size in m):
                continue
            rng = numpy.random.default_rng([*n, *m])
            a, v = rng.integers(-9, 10, n), rng.integers(-9, 10, m)
            if row.takes_complex:
                yield a + 1j * rng.integers(-9, 10, n), v + 1j * rng.integers(-9, 10, m)
            else:
                yield a.astype(float), v.astype(float)

    return pairs
