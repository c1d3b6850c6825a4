"""Fourier transforms in three conventions and the bilateral Laplace transform with its strip.

    fourier.py   fourier, inverse_fourier: tempered distributions included
    laplace.py   laplace: the transform with the strip in which its integral converges
    entrance.py  what may be passed, and parameters whose sign or order is open

Everything is computed in the exact classes of `symconv.spectra` and `symconv.algebra`; SymPy's own
fourier_transform is never asked: it gives 0 for cos and leaves out |ω| for 1/(1 + x²).
"""

from symconv.transforms.fourier import fourier, inverse_fourier
from symconv.transforms.laplace import Transform, laplace

__all__ = ["Transform", "fourier", "inverse_fourier", "laplace"]
