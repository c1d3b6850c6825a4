"""Station 3: the discretised kernel, its error, a proved bound, observed and expected order."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from symconv.errors import SymconvError
from symconv.tour.state import Tour
from symconv.tour.wording import indented, signs

__all__ = ["discretised"]


_KERNELS = (
    ("f ∗ g", "convolve", "midpoint"),
    ("f ∗ g", "convolve", "left"),
    ("f ⋆ g", "correlate", "midpoint"),
)
_RULES = {
    "midpoint": "samples in the middle of each cell",
    "left": "samples at the left end of each cell",
}
_STEPS = tuple(Fraction(1, 2**k) for k in range(2, 6))


def discretised(tour: Tour) -> Iterator[str]:
    """Validate numpy's sums against the closed forms."""
    from symconv.numeric import validate

    if not tour.is_numeric:
        yield "  left out: a parameter has no value, so there is nothing to sample"
        return
    yield "  h·Σ f(x_k) g(t ∓ x_k) against the closed form: the largest error over all t, and a"
    yield "  bound that is proved."
    yield ""
    for name, op, rule in _KERNELS:
        if name not in tour.answers:
            yield f"  {name}: left out, for there is no result to compare with"
            continue
        closed = tour.answers[name].expr.xreplace({tour.t: tour.x})
        try:
            report = validate(tour.f, tour.g, tour.x, op, _STEPS, rule, closed_form=closed)
        except SymconvError as error:
            yield from indented(f"{name}: left out: {signs(str(error))}", 2)
            continue
        tour.reports[f"{name}, {rule}"] = report
        function = "numpy.convolve(a, v)" if op == "convolve" else "numpy.correlate(v, a)"
        verdict = "passed" if report.passed else "FAILED"
        yield f"  {name} by h·{function}, {_RULES[rule]}: {verdict}"
        yield from _table(report)
        yield from (line for words in report.diagnosis for line in indented(signs(words), 4))
        yield ""


def _table(report: Any) -> Iterator[str]:
    """One line per step; the order is that of the error from one step to the next."""
    if not report.rows:
        return
    columns = ("step h", "largest error", "proved bound", "observed order", "expected")
    yield "    " + "".join(f"{name:>18}" for name in columns)
    for row in report.rows:
        order = "–" if row.order is None else f"{row.order:.2f}"
        expected = "exact" if row.expected == float("inf") else f"{row.expected:g}"
        bound = "none" if row.bound == float("inf") else f"{row.bound:.2e}"
        cells = (str(row.step), f"{row.error:.2e}", bound, order, expected)
        yield "    " + "".join(f"{cell:>18}" for cell in cells)
