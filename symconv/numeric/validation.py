"""validate: a discrete kernel against the closed form, with a proved bound of every error."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import inf, log2
from typing import Any

import numpy as np
import sympy as sp

from symconv.deadline import check
from symconv.errors import InvalidInput, Unresolved
from symconv.numeric.axis import Axis
from symconv.numeric.bounds import ErrorBound
from symconv.numeric.grid import RULES, exact_number
from symconv.numeric.kernels import call, default_kernel, diagnose_kernel
from symconv.numeric.pieces import exact_expression
from symconv.numeric.planar import diagnose_planar, planar_axes, planar_row
from symconv.numeric.report import Report, Row
from symconv.numeric.windows import choose_windows
from symconv.operators.inputs import shown
from symconv.operators.timed import ends_in_time

__all__ = ["validate"]

_STEPS = tuple(Fraction(1, 2**k) for k in range(2, 7))
_OPERATIONS = ("convolve", "correlate")
_PLANE_STEPS = tuple(Fraction(1, 2**k) for k in range(1, 4))
_SLOPE_TOLERANCE = 0.2
_NAMES = {"convolve": "f ∗ g", "correlate": "f ⋆ g"}


def _out_of_time(reason: str, arguments: dict[str, Any], _: Any) -> Report:
    op, rule = (str(arguments.get(*item)) for item in (("op", "convolve"), ("rule", "midpoint")))
    return Report(False, (), (f"not finished: {reason}",), (), _NAMES.get(op, op), rule)


@ends_in_time(_out_of_time)
def validate(
    f: sp.Expr,
    g: sp.Expr,
    x: sp.Symbol | Sequence[sp.Symbol],
    op: str = "convolve",
    steps: Sequence[Any] | None = None,
    rule: str = "midpoint",
    kernel: Callable[..., Any] | None = None,
    *,
    closed_form: sp.Expr | None = None,
    timeout: float = 30.0,
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
    x : Symbol, or a pair of symbols
        In the plane f and g must be separable, f1(x) f2(y); the kernel gets 2-D arrays.
    op : {"convolve", "correlate"}
    steps : numbers, optional
        Default 1/4, 1/8, ..., 1/64; in the plane 1/2, 1/4, 1/8.
    rule : {"midpoint", "left", "trapezoid", "average"}
        As in `discretise`.
    kernel : callable, optional
        kernel(a, v) gets samples of f, then of g, and returns the full sum without the step; one
        with a parameter `step` is handed the step and includes it. Default: numpy.convolve(a, v),
        numpy.correlate(v, a); in the plane scipy.signal.convolve.
    closed_form : Expr in x, optional
        The convolution as a function of t = x, where it is known already.
    timeout : float
        Seconds, after which the report has failed and says so; a call of the kernel is not
        interrupted.

    Returns
    -------
    Report
        .passed, .rows, .diagnosis, .plot(), .to_json(). A pair without a bound never passes; a
        divergent one has none, and `convolve` says why.

    Raises
    ------
    InvalidInput
        For parameters, point masses, an unknown rule or operation.

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
    >>> validate(box(x, -1, 2), box(x, 0, 1), x, rule="middle")
    Traceback (most recent call last):
    symconv.errors.InvalidInput: rule must be one of ...

    References
    ----------
    Sampling: P. J. Davis, P. Rabinowitz, Methods of Numerical Integration, 2nd ed., ch. 2 and 4;
    analytic pairs: L. N. Trefethen, J. A. C. Weideman, SIAM Review 56 (2014), theorem 5.1.
    """
    pair = tuple(x) if isinstance(x, Sequence) else (x,)
    f, g = _functions(f, g, pair)
    if kernel is not None and not callable(kernel):
        raise InvalidInput(f"kernel is a {type(kernel).__name__}; expected kernel(a, v)")
    widths = _checked(op, rule, _PLANE_STEPS if steps is None and len(pair) == 2 else steps)
    if len(pair) == 2:
        return _validate_plane(f, g, (pair[0], pair[1]), op, rule, kernel, widths)
    if closed_form is not None:
        closed_form = exact_expression(closed_form, "closed_form")
    kernel = default_kernel(op) if kernel is None else kernel
    name = _NAMES[op]
    windows = choose_windows(f, g, x)
    if isinstance(windows, str):
        diagnosis = diagnose_kernel(kernel, op, complex_valued=bool(f.has(sp.I) or g.has(sp.I)))
        diagnosis.append(f"no bound for this pair: {windows}")
        return Report(False, (), tuple(diagnosis), (), name, rule)
    try:
        return _on_axis(Axis(f, g, x, op, rule, windows, closed_form), kernel, op, widths, rule)
    except Unresolved as error:
        check("comparing values")
        return Report(False, (), (f"no values to compare with: {error}",), (), name, rule)


def _on_axis(
    axis: Axis, kernel: Callable[..., Any], op: str, widths: list[Fraction], rule: str
) -> Report:
    used = [axis.sampled(width)[1:3] for width in widths]
    diagnosis = diagnose_kernel(
        kernel,
        op,
        complex_valued=any(np.iscomplexobj(part) for pair in used for part in pair),
        sizes=tuple((len(a), len(v)) for a, v in used),
    )
    rows: list[Row] = []
    for width in widths:
        rows.append(_row(axis, kernel, width, rows[-1] if rows else None))
    return _judged([axis], rows, diagnosis, _NAMES[op], rule)


def _validate_plane(
    f: sp.Expr,
    g: sp.Expr,
    pair: tuple[sp.Symbol, sp.Symbol],
    op: str,
    rule: str,
    kernel: Any,
    widths: list[Fraction],
) -> Report:
    """The same for separable functions of two variables and a kernel of two-dimensional arrays."""
    diagnosis = diagnose_planar(kernel, op)
    name = f"{_NAMES[op]} in the plane"
    axes = planar_axes(f, g, pair, op, rule)
    if isinstance(axes, str):
        diagnosis.append(f"no bound for this pair: {axes}")
        return Report(False, (), tuple(diagnosis), (), name, rule)
    rows: list[Row] = []
    for width in widths:
        error, bound = planar_row(axes, kernel, op, width)
        rows.append(_make_row(width, error, bound, rows[-1] if rows else None))
    return _judged(list(axes), rows, diagnosis, name, rule)


def _judged(
    axes: list[Axis], rows: list[Row], diagnosis: list[str], name: str, rule: str
) -> Report:
    notes = [note for axis in axes for note in axis.notes]
    steady = all(axis.is_steady(row.step) for axis in axes for row in rows)
    if not steady:
        notes.append("order not judged: break points wander within the cells")
    found = diagnosis + _convergence(rows, steady)
    return Report(not found, tuple(rows), tuple(found), tuple(notes), name, rule)


def _row(axis: Axis, kernel: Callable[..., Any], step: Fraction, previous: Row | None) -> Row:
    """One step: samples, kernel, error, bound."""
    grids, a, v, out = axis.sampled(step)
    chosen = axis.admitted(out)
    exact = axis.exact([out.first + int(k) * step for k in chosen])
    bound = axis.bound(grids, a, v, step, float(np.max(np.abs(exact))))
    found = _values(kernel, a, v, step, out.size)
    error = inf if found is None else float(np.max(np.abs(found[chosen] - exact)))
    return _make_row(step, error, bound, previous)


def _values(kernel: Callable[..., Any], a: Any, v: Any, step: Fraction, size: int) -> Any:
    check("asking the kernel")
    try:
        found = call(kernel, a, v, float(step))
    except Exception:
        check("asking the kernel")
        return None
    return found if found.shape == (size,) else None


def _make_row(step: Fraction, error: float, bound: ErrorBound, previous: Row | None) -> Row:
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


def _functions(f: Any, g: Any, variables: tuple[Any, ...]) -> tuple[sp.Expr, sp.Expr]:
    if not 1 <= len(variables) <= 2 or not all(isinstance(v, sp.Symbol) for v in variables):
        raise InvalidInput(f"x must be a symbol or a pair of symbols, not {shown(variables)}")
    exact = exact_expression(f, "f"), exact_expression(g, "g")
    for part in exact:
        unknown = part.free_symbols - set(variables)
        if unknown:
            names = ", ".join(sorted(map(str, unknown)))
            raise InvalidInput(f"validate needs numbers: {part} contains {names}")
        if part.has(sp.DiracDelta):
            raise InvalidInput(f"{part} contains a point mass: it has no samples")
    return exact[0], exact[1]


def _checked(op: str, rule: str, steps: Sequence[Any] | None) -> list[Fraction]:
    if not isinstance(op, str) or op not in _OPERATIONS:
        raise InvalidInput(f"op must be convolve or correlate, not {shown(op)}")
    if not isinstance(rule, str) or rule not in RULES:
        raise InvalidInput(f"rule must be one of {', '.join(RULES)}, not {shown(rule)}")
    if isinstance(steps, str) or not np.iterable(_STEPS if steps is None else steps):
        raise InvalidInput(f"steps must be a list of numbers, not {shown(steps)}")
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


def _is_clear(error: float, bound: ErrorBound) -> bool:
    """Whether the error stands clear of rounding and truncation, by a factor of ten."""
    return 10 * (bound.rounding + bound.truncation) < error < inf and bound.total < inf


def _order(step: Fraction, error: float, bound: ErrorBound, previous: Row | None) -> float | None:
    """log(error ratio)/log(step ratio) of two neighbouring rows that are clear."""
    if previous is None or not previous.clear or not _is_clear(error, bound):
        return None
    return log2(previous.error / error) / log2(float(previous.step / step))
