"""Where |h| is largest: exactly for piecewise polynomials, else enclosed.

    peak(closed_form)
        a number                     the one argmax, exact
        AccumBounds(low, high)       an interval that holds every argmax, proved by balls
        FiniteSet, Interval, Union   several argmaxes: ties and plateaus, exact
    Unresolved where |h| is unbounded, where its supremum is not attained, where point masses stand
    above every value, and where a tie cannot be told from a near tie.

At a jump the one-sided limits count as values: the answers are equalities almost everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy

from symconv.algebra.constants import expression
from symconv.algebra.signs import Facts
from symconv.deciding import constants
from symconv.deciding.order import compare, distinct_sorted
from symconv.deciding.roots import polynomial_zeros
from symconv.errors import InvalidInput, Unresolved
from symconv.peaks.search import enclosed_argmax
from symconv.reading import OutsideClass, read
from symconv.reading.conditions import pieces, polynomial_coefficients

__all__ = ["peak"]


def peak(closed_form: Any) -> Any:
    """The argument at which |closed_form.expr| is largest.

    Hypotheses
    ----------
    The expression has no free parameters; one variable.

    Parameters
    ----------
    closed_form : ClosedForm

    Returns
    -------
    Expr or Set
        A number, FiniteSet, Interval or Union where exact; AccumBounds where enclosed.

    Raises
    ------
    InvalidInput
        Parameters are free, or there are several variables.
    Unresolved
        There is no largest value, or a tie is open.

    Examples
    --------
    >>> from sympy import Symbol, exp, Heaviside
    >>> from symconv import Convolution, box
    >>> x = Symbol("x", real=True)
    >>> Convolution(box(x, 0, 1), box(x, 0, 1), x).closed_form().peak()
    1
    >>> Convolution(box(x, 0, 1), box(x, 0, 3), x).closed_form().peak()
    Interval(1, 3)
    >>> Convolution(Heaviside(x), Heaviside(x), x).closed_form().peak()
    Traceback (most recent call last):
    symconv.errors.Unresolved: |h| grows without bound towards oo
    """
    expr, t = closed_form.expr, closed_form.t
    if isinstance(t, tuple):
        raise InvalidInput("peak() is for one variable")
    if t is None:
        raise InvalidInput("the closed form does not name its variable")
    parameters = sorted(expr.free_symbols - {t}, key=lambda symbol: str(symbol.name))
    if parameters:
        names = ", ".join(str(symbol) for symbol in parameters)
        raise InvalidInput(f"peak() needs numbers for {names}: substitute them in f and g")
    if expr.has(sympy.DiracDelta):
        raise Unresolved("the answer has point masses, which stand above every value")
    variable = sympy.Symbol(t.name, real=True)
    expr = expr.xreplace({t: variable})
    parts = _polynomial_pieces(expr, variable)
    if parts is None:
        return enclosed_argmax(expr, variable)
    return _exact_argmax(parts, variable)


@dataclass(frozen=True)
class _Candidate:
    """A value of |h|, and where it is taken: a number or an Interval."""

    size: Any
    place: Any


def _polynomial_pieces(expr: Any, t: Any) -> list[tuple[Any, Any, Any]] | None:
    """(start, stop, polynomial) in order; None where a piece is not a polynomial."""
    try:
        ordered = pieces(read(expr, t, Facts()), Facts())
        found = [polynomial_coefficients(value) for _, value in ordered]
    except OutsideClass:
        return None
    starts = [None if start is None else expression(start) for start, _ in ordered]
    stops = [*starts[1:], None]
    bodies = [
        sympy.Add(*(expression(c) * t**n for n, c in enumerate(coefficients)))
        for coefficients in found
    ]
    return list(zip(starts, stops, bodies, strict=True))


def _exact_argmax(parts: list[tuple[Any, Any, Any]], t: Any) -> Any:
    candidates: list[_Candidate] = []
    for start, stop, body in parts:
        candidates += _candidates(start, stop, body, t)
    best = candidates[:1]
    for candidate in candidates[1:]:
        order = compare(candidate.size, best[0].size)
        if order > 0:
            best = [candidate]
        elif order == 0:
            best.append(candidate)
    return _united([candidate.place for candidate in best])


def _candidates(start: Any, stop: Any, body: Any, t: Any) -> list[_Candidate]:
    """The sizes at the ends and at the critical points of one piece."""
    if not body.has(t):
        low = -sympy.oo if start is None else start
        high = sympy.oo if stop is None else stop
        return [_Candidate(_size(body), sympy.Interval(low, high))]
    if start is None or stop is None:
        end = "-oo" if start is None else "oo"
        raise Unresolved(f"|h| grows without bound towards {end}")
    places = [start, stop]
    for place in _critical_points(body, t):
        if compare(start, place) < 0 and compare(place, stop) < 0:
            places.append(place)
    return [_Candidate(_size(body.subs(t, place)), place) for place in places]


def _critical_points(body: Any, t: Any) -> list[Any]:
    """The real zeros of the derivative of |h|², or of h where h is real."""
    real = body
    if not all(constants.is_real(c) for c in sympy.Poly(body, t).coeffs()):
        real = sympy.expand(body * sympy.conjugate(body))
    found = polynomial_zeros(sympy.diff(real, t), t)
    if found is None:
        raise Unresolved(f"the critical points of {body} are not known exactly")
    return found


def _size(value: Any) -> Any:
    value = sympy.expand(value)
    if constants.is_real(value) is not True:
        return sympy.sqrt(sympy.expand(value * sympy.conjugate(value)))
    return value if compare(value, sympy.S.Zero) >= 0 else -value


def _united(places: list[Any]) -> Any:
    """One number, or the set of all places."""
    intervals = [place for place in places if isinstance(place, sympy.Set)]
    points = distinct_sorted([place for place in places if not isinstance(place, sympy.Set)])
    outside = [p for p in points if not any(_covers(interval, p) for interval in intervals)]
    if not intervals:
        return outside[0] if len(outside) == 1 else sympy.FiniteSet(*outside)
    return sympy.Union(*intervals, sympy.FiniteSet(*outside))


def _covers(interval: Any, point: Any) -> bool:
    low, high = interval.inf, interval.sup
    above = low == -sympy.oo or compare(low, point) <= 0
    return above and (high == sympy.oo or compare(point, high) <= 0)
