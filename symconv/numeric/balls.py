"""enclose: the value of an expression at a point as a ball with exact rational ends."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NamedTuple

import sympy as sp
from flint import acb, arb
from mpmath import mpf, nstr, workdps

from symconv.deadline import ended_within
from symconv.enclosure import enclose_expr
from symconv.errors import InvalidInput
from symconv.operators.boundnames import written_out
from symconv.operators.evaluation import enclosed
from symconv.operators.inputs import check_symbols, check_timeout, shown
from symconv.survey import MOST_BITS
from symconv.values.balls import rational_of

__all__ = ["Ball", "enclose"]

_OF_ZERO = -1_000_000
_SPARE_BITS = 256
_SHOWN_DIGITS = 20


class Ball(NamedTuple):
    """All numbers within `rad` of `mid`; exact rationals (`mid` a + b I for a complex value)."""

    mid: sp.Expr
    rad: sp.Rational

    def __repr__(self) -> str:
        """The exact numbers; of numbers that Python does not print, the leading digits."""
        return f"Ball(mid={_brief(self.mid)}, rad={_brief(self.rad)})"


def enclose(
    expr: sp.Expr, x: sp.Symbol, point: Any, bits: int = 53, *, timeout: float = 30.0
) -> Ball:
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
    timeout : float
        Seconds after which the value is Unresolved; one call into Arb is not interrupted.

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
        raise InvalidInput(f"bits must be an integer from 2 to 1000000, not {shown(bits)}")
    check_symbols(x)
    exact = _exact(point)
    with ended_within(check_timeout(timeout), "enclosing a value"):
        if _is_node(expr):
            value = _enclose_node(expr, x, exact, bits)
        else:
            expr = written_out(expr, (x,)) if isinstance(expr, sp.Basic) else expr
            value = enclose_expr(expr, {x: exact}, bits)
        return to_ball(value, bits)


def _brief(value: sp.Expr) -> str:
    """The number, or its leading digits and a ~ where it has more digits than are printed."""
    real, imaginary = value.as_real_imag()
    sizes = [abs(int(n)).bit_length() for part in (real, imaginary) for n in (part.p, part.q)]
    if max(sizes) <= MOST_BITS:
        return str(value)
    with workdps(_SHOWN_DIGITS):
        parts = [nstr(mpf(int(part.p)) / int(part.q), _SHOWN_DIGITS) for part in (real, imaginary)]
    return f"~{parts[0]}" if imaginary == 0 else f"~({parts[0]} + {parts[1]}*I)"


def _is_node(expr: Any) -> bool:
    return all(hasattr(expr, name) for name in ("f", "g", "closed_form"))


def _enclose_node(node: Any, x: sp.Symbol, point: sp.Expr, bits: int) -> acb:
    if node.t != x:
        raise InvalidInput(f"only the integral in its variable {node.t} is enclosed")
    value: acb = enclosed(node, point, bits)
    return value


def _exact(point: Any) -> sp.Expr:
    if isinstance(point, float):
        if point - point != 0:
            raise InvalidInput(f"the point {point} is not finite")
        return sp.Rational(point)
    if isinstance(point, Fraction):
        return sp.Rational(point.numerator, point.denominator)
    return sp.sympify(point) if isinstance(point, int) else point


def to_ball(value: acb, bits: int = 53) -> Ball:
    """Exact rationals of an Arb ball; the radius covers both parts.

    A radius far below the accuracy asked for, as of 1 - 2^(-10^12), is rounded up, so that its
    rational stays short. Raises Unresolved where the midpoint has an exponent of millions of bits,
    as of exp(exp(1000)).
    """
    real, imag = value.real, value.imag
    least = max(_top_exponent(real.mid()), _top_exponent(imag.mid())) - 4 * bits - _SPARE_BITS
    middle = rational_of(real) + sp.I * rational_of(imag)
    return Ball(middle, _radius_of(real, least) + _radius_of(imag, least))


def _top_exponent(exact: arb) -> int:
    """e with |exact| < 2^e, as small as can be; far down for 0."""
    if exact.is_zero():
        return _OF_ZERO
    mantissa, exponent = exact.man_exp()
    return abs(int(mantissa)).bit_length() + int(exponent)


def _radius_of(part: arb, least: int) -> sp.Rational:
    """The radius, or 2^least where it is smaller and not 0."""
    radius, smallest = part.rad(), arb(2) ** least
    return rational_of(smallest if not radius.is_zero() and bool(radius < smallest) else radius)
