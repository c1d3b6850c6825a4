"""Hypothesis strategies: signals as SymPy expressions, and integer arrays.

All numbers are small rationals, so that a failing example can be read. Hypothesis belongs to the
test extra: this module is loaded only when one of its names is asked for.
"""

from __future__ import annotations

from typing import Any

import numpy
import sympy
from hypothesis import strategies as st

from symconv.discrete.windows import whole
from symconv.errors import InvalidInput
from symconv.listing import shown

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
    """Return rationals p/q with |p| ≤ `largest` and 1 ≤ q ≤ `denominator`.

    Hypotheses
    ----------
    largest ≥ 0 and denominator ≥ 1, integers.

    Parameters
    ----------
    largest, denominator : int
        Bounds, both reached.

    Returns
    -------
    strategy of SymPy Rationals

    Raises
    ------
    InvalidInput
        A bound is no integer.
    InvalidArgument
        A range is empty; Hypothesis says so at the first draw.

    Examples
    --------
    >>> from hypothesis import find
    >>> from symconv.testing import rationals
    >>> find(rationals(), lambda q: q > 1)
    2
    >>> find(rationals(denominator=0), bool)
    Traceback (most recent call last):
    hypothesis.errors.InvalidArgument: ...
    """
    for bound in (largest, denominator):
        if whole(bound) is None:
            raise InvalidInput(f"bounds of rationals must be integers, not {shown(bound)}")
    return st.builds(
        lambda p, q: sympy.Rational(p, q),
        st.integers(-largest, largest),
        st.integers(1, denominator),
    )


@st.composite
def compact_signals(draw: Any, x: sympy.Symbol, pieces: int = 3, degree: int = 2) -> sympy.Expr:
    """Draw a piecewise polynomial: f(x) = Σ c_k x^k on each piece, 0 outside a bounded interval.

    Hypotheses
    ----------
    x is a real symbol. The function may jump, and may be 0.

    Parameters
    ----------
    x : Symbol
    pieces : int
        At most so many pieces, from 1 on.
    degree : int
        At most this degree, from 0 on.

    Returns
    -------
    strategy of Piecewise expressions

    Raises
    ------
    InvalidArgument
        A range is empty; Hypothesis says so at the first draw.

    Examples
    --------
    >>> from hypothesis import find
    >>> from sympy import Symbol
    >>> from symconv.testing import compact_signals
    >>> x = Symbol("x", real=True)
    >>> f = find(compact_signals(x), lambda f: f.subs(x, 0) > 0)
    >>> f.subs(x, 5), f.subs(x, -5)
    (0, 0)
    >>> find(compact_signals(x, pieces=0), bool)
    Traceback (most recent call last):
    hypothesis.errors.InvalidArgument: ...
    """
    points = sorted(draw(st.sets(rationals(), min_size=2, max_size=pieces + 1)))
    arms = [(sympy.Integer(0), x < points[0])]
    for upper in points[1:]:
        coefficients = draw(st.lists(rationals(), min_size=1, max_size=degree + 1))
        body = sympy.Add(*(c * x**k for k, c in enumerate(coefficients)))
        arms.append((body, x < upper))
    return sympy.Piecewise(*arms, (sympy.Integer(0), True))


@st.composite
def causal_signals(draw: Any, x: sympy.Symbol) -> sympy.Expr:
    """Draw f(x) = c (x − a)ⁿ e^{−r(x − a)} for x ≥ a, else 0, with r > 0: a tail to the right.

    Hypotheses
    ----------
    x is a real symbol; c ≠ 0 and 0 ≤ n ≤ 2.

    Parameters
    ----------
    x : Symbol

    Returns
    -------
    strategy of Piecewise expressions

    Raises
    ------
    TypeError
        x is no symbol; it shows at the first draw.

    Examples
    --------
    >>> from hypothesis import find
    >>> from sympy import Symbol
    >>> from symconv.testing import causal_signals
    >>> x = Symbol("x", real=True)
    >>> find(causal_signals(x), lambda f: f.subs(x, 0) == 1)
    Piecewise((exp(-x), x >= 0), (0, True))
    >>> find(causal_signals("x"), bool)
    Traceback (most recent call last):
    TypeError: ...
    """
    start, factor = draw(rationals()), draw(rationals().filter(bool))
    rate = draw(rationals().filter(lambda r: r > 0))
    power = draw(st.integers(0, 2))
    body = factor * (x - start) ** power * sympy.exp(-rate * (x - start))
    return sympy.Piecewise((body, x >= start), (sympy.Integer(0), True))


@st.composite
def point_masses(draw: Any, x: sympy.Symbol, order: int = 1) -> sympy.Expr:
    """Draw c δ^{(k)}(x − a) with c ≠ 0 and 0 ≤ k ≤ `order`.

    Hypotheses
    ----------
    x is a real symbol.

    Parameters
    ----------
    x : Symbol
    order : int
        The largest order of a derivative, from 0 on.

    Returns
    -------
    strategy of expressions in DiracDelta

    Raises
    ------
    InvalidArgument
        A range is empty; Hypothesis says so at the first draw.

    Examples
    --------
    >>> from hypothesis import find
    >>> from sympy import Symbol
    >>> from symconv.testing import point_masses
    >>> x = Symbol("x", real=True)
    >>> find(point_masses(x), lambda f: f.has(x))
    DiracDelta(x)
    >>> find(point_masses(x, order=-1), bool)
    Traceback (most recent call last):
    hypothesis.errors.InvalidArgument: ...
    """
    place, weight = draw(rationals()), draw(rationals().filter(bool))
    return weight * sympy.DiracDelta(x - place, draw(st.integers(0, order)))


def signals(x: sympy.Symbol) -> st.SearchStrategy[sympy.Expr]:
    """Return compact and causal signals and point masses: f(x) = 0 for all x < some a.

    Hypotheses
    ----------
    x is a real symbol. All supports are bounded on the left, so every convolution converges.

    Parameters
    ----------
    x : Symbol

    Returns
    -------
    strategy of expressions in x

    Raises
    ------
    TypeError
        x is no symbol; it shows at a draw.

    Examples
    --------
    >>> from hypothesis import find
    >>> from sympy import Symbol
    >>> from symconv.testing import signals
    >>> x = Symbol("x", real=True)
    >>> find(signals(x), lambda f: f.subs(x, 1) == 2).subs(x, -5)
    0
    >>> find(signals("x"), lambda f: f.has(1))
    Traceback (most recent call last):
    TypeError: ...
    """
    return st.one_of(compact_signals(x), causal_signals(x), point_masses(x))


@st.composite
def integer_arrays(
    draw: Any, ndim: int = 1, longest: int = 5, largest: int = 9
) -> numpy.ndarray[Any, Any]:
    """Draw an int64 array with 1 ≤ side ≤ `longest` and |entry| ≤ `largest`.

    Hypotheses
    ----------
    ndim, longest ≥ 1 and largest ≥ 0, integers.

    Parameters
    ----------
    ndim : int
        Number of axes.
    longest, largest : int
        Bounds of the sides and of the entries, both reached.

    Returns
    -------
    strategy of numpy.ndarray

    Raises
    ------
    InvalidArgument
        A range is empty; Hypothesis says so at the first draw.

    Examples
    --------
    >>> from hypothesis import find
    >>> from symconv.testing import integer_arrays
    >>> find(integer_arrays(), lambda a: a.sum() > 9).tolist()
    [1, 9]
    >>> find(integer_arrays(longest=0), lambda a: True)
    Traceback (most recent call last):
    hypothesis.errors.InvalidArgument: ...
    """
    shape = draw(st.tuples(*[st.integers(1, longest)] * ndim))
    size = int(numpy.prod(shape))
    entries = draw(st.lists(st.integers(-largest, largest), min_size=size, max_size=size))
    return numpy.array(entries, dtype=numpy.int64).reshape(shape)


def operand_pairs(
    ndim: int = 1, longest: int = 5, largest: int = 9
) -> st.SearchStrategy[tuple[numpy.ndarray[Any, Any], numpy.ndarray[Any, Any]]]:
    """Return pairs (a, v) of arrays with a.ndim = v.ndim, signal and kernel.

    Hypotheses
    ----------
    As for `integer_arrays`; the two shapes are independent.

    Parameters
    ----------
    ndim, longest, largest : int
        As for `integer_arrays`.

    Returns
    -------
    strategy of pairs of numpy.ndarray

    Raises
    ------
    InvalidArgument
        A range is empty; Hypothesis says so at the first draw.

    Examples
    --------
    >>> from hypothesis import find
    >>> from symconv.testing import operand_pairs
    >>> a, v = find(operand_pairs(), lambda pair: pair[0].size < pair[1].size)
    >>> a.shape, v.shape
    ((1,), (2,))
    >>> find(operand_pairs(longest=0), lambda pair: True)
    Traceback (most recent call last):
    hypothesis.errors.InvalidArgument: ...
    """
    one = integer_arrays(ndim, longest, largest)
    return st.tuples(one, one)
