"""Laws and claims on sequences; truths are direct sums."""

from __future__ import annotations

import pytest
import sympy
from sympy import KroneckerDelta, Piecewise, Rational, Symbol

from symconv import DivergentIntegral, InvalidInput, Status, check

N, M = Symbol("n", integer=True), Symbol("m", integer=True)
HALF = Piecewise((Rational(1, 2) ** N, N >= 0), (0, True))
THIRD = Piecewise((Rational(1, 3) ** N, N >= 0), (0, True))
BOX = Piecewise((1, (N >= 0) & (N <= 3)), (0, True))


def test_laws_are_proved():
    assert check.commutativity(HALF, BOX, N)
    assert check.associativity(HALF, THIRD, BOX, N)
    assert check.distributivity(BOX, HALF, THIRD, N)
    assert check.scalar(HALF, BOX, 3, N)
    assert check.translation(HALF, BOX, 2, N)
    assert check.correlation_as_convolution(BOX, HALF, N)


def test_claims():
    right = Piecewise((3 * Rational(1, 2) ** M - 2 * Rational(1, 3) ** M, M >= 0), (0, True))
    assert check.claim(right, HALF, THIRD, N, M)
    wrong = check.claim(right + KroneckerDelta(M, 5) / 10**9, HALF, THIRD, N, M)
    assert wrong.status is Status.REFUTED
    assert wrong.correction is not None
    total = sum(Rational(1, 2) ** k * Rational(1, 3) ** (5 - k) for k in range(6))
    assert wrong.correction.subs(M, 5) == total


def test_refusals():
    with pytest.raises(DivergentIntegral):
        check.commutativity(sympy.Integer(1), sympy.Integer(1), N)
    with pytest.raises(InvalidInput, match="no derivative"):
        check.differentiation(HALF, BOX, N)


def test_laws_and_claims_with_poles():
    fraction = Piecewise((1 / (N + 1), N >= 0), (0, True))
    square = Piecewise((1 / N**2, N >= 1), (0, True))
    step = Piecewise((1, N >= 0), (0, True))
    assert check.commutativity(fraction, HALF, N)
    assert check.commutativity(fraction, square, N)
    assert check.distributivity(fraction, HALF, step, N)
    assert check.translation(fraction, HALF, 3, N)
    assert check.correlation_symmetry(fraction, square, N)
    for right in (
        Piecewise((sympy.harmonic(M) + 1 / (M + 1), M >= 0), (0, True)),
        Piecewise((sympy.harmonic(M + 3) - 1 / (M + 2) - 1 / (M + 3), M >= 0), (0, True)),
    ):
        assert check.claim(right, fraction, step, N, M)
    assert check.claim(Piecewise((sympy.harmonic(M, 2), M >= 1), (0, True)), square, step, N, M)


def test_wrong_claims_with_poles():
    fraction = Piecewise((1 / (N + 1), N >= 0), (0, True))
    step = Piecewise((1, N >= 0), (0, True))
    right = Piecewise((sympy.harmonic(M + 1), M >= 0), (0, True))
    for wrong in (
        Piecewise((sympy.harmonic(M), M >= 0), (0, True)),
        right + KroneckerDelta(M, 7) / 10**12,
        right * (1 + Rational(1, 10**12)),
        Piecewise((sympy.harmonic(M + 1) + 1 / (M + 1), M >= 1), (1, M >= 0), (0, True)),
    ):
        assert check.claim(wrong, fraction, step, N, M).status is Status.REFUTED
    everywhere = check.claim(sympy.harmonic(M + 1), fraction, step, N, M)
    assert everywhere.status is Status.UNDECIDED


Z = Symbol("z")


@pytest.mark.parametrize(
    "f",
    [
        Z * BOX,
        Z**N * BOX,
        sympy.sqrt(Symbol("r", real=True)) * BOX,
        sympy.sqrt(N - 2) * BOX,
        sympy.CRootOf(Z**3 - 2 * Z**2 + 5, 1) * BOX,
    ],
)
def test_what_may_be_complex_is_conjugated_when_turned(f):
    assert check.correlation_symmetry(f, BOX, N).status is Status.PROVED


def test_a_complex_ratio_is_conjugated_when_turned():
    powers = Piecewise((Z**N, N >= 0), (0, True))
    assert check.correlation_symmetry(powers, HALF, N, assuming=sympy.Abs(Z) < 1)


def test_a_real_polygamma_is_its_own_conjugate():
    squares = Piecewise((1 / N**2, N >= 1), (0, True))
    assert check.correlation_symmetry(squares, BOX, N)


@pytest.mark.parametrize("by", [Rational(1, 2), sympy.pi, Symbol("r", real=True)])
def test_a_sequence_is_shifted_by_integers_alone(by):
    with pytest.raises(InvalidInput, match="integer"):
        check.translation(BOX, HALF, by, N)
    assert check.translation(BOX, HALF, Symbol("k", integer=True), N)
