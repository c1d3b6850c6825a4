"""How far a correct discretised kernel may be from the exact result: a proved bound per sample.

f and g are sampled on one grid, in cells of width h around x_j. For a t on the output grid

    h Σ f(x_j) g(t − x_j) − (f ∗ g)(t) = discretisation + truncation + rounding,

the sum running over samples inside the window of both functions. The first part is that of
`symconv.numeric.bounds`; the second is ∫ |f(x) g(t − x)| dx over the x whose cell is not sampled:
sup |g| ∫ |f| outside the window and the same with f and g exchanged; the third is `rounding`.

A tail that is not integrable may be cut only where the partner's support ends on the side that
meets it; a t whose integral would look at the lost tail has no bound (infinity).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

import sympy

from symconv.numeric.bounds import analytic_bound, discretisation_bound, gaussian_of
from symconv.numeric.grid import Grid
from symconv.numeric.pieces import Pieces, slice_expression
from symconv.numeric.variation import Profile, integral_of_modulus, profile_of

__all__ = ["Tolerance", "tolerance_of"]

_REMEMBERED = 64  # in a sweep one function often stays the same


@dataclass(frozen=True)
class _Tails:
    """What lies outside the window [low, high]: ∫|f|, ∫|f′|, and which tails are not integrable.

    `support`: rational ends around the support, None where it is unbounded.
    """

    low: Fraction
    high: Fraction
    lost: float
    lost_variation: float
    open_left: bool
    open_right: bool
    support: tuple[Fraction | None, Fraction | None]


@dataclass(frozen=True)
class Tolerance:
    """The discretisation and truncation bounds, their reason, and the t for which they hold."""

    discretisation: float
    truncation: float
    reason: str
    earliest: Fraction | None
    latest: Fraction | None

    def admits(self, t: Fraction) -> bool:
        """Whether the sum at t looks at no lost tail that is not integrable."""
        return (self.earliest is None or self.earliest <= t) and (
            self.latest is None or t <= self.latest
        )

    @property
    def total(self) -> float:
        """Discretisation and truncation together; infinity where there is no bound."""
        return self.discretisation + self.truncation


def tolerance_of(f: sympy.Expr, g: sympy.Expr, x: sympy.Symbol, grid: Grid, op: str) -> Tolerance:
    """The bound for samples of both functions on the grid."""
    first, second = (_tails(u, x, grid) for u in (f, g))
    admitted = _admitted(first, second, op)
    if admitted is None:
        reason = "a tail that is not integrable meets a support that does not end there"
        return Tolerance(math.inf, math.inf, reason, None, None)
    profiles = [_profile(u, x, tails) for u, tails in ((f, first), (g, second))]
    sign = 1 if op == "convolve" else -1
    part, _, reason = discretisation_bound(profiles[0], profiles[1], grid, grid, sign)
    lost = _times(profiles[1].sup, first.lost) + _times(profiles[0].sup, second.lost)
    smooth = _analytic(f, g, x, grid, profiles, (first, second))
    if smooth is not None and sum(smooth) < part + lost:
        part, lost, reason = *smooth, "2M/(e^(2 pi a/h) - 1)"
    return Tolerance(part, lost, reason, *admitted)


@lru_cache(_REMEMBERED)
def _tails(f: sympy.Expr, x: sympy.Symbol, grid: Grid) -> _Tails:
    low = grid.first - grid.step / 2
    high = low + grid.size * grid.step
    pieces = slice_expression(f, x)
    ends = [-sympy.oo, *pieces.breaks, sympy.oo]
    left = right = varied = float(0)
    for arm, start, stop in zip(pieces.arms, ends, ends[1:], strict=False):
        if arm == 0:
            continue
        for a, b, is_left in (
            (start, sympy.Min(stop, sympy.Rational(low)), True),
            (sympy.Max(start, sympy.Rational(high)), stop, False),
        ):
            if not _before(a, b):
                continue
            value = integral_of_modulus(arm, x, a, b)
            left, right = (left + value, right) if is_left else (left, right + value)
            varied += integral_of_modulus(sympy.diff(arm, x), x, a, b)
    is_open = math.isinf(left), math.isinf(right)
    lost = sum(value for value in (left, right) if not math.isinf(value))
    return _Tails(low, high, lost, varied, *is_open, _support(pieces))


def _before(a: Any, b: Any) -> bool:
    return bool(sympy.Lt(a, b) == sympy.true)


def _support(pieces: Pieces) -> tuple[Fraction | None, Fraction | None]:
    """Rational ends around the support, None where it has none; (0, 0) for the zero function."""
    if not pieces.breaks:
        return (Fraction(0), Fraction(0)) if pieces.arms[0] == 0 else (None, None)
    first, last = pieces.breaks[0], pieces.breaks[-1]
    low = first if first.is_Rational else sympy.floor(first)
    high = last if last.is_Rational else sympy.ceiling(last)
    return (
        Fraction(int(low.p), int(low.q)) if pieces.arms[0] == 0 else None,
        Fraction(int(high.p), int(high.q)) if pieces.arms[-1] == 0 else None,
    )


@lru_cache(_REMEMBERED)
def _profile(f: sympy.Expr, x: sympy.Symbol, tails: _Tails) -> Profile:
    low = sympy.Rational(tails.low) if tails.open_left else -sympy.oo
    high = sympy.Rational(tails.high) if tails.open_right else sympy.oo
    return profile_of(f, x, low, high, mean_values=False)


def _times(a: float, b: float) -> float:
    return a * b if a and b else float(0)


def _analytic(
    f: sympy.Expr,
    g: sympy.Expr,
    x: sympy.Symbol,
    grid: Grid,
    profiles: list[Profile],
    tails: tuple[_Tails, _Tails],
) -> tuple[float, float] | None:
    """Two Gaussians: the trapezoidal sum over the whole line, and the terms of it that are lost.

    h Σ |f(x_j)| over the cells outside is at most ∫|f| + h ∫|f′| there.
    """
    pair = [gaussian_of(u, x) for u in (f, g)]
    if pair[0] is None or pair[1] is None:
        return None
    h = float(grid.step)
    lost = float(0)
    for other, own in ((profiles[1], tails[0]), (profiles[0], tails[1])):
        lost += _times(other.sup, own.lost + h * own.lost_variation)
    return analytic_bound(pair[0], pair[1], h), lost


def _admitted(
    first: _Tails, second: _Tails, op: str
) -> tuple[Fraction | None, Fraction | None] | None:
    """(earliest, latest) t whose integrals look at no lost tail that is not integrable.

    With the other support in [c, d], the argument of `own` ranges over [t − d, t − c] in a
    convolution; in a correlation over [c − t, d − t] (own first) or [t + c, t + d] (own second).
    None where a support does not end where it should.
    """
    earliest: list[Fraction] = []
    latest: list[Fraction] = []
    for own, other, is_first in ((first, second, True), (second, first, False)):
        c, d = other.support
        turned = op == "convolve"
        for is_open, limit, end in (
            (own.open_left, own.low, d if turned else c),
            (own.open_right, own.high, c if turned else d),
        ):
            if not is_open:
                continue
            if end is None:
                return None
            is_lower = limit == own.low
            if turned:
                place, from_below = limit + end, is_lower
            elif is_first:
                place, from_below = end - limit, not is_lower
            else:
                place, from_below = limit - end, is_lower
            (earliest if from_below else latest).append(place)
    return max(earliest, default=None), min(latest, default=None)
