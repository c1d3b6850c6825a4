"""The discrete side: sequences in closed form, arrays, conventions, and template matching."""

from symconv.discrete.arrays import convolve_arrays, correlate_arrays
from symconv.discrete.libraries import Convention, conventions
from symconv.discrete.sequences import convolve, correlate
from symconv.discrete.templates import match_template, peak
from symconv.discrete.windows import lags

__all__ = [
    "Convention",
    "conventions",
    "convolve",
    "convolve_arrays",
    "correlate",
    "correlate_arrays",
    "lags",
    "match_template",
    "peak",
]
