"""Wrong or missing answers of other systems on powers and end-point singularities."""

from __future__ import annotations

import pytest
import sympy
from sympy import (
    DiracDelta,
    Eq,
    Heaviside,
    Ne,
    Piecewise,
    Rational,
    Symbol,
    exp,
    gamma,
    integrate,
    pi,
    sqrt,
    symbols,
)

from symconv import Convolution, convolve
from symconv.check.examining import examine
from symconv.errors import DivergentIntegral
from symconv.problem import Problem

x, t = symbols("x t", real=True)
a, b, c, p, q = symbols("a b c p q", positive=True)
H = Heaviside


def is_right(f, g, h, **options):
    outcome = examine(Problem(f, g, x, t, **options), h)
    assert outcome.agrees, outcome.reason


def test_reciprocal_steps_diverge():
    """Mathematica's Convolve answers H(x)/x ∗ H(x)/x; the integral diverges for every t > 0."""
    with pytest.raises(DivergentIntegral) as caught:
        convolve(H(x) / x, H(x) / x, x, t)
    assert caught.value.end in (0, t)


def test_sympy_26477_beta_integrals():
    """∫ z^{p−1} (1−z)^{q−1} dz came back with a factor (−1)^q e^{iπq}, and with a wrong sign."""
    f = Piecewise((x ** (p - Rational(1, 2)), x > 0), (0, True))
    g = Piecewise((sqrt(x), x > 0), (0, True))
    h = convolve(f, g, x, t)
    is_right(f, g, h)
    at_one = h.subs(t, 1)
    assert sympy.simplify(at_one - gamma(p + Rational(1, 2)) * sqrt(pi) / 2 / gamma(p + 2)) == 0


@pytest.mark.xfail(strict=True, reason="sympy#26477: the sign of the Beta function is wrong")
def test_sympy_26477_is_still_there():
    z = Symbol("z", real=True)
    shape = Symbol("x", positive=True)
    value = integrate(z ** (shape - Rational(1, 2)) * sqrt(1 - z), (z, 0, 1))
    assert value.subs(shape, 1).evalf() > 0


def test_sympy_14782_half_circle():
    """∫ √(1−x²)(x − x²) over [−1, 1] was 0; it is −π/8."""
    f = Piecewise((sqrt(1 - x**2) * (x - x**2), (x >= -1) & (x <= 1)), (0, True))
    box = Piecewise((1, (x >= -2) & (x <= 2)), (0, True))
    h = convolve(f, box, x, t)
    assert sympy.simplify(h.subs(t, 0) + pi / 8) == 0
    is_right(f, box, h)


def test_sympy_15648_saturating_exponentials():
    """(1 − e^{−cx})H ∗ itself timed out, and came back under c² e^{cx} ≠ 0."""
    f = (1 - exp(-c * x)) * H(x)
    h = convolve(f, f, x, t)
    is_right(f, f, h)
    assert h.subs({c: 1, t: -1}) == 0


def test_repeated_convolution_with_assuming_has_no_coincidence_arms():
    """With a ≠ b assumed, no arm for a = b is carried along."""
    f, g = exp(-a * x) * H(x), exp(-b * x) * H(x)
    once = convolve(f, g, x, t, assuming=(Ne(a, b),))
    assert not once.atoms(Eq, Ne)
    twice = convolve(once.subs(t, x), g, x, t, assuming=(Ne(a, b),))
    assert not twice.atoms(Eq, Ne)
    is_right(once.subs(t, x), g, twice, assuming=(Ne(a, b),))


@pytest.mark.parametrize("order", [1, 3])
def test_sympy_26776_derivatives_of_delta_keep_their_sign(order):
    cubic = x**3 / 6
    expected = sympy.diff(t**3 / 6, t, order)
    assert convolve(cubic, DiracDelta(x, order), x, t) == expected
    assert convolve(DiracDelta(x, order), cubic, x, t) == expected


def test_half_derivative_applied_twice_is_a_derivative():
    """1/√(πx) is the kernel of a half integral: twice gives the integral."""
    half = H(x) / sqrt(pi * x)
    once = convolve(half, x * H(x), x, x)
    twice = convolve(half, once, x, t)
    assert twice.subs(t, 3) == Rational(9, 2)
    assert twice.subs(t, -1) == 0


def test_symbolic_half_integral_semigroup():
    """Riemann-Liouville kernels: x^{p−1}/Γ(p) ∗ x^{q−1}/Γ(q) = x^{p+q−1}/Γ(p+q)."""
    answer = Convolution(
        x ** (p - 1) / gamma(p) * H(x), x ** (q - 1) / gamma(q) * H(x), x, t
    ).closed_form()
    assert answer.certificate.status == "proved"
    assert answer.expr.args[0][0] == t ** (p + q - 1) / gamma(p + q)
