"""Rows of the table against the library itself, over modes, boundaries and parities."""

import importlib
import itertools

import numpy
import pytest
from scipy import ndimage, signal

from symconv.discrete import conventions, match_template
from symconv.errors import InvalidInput


def scientific(name):
    module, _, function = name.rpartition(".")
    fn = getattr(importlib.import_module(module), function)
    if module == "scipy.ndimage":
        return lambda a, v, mode, word: fn(a, v, **({"mode": word} if word else {}))
    if module == "skimage.filters":
        # One argument says both: a boundary word, or "valid".
        return lambda a, v, mode, word: fn(a, v, mode if mode == "valid" else word or "reflect")
    if module == "symconv.discrete":
        return lambda a, v, mode, word: fn(a, v, mode, **({"boundary": word} if word else {}))
    return lambda a, v, mode, word: fn(a, v, mode, **({"boundary": word} if word else {}))


SCIENTIFIC = [
    name
    for name, row in conventions.items()
    if row.evidence.startswith("tested against the library in the test suite")
    and row.operator != "normalised correlation"
]


def test_which_rows_are_run():
    assert {name.partition(".")[0] for name in SCIENTIFIC} == {
        "numpy",
        "scipy",
        "skimage",
        "symconv",
    }
    never = {name for name, row in conventions.items() if row.never_run}
    assert never == {
        "matlab.conv",
        "matlab.xcorr",
        "matlab.filter2",
        "matlab.imfilter",
        "tensorflow.nn.convolution",
    }
    for row in conventions.values():
        assert row.page.startswith(("https://", "symconv."))


@pytest.mark.parametrize("name", SCIENTIFIC)
def test_row_against_the_library(name, operands):
    row, call = conventions[name], scientific(name)
    words = {None: row.default_boundary, **row.boundaries}
    seen = 0
    for ndim, mode, (word, meaning) in itertools.product(row.ndim, row.modes, words.items()):
        for a, v in operands(row, ndim):
            if name == "scipy.signal.correlate2d" and mode == "valid" and a.shape < v.shape:
                a, v = a.real, v.real  # see the next test
            got = call(a, v, mode, word)
            expected = row.expected(a, v, mode, boundary=meaning)
            numpy.testing.assert_allclose(got, expected, atol=1e-9, err_msg=f"{mode} {word}")
            seen += 1
    assert seen >= 4 * len(row.modes)


@pytest.mark.xfail(reason="SciPy exchanges the inputs before it conjugates", strict=True)
def test_correlate2d_conjugates_the_second_also_where_it_is_larger(operands):
    row = conventions["scipy.signal.correlate2d"]
    a, v = next((a, v) for a, v in operands(row, 2) if a.shape < v.shape)
    expected = row.expected(a, v, "valid")
    numpy.testing.assert_allclose(signal.correlate(a, v, "valid"), expected)
    numpy.testing.assert_allclose(signal.correlate2d(a, v, "valid"), expected)


def test_even_kernels_are_refused_by_correlate_sparse():
    filters = importlib.import_module("skimage.filters")
    with pytest.raises(ValueError, match="must not be even"):
        filters.correlate_sparse(numpy.ones(7), numpy.ones(4))


def test_normalised_correlation_of_scikit_image():
    feature = importlib.import_module("skimage.feature")
    rng = numpy.random.default_rng(2)
    for n, m in [((20, 18), (5, 4)), ((9, 8, 7), (2, 3, 3))]:
        image, template = rng.normal(size=n), rng.normal(size=m)
        numpy.testing.assert_allclose(
            match_template(image, template), feature.match_template(image, template), atol=1e-10
        )
    with pytest.raises(InvalidInput, match="no sum of products"):
        conventions["skimage.feature.match_template"].model("valid", ndim=2)


def test_origin_of_ndimage_moves_the_output():
    a, v = numpy.arange(9.0) ** 2, numpy.array([1.0, 2.0, 5.0])
    for name, sign in (("correlate", -1), ("convolve", 1)):
        fn = getattr(ndimage, name)
        plain = fn(numpy.pad(a, 4), v, mode="constant")
        for origin in (-1, 0, 1):
            got = fn(a, v, mode="constant", origin=origin)
            numpy.testing.assert_array_equal(got, plain[4 + sign * origin :][:9])


def test_documented_examples_of_matlab():
    # The example "Central Part of Convolution" on the page of conv.
    row = conventions["matlab.conv"]
    got = row.expected([-1, 2, 3, -2, 0, 1, 2], [2, 4, -1, 1], "same")
    assert got.tolist() == [15, 5, -9, 7, 6, 7, -1]
    numpy_same = numpy.convolve([-1, 2, 3, -2, 0, 1, 2], [2, 4, -1, 1], "same")
    assert numpy_same.tolist() != got.tolist()
    # The example with magic(5) and h = [-1 0 1] on the page of imfilter.
    magic = [
        [17, 24, 1, 8, 15],
        [23, 5, 7, 14, 16],
        [4, 6, 13, 20, 22],
        [10, 12, 19, 21, 3],
        [11, 18, 25, 2, 9],
    ]
    got = conventions["matlab.imfilter"].expected(magic, [[-1, 0, 1]], "same")
    assert got.tolist() == [
        [24, -16, -16, 14, -8],
        [5, -16, 9, 9, -14],
        [6, 9, 14, 9, -20],
        [12, 9, 9, -16, -21],
        [18, 14, -16, -16, -2],
    ]


def test_documented_example_of_filter2_with_an_even_kernel():
    # Support answer "Do the functions FILTER2 and CONV2 perform correlation or convolution?"
    magic = numpy.array([[17, 24, 1], [23, 5, 7], [4, 6, 13]])
    row = conventions["matlab.filter2"]
    first, last = [[1, 0], [0, 0]], [[0, 0], [0, 1]]
    assert row.expected(magic, first, "full").tolist() == numpy.pad(magic, [(1, 0)] * 2).tolist()
    assert row.expected(magic, first, "valid").tolist() == magic[:-1, :-1].tolist()
    assert row.expected(magic, last, "full").tolist() == numpy.pad(magic, [(0, 1)] * 2).tolist()
    assert row.expected(magic, last, "valid").tolist() == magic[1:, 1:].tolist()


def test_xcorr_puts_zero_lag_in_the_middle():
    row = conventions["matlab.xcorr"]
    x, y = [1, 2j, 3, 4, 5], [1j, 2]
    got = row.expected(x, y, "full")
    padded = numpy.correlate(x, [*y, 0, 0, 0], "full")
    numpy.testing.assert_array_equal(got, padded)
    assert len(got) == 9
    assert row.expected(y, x, "full").tolist() == padded.conj()[::-1].tolist()
