"""The discrete side: arrays, their conventions in other libraries, and template matching."""

from symconv.discrete.arrays import convolve_arrays, correlate_arrays
from symconv.discrete.conventions import Convention, conventions
from symconv.discrete.templates import match_template, peak
from symconv.discrete.windows import lags

__all__ = [
    "Convention",
    "conventions",
    "convolve_arrays",
    "correlate_arrays",
    "lags",
    "match_template",
    "peak",
]
