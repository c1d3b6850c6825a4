"""200 random pairs of sequences against their defining sums, term by term in exact rationals.

The sums know nothing of the package: a sequence is drawn as text-book data (ratio, degree, support)
and evaluated by Python; only the closed form comes from symconv.
"""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
import sympy
from sympy import Heaviside, KroneckerDelta, Piecewise, Rational, Symbol

from symconv.discrete import convolve, correlate

n = Symbol("n", integer=True)
m = Symbol("m", integer=True)
RATIOS = [(1, 2), (-1, 2), (1, 3), (2, 3), (-2, 3), (1, 1), (-1, 1), (2, 1), (3, 2)]
DECAYING = [(1, 2), (-1, 2), (1, 3), (-1, 4), (2, 5)]
WINDOW = range(-7, 8)
CUT = 260  # (1/2)^260 · 260^4 is below 10^-60, so the neglected tails are below the bound used


class Drawn:
    """A sequence as an expression and as a function of a Python int."""

    def __init__(self, expr, value):
        self.expr = expr
        self.value = value


def monomial(rng, ratios):
    p, q = rng.choice(ratios)
    k, c = rng.randint(0, 2), Fraction(rng.randint(-5, 5) or 1, rng.randint(1, 3))
    expr = Rational(c.numerator, c.denominator) * n**k * Rational(p, q) ** n
    return Drawn(expr, lambda i: c * Fraction(i) ** k * Fraction(p, q) ** i)


def causal(rng):
    body, start = monomial(rng, RATIOS), rng.randint(-2, 2)
    form = rng.choice(["heaviside", "piecewise"])
    if form == "heaviside":
        half = rng.choice([0, 1, Rational(1, 2)])
        expr = body.expr * Heaviside(n - start, half)
        own = Fraction(int(half.p), int(half.q)) if isinstance(half, Rational) else Fraction(half)
        return Drawn(
            expr,
            lambda i: body.value(i) * (0 if i < start else own if i == start else 1),
        )
    expr = Piecewise((body.expr, n > start - Rational(1, 2)), (0, True))
    return Drawn(expr, lambda i: body.value(i) if i >= start else Fraction(0))


def compact(rng):
    body, start, length = monomial(rng, RATIOS), rng.randint(-3, 2), rng.randint(1, 6)
    expr = Piecewise((body.expr, (n >= start) & (n < start + length)), (0, True))
    return Drawn(expr, lambda i: body.value(i) if start <= i < start + length else Fraction(0))


def samples(rng):
    weights = {rng.randint(-4, 4): Fraction(rng.randint(-4, 4) or 2) for _ in range(3)}
    expr = sum((int(w) * KroneckerDelta(n, k) for k, w in weights.items()), sympy.S.Zero)
    return Drawn(expr, lambda i: weights.get(i, Fraction(0)))


def mixed(rng):
    first, second = rng.choice([causal, compact])(rng), rng.choice([compact, samples])(rng)
    return Drawn(first.expr + second.expr, lambda i: first.value(i) + second.value(i))


def two_sided(rng):
    """Decays in both directions, with different ratios."""
    right, left = monomial(rng, DECAYING), monomial(rng, DECAYING)
    turned = left.expr.subs(n, -n)
    expr = Piecewise((right.expr, n >= 0), (turned, True))
    return Drawn(expr, lambda i: right.value(i) if i >= 0 else left.value(-i))


def everlasting(rng):
    p, q = rng.choice([(1, 1), (-1, 1), (6, 5), (5, 6)])
    k = rng.randint(0, 1)
    expr = n**k * Rational(p, q) ** n
    return Drawn(expr, lambda i: Fraction(i) ** k * Fraction(p, q) ** i)


def value_at(expr, point):
    value = expr.subs(m, point)
    assert value.is_Rational, (expr, point, value)
    return Fraction(int(value.p), int(value.q))


@pytest.mark.parametrize("seed", range(140))
def test_finite_sums_are_met_exactly(seed):
    rng = random.Random(seed)
    f, g = (rng.choice([causal, compact, samples, mixed])(rng) for _ in range(2))
    h = convolve(f.expr, g.expr, n, m)
    for t in WINDOW:
        total = sum(f.value(k) * g.value(t - k) for k in range(-20, 21))
        assert value_at(h, t) == total, (f.expr, g.expr, t)


@pytest.mark.parametrize("seed", range(60))
def test_infinite_sums_are_met_within_their_neglected_tails(seed):
    rng = random.Random(1000 + seed)
    f = two_sided(rng)
    g = rng.choice([two_sided, everlasting, compact, samples, causal_decaying])(rng)
    is_convolution = rng.getrandbits(1)
    operation = convolve if is_convolution else correlate
    h = operation(f.expr, g.expr, n, m)
    for t in (-5, -1, 0, 1, 4):
        place = (lambda k, t=t: t - k) if is_convolution else (lambda k, t=t: t + k)
        total = sum(f.value(k) * g.value(place(k)) for k in range(-CUT, CUT + 1))
        assert abs(value_at(h, t) - total) < Fraction(1, 10**12), (f.expr, g.expr, t)


def causal_decaying(rng):
    body = monomial(rng, DECAYING)
    return Drawn(body.expr * Heaviside(n, 1), lambda i: body.value(i) if i >= 0 else Fraction(0))
