"""Lags and windows against SciPy."""

import numpy
import pytest
from scipy import signal

from symconv.discrete import convolve_arrays, correlate_arrays, lags


@pytest.mark.parametrize("n", range(1, 7))
@pytest.mark.parametrize("m", range(1, 7))
def test_lags_are_those_of_scipy(n, m):
    for mode in ("full", "valid"):
        numpy.testing.assert_array_equal(lags(n, m, mode), signal.correlation_lags(m, n, mode))
    a, v = list(range(1, n + 1)), list(range(2, m + 2))
    full = dict(zip(lags(n, m).tolist(), correlate_arrays(a, v), strict=True))
    for mode in ("same", "valid"):
        assert correlate_arrays(a, v, mode) == [full[k] for k in lags(n, m, mode).tolist()]
    numpy.testing.assert_array_equal(correlate_arrays(a, v), numpy.correlate(v, a, "full"))
    numpy.testing.assert_array_equal(
        convolve_arrays(a, v, "same"), signal.convolve(a, v, "same", method="direct")
    )
