"""The judge of laws: a wrong law is refuted, agreement outside the hypotheses proves nothing."""

from __future__ import annotations

import pytest
from sympy import DiracDelta, Heaviside, Symbol, cos, exp, sin, symbols

from symconv import box
from symconv.check import Status, associativity, commutativity
from symconv.check.judging import judged
from symconv.errors import DivergentIntegral

x = Symbol("x", real=True)
a, b = symbols("a b", positive=True)
H, GAUSS = Heaviside(x), exp(-(x**2))
F, G = exp(-a * x) * H, exp(-b * x) * H


def test_agreement_outside_the_hypothesis_is_no_proof():
    # 1 ∗ (δ′ ∗ box) = 0 = (1 ∗ δ′) ∗ box holds, and every pair exists: proved
    assert associativity(1, DiracDelta(x, 1), box(x, 0, 1), x)
    # (1 ∗ δ″) ∗ (Hx) and 1 ∗ (δ″ ∗ Hx) = 1 ∗ δ = 1 differ
    assert associativity(1, DiracDelta(x, 2), x * H, x).status is Status.REFUTED
    # (1 ∗ δ′) ∗ (H − H(x−1))·0-mean agrees, but with H(−x) in place nothing converges
    with pytest.raises(DivergentIntegral):
        associativity(1, H, DiracDelta(x), x)


def test_improper_convergence_is_no_proof():
    verdict = commutativity(sin(x) / x, cos(x / 2), x)
    assert verdict.status is Status.UNDECIDED
    assert "improper" in verdict.reason


def test_a_wrong_law_is_refuted():
    def wrong(c, f, g):
        return [(c.convolve(f, g), c.correlate(f, g))]

    verdict = judged("f ∗ g = f ⋆ g", wrong, (F, G), x)
    assert verdict.status is Status.REFUTED
    assert verdict.witness is not None
    special = judged("f ∗ g = f ⋆ g", wrong, (box(x, 0, 1), GAUSS), x)
    assert special.status is Status.REFUTED
