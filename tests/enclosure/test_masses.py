"""Point masses: where they sit, what they weigh, what they may not meet."""

import pytest
import sympy
from sympy import Abs, DiracDelta, Heaviside, Piecewise, Rational, Symbol, exp, sqrt

from symconv.enclosure import contains_zero, enclose_convolution, enclose_expr, enclose_integral
from symconv.enclosure.masses import separate_masses
from symconv.errors import InvalidInput, Unresolved

x = Symbol("x", real=True)


def weights(expr):
    regular, masses = separate_masses(expr, x)
    return regular, {(m.position, m.order): m.size(x) for m in masses}


def test_linear_arguments_scale():
    _, found = weights(3 * DiracDelta(2 * x - 4) + DiracDelta(-2 * x, 1))
    assert found[(2, 0)].real == 1.5
    assert found[(0, 1)].real == -0.25


def test_simple_zeros_of_a_polynomial():
    _, found = weights(DiracDelta(x**2 - 2))
    for position in (-sqrt(2), sqrt(2)):
        assert contains_zero(found[(position, 0)] ** 2 - enclose_expr(Rational(1, 8), {}))


def test_leibniz_rule():
    """x² δ″(x − 1) = δ″ − 4 δ′ + 2 δ at 1."""
    _, found = weights(x**2 * DiracDelta(x - 1, 2))
    assert [found[(1, k)].real for k in (2, 1, 0)] == [1, -4, 2]


def test_the_factor_s_own_value_at_a_jump():
    assert weights(DiracDelta(x) * Heaviside(x))[1][(0, 0)].real == 0.5
    assert weights(DiracDelta(x) * Heaviside(x, 1))[1][(0, 0)].real == 1
    closed = Piecewise((1, x >= 0), (0, True))
    opened = Piecewise((1, x > 0), (0, True))
    assert weights(DiracDelta(x) * closed)[1][(0, 0)].real == 1
    assert weights(DiracDelta(x) * opened)[1][(0, 0)].real == 0


def test_masses_inside_arms():
    regular, found = weights(Piecewise((DiracDelta(x) + DiracDelta(x - 5) + x, x < 3), (0, True)))
    assert set(found) == {(0, 0)}
    assert not regular.has(DiracDelta)


@pytest.mark.parametrize(
    ("expr", "words"),
    [
        (DiracDelta(x) ** 2, "no product of one point mass"),
        (DiracDelta(x**2), "multiple zero"),
        (DiracDelta(sympy.exp(x) - 1), "support"),
        (Abs(x) * DiracDelta(x, 1), "C\\^1 at 0"),
        (DiracDelta(x**2 - 1, 1), "linear argument"),
    ],
)
def test_meaningless_masses_are_refused(expr, words):
    with pytest.raises(InvalidInput, match=words):
        separate_masses(expr, x)


def test_derivatives_differentiate():
    g = exp(-(x**2)) * sympy.sin(3 * x)
    for order in range(4):
        ball = enclose_convolution(DiracDelta(x - 1, order), g, x, Rational(7, 3), {}, 80)
        assert contains_zero(ball - enclose_expr(g.diff(x, order), {x: Rational(4, 3)}, 80))
        other = enclose_convolution(g, DiracDelta(x - 1, order), x, Rational(7, 3), {}, 80)
        assert contains_zero(ball - other)


def test_correlation_with_masses():
    """δ⁽ᵏ⁾ ⋆ g is (−1)ᵏ g⁽ᵏ⁾(t + a); f ⋆ δ⁽ᵏ⁾ is (−1)ᵏ conj f⁽ᵏ⁾ at b − t."""
    f = exp(sympy.I * x - x**2)
    left = enclose_convolution(DiracDelta(x - 2, 1), f, x, 1, {}, 80, op="correlate")
    assert contains_zero(left + enclose_expr(f.diff(x), {x: 3}, 80))
    right = enclose_convolution(f, DiracDelta(x - 2, 1), x, 1, {}, 80, op="correlate")
    assert contains_zero(right + enclose_expr(sympy.conjugate(f).diff(x), {x: 1}, 80))


def test_a_known_wrong_answer_elsewhere():
    """sympy#26776: (t³/6) ∗ δ′ is t²/2, not its negative."""
    assert enclose_convolution(x**3 / 6, DiracDelta(x, 1), x, 2).real == 2


def test_no_value_at_a_mass_of_the_result():
    with pytest.raises(InvalidInput, match="point mass at 3"):
        enclose_convolution(DiracDelta(x - 1), DiracDelta(x - 2), x, 3)
    assert enclose_convolution(DiracDelta(x - 1), DiracDelta(x - 2), x, 2).is_zero()
    with pytest.raises(Unresolved, match="C\\^1"):
        enclose_convolution(DiracDelta(x, 1), Abs(x), x, 0)


def test_masses_in_an_integral():
    assert enclose_integral(DiracDelta(x - 1) * exp(x) + 1, x, 0, 2).contains(
        enclose_expr(sympy.E + 2, {}, 300)
    )
    with pytest.raises(InvalidInput, match="on the end"):
        enclose_integral(DiracDelta(x), x, 0, 1)
