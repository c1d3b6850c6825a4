"""Parameters that are complex: the conjugate is part of every assumption and every coincidence."""

import mpmath
import pytest
import sympy
from sympy import Heaviside, I, Ne, Symbol, conjugate, exp, re, symbols

from symconv import Convolution, Undecided, convolve

X, T = symbols("x t")
ALPHA = Symbol("alpha")
FALLING, RISING = exp(-ALPHA * X) * Heaviside(X), exp(X) * Heaviside(-X)


@pytest.mark.parametrize("fact", [re(ALPHA) > -1, ALPHA + conjugate(ALPHA) + 2 > 0])
def test_a_bound_on_the_real_part_gives_existence_and_no_arm(fact):
    answer = convolve(FALLING, RISING, X, T, assuming=fact)
    value = complex(mpmath.mpc(1, 3) / 2)
    for point in (-1.5, 0.75):
        integral = mpmath.quad(
            lambda u, t=point: mpmath.exp(-value * u) * mpmath.exp(t - u),
            [max(point, 0), max(point, 0) + 5, mpmath.inf],
        )
        assert abs(complex(answer.subs({T: point, ALPHA: value}).evalf()) - integral) < 1e-12


def test_an_open_real_part_is_a_condition():
    with pytest.raises(Undecided, match="conjugate"):
        convolve(FALLING, RISING, X, T)
    form = Convolution(FALLING, RISING, X, T).closed_form()
    assert form.conditions == (ALPHA + conjugate(ALPHA) + 2 > 0,)


def test_coinciding_complex_rates_have_an_arm():
    answer = convolve(FALLING, exp(-X) * Heaviside(X), X, T)
    assert sympy.simplify(answer.subs(ALPHA, 1).subs(T, 2) - 2 * exp(-2)) == 0
    bar = convolve(exp(-conjugate(ALPHA) * X) * Heaviside(X), FALLING, X, T)
    assert sympy.simplify(bar.subs(ALPHA, 3).subs(T, 2) - 2 * exp(-6)) == 0
    value = complex(bar.subs({ALPHA: 1 + I, T: 2}).evalf())
    exact = mpmath.quad(lambda u: mpmath.exp(-(1 - 1j) * u - (1 + 1j) * (2 - u)), [0, 2])
    assert abs(value - exact) < 1e-12


def test_a_pole_at_a_complex_value_is_a_condition():
    node = Convolution(FALLING, exp(I * X) * Heaviside(X), X, T)
    assert node.closed_form().conditions == (Ne(ALPHA**2 + 1, 0),)
