"""Arrays against the defining sum, written out here over an extension that numpy.pad makes."""

import itertools
import math

import numpy
import pytest
import sympy

from symconv.discrete import convolve_arrays, correlate_arrays, lags
from symconv.errors import InvalidInput

BOUNDARIES = ("constant", "edge", "reflect", "symmetric", "wrap")


def sum_by_definition(a, v, starts, counts, boundary="constant", stride=1, dilation=1):
    """Σ_j v[j] ã[i − d j] for i = start + stride·k, ã being numpy.pad's extension of a."""
    a, v = numpy.array(a, dtype=object), numpy.array(v, dtype=object)
    reach = 40
    padded = numpy.pad(a, reach, mode=boundary)
    out = numpy.empty(counts, dtype=object)
    for k in itertools.product(*map(range, counts)):
        total = 0
        for j in itertools.product(*map(range, v.shape)):
            place = [
                reach + s + stride * k_ - dilation * j_
                for s, k_, j_ in zip(starts, k, j, strict=True)
            ]
            total += v[j] * padded[tuple(place)]
        out[k] = total
    return out


def integers(shape, seed=1):
    rng = numpy.random.default_rng(seed + sum(shape))
    return rng.integers(-9, 10, shape)


SHAPES = [((7,), (3,)), ((6,), (4,)), ((3,), (5,)), ((5, 4), (2, 3)), ((3, 4, 3), (2, 1, 2))]


@pytest.mark.parametrize(("n", "m"), SHAPES)
@pytest.mark.parametrize("boundary", BOUNDARIES)
@pytest.mark.parametrize("mode", ["full", "same"])
def test_modes_and_boundaries(n, m, mode, boundary):
    a, v = integers(n), integers(m, 7)
    starts = [0 if mode == "full" else (k - 1) // 2 for k in m]
    counts = [p + q - 1 if mode == "full" else p for p, q in zip(n, m, strict=True)]
    expected = sum_by_definition(a, v, starts, counts, boundary)
    got = convolve_arrays(a, v, mode, boundary=boundary)
    assert got.dtype == numpy.int64
    numpy.testing.assert_array_equal(got, expected)
    floats = convolve_arrays(a.astype(float), v.astype(float), mode, boundary=boundary)
    numpy.testing.assert_allclose(floats, expected.astype(float), rtol=0, atol=1e-11)


@pytest.mark.parametrize(("n", "m"), SHAPES)
def test_valid_ignores_the_boundary(n, m):
    a, v = integers(n), integers(m, 7)
    starts = [min(p, q) - 1 for p, q in zip(n, m, strict=True)]
    counts = [abs(p - q) + 1 for p, q in zip(n, m, strict=True)]
    expected = sum_by_definition(a, v, starts, counts)
    for boundary in BOUNDARIES:
        got = convolve_arrays(a, v, "valid", boundary=boundary)
        numpy.testing.assert_array_equal(got, expected)


@pytest.mark.parametrize("n", range(4, 9))
@pytest.mark.parametrize("m", range(1, 4))
@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("dilation", [1, 2])
@pytest.mark.parametrize("boundary", ["constant", "symmetric"])
def test_stride_dilation_and_padding(n, m, stride, dilation, boundary):
    a, v, reach = integers((n,)), integers((m,), 3), (m - 1) * dilation + 1
    out_same = math.ceil(n / stride)
    total = max((out_same - 1) * stride + reach - n, 0)
    split = {"same_upper": total // 2, "same_lower": total - total // 2, (2, 1): 2, 3: 3}
    upper = {"same_upper": total - total // 2, "same_lower": total // 2, (2, 1): 1, 3: 3}
    for padding, low in split.items():
        length = n + low + upper[padding]
        if length < reach:
            continue
        counts = [(length - reach) // stride + 1]
        options = {"boundary": boundary, "stride": stride, "dilation": dilation}
        got = convolve_arrays(a, v, padding=padding, **options)
        expected = sum_by_definition(a, v, [reach - 1 - low], counts, **options)
        numpy.testing.assert_array_equal(got, expected)
        if isinstance(padding, str):
            assert len(got) == out_same


def test_padding_of_a_correlation_is_that_of_the_first_argument():
    a, v = [1, 2, 3, 4], [5, 6, 7]
    # Lower padding of a gives more of the largest lags: k runs from m − n − upper to lower.
    wide = correlate_arrays(a, v, padding=(2, 0)), correlate_arrays(a, v, padding=(0, 2))
    full = dict(zip(lags(4, 3).tolist(), correlate_arrays(a, v), strict=True))
    assert wide[0] == [full[k] for k in range(-1, 3)]
    assert wide[1] == [full[k] for k in range(-3, 1)]
    # One sample of padding, at the lower end of a: the smallest lag, −3, is left out.
    lower = correlate_arrays(a, [5, 6], padding="same_lower")
    assert lower == correlate_arrays(a, [5, 6])[1:]
    assert correlate_arrays(a, [5, 6], padding="same_upper") == correlate_arrays(a, [5, 6])[:-1]


@pytest.mark.parametrize(("n", "m"), SHAPES)
def test_correlation_is_the_defining_sum(n, m):
    rng = numpy.random.default_rng(3)
    a, v = integers(n), integers(m, 5)
    a, v = a + 1j * rng.integers(-5, 6, n), v + 1j * rng.integers(-5, 6, m)
    ranges = [lags(p, q).tolist() for p, q in zip(n, m, strict=True)]
    got = correlate_arrays(a, v)
    assert got.shape == tuple(map(len, ranges))
    for place in itertools.product(*map(range, got.shape)):
        k = [r[i] for r, i in zip(ranges, place, strict=True)]
        terms = (
            numpy.conj(a[x]) * v[tuple(p + q for p, q in zip(x, k, strict=True))]
            for x in itertools.product(*map(range, n))
            if all(0 <= p + q < size for p, q, size in zip(x, k, m, strict=True))
        )
        assert abs(got[place] - sum(terms)) < 1e-9


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: convolve_arrays([], [1]), "a: an array of shape"),
        (lambda: convolve_arrays([1], [[1]]), "a has 1 axes and v has 2"),
        (lambda: convolve_arrays([[1, 2], [3]], [[1]]), r"a\[1\]: expected a row of 2 entries"),
        (lambda: convolve_arrays([1, "2"], [1]), "a: entry 1 is of type str"),
        (lambda: convolve_arrays([1], 5), "v: expected a list or an array, got int"),
        (lambda: convolve_arrays([1], [1], "Full"), "mode: 'Full' is unknown"),
        (lambda: convolve_arrays([1], [1], boundary="mirror"), "boundary: 'mirror' is unknown"),
        (lambda: convolve_arrays([1], [1], stride=0), "stride: 0 is not a positive integer"),
        (lambda: convolve_arrays([1], [1], dilation=(1, 1)), "dilation: 2 values for 1 axes"),
        (lambda: convolve_arrays([1], [1], padding=-1), "padding: -1"),
        (lambda: convolve_arrays([1], [1, 1, 1], padding=0), "exceeds the padded 1"),
        (lambda: convolve_arrays([1], [1], "same", padding=1), "not both"),
        (lambda: convolve_arrays([1], [1], padding="same"), "'same' is unknown"),
        (lambda: convolve_arrays([[1, 2]], [[1], [2]], "valid"), "neither shape"),
        (lambda: convolve_arrays([sympy.Float("0.1")], [1]), "has a Float"),
        (lambda: convolve_arrays([sympy.oo], [1]), "is not finite"),
        (lambda: convolve_arrays([10**400], [0.5]), "no float value"),
        (lambda: convolve_arrays([sympy.Symbol("x")], [0.5]), "no float value"),
        (lambda: convolve_arrays(numpy.array(["a"]), [1]), "are no numbers"),
        (lambda: convolve_arrays([sympy.pi] * 400, [1] * 400), "at most 100000 products"),
        (lambda: convolve_arrays([1.0], [1.0], tolerance=-1), "tolerance: -1"),
        (lambda: convolve_arrays([1.0], [1.0], tolerance=math.nan), "tolerance: nan"),
        (lambda: lags(1, 2, "middle"), "mode: 'middle'"),
    ],
)
def test_refusals(call, message):
    with pytest.raises(InvalidInput, match=message):
        call()
