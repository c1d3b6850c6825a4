"""Cases of arrays: against NumPy, SciPy and plain rational sums; special values, overflow."""

from __future__ import annotations

import random
from fractions import Fraction

import numpy as np
import pytest
import scipy.ndimage
import scipy.signal

from symconv.discrete import convolve_arrays
from symconv.errors import Unresolved
from symconv.reference.arrays import compute_arrays
from symconv.reference.spec import read_spec


def computed(**case):
    (one,) = read_spec({"case": [{"name": "one", **case}]})
    return compute_arrays(one).arrays


A, V = [3, -1, 4, 1, -5, 9], [2, 7, -1, 8]
IMAGE, PLATE = [[3, -1, 4, 1], [-5, 9, 2, 6]], [[2, 7], [1, -8]]


@pytest.mark.parametrize("mode", ["full", "same", "valid"])
def test_integers_are_those_of_scipy(mode):
    assert computed(f=A, g=V, mode=mode)["out"].tolist() == (
        scipy.signal.convolve(A, V, mode, method="direct").tolist()
    )
    assert computed(f=IMAGE, g=PLATE, mode=mode)["out"].tolist() == (
        scipy.signal.convolve2d(IMAGE, PLATE, mode).tolist()
    )


def test_a_correlation_conjugates_its_first_array():
    f, g = np.array([1 + 2j, 3]), np.array([0.5 - 1j, 5, 1j])
    texts = {"f": ["1+2*I", 3], "g": ["1/2-I", 5, "I"], "op": "correlate"}
    assert computed(**texts)["out"].tolist() == np.correlate(g, f, "full").tolist()
    plain = np.convolve(f[::-1], g)
    assert computed(**texts, conjugate=False)["out"].tolist() == plain.tolist()


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("numpy.convolve", lambda a, v: np.convolve(a, v, "same")),
        ("numpy.correlate", lambda a, v: np.correlate(a, v, "same")),
        ("scipy.signal.correlate", lambda a, v: scipy.signal.correlate(a, v, "same")),
        ("scipy.ndimage.correlate1d", scipy.ndimage.correlate1d),
    ],
)
def test_conventions_are_those_of_the_libraries(name, function):
    found = computed(f=A, g=V, convention=name, mode="same")["out"]
    assert found.tolist() == function(np.array(A), np.array(V)).tolist()


def test_complex_conventions_conjugate_as_the_library_does():
    a, v = np.array([1 + 2j, -3, 0.5 - 1j, 4j]), np.array([2 - 1j, 0.25 + 0.5j, -1 + 1j])
    spelled = [[f"{z.real!r} + ({z.imag!r})*I" for z in array.tolist()] for array in (a, v)]
    for name, function in (("numpy.correlate", np.correlate), ("numpy.convolve", np.convolve)):
        found = computed(f=spelled[0], g=spelled[1], convention=name, mode="full")["out"]
        assert found.tolist() == function(a, v, "full").tolist()


@pytest.mark.parametrize("dtype", ["float64", "float32", "float16"])
def test_every_output_is_the_exact_sum_rounded_once(dtype):
    draw = random.Random(dtype)
    f, g = (
        [str(Fraction(draw.randint(-99, 99), draw.randint(1, 99))) for _ in range(9)] for _ in "fg"
    )
    arrays = computed(f=f, g=g, dtype=dtype)
    a, v = ([Fraction(value) for value in arrays[name].tolist()] for name in "fg")
    for k, value in enumerate(arrays["out"]):
        exact = sum(a[i] * v[k - i] for i in range(9) if 0 <= k - i < 9)
        error = abs(Fraction(float(value)) - exact)
        for side in (-np.inf, np.inf):  # in the output's own type, also under NumPy 1
            neighbour = np.nextafter(value, type(value)(side))
            assert error <= abs(Fraction(float(neighbour)) - exact)


def test_stored_inputs_are_the_rounded_entries():
    arrays = computed(f=["1/10", 1], g=["1/3"], dtype="float32")
    assert arrays["f"].tolist() == [float(np.float32(0.1)), 1.0]
    exact = Fraction(float(np.float32(0.1))) * Fraction(float(np.float32(1 / 3)))
    assert arrays["out"][0] == np.float32(float(exact))


def test_cancellation_is_exact():
    assert computed(f=["1e16", 1, "-1e16"], g=[1.0, 1.0, 1.0])["out"][2] == 1.0
    naive = np.convolve(np.float32([1e8, 1, -1e8]), np.ones(3, np.float32))
    assert computed(f=["1e8", 1, "-1e8"], g=[1, 1, 1], dtype="float32")["out"][2] == 1.0
    assert naive[2] != 1.0


@pytest.mark.parametrize("seed", range(12))
def test_nan_and_infinities_are_those_of_a_sum_of_products(seed):
    draw = random.Random(seed)
    pool = ["nan", "inf", "-inf", 0.0, 1.0, -2.0, 3.0]
    f, g = ([draw.choice(pool[seed % 2 :]) for _ in range(n)] for n in (6, 3))
    out = computed(f=f, g=g, dtype="float64")["out"]
    a, v = (np.array([float(entry) for entry in row]) for row in (f, g))
    with np.errstate(invalid="ignore"):
        expected = [
            sum((a[i] * v[k - i] for i in range(6) if 0 <= k - i < 3), 0.0) for k in range(8)
        ]
    assert np.array_equal(out, expected, equal_nan=True)


def test_nan_stays_where_the_boundary_puts_it():
    out = computed(f=["nan", 1.0, 2.0, 3.0], g=[1.0, 1.0, 1.0], mode="same", boundary="wrap")["out"]
    assert np.isnan(out).tolist() == [True, True, False, True]


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int16", "int32", "int64", "uint64"])
def test_overflow_wraps_saturates_or_is_refused(dtype):
    info = np.iinfo(dtype)
    f, g = [int(info.max), int(info.min), 3], [2, 1]
    exact = convolve_arrays(f, g)
    with np.errstate(over="ignore"):
        wrapped = np.convolve(np.array(f, dtype), np.array(g, dtype))
    assert computed(f=f, g=g, dtype=dtype, overflow="wrap")["out"].tolist() == wrapped.tolist()
    clipped = [min(max(value, int(info.min)), int(info.max)) for value in exact]
    assert computed(f=f, g=g, dtype=dtype, overflow="saturate")["out"].tolist() == clipped
    with pytest.raises(Unresolved, match="overflow"):
        computed(f=f, g=g, dtype=dtype)


def test_rationals_are_exact():
    out = computed(f=["1/3", 2], g=["1/2", "I"], dtype="rational")["out"]
    assert out.tolist() == ["1/6", "1 + (1/3)*I", "0 + (2)*I"]


def test_an_entry_beyond_the_format_is_refused():
    with pytest.raises(Unresolved, match="float16"):
        computed(f=[70000], g=[1], dtype="float16")


def test_exact_sums_have_the_bound_zero():
    assert computed(f=A, g=V)["bound"].tolist() == [0.0] * 9
    assert "bound" not in computed(f=["1/3"], g=[1], dtype="rational")
