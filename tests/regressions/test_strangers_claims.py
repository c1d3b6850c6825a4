"""Claims that are wrong for some parameters only: what is said of the others is true."""

from __future__ import annotations

import pytest
from sympy import Heaviside, I, Interval, Ne, Piecewise, Symbol, exp, oo, sign

from symconv.check import claim
from symconv.truth import Status

X, T = Symbol("x", real=True), Symbol("t", real=True)
U, V = Symbol("u", real=True), Symbol("v", real=True)
Z = Symbol("z")
STEP = Heaviside(X)
BOX = Piecewise((1, (X >= 0) & (X < 1)), (0, True))
TENT = Piecewise((T, (T >= 0) & (T < 1)), (2 - T, (T >= 1) & (T < 2)), (0, True))
ONE_OR_TWO = Piecewise((1, U > 0), (2, True))


def judged(h, f, g):
    verdict = claim(h, f, g, X, T)
    assert verdict.status is Status.REFUTED
    return verdict


def test_all_cases_in_which_a_claim_is_wrong_are_named():
    """Was "valid for u >= 0 only", with 0 among the cases in which it is wrong."""
    found = judged(T * Heaviside(T), STEP * ONE_OR_TWO, STEP)
    assert (found.differs_on, found.hint) == (U <= 0, "valid for u > 0 only")


def test_two_orders_in_which_a_claim_is_wrong():
    """Was "valid for u <= 0 only", while it is wrong for every u but 0."""
    found = judged(2 * T * Heaviside(T) * abs(U), STEP * abs(U), STEP)
    assert (found.differs_on, found.hint) == (Ne(U, 0), "valid for u = 0 only")


def test_two_parameters():
    found = judged(Piecewise((TENT, (U > 0) & (V > 0)), (0, True)), BOX, BOX)
    wrong = found.differs_on
    for u, v in ((1, -1), (-1, 1), (0, 1), (1, 0), (-2, -3), (0, 0)):
        assert wrong.subs({U: u, V: v}) == True  # noqa: E712  (a SymPy truth)
    assert wrong.subs({U: 1, V: 2}) == False  # noqa: E712


def test_a_factor_that_holds_in_one_case_only_is_no_hint():
    """Was "factor 5", which is 5/2 for u <= 0."""
    found = judged(5 * T * Heaviside(T), STEP * ONE_OR_TWO, STEP)
    assert found.hint is None or "factor" not in found.hint
    assert found.differs_on == Interval(0, oo)


def test_a_factor_in_all_cases_is_a_hint():
    assert judged(3 * T * Heaviside(T) * ONE_OR_TWO, STEP * ONE_OR_TWO, STEP).hint == "factor 3"


def test_a_region_that_depends_on_the_case_is_not_named():
    """Was "wrong on [0, 1) only", which is so for u > 0 alone."""
    extra = Piecewise((Heaviside(T) - Heaviside(T - 1), U > 0), (Heaviside(T), True))
    found = judged(TENT * sign(U) + extra, BOX * sign(U), BOX)
    assert (found.differs_on, found.hint) == (None, None)


def test_a_case_that_was_not_examined_is_not_called_valid():
    """Was "valid for u**2 >= 2 only": u**2 = 2, where the claim is 0, was never looked at."""
    found = judged(Piecewise((TENT, U**2 > 2), (0, True)), BOX, BOX)
    assert (found.differs_on, found.hint) == (None, None)


@pytest.mark.parametrize(("factor", "status"), [(1, Status.UNDECIDED), (2, Status.REFUTED)])
def test_a_denominator_of_a_complex_parameter(factor, status):
    """Was a RecursionError: whether z - i is 0 was asked for ever."""
    h = factor * (exp(T * Z) - exp(I * T)) / (Z - I) * Heaviside(T)
    assert claim(h, exp(Z * X) * STEP, exp(I * X) * STEP, X, T).status is status


def test_two_complex_parameters_are_kept_apart():
    w = Symbol("w")
    h = (exp(T * Z) - exp(w * T)) / (Z - w) * Heaviside(T)
    verdict = claim(h, exp(Z * X) * STEP, exp(w * X) * STEP, X, T)
    assert verdict.status is Status.PROVED
    assert verdict.hypotheses[-1] in (Ne(Z, w), Ne(w, Z))


@pytest.mark.parametrize(
    ("h", "f"),
    [
        (TENT * sign(U), U * BOX),
        (Piecewise((TENT, U > 0), (exp(V * T) * TENT, True)), BOX),
        (Piecewise((V * TENT, U > 0), (0, True)), U * BOX),
    ],
)
def test_a_case_in_which_the_claim_is_wrong_for_most_values_only(h, f):
    """Was "valid for u = 0 only", though sign(u) is u at 1 and -1 too; e^{vt} is 1 at v = 0."""
    found = judged(h, f, BOX)
    assert (found.differs_on, found.hint) == (None, None)


def test_a_case_in_which_the_claim_is_wrong_for_every_value():
    decays = exp(-U * X) * STEP, exp(-V * X) * STEP
    apart = (exp(-U * T) - exp(-V * T)) / (V - U) * STEP.subs(X, T)
    h = Piecewise((apart, Ne(U, V)), (2 * T * exp(-U * T) * STEP.subs(X, T), True))
    assert judged(h, *decays).hint in ("valid for u ≠ v only", "valid for v ≠ u only")
