"""assert_kernel: exact cases for a convolution that somebody wrote.

Kernels that are symmetric or all ones show nothing: they hide a missing flip, a wrong lag sign, a
swapped argument. The cases here have no symmetry, both parities, axes of different lengths, and
entries that a too narrow accumulator, a cast to integers or a smeared NaN cannot survive.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy

from symconv.discrete.libraries import Convention, conventions
from symconv.discrete.sliding import SlidingSum
from symconv.errors import InvalidInput
from symconv.listing import shown
from symconv.testing.calling import Call, KernelError, Runner, runners
from symconv.testing.identification import identify
from symconv.testing.probing import Probes, agree

__all__ = ["assert_kernel"]

Array = numpy.ndarray[Any, Any]


@dataclass(frozen=True)
class _Case:
    what: str
    a: Array
    v: Array

    @property
    def plain(self) -> bool:
        return self.what == "integers"


def assert_kernel(
    fn: Any,
    convention: str = "numpy.convolve",
    mode: str = "full",
    ndim: int = 1,
    call: Call | None = None,
    *,
    boundary: str | None = None,
) -> None:
    """Assert that a function computes what a library function does, on exact cases.

    Asserted is fn(a, v)[k] = the convention's sum, to the last bit for integers. The cases expose
    a missing flip, an offset, swapped arguments, a wrong conjugate, a wrong boundary, overflow of
    32 bits, a cast to integers, a NaN that spreads.

    Hypotheses
    ----------
    The function is deterministic. A function that is right on all cases, and something else
    elsewhere, passes.

    Parameters
    ----------
    fn : callable
        The kernel: a function of signal and kernel, as lists, NumPy arrays or torch tensors.
    convention : str
        A key of `symconv.discrete.conventions`.
    mode : str
        One of the modes of that convention.
    ndim : {1, 2, 3}
        Dimension of the operands.
    call : callable, optional
        call(fn, a, v) adapts a layout such as (N, C, L), and returns the spatial result.
    boundary : str, optional
        numpy.pad's word; the convention's default otherwise.

    Raises
    ------
    AssertionError
        If an answer differs: with the case, both answers and what the function does compute.
    InvalidInput
        If the convention is unknown or does not offer the mode, dimension or boundary.

    Examples
    --------
    >>> import numpy
    >>> from symconv.testing import assert_kernel
    >>> assert_kernel(numpy.convolve)
    >>> assert_kernel(lambda a, v: numpy.convolve(a, v[::-1]))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    AssertionError: not numpy.convolve (full) on integers...
    """
    if convention not in conventions:
        known = ", ".join(conventions)
        raise InvalidInput(f"convention: {shown(convention)} is unknown; expected one of {known}")
    row = conventions[convention]
    model = row.model(mode, boundary=boundary, ndim=ndim)
    cases = list(_cases(row, model, ndim))
    run, failure = _container(fn, call, model, [case for case in cases if case.plain])
    for case in (*cases, cases[0]):
        failure = failure or _failure(run, model, case)
    if failure:
        found = str(identify(fn, ndim, call)).splitlines()[0]
        raise AssertionError(f"not {convention} ({mode}) {failure}\n  it computes: {found}")


def _container(
    fn: Any, call: Call | None, model: SlidingSum, cases: list[_Case]
) -> tuple[Runner, str | None]:
    """Return the first kind of container with which the plain cases pass, else the first failure.

    Only the plain cases choose it: floats must not hide an overflow of integers, and a wrong
    answer to arrays of integers is not made good by a right one to arrays of doubles.
    """
    failures: list[tuple[Runner, str]] = []
    for one in runners(fn, call):
        run = replace(one, strict=True)
        failure = next((text for case in cases if (text := _failure(run, model, case))), None)
        if failure is None:
            kind = run.container.removesuffix(" of floats")
            wrong = [pair for pair in failures if pair[0].container == kind]
            return next((pair for pair in wrong if ": it raised " not in pair[1]), (run, None))
        failures.append((run, failure))
    answered = [pair for pair in failures if "raised" not in pair[1]]
    return (answered or failures)[0]


def _failure(run: Runner, model: SlidingSum, case: _Case) -> str | None:
    head = f"on {case.what}, a = {case.a.tolist()}, v = {case.v.tolist()}"
    expected = model.evaluate(case.a, case.v)
    try:
        got = run(case.a, case.v)
    except KernelError as error:
        if case.a.dtype != case.v.dtype and str(error).startswith("raised"):
            return None  # operands of two types may be refused
        return f"{head}: it {error}; expected {expected.tolist()}"
    if _same(got, expected, case):
        return None
    if got.shape != expected.shape:
        head = f"{head}: shape {got.shape} for {expected.shape}"
    return f"{head}: got {got.tolist()}, expected {expected.tolist()}"


def _same(got: Array, expected: Array, case: _Case) -> bool:
    if expected.dtype.kind == "O":
        return agree(got, expected, case.a, case.v)
    if got.shape != expected.shape or got.dtype.kind not in "biufc":
        return False
    nan = numpy.isnan(expected)
    if not numpy.array_equal(numpy.isnan(got), nan):
        return False
    finite = numpy.nan_to_num(case.a), numpy.nan_to_num(case.v)
    if got.dtype.kind in "biu":
        return bool((got == expected).all())
    return agree(numpy.where(nan, 0, got), numpy.where(nan, 0, expected), *finite)


def _cases(row: Convention, model: SlidingSum, ndim: int) -> Iterator[_Case]:
    probes = Probes(ndim, shorter_only=not row.kernel_may_be_longer)

    def admitted(v: Array) -> bool:
        return not (row.odd_kernels_only and any(size % 2 == 0 for size in v.shape))

    pairs = [(a, v) for a, v in probes.integers() if admitted(v)]
    for a, v in pairs:
        yield _Case("integers", a, v)
    for b, w in probes.longer():
        if admitted(w):
            yield _Case("integers of other lengths", b, w)
    for what, b, w in probes.mixed():
        if admitted(w) and not (row.keeps_signal_type and b.dtype.kind == "i"):
            yield _Case(what, b, w)
    a, v = pairs[0]
    # Sums beyond 32 bits and far below 2⁵³.
    large = 2**17 + 1
    yield _Case("large integers (overflow)", a * large, v * large)
    if row.takes_complex:
        for b, w in probes.complexes():
            if admitted(w):
                yield _Case("complex numbers (conjugate)", b, w)
    if row.nan_stays_local:
        spoilt = a.astype(numpy.float64)
        spoilt[(1,) * ndim] = numpy.nan
        # No zero weights: some libraries leave those out, others multiply NaN by 0.
        yield _Case("a NaN in the signal", spoilt, numpy.where(v == 0, 1, v) / 1)
