"""One axis of a validation: windows, samples, exact values and the bound for each step."""

from __future__ import annotations

from fractions import Fraction
from math import inf
from typing import Any

import numpy as np
import sympy as sp

from symconv.enclosure import enclose_convolution
from symconv.errors import InvalidInput
from symconv.numeric.bounds import (
    ErrorBound,
    analytic_bound,
    discretisation_bound,
    gaussian_of,
    place_in_cells,
    rounding_bound,
)
from symconv.numeric.grid import LARGEST_GRID, Grid, doubles_at, samples
from symconv.numeric.variation import Profile, profile_of
from symconv.numeric.windows import Window

__all__ = ["Axis"]

_NODE_POINTS = 33


class Axis:
    """All steps of one validation share the profiles, the windows and the closed form."""

    def __init__(
        self,
        f: sp.Expr,
        g: sp.Expr,
        x: sp.Symbol,
        op: str,
        rule: str,
        windows: tuple[Window, Window],
        closed_form: sp.Expr | None,
    ):
        self._f, self._g, self._x, self._op, self._rule = f, g, x, op, rule
        self._windows = windows
        self._profiles = tuple(self._profile(u, w) for u, w in zip((f, g), windows, strict=True))
        self._form = closed_form_of(f, g, x, op) if closed_form is None else closed_form
        self._places: set[Fraction] | None = None
        self.notes: list[str] = []
        self._note_windows()

    def _profile(self, u: sp.Expr, window: Window) -> Profile:
        return profile_of(
            u,
            self._x,
            sp.Integer(window.low) if window.open_left else -sp.oo,
            sp.Integer(window.high) if window.open_right else sp.oo,
            mean_values=self._rule == "trapezoid",
        )

    def _note_windows(self) -> None:
        for name, w in zip("fg", self._windows, strict=True):
            self.notes.append(f"{name} sampled on [{w.low}, {w.high})")
        if self._form is None:
            self.notes.append(f"no closed form: {_NODE_POINTS} values of the defining integral")

    def sampled(self, step: Fraction) -> tuple[tuple[Grid, Grid], Any, Any, Grid]:
        """(grids, samples of f, samples of g, grid of the full result)."""
        first, second = (self._grid(w, step) for w in self._windows)
        a, v = samples(self._f, self._x, first), samples(self._g, self._x, second)
        combine = first.convolved if self._op == "convolve" else first.correlated
        return (first, second), a, v, combine(second)

    def is_steady(self, step: Fraction) -> bool:
        """Whether all break points lie on samples or cell borders: then errors scale cleanly."""
        grids = [self._grid(w, step) for w in self._windows]
        return all(
            place_in_cells(b.point, grid) != "inside"
            for profile, grid in zip(self._profiles, grids, strict=True)
            for b in profile.breaks
        )

    def _grid(self, window: Window, step: Fraction) -> Grid:
        size = -((window.low - window.high) // step)
        if size > LARGEST_GRID:
            raise InvalidInput(f"step {step} asks for {size} samples, more than {LARGEST_GRID}")
        offset = step / 2 if self._rule in ("midpoint", "average") else Fraction(0)
        extra = 1 if offset == 0 else 0
        return Grid(window.low + offset, step, int(size) + extra, self._rule)

    def admitted(self, out: Grid) -> Any:
        """Indices of the t whose sums look at no cut tail that is not integrable."""
        low, high = self._range()
        kept = [k for k in range(out.size) if low <= out.first + k * out.step <= high]
        if self._form is None:
            kept = self._few(kept, out)
        if not kept:
            raise InvalidInput("no t remains for which the samples decide")
        return np.array(kept)

    def _few(self, kept: list[int], out: Grid) -> list[int]:
        """About 33 t, the same ones for every step where the grids are nested."""
        if self._places is None:
            chosen = kept[:: max(1, len(kept) // _NODE_POINTS)]
            self._places = {out.first + k * out.step for k in chosen}
            return chosen
        again = [k for k in kept if out.first + k * out.step in self._places]
        return again or kept[:: max(1, len(kept) // _NODE_POINTS)]

    def _range(self) -> tuple[Any, Any]:
        """t in [low, high]: the supports that matter lie inside the windows."""
        f, g = self._windows
        low: Any = -inf
        high: Any = inf
        if self._op == "correlate":
            f = Window(-f.high, -f.low, 0, 0, f.open_right, f.open_left, f.compact)
        for own, other in ((f, g), (g, f)):
            if own.open_right:
                high = min(high, own.high + other.low)
            if own.open_left:
                low = max(low, own.low + other.high)
        return low, high

    def exact(self, points: list[Fraction]) -> Any:
        """The values of the result, rounded."""
        if self._form is not None:
            return doubles_at(self._form, self._x, points)
        values = []
        for point in points:
            exact = sp.Rational(point.numerator, point.denominator)
            ball = enclose_convolution(self._f, self._g, self._x, exact, op=self._op, bits=60)
            value = complex(float(ball.real.mid()), float(ball.imag.mid()))
            values.append(value if value.imag else value.real)
        return np.array(values)

    def bound(self, grids: Any, a: Any, v: Any, step: Fraction, largest: float) -> ErrorBound:
        """The three parts of the proved bound for this step."""
        f, g = self._profiles
        first, second = self._windows
        sign = 1 if self._op == "convolve" else -1
        part, order, reason = discretisation_bound(f, g, grids[0], grids[1], sign)
        lost = _times(g.sup, first.outside) + _times(f.sup, second.outside)
        analytic = self._analytic(float(step))
        if analytic is not None and analytic < part:
            h = float(step)
            lost = 2 * lost + h * (
                g.sup * first.outside_variation + f.sup * second.outside_variation
            )
            part, order, reason = analytic, inf, "2M/(e^(2 pi a/h) - 1)"
        if reason not in " ".join(self.notes):
            self.notes.append(f"discretisation bound: {reason}")
        return ErrorBound(part, lost, rounding_bound(a, v, float(step), largest), order, reason)

    def _analytic(self, step: float) -> float | None:
        pair = [gaussian_of(u, self._x) for u in (self._f, self._g)]
        if self._rule == "average" or pair[0] is None or pair[1] is None:
            return None
        return analytic_bound(pair[0], pair[1], step)


def _times(a: float, b: float) -> float:
    return a * b if a and b else 0.0


def closed_form_of(f: sp.Expr, g: sp.Expr, x: sp.Symbol, op: str) -> sp.Expr | None:
    """The answer of convolve or correlate; None where it stays unevaluated."""
    from symconv import operators

    answer = getattr(operators, op)(f, g, x)
    if answer.has(operators.Convolution, operators.CrossCorrelation):
        return None
    return answer
