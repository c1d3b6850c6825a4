"""Reading against point values: what is read, written again, has the values of the input."""

from __future__ import annotations

import pytest
import sympy
from sympy import (
    Abs,
    DiracDelta,
    Eq,
    Heaviside,
    Max,
    Min,
    Ne,
    Or,
    Piecewise,
    Rational,
    Symbol,
    cos,
    cosh,
    exp,
    pi,
    sign,
    sin,
    sqrt,
    symbols,
    tan,
)  # fmt: skip

from symconv.algebra.relations import facts_from
from symconv.algebra.signs import Facts
from symconv.errors import InvalidInput
from symconv.reading import OutsideClass, Split, read
from symconv.writing import piecewise_form

X = Symbol("x", real=True)
A = Symbol("a", positive=True)
POINTS = [Rational(k, 7) + Rational(1, 100) for k in range(-30, 31, 2)]  # off the jumps

FUNCTIONS = [
    Piecewise((1, (X >= -1) & (X <= 2)), (0, True)),
    Piecewise((X, X < 0), (X**2, X < 1), (3 - X, X < 2), (7, True)),
    Piecewise((1, (X > 0) & (X < 2)), (5, (X > 1) & (X < 3)), (-1, True)),
    Piecewise((1, Or(X < -1, X > 1)), (2, True)),
    Piecewise((X, ~((X > 0) & (X < 1))), (9, True)),
    Piecewise((1, Abs(X) < 1), (Rational(1, 2), Eq(Abs(X), 1)), (0, True)),
    Piecewise((4, X**2 < 4), (0, True)),
    Piecewise((4, X**3 - X > 0), (X, True)),
    Piecewise((4, (X**2 - 2) * (X - 1) ** 2 >= 0), (X, True)),
    Piecewise((1, Ne(X, 0)), (0, True)),
    Abs(X**2 - 1),
    sign(2 * X - 1) * exp(-Abs(X)),
    Max(0, 1 - Abs(X), X - 1),
    Min(X, 1 - X, 3),
    Heaviside(3 - 2 * X) * X,
    Heaviside(X) * Heaviside(1 - X) * sin(pi * X) ** 2,
    (X + 1) ** 3 * cosh(X / 2) * 2 ** (-X),
    exp(-Abs(X - 1)) * cos(2 * X),
    exp(X) ** 2 / exp(3 * X),
    Max(X, 0) ** 2 - Max(X - 1, 0) ** 2,
    Piecewise((Abs(X), X < 1), (Max(X, 3), True)),
    0.2 * X + Heaviside(X - 0.1),
    sqrt(2) * X * Heaviside(X - sqrt(2)),
]


@pytest.mark.parametrize("expr", FUNCTIONS)
def test_values_survive_reading_and_writing(expr):
    from symconv.operators.inputs import exact

    expr = exact(expr)
    written = piecewise_form(read(expr, X, Facts()), X, Facts())
    for point in POINTS:
        left, right = expr.subs(X, point), written.subs(X, point)
        assert abs(sympy.N(left - right, 30)) < Rational(1, 10**25), point


@pytest.mark.parametrize(
    ("expr", "mass"),
    [
        (DiracDelta(X) * Heaviside(X), DiracDelta(X) / 2),
        (DiracDelta(X) * Heaviside(X, 1), DiracDelta(X)),
        (DiracDelta(X) * Piecewise((1, X >= 0), (0, True)), DiracDelta(X)),
        (DiracDelta(X) * Piecewise((1, X > 0), (0, True)), 0),
        (DiracDelta(X, 1) * X, -DiracDelta(X)),
        (DiracDelta(X, 2) * X**2, 2 * DiracDelta(X)),
        (DiracDelta(X**2 - 4), DiracDelta(X - 2) / 4 + DiracDelta(X + 2) / 4),
        (DiracDelta(2 * X - 1), DiracDelta(X - Rational(1, 2)) / 2),
        (DiracDelta(-X, 1), -DiracDelta(X, 1)),
        (DiracDelta(X**2 + 1), 0),
        (DiracDelta(X - 1) * exp(X), sympy.E * DiracDelta(X - 1)),
        (DiracDelta(X, 1) * Max(X, 0) ** 2, 0),
    ],
)
def test_masses_take_the_functions_own_value(expr, mass):
    assert piecewise_form(read(expr, X, Facts()), X, Facts()) == mass


@pytest.mark.parametrize(
    ("expr", "message"),
    [
        (DiracDelta(X, 1) * Heaviside(X), "continuous"),
        (DiracDelta(X, 2) * Abs(X), "continuous"),
        (DiracDelta(X) ** 2, "point mass"),
        (DiracDelta(X) * DiracDelta(X - 1), "point masses"),
        (DiracDelta(X**2), "simple root"),
        (Piecewise((1, X > 0)), "not defined on the whole line"),
        (Piecewise((1, X > Symbol("w")), (0, True)), "must be real"),
        (Piecewise((DiracDelta(X), X > -1), (0, True)), "point mass inside"),
    ],
)
def test_what_has_no_meaning_is_invalid_input(expr, message):
    with pytest.raises(InvalidInput, match=message):
        read(expr, X, Facts())


@pytest.mark.parametrize(
    "expr", [exp(-(X**2)), 1 / (1 + X**2), tan(X), sqrt(X), sin(X) / X, DiracDelta(sin(X)), X**A]
)
def test_what_is_outside_the_class_says_so(expr):
    with pytest.raises(OutsideClass):
        read(expr, X, Facts())


def test_an_open_order_asks_and_facts_answer():
    a, b = symbols("a b", real=True)
    window = Piecewise((1, (X >= a) & (X <= b)), (0, True))
    with pytest.raises(Split):
        read(window, X, Facts())
    inside = read(window, X, facts_from((a < b,)))
    assert inside == read(Heaviside(X - a) - Heaviside(X - b), X, Facts())
    assert not read(window, X, facts_from((a > b,)))


def test_the_atom_e_is_the_exponential_of_one(x):
    whole = read(sympy.E * sympy.exp(x), x, Facts())
    assert whole == read(sympy.exp(x + 1), x, Facts())
    assert read(sympy.E + sympy.E**2, x, Facts()) == read(sympy.exp(1) * (1 + sympy.E), x, Facts())
