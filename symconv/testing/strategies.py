"""Hypothesis strategies: signals as SymPy expressions, and integer arrays.

All numbers are small rationals, so that a failing example can be read. Hypothesis belongs to the
test extra: this module is loaded only when one of its names is asked for.
"""

from __future__ import annotations

from typing import Any

import numpy
import sympy
from hypothesis import strategies as st

__all__ = [
    "causal_signals",
    "compact_signals",
    "integer_arrays",
    "operand_pairs",
    "point_masses",
    "rationals",
    "signals",
]


def rationals(largest: int = 4, denominator: int = 3) -> st.SearchStrategy[sympy.Rational]:
    """Return rationals of absolute value at most `largest`, with small denominators."""
    return st.builds(
        lambda p, q: sympy.Rational(p, q),
        st.integers(-largest, largest),
        st.integers(1, denominator),
    )


@st.composite
def compact_signals(draw: Any, x: sympy.Symbol, pieces: int = 3, degree: int = 2) -> sympy.Expr:
    """Draw a piecewise polynomial on a bounded interval, zero elsewhere; it may jump."""
    points = sorted(draw(st.sets(rationals(), min_size=2, max_size=pieces + 1)))
    arms = [(sympy.Integer(0), x < points[0])]
    for upper in points[1:]:
        coefficients = draw(st.lists(rationals(), min_size=1, max_size=degree + 1))
        body = sympy.Add(*(c * x**k for k, c in enumerate(coefficients)))
        arms.append((body, x < upper))
    return sympy.Piecewise(*arms, (sympy.Integer(0), True))


@st.composite
def causal_signals(draw: Any, x: sympy.Symbol) -> sympy.Expr:
    """Draw c·(x − a)ⁿ·e^{−r(x − a)} for x ≥ a, with r > 0: a decaying tail to the right."""
    start, factor = draw(rationals()), draw(rationals().filter(bool))
    rate = draw(rationals().filter(lambda r: r > 0))
    power = draw(st.integers(0, 2))
    body = factor * (x - start) ** power * sympy.exp(-rate * (x - start))
    return sympy.Piecewise((body, x >= start), (sympy.Integer(0), True))


@st.composite
def point_masses(draw: Any, x: sympy.Symbol, order: int = 1) -> sympy.Expr:
    """Draw c·δ^{(k)}(x − a) with k at most `order`."""
    place, weight = draw(rationals()), draw(rationals().filter(bool))
    return weight * sympy.DiracDelta(x - place, draw(st.integers(0, order)))


def signals(x: sympy.Symbol) -> st.SearchStrategy[sympy.Expr]:
    """Return signals of every kind above; any two have a convolution."""
    return st.one_of(compact_signals(x), causal_signals(x), point_masses(x))


@st.composite
def integer_arrays(
    draw: Any, ndim: int = 1, longest: int = 5, largest: int = 9
) -> numpy.ndarray[Any, Any]:
    """Draw an int64 array with sides from 1 to `longest`."""
    shape = draw(st.tuples(*[st.integers(1, longest)] * ndim))
    size = int(numpy.prod(shape))
    entries = draw(st.lists(st.integers(-largest, largest), min_size=size, max_size=size))
    return numpy.array(entries, dtype=numpy.int64).reshape(shape)


def operand_pairs(
    ndim: int = 1, longest: int = 5, largest: int = 9
) -> st.SearchStrategy[tuple[numpy.ndarray[Any, Any], numpy.ndarray[Any, Any]]]:
    """Return pairs of arrays of one dimension, signal and kernel."""
    one = integer_arrays(ndim, longest, largest)
    return st.tuples(one, one)
