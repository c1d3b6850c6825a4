"""The laws outside the exact class, with parameters, and where they fail or are refused."""

from __future__ import annotations

import pytest
from sympy import (
    Derivative,
    DiracDelta,
    Heaviside,
    I,
    Integer,
    Sum,
    Symbol,
    exp,
    log,
    pi,
    simplify,
    sqrt,
    symbols,
)

from symconv import box
from symconv.check import (
    Status,
    area,
    associativity,
    commutativity,
    correlation_as_convolution,
    correlation_symmetry,
    differentiation,
    distributivity,
    moments,
    scalar,
    smoothness,
    translation,
)
from symconv.check.calculus import Written
from symconv.check.judging import judged
from symconv.errors import DivergentIntegral, InvalidInput, Undecided

x = Symbol("x", real=True)
a, b = symbols("a b", positive=True)
r, q = symbols("r q", real=True)
z = Symbol("z")
H, GAUSS = Heaviside(x), exp(-(x**2))
F, G = exp(-a * x) * H, exp(-b * x) * H


@pytest.mark.parametrize("law", [commutativity, differentiation, area, moments, smoothness,
                                 correlation_as_convolution, correlation_symmetry])  # fmt: skip
def test_two_rates_that_may_coincide(law):
    verdict = law(F, G, x)
    assert verdict.status is Status.PROVED, verdict
    assert not any("Ne" in type(item).__name__ for item in verdict.hypotheses)


@pytest.mark.parametrize("law", [commutativity, differentiation, area, moments,
                                 correlation_as_convolution, correlation_symmetry])  # fmt: skip
def test_gauss_and_box(law):
    assert law(GAUSS, box(x, 0, 1), x).status is Status.PROVED


def test_three_functions_and_constants():
    assert associativity(F, G, box(x, 0, 1), x)
    assert distributivity(GAUSS, box(x, 0, 1), x * box(x, 2, 3), x)
    assert scalar(F, box(x, r, r + 1), z, x)
    assert scalar(GAUSS, box(x, 0, 1), 2 + I, x)
    assert translation(F, G, r, x)
    assert translation(GAUSS, box(x, 0, 1), 3, x)


def test_symbolic_break_points():
    verdict = differentiation(box(x, r, q), exp(-a * x) * H, x)
    assert verdict.status is Status.PROVED


def test_associativity_fails_outside_its_hypothesis():
    verdict = associativity(1, DiracDelta(x, 1), H, x)
    assert verdict.status is Status.REFUTED
    assert verdict.witness is not None
    assert {verdict.left, verdict.right} == {0, 1}
    assert "f ∗ h diverges" in verdict.hypotheses[-1]


def test_correlation_does_not_commute():
    verdict = correlation_symmetry(box(x, 0, 1), box(x, 0, 2), x)
    assert verdict.status is Status.PROVED
    assert verdict.reason.endswith("f ⋆ g = g ⋆ f does not hold here")
    assert verdict.witness is not None
    even = correlation_symmetry(box(x, -1, 1), box(x, -2, 2), x)
    assert even.reason.endswith("f ⋆ g = g ⋆ f holds for this pair")


def test_divergence_and_open_existence():
    for law in (commutativity, differentiation, area, moments, correlation_as_convolution):
        with pytest.raises(DivergentIntegral):
            law(1, x, x)
    with pytest.raises(Undecided):
        commutativity(exp(-r * x) * H, exp(q * x) * Heaviside(-x), x)
    pair = exp(-r * x) * H, exp(q * x) * Heaviside(-x)
    assert commutativity(*pair, x, assuming=(r + q > 0,))


def test_smoothness_adds_up():
    verdict = smoothness(box(x, 0, 1), x * H, x)
    assert (verdict.left, verdict.right) == (1, 1)
    assert smoothness(r * box(x, 0, 1), H, x).status is Status.UNDECIDED
    assert smoothness(a * box(x, 0, 1), H, x).status is Status.PROVED
    assert smoothness(GAUSS, H, x).status is Status.UNDECIDED


def test_no_derivative_is_invented_at_a_singularity():
    # (log x on (0, 1))′ is no function plus masses: refused, not differentiated piece by piece
    f = log(x) * box(x, 0, 1)
    assert differentiation(f, GAUSS, x).status is Status.UNDECIDED


def test_constants_are_checked():
    with pytest.raises(InvalidInput, match="depends on"):
        scalar(H, H, x, x)
    with pytest.raises(InvalidInput, match="must be real"):
        translation(H, H, I, x)
    with pytest.raises(InvalidInput, match="text"):
        commutativity("x", H, x)


def test_what_is_turned_is_read_as_the_function_is():
    k = Symbol("k")
    steps = Sum(box(x, k, k + 1), (k, 0, 3))
    for f in (steps, Derivative(H, x), Derivative(GAUSS, x)):
        assert correlation_as_convolution(f, box(x, 0, 1), x).status is Status.PROVED


def test_closed_forms_that_are_not_proved_refute_nothing(monkeypatch):
    original = Written.noted

    def doubtful(self, answer):
        found = original(self, answer)
        self.is_proved = False
        return found

    def wrong(c, f, g):
        return [(c.convolve(f, g), c.scale(c.convolve(f, g), 2))]

    given = (GAUSS, box(x, 0, 1))
    assert judged("wrong", wrong, given, x).status is Status.REFUTED
    monkeypatch.setattr(Written, "noted", doubtful)
    assert judged("wrong", wrong, given, x).status is Status.UNDECIDED


def test_a_constant_of_the_name_of_the_variable_is_refused():
    with pytest.raises(InvalidInput, match="two different symbols of one name"):
        scalar(box(x, 0, 1), F, Symbol("x"), x)
    with pytest.raises(InvalidInput, match="two different symbols of one name"):
        translation(box(x, 0, 1), F, Symbol("x", positive=True), x)


def test_associativity_fails_wherever_a_middle_factor_has_mass_zero():
    """1 ∗ g ∗ H with ∫ g = 0: the left side is 0, the right side is −∫ x g."""
    for g, moment in ((x * GAUSS, sqrt(pi) / 2), (box(x, 0, 1) - box(x, 1, 2), -1)):
        verdict = associativity(1, g, H, x)
        assert verdict.status is Status.REFUTED
        assert verdict.left == 0
        assert simplify(verdict.right + moment) == 0
        assert "f ∗ h diverges" in verdict.hypotheses[-1]


@pytest.mark.parametrize("f", [x / (1 + x**2), Integer(1), 1 / x, 1 / (x**2 - 1)])
def test_area_needs_integrable_functions(f):
    with pytest.raises(DivergentIntegral):
        area(f, box(x, 0, 1), x)


@pytest.mark.parametrize("f", [1 / (1 + x**2), x / (1 + x**2) ** 2])
def test_an_area_without_a_second_moment(f):
    assert area(f, box(x, 0, 1), x).status is Status.PROVED
    with pytest.raises(DivergentIntegral):
        moments(f, box(x, 0, 1), x)


def test_a_hidden_zero_has_no_tail():
    nothing = sqrt(2) + sqrt(3) - sqrt(5 + 2 * sqrt(6))
    verdict = area(nothing + box(x, 0, 1), F, x)
    assert verdict.status is Status.PROVED
