"""How far a correct discretised kernel may be from the exact result: a proved bound per sample.

f and g are sampled on one grid, in cells of width h around x_j. For a t on the output grid

    h Σ f(x_j) g(t − x_j) − (f ∗ g)(t) = discretisation + truncation + rounding,

the sum running over samples inside the window of both functions. The first part is that of
`symconv.numeric.bounds`; the second is ∫ |f(x) g(t − x)| dx over the x whose cell is not sampled:
sup |g| ∫ |f| outside the window and the same with f and g exchanged; the third is `rounding`.

A function whose tail is not integrable may be cut only where its partner has compact support inside
the window; a t that would look at the lost tail has no bound (infinity).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy

from symconv.numeric.bounds import analytic_bound, discretisation_bound, gaussian_of
from symconv.numeric.grid import Grid
from symconv.numeric.pieces import slice_expression
from symconv.numeric.variation import Profile, integral_of_modulus, profile_of

__all__ = ["Tolerance", "tolerance_of"]


@dataclass(frozen=True)
class _Tails:
    """What lies outside the window [low, high]: ∫|f|, ∫|f′|, and which tails are not integrable.

    `hull`: an interval that holds the support, None where it is unbounded.
    """

    low: Fraction
    high: Fraction
    lost: float
    lost_variation: float
    open_left: bool
    open_right: bool
    hull: tuple[Fraction, Fraction] | None

    @property
    def is_open(self) -> bool:
        return self.open_left or self.open_right

    @property
    def is_whole(self) -> bool:
        """Whether the window holds the whole support."""
        return self.hull is not None and self.low <= self.hull[0] and self.hull[1] <= self.high


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
    for own, other in ((first, second), (second, first)):
        if own.is_open and not other.is_whole:
            reason = "a tail that is not integrable meets a support that is not sampled whole"
            return Tolerance(math.inf, math.inf, reason, None, None)
    profiles = [_profile(u, x, tails) for u, tails in ((f, first), (g, second))]
    sign = 1 if op == "convolve" else -1
    part, _, reason = discretisation_bound(profiles[0], profiles[1], grid, grid, sign)
    lost = _times(profiles[1].sup, first.lost) + _times(profiles[0].sup, second.lost)
    smooth = _analytic(f, g, x, grid, profiles, (first, second))
    if smooth is not None and sum(smooth) < part + lost:
        part, lost, reason = *smooth, "2M/(e^(2 pi a/h) - 1)"
    earliest, latest = _admitted(first, second, op)
    return Tolerance(part, lost, reason, earliest, latest)


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
    bounded = pieces.arms[0] == 0 and pieces.arms[-1] == 0
    hull = _hull(pieces.breaks) if bounded else None
    is_open = math.isinf(left), math.isinf(right)
    lost = sum(value for value in (left, right) if not math.isinf(value))
    return _Tails(low, high, lost, varied, *is_open, hull)


def _before(a: Any, b: Any) -> bool:
    return bool(sympy.Lt(a, b) == sympy.true)


def _hull(breaks: tuple[Any, ...]) -> tuple[Fraction, Fraction]:
    """Rational ends around the support; (0, 0) for the zero function."""
    if not breaks:
        return Fraction(0), Fraction(0)
    low = breaks[0] if breaks[0].is_Rational else sympy.floor(breaks[0])
    high = breaks[-1] if breaks[-1].is_Rational else sympy.ceiling(breaks[-1])
    return Fraction(int(low.p), int(low.q)), Fraction(int(high.p), int(high.q))


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


def _admitted(first: _Tails, second: _Tails, op: str) -> tuple[Fraction | None, Fraction | None]:
    """The t whose sums look at no lost tail: x and t − x (or t + x) range over the hulls."""
    earliest: list[Fraction] = []
    latest: list[Fraction] = []
    for own, other, is_first in ((first, second, True), (second, first, False)):
        if not own.is_open:
            continue
        assert other.hull is not None
        c, d = other.hull
        if op == "convolve":  # the argument of `own` lies in [t − d, t − c]
            earliest += [own.low + d] if own.open_left else []
            latest += [own.high + c] if own.open_right else []
        elif is_first:  # x lies in [c − t, d − t]
            earliest += [d - own.high] if own.open_right else []
            latest += [c - own.low] if own.open_left else []
        else:  # t + x lies in [t + c, t + d]
            earliest += [own.low - c] if own.open_left else []
            latest += [own.high - d] if own.open_right else []
    return max(earliest, default=None), min(latest, default=None)
