"""Comparisons: proved for all parameters or not at all, refuted with a witness."""

from __future__ import annotations

import pytest
from sympy import (
    DiracDelta,
    Eq,
    Heaviside,
    I,
    Interval,
    Ne,
    Piecewise,
    Rational,
    Symbol,
    besselj,
    cos,
    erf,
    erfc,
    exp,
    gamma,
    log,
    oo,
    pi,
    sin,
    sqrt,
    symbols,
)

from symconv.check.comparing import compare_expressions
from symconv.errors import InvalidInput
from symconv.truth import Status

t = Symbol("t", real=True)
a, b = symbols("a b", positive=True)
r, q = symbols("r q", real=True)
n = Symbol("n", integer=True)
z = Symbol("z")
H = Heaviside(t)
CONFLUENT = Piecewise(((exp(-a * t) - exp(-b * t)) / (b - a), Ne(a, b)), (t * exp(-a * t), True))
UNIT = Piecewise((1, (t >= r) & (t < q)), (0, True))


PROVED = [
    (sin(t) ** 2 + cos(t) ** 2, 1),
    (CONFLUENT * H, CONFLUENT * Piecewise((1, t > 0), (0, True))),
    (exp(2 * pi * I * n * t), exp(2 * pi * I * n * t) * exp(2 * pi * I * n)),
    (z * t, t * z * (a + b) / (b + a)),
    (DiracDelta(t - 1) * t, DiracDelta(t - 1)),
    (H * exp(-t) * log(8), 3 * H * exp(-t) * log(2)),
    (sqrt(2) * sqrt(3) * t, sqrt(6) * t),
    (gamma(Rational(1, 3)) * erf(t), gamma(Rational(1, 3)) * (1 - erfc(t))),
]


@pytest.mark.parametrize(("left", "right"), PROVED, ids=str)
def test_proved(left, right):
    found = compare_expressions(left + 0 * t, right + 0 * t, t)
    assert found.status is Status.PROVED, found.reason
    assert found.hypotheses == ()


REFUTED = [
    (exp(-t) * H, exp(-t) * H * (1 + Rational(1, 10**12))),
    (t, t + Piecewise((1, (t > 5) & (t < 5 + Rational(1, 10**6))), (0, True))),
    (H * exp(-t), H * exp(-t) + Heaviside(t - 60) * exp(-t)),
    (DiracDelta(t), DiracDelta(t) * (1 + Rational(1, 10**15))),
    (DiracDelta(t, 1), DiracDelta(t)),
    (H * t, H * t * (1 + exp(-1000))),
    (CONFLUENT * H, CONFLUENT.subs(t * exp(-a * t), 2 * t * exp(-a * t)) * H),
    (UNIT, Heaviside(t - r) - Heaviside(t - q)),
    (z * t, z.conjugate() * t),
    (besselj(0, t), besselj(0, t) + Heaviside(t - 9) / 10**9),
    (erf(t), erf(t) + Heaviside(-8 - t) / 10**12),
]


@pytest.mark.parametrize(("left", "right"), REFUTED, ids=str)
def test_refuted_with_a_witness(left, right):
    found = compare_expressions(left, right, t)
    assert found.status is Status.REFUTED
    assert found.witness is not None
    assert found.witness.left != found.witness.right
    assert found.differs_on is not None


def test_a_witness_satisfies_the_assumptions():
    found = compare_expressions(UNIT, 0 * t, t, (r > 1, q > r))
    values = found.witness.parameters
    assert values[r] > 1
    assert values[q] > values[r]
    assert values[r] <= found.witness.point < values[q]


def test_the_arm_is_named():
    wrong = CONFLUENT.subs(t * exp(-a * t), 2 * t * exp(-a * t))
    found = compare_expressions(wrong * H, CONFLUENT * H, t)
    assert found.differs_on in (Eq(a, b), Eq(b, a))
    assert found.witness.parameters[a] == found.witness.parameters[b]


def test_undefined_at_a_coincidence_is_excluded_by_name():
    generic = (exp(-a * t) - exp(-b * t)) / (b - a) * H
    found = compare_expressions(generic, CONFLUENT * H, t)
    assert found.status is Status.PROVED
    assert set(found.hypotheses) in ({Ne(a, b)}, {Ne(b, a)})


def test_a_removable_hole_of_the_claim_is_named():
    found = compare_expressions(t * (r**2 - 1) / ((r - 1) * (r + 1)), t, t)
    assert found.status is Status.PROVED
    assert set(found.hypotheses) == {Ne(r, 1), Ne(r + 1, 0)}


@pytest.mark.parametrize("wrong", [0, 7])
def test_a_wrong_arm_on_a_curve_is_never_proved(wrong):
    on_circle = Piecewise((t, Ne(r**2 + q**2, 1)), (wrong, True))
    found = compare_expressions(on_circle, t, t)
    assert found.status is Status.UNDECIDED
    assert "which was not examined" in found.reason
    assert compare_expressions(on_circle, t, t, (Ne(r**2 + q**2, 1),)).status is Status.PROVED


def test_a_true_statement_on_integers_is_not_refuted():
    # the normal form knows nothing of integers: e^{2πin} counts as a mode of its own
    left, right = exp(I * pi * n) * exp(I * pi * n * 3) * t, t
    assert compare_expressions(left, right, t).status is not Status.REFUTED


def test_agreement_of_numbers_is_undecided():
    twice = 2 * besselj(1, t) / t
    found = compare_expressions(besselj(0, t) + besselj(2, t), twice, t)
    assert found.status is Status.UNDECIDED
    assert "digits" in found.reason
    assert "proves nothing" in found.reason


def test_a_window_is_judged_alone():
    assert compare_expressions(t * H, t, t, on=Interval(0, oo)).status is Status.PROVED
    refuted = compare_expressions(t * H, t, t, on=Interval(-1, oo))
    assert refuted.status is Status.REFUTED
    assert -1 <= refuted.witness.point < 0


@pytest.mark.parametrize("shift", [r, a])
def test_a_witness_with_parameters_lies_in_the_window(shift):
    found = compare_expressions(t * shift * H, t * shift + t**2 * H, t, on=Interval(0, 1))
    assert found.status is Status.REFUTED
    assert 0 <= found.witness.point <= 1


def test_contradictory_assumptions_prove_nothing():
    with pytest.raises(InvalidInput, match="contradicts itself"):
        compare_expressions(t, t + r, t, (r < q, q < r))


def test_a_side_without_any_value_is_refused():
    with pytest.raises(InvalidInput, match="no value"):
        compare_expressions(t * oo, t, t)


def test_the_region_is_named_only_where_the_rest_is_shown_equal():
    left = erf(t) * Heaviside(t)
    found = compare_expressions(left, erf(t), t)
    assert found.status is Status.REFUTED
    assert found.differs_on.closure == Interval(-oo, 0)
    root = Piecewise((gamma(t + 1) * t, t > 1), (0, True))
    other = Piecewise((gamma(t + 2) - gamma(t + 1), t > 1), (1, True))
    unseen = compare_expressions(root, other, t)  # Γ(t + 2) = (t + 1) Γ(t + 1) is not known here
    assert unseen.status is Status.REFUTED
    assert unseen.differs_on is None
