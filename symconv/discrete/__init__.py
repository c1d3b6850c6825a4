"""The discrete side: sequences in closed form, arrays, conventions, and template matching.

Sequences are in a folder of their own, `sequences`. Arrays: arrays.py, with entries.py for what
they hold, windows.py for modes and padding, exact.py and floating.py for the sums. sliding.py is
the language of the conventions in `libraries`; templates.py is template matching.
"""

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
