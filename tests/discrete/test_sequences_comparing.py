"""Equality of sequences: proved where they are equal, refuted with a true witness, laws checked."""

from __future__ import annotations

import numpy
import pytest
import scipy.signal
import sympy
from sympy import (
    Abs,
    Eq,
    Heaviside,
    I,
    KroneckerDelta,
    Max,
    Ne,
    Piecewise,
    Rational,
    cos,
    exp,
    pi,
    sin,
    symbols,
)

from symconv.discrete import convolve, correlate
from symconv.discrete.sequences import compare
from symconv.errors import InvalidInput
from symconv.truth import Status

n, m = symbols("n m", integer=True)
r, s, w = symbols("r s w", real=True)
p = sympy.Symbol("p", positive=True)
a, b = symbols("a b")
N = sympy.Symbol("N", integer=True, positive=True)
HALF = Rational(1, 2)


def u(shifted):
    return Heaviside(shifted, 1)


EQUAL = [
    (u(n) - u(n - 1), KroneckerDelta(n, 0)),
    (u(n) + u(-n - 1), 1),
    (Heaviside(n) + Heaviside(-n), 1),
    (Max(n, -n), Abs(n)),
    ((-1) ** n, cos(pi * n)),
    (cos(w * n) ** 2 + sin(w * n) ** 2, 1),
    (cos(2 * w * n), 2 * cos(w * n) ** 2 - 1),
    (exp(I * w * n), cos(w * n) + I * sin(w * n)),
    (2**n * u(n) - 2**n * u(n - 3), Piecewise((2**n, (n >= 0) & (n <= 2)), (0, True))),
    (n * (u(n) - u(n - 2)), KroneckerDelta(n, 1)),
    (a ** (n + 2) * u(n), a**2 * a**n * u(n)),
    (p ** (n / 2) * u(n), sympy.sqrt(p) ** n * u(n)),
    (exp(2 * n) * u(n), sympy.E ** (2 * n) * u(n)),
    (u(n) - u(n - N), Piecewise((1, (n >= 0) & (n < N)), (0, True))),
    (sympy.binomial(n + 2, 2), (n + 1) * (n + 2) / 2),
    (Piecewise((1, Ne(n, 2)), (5, True)), 1 + 4 * KroneckerDelta(n, 2)),
]


@pytest.mark.parametrize(("left", "right"), EQUAL)
def test_equal_sequences_are_proved_equal(left, right):
    verdict = compare(left, right, n)
    assert verdict.status is Status.PROVED, verdict


@pytest.mark.parametrize(("left", "right"), EQUAL)
def test_a_changed_sample_is_refuted_where_it_is(left, right):
    verdict = compare(left, right + KroneckerDelta(n, 3) / 7, n)
    assert verdict.status is Status.REFUTED
    assert verdict.witness.point == 3


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (u(n), Heaviside(n)),
        (2**n, 3**n),
        (a**n * u(n), b**n * u(n)),
        (cos(w * n), cos(2 * w * n)),
        (u(n - N), u(n)),
        (1 / (n**2 + 1), 1 / (n**2 + 2)),
    ],
)
def test_different_sequences_are_refuted_by_a_true_witness(left, right):
    verdict = compare(left, right, n)
    assert verdict.status is Status.REFUTED
    values = {**verdict.witness.parameters, n: verdict.witness.point}
    one, two = (complex(side.subs(values).evalf()) for side in (sympy.S(left), sympy.S(right)))
    assert abs(one - two) > 1e-9


def test_what_is_equal_but_outside_the_class_stays_undecided():
    verdict = compare(1 / (n**2 + 1), (n**2 + 1) / (n**2 + 1) ** 2 + 0 * n, n)
    assert verdict.status in (Status.PROVED, Status.UNDECIDED)
    verdict = compare(sympy.gamma(n**2 + 2), (n**2 + 1) * sympy.gamma(n**2 + 1), n)
    assert verdict.status is Status.UNDECIDED


def test_assumptions_decide():
    left = Piecewise((1, Ne(r, s)), (0, True))
    assert compare(left, 1, n, assuming=Ne(r, s)).status is Status.PROVED
    assert compare(left, 1, n).status is Status.REFUTED
    with pytest.raises(InvalidInput):
        compare("n", n, n)


SIGNALS = [
    r**n * u(n),
    n * s**n * u(n - 1),
    KroneckerDelta(n, 1) - 2 * KroneckerDelta(n, -2),
    u(n) - u(n - 3),
    cos(w * n) * u(n),
    HALF ** Abs(n),
]


@pytest.mark.parametrize("i", range(len(SIGNALS)))
@pytest.mark.parametrize("j", range(len(SIGNALS)))
def test_convolution_commutes(i, j):
    if i < j:
        both = (r < 1, -1 < r, s < 1, -1 < s)
        one = convolve(SIGNALS[i], SIGNALS[j], n, assuming=both)
        other = convolve(SIGNALS[j], SIGNALS[i], n, assuming=both)
        assert compare(one, other, n, assuming=both).status is Status.PROVED


def test_associativity_and_correlation_as_convolution():
    f, g, h = r**n * u(n), u(n) - u(n - 2), n * u(n)
    one = convolve(convolve(f, g, n, assuming=Ne(r, 1)), h, n, assuming=Ne(r, 1))
    other = convolve(f, convolve(g, h, n), n, assuming=Ne(r, 1))
    assert compare(one, other, n, assuming=Ne(r, 1)).status is Status.PROVED
    k = correlate(f, HALF ** Abs(n), n, assuming=(-1 < r, r < 1))
    turned = convolve(f.subs(n, -n), HALF ** Abs(n), n, assuming=(-1 < r, r < 1))
    assert compare(k, turned, n, assuming=(-1 < r, r < 1)).status is Status.PROVED


def test_the_confluent_arm_is_the_generic_one_at_the_limit():
    h = convolve(p**n * u(n), HALF**n * u(n), n)
    at_half = h.subs(p, HALF)
    assert compare(at_half, convolve(HALF**n * u(n), HALF**n * u(n), n), n).status is Status.PROVED
    assert not at_half.has(sympy.nan, sympy.zoo)
    assert Eq(at_half.subs(n, 4), 5 * HALF**4) == sympy.true


@pytest.mark.parametrize("ratio", [0.5, -0.75, 1.0])
def test_against_scipy_signal(ratio):
    """A geometric impulse response is SciPy's recursive filter of the input."""
    k = numpy.arange(40)
    signal = numpy.cos(0.3 * k) + (k < 5)
    filtered = scipy.signal.lfilter([1.0], [1.0, -ratio], signal)
    exact = Rational(str(ratio))
    f = (cos(Rational(3, 10) * n) + Piecewise((1, n < 5), (0, True))) * u(n)
    h = convolve(f, exact**n * u(n), n, m)
    assert not h.has(sympy.Sum)
    evaluated = [complex(h.subs(m, int(t)).evalf()).real for t in k]
    numpy.testing.assert_allclose(evaluated, filtered, rtol=1e-10, atol=1e-12)
