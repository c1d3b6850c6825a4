"""floor, ceiling, frac, Mod and the signs of a wave as finitely many steps on a bounded window.

    floor(u) = n + Σ_{n < k <= m} [u >= k]                         n <= u < m + 1,  u = ax + b
    sign sin(u) = (−1)^n (1 + 2 Σ_{n < k <= m} (−1)^{k−n} H(u − kπ))   nπ < u < (m + 1)π

A part of a product counts only where the other factors are not 0, an arm of a Piecewise where its
condition holds; what the steps are elsewhere is of no account. They keep the function's own value
at each jump.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sympy
from sympy.core.relational import Relational
from sympy.functions.elementary.piecewise import Piecewise

from symconv.algebra.constants import expression
from symconv.algebra.signs import Facts
from symconv.antiderivatives.smoothness import signs_under
from symconv.deciding.structure import linear
from symconv.errors import InvalidInput
from symconv.reading import OutsideClass, Split, read
from symconv.reading.conditions import sorted_points

__all__ = [
    "LINE",
    "TRIGGERS",
    "Window",
    "arm",
    "asks",
    "common",
    "conjunction",
    "line_of",
    "may_apply",
    "outside",
    "range_of",
    "sign_of",
    "steps",
]

Window = tuple[Any, Any]  # (low, high), None where there is no bound
LINE: Window = (None, None)

MOST_STEPS = 200
sign_of = signs_under(Facts())

_ROUNDED = (sympy.floor, sympy.ceiling, sympy.frac, sympy.Mod)
_SIGNED = (sympy.sign, sympy.Abs, sympy.Heaviside, sympy.Max, sympy.Min)
_WAVES = (sympy.sin, sympy.cos)
_ROUNDED_HEADS, _SIGNED_HEADS, _WAVE_HEADS = map(frozenset, (_ROUNDED, _SIGNED, _WAVES))
TRIGGERS = _ROUNDED_HEADS | _WAVE_HEADS  # one of them is in whatever becomes steps


def may_apply(expr: Any, heads: set[type]) -> bool:
    """Whether an expression with these heads can hold something to write as steps."""
    if not heads.isdisjoint(_ROUNDED_HEADS):
        return True
    if heads.isdisjoint(_WAVE_HEADS):
        return False
    return _compares_wave(expr) if heads.isdisjoint(_SIGNED_HEADS) else asks(expr)


def _compares_wave(expr: Any) -> bool:
    """Whether a condition inside compares a wave; the usual one compares a symbol."""
    if isinstance(expr, Relational):
        left = expr.args[0]
        return not left.is_Symbol and bool(left.has(*_WAVES))
    return any(_compares_wave(part) for part in expr.args if part.args)


def common(factors: Sequence[Any], window: Window, x: Any) -> Window:
    """The part of the window where no factor is known to vanish."""
    if any(map(asks, factors)):
        for factor in factors:
            window = _meet(window, _support(factor, x))
    return window


def asks(expr: Any) -> bool:
    """Whether a part of the expression is written otherwise on a bounded window."""
    if expr.has(*_ROUNDED):
        return True
    parts = expr.atoms(*_SIGNED, sympy.DiracDelta, Relational)
    return any(part.has(*_WAVES, sympy.log) for part in parts)


def outside(point: Any, window: Window) -> bool:
    """Whether a point is certainly outside."""
    low, high = window
    return (low is not None and sign_of(low - point) == 1) or (
        high is not None and sign_of(point - high) == 1
    )


def arm(conditions: Sequence[Any], index: int, window: Window, x: Any) -> Window:
    """The part of the window where the arm of this index is taken."""
    taken = [(1 if place == index else 0, when) for place, when in enumerate(conditions)]
    return _meet(window, _support(Piecewise(*taken, (0, True)), x))


def conjunction(conditions: Sequence[Any], window: Window, x: Any) -> Window:
    """The part of the window where none of the conditions is known to fail."""
    for when in conditions:
        window = _meet(window, _support(Piecewise((1, when), (0, True)), x))
    return window


def _meet(first: Window, second: Window) -> Window:
    """The common part; where an order is open, of the first alone."""
    low, high = first
    if second[0] is not None and (low is None or sign_of(second[0] - low) == 1):
        low = second[0]
    if second[1] is not None and (high is None or sign_of(high - second[1]) == 1):
        high = second[1]
    return low, high


def _support(expr: Any, x: Any) -> Window:
    """A closed interval with numeric ends outside which the expression is 0."""
    if isinstance(expr, Piecewise):
        expr = Piecewise(*((0 if value == 0 else 1, when) for value, when in expr.args))
    try:
        value = read(expr, x, Facts())
        points = [] if value.mass else sorted_points(tuple(value.right), Facts())
    except (OutsideClass, Split, InvalidInput):
        return LINE
    ends = [expression(point) for point in points]
    if not ends or not all(end.is_number for end in ends):
        return LINE
    last = value.line
    for point, part in value.right.items():
        last = last + part.recentred(-point)
    return (None if value.line else ends[0]), (None if last else ends[-1])


def line_of(u: Any, x: Any) -> tuple[Any, Any] | None:
    """(a, b) of u = ax + b with real numbers a, not 0, and b; None for anything else."""
    found = linear(u, x)
    if found is None or not (found.slope.is_number and found.offset.is_number):
        return None
    if found.offset.is_extended_real is not True:
        return None
    return (found.slope, found.offset) if sign_of(found.slope) else None


def range_of(u: tuple[Any, Any], window: Window, unit: Any) -> tuple[int, int] | None:
    """Integers n, m with n·unit < ax + b < (m + 1)·unit on a bounded window; None if too many."""
    if None in window:
        return None
    ends = [sympy.floor((u[0] * end + u[1]) / unit) for end in window]
    if not all(end.is_Integer for end in ends):
        return None
    low, high = min(map(int, ends)) - 1, max(map(int, ends)) + 1
    return (low, high) if high - low <= MOST_STEPS else None


def steps(expr: Any, window: Window, x: Any) -> Any:
    """The expression as steps on the window; None where that is not possible."""
    if isinstance(expr, _ROUNDED) and None not in window:
        return _rounded(expr, window, x)
    if isinstance(expr, _SIGNED) and None not in window:
        return _signed(expr, window, x)
    if isinstance(expr, Relational) and expr.args[1] == 0 and None not in window:
        sign = _wave_sign(expr.args[0], window, x)
        return None if sign is None else expr.func(sign, 0)
    return None


def _rounded(expr: Any, window: Window, x: Any) -> Any:
    u = expr.args[0]
    if isinstance(expr, sympy.floor):
        return _floor(u, window, x)
    if isinstance(expr, sympy.ceiling):
        below = _floor(-u, window, x)
        return None if below is None else -below
    unit = expr.args[1] if isinstance(expr, sympy.Mod) else sympy.Integer(1)
    if not unit.is_number or not sign_of(unit):
        return None
    whole = _floor(u / unit, window, x)
    return None if whole is None else u - unit * whole


def _floor(u: Any, window: Window, x: Any) -> Any:
    line = line_of(u, x)
    span = None if line is None else range_of(line, window, sympy.Integer(1))
    if line is None or span is None:
        return None
    jumps = (_from(line, sympy.Integer(k), x, 1) for k in range(span[0] + 1, span[1] + 1))
    return sympy.Add(span[0], *jumps)


def _from(line: tuple[Any, Any], level: Any, x: Any, at_jump: Any) -> Any:
    """The indicator of ax + b > level, with the given value at equality."""
    a, b = line
    point = sympy.expand((level - b) / a)
    return sympy.Heaviside(x - point if sign_of(a) == 1 else point - x, at_jump)


def _signed(expr: Any, window: Window, x: Any) -> Any:
    """sign, Abs and Heaviside of c·sin(u) or c·cos(u); Max and Min of one with 0."""
    half = sympy.Rational(1, 2)
    if isinstance(expr, (sympy.Max, sympy.Min)):
        waves = [arg for arg in expr.args if arg != 0]
        if len(waves) != 1 or len(expr.args) != 2:
            return None
        sign = _wave_sign(waves[0], window, x)
        if sign is None:
            return None
        return waves[0] * (1 + sign if isinstance(expr, sympy.Max) else 1 - sign) * half
    u = expr.args[0]
    if isinstance(expr, sympy.Heaviside) and expr.args[1] != half:
        return None
    sign = _wave_sign(u, window, x)
    if sign is None or isinstance(expr, sympy.sign):
        return sign
    return u * sign if isinstance(expr, sympy.Abs) else (1 + sign) * half


def _wave_sign(wave: Any, window: Window, x: Any) -> Any:
    c, sine = wave.as_independent(x, as_Add=False)
    orientation = sign_of(c)
    if not isinstance(sine, _WAVES) or not orientation:
        return None
    turn = sympy.pi / 2 if isinstance(sine, sympy.cos) else sympy.Integer(0)
    line = line_of(sine.args[0] + turn, x)
    span = None if line is None else range_of(line, window, sympy.pi)
    if line is None or span is None:
        return None
    half = sympy.Rational(1, 2)
    changes = (
        2 * (-1) ** (k - span[0]) * _from(line, k * sympy.pi, x, half)
        for k in range(span[0] + 1, span[1] + 1)
    )
    return orientation * (-1) ** span[0] * sympy.Add(1, *changes)
