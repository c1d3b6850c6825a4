"""A function as what a picture needs: sampled arms, jumps with their values, masses, tails.

Everything is sampled from the exact arms between exact break points; nothing is interpolated over
a jump. The window is chosen from break points, from zeros, and from where tails fade.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy

from symconv.enclosure.masses import Mass, separate_masses
from symconv.numeric import lambdify
from symconv.numeric.pieces import Pieces, slice_expression

__all__ = ["SAMPLES", "Curve", "Impulse", "Jump", "Segment", "curve_of", "visible_range"]

SAMPLES = 201
_FADED = 0.02
_INSIDE = 1e-9
_REACHES: tuple[float, ...] = tuple(0.25 * 2**k for k in range(10))


@dataclass(frozen=True)
class Segment:
    """One arm on the visible part of its interval."""

    xs: Any
    ys: Any


@dataclass(frozen=True)
class Jump:
    """A break point where the one-sided limits or the value differ."""

    at: float
    before: complex
    after: complex
    value: complex


@dataclass(frozen=True)
class Impulse:
    """weight·δ^{(order)} at a point; `label` is the exact weight."""

    at: float
    order: int
    weight: complex
    label: Any


@dataclass(frozen=True)
class Curve:
    """A function on a window."""

    window: tuple[float, float]
    segments: tuple[Segment, ...]
    jumps: tuple[Jump, ...]
    impulses: tuple[Impulse, ...]
    breaks: tuple[Any, ...]
    goes_on: tuple[bool, bool]

    @property
    def is_complex(self) -> bool:
        """Whether an imaginary part is to be drawn."""
        values = [segment.ys for segment in self.segments]
        weights = [np.array([impulse.weight]) for impulse in self.impulses]
        return any(bool(np.any(np.abs(np.imag(part)) > 0)) for part in [*values, *weights])

    def extent(self) -> tuple[float, float]:
        """The lowest and the highest value to make room for, 0 included, spikes cut."""
        parts = [np.real(s.ys) for s in self.segments] + [np.imag(s.ys) for s in self.segments]
        parts += [np.array([np.real(i.weight), np.imag(i.weight)]) for i in self.impulses]
        values = np.concatenate([np.zeros(1), *parts])
        values = values[np.isfinite(values)]
        typical = float(np.quantile(np.abs(values), 0.97))
        limit = 3 * typical if typical > 0 else float(np.max(np.abs(values)))
        clipped = np.clip(values, -limit, limit)
        return float(clipped.min()), float(clipped.max())


def split(expr: Any, x: Any) -> tuple[Pieces, tuple[Mass, ...]]:
    """The pieces of the function part, and the point masses."""
    regular, masses = separate_masses(expr, x)
    return slice_expression(sympy.sympify(regular), x), masses


def curve_of(expr: Any, x: Any, window: tuple[float, float], samples: int = SAMPLES) -> Curve:
    """Sample an expression without parameters on a window."""
    pieces, masses = split(expr, x)
    ends = [-np.inf, *(float(point) for point in pieces.breaks), np.inf]
    segments = []
    limits: list[tuple[complex, complex]] = []
    for arm, low, high in zip(pieces.arms, ends[:-1], ends[1:], strict=True):
        segment, ends_of_arm = _sampled(arm, x, low, high, window, samples)
        limits.append(ends_of_arm)
        if segment is not None:
            segments.append(segment)
    return Curve(
        window,
        tuple(segments),
        tuple(_jumps(pieces, ends[1:-1], limits)),
        tuple(i for i in (_impulse(mass, x) for mass in masses) if i.weight),
        tuple(pieces.breaks),
        (pieces.arms[0] != 0, pieces.arms[-1] != 0),
    )


def _impulse(mass: Mass, x: Any) -> Impulse:
    weight = mass.weight.subs(x, mass.position)
    return Impulse(float(mass.position), mass.order, complex(weight), weight)


def _sampled(
    arm: Any, x: Any, low: float, high: float, window: tuple[float, float], samples: int
) -> tuple[Segment | None, tuple[complex, complex]]:
    """The arm on the visible part, and its limits at both ends of the interval."""
    function = lambdify(x, arm)
    width = window[1] - window[0]
    first, last = max(low, window[0]), min(high, window[1])
    inside = _INSIDE * width
    limits = _limit(function, low, inside), _limit(function, high, -inside)
    if last <= first:
        return None, limits
    straight = arm.is_polynomial(x) and sympy.degree(arm, x) <= 1 if arm.has(x) else True
    count = 2 if straight else max(9, int(samples * (last - first) / width) + 2)
    xs = np.linspace(first, last, count)
    at = xs.copy()
    at[0] += inside if np.isfinite(low) else 0
    at[-1] -= inside if np.isfinite(high) else 0
    return Segment(xs, np.asarray(function(at))), limits


def _limit(function: Any, end: float, step: float) -> complex:
    """The one-sided limit, NaN where the function grows without bound."""
    if not np.isfinite(end):
        return 0j
    near, nearer = (complex(function(end + step * factor)) for factor in (1.0, 0.1))
    settled = abs(near - nearer) <= 1e-5 * max(1.0, abs(near))
    return nearer if settled else complex("nan")


def _jumps(
    pieces: Pieces, at: Iterable[float], limits: list[tuple[complex, complex]]
) -> Iterable[Jump]:
    """Break points with a finite jump, or with a value of their own."""
    for index, (place, value) in enumerate(zip(at, pieces.values, strict=True)):
        before, after = limits[index][1], limits[index + 1][0]
        own = complex(value) if value.is_finite else complex("nan")
        size = 1e-6 * max(1.0, abs(before), abs(after))
        if abs(before - after) > size or abs(own - before) > size:
            yield Jump(place, before, after, own)


def visible_range(expr: Any, x: Any) -> tuple[float, float]:
    """From where to where the function has something to show."""
    pieces, masses = split(expr, x)
    near = [float(p) for p in pieces.breaks] + [float(mass.position) for mass in masses]
    if not near:
        near = [_centre(pieces.arms[0], x)]
    low, high = min(near), max(near)
    spread = max(high - low, 1.0)
    reach_left = _reach(pieces.arms[0], x, low, -1, spread)
    reach_right = _reach(pieces.arms[-1], x, high, 1, spread)
    return low - reach_left, high + reach_right


def _centre(arm: Any, x: Any) -> float:
    """Where a function without break points is large, if it fades on both sides; else 0."""
    places = np.linspace(-32, 32, 1025)
    values = np.nan_to_num(np.abs(_values(arm, x, places)))
    peak = float(values.max())
    if peak == 0 or max(values[0], values[-1]) > _FADED * peak:
        return 0.0
    return float(places[int(values.argmax())])


def _values(arm: Any, x: Any, places: Any) -> Any:
    with np.errstate(all="ignore"):
        return np.asarray(lambdify(x, arm)(places), dtype=complex)


def _reach(arm: Any, x: Any, end: float, side: int, spread: float) -> float:
    """How far beyond the last break point to look."""
    if arm == 0:
        return 0.0
    distances = np.concatenate([np.linspace(spread * 1e-3, 4, 160), np.linspace(4, 256, 400)])
    values = np.nan_to_num(np.abs(_values(arm, x, end + side * distances)))
    peak = float(np.quantile(values, 0.999))
    for reach in _REACHES:
        if np.all(values[distances >= reach] <= _FADED * peak):
            return float(reach)
    return max(_to_zero(arm, x, end, side), 1.2 * spread, 3.0)


def _to_zero(arm: Any, x: Any, end: float, side: int) -> float:
    """A little beyond the zeros of a polynomial tail, for they are what one looks for."""
    if not arm.is_polynomial(x) or sympy.degree(arm, x) > 4:
        return 0.0
    roots = [complex(root) for root in sympy.Poly(arm, x).nroots()]
    beyond = [side * (root.real - end) for root in roots if abs(root.imag) < 1e-9]
    farthest = max([reach for reach in beyond if 0 < reach < 64], default=0.0)
    return float(1.4 * farthest)
