"""Symbolic ratios, frequencies and lengths: every arm is met at exact, coincident parameters."""

from __future__ import annotations

import itertools

import mpmath
import pytest
import sympy
from sympy import (
    Abs,
    Heaviside,
    I,
    KroneckerDelta,
    Ne,
    Piecewise,
    Rational,
    cos,
    exp,
    pi,
    sin,
    symbols,
)

from symconv.discrete import convolve, correlate

n, m = symbols("n m", integer=True)
r, s, w, v = symbols("r s w v", real=True)
p, q = symbols("p q", positive=True)
a, b = symbols("a b")
N = sympy.Symbol("N", integer=True, positive=True)
M, K = symbols("M K", integer=True)
CUT = 150
HALF = Rational(1, 2)


def u(shifted):
    return Heaviside(shifted, 1)


def box(length):
    return u(n) - u(n - length)


def from_zero(expr):
    """The sequence cut to n >= 0; unlike a product with u it is 0 where 0**n has no value."""
    return Piecewise((expr, n >= 0), (0, True))


def number(expr):
    """A constant as an mpmath number with 40 digits; exact numbers stay exact."""
    expr = sympy.sympify(expr)
    if expr.is_Rational:
        return mpmath.mpf(int(expr.p)) / int(expr.q)
    value = expr.evalf(40)
    re, im = value.as_real_imag()
    return mpmath.mpc(str(re), str(im))


def assert_sum(h, f, g, values, correlated=False, points=range(-5, 6), reach=CUT):
    """h at the values is Σ f[k] g[t − k], or Σ conj(f[k]) g[k + t], added up term by term."""
    with mpmath.workdps(40):
        f, g, h = (expr.subs(values) for expr in (f, g, h))
        low, high = -reach, reach
        left = {k: number(f.subs(n, k)) for k in range(low, high + 1)}
        right = {k: number(g.subs(n, k)) for k in range(low - 5, high + 6)}
        for t in points:
            if correlated:
                total = mpmath.fsum(mpmath.conj(left[k]) * right[k + t] for k in left)
            else:
                total = mpmath.fsum(left[k] * right[t - k] for k in left if t - k in right)
            found = number(h.subs(m, t))
            assert mpmath.almosteq(found, total, rel_eps=1e-20, abs_eps=1e-20), (values, t)


RATIOS = [HALF, -HALF, Rational(1, 3), 0, 1, 2]


@pytest.mark.parametrize(("one", "two"), list(itertools.product(RATIOS, repeat=2)))
@pytest.mark.parametrize(
    ("f", "g"),
    [
        (from_zero(r**n), from_zero(s**n)),
        (from_zero(n * r**n), Piecewise((s**n, n >= 1), (0, True))),
        (from_zero(r**n), Piecewise((s**n, (n >= 0) & (n <= 3)), (0, True))),
    ],
)
def test_causal_ratios_with_their_coincidences(f, g, one, two):
    h = convolve(f, g, n, m)
    assert not h.has(sympy.Sum)
    assert_sum(h, f, g, {r: one, s: two}, reach=8)


def test_the_confluent_arm_stands_beside_the_generic_one():
    h = convolve(a**n * u(n), b**n * u(n), n, m)
    generic, confluent = h.args
    assert generic[1] == Ne(a, b)
    assert confluent[0].args[0][0] == a**m * (m + 1)


@pytest.mark.parametrize(("one", "two"), [(HALF, Rational(1, 3)), (HALF, HALF), (-HALF, HALF)])
def test_two_sided_ratios(one, two):
    assuming = (Abs(r) < 1, Abs(s) < 1)
    h = convolve(r ** Abs(n), s ** Abs(n), n, m, assuming=assuming)
    assert_sum(h, r ** Abs(n), s ** Abs(n), {r: one, s: two})
    k = correlate(r ** Abs(n), s**n * u(n), n, m, assuming=assuming)
    assert_sum(k, r ** Abs(n), s**n * u(n), {r: one, s: two}, correlated=True)


def test_complex_ratios_are_conjugated():
    f, g = a**n * u(n), b**n * u(n)
    h = correlate(f, g, n, m, assuming=(Abs(a) < 1, Abs(b) < 1))
    values = {a: HALF + I / 3, b: Rational(1, 4) - I / 2}
    assert_sum(h, f, g, values, correlated=True)
    plain = correlate(f, g, n, m, conjugate=False, assuming=(Abs(a) < 1, Abs(b) < 1))
    assert_sum(plain, f.subs(a, sympy.conjugate(a)), g, values, correlated=True)


FREQUENCIES = [(1, 2), (1, 1), (1, -1), (0, 1), (0, 0), (pi, pi), (pi, 1), (1, 1 + 2 * pi)]


@pytest.mark.parametrize(("one", "two"), FREQUENCIES)
@pytest.mark.parametrize(
    ("f", "g"),
    [(cos(w * n), cos(v * n)), (sin(w * n), cos(v * n)), (cos(w * n), cos(w * n))],
)
def test_frequencies_resonate_modulo_full_turns(f, g, one, two):
    h = convolve(f * u(n), g * u(n), n, m)
    assert not h.has(sympy.Sum)
    assert_sum(h, f * u(n), g * u(n), {w: one, v: two}, reach=8)


@pytest.mark.parametrize("angle", [0, 1, pi / 3, pi])
def test_waves_against_geometric_sequences(angle):
    values = {w: angle, p: HALF}
    f, g = cos(w * n + 1), HALF**n * u(n)
    assert_sum(convolve(f, g, n, m), f, g, values)
    f, g = exp(-Abs(n)), sin(w * n)
    assert_sum(convolve(f, g, n, m), f, g, values)
    f, g = exp(I * w * n) * box(4), exp(I * w * n) * box(3)
    assert_sum(correlate(f, g, n, m), f, g, values, correlated=True, reach=8)


@pytest.mark.parametrize(("one", "two"), [(1, 2), (1, 1), (HALF, 3)])
def test_exponential_rates_with_the_confluent_arm(one, two):
    f, g = exp(-p * Abs(n)), exp(-q * n) * u(n)
    h = convolve(f, g, n, m)
    assert h.atoms(Ne) == {Ne(p, q)}
    assert_sum(h, f, g, {p: one, q: two}, reach=220)


def test_a_stated_inequality_removes_the_arm():
    h = convolve(exp(-p * Abs(n)), exp(-q * Abs(n)), n, m, assuming=(Ne(p, q),))
    assert not h.atoms(Ne)
    assert_sum(h, exp(-p * Abs(n)), exp(-q * Abs(n)), {p: 1, q: Rational(3, 2)})


@pytest.mark.parametrize("length", [1, 2, 3, 5])
@pytest.mark.parametrize("ratio", [HALF, 1, 2])
def test_symbolic_lengths(length, ratio):
    values = {N: length, p: ratio}
    for f, g in ((box(N), p**n * u(n)), (box(N), n), (box(N), p**n), (n * box(N), box(3))):
        assert_sum(convolve(f, g, n, m), f, g, values, reach=20)
    f, g = p**n * box(N), p**n * box(N)
    assert_sum(correlate(f, g, n, m), f, g, values, correlated=True, reach=20)


@pytest.mark.parametrize(("one", "two"), list(itertools.product([-3, -1, 0, 1, 2, 4], repeat=2)))
def test_symbolic_points_in_any_order(one, two):
    values = {M: one, K: two}
    for f, g in (
        (KroneckerDelta(n, M) + 2 * KroneckerDelta(n, K), u(n)),
        (u(n - M), 2**n * u(n - K)),
    ):
        assert_sum(convolve(f, g, n, m), f, g, values, reach=12)


def test_two_boxes_of_symbolic_lengths():
    h = convolve(box(N), box(M), n, m)
    for one, two in itertools.product([1, 2, 4], [-3, -1, 0, 1, 2, 4]):
        assert_sum(h, box(N), box(M), {N: one, M: two}, reach=10)


def test_a_window_of_symbolic_length_against_waves():
    f, g = box(N) * exp(I * w * n), cos(v * n)
    h = convolve(f, g, n, m)
    for length, one, two in ((1, 1, 2), (3, 1, 2), (3, 1, 1), (2, 1, -1), (4, 0, 0), (3, 0, pi)):
        assert_sum(h, f, g, {N: length, w: one, v: two}, reach=10)


def test_own_values_and_single_points():
    f = Piecewise((2, sympy.Eq(n, 1)), (n, (n > 1) & (n < Rational(9, 2))), (0, True))
    g = Heaviside(n)
    assert_sum(convolve(f, g, n, m), f, g, {}, reach=12)
    assert_sum(convolve(g, g, n, m), g, g, {}, reach=12)


def test_the_sums_of_this_suite_can_fail():
    f, g = HALF**n * u(n), u(n)
    h = convolve(f, g, n, m)
    with pytest.raises(AssertionError):
        assert_sum(h + KroneckerDelta(m, 2) / 10**6, f, g, {}, reach=8)
