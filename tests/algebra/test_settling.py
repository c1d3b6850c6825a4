"""Hidden zeros leave a difference of normal forms, and nothing else does."""

import sympy
from sympy import E, Rational, Symbol, cos, gamma, pi, sin, sqrt

from symconv import box
from symconv.algebra.settling import settled
from symconv.algebra.signs import Facts
from symconv.reading import read

x = Symbol("x", real=True)
a = Symbol("a", positive=True)
ONE = sin(1) ** 2 + cos(1) ** 2
FACTS = Facts()


def difference(left, right):
    return settled(read(left, x, FACTS) - read(right, x, FACTS), FACTS)


def test_equal_functions_of_different_form_have_no_difference():
    assert not difference(ONE * box(x, 0, 1), box(x, 0, 1))
    assert not difference(box(x, 0, ONE), box(x, 0, 1))
    assert not difference(E / (1 + E) * box(x, 0, E), box(x, 0, E) - box(x, 0, E) / (1 + E))
    assert not difference(a * ONE * x * box(x, 0, 2), a * x * box(x, 0, 2))
    assert not difference(sympy.exp(-ONE * x), sympy.exp(-x))


def test_what_differs_stays():
    hidden = gamma(Rational(1, 3)) * gamma(Rational(2, 3)) - 2 * pi / sqrt(3)
    assert difference(ONE * box(x, 0, 1), 2 * box(x, 0, 1))
    assert difference(a * ONE * box(x, 0, 1), box(x, 0, 1))
    assert difference(box(x, 0, ONE), box(x, 0, 1 + Rational(1, 10**30)))
    assert difference((1 + hidden) * box(x, 0, 1), box(x, 0, 1))  # open, so it stays
