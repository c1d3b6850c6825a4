"""Exact products, n-D by Kronecker substitution included."""

from fractions import Fraction

import numpy
from hypothesis import given, settings
from hypothesis import strategies as st

from symconv.discrete import convolve_arrays
from symconv.testing import operand_pairs


@given(
    st.lists(st.integers(-(10**40), 10**40), min_size=1, max_size=8),
    st.lists(st.integers(-(10**40), 10**40), min_size=1, max_size=8),
)
@settings(max_examples=60, deadline=None)
def test_big_integers_are_exact_and_commute(a, v):
    got = convolve_arrays(a, v)
    expected = [
        sum(a[i] * v[k - i] for i in range(len(a)) if 0 <= k - i < len(v)) for k in range(len(got))
    ]
    assert got == expected == convolve_arrays(v, a)
    assert all(type(entry) is int for entry in got)
    assert len(got) == len(a) + len(v) - 1


@given(operand_pairs(ndim=3, longest=3), st.integers(0, 3), st.sampled_from([1, 2]))
@settings(max_examples=60, deadline=None)
def test_kronecker_substitution_of_rationals_beyond_the_full_result(pair, pad, stride):
    a, v = pair
    shift = [pad] * 3
    sizes = [(n + 2 * pad - m) // stride + 1 for n, m in zip(a.shape, v.shape, strict=True)]
    if min(sizes) < 1:
        return
    scale = Fraction(10**30, 7)
    exact = numpy.array([scale * int(x) for x in a.ravel()], dtype=object).reshape(a.shape)
    got = convolve_arrays(exact, v, padding=pad, stride=stride)
    assert list(got.shape) == sizes
    for place in numpy.ndindex(*sizes):
        i = [stride * k + m - 1 - s for k, m, s in zip(place, v.shape, shift, strict=True)]
        total = Fraction(0)
        for j in numpy.ndindex(*v.shape):
            n = tuple(p - q for p, q in zip(i, j, strict=True))
            if all(0 <= p < size for p, size in zip(n, a.shape, strict=True)):
                total += exact[n] * int(v[j])
        assert got[place] == total


def test_trailing_zeros_are_kept():
    assert convolve_arrays([1, 0, 0], [2, 0]) == [2, 0, 0, 0]
    assert convolve_arrays([[0, 0], [0, 0]], [[1]]) == [[0, 0], [0, 0]]
