"""The defining integral of a pair as given, by tanh-sinh panels between the changes of a state.

First in doubles (fast); what an answer disagrees with is integrated again by mpmath at 30 digits
before it is called a fault. A value comes with the difference of two rules as its honest doubt.
"""

from __future__ import annotations

import itertools
from typing import Any

import mpmath
import numpy as np
import sympy

from .given import Unknown, Walk, with_mpmath

REACH = 40.0
SCAN = 16001
MOST_BREAKS = 400
PANEL = 2.0
SMALL = 1e-13


class Unseen(Exception):  # an outcome, not an error
    """No trustworthy value by quadrature."""


def _rule(step: float) -> tuple[Any, Any, Any]:
    """Tanh-sinh: nodes in (0, 1) from the left, from the right, weights."""
    s = np.arange(-3.4, 3.4 + step / 2, step)
    u = 0.5 * np.pi * np.sinh(s)
    left = 1 / (1 + np.exp(-2 * u))
    right = 1 / (1 + np.exp(2 * u))
    weights = step * 0.5 * np.pi * np.cosh(s) / (2 * np.cosh(u) ** 2)
    return left, right, weights


RULES = (_rule(0.1), _rule(0.05))


class Masses:
    """An input taken apart as it is written: a function, and terms coefficient · DiracDelta(u)."""

    def __init__(self, expr: Any, x: Any) -> None:
        terms = sympy.Add.make_args(sympy.expand_mul(expr) if expr.has(sympy.DiracDelta) else expr)
        self.function = sympy.Add(*[e for e in terms if not e.has(sympy.DiracDelta)])
        self.points: list[tuple[float, complex]] = []
        for term in terms:
            if term.has(sympy.DiracDelta):
                self.points += _mass(term, x)


def _mass(term: Any, x: Any) -> list[tuple[float, complex]]:
    deltas = [e for e in sympy.Mul.make_args(term) if e.func == sympy.DiracDelta]
    if len(deltas) != 1 or (len(deltas[0].args) != 1 and deltas[0].args[1] != 0):
        raise Unknown("a derivative or power of a mass")
    coefficient = sympy.Mul(*[e for e in sympy.Mul.make_args(term) if e is not deltas[0]])
    if coefficient.has(sympy.DiracDelta):
        raise Unknown("a mass within a factor")
    inner = Walk(deltas[0].args[0], x)
    found = []
    for root in _zeros(inner):
        h = 1e-6
        slope = (inner.values(np.array([root + h])) - inner.values(np.array([root - h])))[0] / (
            2 * h
        )
        if abs(slope) < 1e-3:
            raise Unseen("a double zero under a mass")
        near = Walk(coefficient, x).values(np.array([root - 1e-9, root, root + 1e-9]))
        if np.ptp(np.abs(near)) > 1e-5 * (1 + abs(near[1])):
            raise Unseen("a mass on a jump")
        found.append((root, complex(near[1] / abs(slope))))
    return found


def _zeros(walk: Walk) -> list[float]:
    """Where the values change sign continuously."""
    grid = np.linspace(-REACH - 0.0137, REACH + 0.0111, SCAN)
    values = np.real(walk.values(grid))
    roots = []
    for k in np.nonzero(np.sign(values[1:]) != np.sign(values[:-1]))[0]:
        low, high = grid[k], grid[k + 1]
        for _ in range(60):
            middle = (low + high) / 2
            at = np.real(walk.values(np.array([low, middle])))
            low, high = (middle, high) if np.sign(at[0]) == np.sign(at[1]) else (low, middle)
        if abs(np.real(walk.values(np.array([middle])))[0]) < 1e-6:
            roots.append(float(middle))
    return roots


class Pair:
    """φ_t(x) = F(x) G(place(t, x)) weight(x): the integrand of one problem at one t."""

    def __init__(self, f: Any, g: Any, x: Any, op: str, kind: str, period: float | None) -> None:
        self.x, self.op, self.kind, self.period = x, op, kind, period
        self.f, self.g = Masses(f, x), Masses(g, x)
        self.first, self.second = Walk(self.f.function, x), Walk(self.g.function, x)

    def place(self, t: float, x: Any) -> Any:
        if self.kind == "mellin":
            return t / x
        moved = t + x if self.op == "correlate" else t - x
        return np.mod(moved, self.period) if self.kind == "circular" else moved

    def factor(self, x: Any, moved: Any) -> Any:
        if self.kind == "mellin":
            return np.where(x > 0, 1 / np.where(x == 0, 1, x), 0)
        if self.kind == "causal":
            return np.where((x >= 0) & (moved >= 0), 1.0, 0.0)
        if self.kind == "circular":
            return np.where((x >= 0) & (x < self.period), 1.0, 0.0)
        return np.ones_like(x)

    def integrand(self, t: float, x: Any) -> Any:
        moved = self.place(t, x)
        first = self.first.values(x)
        first = np.conj(first) if self.op == "correlate" else first
        second = self.second.values(moved)
        product = np.where((first == 0) | (second == 0), 0, first * second)
        weight = self.factor(x, moved)
        return np.where(weight == 0, 0, product * weight)

    def states(self, t: float, x: Any) -> Any:
        moved = self.place(t, x)
        rows = [self.first.states(x), self.second.states(moved), (self.factor(x, moved) > 0)[None]]
        if self.kind == "circular":
            rows.append(np.floor((t - x) / self.period)[None])
        return np.vstack(rows)

    def breaks(self, t: float) -> list[float]:
        """Where a state changes, found by a scan and halving."""
        low, high = self.range()
        grid = np.linspace(low, high, SCAN)
        changed = np.nonzero(np.any(np.diff(self.states(t, grid), axis=1) != 0, axis=0))[0]
        if len(changed) > MOST_BREAKS:
            raise Unseen("too many switches")
        if not len(changed):
            return [low, high]
        left, right = grid[changed].copy(), grid[changed + 1].copy()
        before = self.states(t, left)
        for _ in range(46):
            middle = (left + right) / 2
            same = np.all(before == self.states(t, middle), axis=0)
            left, right = np.where(same, middle, left), np.where(same, right, middle)
        return sorted({low, high, *((left + right) / 2).tolist()})

    def range(self) -> tuple[float, float]:
        if self.kind == "circular":
            return -1e-9, float(self.period or 0) + 1e-9
        if self.kind == "mellin":
            return 1e-9, 200.0
        return -REACH - 0.00371, REACH + 0.00239

    def masses(self, t: float) -> complex:
        """What the point masses contribute at t; two masses that meet are no value."""
        total = 0j
        for sign, (points, other) in enumerate(
            [(self.f.points, self.second), (self.g.points, self.first)]
        ):
            for a, weight in points:
                if self.kind in ("mellin", "circular"):
                    raise Unseen("masses on another line")
                if self.kind == "causal" and (
                    a < -1e-12 or (sign == 0 and t - a < 0) or (sign == 1 and t - a < 0)
                ):
                    continue
                if self.op == "correlate":
                    where = t + a if sign == 0 else a - t
                else:
                    where = t - a
                if self.kind == "causal" and where < 0:
                    continue
                near = other.values(np.array([where - 1e-9, where, where + 1e-9]))
                if np.ptp(np.abs(near)) > 1e-5 * (1 + abs(near[1])):
                    raise Unseen("a mass meets a jump")
                value = np.conj(near[1]) if self.op == "correlate" and sign == 1 else near[1]
                total += (
                    np.conj(weight) if self.op == "correlate" and sign == 0 else weight
                ) * value
        return total

    def value(self, t: float) -> tuple[complex, float]:
        """The integral, and its doubt."""
        edges = self.breaks(t)
        panels = [
            (a + (b - a) * k / n, a + (b - a) * (k + 1) / n)
            for a, b in itertools.pairwise(edges)
            if b - a > 1e-12
            for n in [max(1, int(np.ceil((b - a) / PANEL)))]
            for k in range(n)
        ]
        sums = []
        for left, _, weights in RULES:
            a = np.array([p[0] for p in panels])[:, None]
            width = np.array([p[1] - p[0] for p in panels])[:, None]
            x = np.clip(a + width * left, np.nextafter(a, np.inf), np.nextafter(a + width, -np.inf))
            values = self.integrand(t, x.ravel()).reshape(x.shape)
            sums.append((values * weights * width).sum(axis=1))
            size = float((np.abs(values) * weights * width).sum())
        total = sums[1].sum()
        doubt = float(np.abs(sums[1] - sums[0]).sum()) + 1e-12 * size
        tail, more = self.tails(t)
        if not np.isfinite(total) or not np.isfinite(doubt):
            raise Unseen("no finite sum")
        return complex(total + tail + self.masses(t)), doubt + more

    def tails(self, t: float) -> tuple[complex, float]:
        """Beyond the scanned range: nothing, or an algebraic tail by x = R/s with two rules."""
        if self.kind in ("circular", "mellin"):
            low, high = self.range()
            if self.kind == "circular":
                return 0j, 0.0
            edge = np.array([low * 1.5, low * 3, high * 0.8, high * 0.99])
            if np.max(np.abs(self.integrand(t, edge)) * edge) > SMALL:
                raise Unseen("a tail of a Mellin integral")
            return 0j, 0.0
        total, doubt = 0j, 0.0
        for end in self.range():
            probe = end * np.linspace(0.93, 1.9, 200)
            if np.max(np.abs(self.integrand(t, probe))) < SMALL:
                continue
            if np.any(np.diff(self.states(t, end * np.geomspace(1.0, 1e4, 3000)), axis=1) != 0):
                raise Unseen("a tail with switches")
            sums = []
            for left, _, weights in RULES:
                s = left[left > 1e-12]
                values = self.integrand(t, end / s)
                sums.append((values * weights[left > 1e-12] / s**2).sum() * abs(end))
            if not np.isfinite(sums[1]) or abs(sums[1] - sums[0]) > 1e-7:
                raise Unseen("a tail that does not settle")
            total += sums[1]
            doubt += abs(sums[1] - sums[0])
        return total, doubt


def by_mpmath(f: Any, g: Any, x: Any, t: Any, op: str, kind: str, period: Any) -> Any:
    """The same integral at 30 digits: a second opinion, with the doubt that mpmath states."""
    pair = Pair(f, g, x, op, kind, None if period is None else float(period))
    point = float(t)
    edges = pair.breaks(point)
    pair.tails(point)  # raises Unseen where the range does not hold everything
    masses = pair.masses(point)
    with mpmath.workdps(30):
        exact_t, exact_period = (
            with_mpmath(t, {}),
            None if period is None else with_mpmath(period, {}),
        )

        def moved(u: Any) -> Any:
            if kind == "mellin":
                return exact_t / u
            place = exact_t + u if op == "correlate" else exact_t - u
            return (
                place - exact_period * mpmath.floor(place / exact_period)
                if kind == "circular"
                else place
            )

        def integrand(u: Any) -> Any:
            if kind == "causal" and (u < 0 or moved(u) < 0):
                return mpmath.mpf(0)
            if kind == "circular" and not 0 <= u < exact_period:
                return mpmath.mpf(0)
            first = with_mpmath(pair.f.function, {x: u})
            if first == 0:
                return mpmath.mpf(0)
            second = with_mpmath(pair.g.function, {x: moved(u)})
            value = (mpmath.conj(first) if op == "correlate" else first) * second
            return value / u if kind == "mellin" else value

        total, doubt = mpmath.mpf(0), mpmath.mpf(0)
        for a, b in itertools.pairwise(edges):
            if b - a < 1e-12:
                continue
            value, error = mpmath.quad(
                integrand, mpmath.linspace(a, b, 2 + int((b - a) / 4)), error=True
            )
            total += value
            doubt += error
        tail, more = pair.tails(point)
        return complex(total) + tail + masses, float(doubt) + more + 1e-13
