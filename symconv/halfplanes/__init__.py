"""Functions on the line as boundary values of functions that are analytic off it.

S(z) = ∫ f(y)/(z − y) dy is the Stieltjes transform of f. A rational function without real poles
is Σ c (x − p)^{−m}, so that f ∗ g is Σ c (−1)^{m−1} S^{(m−1)}(t − p)/(m − 1)!. Where the integral
for S diverges but that for f ∗ g does not, S is any function with the jump −2πi f across the line
and the growth of f: two such differ by a polynomial that the residues of g send to 0.

    logpowers.py   Σ c w^b log^l w off the line, with derivatives and real and imaginary parts
    windows.py     polynomials over √((y − a)(b − y)), on an interval
    logarithms.py  log of a rational function as a sum over its factors
    table.py       the kinds of densities f, and the transform of each
    densities.py   functions of SymPy as sums of such densities
    principal.py   principal values at real poles, on pieces
    writing.py     the sum over the poles of g in its usual form

References
----------
N. I. Muskhelishvili, Singular Integral Equations (1953), § 16–17 (Plemelj). E. C. Titchmarsh,
Introduction to the Theory of Fourier Integrals (1948), ch. V. NIST DLMF 5.12.3 (powers).
"""

from symconv.halfplanes.densities import densities
from symconv.halfplanes.table import Density, Growth

__all__ = ["Density", "Growth", "densities"]
