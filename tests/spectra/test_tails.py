"""The grade of existence, compared with what the enclosed integral does."""

import pytest
import sympy

from symconv.algebra.signs import Facts
from symconv.enclosure import enclose_convolution
from symconv.errors import DivergentIntegral, Undecided, Unresolved
from symconv.spectra.reading import read_sum
from symconv.spectra.sums import Needed
from symconv.spectra.tails import ABSOLUTE, IMPROPER, PRINCIPAL, Grade, grade, tails

x = sympy.Symbol("x", real=True)
a, b = sympy.symbols("a b", positive=True)
c = sympy.Symbol("c", real=True)
NONE = Facts()
LORENTZ = 1 / (1 + x**2)
SINC = sympy.sin(x) / x


def graded(f, g, **options):
    state = Grade(NONE, **options)
    return grade(read_sum(f, x, NONE), read_sum(g, x, NONE), state)


@pytest.mark.parametrize(
    ("f", "g", "level", "decay"),
    [
        (LORENTZ, LORENTZ, ABSOLUTE, -4),
        (x * LORENTZ, x / (x**2 + 4), ABSOLUTE, -2),
        (SINC, SINC, ABSOLUTE, -2),
        (sympy.Integer(1), LORENTZ, ABSOLUTE, -2),
        (SINC, sympy.cos(2 * x), IMPROPER, -1),
        (SINC, sympy.Integer(1), IMPROPER, -1),
        (sympy.cos(x), x * LORENTZ, IMPROPER, -1),
        (sympy.exp(-(x**2)), sympy.exp(5 * x), ABSOLUTE, None),
    ],
)
def test_grades(f, g, level, decay):
    state = graded(f, g)
    assert (state.level, state.decay) == (level, decay)
    word = ("absolute", "improper", "principal value")[level]
    assert state.text().startswith(word + ":")


@pytest.mark.parametrize(
    ("f", "g"),
    [
        (x**2, LORENTZ),
        (x, LORENTZ),
        (sympy.cos(x), SINC),
        (sympy.exp(x), LORENTZ),
        (x, sympy.sin(x) ** 2 / x**2),
        (sympy.cosh(x), SINC),
    ],
)
def test_divergence_is_proved_and_the_integral_is_not_enclosed(f, g):
    with pytest.raises(DivergentIntegral) as refusal:
        graded(f, g)
    assert refusal.value.end in ("oo", "-oo")
    assert len(refusal.value.tails) == 2
    with pytest.raises((DivergentIntegral, Unresolved)):
        enclose_convolution(f, g, x, sympy.Rational(3, 7))


@pytest.mark.parametrize(("f", "g"), [(x, LORENTZ), (sympy.cos(x), SINC)])
def test_symmetric_limits_only_where_asked(f, g):
    assert graded(f, g, principal_value=True).level == PRINCIPAL


def test_no_symmetric_limit_where_the_integrand_does_not_vanish():
    with pytest.raises(DivergentIntegral):
        graded(x**2, LORENTZ, principal_value=True)


def test_the_band_edge_is_asked_about():
    with pytest.raises(Needed) as needed:
        graded(sympy.sin(a * x) / x, sympy.cos(b * x))
    assert needed.value.question == sympy.Ne(a, b)


def test_open_growth_is_undecided():
    with pytest.raises(Undecided):
        graded(sympy.exp(c * x), LORENTZ)


def test_tails_that_may_cancel_prove_no_divergence():
    f = (sympy.cos(a * x) - sympy.cos(b * x)) / x**2
    with pytest.raises(Needed) as needed:
        graded(f, x * sympy.cos(b * x))
    assert needed.value.question == sympy.Ne(a, b)


def test_a_leading_term_that_may_vanish_proves_no_divergence():
    (tail,) = tails(read_sum(c * x**2, x, NONE), NONE)
    assert not tail.certain
    (tail,) = tails(read_sum(a * x**2, x, NONE), NONE)
    assert tail.certain
