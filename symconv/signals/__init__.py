"""The signals of the field as plain SymPy expressions.

Every function returns an expression that SymPy knows by itself (Piecewise, Heaviside, DiracDelta,
exp, sinc), so nothing special is needed to add, shift, multiply or convolve them. The argument may
be any real expression: box(2*x - 1, 0, 1) is a box, scaled and shifted.
"""

from symconv.signals.arguments import MAX_DEGREE
from symconv.signals.shapes import box, exponential, gaussian, sinc, triangle
from symconv.signals.splines import bspline
from symconv.signals.steps import impulse, ramp, step

__all__ = [
    "MAX_DEGREE",
    "box",
    "bspline",
    "exponential",
    "gaussian",
    "impulse",
    "ramp",
    "sinc",
    "step",
    "triangle",
]
