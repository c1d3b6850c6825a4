"""Figures of the arrays: ratios measured in one run, printed and asserted.

Run with `python -m pytest tests/bench/bench_arrays.py -s`, or as a script. The file name keeps it
out of the default collection.
"""

import random
import time

import numpy
import pytest
from flint import fmpz_poly
from scipy import signal

from symconv.discrete import convolve_arrays


def best_of(functions, rounds):
    """Return the least time of each function; interleaved, so that drifts hit all of them."""
    best = [float("inf")] * len(functions)
    for _ in range(rounds):
        for k, function in enumerate(functions):
            start = time.perf_counter()
            function()
            best[k] = min(best[k], time.perf_counter() - start)
    return best


def by_hand(a, v):
    """The loop a user would write: list, polynomial, product, list."""
    return [int(c) for c in (fmpz_poly(a) * fmpz_poly(v)).coeffs()]


@pytest.mark.parametrize(("size", "rounds"), [(10**3, 200), (10**5, 20)])
@pytest.mark.parametrize("largest", [9, 10**6, 10**40])
def test_lists_cost_what_the_loop_by_hand_costs(size, rounds, largest):
    rng = random.Random(size)
    a, v = ([rng.randint(-largest, largest) for _ in range(size)] for _ in range(2))
    assert convolve_arrays(a, v) == by_hand(a, v)
    p, q = fmpz_poly(a), fmpz_poly(v)
    ours, hand, bare = best_of(
        [lambda: convolve_arrays(a, v), lambda: by_hand(a, v), lambda: p * q], rounds
    )
    print(
        f"\n{size} entries up to {largest:.0e}: ours {ours * 1e3:.3f} ms, "
        f"by hand {hand * 1e3:.3f} ms, ratio {ours / hand:.2f}; bare product {bare * 1e3:.3f} ms"
    )
    assert ours <= 1.2 * hand


def test_oaconvolve_for_a_long_signal():
    rng = numpy.random.default_rng(0)
    for n, m in [(10**5, 64), (10**6, 1000), (10**6, 10**4)]:
        a, v = rng.normal(size=n), rng.normal(size=m)
        checked, ours, fft, overlap, auto = best_of(
            [
                lambda a=a, v=v: convolve_arrays(a, v),
                lambda a=a, v=v: convolve_arrays(a, v, tolerance=float("inf")),
                lambda a=a, v=v: signal.fftconvolve(a, v),
                lambda a=a, v=v: signal.oaconvolve(a, v),
                lambda a=a, v=v: signal.convolve(a, v),
            ],
            15,
        )
        print(
            f"\n{n} by {m}: ours {ours * 1e3:.1f} ms (range checked {checked * 1e3:.1f}), "
            f"fftconvolve {fft * 1e3:.1f}, oaconvolve {overlap * 1e3:.1f}, "
            f"convolve(auto) {auto * 1e3:.1f}"
        )
        assert ours <= 1.3 * auto


def test_kronecker_substitution_in_two_dimensions():
    rng = numpy.random.default_rng(1)
    a, v = rng.integers(-255, 256, (128, 128)), rng.integers(-255, 256, (9, 9))
    ours, direct = best_of([lambda: convolve_arrays(a, v), lambda: signal.convolve2d(a, v)], 3)
    numpy.testing.assert_array_equal(convolve_arrays(a, v), signal.convolve2d(a, v))
    print(f"\n128² by 9², exact: {ours * 1e3:.1f} ms; SciPy's int64 loop {direct * 1e3:.1f} ms")


if __name__ == "__main__":
    pytest.main([__file__, "-s", "-q", "-p", "no:cacheprovider"])
