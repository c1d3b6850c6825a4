"""Functions of several variables, taken apart and put together again."""

from __future__ import annotations

import pytest
import sympy
from sympy import Heaviside, Piecewise, Rational, cos, exp, symbols

from symconv.errors import NoClosedForm
from symconv.separable import separated

x, y, z = symbols("x y z", real=True)
a = symbols("a", positive=True)

SEPARABLE = [
    sympy.Integer(3),
    x * y + a,
    (x + y) ** 3 * exp(-(x**2) - a * y + 1),
    cos(x + 2 * y),
    Heaviside(x) * Heaviside(1 - y) * a,
    Piecewise((x + y, (x > 0) & (y < 1) & (x < 2)), (0, True)),
    exp(x + y) * sympy.sinh(x - y),
]


@pytest.mark.parametrize("f", SEPARABLE)
def test_separable_terms_add_up(f):
    terms = separated(f, (x, y))
    assert all(term.is_separable for term in terms)
    assert all(y not in term.factors[0].free_symbols for term in terms)
    assert all(x not in term.factors[1].free_symbols for term in terms)
    assert all(not term.weight.free_symbols & {x, y} for term in terms)
    total = sum(term.expression() for term in terms)
    for values in ({x: Rational(1, 3), y: Rational(2, 7), a: 2}, {x: -1, y: 3, a: Rational(1, 2)}):
        assert abs((total - f).subs(values).evalf(20)) < 1e-15


@pytest.mark.parametrize(
    "f",
    [
        exp(-(x**2) + x * y - y**2),
        1 / (1 + x**2 + y**2),
        Piecewise((1, x**2 + y**2 < 1), (0, True)),
        Piecewise((1, x > y), (2, True)),
        sympy.sqrt(x**2 + y**2) * x,
    ],
)
def test_tied_axes_stay_tied(f):
    terms = separated(f, (x, y))
    assert not all(term.is_separable for term in terms)
    total = sum(term.expression() for term in terms)
    assert abs((total - f).subs({x: Rational(1, 3), y: Rational(2, 7)}).evalf(20)) < 1e-15


def test_too_many_products():
    with pytest.raises(NoClosedForm, match="256"):
        separated(sympy.expand((x + y + z + a) ** 12), (x, y, z))
