"""The sum as data: its evaluation against the arrays, and the tables of samples that meet."""

import numpy
import pytest

from symconv.discrete import convolve_arrays, correlate_arrays
from symconv.discrete.sliding import Sliding, SlidingSum
from symconv.errors import InvalidInput


@pytest.mark.parametrize("boundary", ["constant", "edge", "reflect", "symmetric", "wrap"])
@pytest.mark.parametrize("mode", ["full", "same", "valid"])
def test_evaluation_is_that_of_the_arrays(mode, boundary):
    rng = numpy.random.default_rng(3)
    word = "constant" if mode == "valid" else boundary
    for n, m in [((7, 6), (3, 4)), ((4, 5), (4, 5)), ((3, 4), (5, 6))]:
        a, v = rng.integers(-9, 10, n), rng.integers(-9, 10, m)
        convolution = SlidingSum((Sliding(mode=mode, boundary=word),) * 2)
        numpy.testing.assert_array_equal(
            convolution.evaluate(a, v), convolve_arrays(a, v, mode, boundary=boundary)
        )
        axis = Sliding(flip=False, reverse=True, mode=mode, boundary=word)
        correlation = SlidingSum((axis,) * 2, "first")
        numpy.testing.assert_array_equal(
            correlation.evaluate(a, v), correlate_arrays(a, v, mode, boundary=boundary)
        )


def test_tables_by_hand():
    assert Sliding().taps(3, 2).tolist() == [[0, -1], [1, 0], [2, 1], [-1, 2]]
    assert Sliding(flip=False, mode="valid").taps(3, 2).tolist() == [[0, 1], [1, 2]]
    same = Sliding(mode="same", boundary="wrap", offset=1)
    assert same.taps(3, 2).tolist() == [[1, 0], [2, 1], [0, 2]]
    assert Sliding(upsample=2).taps(2, 2).tolist() == [[0, -1], [-1, 0], [1, -1], [-1, 1]]
    assert Sliding(stride=2, surplus=-1).taps(3, 2).tolist() == [[0, -1], [2, 1]]


def test_conjugation():
    a, v = numpy.array([1 + 2j]), numpy.array([3 - 1j])
    plain = SlidingSum((Sliding(),))
    for which, value in ((None, 5 + 5j), ("first", 1 - 7j), ("second", 1 + 7j), ("both", 5 - 5j)):
        assert plain.with_conjugate(which).evaluate(a, v).tolist() == [value]


def test_missing_samples_contribute_nothing_even_beside_a_nan():
    got = SlidingSum((Sliding(),)).evaluate([1.0, 2.0], [numpy.nan, 1.0])
    numpy.testing.assert_array_equal(got, [numpy.nan, numpy.nan, 2.0])


def test_an_upsampled_signal_has_no_other_boundary():
    with pytest.raises(InvalidInput, match="extended by zeros only"):
        Sliding(upsample=2, boundary="wrap")
