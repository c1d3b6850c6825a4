"""One branch-free arm: its slices, their tapes, and the balls behind them."""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy as sp

from symconv.enclosure import compile_expression
from symconv.numeric.pointwise import values_by_balls
from symconv.numeric.realness import is_real_valued
from symconv.numeric.stable import difference_form, erf_borders, plain_form, scaled_form
from symconv.numeric.tape import Tape, UnknownFunctionError, is_sure

__all__ = ["RELATIVE", "ULPS", "Arm", "compile_arm"]

RELATIVE = 8e-13
ULPS = 20 * 2.0**-53


class Arm:
    """A compiled arm: calls the tape of each slice, and balls where the tape is not sure."""

    def __init__(
        self,
        expr: sp.Expr,
        x: sp.Symbol,
        edges: Any,
        tapes: list[Tape | None],
        tolerance: float,
    ):
        self.is_complex = not is_real_valued(expr, (x,))
        self._expr, self._x = expr, x
        self._edges, self._tapes = edges, tapes
        self._forms = [expr if tape is None else tape.form for tape in tapes]
        self._tolerance = tolerance

    def __call__(self, x: Any) -> Any:
        """Values at a flat array of points that lie in the arm's range."""
        if len(self._tapes) == 1 or x.dtype.kind == "c":
            return self._slice(len(self._tapes) - 1, x)
        values = np.empty(x.shape, dtype=complex if self.is_complex else float)
        index = np.searchsorted(self._edges, x, side="right")
        for i in range(len(self._tapes)):
            chosen = np.flatnonzero(index == i)
            if chosen.size:
                values[chosen] = self._slice(i, x[chosen])
        return values

    def _slice(self, i: int, x: Any) -> Any:
        tape, form = self._tapes[i], self._forms[i]
        keep_complex = self.is_complex or x.dtype.kind == "c"
        if tape is None:
            blank = np.full(x.shape, np.nan)
            return values_by_balls(form, (self._x,), (x,), blank, keep_complex)
        value, error = tape({self._x: x})
        value = np.array(np.broadcast_to(value, x.shape))
        if not keep_complex and value.dtype.kind == "c":
            value = np.ascontiguousarray(value.real)
        sure = is_sure(value, error, self._tolerance)
        if not np.all(sure):
            weak = np.flatnonzero(~sure)
            value[weak] = values_by_balls(form, (self._x,), (x[weak],), value[weak], keep_complex)
        return value


def compile_arm(expr: sp.Expr, x: sp.Symbol, span: tuple[float, float], relative: bool) -> Arm:
    """Slice the arm where erf needs another form, and put every slice on a tape."""
    low, high = span
    borders = sorted({float(b) for b in erf_borders(expr, x) if low < float(b) < high})
    ends = [max(low, borders[0] - 2) if borders else low, *borders, high]
    tapes = []
    for a, b in zip([low, *borders], ends[1:], strict=True):
        tapes.append(_tape(expr, x, _inside(a, b)))
    return Arm(expr, x, np.array(borders), tapes, ULPS if relative else RELATIVE)


def _inside(a: float, b: float) -> sp.Rational:
    if np.isinf(a) and np.isinf(b):
        return sp.Integer(0)
    if np.isinf(a):
        return sp.Rational(b) - 1
    if np.isinf(b):
        return sp.Rational(a) + 1
    return (sp.Rational(a) + sp.Rational(b)) / 2


def _tape(expr: sp.Expr, x: sp.Symbol, sample: sp.Rational) -> Tape | None:
    real = sp.Symbol(x.name, real=True)
    form = scaled_form(expr.xreplace({x: real}), real, sample)
    try:
        tape = Tape(difference_form(form), (real,)).renamed({real: x})
        tape.form = plain_form(form).xreplace({real: x})
        return tape
    except UnknownFunctionError:
        compile_expression(expr, (x,))
        return None
