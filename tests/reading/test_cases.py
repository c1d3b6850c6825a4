"""The cases that parameters are split into: impossible ones are gone, coincidences are computed."""

import pytest
import sympy
from sympy import Piecewise, symbols

from symconv import box, convolve
from symconv.algebra.constants import number
from symconv.algebra.signs import Facts
from symconv.reading.cases import Case, NoValue, decided_sign, explore

X, T = symbols("x t")
A, B = symbols("a b", positive=True)


def _arms(expr):
    """The number of cases of the parameters: those without t in their condition."""
    if not isinstance(expr, Piecewise) or any(T in cond.free_symbols for _, cond in expr.args):
        return 1
    return sum(_arms(part) for part, _ in expr.args)


def _area(answer, values):
    return sympy.integrate(sympy.piecewise_fold(answer.subs(values)), (T, 0, 5))


def test_a_weak_order_leaves_one_case():
    f, g = box(X, 0, A), box(X, 0, B)
    for relation in (A <= B, B <= A, A < B):
        answer = convolve(f, g, X, T, assuming=relation)
        assert _arms(answer) == 1
    both = convolve(f, g, X, T)
    assert _arms(both) == 2
    for values in ({A: 1, B: 2}, {A: 2, B: 2}, {A: 2, B: 1}):
        assert _area(both, values) == values[A] * values[B]
    for values in ({A: 1, B: 2}, {A: 2, B: 2}):
        assert _area(convolve(f, g, X, T, assuming=A <= B), values) == values[A] * values[B]


def test_bounds_on_both_sides_leave_one_case():
    r = sympy.Symbol("r", real=True)
    answer = convolve(box(X, r, 1), box(X, 0, 1), X, T, assuming=(r >= 0, r <= 1))
    assert _arms(answer) == 1
    for value in (0, sympy.Rational(1, 3), 1):
        assert _area(answer, {r: value}) == 1 - value


def test_a_case_without_a_value_of_the_input_is_left_out():
    c = sympy.Symbol("c", real=True)
    x = sympy.Symbol("x", real=True)

    def work(case):
        decided_sign(case.facts, number(c))
        return case.given(sympy.Piecewise((1, x < 1 / c), (0, True)))

    found = explore(Case(Facts()), work)
    assert [branch.condition for branch in found] == [c > 0, sympy.true]
    with pytest.raises(NoValue, match="no value at c = 0"):
        Case(Facts(), ((c, sympy.Integer(0)),)).given(1 / c)
