"""What a row predicts, what it refuses, and the traps that the table is for."""

import numpy
import pytest
from scipy import signal

from symconv.discrete import conventions, correlate_arrays
from symconv.errors import InvalidInput


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


def test_a_wrong_row_fails(operands):
    """The comparison can fail: the rows of convolution and correlation exchanged are noticed."""
    wrong = conventions["scipy.signal.correlate2d"]
    a, v = next((a, v) for a, v in operands(wrong, 2) if v.shape[0] % 2 == 0 and a.shape > v.shape)
    right = signal.correlate2d(a, v, "same")
    for other in ("scipy.signal.correlate", "scipy.signal.convolve2d"):
        assert not numpy.allclose(conventions[other].expected(a, v, "same"), right)
