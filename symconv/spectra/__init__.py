"""Fourier transforms as exact data: boundary values, never δ and finite parts.

    sums.py       Σ e^{−αx²} D(x) + Σ c e^{λx+β} (x − z ∓ i0)^{−n}: one class for both sides
    sides.py      boundary values moved to one side of a pole, and finite parts
    roots.py      the poles of a rational function, found by radicals and checked by multiplying out
    reading.py    SymPy expressions as such sums
    poles.py      real poles: where a sum is singular, and whether it is integrable there
    fourier.py    the transform F(ω) = ∫ f(x) e^{−iωx} dx as a map of the class to itself
    products.py   multiplication on the transform side
    tails.py      whether, and how, ∫ f(x) g(t − x) dx exists
    branches.py   what holds in one branch of the parameters only
    scaling.py    common factors of exponential polynomials
    writing.py    sums of boundary values as real, readable expressions
    gaussians.py  transforms of Gaussians times pieces: erf and erfc
    windows.py    sinc-like functions against polynomial pieces: Si
    verifying.py  what was written, read back and compared

The real Fourier variable stands in the same class as x, because the transform of the class lies in
the class: rational functions turn into pieces e^{λω}ω^n and back.
"""

from symconv.spectra.fourier import transform
from symconv.spectra.products import multiply
from symconv.spectra.reading import read_sum
from symconv.spectra.sums import SpectralSum

__all__ = ["SpectralSum", "multiply", "read_sum", "transform"]
