"""Validation in the plane: separable functions, kernels of two-dimensional arrays.

For f = f1(x) f2(y) and g = g1(x) g2(y) both the convolution and its discrete sum are products, so
with errors e1, e2 of the axes |H1 H2 - h1 h2| <= e1 |h2| + |h1| e2 + e1 e2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import inf
from typing import Any

import numpy as np
import sympy as sp

from symconv.deadline import check
from symconv.numeric.axis import Axis
from symconv.numeric.bounds import ErrorBound, rounding_bound
from symconv.numeric.kernels import call
from symconv.numeric.windows import choose_windows

__all__ = ["diagnose_planar", "planar_axes", "planar_row", "separated"]

_SIZES = (((6, 5), (3, 2)), ((4, 4), (4, 4)), ((2, 3), (5, 4)))


def _default(op: str) -> Callable[..., Any]:
    from scipy.signal import convolve

    if op == "convolve":
        return lambda a, v: convolve(a, v)
    return lambda a, v: convolve(np.conj(a[::-1, ::-1]), v)


def separated(f: sp.Expr, pair: tuple[sp.Symbol, sp.Symbol]) -> tuple[sp.Expr, sp.Expr] | None:
    """(f1, f2) with f = f1(x) f2(y), or None."""
    first, second = pair
    parts: list[sp.Expr] = [sp.Integer(1), sp.Integer(1)]
    for factor in sp.Mul.make_args(sp.expand_power_exp(sp.expand_mul(f))):
        if isinstance(factor, sp.exp) and factor.has(first) and factor.has(second):
            factor = sp.exp(sp.expand(factor.args[0]))
        for piece in sp.Mul.make_args(sp.expand_power_exp(factor)):
            if piece.has(first) and piece.has(second):
                return None
            parts[1 if piece.has(second) else 0] *= piece
    return parts[0], parts[1]


def planar_axes(
    f: sp.Expr, g: sp.Expr, pair: tuple[sp.Symbol, sp.Symbol], op: str, rule: str
) -> tuple[Axis, Axis] | str:
    """The two axes, or the reason why there is no bound."""
    first, second = separated(f, pair), separated(g, pair)
    if first is None or second is None:
        return "a function of the plane that is no product f1(x) f2(y)"
    axes = []
    for one, other, x in zip(first, second, pair, strict=True):
        windows = choose_windows(one, other, x)
        if isinstance(windows, str):
            return windows
        axes.append(Axis(one, other, x, op, rule, windows, None))
    return axes[0], axes[1]


def planar_row(
    axes: tuple[Axis, Axis], kernel: Callable[..., Any] | None, op: str, step: Fraction
) -> tuple[float, ErrorBound]:
    """The largest error for one step, and its bound."""
    kernel = _default(op) if kernel is None else kernel
    data = [axis.sampled(step) for axis in axes]
    a, v = np.outer(data[0][1], data[1][1]), np.outer(data[0][2], data[1][2])
    chosen = [axis.admitted(d[3]) for axis, d in zip(axes, data, strict=True)]
    exact = [
        axis.exact([d[3].first + int(k) * step for k in picked])
        for axis, d, picked in zip(axes, data, chosen, strict=True)
    ]
    sizes = [float(np.max(np.abs(values))) for values in exact]
    parts = [
        axis.bound(d[0], d[1], d[2], step, size)
        for axis, d, size in zip(axes, data, sizes, strict=True)
    ]
    bound = _product_bound(parts, sizes, a, v, float(step) ** 2)
    found = _values(kernel, a, v, float(step) ** 2, tuple(d[3].size for d in data))
    if found is None:
        return inf, bound
    error = np.max(np.abs(found[np.ix_(*chosen)] - np.outer(*exact)))
    return float(error), bound


def _values(kernel: Any, a: Any, v: Any, area: float, shape: tuple[int, ...]) -> Any:
    check("asking the kernel")
    try:
        found = call(kernel, a, v, area)
    except Exception:
        check("asking the kernel")
        return None
    return found if found.shape == shape else None


def _product_bound(
    parts: list[ErrorBound], sizes: list[float], a: Any, v: Any, area: float
) -> ErrorBound:
    def product(first: float, second: float) -> float:
        if inf in (first, second):
            return inf
        return first * sizes[1] + sizes[0] * second + first * second

    whole = [part.discretisation + part.truncation for part in parts]
    discretisation = product(parts[0].discretisation, parts[1].discretisation)
    truncation = max(product(*whole) - discretisation, 0.0) if max(whole) < inf else inf
    rounding = rounding_bound(a.ravel(), v.ravel(), area, 4 * sizes[0] * sizes[1])
    order = min(part.order for part in parts)
    return ErrorBound(discretisation, truncation, rounding, order, parts[0].reason)


# What the kernel computes -------------------------------------------------------------------------


def diagnose_planar(kernel: Callable[..., Any] | None, op: str) -> list[str]:
    """The first wrong answer to integers, then to doubles, named."""
    kernel = _default(op) if kernel is None else kernel
    draw = np.random.default_rng(30)
    try:
        for integers in (True, False):
            for m, n in _SIZES:
                a, v = (
                    draw.integers(-9, 10, size).astype(float)
                    if integers
                    else draw.standard_normal(size)
                    for size in (m, n)
                )
                check("asking the kernel")
                found = list(_judge(kernel, op, a, v))
                if found:
                    return found
    except Exception as error:
        check("asking the kernel")
        return [f"the kernel failed: {type(error).__name__}: {error}"]
    return []


def _exact(op: str, a: Any, v: Any) -> Any:
    """The full two-dimensional sum, formed in exact fractions and rounded once."""
    first = a[::-1, ::-1] if op == "correlate" else a
    out = np.full((a.shape[0] + v.shape[0] - 1, a.shape[1] + v.shape[1] - 1), Fraction(0), object)
    exact = np.vectorize(Fraction, otypes=[object])
    for (i, j), value in np.ndenumerate(exact(first)):
        out[i : i + v.shape[0], j : j + v.shape[1]] += value * exact(v)
    return out.astype(float)


def _judge(kernel: Callable[..., Any], op: str, a: Any, v: Any) -> Iterator[str]:
    found, right = call(kernel, a, v, 1.0), _exact(op, a, v)
    if found.shape != right.shape:
        yield f"returns shape {found.shape}, expected {right.shape} (full)"
        return
    allowed = rounding_bound(a.ravel(), v.ravel(), 1.0, float(np.max(np.abs(right))))
    if not np.all(np.abs(found - right) <= allowed):
        yield _name(found, op, a, v)


def _slips(op: str, a: Any, v: Any) -> Iterator[tuple[str, Any]]:
    right = _exact(op, a, v)
    yield "", right
    flip = "flips" if op == "correlate" else "forgets the flip of"
    for text, axes in (("both axes", (0, 1)), ("axis 0", (0,)), ("axis 1", (1,))):
        turned = np.flip(v, axes)
        yield f"{flip} {text}", _exact(op, a, turned)
        yield f"{flip} {text}, of the other array", np.flip(_exact(op, a, turned), axes)
    for axis in (0, 1):
        for shift in (1, -1):
            rolled = np.roll(right, shift, axis)
            yield f"is off by 1 sample along axis {axis}", rolled
            cut = np.moveaxis(rolled.copy(), axis, 0)
            cut[0 if shift > 0 else -1] = 0
            yield f"is off by 1 sample along axis {axis}", np.moveaxis(cut, 0, axis)
    if right.shape[0] == right.shape[1]:
        yield "returns its result transposed", right.T


def _name(found: Any, op: str, a: Any, v: Any) -> str:
    size = float(np.linalg.norm(a) * np.linalg.norm(v))
    for slip, values in _slips(op, a, v):
        norm = float(np.vdot(values, values).real)
        factor = float(np.vdot(values, found).real) / norm if norm else 0.0
        if float(np.max(np.abs(found - factor * values))) / size < 1e-9:
            scale = f"scales its result by {factor:.12g}" if abs(factor - 1) > 1e-12 else ""
            if slip or scale:
                return " and ".join(part for part in (slip, scale) if part)
    error = float(np.max(np.abs(found - _exact(op, a, v)))) / size
    kind = "computes in single precision" if 1e-9 < error < 1e-6 else "is wrong"
    return f"{kind}: relative error {error:.1e}"
