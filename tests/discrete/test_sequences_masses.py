"""Discrete random variables as sequences, against enumeration in fractions."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
import sympy
from sympy import Rational, stats

from symconv import convolve as convolve_functions
from symconv.discrete import convolve, correlate
from symconv.discrete.sequences.masses import mass_of
from symconv.errors import InvalidInput

n = sympy.Symbol("n", integer=True)
THIRD = Fraction(1, 3)
FINITE = {
    "die": (lambda: stats.Die("X", 6), {k: Fraction(1, 6) for k in range(1, 7)}),
    "bernoulli": (lambda: stats.Bernoulli("X", Rational(1, 3)), {0: 2 * THIRD, 1: THIRD}),
    "float": (lambda: stats.Bernoulli("X", 0.1), {0: Fraction(9, 10), 1: Fraction(1, 10)}),
    "binomial": (
        lambda: stats.Binomial("X", 4, Rational(1, 3)),
        {k: comb(4, k) * THIRD**k * (1 - THIRD) ** (4 - k) for k in range(5)},
    ),
    "steps": (
        lambda: stats.Binomial("X", 2, Rational(1, 3), succ=3, fail=-1),
        {-2: Fraction(4, 9), 2: Fraction(4, 9), 6: Fraction(1, 9)},
    ),
    "coin": (
        lambda: stats.Bernoulli("X", Rational(1, 2), 5, -2),
        {5: Fraction(1, 2), -2: Fraction(1, 2)},
    ),
    "table": (
        lambda: stats.FiniteRV("X", {-3: Rational(1, 2), 4: Rational(1, 4), 5: Rational(1, 4)}),
        {-3: Fraction(1, 2), 4: Fraction(1, 4), 5: Fraction(1, 4)},
    ),
    "uniform": (lambda: stats.DiscreteUniform("X", [1, 3, 5]), dict.fromkeys((1, 3, 5), THIRD)),
    "hypergeometric": (
        lambda: stats.Hypergeometric("X", 10, 8, 4),
        {k: Fraction(comb(8, k) * comb(2, 4 - k), comb(10, 4)) for k in range(2, 5)},
    ),
    "betabinomial": (
        lambda: stats.BetaBinomial("X", 3, 2, 1),
        {k: Fraction(k + 1, 10) for k in range(4)},
    ),
    "rademacher": (lambda: stats.Rademacher("X"), {-1: Fraction(1, 2), 1: Fraction(1, 2)}),
}
DIE = {k: Fraction(1, 4) for k in range(1, 5)}


def exactly(value: Fraction) -> Rational:
    return Rational(value.numerator, value.denominator)


@pytest.mark.parametrize("name", FINITE)
def test_finite_ones_are_summed_as_enumerated(name):
    make, table = FINITE[name]
    sums = convolve(make(), stats.density(stats.Die("Y", 4)), n)
    lags = correlate(make(), stats.Die("Y", 4), n)
    for at in range(-12, 14):
        total = sum((w * DIE.get(at - k, 0) for k, w in table.items()), Fraction(0))
        assert sums.subs(n, at) == exactly(total)
        total = sum((w * DIE.get(at + k, 0) for k, w in table.items()), Fraction(0))
        assert lags.subs(n, at) == exactly(total)


GEOMETRIC = {k: THIRD * (1 - THIRD) ** (k - 1) for k in range(1, 40)}
ENDLESS = {
    "geometric": (lambda: stats.Geometric("X", Rational(1, 3)), GEOMETRIC),
    "negative binomial": (
        lambda: stats.NegativeBinomial("X", 3, Rational(1, 3)),
        {k: comb(k + 2, 2) * THIRD**3 * (1 - THIRD) ** k for k in range(40)},
    ),
    "yule": (
        lambda: stats.YuleSimon("X", 2),
        {k: Fraction(4, k * (k + 1) * (k + 2)) for k in range(1, 40)},
    ),
    "flory": (
        lambda: stats.FlorySchulz("X", Rational(1, 3)),
        {k: THIRD**2 * k * (1 - THIRD) ** (k - 1) for k in range(1, 40)},
    ),
}


@pytest.mark.parametrize("name", ENDLESS)
def test_endless_ones_begin_where_their_support_does(name):
    make, table = ENDLESS[name]
    result = convolve(make(), stats.Die("Y", 4), n)
    for at in range(-3, 15):
        total = sum((table.get(at - k, 0) * w for k, w in DIE.items()), Fraction(0))
        assert sympy.simplify(result.subs(n, at) - exactly(total)) == 0


def test_geometric_ones_have_a_closed_form():
    X, Y = stats.Geometric("X", Rational(1, 3)), stats.Geometric("Y", Rational(1, 2))
    result = convolve(X, Y, n)
    assert not result.has(sympy.Sum)
    for at in range(-2, 12):
        pairs = ((k, at - k) for k in range(1, at))
        total = sum((GEOMETRIC[k] * Fraction(1, 2) ** j for k, j in pairs), Fraction(0))
        assert result.subs(n, at) == exactly(total)


@pytest.mark.parametrize(
    ("make", "low", "value"),
    [
        (lambda: stats.Poisson("X", 3), 0, lambda k: 3**k * sympy.exp(-3) / sympy.factorial(k)),
        (
            lambda: stats.Logarithmic("X", Rational(1, 3)),
            1,
            lambda k: -1 / (sympy.log(Rational(2, 3)) * k * 3**k),
        ),
        (lambda: stats.Zeta("X", 3), 1, lambda k: 1 / (k**3 * sympy.zeta(3))),
        (
            lambda: stats.Skellam("X", 2, 3),
            -99,
            lambda k: (
                sympy.exp(-5)
                * sympy.sqrt(Rational(2, 3)) ** k
                * sympy.besseli(k, 2 * sympy.sqrt(6))
            ),
        ),
    ],
)
def test_transcendental_ones_are_shifted_by_finite_ones(make, low, value):
    result = convolve(make(), stats.Rademacher("Y"), n)
    for at in range(-4, 9):
        places = [k for k in (at - 1, at + 1) if k >= low]
        expected = sum((value(sympy.Integer(k)) / 2 for k in places), sympy.Integer(0))
        assert abs(sympy.N(result.subs(n, at) - expected, 30)) < 1e-25


def test_symbolic_parameters():
    p, N = sympy.Symbol("p", positive=True), sympy.Symbol("N", integer=True, positive=True)
    square = convolve(stats.Bernoulli("X", p), stats.Bernoulli("Y", p), n)
    assert sympy.expand(square.subs(n, 1) - 2 * p * (1 - p)) == 0
    assert square.subs(n, 3) == 0
    result = convolve(stats.Die("X", N), stats.Die("Y", N), n)
    assert [result.subs({N: 3}).subs(n, k) for k in range(1, 8)] == [
        Rational(count, 9) for count in (0, 1, 2, 3, 2, 1, 0)
    ]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: stats.Coin("X"), "which is no integer"),
        (lambda: stats.DiscreteUniform("X", [Rational(1, 2), 1]), "1/2, which is no integer"),
        (lambda: stats.Exponential("X", 1), "continuous random variable X; use symconv.convolve"),
        (lambda: stats.Die("X", 6) + 1, "expression of the random variable X"),
        (lambda: stats.Poisson("X", stats.Exponential("Y", 1)), "compound"),
        (lambda: stats.Bernoulli("X", Rational(1, 2), 1, 1), "are one value"),
        (lambda: stats.given(stats.Die("X", 6), stats.Die("X", 6) > 3), "conditioned"),
        (lambda: stats.density(stats.Die("X", 6) + stats.Die("Y", 6)), "FiniteRV"),
        (lambda: stats.Hermite("X", 2, 3), "which is not read; write its probabilities"),
        (lambda: stats.BetaBinomial("X", 1000, 2, 1), "at most 256"),
        (lambda: stats.Poisson("X", sympy.Symbol("n", positive=True)), "another name"),
    ],
)
def test_what_is_no_sequence_is_one_line(make, said):
    for place in ((make(), 1), (1, make())):
        with pytest.raises(InvalidInput, match=said) as caught:
            convolve(*place, n)
        assert "\n" not in str(caught.value)


def test_the_advice_of_convolve_is_true():
    X, x = stats.Die("X", 6), sympy.Symbol("x", real=True)
    with pytest.raises(InvalidInput, match=r"use symconv\.discrete\.convolve"):
        convolve_functions(X, X, x)
    with pytest.raises(InvalidInput, match="takes X itself"):
        convolve_functions(X + 1, sympy.exp(-(x**2)), x)
    assert convolve(X, X, n).subs(n, 7) == Rational(1, 6)
    assert mass_of(X, n, "f").subs(n, 7) == 0


def test_the_advice_for_the_density_of_an_expression_is_true():
    X, Y = stats.Die("X", 6), stats.Die("Y", 4)
    summed = stats.FiniteRV("Z", dict(stats.density(X + Y)))
    shown = convolve(X, Y, n)
    found = convolve(summed, sympy.KroneckerDelta(n, 0), n)
    assert all(found.subs(n, at) == shown.subs(n, at) for at in range(-1, 13))


def test_one_variable_of_the_sum():
    other = sympy.Symbol("l", integer=True)
    with pytest.raises(InvalidInput, match="is for one variable"):
        convolve(stats.Die("X", 6), 1, (n, other))
