"""Single points by balls: the slow, certain path behind the fast evaluators."""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy as sp
from flint import acb, arb

from symconv.enclosure import Point, compile_expression, working_precision
from symconv.errors import InvalidInput, Unresolved

__all__ = ["INVISIBLE", "values_by_balls"]

_PRECISIONS = (96, 256, 1024, 4096)
_WANTED_BITS = 60
INVISIBLE = arb(2) ** -1080


def values_by_balls(
    expr: sp.Expr,
    symbols: tuple[sp.Symbol, ...],
    arrays: tuple[Any, ...],
    otherwise: Any,
    keep_complex: bool,
) -> Any:
    """Evaluate at each point to 60 bits; where no ball is finite, keep `otherwise`, uncertain
    as it is, only if it is infinite or the point is.
    """
    values = np.array(otherwise, dtype=complex if keep_complex else float)
    try:
        evaluate = compile_expression(expr, symbols)
    except InvalidInput:
        return values
    known_real = keep_complex or expr.has(sp.I)
    points = [tuple(a[i] for a in arrays) for i in range(values.size)]
    todo = list(range(values.size))
    for bits in _PRECISIONS:
        with working_precision(bits):
            balls = {i: _ball(evaluate, points[i]) for i in todo}
        todo = []
        for i, ball in balls.items():
            if ball is not None:
                values[i] = _value(ball, keep_complex)
                if not (_accurate(ball, keep_complex) and (known_real or _is_real(ball))):
                    todo.append(i)
            elif np.isfinite(values[i]) and np.isfinite(points[i]).all():
                values[i] = np.nan
        if not todo:
            break
    return values


def _ball(evaluate: Any, coordinates: tuple[Any, ...]) -> acb | None:
    """The ball at a point; None where the expression has no finite value."""
    if not all(np.isfinite(c) for c in coordinates):
        return None
    point = Point(
        tuple(acb(c.real, c.imag) if np.iscomplexobj(c) else acb(float(c)) for c in coordinates)
    )
    try:
        ball = evaluate(point, False)
    except (InvalidInput, Unresolved):
        return None
    return ball if ball.is_finite() else None


def _accurate(ball: acb, keep_complex: bool) -> bool:
    parts = (ball.real, ball.imag) if keep_complex else (ball.real,)
    return all(
        p.rel_accuracy_bits() >= _WANTED_BITS or p.is_zero() or bool(abs(p) < INVISIBLE)
        for p in parts
    )


def _is_real(ball: acb) -> bool:
    """Real, or proved not to be: a large radius of the imaginary part could hide either."""
    return not ball.imag.contains(0) or bool(ball.imag.abs_upper() < INVISIBLE)


def _value(ball: acb, keep_complex: bool) -> Any:
    if keep_complex:
        return complex(float(ball.real.mid()), float(ball.imag.mid()))
    return float(ball.real.mid()) if ball.imag.contains(0) else float("nan")
