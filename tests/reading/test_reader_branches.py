"""Reading: constants inside, conditions on parameters, and every refusal with its reason."""

import pytest
import sympy
from sympy import (
    And,
    DiracDelta,
    E,
    Eq,
    Heaviside,
    Max,
    Min,
    Ne,
    Not,
    Or,
    Piecewise,
    Rational,
    Symbol,
    cos,
    exp,
    pi,
    sin,
)

from symconv.algebra.relations import facts_from
from symconv.algebra.signs import Facts
from symconv.errors import InvalidInput
from symconv.reading import OutsideClass, read
from symconv.writing import piecewise_form

x = Symbol("x", real=True)
a, b = Symbol("a", positive=True), Symbol("b", negative=True)
z = Symbol("z")
POINTS = [Rational(k, 7) for k in (-12, -3, 1, 4, 15)]
c, d = Symbol("c", real=True), Symbol("d", real=True)
ORDERED = facts_from((c < d,))
VALUES = {a: Rational(2, 3), b: Rational(-5, 4), c: Rational(1, 5), d: Rational(7, 5)}


@pytest.mark.parametrize(
    "expr",
    [
        x / (pi * E + 2 * E),
        x * (pi * E + 2 * E) ** -3,
        x * (1 + E) ** 2,
        x / (1 + E),
        x * sin(2) * cos(1) ** 2,
        x * sympy.cosh(1) + exp(exp(1) - exp(1)) * x,
        2**x * sympy.Pow(E, x),
        exp(2 * x) ** -3,
        Piecewise((x, Or(d < c, c < d)), (1, True)),
        Piecewise((x, And(d > c, c < d + 1)), (1, True)),
        Piecewise((x, Not(Or(d < c, d + 1 < c), evaluate=False)), (1, True)),
        x * Piecewise((3, Eq(c, d)), (4, Ne(c, d + 1)), (5, True)),
        x * Max(a, b) + Min(a, b) * sympy.Abs(b) + sympy.sign(b) * x,
        x * Heaviside(b) + Heaviside(a) + x * Piecewise((3, a < b), (4, True)),
        x * Heaviside(sympy.Abs(b) + a),
        x * Piecewise((5, Eq(a, b)), (6, Ne(a, b))),
    ],
    ids=str,
)
def test_what_is_read_has_the_values_of_the_input(expr):
    found = piecewise_form(read(expr, x, ORDERED), x, ORDERED)
    for point in POINTS:
        gap = sympy.N((found - expr).subs(VALUES).subs(x, point).doit(), 20)
        assert abs(gap) < 1e-15


@pytest.mark.parametrize(
    ("expr", "message"),
    [
        (x * Piecewise((1, d < c)), "no arm of the Piecewise holds"),
        (Piecewise((1, x > 0)), "last arm"),
        (Piecewise((1, x > z), (2, True)), "must be real"),
        (Piecewise((DiracDelta(x), x > 0), (2, True)), "point mass"),
        (sympy.Abs(DiracDelta(x) + x), "point mass"),
        (DiracDelta(x) * DiracDelta(x - 1), "product of point masses"),
        ((DiracDelta(x) + 1) ** 2, "power of a point mass"),
        (exp(DiracDelta(x)), "function of a point mass|point mass where"),
        (DiracDelta(x**2), "not a simple root"),
        (DiracDelta(x, 1) * sympy.Abs(x), "continuous derivatives"),
    ],
    ids=str,
)
def test_what_has_no_meaning_is_refused_with_its_reason(expr, message):
    with pytest.raises(InvalidInput, match=message):
        read(expr, x, ORDERED)


@pytest.mark.parametrize(
    ("expr", "message"),
    [
        (Piecewise((1, sympy.Contains(x, sympy.S.Integers)), (2, True)), "the condition"),
        (x * Piecewise((1, sympy.Contains(a, sympy.S.Integers)), (2, True)), "the condition"),
        (Piecewise((1, Eq(sympy.Abs(x), x)), (2, True)), "holds on an interval"),
        (x * Piecewise((1, Eq(z, Symbol("w"))), (2, True)), "complex parameters"),
        (x**5000, "limit"),
        (z**x, "not known to be positive"),
        (sympy.sqrt(x), "not an exponential polynomial"),
        (DiracDelta(x, 4000), "limit"),
        (DiracDelta(sympy.Abs(x) - 1), "piecewise argument"),
        (DiracDelta(x**2 - 1, 1), "nonlinear argument"),
    ],
    ids=str,
)
def test_what_is_outside_the_class_says_why(expr, message):
    with pytest.raises(OutsideClass, match=message):
        read(expr, x, Facts())


def test_a_mass_takes_the_factor_beside_a_function():
    found = piecewise_form(read((x + DiracDelta(x - 2)) * (x + 1), x, Facts()), x, Facts())
    assert sympy.expand(found - x * (x + 1) - 3 * DiracDelta(x - 2)) == 0


def test_a_derivative_of_a_mass_takes_the_piece_it_lies_on():
    expr = DiracDelta(x - 1, 1) * Piecewise((x**2, x < 3), (x, True))
    found = piecewise_form(read(expr, x, Facts()), x, Facts())
    expected = DiracDelta(x - 1, 1) - 2 * DiracDelta(x - 1)
    assert sympy.expand(found - expected) == 0
    behind = DiracDelta(x - 4, 1) * Piecewise((x**2, x < 3), (x, True))
    found = piecewise_form(read(behind, x, Facts()), x, Facts())
    assert sympy.expand(found - 4 * DiracDelta(x - 4, 1) + DiracDelta(x - 4)) == 0
