"""Verdicts with plain parameters: as with declared symbols once the relation is given."""

import pytest
from sympy import Abs, Heaviside, Symbol, erf, exp, pi, sqrt, symbols

from symconv import check
from symconv.errors import Undecided
from symconv.truth import Status

X, T = symbols("x t")
A, S, W = symbols("a sigma W")
BELL = exp(-(X**2) / (2 * S**2))
SUM = sqrt(pi) * S * exp(-(T**2) / (4 * S**2))
DECAY = exp(-A * Abs(X))


def test_a_claim_with_a_relation_is_that_of_declared_symbols():
    assert check.claim(SUM, BELL, BELL, X, T, assuming=S > 0).status is Status.PROVED
    assert check.claim(-SUM, BELL, BELL, X, T, assuming=S < 0).status is Status.PROVED
    assert check.claim(SUM, BELL, BELL, X, T, assuming=S < 0).status is Status.REFUTED
    positive = Symbol("sigma", positive=True)
    put = {S: positive}
    declared = check.claim(*(f.xreplace(put) for f in (SUM, BELL, BELL)), X, T)
    given = check.claim(SUM, BELL, BELL, X, T, assuming=S > 0)
    assert declared.left == given.left.xreplace(put)
    assert given.hypotheses[0] == (S > 0)


def test_a_claim_that_is_false_for_some_parameters_says_where_it_is_valid():
    verdict = check.claim(SUM, BELL, BELL, X, T)  # false for sigma < 0
    assert verdict.status is Status.REFUTED
    assert verdict.hint == "valid for sigma > 0"
    assert check.claim(2 * SUM, BELL, BELL, X, T).hint != "valid for sigma > 0"


def test_a_claim_asks_for_what_it_needs():
    with pytest.raises(Undecided) as caught:
        check.claim((T + 1 / A) * exp(-A * T), DECAY, DECAY, X, T)
    assert caught.value.question == (A > 0)
    h = (Abs(T) + 1 / A) * exp(-A * Abs(T))
    assert check.claim(h, DECAY, DECAY, X, T, assuming=caught.value.question)


def test_what_is_missing_is_part_of_an_open_verdict():
    h = sqrt(2 * pi) * S * (erf(sqrt(2) * T / (2 * S)) + 1) / 2
    verdict = check.claim(h, BELL, Heaviside(X), X, T)
    assert verdict.status is Status.UNDECIDED
    assert "depends on sigma > 0; state it with assuming=" in verdict.reason
    assert check.claim(h, BELL, Heaviside(X), X, T, assuming=S > 0).status is Status.PROVED


@pytest.mark.parametrize(
    ("law", "more"),
    [
        (check.commutativity, ()),
        (check.differentiation, ()),
        (check.translation, (W,)),
        (check.scalar, (W,)),
        (check.correlation_as_convolution, ()),
        (check.area, ()),
        (check.smoothness, ()),
    ],
)
def test_laws(law, more):
    window = Heaviside(X) - Heaviside(X - S)
    f = exp(-X / A) * Heaviside(X)
    with pytest.raises(Undecided) as caught:
        law(window, f, *more, X)
    assert caught.value.question in (S > 0, A > 0, W > 0)
    assert law(window, f, *more, X, assuming=(A > 0, S > 0, W > 0)).status is Status.PROVED
