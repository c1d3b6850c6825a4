"""Sequences with poles: harmonic numbers, polygamma, Lerch's Φ, against direct sums and mpmath."""

from __future__ import annotations

import random

import mpmath
import pytest
import sympy
from flint import fmpq
from sympy import (
    Heaviside,
    I,
    KroneckerDelta,
    Ne,
    Piecewise,
    Rational,
    Sum,
    cos,
    harmonic,
    log,
    pi,
    polygamma,
    symbols,
)

from symconv.algebra import numbers as nb
from symconv.discrete import convolve, correlate
from symconv.discrete.sequences.rational.antidifference import Antidifference, Special, satisfies
from symconv.discrete.sequences.rational.partialfractions import Rational as Fraction
from symconv.discrete.sequences.rational.reader import INDEX
from symconv.enclosure import enclose_expr
from symconv.errors import DivergentIntegral, InvalidInput, Undecided

n, m = symbols("n m", integer=True)
N = sympy.Symbol("N", integer=True, positive=True)
a = symbols("a", positive=True)
r = symbols("r", real=True)
HALF = Rational(1, 2)


def u(shifted):
    return Heaviside(shifted, 1)


def value_of(expr, point):
    """A sequence's value, 0 where a step that vanishes meets a pole."""
    found = expr.subs(n, point)
    if found.has(sympy.nan, sympy.zoo):
        return sympy.Integer(0)
    return found


def summed(f, g, point, op):
    """Σ f[k] g[point − k] or Σ conj(f[k]) g[k + point] by mpmath, both tails by themselves."""
    exact = {}

    def term(k):
        k = int(k)
        if k not in exact:
            first = value_of(f, k)
            first = sympy.conjugate(first) if op == "correlate" else first
            exact[k] = first * value_of(g, point - k if op == "convolve" else k + point)
        return mpmath.mpmathify(sympy.N(exact[k], mpmath.mp.dps + 5))

    with mpmath.workdps(25):
        above = mpmath.nsum(lambda k: term(12 + k), [0, mpmath.inf])
        below = mpmath.nsum(lambda k: term(-12 - k), [0, mpmath.inf])
        return above + below + sum(term(k) for k in range(-11, 12))


def assert_values(h, f, g, op, points):
    assert not h.has(Sum)
    for point in points:
        ball = enclose_expr(h.subs(m, point), None, 120)
        expected = summed(f, g, point, op)
        parts = (str(part.mid().str(30, radius=False)) for part in (ball.real, ball.imag))
        got = mpmath.mpc(*parts)
        assert ball.rad() < 1e-20
        assert abs(got - expected) <= 1e-12 * (1 + abs(expected)), (point, got, expected)


@pytest.mark.parametrize(
    ("f", "g", "expected"),
    [
        (u(n) / (n + 1), u(n), Piecewise((harmonic(m + 1), m >= 0), (0, True))),
        (u(n - 1) / (n * (n + 1)), u(n), Piecewise((m / (m + 1), m >= 1), (0, True))),
        (u(n - 1) / n, u(n - 1) / n, Piecewise((2 * harmonic(m - 1) / m, m >= 2), (0, True))),
        (
            u(n - 1) / n**2,
            u(n),
            Piecewise((pi**2 / 6 - polygamma(1, m + 1), m >= 1), (0, True)),
        ),
        (1 / (n**2 + 1), sympy.Integer(1), pi * sympy.coth(pi)),
        (
            1 / (n**2 + 1),
            1 / (n**2 + 1),
            Piecewise(
                (pi * (-pi + sympy.coth(pi) + pi * sympy.coth(pi) ** 2) / 2, sympy.Eq(m, 0)),
                (2 * pi * sympy.coth(pi) / (m**2 + 4), True),
            ),
        ),
        (
            u(n) / (n + a),
            u(n),
            Piecewise((harmonic(a + m) - harmonic(a - 1), m >= 0), (0, True)),
        ),
    ],
)
def test_known_forms(f, g, expected):
    assert convolve(f, g, n, m) == expected


def test_a_window_of_symbolic_length():
    h = convolve(u(n) / (n + 1), u(n) - u(n - N), n, m)
    assert str(h) == (
        "Piecewise((harmonic(m + 1), (m >= 0) & (m <= N - 1)), "
        "(harmonic(m + 1) - harmonic(-N + m + 1), m >= N), (0, True))"
    )


def test_the_meeting_of_two_poles_is_an_arm_of_its_own():
    f = Piecewise((1 / n, Ne(n, 0)), (0, True))
    assert convolve(f, f, n, m) == Piecewise((-(pi**2) / 3, sympy.Eq(m, 0)), (-2 / m**2, True))
    h = correlate(u(n - 1) / n, u(n - 1) / n, n, m)
    assert [h.subs(m, point) for point in (-2, 0, 2)] == [
        Rational(3, 4),
        pi**2 / 6,
        Rational(3, 4),
    ]


CLOSED = [
    ("convolve", u(n) / (n + 1), 2**n * u(n)),
    ("convolve", u(n) / (n + 1), HALF**n * u(n)),
    ("convolve", u(n - 1) / n**2, 3**n * u(-n)),
    ("correlate", u(n - 1) / n**2, HALF**n * u(n)),
    ("correlate", I**n * u(n) / (n + 1) ** 2, u(n)),
    ("convolve", (-1) ** n * u(n) / (n + 1), u(n)),
    ("convolve", cos(n) * u(n) / (n + 1), u(n)),
    ("convolve", u(n - 1) / n**2, n * u(n)),
    ("correlate", u(n - 1) / n**3, u(n - 1) / n),
    ("convolve", 1 / (n**2 + 1), u(n)),
    ("convolve", 1 / (n**2 + 1), 1 / (n**2 + 4)),
    ("convolve", 1 / (n**2 + n + 1), u(n) / (n + HALF)),
    ("convolve", u(n) / (2 * n + 1), u(-n) / (3 * n - 1)),
    ("convolve", 1 / (2 * n + 1) ** 2, n * HALF**n * u(n)),
    ("convolve", u(n) / ((n + 1) * (n + 3)), u(-n)),
    ("convolve", u(n) / (n + 1) + KroneckerDelta(n, -2), u(n - 2) * (1 + (-1) ** n)),
]  # fmt: skip


@pytest.mark.parametrize(("op", "f", "g"), CLOSED, ids=str)
def test_closed_forms_against_nsum(op, f, g):
    operate = convolve if op == "convolve" else correlate
    assert_values(operate(f, g, n, m), f, g, op, (-7, 0, 1, 6))


def finite_case(rng):
    """Two sequences whose sum is finite for every m, with 0 to 3 poles each."""

    def half_line():
        start = rng.randint(-3, 3)
        expr = rng.choice([sympy.Integer(1), n, n**2 - 1, 2**n, (-HALF) ** n, 3 ** (-n)])
        for _ in range(rng.randint(0, 2)):
            shift = rng.choice([1, 2, 4, Rational(1, 2), Rational(5, 3)])
            expr = expr / (n - start + shift) ** rng.randint(1, 2)
        window = u(n - start)
        if rng.random() < 0.3:
            window -= u(n - start - rng.randint(1, 9))
        return expr * window

    return half_line(), half_line() / (n + 9)


@pytest.mark.parametrize("seed", range(12))
def test_random_finite_sums_are_exact(seed):
    rng = random.Random(seed)
    f, g = finite_case(rng)
    h = convolve(f, g, n, m)
    assert not h.has(Sum)
    for point in range(-8, 9):
        exact = sum(
            (value_of(f, k) * value_of(g, point - k) for k in range(-20, 21)), sympy.Integer(0)
        )
        ball = enclose_expr(h.subs(m, point), None, 200)
        assert (ball - enclose_expr(exact, None, 200)).contains(0), (f, g, point)
        assert ball.rad() < 1e-30


def test_divergence_is_named():
    with pytest.raises(DivergentIntegral, match="1/n and 1") as caught:
        convolve(u(n) / (n + 1), 1, n, m)
    assert caught.value.end == "oo"
    assert caught.value.tails == (1 / n, 1)
    for f, g in (
        (u(n) / (n + 1), u(-n)),
        (1 / (n**2 + 1), n),
        (n**2 / (n**2 + 1), 1),
        (u(n) / (n + 1), HALF**n),
        (1 / (n + HALF), u(n)),
    ):
        with pytest.raises(DivergentIntegral):
            convolve(f, g, n, m)


def test_conditional_convergence_stays_a_sum():
    assert isinstance(convolve((-1) ** n * u(n) / (n + 1), 1, n, m), Sum)


def test_a_pole_at_an_integer_of_the_sequence_is_refused():
    for f in (1 / n, u(n) / n, 1 / (n - 3), u(n) / (2 * n - 6)):
        with pytest.raises(InvalidInput, match="has no value at n = "):
            convolve(f, u(n), n, m)


def test_an_open_pole_asks_for_the_relation():
    with pytest.raises(Undecided) as caught:
        convolve(u(n) / (n + r), u(n), n, m)
    assert caught.value.question == (r > 0)
    h = convolve(u(n) / (n + r), u(n), n, m, assuming=r > 0)
    assert h == Piecewise((harmonic(m + r) - harmonic(r - 1), m >= 0), (0, True))


def test_a_symbolic_ratio_inside_its_disc():
    h = convolve(u(n - 1) / n, r**n * u(-n), n, m, assuming=(r > 1,))
    value = h.subs({r: 2, m: -3}).doit()
    assert sympy.simplify(sympy.expand_func(value) - log(2) / 8) == 0


def test_a_finite_window_of_any_values_shifts():
    h = convolve(sympy.gamma(n + 9), u(n) - u(n - 2), n, m)
    assert h == sympy.gamma(m + 8) + sympy.gamma(m + 9)


LIES = [
    (Antidifference({}, ((Special(None, 0, 1, fmpq(0)), fmpq(2)),)), fmpq(1), "a weight"),
    (Antidifference({}, ((Special(None, 1, 1, fmpq(0)), fmpq(1)),)), fmpq(1), "an order"),
    (Antidifference({}, ((Special(None, 0, -1, fmpq(0)), fmpq(1)),)), fmpq(1), "a shift"),
    (Antidifference({1: fmpq(1)}, ((Special(None, 0, 1, fmpq(0)), fmpq(1)),)), fmpq(1), "a power"),
    (Antidifference({}, ((Special(None, 0, 1, fmpq(0)), fmpq(1)),)), fmpq(2), "a ratio"),
    (Antidifference({}, ((Special(fmpq(2), 1, 1, fmpq(0)), fmpq(-1)),)), fmpq(3), "a base"),
    (
        Antidifference({}, ((Special(fmpq(2), 1, 1, nb.IMAGINARY, on_cut=True), fmpq(-1)),)),
        fmpq(2),
        "the real part at a complex argument",
    ),
]


@pytest.mark.parametrize(("p", "z", "why"), LIES, ids=[lie[2] for lie in LIES])
def test_the_identity_check_refuses_lies(p, z, why):
    offset = next(special for special, _ in p.specials).offset
    assert not satisfies(p, z, nb.inverse(INDEX + offset))


def test_the_identity_check_accepts_the_truth():
    truth = Antidifference({}, ((Special(None, 0, 1, fmpq(0)), fmpq(1)),))
    assert satisfies(truth, fmpq(1), nb.inverse(INDEX))


def test_partial_fractions_multiply():
    first = Fraction({1: fmpq(2)}, {(fmpq(1), 2): fmpq(3)})
    second = Fraction({0: fmpq(1)}, {(fmpq(-2), 1): fmpq(5), (fmpq(1), 1): fmpq(-1)})
    product = first.times(second, lambda gap: True)
    for point in (fmpq(3), fmpq(7, 2), fmpq(-5)):
        assert product.at(point) == first.at(point) * second.at(point)
    assert second.leading() == (0, fmpq(1))
    assert Fraction({}, {(fmpq(1), 1): fmpq(1), (fmpq(2), 1): fmpq(-1)}).leading() == (-2, fmpq(-1))
