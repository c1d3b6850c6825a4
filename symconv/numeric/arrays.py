"""Expressions whose parameters are arrays: conditions are evaluated, arms run under masks."""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy as sp

from symconv.enclosure import compile_expression
from symconv.errors import InvalidInput
from symconv.numeric.arms import RELATIVE, ULPS, is_real_valued
from symconv.numeric.exactpoints import array_of
from symconv.numeric.pointwise import values_by_balls
from symconv.numeric.stable import difference_form
from symconv.numeric.tape import TINY, Tape, UnknownFunctionError

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
        sure = np.broadcast_to(error <= self._tolerance * np.abs(value) + TINY, shape)
        weak = np.flatnonzero(~sure)
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
        env = dict(zip(self._symbols, flat, strict=True))
        left = Tape(condition.lhs, self._symbols)(env)[0]
        right = Tape(condition.rhs, self._symbols)(env)[0]
        return compare(left, right)


def _numbers(value: Any, name: str) -> Any:
    array = array_of(value, name)
    if array.dtype.kind == "O":
        try:
            array = array.astype(float)
        except (TypeError, ValueError, OverflowError) as error:
            raise InvalidInput(f"{name} must be numbers, not {value!r}") from error
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
