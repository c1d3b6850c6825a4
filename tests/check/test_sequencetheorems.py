"""The theorems on sequences: both sides against direct sums; a wrong f ∗ g is not accepted."""

from __future__ import annotations

import cmath

import pytest
import sympy
from sympy import Abs, Heaviside, I, KroneckerDelta, Rational, cos, sqrt, symbols

from symconv import DivergentIntegral, InvalidInput, Status, Undecided
from symconv.algebra.relations import facts_from
from symconv.algebra.signs import Facts
from symconv.check import convolution_theorem, correlation_theorem
from symconv.discrete import convolve
from symconv.discrete.sequences.problem import Pair
from symconv.discrete.sequences.ztransforms import transforms_agree

n = symbols("n", integer=True)
z = sympy.Symbol("z")
omega = symbols("omega", real=True)
r, s = symbols("r s", real=True)
N = sympy.Symbol("N", integer=True, positive=True)
HALF, THIRD = Rational(1, 2), Rational(1, 3)
REACH = 90


def u(shifted):
    return Heaviside(shifted, 1)


def direct(f, q):
    """Σ f[n] q^n by summing terms."""
    return sum(complex(f.subs(n, k)) * q**k for k in range(-REACH, REACH))


PAIRS = [
    (HALF**n * u(n), n * THIRD**n * u(n)),
    (HALF ** Abs(n), u(n) - u(n - 3)),
    (HALF ** Abs(n), THIRD ** Abs(n - 2)),
    ((I / 2) ** n * u(n - 2), KroneckerDelta(n, -4) + n**2 * THIRD**n * u(n)),
    (cos(2 * n) * HALF**n * u(n), HALF**n * u(n)),
]


@pytest.mark.parametrize(("f", "g"), PAIRS, ids=str)
def test_z_transforms(f, g):
    verdict = convolution_theorem(f, g, n, z, "laplace")
    assert verdict.status is Status.PROVED
    point = 1.1 * cmath.exp(0.7j)
    expected = direct(f, 1 / point) * direct(g, 1 / point)
    assert abs(complex(verdict.right.subs(z, point)) - expected) < 1e-9


@pytest.mark.parametrize(("f", "g"), PAIRS, ids=str)
@pytest.mark.parametrize(
    ("convention", "turn", "scale"),
    [("frequency", 2 * cmath.pi, 1), ("angular", 1, 1), ("unitary", 1, (2 * cmath.pi) ** -0.5)],
)
def test_discrete_time_fourier_transforms(f, g, convention, turn, scale):
    point = 0.37
    q = cmath.exp(-1j * turn * point)
    first, second = direct(f, q), direct(g, q)
    verdict = convolution_theorem(f, g, n, omega, convention=convention)
    assert verdict.status is Status.PROVED
    assert abs(complex(verdict.right.subs(omega, point)) - scale * first * second) < 1e-9
    verdict = correlation_theorem(f, g, n, omega, convention=convention)
    assert verdict.status is Status.PROVED
    expected = scale * first.conjugate() * second
    assert abs(complex(verdict.right.subs(omega, point)) - expected) < 1e-9


def test_parameters_and_their_coincidence():
    assert convolution_theorem(r**n * u(n), s**n * u(n), n, z, "laplace")
    inside = (Abs(r) < 1, Abs(s) < 1)
    assert convolution_theorem(r**n * u(n), s**n * u(n), n, omega, assuming=inside)
    assert convolution_theorem(u(n) - u(n - N), HALF**n * u(n), n, z, "laplace")


def test_boundary_values_of_one_side_multiply():
    verdict = convolution_theorem(u(n), n * u(n), n, omega, convention="angular")
    assert verdict.status is Status.PROVED
    assert any("boundary" in str(item) for item in verdict.hypotheses)
    both_sides = convolution_theorem(1, HALF ** Abs(n), n, omega)
    assert both_sides.status is Status.UNDECIDED
    assert "both sides" in both_sides.reason


@pytest.mark.parametrize(
    ("f", "g", "wrong"),
    [
        (HALF**n * u(n), u(n), lambda h: h + KroneckerDelta(n, 7) / 10**12),
        (HALF**n * u(n), u(n), lambda h: h * (1 + Rational(1, 10**12))),
        (HALF**n * u(n), u(n), lambda h: h.subs(n, n - 1)),
        (HALF ** Abs(n), THIRD**n * u(n), lambda h: h.subs(n, -n)),
        (r**n * u(n), s**n * u(n), lambda h: h.subs(r, 2 * r)),
        # wrong where r = s alone
        (
            r**n * u(n),
            s**n * u(n),
            lambda h: h.replace(
                lambda e: isinstance(e, sympy.Piecewise),
                lambda e: sympy.Piecewise((e, sympy.Ne(r, s)), (2 * e, True)),
            ),
        ),
    ],
)
def test_a_wrong_result_is_not_accepted(f, g, wrong):
    h = convolve(f, g, n)
    pair = Pair(f, g, n, n, Facts())
    assert transforms_agree(pair, h) is None
    assert transforms_agree(pair, wrong(h)) is not None


def test_the_conjugate_belongs_to_the_correlation():
    f, g = (I / 2) ** n * u(n), HALF**n * u(n)
    h = convolve(f, g, n)
    assert transforms_agree(Pair(f, g, n, n, Facts(), "correlate"), h) is not None


def test_refusals():
    with pytest.raises(DivergentIntegral, match="grows like"):
        convolution_theorem(2**n * u(n), u(n), n, omega)
    with pytest.raises(DivergentIntegral, match="no common annulus"):
        convolution_theorem(1, HALF ** Abs(n), n, z, "laplace")
    with pytest.raises(DivergentIntegral):
        correlation_theorem(u(n), u(n), n, omega)
    with pytest.raises(Undecided) as caught:
        convolution_theorem(r**n * u(n), u(n), n, omega)
    assert caught.value.question == (Abs(r) < 1)
    assert facts_from((caught.value.question,)) is not None
    for arguments, message in (
        ((n, z, "dft"), "expected one of 'fourier', 'laplace'"),
        ((n, n), "must differ"),
        ((n, sqrt(2)), "must be a Symbol"),
    ):
        with pytest.raises(InvalidInput, match=message):
            convolution_theorem(u(n), u(n), *arguments)
    with pytest.raises(InvalidInput, match="convention"):
        convolution_theorem(u(n), u(n), n, omega, convention="turns")


def test_poles_leave_the_theorem_open():
    verdict = convolution_theorem(u(n) / (n + 1), HALF**n * u(n), n, z, "laplace")
    assert verdict.status is Status.UNDECIDED
    assert "not available" in verdict.reason
