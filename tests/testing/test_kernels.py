"""assert_kernel: right kernels pass, and each kind of wrong one is noticed."""

import numpy
import pytest
from scipy import ndimage, signal
from skimage import filters

from symconv.discrete import conventions, convolve_arrays, correlate_arrays
from symconv.errors import InvalidInput
from symconv.testing import assert_kernel


def by_loops(a, v):
    out = [0] * (len(a) + len(v) - 1)
    for i, x in enumerate(a):
        for j, y in enumerate(v):
            out[i + j] += x * y
    return out


def rows_with_modes():
    for name, row in conventions.items():
        if name.startswith(("numpy.", "scipy.signal.", "symconv.")):
            for ndim in row.ndim:
                for mode in row.modes:
                    yield name, ndim, mode


FUNCTIONS = {
    "numpy": numpy,
    "scipy": signal,
    "symconv": type(
        "own",
        (),
        {
            "convolve_arrays": staticmethod(convolve_arrays),
            "correlate_arrays": staticmethod(correlate_arrays),
        },
    ),
}


@pytest.mark.parametrize(("name", "ndim", "mode"), list(rows_with_modes()))
def test_library_functions_pass_their_own_convention(name, ndim, mode):
    fn = getattr(FUNCTIONS[name.partition(".")[0]], name.rpartition(".")[2])
    if name == "scipy.signal.correlate2d" and mode == "valid":
        with pytest.raises(AssertionError, match="complex"):
            assert_kernel(lambda a, v: fn(a, v, mode), name, mode, ndim)
        return
    assert_kernel(lambda a, v: fn(a, v, mode), name, mode, ndim)


def test_lists_and_boundaries_pass():
    assert_kernel(by_loops)
    assert_kernel(lambda a, v: by_loops(list(a), list(v)))
    assert_kernel(ndimage.correlate, "scipy.ndimage.correlate", "same", 2)
    assert_kernel(ndimage.convolve, "scipy.ndimage.convolve", "same", 3)
    assert_kernel(
        lambda a, v: ndimage.convolve(a, v, mode="wrap"),
        "scipy.ndimage.convolve",
        "same",
        2,
        boundary="wrap",
    )
    assert_kernel(filters.correlate_sparse, "skimage.filters.correlate_sparse", "same", 2)


def test_layout_adapter():
    def layer(x, w):
        return numpy.convolve(x[0, 0], w[0, 0])[None, None]

    assert_kernel(layer, call=lambda fn, a, v: fn(a[None, None], v[None, None])[0, 0])
    with pytest.raises(AssertionError, match="it raised"):
        assert_kernel(layer)


def test_torch():
    torch = pytest.importorskip("torch", reason="PyTorch is large; it has an extra of its own")

    def call(fn, a, v):
        return fn(a[None, None], v[None, None])[0, 0]

    name = "torch.nn.functional.conv2d"
    assert_kernel(torch.nn.functional.conv2d, name, "valid", 2, call)
    with pytest.raises(AssertionError, match="it computes: correlation, mode valid"):
        assert_kernel(torch.nn.functional.conv1d, "numpy.convolve", "valid", 1, call)


def narrow(a, v):
    out = numpy.convolve(a, v)
    return out.astype(numpy.int32) if out.dtype.kind == "i" else out


def truncating(a, v):
    if numpy.iscomplexobj(a):
        return numpy.convolve(a, v)
    return numpy.convolve(numpy.asarray(a).astype(int), numpy.asarray(v).astype(int))


def conjugating(a, v):
    return numpy.convolve(a, numpy.conj(v))


def in_single_precision(a, v):
    return numpy.convolve(a, v).astype(numpy.complex64 if numpy.iscomplexobj(a) else numpy.float32)


def by_fft(a, v):
    return signal.fftconvolve(a, v)


@pytest.mark.filterwarnings("ignore:invalid value encountered in cast:RuntimeWarning")
@pytest.mark.parametrize(
    ("fn", "case"),
    [
        (lambda a, v: numpy.convolve(a, v[::-1]), "integers"),
        (lambda a, v: numpy.roll(numpy.convolve(a, v), 1), "integers"),
        (lambda a, v: numpy.convolve(a, v)[:-1], "shape"),
        (lambda a, v: numpy.convolve(a, v, "same"), "shape"),
        (narrow, "overflow"),
        (truncating, "a cast to integers"),
        (conjugating, "conjugate"),
        (by_fft, "a NaN in the signal"),
        (lambda a, v: numpy.convolve(numpy.nan_to_num(a), v), "a NaN in the signal"),
        (lambda a, v: 1 / 0, "raised ZeroDivisionError"),
        (lambda a, v: "text", "returned str; expected an array"),
    ],
)
def test_wrong_kernels_are_noticed(fn, case):
    with pytest.raises(AssertionError, match=case) as caught:
        assert_kernel(fn)
    assert "it computes" in str(caught.value)


def test_swapped_arguments_and_wrong_boundaries_are_noticed():
    with pytest.raises(AssertionError, match="output reversed"):
        assert_kernel(lambda a, v: numpy.correlate(v, a, "full"), "numpy.correlate", "full")
    with pytest.raises(AssertionError, match="boundary reflect"):
        assert_kernel(
            lambda a, v: ndimage.correlate(a, v, mode="mirror"), "scipy.ndimage.correlate", "same"
        )
    with pytest.raises(AssertionError, match="flips"):
        assert_kernel(
            lambda a, v: signal.convolve2d(a, v[::-1]), "scipy.signal.convolve2d", "full", 2
        )


def test_symmetric_cases_would_show_nothing():
    """Why the cases have no symmetry: with an all-ones kernel a missing flip passes."""
    a, ones = numpy.arange(5), numpy.ones(3, dtype=int)
    numpy.testing.assert_array_equal(numpy.convolve(a, ones[::-1]), numpy.convolve(a, ones))


def test_rounding_of_the_result_type_is_admitted_and_no_more():
    assert_kernel(in_single_precision)
    with pytest.raises(AssertionError, match="integers"):
        assert_kernel(lambda a, v: numpy.convolve(a, v) * (1 + 1 / 10**9))


def test_unknown_conventions_and_modes_are_refused():
    with pytest.raises(InvalidInput, match=r"'numpy\.conv' is unknown"):
        assert_kernel(numpy.convolve, "numpy.conv")
    with pytest.raises(InvalidInput, match="has no 'full'; expected one of same"):
        assert_kernel(ndimage.convolve, "scipy.ndimage.convolve")
