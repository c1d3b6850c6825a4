"""round_exact: every value correctly rounded, or an error that names the point.

Ziv's strategy: compute with a rigorous error bound, round both ends, and raise the precision
where they differ. Piecewise polynomials start in double-double arithmetic and end in rational
arithmetic; other functions run on balls. A value that lies exactly on a tie never
resolves that way: it is recognised by exact arithmetic, or refused. (An exact 0 does resolve in a
binary format, once its ball is smaller than the smallest number; for decimals it does not.)
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp
from flint import acb, arb, fmpq, fmpq_poly

from symconv.enclosure import Point, compile_expression, working_precision
from symconv.enclosure.points import is_exactly_zero
from symconv.errors import InvalidInput, Unresolved
from symconv.numeric.arms import is_real_valued
from symconv.numeric.columns import column_form
from symconv.numeric.doubledouble import DoubleDoubleCells
from symconv.numeric.exactpoints import exact_fraction, exact_points
from symconv.numeric.pieces import (
    Pieces,
    exact_expression,
    first_double_after,
    locate,
    slice_expression,
)
from symconv.numeric.pointwise import INVISIBLE
from symconv.numeric.polynomial import exact_coefficients, line_of_cells
from symconv.numeric.targets import Target, fraction_of, target_of

__all__ = ["NeedsComplex", "round_exact", "round_pieces"]

_GUARD_BITS = 27
_DOUBLINGS = 8
_SETTLE_AT = 5  # 1700 bits for a double: below the smallest one, so only ties and zeros are left
_MAX_DIGITS = 10_000
_TINIEST = arb(2) ** -2000
_DENOMINATORS = 10**20


class NeedsComplex(InvalidInput):
    """The values are complex, and were to be rounded to a real format."""


def round_exact(
    expr: sp.Expr,
    x: sp.Symbol,
    points: Any,
    dtype: Any = np.float64,
    *,
    digits: int | None = None,
) -> Any:
    """Evaluate `expr` at points: out[k] = fl(expr(points[k])), rounded to nearest, ties to even.

    Hypotheses
    ----------
    `expr` is a real function of x (complex for complex64 and complex128, whose parts are rounded
    apart) and contains no other symbol.

    Parameters
    ----------
    expr : Expr
    x : Symbol
    points : number or array
        Floats stand for the binary numbers they are; int, Fraction and SymPy Rational are exact.
    dtype : NumPy dtype
        float64, float32, float16, complex128 or complex64.
    digits : int, optional
        Round to decimals of so many significant digits instead.

    Returns
    -------
    array of `dtype`, or of decimal.Decimal, in the shape of `points`; a scalar for a scalar
        Underflow gives 0 or a subnormal, overflow infinity, as IEEE 754 has it. A zero has the
        sign of the value that was rounded to it; an exact 0 is +0.

    Raises
    ------
    InvalidInput
        For a point mass, a free symbol, a point that is no finite real number, a real dtype at a
        point where the value is complex, as sqrt(x) below 0.
    Unresolved
        A value that is not rounded at the precision cap, or does not exist; `.point` is the point.

    Examples
    --------
    >>> from sympy import Symbol, exp
    >>> x = Symbol("x", real=True)
    >>> round_exact(exp(-x**2 / 2), x, [0.0, 37.5]).tolist()
    [1.0, 4.332039538514401e-306]
    >>> round_exact(x / 3, x, 1, digits=5)
    Decimal('0.33333')
    >>> round_exact(1 / x, x, 0.0)
    Traceback (most recent call last):
    symconv.errors.Unresolved: 1/x has no finite value at x = 0...

    References
    ----------
    A. Ziv, Fast evaluation of elementary mathematical functions with correctly rounded last bit,
    ACM Trans. Math. Softw. 17 (1991).
    """
    target, kind, apart = _target(dtype, digits)
    expr = exact_expression(expr)
    if expr.free_symbols - {x}:
        raise InvalidInput(f"the expression {expr} contains symbols other than {x}")
    return _rounded(slice_expression(expr, x), points, target, kind, apart)


def round_pieces(pieces: Pieces, points: Any, dtype: Any = np.float64) -> Any:
    """round_exact for an expression that is already sliced."""
    return _rounded(pieces, points, *_target(dtype, None))


def _rounded(pieces: Pieces, points: Any, target: Target, kind: Any, apart: bool) -> Any:
    flat, shape = exact_points(points)
    values = _Rounder(pieces, target, apart)(flat)
    if kind.kind == "O":
        result = np.empty(len(values), dtype=object)
        result[:] = values
    else:
        result = np.asarray(values, dtype=kind)
    return result.reshape(shape) if shape else result[0]


def _target(dtype: Any, digits: int | None) -> tuple[Target, Any, bool]:
    whole = isinstance(digits, int | np.integer) and not isinstance(digits, bool)
    if digits is not None and not (whole and 1 <= digits <= _MAX_DIGITS):
        raise InvalidInput(f"digits must be an integer from 1 to {_MAX_DIGITS}, not {digits!r}")
    try:
        return target_of(dtype, None if digits is None else int(digits))
    except TypeError as error:
        raise InvalidInput(
            f"cannot round to {dtype}: expected float64, float32, float16, complex128 or complex64"
        ) from error


class _Rounder:
    """Points are sorted into arms; every arm rounds its own."""

    def __init__(self, pieces: Pieces, target: Target, apart: bool):
        self._pieces, self._target, self._apart = pieces, target, apart
        self._polynomials = [exact_coefficients(arm, pieces.x) for arm in pieces.arms]

    def __call__(self, points: Any) -> list[Any]:
        values: list[Any] = [None] * len(points)
        index, at_break = locate(self._pieces, points)
        todo = np.ones(len(points), dtype=bool)
        for i in np.flatnonzero(at_break):
            number = self._pieces.values[index[i]]
            values[i] = self._round_at(number, points[i])
            todo[i] = False
        if points.dtype != object and not self._apart and hasattr(self._target, "of_bounds"):
            self._by_double_doubles(points, index, todo, values)
        for arm in np.unique(index[todo]):
            chosen = np.flatnonzero(todo & (index == arm))
            for i, value in zip(chosen, self._arm(int(arm), points[chosen]), strict=True):
                values[i] = value
        return values

    def _by_double_doubles(self, points: Any, index: Any, todo: Any, values: list[Any]) -> None:
        """Round all points of polynomial arms whose rounding test succeeds."""
        exact = np.array([p is not None and p[1] for p in self._polynomials])
        chosen = np.flatnonzero(todo & exact[index])
        if chosen.size < 16:
            return
        starts = [Fraction(first_double_after(b)) for b in self._pieces.breaks]
        known = [p[0] if p is not None and p[1] else None for p in self._polynomials]
        cells = line_of_cells(starts, known, relative=False)
        with np.errstate(all="ignore"):
            high, low, bound = DoubleDoubleCells(cells)(points[chosen])
            rounded, certain = self._target.of_bounds(high, low, bound)  # type: ignore[attr-defined]
        for i, value in zip(chosen[certain].tolist(), rounded[certain].tolist(), strict=True):
            values[i] = value
        todo[chosen[certain]] = False

    def _arm(self, arm: int, points: Any) -> list[Any]:
        known = self._polynomials[arm]
        if known is not None and known[1]:
            return self._rational(known[0], points)
        return self._ziv(self._pieces.arms[arm], points)

    def _rational(self, coefficients: list[Fraction], points: Any) -> list[Any]:
        poly = fmpq_poly([fmpq(c.numerator, c.denominator) for c in coefficients])
        exact = [Fraction(p) for p in points]
        values = [poly(fmpq(p.numerator, p.denominator)) for p in exact]
        return [self._target.of_exact(Fraction(int(v.p), int(v.q))) for v in values]

    def _round_at(self, number: sp.Expr, point: Any) -> Any:
        if number.is_Rational:
            return self._target.of_exact(exact_fraction(number))
        return self._ziv(number, [point])[0]

    def _ziv(self, arm: sp.Expr, points: Any) -> list[Any]:
        """Raise the precision until all roundings are decided; settle ties exactly."""
        if arm is sp.nan:
            raise Unresolved(
                f"there is no value at {self._pieces.x} = {points[0]}: no arm of the Piecewise "
                "holds there; add a last arm (0, True)",
                point=points[0],
            )
        if not self._apart and not is_real_valued(arm, (self._pieces.x,)):
            raise NeedsComplex(f"{arm} is complex: round to complex128 or complex64")
        evaluate = self._evaluator(arm, points)
        values: list[Any] = [None] * len(points)
        todo = list(range(len(points)))
        for doubling in range(_DOUBLINGS):
            with working_precision(self._precision(doubling)):
                rounded = evaluate([points[i] for i in todo])
            left = []
            for i, value in zip(todo, rounded, strict=True):
                values[i] = value
                if value is None:
                    left.append(i)
            if doubling == _SETTLE_AT:
                left = [i for i in left if not self._settled(arm, points[i], values, i)]
            todo = left
            if not todo:
                return values
        for i in todo:
            values[i] = self._at_the_cap(arm, points[i])
        return values

    def _at_the_cap(self, arm: sp.Expr, point: Any) -> Any:
        """A value that rounds to 0 and whose sign stays open is +0; others are unresolved."""
        ball = self._precise(arm, point, _DOUBLINGS - 1)
        parts = [ball.real, ball.imag] if self._apart else [ball.real]
        zero = self._target.of_exact(Fraction(0))
        sizes = [self._target.of_ball(part.abs_upper()) for part in parts]
        values = [
            zero if size == zero else self._target.of_ball(part)
            for size, part in zip(sizes, parts, strict=True)
        ]
        if None in values or not (self._apart or self._is_real(arm, ball)):
            raise Unresolved(
                f"{arm} could not be rounded at {self._pieces.x} = {point} with "
                f"{self._precision(_DOUBLINGS - 1)} bits: the value may be exactly a tie or 0",
                point=point,
            )
        return complex(*values) if self._apart else values[0]

    def _evaluator(self, arm: sp.Expr, points: Any) -> Callable[[list[Any]], Any]:
        """Rounded values, None where undecided: by columns if the arm allows it."""
        columns = None if self._apart else column_form(arm, self._pieces.x)
        if columns is not None and not any(isinstance(p, Fraction) for p in points[:1]):
            return lambda chosen: self._target.of_balls(columns(chosen))
        evaluate = compile_expression(arm, (self._pieces.x,))
        return lambda chosen: [
            self._of_ball(arm, p, evaluate(Point((_exact_ball(p),)), False)) for p in chosen
        ]

    def _of_ball(self, arm: sp.Expr, point: Any, ball: acb) -> Any:
        if not self._apart:
            self._check_real(arm, point, ball)
            return self._target.of_ball(ball.real) if self._is_real(arm, ball) else None
        real, imag = self._target.of_ball(ball.real), self._target.of_ball(ball.imag)
        return None if real is None or imag is None else complex(real, imag)

    def _is_real(self, arm: sp.Expr, ball: acb) -> bool:
        """Whether the value is real: an arm with I was found real as a whole, others show it."""
        return arm.has(sp.I) or bool(ball.imag.abs_upper() < INVISIBLE)

    def _check_real(self, arm: sp.Expr, point: Any, ball: acb) -> None:
        if not ball.imag.contains(0):
            raise NeedsComplex(
                f"{arm} is complex at {self._pieces.x} = {point}: round to complex128 or complex64"
            )

    def _settled(self, arm: sp.Expr, point: Any, values: list[Any], i: int) -> bool:
        """Recognise an exactly rational value: a tie, or a hidden zero."""
        exact = Fraction(point)
        number = arm.subs(self._pieces.x, sp.Rational(exact.numerator, exact.denominator))
        if number.is_finite is False or number is sp.nan:
            raise Unresolved(
                f"{arm} has no finite value at {self._pieces.x} = {point}", point=point
            )
        ball = self._precise(arm, point, _SETTLE_AT)
        if not ball.is_finite():
            return False
        if not self._apart:
            self._check_real(arm, point, ball)
        pairs = zip(number.as_real_imag(), (ball.real, ball.imag), strict=True)
        parts = [_exact_rational(part, own) for part, own in pairs]
        if not self._apart:
            if parts[0] is not None:
                values[i] = self._target.of_exact(parts[0])
        elif None not in parts:
            real, imag = (self._target.of_exact(p) for p in parts if p is not None)
            values[i] = complex(real, imag)
        return values[i] is not None

    def _precision(self, doubling: int) -> int:
        return (self._target.bits << doubling) + _GUARD_BITS

    def _precise(self, arm: sp.Expr, point: Any, doubling: int) -> acb:
        """The ball at the precision of that doubling."""
        evaluate = compile_expression(arm, (self._pieces.x,))
        with working_precision(self._precision(doubling)):
            return evaluate(Point((_exact_ball(point),)), False)


def _exact_ball(point: Any) -> acb:
    """The point's ball: exact for floats, at the working precision for fractions."""
    if isinstance(point, Fraction):
        return acb(arb(fmpq(point.numerator, point.denominator)))
    return acb(float(point))


def _exact_rational(number: sp.Expr, ball: arb) -> Fraction | None:
    """The value as a fraction of `ball` if it is recognised as one."""
    number = sp.simplify(number)
    if number.is_Rational:
        near = exact_fraction(number)
    elif ball.contains(0):
        near = Fraction(0)
    elif _TINIEST < abs(ball) < 1 / _TINIEST:
        near = fraction_of(ball.mid()).limit_denominator(_DENOMINATORS)
    else:
        return None
    if not ball.contains(arb(fmpq(near.numerator, near.denominator))):
        return None
    known = number.is_Rational or is_exactly_zero(number - sp.Rational(near))
    return near if known else None
