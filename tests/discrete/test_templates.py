"""Template matching against scikit-image, the definition, and a photograph."""

import math

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from skimage import data, feature

from symconv.discrete import correlate_arrays, match_template, peak
from symconv.errors import InvalidInput


def by_definition(image, template):
    shape = tuple(n - m + 1 for n, m in zip(image.shape, template.shape, strict=True))
    scores = numpy.zeros(shape)
    t = template - template.mean()
    for k in numpy.ndindex(*shape):
        window = image[tuple(slice(i, i + m) for i, m in zip(k, template.shape, strict=True))]
        if window.min() == window.max() or not t.any():
            continue
        w = window - window.mean()
        scores[k] = (t * w).sum() / math.sqrt((t * t).sum() * (w * w).sum())
    return scores


@pytest.mark.parametrize(("n", "m"), [((30,), (4,)), ((12, 9), (3, 4)), ((6, 7, 5), (2, 3, 2))])
@pytest.mark.parametrize("level", [0.0, 1e3])
def test_against_the_definition(n, m, level):
    rng = numpy.random.default_rng(1)
    image, template = rng.normal(size=n) + level, rng.normal(size=m)
    got = match_template(image, template)
    numpy.testing.assert_allclose(got, by_definition(image, template), atol=1e-10)
    assert got.min() >= -1
    assert got.max() <= 1


@pytest.fixture(scope="module")
def coins():
    image = data.coins()
    return image, image[170:220, 75:130]


def test_photograph_agrees_with_scikit_image_and_finds_the_coin(coins):
    image, template = coins
    scores = match_template(image, template)
    numpy.testing.assert_allclose(scores, feature.match_template(image, template), atol=1e-10)
    assert peak(scores) == (170, 75)
    assert scores[170, 75] == pytest.approx(1, abs=1e-12)
    assert numpy.sort(scores.ravel())[-2] < scores[170, 75]


def test_plain_correlation_fails_on_a_bright_background(coins):
    image, template = coins
    plain = correlate_arrays(template, image, "valid")
    assert plain.shape == match_template(image, template).shape
    assert peak(plain) != (170, 75)
    # A bright, featureless patch wins over the coin itself, and by construction not in the scores.
    bright = image.copy()
    bright[:60, :60] = 255
    assert peak(correlate_arrays(template, bright, "valid"))[0] <= 10
    assert peak(match_template(bright, template)) == (170, 75)


def test_score_is_invariant_under_brightness_and_contrast(coins):
    image, template = coins
    scores = match_template(image, template)
    changed = match_template(image * 3.0 + 17, template * 0.5 - 4)
    numpy.testing.assert_allclose(changed, scores, atol=1e-10)
    numpy.testing.assert_allclose(match_template(-1.0 * image, template), -scores, atol=1e-10)


def test_constant_windows_and_templates_score_zero():
    image = numpy.full((9, 9), 0.1)
    image[6, 6] = 5
    scores = match_template(image, numpy.array([[1.0, 2.0], [3.0, 5.0]]))
    touched = numpy.zeros((8, 8), bool)
    touched[5:7, 5:7] = True
    assert (scores[~touched] == 0).all()
    assert (scores[touched] != 0).all()
    assert (match_template(image, numpy.full((2, 2), 0.1)) == 0).all()


@given(st.integers(0, 2**32 - 1), st.integers(0, 14))
@settings(max_examples=25, deadline=None)
def test_faint_patterns_beside_bright_ones_keep_their_score(seed, exponent):
    rng = numpy.random.default_rng(seed)
    image = numpy.concatenate(
        [rng.normal(size=20) * 10.0**exponent, rng.normal(size=20), rng.normal(size=20) / 100]
    )
    template = rng.normal(size=5)
    expected = by_definition(image.astype(numpy.longdouble), template.astype(numpy.longdouble))
    numpy.testing.assert_allclose(match_template(image, template), expected, atol=1e-9)


def test_nan_stays_local_and_peak_passes_it_over():
    rng = numpy.random.default_rng(4)
    image, template = rng.normal(size=(20, 20)), rng.normal(size=(3, 4))
    clean = match_template(image, template)
    for bad in (math.nan, math.inf):
        spoilt = image.copy()
        spoilt[10, 10] = bad
        scores = match_template(spoilt, template)
        reached = numpy.zeros(scores.shape, bool)
        reached[8:11, 7:11] = True
        assert numpy.isnan(scores[reached]).all()
        numpy.testing.assert_allclose(scores[~reached], clean[~reached], atol=1e-10)
        assert peak(scores) == peak(numpy.where(reached, -2, clean))
    assert numpy.isnan(match_template([math.nan, math.nan], [1, 2])).all()


def test_refusals():
    for call, message in [
        (lambda: match_template([1, 2], [[1]]), "image has 1 axes and template 2"),
        (lambda: match_template([[1, 2]], [[1], [2]]), "larger than the image"),
        (lambda: match_template([1, 2], [math.nan]), "template: NaN"),
        (lambda: match_template([1j, 2], [1]), "image: expected real samples"),
        (lambda: match_template([], [1]), "image: expected real samples"),
        (lambda: peak([math.nan]), "no number among them"),
    ]:
        with pytest.raises(InvalidInput, match=message):
            call()
