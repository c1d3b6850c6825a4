"""Boundary values moved to one side of their real poles.

    (x − z + i0)^{−n} = (x − z − i0)^{−n} − 2πi (−1)^{n−1}/(n−1)! δ^{(n−1)}(x − z)
Sokhotski and Plemelj; Gelfand and Shilov, Generalized Functions I, ch. I 3.6.
"""

from __future__ import annotations

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.distribution import Distribution
from symconv.algebra.elements import from_generator
from symconv.algebra.exppoly import ExpPoly
from symconv.algebra.generators import PI as PI_GENERATOR
from symconv.algebra.numbers import Number
from symconv.spectra.sums import PoleTerm, SpectralSum

__all__ = ["PI", "on_upper_side", "read_as_finite_parts", "split_sides"]

PI = from_generator(PI_GENERATOR)


def on_upper_side(f: SpectralSum) -> SpectralSum:
    """The same distribution with every real pole as (x − z − i0)^{−n}: its unique form."""
    return _moved(f, fmpq(1))


def split_sides(f: SpectralSum) -> SpectralSum:
    """Every real pole as half the sum of its two sides, kept as side +1 and read as finite part.

    The finite part is Pf (x − z)^{−n} = ((x − z − i0)^{−n} + (x − z + i0)^{−n})/2; for n = 1 it is
    the principal value. The masses that make up the difference are returned in the plain part.
    """
    return _moved(f, fmpq(0))


def read_as_finite_parts(f: SpectralSum) -> SpectralSum:
    """The distribution whose real poles, all given on the upper side, stand for finite parts."""
    result = f
    for term, c in f.polar.items():
        if term.side:
            result = result - SpectralSum.of(_masses(term, c))
    return result


def _moved(f: SpectralSum, target: fmpq) -> SpectralSum:
    """Sides s turned to `target`: each unit of difference costs iπ (−1)^{n−1}/(n−1)! δ^{(n−1)}."""
    result = SpectralSum(f.gauss)
    polar: dict[PoleTerm, Number] = {}
    for term, c in f.polar.items():
        moved = term
        if term.side:
            moved = PoleTerm(term.pole, 1, term.mode, term.order)
            step = fmpq(term.side) - target
            if step != 0:
                result = result + SpectralSum.of(_masses(term, c * step))
        polar[moved] = polar[moved] + c if moved in polar else c
    return result + SpectralSum({}, polar)


def _masses(term: PoleTerm, c: Number) -> Distribution:
    """iπ c (−1)^{n−1}/(n−1)! e^{λx+β} δ^{(n−1)}(x − z)."""
    n = term.order - 1
    weight = nb.IMAGINARY * PI * c * fmpq((-1) ** n, int(sympy.factorial(n)))
    delta = Distribution.delta(term.pole, n, weight)
    return delta.multiplied(ExpPoly({term.mode: {0: fmpq(1)}}))
