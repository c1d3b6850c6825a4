"""Single points by balls: the slow, certain path behind the fast evaluators."""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy as sp
from flint import acb, arb

from symconv.enclosure import Point, compile_expression, working_precision
from symconv.errors import InvalidInput, Unresolved
from symconv.numeric.realness import is_real_valued

__all__ = ["INVISIBLE", "constant_double", "values_by_balls"]

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
    """Evaluate at each point to 60 bits. Where no ball shows the value, it is NaN; at a pole, and
    at an infinite point, `otherwise` is kept.
    """
    values = np.array(otherwise, dtype=complex if keep_complex else float)
    try:
        evaluate = compile_expression(expr, symbols)
    except InvalidInput:
        return np.where(np.isinf(values), values, np.nan)
    known_real = keep_complex or (expr.has(sp.I) and is_real_valued(expr, symbols))
    points = [tuple(a[i] for a in arrays) for i in range(values.size)]
    todo = [i for i in range(values.size) if np.isfinite(points[i]).all()]
    for bits in _PRECISIONS:
        with working_precision(bits):
            balls = {i: _ball(evaluate, points[i]) for i in todo}
            todo = [i for i in todo if not _settled(balls[i], keep_complex, known_real)]
        for i, ball in balls.items():
            if ball is not None and i not in todo:
                values[i] = _value(ball, keep_complex)
        if not todo:
            break
    for i in todo:
        if not (np.isinf(values[i]) and _is_pole(expr, symbols, points[i])):
            values[i] = np.nan
    return values


def constant_double(number: sp.Expr) -> complex:
    """The double next to a constant, complex where that is; NaN where no ball shows it."""
    if number.is_finite is False:
        return complex("nan")
    values = values_by_balls(number, (), (), np.full(1, np.nan), keep_complex=True)
    return complex(values[0])


def _settled(ball: acb | None, keep_complex: bool, known_real: bool) -> bool:
    """Whether the ball shows the value to 60 bits, and whether it is real."""
    return ball is not None and _accurate(ball, keep_complex) and (known_real or _is_real(ball))


def _is_pole(expr: sp.Expr, symbols: tuple[sp.Symbol, ...], point: tuple[Any, ...]) -> bool:
    """Whether the exact value is infinite, as of 1/x and log(x) at 0."""
    if any(np.iscomplexobj(c) for c in point):
        return False
    places = {s: sp.Rational(float(c)) for s, c in zip(symbols, point, strict=True)}
    return expr.subs(places).is_infinite is True


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
