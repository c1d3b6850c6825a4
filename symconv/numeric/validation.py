"""validate: a discrete kernel against the closed form, with a proved bound of every error."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import inf, log2
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
from symconv.numeric.grid import RULES, Grid, exact_number, samples
from symconv.numeric.kernels import call, default_kernel, diagnose_kernel
from symconv.numeric.pieces import exact_floats
from symconv.numeric.report import Report, Row
from symconv.numeric.rounding import round_exact
from symconv.numeric.variation import Profile, profile_of
from symconv.numeric.windows import Window, choose_windows

__all__ = ["validate"]

_STEPS = tuple(Fraction(1, 2**k) for k in range(2, 7))
_OPERATIONS = ("convolve", "correlate")
_NODE_POINTS = 33
_SLOPE_TOLERANCE = 0.2


def validate(
    f: sp.Expr,
    g: sp.Expr,
    x: sp.Symbol,
    op: str = "convolve",
    steps: Sequence[Any] | None = None,
    rule: str = "midpoint",
    kernel: Callable[..., Any] | None = None,
    *,
    closed_form: sp.Expr | None = None,
) -> Report:
    """Test a discrete kernel against (f * g)(t): error <= discretisation + truncation + rounding.

    First the kernel is asked for integers, doubles and an exact scheme, where no tolerance hides
    a defect. Then step * kernel(samples of f, samples of g) is compared with the closed form for
    each step; the three parts of the bound are proved upper bounds (`bounds`), and the observed
    order must reach the expected one less 0.2 unless rounding is within a factor of ten.

    Hypotheses
    ----------
    f and g are functions without point masses and without parameters; their convolution exists.

    Parameters
    ----------
    f, g : Expr in x
    op : {"convolve", "correlate"}
    steps : numbers, optional
        Default 1/4, 1/8, ..., 1/64.
    rule : {"midpoint", "left", "trapezoid", "average"}
        As in `discretise`.
    kernel : callable, optional
        kernel(a, v) gets samples of f, then of g, and returns the full sum without the step; one
        with a parameter `step` is handed the step and includes it. Default: numpy.convolve(a, v),
        numpy.correlate(v, a).
    closed_form : Expr in x, optional
        The convolution as a function of t = x, where it is known already.

    Returns
    -------
    Report
        .passed, .rows, .diagnosis, .plot(), .to_json(). A pair without a bound never passes.

    Raises
    ------
    InvalidInput
        For parameters, point masses, an unknown rule or operation.
    DivergentIntegral
        The convolution does not exist.

    Examples
    --------
    >>> from sympy import Symbol
    >>> from symconv.signals import box
    >>> x = Symbol("x", real=True)
    >>> validate(box(x, -1, 2), box(x, 0, 1), x).passed
    True
    >>> import numpy
    >>> lie = lambda a, v: numpy.correlate(v, a, "full")
    >>> validate(box(x, -1, 2), x * box(x, 0, 1), x, kernel=lie).diagnosis
    ('forgets the flip: it computes numpy.correlate(v, a)',)
    """
    f, g = _functions(f, g, x)
    widths = _checked(op, rule, steps)
    kernel = default_kernel(op) if kernel is None else kernel
    complex_valued = bool(f.has(sp.I) or g.has(sp.I))
    diagnosis = diagnose_kernel(kernel, op, complex_valued=complex_valued)
    name = {"convolve": "f ∗ g", "correlate": "f ⋆ g"}[op]
    windows = choose_windows(f, g, x)
    if isinstance(windows, str):
        diagnosis.append(f"no bound for this pair: {windows}")
        return Report(False, (), tuple(diagnosis), (), name, rule)
    run = _Run(f, g, x, op, rule, kernel, windows, closed_form)
    rows: list[Row] = []
    for width in widths:
        rows.append(run.row(width, rows[-1] if rows else None))
    steady = all(run.is_steady(width) for width in widths)
    if not steady:
        run.notes.append("order not judged: break points wander within the cells")
    diagnosis += _convergence(rows, steady)
    return Report(not diagnosis, tuple(rows), tuple(diagnosis), tuple(run.notes), name, rule)


def _functions(f: Any, g: Any, x: sp.Symbol) -> tuple[sp.Expr, sp.Expr]:
    exact = tuple(exact_floats(sp.sympify(part)) for part in (f, g))
    for part in exact:
        unknown = part.free_symbols - {x}
        if unknown:
            names = ", ".join(sorted(map(str, unknown)))
            raise InvalidInput(f"validate needs numbers: {part} contains {names}")
        if part.has(sp.DiracDelta):
            raise InvalidInput(f"{part} contains a point mass: it has no samples")
    return exact[0], exact[1]


def _checked(op: str, rule: str, steps: Sequence[Any] | None) -> list[Fraction]:
    if op not in _OPERATIONS:
        raise InvalidInput(f"op must be convolve or correlate, not {op!r}")
    if rule not in RULES:
        raise InvalidInput(f"rule must be one of {', '.join(RULES)}, not {rule!r}")
    widths = [exact_number("step", s) for s in (_STEPS if steps is None else steps)]
    if not widths or any(w <= 0 for w in widths):
        raise InvalidInput("steps must be positive numbers, at least one")
    return sorted(set(widths), reverse=True)


def _convergence(rows: list[Row], steady: bool) -> list[str]:
    """What the second stage found wrong; orders count only where no break point wanders."""
    found = []
    if any(row.bound == inf for row in rows):
        found.append("no bound for this pair: a factor has unbounded variation")
    for row in rows:
        if not row.error <= row.bound:
            found.append(
                f"at h = {row.step} the error {row.error:.2e} exceeds the proved bound "
                f"{row.bound:.2e}"
            )
            break
    shortfall = _shortfall(rows) if steady else None
    return found + ([shortfall] if shortfall else [])


def _shortfall(rows: list[Row]) -> str | None:
    """The observed order over all steps whose errors stand clear of rounding, if it is too low."""
    clear = [r for r in rows if r.clear and r.expected == rows[-1].expected]
    if len(clear) < 3 or clear[-1] is not rows[-1]:
        return None
    first, last = clear[0], clear[-1]
    order = log2(first.error / last.error) / log2(float(first.step / last.step))
    if order >= last.expected - _SLOPE_TOLERANCE:
        return None
    return f"observed order {order:.2f} over all steps, expected {last.expected:g}"


class _Run:
    """All steps of one validation share the profiles, the windows and the closed form."""

    def __init__(
        self,
        f: sp.Expr,
        g: sp.Expr,
        x: sp.Symbol,
        op: str,
        rule: str,
        kernel: Callable[..., Any],
        windows: tuple[Window, Window],
        closed_form: sp.Expr | None,
    ):
        self._f, self._g, self._x, self._op, self._rule = f, g, x, op, rule
        self._kernel, self._windows = kernel, windows
        self._profiles = tuple(self._profile(u, w) for u, w in zip((f, g), windows, strict=True))
        self._form = _closed_form(f, g, x, op) if closed_form is None else closed_form
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

    def row(self, step: Fraction, previous: Row | None) -> Row:
        """One step: samples, kernel, error, bound."""
        grids = tuple(self._grid(w, step) for w in self._windows)
        a, v = (
            samples(u, self._x, grid) for u, grid in zip((self._f, self._g), grids, strict=True)
        )
        out = (
            grids[0].convolved(grids[1])
            if self._op == "convolve"
            else (grids[0].correlated(grids[1]))
        )
        found = self._call(a, v, step, out)
        chosen = self._admitted(out, step)
        exact = self._exact([out.first + int(k) * step for k in chosen])
        error = float(np.max(np.abs(found[chosen] - exact))) if found is not None else inf
        bound = self._bound(grids, a, v, step, float(np.max(np.abs(exact))))
        return Row(
            step,
            error if error == error else inf,
            bound.total,
            bound.discretisation,
            bound.truncation,
            bound.rounding,
            _order(step, error, bound, previous),
            bound.order,
            _is_clear(error, bound),
        )

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
        offset = step / 2 if self._rule in ("midpoint", "average") else Fraction(0)
        extra = 1 if offset == 0 else 0
        return Grid(window.low + offset, step, int(size) + extra, self._rule)

    def _call(self, a: Any, v: Any, step: Fraction, out: Grid) -> Any:
        try:
            found = call(self._kernel, a, v, float(step))
        except Exception:
            return None
        return found if found.shape == (out.size,) else None

    def _admitted(self, out: Grid, step: Fraction) -> Any:
        """Indices of the t whose sums look at no cut tail that is not integrable."""
        low, high = self._range()
        kept = [k for k in range(out.size) if low <= out.first + k * step <= high]
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

    def _exact(self, points: list[Fraction]) -> Any:
        if self._form is not None:
            dtype = np.complex128 if self._form.has(sp.I) else np.float64
            return round_exact(self._form, self._x, points, dtype)
        values = []
        for point in points:
            exact = sp.Rational(point.numerator, point.denominator)
            ball = enclose_convolution(self._f, self._g, self._x, exact, op=self._op, bits=60)
            value = complex(float(ball.real.mid()), float(ball.imag.mid()))
            values.append(value if value.imag else value.real)
        return np.array(values)

    def _bound(self, grids: Any, a: Any, v: Any, step: Fraction, largest: float) -> ErrorBound:
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


def _is_clear(error: float, bound: ErrorBound) -> bool:
    """Whether the error stands clear of rounding and truncation, by a factor of ten."""
    return 10 * (bound.rounding + bound.truncation) < error < inf and bound.total < inf


def _order(step: Fraction, error: float, bound: ErrorBound, previous: Row | None) -> float | None:
    """log(error ratio)/log(step ratio) of two neighbouring rows that are clear."""
    if previous is None or not previous.clear or not _is_clear(error, bound):
        return None
    return log2(previous.error / error) / log2(float(previous.step / step))


def _closed_form(f: sp.Expr, g: sp.Expr, x: sp.Symbol, op: str) -> sp.Expr | None:
    """The answer of convolve or correlate; None where it stays unevaluated."""
    from symconv import operators

    answer = getattr(operators, op)(f, g, x)
    if answer.has(operators.Convolution, operators.CrossCorrelation):
        return None
    return answer
