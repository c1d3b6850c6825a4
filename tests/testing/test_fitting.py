"""Tables from unit samples, and the candidates that agree with them."""

import numpy
import pytest

from symconv.discrete.sliding import Sliding
from symconv.testing.calling import KernelError
from symconv.testing.fitting import SHAPES, NotSlidingError, fit_axis, measure_axis


def test_tables_are_those_of_the_sum():
    tables = measure_axis(numpy.convolve, 0, 1)
    assert set(tables) == set(SHAPES)
    for (n, m), table in tables.items():
        numpy.testing.assert_array_equal(table["first"], Sliding().taps(n, m))
        swapped = Sliding(signal="second").taps(n, m)
        numpy.testing.assert_array_equal(table["second"], swapped)


def test_simplest_candidate_comes_first_and_all_agree():
    fits = fit_axis(measure_axis(lambda a, v: numpy.correlate(a, v, "same"), 0, 1))
    assert fits[0] == Sliding(flip=False, mode="same", size="longest", centre="longer")
    assert fit_axis(measure_axis(lambda a, v: numpy.convolve(a, v)[::-1], 0, 1))[0].reverse


def test_what_is_no_sliding_sum():
    with pytest.raises(NotSlidingError, match="with a factor"):
        measure_axis(lambda a, v: 3 * numpy.convolve(a, v) ** 2, 0, 1)
    with pytest.raises(KernelError, match="empty"):
        measure_axis(lambda a, v: a[:0], 0, 1)
