"""enclose: the value of an expression at a point as a ball with exact rational ends."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NamedTuple

import sympy as sp
from flint import acb, arb

from symconv.enclosure import enclose_convolution, enclose_expr
from symconv.errors import InvalidInput, Unresolved
from symconv.numeric.targets import fraction_of
from symconv.operators.normalising import normalised

__all__ = ["Ball", "enclose"]

_LARGEST_EXPONENT = 10_000_000


class Ball(NamedTuple):
    """All numbers within `rad` of `mid`; exact rationals (`mid` a + b I for a complex value)."""

    mid: sp.Expr
    rad: sp.Rational


def enclose(expr: sp.Expr, x: sp.Symbol, point: Any, bits: int = 53) -> Ball:
    """Enclose expr(point): |value - mid| <= rad, rigorously.

    Hypotheses
    ----------
    The value exists; x is the only free symbol. For an unevaluated Convolution or
    CrossCorrelation the defining integral converges.

    Parameters
    ----------
    expr : Expr
        An expression, or an unevaluated node, whose defining integral is then enclosed.
    x : Symbol
    point : int, Fraction, SymPy number or float
        Exact; a float stands for the binary number that it is.
    bits : int
        Correct leading bits wanted.

    Returns
    -------
    Ball
        (mid, rad): exact SymPy rationals; mid is complex where the value is.

    Raises
    ------
    InvalidInput
        A symbol without value, a point mass, a function that is not known.
    Unresolved
        The wanted accuracy was not reached.

    Examples
    --------
    >>> from sympy import Symbol, erf
    >>> x = Symbol("x", real=True)
    >>> ball = enclose(erf(x), x, 1, bits=40)
    >>> round(float(ball.mid), 12), ball.rad < 2**-40
    (0.84270079295, True)
    >>> enclose(1 / x, x, 0)
    Traceback (most recent call last):
    symconv.errors.Unresolved: ...
    """
    if not isinstance(bits, int) or not 2 <= bits <= 1_000_000:
        raise InvalidInput(f"bits must be an integer from 2 to 1000000, not {bits!r}")
    exact = _exact(point)
    if _is_node(expr):
        value = _enclose_node(expr, x, exact, bits)
    else:
        value = enclose_expr(expr, {x: exact}, bits)
    return to_ball(value)


def _is_node(expr: Any) -> bool:
    return all(hasattr(expr, name) for name in ("f", "g", "closed_form"))


def _enclose_node(node: Any, x: sp.Symbol, point: sp.Expr, bits: int) -> acb:
    if node.kind != "line" or node.t != x:
        raise InvalidInput(
            f"only the integral over the line, in its variable {node.t}, is enclosed"
        )
    x = node.x
    f, g = normalised(node.f, x), normalised(node.g, x)
    return enclose_convolution(
        f, g, x, point, bits=bits, op=node.op, conjugate=node.conjugate_first
    )


def _exact(point: Any) -> sp.Expr:
    if isinstance(point, float):
        if point - point != 0:
            raise InvalidInput(f"the point {point} is not finite")
        return sp.Rational(point)
    if isinstance(point, Fraction):
        return sp.Rational(point.numerator, point.denominator)
    return sp.sympify(point) if isinstance(point, int) else point


def to_ball(value: acb) -> Ball:
    """Exact rationals of an Arb ball; the radius covers both parts.

    Raises Unresolved where the rationals would have millions of bits, as of exp(exp(1000)).
    """
    for part in (value.real, value.imag):
        if not part.is_zero() and abs(int(part.abs_upper().man_exp()[1])) > _LARGEST_EXPONENT:
            raise Unresolved(f"the value has a binary exponent beyond {_LARGEST_EXPONENT}")
    real, imag = _rational(value.real.mid()), _rational(value.imag.mid())
    radius = _rational(value.real.rad()) + _rational(value.imag.rad())
    return Ball(real + sp.I * imag if imag else real, radius)


def _rational(exact: arb) -> sp.Rational:
    fraction = fraction_of(exact)
    return sp.Rational(fraction.numerator, fraction.denominator)
