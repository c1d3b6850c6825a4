"""Each row of the table against the library itself, over its modes, boundaries and parities."""

import importlib
import itertools

import numpy
import pytest
from scipy import ndimage, signal

from symconv.discrete import conventions, convolve_arrays, correlate_arrays, match_template
from symconv.errors import InvalidInput

SIZES = [(7, 3), (7, 4), (6, 3), (6, 4), (5, 5), (4, 4), (3, 7), (4, 7), (3, 6), (4, 6), (8, 1)]


def shapes(ndim, *, longer):
    """Pairs of shapes of every parity; the axes differ, and the kernel lies within the signal."""
    for k, (n, m) in enumerate(SIZES):
        if n < m and not longer:
            continue
        other = [(s, t) for s, t in SIZES if (s < t) == (n < m) and s != t]
        pairs = [(n, m)] + [other[(k + step) % len(other)] for step in range(1, ndim)]
        yield tuple(p for p, _ in pairs), tuple(q for _, q in pairs)


def operands(row, n, m, seed=0):
    rng = numpy.random.default_rng([seed, *n, *m])
    a, v = rng.integers(-9, 10, n), rng.integers(-9, 10, m)
    if row.takes_complex:
        return a + 1j * rng.integers(-9, 10, n), v + 1j * rng.integers(-9, 10, m)
    return a.astype(float), v.astype(float)


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
def test_row_against_the_library(name):
    row, call = conventions[name], scientific(name)
    words = {None: row.default_boundary, **row.boundaries}
    seen = 0
    for ndim, mode, (word, meaning) in itertools.product(row.ndim, row.modes, words.items()):
        for n, m in shapes(ndim, longer=row.kernel_may_be_longer):
            if row.odd_kernels_only and any(size % 2 == 0 for size in m):
                continue
            a, v = operands(row, n, m)
            if name == "scipy.signal.correlate2d" and mode == "valid" and n < m:
                a, v = a.real, v.real  # see the next test
            got = call(a, v, mode, word)
            expected = row.expected(a, v, mode, boundary=meaning)
            numpy.testing.assert_allclose(
                got, expected, atol=1e-9, err_msg=f"{mode} {word} {n} {m}"
            )
            seen += 1
    assert seen >= 4 * len(row.modes)


@pytest.mark.xfail(reason="SciPy exchanges the inputs before it conjugates", strict=True)
def test_correlate2d_conjugates_the_second_also_where_it_is_larger():
    row = conventions["scipy.signal.correlate2d"]
    a, v = operands(row, (3, 4), (7, 6))
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


def torch_module():
    return pytest.importorskip("torch", reason="PyTorch is large; it has an extra of its own")


@pytest.mark.filterwarnings("ignore:Using padding='same':UserWarning")  # a remark on its speed
@pytest.mark.parametrize("name", [name for name in conventions if name.startswith("torch.")])
def test_row_against_torch(name):
    torch = torch_module()
    row, fn = conventions[name], getattr(torch.nn.functional, name.rpartition(".")[2])
    (ndim,) = row.ndim
    for mode in row.modes:
        extra = {"padding": mode} if row.operator == "correlation" else {}
        for n, m in shapes(ndim, longer=row.kernel_may_be_longer):
            a, v = operands(row, n, m)
            x, w = torch.tensor(a)[None, None], torch.tensor(v)[None, None]
            got = fn(x, w, **extra)[0, 0].numpy()
            numpy.testing.assert_allclose(got, row.expected(a, v, mode), atol=1e-9)


def test_torch_sums_channels_and_its_gradients_are_correlations():
    torch = torch_module()
    rng = numpy.random.default_rng(5)
    x, w = rng.integers(-5, 6, (1, 2, 8)), rng.integers(-5, 6, (3, 2, 3))
    tx = torch.tensor(x, dtype=torch.float64, requires_grad=True)
    tw = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    out = torch.nn.functional.conv1d(tx, tw)
    for o in range(3):
        channels = [convolve_arrays(x[0, c], w[o, c, ::-1], "valid") for c in range(2)]
        numpy.testing.assert_array_equal(out[0, o].detach().numpy(), sum(channels))
    gradient = rng.integers(-5, 6, out.shape)
    out.backward(torch.tensor(gradient, dtype=torch.float64))
    for c in range(2):
        back = sum(convolve_arrays(gradient[0, o], w[o, c]) for o in range(3))
        numpy.testing.assert_array_equal(tx.grad[0, c].numpy(), back)
        for o in range(3):
            weight = correlate_arrays(gradient[0, o], x[0, c], "valid")
            numpy.testing.assert_array_equal(tw.grad[o, c].numpy(), weight)


@pytest.mark.parametrize(("stride", "dilation"), [(1, 1), (2, 1), (1, 2), (3, 2)])
def test_torch_stride_and_dilation_are_ours(stride, dilation):
    torch = torch_module()
    rng = numpy.random.default_rng(8)
    x, w = rng.integers(-5, 6, 12), rng.integers(-5, 6, 3)
    tx, tw = torch.tensor(x)[None, None].double(), torch.tensor(w)[None, None].double()
    for padding in (0, 1, 2):
        got = torch.nn.functional.conv1d(tx, tw, stride=stride, dilation=dilation, padding=padding)[
            0, 0
        ].numpy()
        ours = convolve_arrays(x, w[::-1], stride=stride, dilation=dilation, padding=padding)
        numpy.testing.assert_array_equal(got, ours)


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


def test_traps():
    f, g = numpy.array([1, 2, 3]), numpy.array([0, 1, 5, 7])
    numpy.testing.assert_array_equal(numpy.correlate(f, g, "full"), correlate_arrays(g, f))
    assert conventions["numpy.correlate"].lag_sign == -1
    assert conventions["symconv.discrete.correlate_arrays"].lag_sign == 1
    assert conventions["numpy.convolve"].lag_sign is None
    assert len(numpy.convolve(f, g, "same")) == 4
    assert len(signal.convolve(f, g, "same")) == 3
    image, kernel = numpy.arange(12.0).reshape(3, 4) ** 2, numpy.array([[1.0, 2.0], [3.0, 5.0]])
    one, two = signal.correlate(image, kernel, "same"), signal.correlate2d(image, kernel, "same")
    numpy.testing.assert_allclose(one[1:, 1:], two[:-1, :-1])
    assert not numpy.allclose(one, two)


def test_unknown_modes_boundaries_and_dimensions_are_refused():
    row = conventions["numpy.convolve"]
    with pytest.raises(InvalidInput, match="has no 'half'; expected one of full, same, valid"):
        row.model("half")
    with pytest.raises(InvalidInput, match="works in dimension 1, not 2"):
        row.model("full", ndim=2)
    with pytest.raises(InvalidInput, match="offers constant; got 'wrap'"):
        row.model("full", boundary="wrap")
    with pytest.raises(TypeError):
        conventions["numpy.convolve"] = row


def test_a_wrong_row_fails():
    """The comparison can fail: the rows of convolution and correlation exchanged are noticed."""
    wrong = conventions["scipy.signal.correlate2d"]
    a, v = operands(wrong, (6, 7), (4, 3))
    right = signal.correlate2d(a, v, "same")
    for other in ("scipy.signal.correlate", "scipy.signal.convolve2d"):
        assert not numpy.allclose(conventions[other].expected(a, v, "same"), right)
