"""When a function is none of the sums: the nearest one, and the smallest case that differs."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy

from symconv.discrete.sliding import Sliding, SlidingSum
from symconv.testing.calling import KernelError, Runner
from symconv.testing.diagnosis import Counterexample, Diagnosis
from symconv.testing.fitting import base_candidates
from symconv.testing.probing import Probes, agree, mismatches

__all__ = ["no_sum", "operator_name"]

Array = numpy.ndarray[Any, Any]


def operator_name(axes: tuple[Sliding, ...]) -> str:
    """Return the name of the operator that the axes make up together."""
    flips = {axis.flip for axis in axes}
    if any(axis.upsample > 1 for axis in axes) and len(flips) == 1:
        # Gaps between the samples of the signal, or of the kernel.
        what = "transposed" if axes[0].signal == "first" else "dilated"
        return f"{what} {'convolution' if flips == {True} else 'correlation'}"
    if len(flips) == 2:
        return "mixed"
    name = "convolution" if flips == {True} else "correlation"
    if all(axis.boundary == "wrap" and axis.mode in ("same", "causal") for axis in axes):
        return f"circular {name}"
    return name


def no_sum(
    run: Runner,
    ndim: int,
    reason: str,
    nearest: tuple[Sliding, ...] | None = None,
    seen: tuple[Array, Array, Array, Array] | None = None,
) -> Diagnosis:
    """Return the diagnosis "none", with the smallest counterexample to the nearest sum.

    `seen`: a counterexample that is known, (a, v, expected, got).
    """
    axes = nearest or _nearest(run, ndim)
    example = _smallest(run, axes, ndim) if axes else None
    if example is None and axes and seen:
        a, v, expected, got = (part.tolist() for part in seen)
        example = Counterexample(a, v, expected, got, _name(axes))
    return Diagnosis("none", reason=reason, counterexample=example, container=run.container)


def _nearest(run: Runner, ndim: int) -> tuple[Sliding, ...] | None:
    """Return the usual sum with the most equal outputs on dense probes; None if all raise."""
    answers = []
    for a, v in Probes(ndim).integers():
        try:
            answers.append((a, v, run(a, v)))
        except KernelError:
            continue
    if not answers:
        return None

    def likeness(axis: Sliding) -> tuple[int, int]:
        same_shape = equal = 0
        for a, v, got in answers:
            sizes = zip(a.shape, v.shape, strict=True)
            if got.shape == tuple(len(axis.window(n, m)) for n, m in sizes):
                same_shape += 1
                expected = SlidingSum((axis,) * ndim).evaluate(a, v)
                near = abs(got.astype(complex) - expected.astype(complex)) < 1 / 10**6
                equal += int(near.sum())
        return same_shape, equal

    candidates = list(base_candidates())
    simple = [axis for axis in candidates if axis.boundary == "constant" and not axis.reverse]
    score = {axis: likeness(axis) for axis in candidates}
    plain, best = max(simple, key=score.__getitem__), max(candidates, key=score.__getitem__)
    # Some outputs are equal by chance: the unusual sum has to be much the nearer one.
    total = sum(got.size for _, _, got in answers)
    better = score[best][1] - score[plain][1] > total // 4
    return (best if better or score[best][0] > score[plain][0] else plain,) * ndim


def _smallest(run: Runner, axes: tuple[Sliding, ...], ndim: int) -> Counterexample | None:
    sizes = sorted(product(range(1, 6), repeat=2), key=lambda size: (sum(size), size))
    name = _name(axes)
    for imaginary in (0, 1):
        for n, m in sizes:
            a = numpy.arange(1, n**ndim + 1).reshape([n] * ndim)
            v = numpy.arange(1, m**ndim + 1).reshape([m] * ndim) ** 2
            if imaginary:
                a, v = a * complex(1, 2), v * complex(2, -1)
            try:
                got = run(a, v)
            except KernelError as failure:
                if imaginary or n < m:
                    continue
                return Counterexample(a.tolist(), v.tolist(), _listed(axes, a, v), failure, name)
            expected = SlidingSum(axes).evaluate(a, v)
            if not agree(got, expected, a, v):
                return Counterexample(a.tolist(), v.tolist(), expected.tolist(), got.tolist(), name)
    for a, v, expected, got in mismatches(run, SlidingSum(axes), Probes(ndim).integers()):
        return Counterexample(a.tolist(), v.tolist(), expected.tolist(), got.tolist(), name)
    return None


def _listed(axes: tuple[Sliding, ...], a: Array, v: Array) -> Any:
    return SlidingSum(axes).evaluate(a, v).tolist()


def _name(axes: tuple[Sliding, ...]) -> str:
    axis = axes[0]
    words = [operator_name(axes), axis.mode]
    if axis.boundary != "constant":
        words.append(f"boundary {axis.boundary}")
    return ", ".join(words)
