"""round_exact: every value correctly rounded, or an error that names the point.

Compute with a rigorous error bound, round both ends, and raise the precision where they differ.
Piecewise polynomials start in double-double arithmetic and end in rational arithmetic; other
functions run on balls (`ziv`).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp
from flint import fmpq, fmpq_poly

from symconv.deadline import ended_within
from symconv.errors import InvalidInput
from symconv.numeric.doubledouble import DoubleDoubleCells
from symconv.numeric.doubles import first_double_after, locate
from symconv.numeric.exactpoints import exact_fraction, exact_points
from symconv.numeric.pieces import Pieces, exact_expression, slice_expression
from symconv.numeric.polynomial import exact_coefficients, line_of_cells
from symconv.numeric.targets import Target, target_of
from symconv.numeric.ziv import ArmRounder
from symconv.operators.inputs import check_symbols, check_timeout, shown

__all__ = ["round_exact", "round_pieces"]

_MAX_DIGITS = 10_000


def round_exact(
    expr: sp.Expr,
    x: sp.Symbol,
    points: Any,
    dtype: Any = np.float64,
    *,
    digits: int | None = None,
    timeout: float = 30.0,
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
    timeout : float
        Seconds after which the rest is Unresolved; one call into Arb is not interrupted.

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
    check_symbols(x)
    if digits is not None and dtype is not np.float64:
        raise InvalidInput("dtype= and digits= are two roundings; expected one of them")
    target, kind, apart = _target(dtype, digits)
    expr = exact_expression(expr)
    if expr.free_symbols - {x}:
        raise InvalidInput(f"the expression {expr} contains symbols other than {x}")
    with ended_within(check_timeout(timeout), "rounding values"):
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
        expected = f"an integer from 1 to {_MAX_DIGITS}"
        raise InvalidInput(f"digits must be {expected}, not {shown(digits)}")
    try:
        return target_of(dtype, None if digits is None else int(digits))
    except TypeError as error:
        raise InvalidInput(
            f"cannot round to {shown(dtype)}: expected float64, float32, float16, complex128 or "
            "complex64"
        ) from error


class _Rounder:
    """Points are sorted into arms; every arm rounds its own."""

    def __init__(self, pieces: Pieces, target: Target, apart: bool):
        self._pieces, self._target, self._apart = pieces, target, apart
        self._round_arm = ArmRounder(pieces.x, target, apart)
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
        return self._round_arm(self._pieces.arms[arm], points)

    def _rational(self, coefficients: list[Fraction], points: Any) -> list[Any]:
        poly = fmpq_poly([fmpq(c.numerator, c.denominator) for c in coefficients])
        exact = [Fraction(p) for p in points]
        values = [poly(fmpq(p.numerator, p.denominator)) for p in exact]
        return [self._target.of_exact(Fraction(int(v.p), int(v.q))) for v in values]

    def _round_at(self, number: sp.Expr, point: Any) -> Any:
        if number.is_Rational:
            return self._target.of_exact(exact_fraction(number))
        return self._round_arm(number, [point])[0]
