"""What writing takes as known is known: the order of break points, conjugates, common factors."""

from __future__ import annotations

import pytest
import sympy
from sympy import I, Rational, Symbol, cos, exp, sin, sqrt

from symconv.algebra.signs import Facts
from symconv.reading import Split, read
from symconv.signals import box
from symconv.writing import heaviside_form, piecewise_form

T = Symbol("t", real=True)
A, B = Symbol("a", real=True), Symbol("b", real=True)


def written(expr):
    return piecewise_form(read(expr, T, Facts()), T, Facts())


def test_an_open_order_of_break_points_is_asked_and_never_guessed():
    window = sympy.Heaviside(T - A) + sympy.Heaviside(T - B)
    h = read(window, T, Facts())
    with pytest.raises(Split):
        piecewise_form(h, T, Facts())
    assert heaviside_form(h, T) == window


def test_only_an_exact_conjugate_makes_a_sine():
    near = exp(I * T) + exp(-I * (1 + Rational(1, 10**30)) * T)
    assert not written(near).has(sin, cos)
    assert written(exp(I * T) + exp(-I * T)) == 2 * cos(T)
    phase = Symbol("phi", real=True)
    for value in (exp(I * (T + phase)) + exp(-I * (T + phase)), (1 + I) * exp(I * T)):
        assert sympy.expand(written(value) - value, complex=True).rewrite(cos).expand() == 0


def test_a_common_factor_divides_every_coefficient():
    for value in (A * T + A * exp(T), A * T + B * exp(T), (A + 1) * T / A + exp(T) / A**2):
        assert sympy.expand(written(value) - value) == 0


def test_irrational_ends_stand_in_order():
    h = written(T * box(T, sqrt(2), 3) + box(T, Rational(7, 5), 3))
    assert [h.subs(T, point) for point in (1, Rational(141, 100), 2, 4)] == [0, 1, 3, 0]
