"""Numbers that can be trusted: evaluation, correct rounding, and the discretised kernel.

- `lambdify` an expression as a fast, accurate NumPy function
- `round_exact` correctly rounded values
- `enclose` a rigorous ball with exact rational ends
- `discretise` samples, with a grid that says where they lie
- `crossover` time and error of direct, FFT and overlap-add convolution
- `validate` a discrete kernel against the closed form, with proved error bounds

Evaluation: pieces.py cuts an expression at its break points into arms without conditions
(branches.py), realness.py says which are real, doubles.py in which arm a double is. fast.py and
univariate.py compile them: polynomials to cells (polynomial.py), others to tapes (arms.py,
stable.py, tape.py), parameters that are arrays to masks (arrays.py), what stays inaccurate to balls
(pointwise.py). rounding.py rounds correctly: double-doubles first (doubledouble.py), then rationals
or balls (ziv.py, columns.py), to the formats of targets.py at the points of exactpoints.py;
balls.py is `enclose`.

Discretised kernels: grid.py says where samples lie; validation.py and planar.py compare, on the
windows of windows.py and axis.py, with bounds (bounds.py, variation.py), after the exact tests of
kernels.py; report.py is the result. timing.py is `crossover`.
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
