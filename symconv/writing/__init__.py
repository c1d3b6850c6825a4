"""Exponential-polynomial distributions as readable SymPy expressions.

terms.py      one exponential polynomial: real sin and cos, sinh and cosh, the shortest usual form
rationals.py  the same for polynomials with rational coefficients, the common case
building.py   SymPy objects in canonical form without evaluation
pieces.py     pieces in order, non-overlapping, half-open [a, b); point masses beside them
"""

from symconv.writing.pieces import heaviside_form, masses, piecewise_form
from symconv.writing.terms import write_exppoly

__all__ = ["heaviside_form", "masses", "piecewise_form", "write_exppoly"]
