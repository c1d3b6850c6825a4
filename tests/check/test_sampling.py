"""Witnesses: what the verdict shows at a point is the enclosed defining integral there."""

import pytest
import sympy
from sympy import (
    DiracDelta,
    E,
    Heaviside,
    KroneckerDelta,
    Piecewise,
    Rational,
    Symbol,
    atan,
    erf,
    exp,
    gamma,
    pi,
    sqrt,
)

from symconv import box
from symconv.check import claim
from symconv.enclosure import disjoint, enclose_convolution, enclose_expr
from symconv.truth import Status

x, t = Symbol("x", real=True), Symbol("t", real=True)
a, b = Symbol("a", positive=True), Symbol("b", positive=True)
z = Symbol("z")
n, m = Symbol("n", integer=True), Symbol("m", integer=True)
UNIT = box(x, 0, 1)
DECAY = exp(-x) * Heaviside(x)

WRONG = {
    "parameters": (
        2 * sqrt(pi) * exp(-a * b * t**2 / (a + b)) / sqrt(a + b),
        exp(-a * x**2),
        exp(-b * x**2),
        "convolve",
    ),
    "no closed form": (exp(-(t**4)), exp(-(x**4)), UNIT, "convolve"),
    "complex parameter": (
        exp(-z * t) * Heaviside(t),
        exp(-z * x) * Heaviside(x),
        exp(-z * x) * Heaviside(x),
        "convolve",
    ),
    "arc tangent": (atan(t), atan(x), UNIT, "convolve"),
    "correlation": (erf(t), exp(-(x**2)), UNIT, "correlate"),
    "symbolic power": (
        exp(-a * t) * Heaviside(t),
        x ** (a - 1) * DECAY,
        DECAY,
        "convolve",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_the_witness_is_the_defining_integral(name):
    h, f, g, op = WRONG[name]
    verdict = claim(h, f, g, x, t, op=op)
    assert verdict.status is Status.REFUTED
    place, values = verdict.witness.point, verdict.witness.parameters
    f, g, h = (part.xreplace(values) for part in (f, g, h))
    truth = enclose_convolution(f, g, x, place, op=op, bits=40)
    assert disjoint(truth, enclose_expr(h, {t: place}, 64))
    assert verdict.witness.point.is_Rational
    if verdict.correction is not None:
        right = enclose_expr(verdict.correction.xreplace(values), {t: place}, 64)
        assert not disjoint(truth, right)


@pytest.mark.parametrize(
    ("h", "f", "g", "point", "weights"),
    [
        (3 * DiracDelta(t - 1), DiracDelta(x - 1), 2 * DiracDelta(x), 1, ("3", "2")),
        (
            E * DiracDelta(t - 1, 1) + DiracDelta(t - 2),
            DiracDelta(x - 1, 1),
            2 * DiracDelta(x) + DiracDelta(x - 1),
            1,
            ("2.718281828", "2"),
        ),
    ],
)
def test_a_witness_may_be_the_weight_of_a_point_mass(h, f, g, point, weights):
    verdict = claim(h, f, g, x, t)
    assert verdict.status is Status.REFUTED
    assert verdict.witness.point == point
    assert "weight of delta" in str(verdict.witness)
    shown = (verdict.witness.left, verdict.witness.right)
    assert all(ball.lstrip("[").startswith(weight)
               for ball, weight in zip(shown, weights, strict=True))  # fmt: skip


def test_masses_at_symbolic_places_differ_where_the_draw_keeps_them_apart():
    verdict = claim(DiracDelta(t - a) + DiracDelta(t - b), DiracDelta(x - a), DiracDelta(x), x, t)
    assert verdict.status is Status.REFUTED
    assert verdict.witness.parameters[a] != verdict.witness.parameters[b]


def test_agreement_without_a_decision_is_open():
    f = gamma(n + 3) * Piecewise((1, (n >= 0) & (n < 3)), (0, True))
    verdict = claim(m, f, Rational(2) ** n * Heaviside(n, 1), n, m)
    assert verdict.status is Status.UNDECIDED
    assert "no closed form" in verdict.reason


def test_sequences_are_refuted_at_an_integer():
    verdict = claim(m, 1 / (n**2 + 1), KroneckerDelta(n, 0), n, m)
    assert verdict.status is Status.REFUTED
    place = verdict.witness.point
    assert place.is_Integer
    assert place != 1 / (place**2 + 1)
    assert sympy.simplify(verdict.correction.subs(m, place) - 1 / (place**2 + 1)) == 0
