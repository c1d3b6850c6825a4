"""Signs on an open interval: those of the values there, or a cut where they change."""

from __future__ import annotations

from dataclasses import astuple

import pytest
import sympy
from flint import fmpq
from sympy import Symbol

from symconv.algebra.constants import number
from symconv.algebra.signs import Facts
from symconv.antiderivatives.field import X
from symconv.antiderivatives.signs import CutAt, Interval, Signs
from symconv.antiderivatives.sums import NotElementary
from symconv.reading.cases import Split

x = X.expr
BETWEEN = Interval(fmpq(1), fmpq(3))
RIGHT = Interval(fmpq(2), None)


def sign(expr, interval, rate=None, facts=None):
    return Signs(interval, facts or Facts(), rate).of(number(expr))


@pytest.mark.parametrize("interval", [BETWEEN, RIGHT], ids=["between", "right"])
@pytest.mark.parametrize(
    "expr", [x, -x, x - 1, (1 - x) ** 3, (x + 5) / (x + 1) ** 2, -(x**2) - 1, x**2 - 1, 2 / (-x)]
)
def test_the_sign_is_that_of_a_value_inside(expr, interval):
    assert sign(expr, interval) == sympy.sign(expr.subs(x, sympy.Rational(5, 2)))


@pytest.mark.parametrize(("expr", "point"), [(x - 2, fmpq(2)), (1 / (2 * x - 3), fmpq(3, 2))])
def test_a_zero_or_pole_inside_is_a_cut(expr, point):
    with pytest.raises(CutAt) as cut:
        sign(expr, BETWEEN)
    assert astuple(cut.value) == (point,)


def test_a_zero_at_an_end_is_no_cut():
    assert sign(x - 1, BETWEEN) == 1
    assert sign(x - 3, BETWEEN) == -1


def test_what_is_open_is_asked_or_refused():
    a = Symbol("a", real=True)
    with pytest.raises(Split):
        sign(x - a, BETWEEN)
    with pytest.raises(NotElementary):
        sign(sympy.I * 2, BETWEEN)
