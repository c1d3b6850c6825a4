"""identify against kernels with drawn defects, and against libraries."""

import random
import re
from itertools import product

import numpy
import pytest
from scipy import ndimage, signal

from symconv.discrete import conventions, convolve_arrays, correlate_arrays
from symconv.errors import InvalidInput
from symconv.testing import identify, load_target

BOUNDARIES = ("constant", "edge", "reflect", "symmetric", "wrap")


DEFECTS = ("flip", "offset", "conjugate", "swap", "stride", "boundary", "mode")


def make_kernel(p):
    """A kernel with parameters p, a sum over kernel samples of a signal that numpy.pad extends."""

    def one_sided(a, v):
        a, v = numpy.asarray(a), numpy.asarray(v)
        if p["conjugate"] == "first":
            a = a.conj()
        if p["conjugate"] == "second":
            v = v.conj()
        flips = tuple(slice(None, None, 1 if flip else -1) for flip in p["flips"])
        v = v[flips]
        ranges = []
        for axis, (n, m) in enumerate(zip(a.shape, v.shape, strict=True)):
            first, last = {
                "full": (0, n + m - 1),
                "same": ((m - 1) // 2, (m - 1) // 2 + n),
                "valid": (min(n, m) - 1, max(n, m)),
            }[p["mode"]]
            offset = p["offset"][axis]
            ranges.append(range(first + offset, last + offset, p["stride"][axis]))
        reach = 6 + 2 * max(v.shape)
        padded = numpy.pad(a, reach, mode=p["boundary"])
        out = numpy.zeros([len(r) for r in ranges], dtype=numpy.result_type(a, v))
        for j in numpy.ndindex(*v.shape):
            places = [[reach + i - step for i in r] for r, step in zip(ranges, j, strict=True)]
            out += v[j] * padded[numpy.ix_(*places)]
        return out

    return (lambda a, v: one_sided(v, a)) if p["swap"] else one_sided


def draw(seed):
    """A kernel of the usual kind with one or two defects; what it then is, field by field."""
    rng = random.Random(seed)
    ndim = rng.choice([1, 1, 2])
    correlation = rng.random() < 0.5
    p = {
        "flips": (not correlation,) * ndim,
        "offset": (0,) * ndim,
        "stride": (1,) * ndim,
        "conjugate": "second" if correlation else None,
        "mode": rng.choice(["full", "same"]),
        "boundary": "constant",
        "swap": False,
    }
    chosen = rng.sample(DEFECTS, rng.choice([1, 2]))
    axis = rng.randrange(ndim)

    def change(values, new):
        return tuple(new if k == axis else old for k, old in enumerate(values))

    for defect in chosen:
        if defect == "flip":
            p["flips"] = change(p["flips"], not p["flips"][axis])
        elif defect == "offset":
            p["offset"] = change(p["offset"], rng.choice([-2, -1, 1, 2]))
        elif defect == "conjugate":
            p["conjugate"] = rng.choice(
                [c for c in (None, "first", "second") if c != p["conjugate"]]
            )
        elif defect == "swap":
            p["swap"] = True
        elif defect == "stride":
            p["stride"] = change(p["stride"], rng.choice([2, 3]))
        elif defect == "boundary":
            p["boundary"] = rng.choice(BOUNDARIES[1:])
        else:
            p["mode"] = {"full": "same", "same": rng.choice(["full", "valid"])}[p["mode"]]
    return ndim, chosen, p


def expected_fields(p):
    """What the diagnosis of such a kernel has to say, derived by hand.

    With exchanged arguments and zeros around, a correlation runs backwards (its lag changes sign):
    then a shift of the window changes sign, and the size of "same" is that of the second argument.
    """
    conjugate = p["conjugate"]
    if p["swap"] and conjugate:
        conjugate = {"first": "second", "second": "first"}[conjugate]
    return {"flips": p["flips"], "stride": p["stride"], "conjugate": conjugate, "mode": p["mode"]}


def fresh_operands(ndim, seed, complex_too):
    rng = numpy.random.default_rng(seed)
    for n, m in [(10, 6), (9, 5), (5, 9), (6, 10), (7, 7)]:
        shape_a = (n, *([n - 1] * (ndim - 1)))
        shape_v = (m, *([m - 1] * (ndim - 1)))
        a, v = rng.integers(-9, 10, shape_a), rng.integers(-9, 10, shape_v)
        if complex_too:
            yield a + 1j * rng.integers(-9, 10, shape_a), v + 1j * rng.integers(-9, 10, shape_v)
        else:
            yield a, v


@pytest.mark.parametrize("seed", range(100))
def test_wrong_kernels_are_diagnosed(seed):
    ndim, chosen, p = draw(seed)
    kernel = make_kernel(p)
    found = identify(kernel, ndim)
    assert found.operator != "none", (chosen, p, str(found))
    for name, value in expected_fields(p).items():
        assert getattr(found, name) == value, (name, chosen, p, str(found))
    if not p["swap"]:
        assert found.offset == p["offset"], (chosen, p, str(found))
        assert not any(found.reversed)
        visible = p["mode"] != "valid" or any(p["offset"])
        assert found.boundary == p["boundary"] or not visible
    # The diagnosis predicts the kernel on shapes that identify has not seen.
    for complex_too in (False, True):
        for a, v in fresh_operands(ndim, seed, complex_too):
            numpy.testing.assert_array_equal(found.model.evaluate(a, v), kernel(a, v))


def test_the_draw_covers_every_defect_and_every_pair():
    drawn = [frozenset(draw(seed)[1]) for seed in range(100)]
    assert {name for one in drawn for name in one} == set(DEFECTS)
    assert sum(len(one) == 2 for one in drawn) >= 30
    assert {draw(seed)[0] for seed in range(100)} == {1, 2}


def test_the_right_kernels_are_told_apart_from_the_wrong_ones():
    right = identify(numpy.convolve)
    assert right.operator == "convolution"
    assert "numpy.convolve (full)" in right.matches
    for seed in range(30):
        ndim, _, p = draw(seed)
        if ndim == 1 and not p["swap"]:
            usual = p["flips"] == (True,) and p["conjugate"] is None and p["mode"] == "full"
            usual = usual and p["offset"] == (0,) and p["stride"] == (1,)
            usual = usual and p["boundary"] == "constant"
            assert ("numpy.convolve (full)" in identify(make_kernel(p)).matches) == usual


def circular(a, v):
    n = len(a)
    return numpy.fft.ifft(numpy.fft.fft(a) * numpy.fft.fft(v, n)).real


def transposed(a, v, stride=2):
    out = numpy.zeros((len(a) - 1) * stride + len(v), dtype=numpy.result_type(a, v))
    for k, value in enumerate(a):
        out[k * stride : k * stride + len(v)] += value * v
    return out


def dilated(a, v):
    return convolve_arrays(a, v, dilation=2)


def for_lists_only(a, v):
    padded = [0] * (len(v) - 1) + a + [0] * (len(v) - 1)
    width = len(a) + len(v) - 1
    return [sum(v[len(v) - 1 - j] * padded[k + j] for j in range(len(v))) for k in range(width)]


def sliding(a, v, stop=1):
    """The loop that everybody writes; its answer is empty where the kernel is longer."""
    m = len(v)
    return numpy.array([numpy.dot(a[k : k + m], v) for k in range(len(a) - m + stop)])


LONGER = "something else where the kernel is longer than the signal"


@pytest.mark.parametrize(
    ("fn", "ndim", "fields"),
    [
        (numpy.convolve, 1, {"operator": "convolution", "mode": "full", "conjugate": None}),
        (numpy.correlate, 1, {"operator": "correlation", "mode": "valid", "conjugate": "second"}),
        (lambda a, v: numpy.convolve(a, v, "same"), 1, {"size": "longest", "centre": "lower"}),
        (lambda a, v: numpy.correlate(a, v, "same"), 1, {"size": "longest", "centre": "longer"}),
        (
            correlate_arrays,
            1,
            {"operator": "correlation", "reversed": (True,), "conjugate": "first"},
        ),
        (
            circular,
            1,
            {"operator": "circular convolution", "boundary": "wrap", "conjugate": "not applicable"},
        ),
        (transposed, 1, {"operator": "transposed convolution", "mode": "full"}),
        (dilated, 1, {"operator": "dilated convolution", "mode": "full"}),
        (
            lambda a, v: convolve_arrays(a, v[::-1], "valid", dilation=2),
            1,
            {"operator": "dilated correlation", "mode": "valid"},
        ),
        (for_lists_only, 1, {"operator": "convolution", "container": "list"}),
        (
            ndimage.correlate,
            2,
            {"operator": "correlation", "boundary": "symmetric", "centre": "lower"},
        ),
        (ndimage.convolve, 2, {"operator": "convolution", "centre": "upper"}),
        (signal.fftconvolve, 3, {"operator": "convolution", "mode": "full"}),
        (
            lambda a, v: signal.convolve2d(a, v[:, ::-1]),
            2,
            {"operator": "mixed", "flips": (True, False)},
        ),
        (
            lambda a, v: signal.correlate2d(a, v, "same", "wrap"),
            2,
            {"operator": "circular correlation", "centre": "upper"},
        ),
        (
            sliding,
            1,
            {"operator": "correlation", "mode": "valid", "surplus": (0,), "reason": LONGER},
        ),
        (
            lambda a, v: sliding(a, v, 0),
            1,
            {"operator": "correlation", "mode": "valid", "surplus": (-1,), "reason": LONGER},
        ),
        (lambda a, v: numpy.convolve(a, v)[1:], 1, {"offset": (1,), "surplus": (-1,)}),
        (lambda a, v: numpy.convolve(a, v)[:-1], 1, {"offset": (0,), "surplus": (-1,)}),
        (lambda a, v: numpy.convolve(a, v)[::-1], 1, {"flips": (True,), "reversed": (True,)}),
    ],
)
def test_known_functions(fn, ndim, fields):
    found = identify(fn, ndim)
    assert {name: getattr(found, name) for name in fields} == fields, str(found)


def rows_that_run():
    for name, row in conventions.items():
        if name.startswith(("numpy.", "scipy.signal.", "symconv.")):
            for ndim, mode in product(row.ndim, row.modes):
                yield name, ndim, mode


@pytest.mark.parametrize(("name", "ndim", "mode"), list(rows_that_run()))
def test_library_functions_match_their_own_row(name, ndim, mode):
    fn = load_target(":".join(name.rsplit(".", 1)))
    row = conventions[name]
    found = identify(lambda a, v: fn(a, v, mode), ndim)
    if name == "scipy.signal.correlate2d" and mode == "valid":
        assert found.operator == "none"  # it conjugates the wrong one where the second is larger
        assert "complex" in found.reason
        return
    assert f"{name} ({mode})" in found.matches, str(found)
    assert found.conjugate == row.conjugate


@pytest.mark.parametrize(
    ("answer", "name"), [(None, "NoneType"), ("text", "str"), ({}, "dict"), (iter([1]), "iterator")]
)
def test_what_is_no_array_is_named(answer, name):
    assert re.search(f"returned .*{name}; expected an array", identify(lambda a, v: answer).reason)


def test_what_is_refused():
    with pytest.raises(InvalidInput, match="expected a function"):
        identify("numpy.convolve")
    with pytest.raises(InvalidInput, match="expected 1, 2 or 3"):
        identify(numpy.convolve, ndim=4)


def test_stride_and_dilation_of_this_package_against_the_model():
    found = identify(lambda a, v: convolve_arrays(a, v, "same", boundary="reflect", stride=2))
    assert (found.mode, found.boundary, found.stride) == ("same", "reflect", (2,))
