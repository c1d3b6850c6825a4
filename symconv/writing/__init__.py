"""Exponential-polynomial distributions as readable SymPy expressions.

building.py     SymPy objects in canonical form without evaluation
waves.py        exponential polynomials as real factors: sin and cos, sinh and cosh
polynomials.py  a polynomial with exact coefficients: expanded, local or factored
rationals.py    the same with rational coefficients, the common case
terms.py        one exponential polynomial in its shortest usual form
collecting.py   sums of special functions with polynomial coefficients: each function once
pieces.py       pieces in order, non-overlapping, half-open [a, b); point masses beside them
"""

from symconv.writing.pieces import heaviside_form, in_arms, masses, piecewise_form
from symconv.writing.terms import write_exppoly

__all__ = ["heaviside_form", "in_arms", "masses", "piecewise_form", "write_exppoly"]
