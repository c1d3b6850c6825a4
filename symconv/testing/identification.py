"""identify: what a function of two arrays really computes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Any

import numpy

from symconv.discrete.libraries import conventions
from symconv.discrete.sliding import Sliding, SlidingSum
from symconv.errors import InvalidInput
from symconv.listing import shown
from symconv.operators.timed import ends_in_time
from symconv.testing.calling import Call, KernelError, Runner, runners
from symconv.testing.counterexamples import no_sum, operator_name
from symconv.testing.diagnosis import Diagnosis
from symconv.testing.fitting import SHAPES, NotSlidingError, fit_axis, measure_axis
from symconv.testing.probing import Probes, mismatches

__all__ = ["identify"]

Array = numpy.ndarray[Any, Any]
Operands = Iterator[tuple[Array, Array]]
_CONJUGATES = (None, "first", "second", "both")


def _out_of_time(reason: str, *_: Any) -> Diagnosis:
    return Diagnosis("unknown", reason=reason)


@ends_in_time(_out_of_time)
def identify(fn: Any, ndim: int = 1, call: Call | None = None, *, timeout: float = 30) -> Diagnosis:
    """Find out which sum fn(a, v)[k] = Σ a[n] v[±(k − n) + offset] a function computes.

    Hypotheses
    ----------
    The function is deterministic and treats all operands of one shape alike. A function that is a
    sliding sum on all probes, and something else elsewhere, is not noticed.

    Parameters
    ----------
    fn : callable
        A function of two arrays, signal and kernel.
    ndim : {1, 2, 3}
        Their dimension.
    call : callable, optional
        call(fn, a, v) adapts a layout such as (N, C, L), and returns the spatial result.
    timeout : float
        Seconds, after which the operator is "unknown"; a call of `fn` is not interrupted.

    Returns
    -------
    Diagnosis
        With .operator, .mode, .offset, .flips, .conjugate, .stride, .boundary; operator "none"
        comes with a .counterexample to the nearest candidate.

    Raises
    ------
    InvalidInput
        If `fn` is no function or `ndim` is not 1, 2 or 3. What `fn` raises is reported, not raised.

    Examples
    --------
    >>> import numpy
    >>> from symconv.testing import identify
    >>> found = identify(numpy.correlate)
    >>> found.operator, found.mode, found.conjugate
    ('correlation', 'valid', 'second')
    >>> identify(lambda a, v: numpy.convolve(a, v[::-1], "same")).operator
    'correlation'
    >>> print(identify(lambda a, v: numpy.convolve(a, v) + 1))  # doctest: +ELLIPSIS
    no convolution or correlation
      because: ...
      counterexample: a = [1], v = [1]: got [2], but the convolution, full is [1]
    >>> identify("numpy.convolve")
    Traceback (most recent call last):
        ...
    symconv.errors.InvalidInput: fn: expected a function of two arrays, got str
    """
    if ndim not in (1, 2, 3):
        raise InvalidInput(f"ndim: {shown(ndim)}; expected 1, 2 or 3")
    failures: list[Diagnosis] = []
    for run in runners(fn, call):
        diagnosis = _diagnose(run, ndim)
        if diagnosis.operator != "none":
            kind = run.container.removesuffix(" of floats")
            wrong = (one for one in failures if one.container == kind and _answered(one))
            return next(wrong, diagnosis)
        failures.append(diagnosis)
    # The container with which the function got furthest: an answer, rather than an error.
    return max(failures, key=lambda one: one.counterexample is not None)


def _answered(diagnosis: Diagnosis) -> bool:
    """Whether the function gave a wrong answer, and no refusal."""
    example = diagnosis.counterexample
    return example is not None and not isinstance(example.got, KernelError)


def _diagnose(run: Runner, ndim: int) -> Diagnosis:
    try:
        tables = [measure_axis(run, axis, ndim) for axis in range(ndim)]
    except KernelError as failure:
        return no_sum(run, ndim, f"on every operand it {failure}")
    except NotSlidingError as failure:
        return no_sum(run, ndim, str(failure))
    fits = [fit_axis(table) for table in tables]
    axes, shorter_only = _joined(fits), False
    if axes is None:
        # Some functions do something of their own where the kernel is longer than the signal.
        short = [{nm: known for nm, known in table.items() if nm[0] >= nm[1]} for table in tables]
        axes, shorter_only = _joined([fit_axis(table) for table in short if table]), True
    if axes is None or len(axes) != ndim:
        return no_sum(run, ndim, "no candidate meets the same samples on all probes")
    probes = Probes(ndim, shorter_only)
    mismatch = next(mismatches(run, SlidingSum(axes), probes.integers()), None)
    if mismatch is not None and not shorter_only:  # such as an empty answer for a longer kernel
        probes, shorter_only = Probes(ndim, True), True
        mismatch = next(mismatches(run, SlidingSum(axes), probes.integers()), None)
    if mismatch is not None:
        reason = "it agrees on unit samples, and not on dense ones"
        return no_sum(run, ndim, reason, nearest=axes)
    model = _with_conjugate(run, SlidingSum(axes), probes)
    if model is None:
        reason = "it agrees on real operands, and not on complex ones"
        return no_sum(run, ndim, reason, nearest=axes)
    for what, one, fresh in _fresh(run, probes):
        seen = next(mismatches(one, model, fresh), None)
        if seen is not None:
            reason = f"it agrees on short integers, and not on {what}"
            return no_sum(run, ndim, reason, nearest=axes, seen=seen)
    common = set.intersection(*(set(table) for table in tables))
    answered = [shape for shape in SHAPES if shape in common]
    found = _described(run, model, answered, shorter_only)
    notes = [found.reason] if found.reason else []
    if next(mismatches(run, model, ((a, v) for _, a, v in probes.mixed())), None) is not None:
        notes.append("an answer to integers and doubles together is cut to integers, or not exact")
    if model.conjugate == "not applicable" and _answers(run, probes):
        notes.append("complex operands are taken, and answered by real numbers")
    return replace(found, reason="; ".join(notes))


def _answers(run: Runner, probes: Probes) -> bool:
    """Whether complex operands are answered at all."""
    for a, v in probes.complexes():
        try:
            run(a, v)
        except KernelError:
            continue
        return True
    return False


def _fresh(run: Runner, probes: Probes) -> Iterator[tuple[str, Runner, Operands]]:
    """Operands that no candidate was chosen by: of other lengths, and of doubles."""
    yield "operands of other lengths", run, probes.longer()
    kind = run.container.removesuffix(" of floats")
    as_doubles = replace(run, container=f"{kind} of floats") if kind != "list" else run
    halves = ((a / 2, v / 4) for a, v in probes.integers())
    yield "doubles", as_doubles, chain(halves, probes.integers())


def _joined(fits: list[list[Sliding]]) -> tuple[Sliding, ...] | None:
    """Choose one candidate per axis with one signal, and one boundary where there is one."""
    for signal in ("first", "second"):
        ours = [[fit for fit in axis if fit.signal == signal] for axis in fits]
        if all(ours):
            for boundary in dict.fromkeys(fit.boundary for axis in ours for fit in axis):
                alike = [[fit for fit in axis if fit.boundary == boundary] for axis in ours]
                if all(alike):
                    return tuple(axis[0] for axis in alike)
            return tuple(axis[0] for axis in ours)
    return None


def _with_conjugate(run: Runner, model: SlidingSum, probes: Probes) -> SlidingSum | None:
    """Return the model with the conjugation that complex probes show; None where none fits."""
    answered = False
    for a, v in probes.complexes():
        try:
            answered = numpy.iscomplexobj(run(a, v)) or answered
        except KernelError:
            continue
    if not answered:
        return model.with_conjugate("not applicable")
    for conjugate in _CONJUGATES:
        candidate = model.with_conjugate(conjugate)
        if next(mismatches(run, candidate, probes.complexes()), None) is None:
            return candidate
    return None


def _described(
    run: Runner, model: SlidingSum, answered: list[tuple[int, int]], shorter_only: bool
) -> Diagnosis:
    axes, first = model.axes, model.axes[0]
    boundaries = tuple(axis.boundary for axis in axes)
    reason = ""
    if shorter_only:
        reason = "something else where the kernel is longer than the signal"
    elif len(answered) < len(SHAPES):
        longer = all(shape in answered for shape in SHAPES if shape[0] >= shape[1])
        only = f"lengths other than {answered}"
        reason = "it refuses " + ("a kernel longer than the signal" if longer else only)
    if shorter_only:
        answered = [shape for shape in answered if shape[0] >= shape[1]]
    modes = {(axis.mode, axis.size, axis.centre) for axis in axes}
    shared = len(modes) == 1
    return Diagnosis(
        operator=operator_name(axes),
        mode=first.mode if shared else "mixed",
        size=first.size if shared else None,
        centre=first.centre if shared else None,
        offset=tuple(axis.offset for axis in axes),
        surplus=tuple(axis.surplus for axis in axes),
        flips=tuple(axis.flip for axis in axes),
        reversed=tuple(axis.reverse for axis in axes),
        conjugate=model.conjugate,
        stride=tuple(axis.stride for axis in axes),
        boundary=boundaries[0] if len(set(boundaries)) == 1 else boundaries,
        signal=model.signal,
        matches=_matching_rows(model, answered),
        reason=reason,
        container=run.container,
        model=model,
    )


def _matching_rows(model: SlidingSum, shapes: list[tuple[int, int]]) -> tuple[str, ...]:
    ndim = len(model.axes)
    found = []
    for name, row in conventions.items():
        if ndim not in row.ndim or row.operator == "normalised correlation":
            continue
        for mode in row.modes:
            for boundary in sorted({row.default_boundary, *row.boundaries.values()}):
                other = row.model(mode, boundary=boundary, ndim=ndim)
                if model.conjugate not in ("not applicable", other.conjugate):
                    continue
                if _same_sum(model, other, shapes):
                    extra = "" if boundary == row.default_boundary else f", {boundary}"
                    found.append(f"{name} ({mode}{extra})")
                    break
    return tuple(found)


def _same_sum(one: SlidingSum, other: SlidingSum, shapes: list[tuple[int, int]]) -> bool:
    """Compare two sums by the pairs of samples that meet, whichever is called the signal."""
    return all(
        numpy.array_equal(_pairs(p, n, m), _pairs(q, n, m))
        for p, q in zip(one.axes, other.axes, strict=True)
        for n, m in shapes
    )


def _pairs(axis: Sliding, n: int, m: int) -> Array:
    """Return the 0/1 array [output, first sample, second sample]."""
    taps = axis.taps(n, m)
    signal = n if axis.signal == "first" else m
    meets: Array = taps[:, None, :] == numpy.arange(signal)[None, :, None]
    return meets if axis.signal == "first" else meets.transpose(0, 2, 1)
