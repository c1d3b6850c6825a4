"""Arrays against the defining sum, written out here over an extension that numpy.pad makes."""

import itertools
import math
from fractions import Fraction

import flint
import numpy
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import signal

from symconv.discrete import convolve_arrays, correlate_arrays, lags
from symconv.errors import InvalidInput, Unresolved

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


@pytest.mark.parametrize("n", range(1, 7))
@pytest.mark.parametrize("m", range(1, 7))
def test_lags_are_those_of_scipy(n, m):
    for mode in ("full", "valid"):
        numpy.testing.assert_array_equal(lags(n, m, mode), signal.correlation_lags(m, n, mode))
    a, v = list(range(1, n + 1)), list(range(2, m + 2))
    full = dict(zip(lags(n, m).tolist(), correlate_arrays(a, v), strict=True))
    for mode in ("same", "valid"):
        assert correlate_arrays(a, v, mode) == [full[k] for k in lags(n, m, mode).tolist()]
    numpy.testing.assert_array_equal(correlate_arrays(a, v), numpy.correlate(v, a, "full"))
    numpy.testing.assert_array_equal(
        convolve_arrays(a, v, "same"), signal.convolve(a, v, "same", method="direct")
    )


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


def test_kinds_of_exact_entries():
    half = Fraction(1, 2)
    x = sympy.Symbol("x")
    z = sympy.Symbol("z", complex=True)
    cases = [
        ([1, half], [2, 3], [2, 4, Fraction(3, 2)], Fraction),
        ([flint.fmpz(1), 2], [3], [3, 6], flint.fmpz),
        ([flint.fmpq(1, 3), 2], [half], [flint.fmpq(1, 6), 1], flint.fmpq),
        ([flint.fmpz(1)], [half], [flint.fmpq(1, 2)], flint.fmpq),
        ([flint.fmpz(1), half, 3], [2], [2, 1, 6], flint.fmpq),
        (
            [sympy.Rational(1, 3), flint.fmpq(1, 2)],
            [half],
            [sympy.Rational(1, 6), sympy.Rational(1, 4)],
            sympy.Expr,
        ),
        ([x, 1], [x, -1], [x**2, 0, -1], sympy.Expr),
        ([sympy.sqrt(2), 1], [sympy.sqrt(2), 1], [2, 2 * sympy.sqrt(2), 1], sympy.Expr),
        ([True, 2], [3], [3, 6], int),
    ]
    for a, v, expected, kind in cases:
        got = convolve_arrays(a, v)
        assert got == expected
        assert all(isinstance(entry, kind) for entry in got)
    assert correlate_arrays([sympy.I * z], [2]) == [-2 * sympy.I * sympy.conjugate(z)]
    assert correlate_arrays([sympy.I, 2], [flint.fmpq(1, 2)], "same")[1] == -sympy.I / 2


def test_numpy_scalars_among_the_entries_and_untouched_arguments():
    mixed = [numpy.int64(1), 2]
    assert convolve_arrays(mixed, [numpy.int8(3)]) == [3, 6]
    assert type(mixed[0]) is numpy.int64
    objects = numpy.array([numpy.int64(3), Fraction(1, 2)], dtype=object)
    assert convolve_arrays(objects, [2]).tolist() == [6, 1]
    assert convolve_arrays([1, numpy.float64(0.5)], [2]) == [2.0, 1.0]
    assert convolve_arrays((1, 2), ((1), (1))) == [1, 3, 2]


def test_trailing_zeros_are_kept():
    assert convolve_arrays([1, 0, 0], [2, 0]) == [2, 0, 0, 0]
    assert convolve_arrays([[0, 0], [0, 0]], [[1]]) == [[0, 0], [0, 0]]


def test_integers_that_leave_64_bits_become_python_integers():
    big = numpy.array([2**40, 2**40])
    got = convolve_arrays(big, big)
    assert got.dtype == object
    assert got.tolist() == [2**80, 2**81, 2**80]
    assert convolve_arrays(numpy.array([200, 100], numpy.uint8), [2]).tolist() == [400, 200]


def test_nan_and_infinity_stay_local():
    rng = numpy.random.default_rng(0)
    a, v = rng.normal(size=8000), rng.normal(size=5000)
    assert signal.choose_conv_method(a, v) == "fft"
    assert numpy.isnan(signal.fftconvolve(numpy.where(a == a[7], numpy.nan, a), v)).all()
    clean = convolve_arrays(a, v)
    for bad in (math.nan, math.inf, -math.inf):
        spoilt = a.copy()
        spoilt[2000] = bad
        got = convolve_arrays(spoilt, v)
        reached = numpy.zeros(got.shape, bool)
        reached[2000:7000] = True
        numpy.testing.assert_allclose(got[~reached], clean[~reached], rtol=1e-9, atol=1e-10)
        expected = numpy.full(5000, math.nan) if math.isnan(bad) else bad * numpy.sign(v)
        numpy.testing.assert_array_equal(got[reached], expected)


@given(
    st.lists(
        st.sampled_from([0.0, 1.0, -2.0, math.inf, -math.inf, math.nan]), min_size=1, max_size=5
    ),
    st.lists(
        st.sampled_from([0.0, 1.0, -2.0, math.inf, -math.inf, math.nan]), min_size=1, max_size=5
    ),
)
@settings(max_examples=150, deadline=None)
def test_non_finite_values_follow_the_defining_sum(a, v):
    got = convolve_arrays(a, v)
    for k, value in enumerate(got):
        total = sum(a[i] * v[k - i] for i in range(len(a)) if 0 <= k - i < len(v))
        assert value == total or (math.isnan(value) and math.isnan(total))


def test_a_gap_of_a_dilated_kernel_is_no_zero():
    a = [1.0, math.nan, 2.0, 3.0, 4.0]
    got = convolve_arrays(a, [1.0, 1.0], "valid", dilation=2)
    numpy.testing.assert_array_equal(got, [3.0, math.nan, 6.0])


def test_dynamic_range_forbids_the_fft():
    n = 8000
    a = numpy.exp(-((numpy.arange(n) - 4000.0) ** 2) / 2000)
    assert signal.choose_conv_method(a, a) == "fft"
    centre = numpy.arange(2 * n - 1) - 8000.0
    # Σ e^{−(x² + (k − x)²)/2000} over Z is √(1000 π) e^{−k²/4000} (Poisson summation).
    truth = math.sqrt(1000 * math.pi) * numpy.exp(-(centre**2) / 4000)
    inner = abs(centre) < 800
    got = convolve_arrays(a, a)
    numpy.testing.assert_allclose(got[inner], truth[inner], rtol=1e-12)
    coarse = convolve_arrays(a, a, tolerance=math.inf)
    assert abs(coarse[inner] / truth[inner] - 1).max() > 1e-9


def test_only_the_outputs_with_few_terms_are_summed_again():
    rng = numpy.random.default_rng(6)
    a, v = rng.normal(size=20_000), rng.normal(size=9_000)
    a[:3] = v[:2] = 1 / 2**40  # the first outputs are far below the error of the FFT
    got, coarse = convolve_arrays(a, v), signal.fftconvolve(a, v)
    head = [sum(a[i] * v[k - i] for i in range(k + 1)) for k in range(4)]
    numpy.testing.assert_allclose(got[:4], head, rtol=1e-14)
    assert abs(coarse[:2] / head[:2] - 1).min() > 1
    numpy.testing.assert_allclose(got[100:-100], coarse[100:-100], atol=1e-10)


def test_the_dynamic_range_of_images_is_checked_too():
    image = numpy.full((160, 150), 2.0**-60)
    image[80:, 70:] = 1.0
    kernel = numpy.outer(numpy.arange(1.0, 24), numpy.ones(20))
    assert signal.choose_conv_method(image, kernel) == "fft"
    got = convolve_arrays(image, kernel)
    # Sums of at most 9200 products of integers below 24 with one power of two: exact.
    exact = convolve_arrays((image[:80, :70] * 2**60).astype(int), kernel.astype(int))
    numpy.testing.assert_array_equal(got[:80, :70] * 2.0**60, exact[:80, :70])
    assert abs(signal.fftconvolve(image, kernel)[0, 0] * 2.0**60 - 1) > 1


def test_too_long_for_a_direct_sum_is_refused_by_name():
    a = numpy.zeros(200_000)
    a[[0, -1]] = 1.0, 1e-300
    with pytest.raises(Unresolved, match="tolerance="):
        convolve_arrays(a, a)


def test_overflow_inside_the_fft_does_not_spread():
    a = numpy.full(3000, 1.0)
    a[0] = 1e308
    got = convolve_arrays(a, a)
    assert numpy.isinf(got[0])
    assert numpy.isfinite(got[3000:]).all()


def test_single_precision_stays_single_precision():
    a = numpy.arange(5, dtype=numpy.float32)
    assert convolve_arrays(a, a).dtype == numpy.float32
    assert convolve_arrays(a.astype(numpy.float16), a).dtype == numpy.float32
    assert convolve_arrays(a, [1 + 2j]).dtype == numpy.complex128


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
