"""Rows of PyTorch against PyTorch, where it is installed."""

import numpy
import pytest

from symconv.discrete import conventions, convolve_arrays, correlate_arrays


def torch_module():
    return pytest.importorskip("torch", reason="PyTorch is large; it has an extra of its own")


@pytest.mark.filterwarnings("ignore:Using padding='same':UserWarning")  # a remark on its speed
@pytest.mark.parametrize("name", [name for name in conventions if name.startswith("torch.")])
def test_row_against_torch(name, operands):
    torch = torch_module()
    row, fn = conventions[name], getattr(torch.nn.functional, name.rpartition(".")[2])
    (ndim,) = row.ndim
    for mode in row.modes:
        extra = {"padding": mode} if row.operator == "correlation" else {}
        for a, v in operands(row, ndim):
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


def test_rows_that_are_not_run_here_say_so():
    for name in ("tensorflow.nn.convolution", "onnx.Conv", "cv2.filter2D"):
        assert conventions[name].evidence.startswith(("never run", "run once by hand"))
        assert conventions[name].page.startswith("https://")


def test_same_of_the_frameworks_is_the_padding_of_this_package():
    """Frameworks pad the odd sample at the end; the rows say "upper", the arrays "same_upper"."""
    a, v = numpy.arange(9) ** 2, numpy.array([1, 2, 4, 8])
    for mode, padding in (("same", "same_upper"), ("same_lower", "same_lower")):
        got = convolve_arrays(a, v[::-1], padding=padding)
        assert got.tolist() == conventions["onnx.Conv"].expected(a, v, mode).tolist()
