"""The structure of an expression in a variable is read by algebra and refused where it is not."""

from __future__ import annotations

import pytest
import sympy
from sympy import Piecewise, Rational, Symbol, atan, floor, pi, sign, sin, sqrt, tan

from symconv.deciding.structure import Linear, coefficients, is_free, linear

x = Symbol("x", real=True)
a, b = sympy.symbols("a b")


@pytest.mark.parametrize(
    ("expr", "slope", "offset"),
    [
        (x, 1, 0),
        (a * x + b, a, b),
        ((x + a) * (x - a) - x**2 + 3 * x, 3, -(a**2)),
        ((x + 1) ** 5 - x**5 - 5 * x**4 - 10 * x**3 - 10 * x**2, 5, 1),
        (sympy.Mul(2, x + pi, evaluate=False), 2, 2 * pi),
        (sin(a) * x + floor(b), sin(a), floor(b)),
        (sympy.Integer(7), 0, 7),
        (sqrt(2) * (sqrt(2) * x + 1) - x, 1, sqrt(2)),
    ],
)
def test_linear_is_seen(expr, slope, offset):
    assert linear(expr, x) == Linear(sympy.sympify(slope), sympy.sympify(offset))


@pytest.mark.parametrize(
    "expr",
    [
        floor(x),
        x + Piecewise((0, x < 1), (Rational(1, 2), True)),
        atan(tan(x)),
        sympy.Abs(x),
        x + sign(x),
        x + sympy.Heaviside(x - 5),
        sqrt(x**2),
        sympy.acot(1 / x),
        sympy.log(sympy.exp(a * x)),
        sympy.Max(x, x + a),
        (x**2 - 1) / (x - 1),
        x**2,
        a**x,
        sympy.Function("f")(x),
        sympy.Integral(sympy.Symbol("y"), (sympy.Symbol("y"), 0, x)),
        x * (sin(x) ** 2 + sympy.cos(x) ** 2),
        (sin(a) ** 2 + sympy.cos(a) ** 2 - 1) * x**2 + x,
    ],
)
def test_what_is_not_linear_by_its_structure_is_none(expr):
    assert linear(expr, x) is None


def test_coefficients_stand_in_ascending_order_and_may_be_symbolic():
    assert coefficients((x - a) * (x - b) * x, x) == (0, a * b, -a - b, 1)
    assert coefficients(sympy.Integer(0), x) == ()
    assert coefficients((a + b) * x - a * x - b * x, x) == ()


def test_a_degree_beyond_bounds_is_no_polynomial_here():
    assert coefficients((x + 1) ** 1000, x) is None
    assert coefficients((x**40) * (x + 1) ** 40, x) is None


def test_a_bound_name_is_not_the_variable():
    assert is_free(sympy.Integral(x**2, (x, 0, 1)), x)
    assert coefficients(sympy.Sum(x, (x, 0, a)) + x, x) == (sympy.Sum(x, (x, 0, a)), 1)
