"""Kernels that are right on the first probes, and wrong at other lengths, types or calls."""

import numpy as np
import pytest
from scipy import ndimage, signal

from symconv.testing import assert_kernel, identify


def narrow_integers(a, v):
    """The path for integers accumulates in eight bits; the one for doubles is right."""
    if np.asarray(a).dtype.kind == "i":
        return np.convolve(np.int8(a), np.int8(v)).astype(np.int64)
    return np.convolve(a, v)


def unflipped_integers(a, v):
    return np.correlate(a, v, "full") if np.asarray(a).dtype.kind == "i" else np.convolve(a, v)


def unflipped_doubles(a, v):
    return np.correlate(a, v, "full") if np.asarray(a).dtype.kind == "f" else np.convolve(a, v)


def overlap_add(block):
    def fn(a, v):
        a = np.asarray(a)
        out = np.zeros(len(a) + len(v) - 1, dtype=np.result_type(a, v))
        for start in range(0, len(a), block):
            part = np.convolve(a[start : start + block], v)
            part = part[:block] if start + block < len(a) else part  # the tail is forgotten
            out[start : start + len(part)] += part
        return out

    return fn


def flips_at(lengths):
    return lambda a, v: np.correlate(a, v, "full") if len(v) in lengths else np.convolve(a, v)


WRONG = {
    "integers in eight bits": narrow_integers,
    "integers unflipped": unflipped_integers,
    "doubles unflipped": unflipped_doubles,
    **{f"blocks of {block}": overlap_add(block) for block in (16, 64, 128, 256, 4096)},
    "rounded to integers": lambda a, v: np.rint(np.convolve(a, v)).astype(int),
    "odd lengths from 41": flips_at(range(41, 99, 2)),
    "one length": flips_at({57}),
    "long signals": lambda a, v: np.convolve(a, v) + (len(a) > 900),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_kernel_that_is_wrong_elsewhere(name):
    found = identify(WRONG[name])
    assert found.operator == "none", found
    assert found.counterexample is not None
    with pytest.raises(AssertionError, match=r"not numpy\.convolve"):
        assert_kernel(WRONG[name])


def test_answers_that_are_cut_to_the_type_of_the_signal():
    def cut(a, v):
        a = np.asarray(a)
        return np.convolve(a, v).astype(a.dtype)

    with pytest.raises(AssertionError, match="integer signal and a kernel of halves"):
        assert_kernel(cut)
    assert "cut to integers" in identify(cut).reason
    # This library does so, and its row says it.
    assert_kernel(ndimage.convolve1d, "scipy.ndimage.convolve1d", "same")
    assert "cut to integers" in identify(ndimage.convolve1d).reason


def test_arguments_are_left_alone():
    def overwrites(a, v):
        out = np.convolve(a, v)
        v[0] = 0
        return out

    with pytest.raises(AssertionError, match="wrote into its arguments"):
        assert_kernel(overwrites)


@pytest.mark.parametrize("good", [7, 40, 150])
def test_earlier_calls_change_nothing(good):
    calls = []

    def remembers(a, v):
        calls.append(1)
        return np.convolve(a, v) * (1 if len(calls) <= good else 2)

    with pytest.raises(AssertionError):
        assert_kernel(remembers)


def test_a_real_answer_to_complex_operands_is_said():
    def real_part(a, v):
        return np.convolve(a, v).real

    found = identify(real_part)
    assert found.conjugate == "not applicable"
    assert "answered by real numbers" in found.reason
    with pytest.raises(AssertionError, match="complex numbers"):
        assert_kernel(real_part)


@pytest.mark.parametrize(
    ("fn", "convention", "mode", "ndim"),
    [
        (np.convolve, "numpy.convolve", "full", 1),
        (signal.fftconvolve, "scipy.signal.fftconvolve", "full", 1),
        (signal.oaconvolve, "scipy.signal.oaconvolve", "full", 1),
        (signal.convolve2d, "scipy.signal.convolve2d", "full", 2),
        (ndimage.correlate, "scipy.ndimage.correlate", "same", 2),
    ],
)
def test_right_kernels_still_pass(fn, convention, mode, ndim):
    assert_kernel(fn, convention, mode, ndim)
    assert identify(fn, ndim).operator != "none"
