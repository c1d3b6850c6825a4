"""The decision P′ = f: true antiderivatives are accepted, lies are not."""

from __future__ import annotations

import pytest
import sympy as sp
from flint import fmpq

from symconv.algebra.constants import number
from symconv.algebra.signs import Facts
from symconv.antiderivatives.field import T, X
from symconv.antiderivatives.identity import is_antiderivative
from symconv.antiderivatives.primitives import proved_primitive
from symconv.antiderivatives.sums import PLAIN, NotElementary, Sum, atom

x, t = X.expr, T.expr
a = sp.Symbol("a", positive=True)
m = sp.Symbol("m", real=True)

INTEGRANDS = [
    (x**3, 0, PLAIN),
    (1 + x**2, -((x - t) ** 2) / (2 * a**2) - m * x, PLAIN),
    (x**4, -(x**2), PLAIN),
    ((x + t) / (x**2 + a**2) ** 2, 0, PLAIN),
    (1 / (x**4 + 1), 0, PLAIN),
    (x**2 / ((x - m) ** 4 + a**4), 0, PLAIN),
    (1 / ((x**2 + a**2) * ((x - t) ** 2 + 1)), 0, PLAIN),
    (x**5 / (x - m) ** 3, 0, PLAIN),
    (x**2 + t, 0, ("log", number(x - 1))),
    (x**2, 0, ("atan", number(x / a))),
    (x, -a * x, ("erf", number(x - t))),
    (x**2, sp.I * x, PLAIN),
]


def integrand(case):
    r, q, special = case
    return Sum.of(number(sp.sympify(r)), number(sp.sympify(q)), special)


@pytest.mark.parametrize("case", INTEGRANDS, ids=[str(c[0]) + "," + str(c[1]) for c in INTEGRANDS])
def test_table_rules_are_accepted(case):
    f = integrand(case)
    primitive = proved_primitive(f, X, Facts())
    assert is_antiderivative(primitive, f, X)


@pytest.mark.parametrize("case", INTEGRANDS, ids=[str(c[0]) + "," + str(c[1]) for c in INTEGRANDS])
def test_lies_are_refused(case):
    """Drop a term, scale one, flip a sign, add x: none is an antiderivative."""
    f = integrand(case)
    primitive = proved_primitive(f, X, Facts())
    lies = [primitive.scaled(fmpq(2)), -primitive, primitive + Sum.of(number(x))]
    for key, value in primitive.terms.items():
        lies.append(primitive - Sum({key: value}))
        lies.append(primitive + Sum({key: value * fmpq(1, 10**9)}))
    assert all(not is_antiderivative(lie, f, X) for lie in lies if lie != primitive)


def test_constants_in_t_do_not_matter_and_functions_of_x_do():
    f = integrand(INTEGRANDS[1])
    primitive = proved_primitive(f, X, Facts())
    constant = Sum.of(number(t**2), number(-(t**2))) + atom("erf", number(t))
    assert is_antiderivative(primitive + constant, f, X)
    assert not is_antiderivative(primitive + atom("erf", number(x)), f, X)


def test_same_shape_with_another_exponent_is_refused():
    f = Sum.of(number(sp.Integer(1)), number(-(x**2)))
    wrong = atom("erf", number(2 * x)).scaled(number(sp.sqrt(sp.pi)) * fmpq(1, 2))
    right = atom("erf", number(x)).scaled(number(sp.sqrt(sp.pi)) * fmpq(1, 2))
    assert is_antiderivative(right, f, X)
    assert not is_antiderivative(wrong, f, X)


@pytest.mark.parametrize(
    "case",
    [
        (1 / x, -(x**2), PLAIN),
        (1 / (1 + x**2), -(x**2), PLAIN),
        (1 / (1 + x), x, ("log", number(x + 1))),
        (1 / x, 0, ("log", number(x - 1))),
        (1 / (x**5 + x + 1), 0, PLAIN),
        (1, -(x**2), ("erf", number(2 * x))),
    ],
)
def test_what_is_not_elementary_is_refused(case):
    with pytest.raises(NotElementary):
        proved_primitive(integrand(case), X, Facts())
