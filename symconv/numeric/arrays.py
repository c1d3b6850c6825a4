"""Expressions whose parameters are arrays: conditions are evaluated, arms run under masks."""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy as sp

from symconv.deciding import constants
from symconv.enclosure import compile_expression
from symconv.errors import InvalidInput, Unresolved
from symconv.listing import shown
from symconv.numeric.arms import RELATIVE, ULPS
from symconv.numeric.exactpoints import array_of
from symconv.numeric.pointwise import values_by_balls
from symconv.numeric.realness import is_real_valued
from symconv.numeric.stable import difference_form
from symconv.numeric.tape import Tape, UnknownFunctionError, is_sure

__all__ = ["ArrayEvaluator"]


class ArrayEvaluator:
    """f(x, a, b, ...) with broadcasting; the first arm whose condition holds is used."""

    def __init__(self, expr: sp.Expr, symbols: tuple[sp.Symbol, ...], relative: bool):
        self._symbols = symbols
        self._tolerance = ULPS if relative else RELATIVE
        self._complex = not is_real_valued(expr, symbols)
        folded = sp.piecewise_fold(expr) if expr.has(sp.Piecewise) else expr
        pairs = folded.args if isinstance(folded, sp.Piecewise) else ((folded, sp.true),)
        self._arms = [(arm, self._tape(arm), condition) for arm, condition in pairs]

    def _tape(self, arm: sp.Expr) -> Tape | None:
        try:
            return Tape(difference_form(arm), self._symbols)
        except UnknownFunctionError:
            compile_expression(arm, self._symbols)
            return None

    def __call__(self, given: tuple[Any, ...]) -> Any:
        """Values at broadcast arrays or numbers, one per symbol."""
        arrays = [_numbers(v, str(s)) for v, s in zip(given, self._symbols, strict=True)]
        try:
            shape = np.broadcast_shapes(*(a.shape for a in arrays))
        except ValueError as error:
            shapes = ", ".join(
                f"{s}: {a.shape}" for s, a in zip(self._symbols, arrays, strict=True)
            )
            raise InvalidInput(f"the shapes do not broadcast together ({shapes})") from error
        wide = [complex if a.dtype.kind == "c" else float for a in arrays]
        flat = [
            np.broadcast_to(a.astype(kind), shape).reshape(-1)
            for a, kind in zip(arrays, wide, strict=True)
        ]
        keep_complex = self._complex or complex in wide
        out = np.full(flat[0].shape, np.nan, dtype=complex if keep_complex else float)
        with np.errstate(all="ignore"):
            self._fill(out, flat, keep_complex)
        kind = _kind(given, arrays, keep_complex)
        out = out if kind is None else out.astype(kind)
        return out.reshape(shape) if shape else out[0]

    def _fill(self, out: Any, flat: list[Any], keep_complex: bool) -> None:
        open_points = ~np.any([np.isnan(a) for a in flat], axis=0)
        for arm, tape, condition in self._arms:
            holds = open_points & self._truth(condition, flat)
            open_points &= ~holds
            chosen = np.flatnonzero(holds)
            if chosen.size:
                out[chosen] = self._run(arm, tape, [a[chosen] for a in flat], keep_complex)

    def _run(self, arm: sp.Expr, tape: Tape | None, values: list[Any], keep_complex: bool) -> Any:
        shape = values[0].shape
        if tape is None:
            blank = np.full(shape, np.nan)
            return values_by_balls(arm, self._symbols, tuple(values), blank, keep_complex)
        value, error = tape(dict(zip(self._symbols, values, strict=True)))
        value = np.array(np.broadcast_to(value, shape))
        if not keep_complex and value.dtype.kind == "c":
            value = np.ascontiguousarray(value.real)
        weak = np.flatnonzero(~is_sure(value, error, self._tolerance))
        if weak.size:
            picked = tuple(a[weak] for a in values)
            value[weak] = values_by_balls(arm, self._symbols, picked, value[weak], keep_complex)
        return value

    def _truth(self, condition: Any, flat: list[Any]) -> Any:
        if condition in (sp.true, sp.false):
            return bool(condition)
        if isinstance(condition, sp.And | sp.Or):
            combine = np.logical_and if isinstance(condition, sp.And) else np.logical_or
            return combine.reduce(
                [np.broadcast_to(self._truth(arg, flat), flat[0].shape) for arg in condition.args]
            )
        if isinstance(condition, sp.Not):
            return np.logical_not(self._truth(condition.args[0], flat))
        compare = _COMPARISONS.get(condition.func)
        if compare is None:
            raise InvalidInput(f"cannot evaluate the condition {condition} on arrays")
        return compare(self._sign(condition, flat), 0.0)

    def _sign(self, condition: Any, flat: list[Any]) -> Any:
        """The sign of lhs - rhs, NaN at points that are none; exactly where doubles do not tell."""
        difference = condition.lhs - condition.rhs
        try:
            value, error = Tape(difference, self._symbols)(
                dict(zip(self._symbols, flat, strict=True))
            )
        except UnknownFunctionError:
            value, error = np.array(1.0), np.array(np.inf)
        if np.iscomplexobj(value) and not isinstance(condition, sp.Eq | sp.Ne):
            raise InvalidInput(f"{condition} needs real numbers: complex numbers have no order")
        shape = flat[0].shape
        size, bound = (np.broadcast_to(part, shape) for part in (np.abs(value), error))
        signs = np.array(np.broadcast_to(np.sign(np.real(value)), shape), dtype=float)
        if np.iscomplexobj(value):
            signs = np.where(size > 0, 1.0, 0.0)
        finite = np.all([np.isfinite(a) for a in flat], axis=0)
        for i in np.flatnonzero(finite & ~(size > bound) & ~((size == 0) & (bound == 0))):
            signs[i] = self._exact_sign(condition, difference, [a[i] for a in flat])
        return signs

    def _exact_sign(self, condition: Any, difference: sp.Expr, point: list[Any]) -> int:
        places = {s: _exact_number(c) for s, c in zip(self._symbols, point, strict=True)}
        number = difference.xreplace(places)
        if isinstance(condition, sp.Eq | sp.Ne):
            zero = constants.is_zero(number)
            known = None if zero is None else int(not zero)
        else:
            known = constants.sign(number)
        if known is None:
            raise Unresolved(f"whether {condition} holds at {point} is not decided", point=point)
        return known


def _exact_number(value: Any) -> sp.Expr:
    if not np.iscomplexobj(value):
        return sp.Rational(float(value))
    return sp.Rational(float(value.real)) + sp.I * sp.Rational(float(value.imag))


def _numbers(value: Any, name: str) -> Any:
    array = array_of(value, name)
    if array.dtype.kind == "O":
        try:
            array = array.astype(float)
        except (TypeError, ValueError, OverflowError) as error:
            raise InvalidInput(f"{name} must be numbers, not {shown(value)}") from error
    if array.dtype.kind not in "buifc":
        raise InvalidInput(f"{name} must be numbers, not an array of {array.dtype}")
    return array


def _kind(given: tuple[Any, ...], arrays: list[Any], keep_complex: bool) -> Any:
    """The dtype if NumPy's promotion gives one narrower than double; Python's numbers are weak."""
    weak = (int, float, complex)
    kinds = [
        value if type(value) in weak else array.dtype
        for value, array in zip(given, arrays, strict=True)
    ]
    found = np.result_type(*kinds)
    if found not in (np.float16, np.float32, np.complex64):
        return None
    return np.result_type(found, np.complex64) if keep_complex else found


_COMPARISONS = {
    sp.Gt: np.greater,
    sp.Ge: np.greater_equal,
    sp.Lt: np.less,
    sp.Le: np.less_equal,
    sp.Eq: np.equal,
    sp.Ne: np.not_equal,
}
