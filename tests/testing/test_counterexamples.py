"""Functions that are no sums: the nearest one, and the smallest case that differs."""

import numpy
import pytest

from symconv.testing import identify


@pytest.mark.parametrize(
    ("fn", "reason"),
    [
        (lambda a, v: numpy.convolve(a, v) + 1, "no candidate"),
        (lambda a, v: numpy.convolve(a, v) * 2, "with a factor"),
        (lambda a, v: numpy.convolve(a, v) ** 2, "with a factor"),
        (lambda a, v: numpy.convolve(a, v).cumsum(), "no candidate"),
        (lambda a, v: numpy.convolve(a, v) / 3, "do not give integers"),
        (lambda a, v: -numpy.convolve(a, v), "with a factor"),
        (lambda a, v: numpy.minimum(numpy.convolve(a, v), 50), "dense"),
        (lambda a, v: numpy.convolve(a, v) * (1 + numpy.iscomplexobj(a)), "complex"),
        (lambda a, v: numpy.convolve(a, v).astype(numpy.int8), "with a factor"),
        (lambda a, v: numpy.sort(numpy.convolve(a, v)), "no candidate"),
    ],
)
def test_none_comes_with_a_counterexample(fn, reason):
    found = identify(fn)
    assert found.operator == "none"
    assert reason in found.reason
    example = found.counterexample
    got = numpy.asarray(fn(numpy.array(example.a), numpy.array(example.v)))
    numpy.testing.assert_array_equal(got, example.got)
    assert got.tolist() != example.expected
    assert "counterexample: a = " in str(found)


def test_the_nearest_candidate_and_the_smallest_case():
    found = identify(lambda a, v: numpy.convolve(a, v) + 1)
    assert (found.counterexample.a, found.counterexample.v) == ([1], [1])
    assert found.counterexample.nearest == "convolution, full"

    def last_sample_lost(a, v):
        out = numpy.convolve(a, v)
        out[-1] = 0
        return out

    found = identify(last_sample_lost)
    assert found.operator == "none"
    assert found.counterexample.nearest == "convolution, full"
