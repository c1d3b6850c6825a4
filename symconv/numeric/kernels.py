"""What a discrete kernel computes, before any convergence is looked at.

Questions to kernel(a, v), none with a tolerance that could hide a defect: are integers convolved
exactly (transforms: within their rounding bound), at every length up to 300 of either argument, on
both sides of the usual block lengths and at the lengths that are asked for? are doubles convolved
to double precision? is a scheme that must be exact, cell averages against a box, exact? does the
kernel leave its arguments alone, and answer twice alike? A wrong answer is compared with what the
usual slips would give, and named.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import numpy as np

from symconv.deadline import check
from symconv.numeric.bounds import rounding_bound

__all__ = ["default_kernel", "diagnose_kernel", "takes_step"]

_SIZES = ((16, 5), (5, 16), (33, 33), (7, 4), (1, 3))
_SWEPT = 300  # every length up to this one, each against short ones of both parities
_SWEPT_TOGETHER = 65
_LONG = (
    (255, 64),
    (256, 65),
    (257, 128),
    (63, 300),
    (1000, 129),
    (129, 1000),
    (4097, 33),
    (33, 4097),
)
_LARGEST_ASKED = 10**7  # products; beyond that the lengths in use are left to the bound
_STEPS = (Fraction(1, 8), Fraction(1, 4))
_Kernel = Callable[..., Any]


def default_kernel(op: str) -> _Kernel:
    """numpy.convolve(a, v), or numpy.correlate(v, a) = sum conj(a[n]) v[n + k]."""
    if op == "convolve":
        return lambda a, v: np.convolve(a, v, "full")
    return lambda a, v: np.correlate(v, a, "full")


def takes_step(kernel: _Kernel) -> bool:
    """Whether the kernel has a parameter `step`: it then multiplies by the step itself."""
    try:
        return "step" in inspect.signature(kernel).parameters
    except (TypeError, ValueError):
        return False


def call(kernel: _Kernel, a: Any, v: Any, step: float) -> Any:
    """The kernel's value of step times the discrete sum."""
    if takes_step(kernel):
        return np.asarray(kernel(a.copy(), v.copy(), step=step))
    return np.asarray(kernel(a.copy(), v.copy())) * step


def diagnose_kernel(
    kernel: _Kernel,
    op: str,
    *,
    complex_valued: bool = False,
    sizes: tuple[tuple[int, int], ...] = (),
) -> list[str]:
    """The defects found, named; an empty list if there are none. `sizes`: lengths in use."""
    try:
        return list(dict.fromkeys(_defects(kernel, op, complex_valued, sizes)))
    except Exception as error:
        check("asking the kernel")
        return [f"the kernel failed: {type(error).__name__}: {error}"]


def _defects(
    kernel: _Kernel, op: str, complex_valued: bool, sizes: tuple[tuple[int, int], ...]
) -> Iterator[str]:
    """The first wrong answer of each kind of question; later kinds only if nothing was found."""
    asked = (
        _integers(complex_valued),
        _doubles(complex_valued),
        _at_lengths(_lengths(sizes), complex_valued),
    )
    for questions in asked:
        for a, v, step in questions:
            check("asking the kernel")
            found = list(_judge(kernel, op, a, v, step))
            if found:
                yield from found
                return
    yield from _exact_scheme(kernel, op)
    yield from _habits(kernel, op, complex_valued)


def _lengths(sizes: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, int]]:
    for k in range(1, _SWEPT + 1):
        short = 2 + k % 5
        yield from ((k, short), (short, k))
        if k <= _SWEPT_TOGETHER:
            yield from ((k, k), (k, max(1, k - 3)))
    yield from _LONG
    yield from (pair for pair in sizes if pair[0] * pair[1] <= _LARGEST_ASKED)


def _at_lengths(
    lengths: Iterator[tuple[int, int]], complex_valued: bool
) -> Iterator[tuple[Any, Any, float]]:
    """Integers at these lengths; the step is 1."""
    draw = np.random.default_rng(22)
    for n, m in lengths:
        a, v = (draw.integers(-9, 10, k).astype(float) for k in (n, m))
        if complex_valued:
            a, v = a + 1j * draw.integers(-9, 10, n), v + 1j * draw.integers(-9, 10, m)
        yield a, v, 1.0


def _habits(kernel: _Kernel, op: str, complex_valued: bool) -> Iterator[str]:
    """Whether the kernel writes into its arguments, or remembers earlier calls."""
    first, *_, last = _integers(complex_valued)
    for a, v, step in (first, last, first):
        kept = a.copy(), v.copy()
        options = {"step": step} if takes_step(kernel) else {}
        kernel(a, v, **options)
        if not (np.array_equal(a, kept[0]) and np.array_equal(v, kept[1])):
            yield "writes into its arguments"
            return
        if any(_judge(kernel, op, *kept, step)):
            yield "its answers depend on earlier calls"
            return


def _integers(complex_valued: bool) -> Iterator[tuple[Any, Any, float]]:
    draw = np.random.default_rng(20)
    for step in (1.0, 0.125):
        for n, m in _SIZES:
            a, v = (draw.integers(-9, 10, k).astype(float) for k in (n, m))
            a[0], v[0], a[-1], v[-1] = 3.0, 5.0, 7.0, -4.0
            if complex_valued:
                a, v = a + 1j * draw.integers(1, 9, n), v + 1j * draw.integers(1, 9, m)
            yield a, v, step


def _doubles(complex_valued: bool) -> Iterator[tuple[Any, Any, float]]:
    draw = np.random.default_rng(21)
    for n, m in _SIZES:
        yield draw.standard_normal(n), draw.standard_normal(m), 1.0


def _judge(kernel: _Kernel, op: str, a: Any, v: Any, step: float) -> Iterator[str]:
    """Compare one call with the exact result (correctly rounded doubles)."""
    found, expected = call(kernel, a, v, step), step * _exact(op, a, v)
    if found.dtype.kind not in "biufc":
        yield f"returns entries of dtype {found.dtype}, not numbers"
        return
    if found.shape != expected.shape:
        yield _wrong_shape(found.shape, len(a), len(v))
        return
    allowed = rounding_bound(a, v, step, float(np.max(np.abs(expected))))
    if not np.all(np.abs(found - expected) <= allowed):
        yield _name(found, op, a, v, step)


def _exact(op: str, a: Any, v: Any) -> Any:
    """The full convolution or correlation, every sum formed exactly and rounded once."""
    first = np.conj(a[::-1]) if op == "correlate" else a
    if _are_small_integers(first) and _are_small_integers(v):
        return _exact_integers(first, v)
    parts = [[_fractions(z) for z in (part.real, part.imag)] for part in (first, v)]
    (ar, ai), (vr, vi) = parts
    real = [p - q for p, q in zip(_sums(ar, vr), _sums(ai, vi), strict=True)]
    if not np.iscomplexobj(a):
        return np.array([float(p) for p in real])
    imag = [p + q for p, q in zip(_sums(ar, vi), _sums(ai, vr), strict=True)]
    return np.array([complex(float(p), float(q)) for p, q in zip(real, imag, strict=True)])


def _are_small_integers(values: Any) -> bool:
    return all(
        bool((part == np.rint(part)).all()) and bool((np.abs(part) < 2**10).all())
        for part in (values.real, values.imag)
    )


def _exact_integers(first: Any, v: Any) -> Any:
    """The sums of up to 2^30 products of small integers, which 64 bits hold."""
    (ar, ai), (vr, vi) = (
        [part.astype(np.int64) for part in (values.real, values.imag)] for values in (first, v)
    )
    real = np.convolve(ar, vr) - np.convolve(ai, vi)
    if not np.iscomplexobj(first):
        return real.astype(float)
    return real.astype(float) + 1j * (np.convolve(ar, vi) + np.convolve(ai, vr)).astype(float)


def _fractions(values: Any) -> list[Fraction]:
    return [Fraction(float(value)) for value in values]


def _sums(a: list[Fraction], v: list[Fraction]) -> list[Fraction]:
    out = [Fraction(0)] * (len(a) + len(v) - 1)
    for i, p in enumerate(a):
        for j, q in enumerate(v):
            out[i + j] += p * q
    return out


def _wrong_shape(shape: tuple[int, ...], n: int, m: int) -> str:
    modes = {n + m - 1: "full", max(n, m): "same", abs(n - m) + 1: "valid"}
    mode = modes.get(shape[0] if len(shape) == 1 else -1)
    text = f', as mode "{mode}" does' if mode else ""
    return f"returns shape {shape} for lengths {n} and {m}{text}; expected {n + m - 1} (full)"


def _slips(op: str, a: Any, v: Any) -> Iterator[tuple[str, Any]]:
    """What the usual slips would return."""
    right = _exact(op, a, v)
    yield "", right
    if op == "convolve":
        yield "forgets the flip: it computes numpy.correlate(a, v)", np.correlate(a, v, "full")
        yield "forgets the flip: it computes numpy.correlate(v, a)", np.correlate(v, a, "full")
    else:
        yield "swaps its arguments", np.correlate(a, v, "full")
        yield "flips: it computes the convolution", np.convolve(a, v, "full")
        yield "does not conjugate its first argument", np.correlate(v, np.conj(a), "full")
        yield "conjugates its second argument instead", np.correlate(np.conj(v), np.conj(a), "full")
    for shift in (1, -1, 2, -2):
        word = f"is off by {abs(shift)} sample{'s' if abs(shift) > 1 else ''}"
        rolled = np.roll(right, shift)
        yield f"{word}: sample k holds the value of sample k {'-+'[shift < 0]} {abs(shift)}", rolled
        padded = rolled.copy()
        padded[slice(0, shift) if shift > 0 else slice(shift, None)] = 0
        yield f"{word}: sample k holds the value of sample k {'-+'[shift < 0]} {abs(shift)}", padded
    yield "returns its result reversed", right[::-1]
    period = max(len(a), len(v))
    wrapped = np.zeros_like(right)
    for k, value in enumerate(right):
        wrapped[k % period] += value
    yield f"wraps around: it computes the circular {_NAMES[op]}", wrapped


def _name(found: Any, op: str, a: Any, v: Any, step: float) -> str:
    """The slip that explains the values, with a factor if one is needed."""
    if not np.all(np.isfinite(found)):
        return "returns values that are not finite"
    size = float(np.linalg.norm(a) * np.linalg.norm(v))
    for slip, values in _slips(op, a, v):
        target = step * values
        norm = float(np.vdot(target, target).real)
        factor = complex(np.vdot(target, found)) / norm if norm else 0j
        rest = float(np.max(np.abs(found - factor * target))) / (step * size)
        if rest < 1e-9 and (slip or abs(factor - 1) > 1e-12):
            scale = _factor(factor.real, step) if abs(factor - 1) > 1e-12 else ""
            return " and ".join(part for part in (slip, scale) if part)
    error = float(np.max(np.abs(found - step * _exact(op, a, v)))) / (step * size)
    if error < 1e-6:
        kind = "computes in single precision" if error > 1e-9 else "loses digits"
        return f"{kind}: relative error {error:.1e}"
    return f"does not compute the {_NAMES[op]}: relative error {error:.1e} for no known reason"


_NAMES = {"convolve": "convolution", "correlate": "cross-correlation"}


def _factor(factor: float, step: float) -> str:
    if step != 1 and abs(factor * step - 1) < 1e-9:
        return f"drops the factor h (at h = {step:g})"
    if step != 1 and abs(factor - step) < 1e-9:
        return f"multiplies by h twice (at h = {step:g})"
    return f"scales its result by {factor:.12g}"


def _exact_scheme(kernel: _Kernel, op: str) -> Iterator[str]:
    """Cell averages of x on [0, 2) against a box on [0, 1): step * sum is the exact integral."""
    for step in _STEPS:
        n, m = int(2 / step), int(1 / step)
        ramp = np.array([float((k + Fraction(1, 2)) * step) for k in range(n)])
        box = np.ones(m)
        found = call(kernel, ramp, box, float(step))
        if op == "convolve":
            expected = [_ramp_area((k - m + 1) * step, (k + 1) * step) for k in range(n + m - 1)]
        else:
            expected = [
                _ramp_area((n - 1 - k) * step, (n - 1 - k + m) * step) for k in range(n + m - 1)
            ]
        exact = np.array([float(value) for value in expected])
        if found.shape != exact.shape:
            continue
        if not np.all(np.abs(found - exact) <= rounding_bound(ramp, box, float(step), 2.0)):
            yield _name(found, op, ramp, box, float(step))


def _ramp_area(low: Fraction, high: Fraction) -> Fraction:
    a, b = max(low, Fraction(0)), min(high, Fraction(2))
    return (b * b - a * a) / 2 if b > a else Fraction(0)
