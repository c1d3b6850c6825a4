"""What an error bound needs to know of a function: suprema, variations, jumps and tails.

Every number is a rigorous upper bound: integrals of |f|, |f'|, |f''| are enclosed, suprema follow
from sup |u| <= (|u(a)| + |u(b)| + integral of |u'|)/2. An infinite variation is `inf`, never
guessed to be finite.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, nextafter
from typing import Any

import sympy as sp

from symconv.deciding.smoothness import is_smooth
from symconv.enclosure import enclose_expr, enclose_integral, working_precision
from symconv.errors import InvalidInput, SymconvError
from symconv.numeric.pieces import Pieces, slice_expression

__all__ = ["Break", "Profile", "integral_of_modulus", "profile_of"]

_BITS = 12
_ROUNDING_BITS = 53


@dataclass(frozen=True)
class Break:
    """A break point: |jump| of u, of u', and the mean defect when it is sampled there."""

    point: sp.Expr
    jump: float
    slope_jump: float
    jump_at_point: float
    is_mean: bool


@dataclass(frozen=True)
class Profile:
    """Bounds of u on a window: sup |u|, sup |u'|, int |u'|, int |u''| inside the pieces, breaks."""

    sup: float
    slope_sup: float
    variation: float
    slope_variation: float
    breaks: tuple[Break, ...]

    @property
    def total_variation(self) -> float:
        """V(u), jumps and values at break points included."""
        return self.variation + sum(max(b.jump, b.jump_at_point) for b in self.breaks)


def profile_of(f: sp.Expr, x: sp.Symbol, low: Any, high: Any, *, mean_values: bool) -> Profile:
    """The profile of f on [low, high]; outside, f counts as not looked at."""
    pieces = slice_expression(f, x)
    ends = [-sp.oo, *pieces.breaks, sp.oo]
    sups, slope_sups, variation, slope_variation = [0.0], [0.0], 0.0, 0.0
    for arm, start, stop in zip(pieces.arms, ends, ends[1:], strict=False):
        a, b = _clip(start, stop, low, high)
        if a is None or arm == 0:
            continue
        if not is_smooth(arm, x, a, b):
            return Profile(inf, inf, inf, inf, ())
        v, sup = _supremum(arm, x, a, b)
        w, slope_sup = _supremum(sp.diff(arm, x), x, a, b) if v < inf else (inf, inf)
        sups.append(sup)
        slope_sups.append(slope_sup)
        variation += v
        slope_variation += w
    inside = [i for i, p in enumerate(pieces.breaks) if _within(p, low, high)]
    breaks = tuple(_break(pieces, i, mean_values) for i in inside)
    return Profile(max(sups), max(slope_sups), _up(variation), _up(slope_variation), breaks)


def integral_of_modulus(u: sp.Expr, x: sp.Symbol, a: Any, b: Any) -> float:
    """An upper bound of the integral of |u| over [a, b]; inf if none is found."""
    if u == 0 or a == b:
        return 0.0
    try:
        ball = enclose_integral(sp.Abs(u), x, a, b, bits=_BITS)
    except SymconvError:
        return inf
    return _upper(ball)


def _supremum(u: sp.Expr, x: sp.Symbol, a: Any, b: Any) -> tuple[float, float]:
    """(integral of |u'|, sup |u|) on a piece; an integrable u of bounded variation tends to 0."""
    if not u.has(x):
        return 0.0, _modulus(u)
    v = integral_of_modulus(sp.diff(u, x), x, a, b)
    if v == inf:
        return inf, inf
    at_ends = [_limit(u, x, end) for end in (a, b)]
    known = [value for value in at_ends if value is not None]
    if len(known) == 2 or integral_of_modulus(u, x, a, b) < inf:
        return v, _up((sum(known) + v) / 2)
    return v, _up(known[0] + v) if known else inf


def _limit(u: sp.Expr, x: sp.Symbol, end: Any) -> float | None:
    """|u| at a finite end by continuity; None at infinity, where u' alone bounds it."""
    if end.is_infinite:
        return None
    return _modulus(u.subs(x, end))


def _modulus(number: sp.Expr) -> float:
    if number.is_finite is False:
        return inf
    try:
        with working_precision(_ROUNDING_BITS):
            return _upper(abs(enclose_expr(number, {}, 40)))
    except SymconvError:
        return inf


def _upper(ball: Any) -> float:
    real = ball.real if hasattr(ball, "real") and not callable(ball.real) else ball
    with working_precision(_ROUNDING_BITS):
        return _up(float(abs(real).upper()))


def _up(value: float) -> float:
    return nextafter(value, inf) if 0 < value < inf else value


def _break(pieces: Pieces, i: int, mean_values: bool) -> Break:
    x, point = pieces.x, pieces.breaks[i]
    left, right = (arm.subs(x, point) for arm in pieces.arms[i : i + 2])
    slopes = [sp.diff(arm, x).subs(x, point) for arm in pieces.arms[i : i + 2]]
    jump = _modulus(right - left)
    mean = (left + right) / 2
    value = mean if mean_values else pieces.values[i]
    at_point = _up(_modulus(value - left) + _modulus(value - right))
    is_mean = bool(sp.expand(value - mean) == 0)
    return Break(point, jump, _modulus(slopes[1] - slopes[0]), at_point, is_mean)


def _clip(start: Any, stop: Any, low: Any, high: Any) -> tuple[Any, Any]:
    a = start if _within(start, low, high) else low
    b = stop if _within(stop, low, high) else high
    outside = _less(stop, low) or _less(high, start) or a == b
    return (None, None) if outside else (a, b)


def _within(point: Any, low: Any, high: Any) -> bool:
    return not _less(point, low) and not _less(high, point)


def _less(a: Any, b: Any) -> bool:
    if a == b or b == -sp.oo or a == sp.oo:
        return False
    if a == -sp.oo or b == sp.oo:
        return True
    decided = sp.Lt(a, b)
    if decided not in (sp.true, sp.false):
        raise InvalidInput(f"cannot order {a} and {b}")
    return bool(decided == sp.true)
