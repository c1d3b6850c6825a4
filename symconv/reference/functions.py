"""Compute one case of two functions: closed form, values, samples, the bound of a sum's error."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np
import sympy

from symconv.closedform import ClosedForm
from symconv.discrete import convolve_arrays
from symconv.errors import InvalidInput, NoClosedForm, SymconvError, Undecided, Unresolved
from symconv.numeric.grid import Grid
from symconv.numeric.ziv import NeedsComplex
from symconv.operators import Convolution, CrossCorrelation
from symconv.parsing import parse
from symconv.reference.accumulation import Accumulation, moduli, ulps
from symconv.reference.functioncases import grid_points, posed
from symconv.reference.keys import DTYPES
from symconv.reference.results import CaseResult, bound_array
from symconv.reference.rounding import rounded_values
from symconv.reference.tolerance import Tolerance, tolerance_of

__all__ = ["compute_functions"]


def compute_functions(case: Mapping[str, Any]) -> CaseResult:
    """The result of a case as `read_function_cases` has written it.

    Raises SymconvError where there is no closed form, or a value cannot be rounded.
    """
    x, t = sympy.Symbol("x", real=True), sympy.Symbol("t", real=True)
    f, g = posed(case, x)
    answer = _closed_form(case, f, g, x, t)
    form = {key: case[key] for key in ("dtype", "digits") if key in case}
    points = grid_points(case)
    result = CaseResult()
    result.record = _described(answer, t)
    try:
        result.arrays["values"] = rounded_values(answer.expr, t, points, form)
    except NeedsComplex as error:
        advice = 'set dtype = "complex128" or "complex64" in the case'
        raise InvalidInput(f"the values are complex; {advice}") from error
    result.positions["values"] = points
    if "step" in case:
        result.record["samples"] = _add_samples(result, case, (f, g, x), answer.expr, t, form)
    data = answer.certificate.data
    result.certificate = answer.certificate.to_json() + "\n" if data else None
    return result


def _closed_form(
    case: Mapping[str, Any], f: sympy.Expr, g: sympy.Expr, x: sympy.Symbol, t: sympy.Symbol
) -> ClosedForm:
    options: dict[str, Any] = {"kind": case["kind"]}
    if "period" in case:
        options["period"] = parse(case["period"], x)
    if case["op"] == "correlate":
        node = CrossCorrelation(f, g, x, t, conjugate=case["conjugate"], **options)
    else:
        node = Convolution(f, g, x, t, **options)
    answer: ClosedForm = node.closed_form(
        principal_value=case["principal_value"], timeout=case["timeout"]
    )
    if answer.conditions:
        questions = "; ".join(map(str, answer.conditions))
        raise Undecided(f"the closed form holds under conditions only: {questions}")
    if parse(str(answer.expr), t) != answer.expr:
        raise NoClosedForm("the closed form's text does not read back as the same expression")
    return answer


def _described(answer: ClosedForm, t: sympy.Symbol) -> dict[str, Any]:
    return {
        "closed_form": str(answer.expr),
        "latex": sympy.latex(answer.expr),
        "variable": str(t),
        "hypotheses": [str(item) for item in answer.hypotheses],
        "method": answer.method,
        "smoothness": None if answer.smoothness is None else str(answer.smoothness),
        "support": None if answer.support is None else str(answer.support),
        "certificate": {
            "status": answer.certificate.status,
            "argument": answer.certificate.argument,
        },
    }


def _add_samples(
    result: CaseResult,
    case: Mapping[str, Any],
    factors: tuple[sympy.Expr, sympy.Expr, sympy.Symbol],
    expr: sympy.Expr,
    t: sympy.Symbol,
    form: dict[str, Any],
) -> dict[str, Any]:
    """Sample f and g on the grid of the case and, on the line, the sum's result with its bound."""
    f, g, x = factors
    start, step = Fraction(case["start"]), Fraction(case["step"])
    offset = step / 2 if case["rule"] == "midpoint" else Fraction(0)
    grid = Grid(start + offset, step, len(grid_points(case)), case["rule"])
    described = {"rule": grid.rule, **_grid_record(grid)}
    places = grid.exact_points
    try:
        samples = {name: rounded_values(u, x, places, form) for name, u in (("f", f), ("g", g))}
    except (Unresolved, InvalidInput) as reason:
        return {**described, "missing": _line(reason)}
    result.arrays |= samples
    result.positions |= dict.fromkeys("fg", places)
    if case["kind"] != "line" or form.get("dtype") not in DTYPES:
        return described
    out = grid.convolved(grid) if case["op"] == "convolve" else grid.correlated(grid)
    try:
        exact = rounded_values(expr, t, out.exact_points, form)
        tolerance = tolerance_of(f, g, x, grid, case["op"])
    except SymconvError as reason:
        return {**described, "sum": {"missing": _line(reason)}}
    described["sum"] = _add_sum(result, case, samples, exact, out, tolerance)
    return described


def _add_sum(
    result: CaseResult,
    case: Mapping[str, Any],
    samples: dict[str, Any],
    exact: Any,
    out: Grid,
    tolerance: Tolerance,
) -> dict[str, Any]:
    """The full result of step · Σ f g on its own grid, and how far a correct kernel may be off."""
    arithmetic = Accumulation(case["dtype"], out.step, rounded_samples=True)
    a, v = moduli(samples["f"]), moduli(samples["g"])
    first = a if case["op"] == "convolve" else a[::-1]
    absolute = convolve_arrays(first, v)
    inputs = sum(a, Fraction(0)) + sum(v, Fraction(0))
    fixed = Fraction(tolerance.total) if math.isfinite(tolerance.total) else None
    heights = moduli(exact) if np.isfinite(exact).all() else None
    bounds: list[Fraction | None] = [None] * out.size
    for k, t in enumerate(out.exact_points):
        if fixed is None or heights is None or not tolerance.admits(t):
            continue
        terms = min(k + 1, out.size - k)
        rounding = arithmetic.direct(absolute[k], terms, heights[k], inputs)
        bounds[k] = None if rounding is None else fixed + rounding
    result.arrays["out"] = exact
    result.arrays["bound"] = bound_array(bounds, exact.shape)
    result.arrays["bound_ulp"] = bound_array(ulps(bounds, exact), exact.shape)
    result.positions |= dict.fromkeys(("out", "bound", "bound_ulp"), out.exact_points)
    described = {
        "formula": _FORMULAS[case["op"]],
        **_grid_record(out),
        "discretisation": _decimal(tolerance.discretisation),
        "truncation": _decimal(tolerance.truncation),
        "reason": tolerance.reason,
        "without_bound": bounds.count(None),
    }
    if fixed is not None and heights is not None:
        shapes = ([len(a)], [len(v)])
        whole = arithmetic.transforms(a, v, shapes, max(heights))
        rounded = bound_array([None if whole is None else fixed + whole], (1,))
        described["bound_by_transforms"] = _decimal(float(rounded[0]))
    return described


_FORMULAS = {
    "convolve": "out[k] is (f ∗ g)(first + k step); step Σ f[n] g[k − n] is within bound[k] of it",
    "correlate": (
        "out[k] is (f ⋆ g)(first + k step); step Σ conj(f[n]) g[n + k − (size of f − 1)] is within "
        "bound[k] of it"
    ),
}


def _grid_record(grid: Grid) -> dict[str, Any]:
    return {
        "first": str(grid.first),
        "step": str(grid.step),
        "size": grid.size,
        "origin": str(grid.origin),
    }


def _decimal(value: float) -> str:
    """Six digits, for people to read; the bounds themselves are in the arrays."""
    return f"{value:.6g}"


def _line(error: Exception) -> str:
    return str(error).partition("\n")[0]
