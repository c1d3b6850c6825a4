"""Values at finite and infinite ends: against Arb far out, and divergence where it is."""

from __future__ import annotations

import pytest
import sympy as sp

from symconv.algebra.constants import expression, number
from symconv.algebra.signs import Facts
from symconv.antiderivatives.field import X
from symconv.antiderivatives.limits import Diverges, Open, at_infinity, at_point
from symconv.antiderivatives.primitives import proved_primitive
from symconv.antiderivatives.sums import PLAIN, Sum
from symconv.enclosure import disjoint, enclose_expr, enclose_integral

x = X.expr
y = sp.Symbol("y", real=True)
NO_FACTS = Facts()


def value_of(constant):
    """A Sum without x and t as a SymPy number."""
    functions = {
        "": lambda _: sp.Integer(1),
        "erf": sp.erf,
        "atan": sp.atan,
        "log": lambda u: sp.log(sp.Abs(u)),
    }
    total = sp.Integer(0)
    for (q, (name, u)), r in constant.terms.items():
        inner = None if u is None else expression(u)
        total += expression(r) * sp.exp(expression(q)) * functions[name](inner)
    return total


CONVERGENT = [
    (1 / (1 + x**2), 0),
    (1 / (x**4 + 1), 0),
    (x**2 / ((x - 2) ** 4 + 16), 0),
    ((3 * x + 1) / (x**2 + x + 1) ** 2, 0),
    (1 / ((x**2 + 1) * (x**2 - 2 * x + 5)), 0),
    (x**4, -(x**2) / 3 + x),
]


@pytest.mark.parametrize(("r", "q"), CONVERGENT)
def test_integrals_over_half_lines(r, q):
    f = Sum.of(number(sp.sympify(r)), number(sp.sympify(q)))
    primitive = proved_primitive(f, X, NO_FACTS)
    integrand = (sp.sympify(r) * sp.exp(q)).xreplace({x: y})
    half = sp.Rational(1, 2)
    middle = at_point(primitive, X, number(half))
    upper = at_infinity(primitive, X, 1, NO_FACTS) - middle
    lower = middle - at_infinity(primitive, X, -1, NO_FACTS)
    for value, ends in ((upper, (half, sp.oo)), (lower, (-sp.oo, half))):
        ball = enclose_integral(integrand, y, *ends, bits=70)
        assert not disjoint(enclose_expr(value_of(value), {}, 70), ball)


@pytest.mark.parametrize(
    ("r", "q"),
    [
        (x, 0),
        (x / (1 + x**2), 0),
        (1, x),
        (1, sp.I * x),
        (x**3 / (1 + x**2) ** 2, 0),
        (x, -x + 3),
    ],
)
def test_divergence_at_one_end_at_least(r, q):
    f = Sum.of(number(sp.sympify(r)), number(sp.sympify(q)))
    primitive = proved_primitive(f, X, NO_FACTS)
    found = []
    for side in (1, -1):
        try:
            at_infinity(primitive, X, side, NO_FACTS)
        except Diverges as error:
            found.append(error.is_certain(NO_FACTS))
    assert found
    assert all(found)


@pytest.mark.parametrize("factor", [sp.Symbol("a", real=True), sp.Symbol("a", real=True) - 1])
@pytest.mark.parametrize("growth", [x, x**2 + 1, sp.exp(x), x * sp.exp(2 * x) + 1])
def test_a_leading_coefficient_that_may_vanish_proves_nothing(factor, growth):
    open_growth = Diverges(growth, number(factor * growth))
    assert not open_growth.is_certain(NO_FACTS)
    assert Diverges(growth, number(growth)).is_certain(NO_FACTS)
    known = NO_FACTS.assume(number(factor), 1)
    assert Diverges(growth, number(factor * growth)).is_certain(known)


def test_an_open_rate_is_a_question():
    rate = sp.Symbol("rate", real=True)
    primitive = proved_primitive(Sum.of(number(sp.Integer(1)), number(rate * x)), X, NO_FACTS)
    with pytest.raises(Open):
        at_infinity(primitive, X, 1, NO_FACTS)


def test_x_log_x_vanishes_at_0_and_log_x_does_not():
    log, zero = ("log", number(x)), number(sp.Integer(0))
    assert not at_point(Sum.of(number(x), zero, log), X, zero)
    with pytest.raises(Diverges):
        at_point(Sum.of(number(sp.Integer(1)), zero, log), X, zero)


def test_pole_at_an_end_diverges():
    primitive = Sum.of(number(1 / x), number(sp.Integer(0)), PLAIN)
    with pytest.raises(Diverges):
        at_point(primitive, X, number(sp.Integer(0)))
