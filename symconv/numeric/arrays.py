"""Expressions whose parameters are arrays: conditions are evaluated, arms run under masks."""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy as sp

from symconv.enclosure import compile_expression
from symconv.errors import InvalidInput
from symconv.numeric.arms import RELATIVE, ULPS, is_real_valued
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

    def __call__(self, arrays: list[Any]) -> Any:
        """Values at broadcast arrays, one per symbol."""
        shape = np.broadcast_shapes(*(a.shape for a in arrays))
        wide = [complex if a.dtype.kind == "c" else float for a in arrays]
        flat = [
            np.broadcast_to(a.astype(kind), shape).reshape(-1)
            for a, kind in zip(arrays, wide, strict=True)
        ]
        keep_complex = self._complex or complex in wide
        out = np.full(flat[0].shape, np.nan, dtype=complex if keep_complex else float)
        with np.errstate(all="ignore"):
            self._fill(out, flat, keep_complex)
        single = all(a.dtype == np.float32 for a in arrays) and not keep_complex
        out = out.astype(np.float32) if single else out
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


_COMPARISONS = {
    sp.Gt: np.greater,
    sp.Ge: np.greater_equal,
    sp.Lt: np.less,
    sp.Le: np.less_equal,
    sp.Eq: np.equal,
    sp.Ne: np.not_equal,
}
