"""The cases that parameters are split into: impossible ones are gone, coincidences are computed."""

import pytest
import sympy
from flint import fmpq
from sympy import Piecewise, symbols

from symconv import box, convolve
from symconv.algebra import numbers as nb
from symconv.algebra.constants import number
from symconv.algebra.signs import Facts
from symconv.errors import InvalidInput, Undecided
from symconv.reading.cases import (
    Case,
    NoValue,
    Split,
    decided_sign,
    explore,
    is_excluded,
    require_apart,
    solve_zero,
)
from symconv.reading.conditions import OutsideClass, real_roots, sorted_points

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


def test_zero_is_solved_for_a_parameter_only_where_it_is_linear():
    z, (u, v) = sympy.Symbol("z"), symbols("u v", real=True)
    none = Case(Facts())
    assert solve_zero(none, number(u * v - v - 1)).changes
    assert solve_zero(none, number(u**2 + v**2 - 1)) is None
    assert solve_zero(none, number(u * v)) is None  # where both are 0 every value is a root
    ((bar, value),) = solve_zero(none, number(z - sympy.conjugate(z))).changes
    assert (bar, value) == (sympy.conjugate(z), z)  # and never z by its own conjugate


def test_a_sum_of_even_powers_is_0_at_0_alone():
    u, v = (number(symbol) for symbol in symbols("u v", real=True))
    apart = Facts(unequal=(u - v,))
    assert is_excluded(u * u + v * v * v * v, apart)
    assert is_excluded(-u * u - v * v, apart)
    assert not is_excluded(u * u + v * v, Facts())
    assert not is_excluded(u * u - v * v, apart)
    assert not is_excluded(u * u + v * v * v, apart)
    assert not is_excluded(u * u + u * v + v * v, apart)


def test_a_result_without_any_real_value_is_refused():
    z = number(sympy.Symbol("z"))
    with pytest.raises(Undecided) as caught:
        require_apart(z - nb.conjugate(z), collect=False)
    assert caught.value.question == sympy.Ne(sympy.Symbol("z"), sympy.conjugate(sympy.Symbol("z")))
    require_apart(z - nb.conjugate(z), collect=True)
    require_apart(z * z + fmpq(1), collect=False)


def test_the_order_of_break_points_is_of_real_numbers():
    z = number(sympy.Symbol("z"))
    with pytest.raises(InvalidInput, match="must be real"):
        sorted_points((z, fmpq(0)), Facts())
    u, v = (number(symbol) for symbol in symbols("u v", real=True))
    with pytest.raises(Split):
        sorted_points((u, v), Facts())
    assert sorted_points((u, v), Facts().assume(u - v, 1)) == [v, u]


def test_roots_of_higher_degree_are_not_guessed():
    u = number(sympy.Symbol("u", real=True))
    with pytest.raises(OutsideClass):
        real_roots([u, fmpq(-1), fmpq(0), fmpq(1)], Facts())
    with pytest.raises(Split):
        real_roots([u, fmpq(0), fmpq(1)], Facts())
