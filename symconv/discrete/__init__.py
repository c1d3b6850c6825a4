"""The discrete side: arrays, their conventions in other libraries, and template matching."""

from symconv.discrete.arrays import convolve_arrays, correlate_arrays
from symconv.discrete.windows import lags

__all__ = ["convolve_arrays", "correlate_arrays", "lags"]
