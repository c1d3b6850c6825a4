"""Reading expressions: regular and singular real poles, and what must be asked."""

import pytest
import sympy

from symconv.algebra.signs import Facts
from symconv.errors import DivergentIntegral, Undecided
from symconv.reading import OutsideClass, Split
from symconv.spectra.poles import is_singular, require_integrable
from symconv.spectra.reading import read_sum
from symconv.spectra.sums import Needed

x = sympy.Symbol("x", real=True)
c = sympy.Symbol("c", real=True)
NONE = Facts()


@pytest.mark.parametrize(
    "expr",
    [
        sympy.sin(x) / x,
        (1 - sympy.cos(x)) / x**2,
        (sympy.sin(x) - x * sympy.cos(x)) / x**3,
        sympy.sin(x - 1) / (x - 1),
        sympy.sinc(3 * x),
        sympy.sin(sympy.pi * x) / (x - 2),
        sympy.Piecewise((sympy.sin(x) / x, sympy.Ne(x, 0)), (1, True)),
    ],
)
def test_removable_poles_are_regular(expr):
    f = read_sum(expr, x, NONE)
    assert not is_singular(f)
    require_integrable(f, NONE, principal_value=False)


def test_sinc_is_sine_over_its_argument():
    assert read_sum(sympy.sinc(2 * x), x, NONE) == read_sum(sympy.sin(2 * x) / (2 * x), x, NONE)


@pytest.mark.parametrize(
    ("expr", "order"),
    [
        (1 / x, 1),
        (sympy.cos(x) / x, 1),
        (1 / x**2, 2),
        (sympy.sin(x) / x**2, 1),
        (1 / (x**2 - 1), 1),
    ],
)
def test_singular_poles_are_named_with_their_order(expr, order):
    f = read_sum(expr, x, NONE)
    assert is_singular(f)
    with pytest.raises(DivergentIntegral, match=f"pole of order {order}"):
        require_integrable(f, NONE, principal_value=False)
    if order == 1:
        require_integrable(f, NONE, principal_value=True)
    else:
        with pytest.raises(DivergentIntegral):
            require_integrable(f, NONE, principal_value=True)


def test_a_pole_that_parameters_may_remove_is_not_called_divergent():
    f = read_sum(sympy.sin(c * x) / (x - 1), x, NONE)
    with pytest.raises(OutsideClass):
        require_integrable(f, NONE, principal_value=False)


def test_open_questions():
    with pytest.raises(Needed) as needed:
        read_sum(1 / (x**2 + c**2), x, NONE)
    assert needed.value.question == sympy.Ne(c, 0)
    with pytest.raises(Split):
        read_sum(sympy.sinc(c * x), x, NONE)
    with pytest.raises(Undecided) as undecided:
        read_sum(sympy.exp(c * x**2), x, NONE)
    assert undecided.value.question == (c < 0)


def test_growing_gaussians_are_refused():
    with pytest.raises(OutsideClass):
        read_sum(sympy.exp(x**2), x, NONE)
