"""Exact products, n-D by Kronecker substitution included."""

from hypothesis import given, settings
from hypothesis import strategies as st

from symconv.discrete import convolve_arrays


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


def test_trailing_zeros_are_kept():
    assert convolve_arrays([1, 0, 0], [2, 0]) == [2, 0, 0, 0]
    assert convolve_arrays([[0, 0], [0, 0]], [[1]]) == [[0, 0], [0, 0]]
