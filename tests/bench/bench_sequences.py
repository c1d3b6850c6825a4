"""Sequences in closed form against SymPy's summation: `python tests/bench/bench_sequences.py`.

Also a test (`pytest tests/bench/bench_sequences.py`). SymPy is given the finite sum over
0 <= k <= m with both supports worked out by hand; only pairs where its value is right at
m = 0 … 6 count. Caches are cleared before each call on both sides.
"""

import statistics
import time

import sympy
from sympy import Heaviside, Rational, Symbol, cos, pi, summation, symbols
from sympy.core.cache import clear_cache

from symconv.discrete import convolve

n, k = symbols("n k", integer=True)
m = Symbol("m", integer=True, nonnegative=True)
p, q = symbols("p q", positive=True)
BODIES = [
    (2**n, 3**n),
    (sympy.Integer(1), n**2),
    (n, n**3),
    (n * Rational(1, 2) ** n, Rational(1, 3) ** n),
    (n**2 * 2**n, 2**n),
    (p**n, q**n),
    (cos(pi * n / 3), sympy.Integer(1)),
    (n**6, n**6),
]


def timed(work):
    clear_cache()
    start = time.perf_counter()
    value = work()
    return value, time.perf_counter() - start


def figures():
    """(pair, seconds of symconv, seconds of SymPy or None where it is wrong)."""
    found = []
    for f, g in BODIES:
        ours, seconds = timed(
            lambda f=f, g=g: convolve(f * Heaviside(n, 1), g * Heaviside(n, 1), n)
        )
        theirs, other = timed(
            lambda f=f, g=g: summation(f.subs(n, k) * g.subs(n, m - k), (k, 0, m))
        )
        values = {p: Rational(1, 2), q: Rational(1, 3)}
        for t in range(7):
            exact = sum((f.subs(n, j) * g.subs(n, t - j)).subs(values) for j in range(t + 1))
            assert sympy.simplify(ours.subs({n: t, **values}) - exact) == 0, (f, g, t)
            if sympy.simplify(theirs.subs({m: t, **values}) - exact) != 0:
                other = None
                break
        found.append(((f, g), seconds, other))
    return found


def test_sequences_are_found_faster_than_by_summation():
    rows = figures()
    ratios = [other / seconds for _, seconds, other in rows if other is not None]
    assert len(ratios) >= 4
    assert statistics.median(ratios) > 1


if __name__ == "__main__":
    table = figures()
    for pair, seconds, other in table:
        theirs = "wrong or not found" if other is None else f"{other / seconds:6.1f} times ours"
        print(f"{pair!s:45} {seconds * 1e3:8.1f} ms   summation: {theirs}")
    known = [other / seconds for _, seconds, other in table if other is not None]
    print(f"median ratio {statistics.median(known):.1f} over {len(known)} pairs")
