"""Numbers that can be trusted: evaluation, correct rounding, and the discretised kernel.

- `lambdify` an expression as a fast, accurate NumPy function
- `round_exact` correctly rounded values
- `enclose` a rigorous ball with exact rational ends
- `discretise` samples, with a grid that says where they lie
- `crossover` time and error of direct, FFT and overlap-add convolution
- `validate` a discrete kernel against the closed form, with proved error bounds
"""

from symconv.numeric.balls import Ball, enclose
from symconv.numeric.fast import lambdify
from symconv.numeric.grid import Grid, discretise
from symconv.numeric.report import Report, Row
from symconv.numeric.rounding import round_exact
from symconv.numeric.timing import crossover
from symconv.numeric.validation import validate

__all__ = [
    "Ball",
    "Grid",
    "Report",
    "Row",
    "crossover",
    "discretise",
    "enclose",
    "lambdify",
    "round_exact",
    "validate",
]
