"""Floats: NaN and infinity stay local, the dynamic range is checked."""

import math

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import signal

from symconv.discrete import convolve_arrays
from symconv.errors import Unresolved


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
    assert abs(coarse[:2] / head[:2] - 1).min() > 1 / 2  # no digit is right; it may be 0
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
