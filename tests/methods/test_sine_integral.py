"""Sinc-like functions with polynomial pieces, against the enclosed defining integral."""

import pytest
import sympy

from symconv import parse
from symconv.closedform import PROVED
from symconv.enclosure import enclose_convolution, enclose_expr, overlaps
from symconv.errors import DivergentIntegral, Undecided
from symconv.methods import sine_integral
from symconv.problem import Problem

x, t = sympy.symbols("x t", real=True)
a = sympy.Symbol("a", positive=True)
c = sympy.Symbol("c", real=True)
sin, cos, sinc = sympy.sin, sympy.cos, sympy.sinc
BOX = sympy.Piecewise((1, (x >= -1) & (x <= 1)), (0, True))
TRIANGLE = sympy.Max(0, 1 - sympy.Abs(x))
PARABOLA = sympy.Piecewise((x**2 - x + 2, (x >= 0) & (x <= 2)), (0, True))
STAIRS = sympy.Heaviside(x) + 2 * sympy.Heaviside(x - 1) - 3 * sympy.Heaviside(x - c)
VALUES = {a: sympy.Rational(5, 3), c: sympy.Rational(-1, 2)}
PLACES = (sympy.Integer(0), sympy.Rational(7, 10), sympy.Integer(-3))


def solve(f, g, **options):
    return sine_integral.solve(Problem(sympy.sympify(f), sympy.sympify(g), x, t, **options))


def check(f, g, op="convolve"):
    answer = solve(f, g, op=op, assuming=(sympy.Ne(c, 0),))
    assert answer.certificate.status == PROVED
    for place in PLACES:
        integral = enclose_convolution(f.subs(VALUES), g.subs(VALUES), x, place, op=op)
        assert overlaps(integral, enclose_expr(answer.expr.subs(VALUES), {t: place}))
    return answer


@pytest.mark.parametrize("op", ["convolve", "correlate"])
@pytest.mark.parametrize(
    ("f", "g"),
    [
        (sin(x) / x, BOX),
        (BOX, sin(x) / x),
        (sinc(2 * x), PARABOLA),
        (PARABOLA, sinc(2 * x - 1)),
        (sin(x) ** 2 / x**2, BOX),
        (sin(x - 1) / (x - 1), TRIANGLE),
        (sin(3 * x) / x + sinc(x) ** 2, sympy.sign(x)),
        (sin(x) * sin(2 * x) / x**2, sympy.Heaviside(x)),
        (sinc(x) ** 3, BOX),
        (sin(a * x) / (sympy.pi * x), STAIRS),
        (sin(c * x) / x, sympy.Heaviside(x - 1) + 2),
    ],
)
def test_against_the_enclosed_integral(f, g, op):
    check(f, g, op)


@pytest.mark.parametrize(
    ("f", "g", "expected"),
    [
        (sin(x) / x, BOX, "-Si(t - 1) + Si(t + 1)"),
        (sin(x) / x, sympy.Heaviside(x), "Si(t) + pi/2"),
        (sinc(2 * x), sympy.sign(x), "Si(2*t)"),
        (sin(a * x) / (sympy.pi * x), sympy.Heaviside(x), "Si(a*t)/pi + 1/2"),
    ],
)
def test_short_forms(f, g, expected):
    answer = check(f, g)
    assert str(answer.expr) == expected
    assert parse(expected, t, symbols=(a,)) == answer.expr


@pytest.mark.parametrize(
    ("f", "g", "word"),
    [
        (sin(x) / x, BOX, "absolute"),
        (sin(x) / x, sympy.Heaviside(x), "improper"),
        (sin(x) ** 2 / x**2, sympy.sign(x), "absolute"),
    ],
)
def test_the_grade_of_existence_is_named(f, g, word):
    assert solve(f, g).hypotheses[-1].startswith(word + ":")


def test_what_the_step_needs_is_asked_or_collected():
    f, g = sin(c * x) / x, sympy.Heaviside(x)
    with pytest.raises(Undecided) as refusal:
        solve(f, g)
    assert refusal.value.question == sympy.Ne(c, 0)
    assert solve(f, g, collect=True).conditions == (sympy.Ne(c, 0),)


def test_divergence():
    with pytest.raises(DivergentIntegral):
        solve((1 - cos(x)) / x, sympy.Heaviside(x))


@pytest.mark.parametrize(
    ("f", "g"),
    [
        (sin(x) ** 2 / x**2, TRIANGLE),
        (1 / (1 + x**2), BOX),
        (1 / x, BOX),
        (sin(x) / x, sympy.exp(-x) * sympy.Heaviside(x)),
        (sin(x) / x, x * sympy.Heaviside(x)),
        (sin(x) / x, sympy.DiracDelta(x) + BOX),
        (BOX, BOX),
    ],
)
def test_other_problems_are_left_to_others(f, g):
    assert solve(f, g) is None


@pytest.mark.parametrize(("f", "g"), sine_integral.EXAMPLES)
def test_examples(f, g):
    check(parse(f, x), parse(g, x))
