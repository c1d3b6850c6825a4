"""Windows with symbolic ends against powers and waves, summed term by term at every length."""

from __future__ import annotations

import itertools

import pytest
import sympy
from sympy import Heaviside, I, Piecewise, Rational, cos, pi, sin, symbols

from symconv.discrete import convolve, correlate
from symconv.discrete.sequences.powers import joined_powers

n = sympy.Symbol("n", integer=True)
N = sympy.Symbol("N", integer=True, positive=True)
K, M = symbols("K M", integer=True)
a, b = symbols("a b")
r = sympy.Symbol("r", real=True)
HALF = Rational(1, 2)


def window(value, first, end):
    return Piecewise((value, (n >= first) & (n < end)), (0, True))


def plain_sum(f, g, op, changes, shift, reach=12):
    """Σ over the support of a window f, each factor evaluated as it was given."""
    total = sympy.Integer(0)
    for k in range(-reach, reach + 1):
        first = f.xreplace({**changes, n: sympy.Integer(k)})
        if first != 0:
            place = shift - k if op is convolve else shift + k
            first = first if op is convolve else sympy.conjugate(first)
            total += first * g.xreplace({**changes, n: sympy.Integer(place)})
    return sympy.expand_complex(total)


def check(f, g, op, cases, places=range(-3, 6)):
    h = op(f, g, n)
    assert not h.has(sympy.Sum)
    for changes, shift in itertools.product(cases, places):
        value = h.xreplace({**changes, n: sympy.Integer(shift)})
        wanted = plain_sum(f, g, op, changes, shift)
        assert sympy.expand(sympy.expand_complex(value - wanted)) == 0, (changes, shift, h)


@pytest.mark.parametrize("op", [convolve, correlate])
@pytest.mark.parametrize("factor", [1, n])
@pytest.mark.parametrize("tail", [b**n * Heaviside(n, 1), b**n * Heaviside(n - 2, 1)])
def test_a_finite_power_against_a_one_sided_one(op, factor, tail):
    """The case a = 0 leaves the facts 0 >= 0 and 0 ≠ 0 behind, which nothing may divide by."""
    cases = [
        {a: first, b: second, N: sympy.Integer(length)}
        for first, second in ((HALF, 3), (2, HALF), (1, 1), (0, 2), (I, I), (1 + I, 2))
        for length in (1, 3)
    ]
    check(window(factor * a**n, 0, N), tail, op, _exact(cases))


def _exact(cases):
    return [{symbol: sympy.sympify(value) for symbol, value in case.items()} for case in cases]


@pytest.mark.parametrize("op", [convolve, correlate])
@pytest.mark.parametrize(
    "wave",
    [
        cos(pi * n / 2),
        sin(pi * n / 2) * Heaviside(n, 1),
        I**n * Heaviside(n, 1),
        (-1) ** n,
        (1 + I) ** n,
        2**n * cos(pi * n / 3),
        n * (-I) ** n,
        cos(pi * n / 4),
    ],
)
@pytest.mark.parametrize(
    "own", [window(1, 0, N), window(n, M, M + N), window(I**n, 0, N), window((-1) ** n, 0, N)]
)
def test_a_window_against_a_root_of_unity(op, wave, own):
    cases = _exact({N: length, M: start} for length, start in ((1, 0), (2, -1), (3, 1), (4, -2)))
    check(own, wave, op, cases, range(-1, 2))


def test_powers_of_roots_of_unity_are_waves_of_the_length():
    h = convolve(window(1, 0, N), cos(pi * n / 2), n)
    assert not h.has(I)
    assert isinstance(h, sympy.Add)


@pytest.mark.parametrize(
    ("given", "joined"),
    [
        (4 * 2**n, 2 ** (n + 2)),
        (Rational(4, 9) * Rational(2, 3) ** n, Rational(2, 3) ** (n + 2)),
        (-8 * 2 ** (-n), -(2 ** (3 - n))),
        (a * 12 * 6**n, 2 * a * 6 ** (n + 1)),
        (2 * 2**n + I**n, 2 ** (n + 1) + I**n),
        (6 * I**n * (-I) ** n, 6 * I**n * (-I) ** n),
        (b * b**N * b**n, b ** (N + n + 1)),
        (5 * 2**n, 5 * 2**n),
    ],
)
def test_numbers_join_the_powers_of_their_own_prime(given, joined):
    assert joined_powers(given) == joined


@pytest.mark.parametrize(
    ("f", "g"),
    [
        (window(n**2, 0, N), (a * b) ** n),
        (window(n**2, 0, N), a**n),
        (window(n**2 + 1, M, M + N), a**n * Heaviside(n, 1)),
    ],
)
def test_an_arm_of_a_coincidence_holds_at_every_length_of_its_case(f, g):
    """N = 1 was merged into N > 1, whose facts then ruled it out where two ratios coincide."""
    cases = _exact(
        {a: ratio, b: 1 / sympy.sympify(ratio), N: length, M: start}
        for ratio in (1, 2)
        for length, start in ((1, 0), (2, -1), (3, 1), (1, 2))
    )
    cases += [{**case, b: sympy.Integer(1)} for case in cases]
    check(f, g, correlate, cases, range(-2, 3))
    check(f, g, convolve, cases, range(-2, 3))


@pytest.mark.parametrize(
    ("f", "g"),
    [
        (sympy.KroneckerDelta(n, 1), window((a * b) ** n, 0, N)),
        (window(n, 4, 7), n * a**n * Heaviside(n, 1)),
        (sympy.KroneckerDelta(n, 2), window((a + b) ** n * n, 0, N)),
        (window(1, 0, N), window(n * a**n, 0, 3)),
    ],
)
def test_a_ratio_that_may_be_0_has_a_value_at_negative_shifts(f, g):
    """a^m (…) was 0·∞ for m < 0 at a = 0, where the window begins with 1."""
    pairs = ((0, 1), (0, 0), (2, 0), (1, -1), (2, 3))
    cases = _exact({a: one, b: two, N: length} for one, two in pairs for length in (1, 3))
    check(f, g, correlate, cases, range(-4, 3))
