"""The value of an expression at a point, as a ball of the wanted accuracy.

`enclose_expr` raises the working precision until the ball is accurate enough, and says
`Unresolved` instead of returning a ball that is not.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from typing import Any

import sympy
from flint import acb, arb
from sympy import Expr, Symbol

from symconv.deadline import ended_within, remaining
from symconv.errors import InvalidInput, Unresolved
from symconv.exactnumbers import exact_float
from symconv.listing import shown
from symconv.precision import working_precision
from symconv.values.balls import accuracy_bits, ball_of, brief, is_finite, radius
from symconv.values.compiling import compile_expression
from symconv.values.points import Evaluator, Point

__all__ = ["enclose_expr", "exact_value", "number_ball"]

_GUARD_BITS = 16
_DOUBLINGS = 6


def enclose_expr(
    expr: Any,
    values: Mapping[Symbol, Any] | None = None,
    bits: int = 53,
    *,
    relative: bool = False,
    timeout: float = 30,
) -> acb:
    """Enclose the value of `expr` at a point: value ∈ ball, relative radius at most 2^−bits.

    Hypotheses
    ----------
    The value exists. Branches are the principal ones. A ball of positive radius among `values`
    stands for all its points: the answer then contains the image, however wide that is.

    Parameters
    ----------
    expr : Expr
        A SymPy expression whose free symbols all have values.
    values : mapping of Symbol to int, Fraction, SymPy number, arb or acb
        Exact numbers, or balls.
    bits : int
        Correct leading bits wanted. Around a value that cancels to 0 for every precision tried, an
        absolute radius of 2^−bits is accepted, unless `relative` is set.
    relative : bool
        Insist on relative accuracy: a hidden zero is then Unresolved.
    timeout : float
        Seconds after which no further precision is tried; one call into Arb is not interrupted.

    Returns
    -------
    acb
        A ball of python-flint.

    Raises
    ------
    InvalidInput
        A symbol has no value; a point mass on its support; a function that is not known.
    Unresolved
        The accuracy was not reached within the precision cap, as at a pole.

    Examples
    --------
    >>> from sympy import Rational, Symbol, erf, log
    >>> x = Symbol("x", real=True)
    >>> enclose_expr(erf(x), {x: Rational(1, 3)}).real.str(12)
    '[0.362648111766 +/- 6.30e-14]'
    >>> enclose_expr(log(x), {x: 0})
    Traceback (most recent call last):
    symconv.errors.Unresolved: log(x) could not be enclosed at {x: 0} ...

    References
    ----------
    F. Johansson, "Arb: efficient arbitrary-precision midpoint-radius interval arithmetic", IEEE
    Trans. Comput. 66 (2017); python-flint's `good` for the rising precision.
    """
    expr = sympy.sympify(expr) if isinstance(expr, int) else expr
    if not isinstance(expr, Expr):
        raise InvalidInput(f"{shown(expr)} is not a SymPy expression")
    given = {symbol: exact_value(value) for symbol, value in (values or {}).items()}
    variables = tuple(given)
    evaluate = compile_expression(expr, variables)
    wide = [v for v in given.values() if isinstance(v, acb) and not v.is_exact()]
    exact = {s: v for s, v in given.items() if isinstance(v, Expr)}
    exact_point = exact if len(exact) == len(given) else None
    with ended_within(timeout, "enclosing a value"):
        ball = _rising_precision(evaluate, given, exact_point, bits, relative, bool(wide))
    if ball is None:
        raise Unresolved(
            f"{brief(expr)} could not be enclosed at {brief(dict(values or {}))} to {bits} bits",
            point=values,
        )
    return ball


def _rising_precision(
    evaluate: Evaluator,
    given: Mapping[Symbol, Any],
    exact: Mapping[Symbol, Expr] | None,
    bits: int,
    relative: bool,
    wide: bool,
) -> acb | None:
    ball: acb | None = None
    for doubling in range(2 if wide else _DOUBLINGS + 1):
        start = time.monotonic()
        with working_precision((bits << doubling) + _GUARD_BITS):
            point = Point(tuple(number_ball(value) for value in given.values()), exact)
            ball = evaluate(point, False)
            if accuracy_bits(ball) >= bits or (wide and is_finite(ball)):
                return ball
        if remaining(math.inf) < 2 * (time.monotonic() - start):  # what the next one takes at least
            break
    if relative or ball is None or not is_finite(ball) or not ball.contains(0):
        return None
    return ball if bool(radius(ball) <= arb(2) ** -bits) else None


def number_ball(value: Any) -> acb:
    """The ball, at the working precision, of a ball or of an exact number or constant."""
    if isinstance(value, Expr) and not value.is_Rational:
        return compile_expression(value, ())(Point((), {}), False)
    return ball_of(value)


def exact_value(value: Any) -> Any:
    """Numbers as SymPy numbers, balls as acb."""
    if isinstance(value, arb | acb):
        return acb(value)
    if isinstance(value, float | complex):
        advice = "give an exact number, as Rational('0.2')"
        raise InvalidInput(f"{shown(value)} is a binary float; {advice}")
    try:
        number = sympy.sympify(value) if not isinstance(value, str) else None
    except (sympy.SympifyError, TypeError, ValueError):
        number = None
    if isinstance(number, sympy.Float):
        number = exact_float(number)
    if not isinstance(number, Expr) or number.free_symbols:
        raise InvalidInput(f"{shown(value)} is not an exact number or a ball")
    return number
