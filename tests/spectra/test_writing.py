"""Written results: short, real, with their removable values, and read back."""

import pytest
import sympy

from symconv import parse
from symconv.algebra.signs import Facts
from symconv.spectra.reading import read_sum
from symconv.spectra.scaling import content, factored
from symconv.spectra.verifying import reads_back
from symconv.spectra.writing import write_sum

x, t = sympy.symbols("x t", real=True)
a, b = sympy.symbols("a b", positive=True)
NONE = Facts()

EXPRESSIONS = [
    1 / (x**2 + 1),
    (a + b) / (sympy.pi * (x**2 + (a + b) ** 2)),
    (x - 3) / ((x - 1) ** 2 + 4) ** 2,
    sympy.sin(x) / x,
    sympy.sin(a * x) / (sympy.pi * x),
    (1 - sympy.cos(x)) / x**2,
    (sympy.sin(x) - x * sympy.cos(x)) / x**3,
    sympy.sin(x - 1) / (x - 1),
    sympy.cos(2 * x) / (x**2 + a**2),
    1 / (x**4 + 1),
    x**2 + sympy.cos(x),
]


@pytest.mark.parametrize("expr", EXPRESSIONS)
def test_what_is_written_reads_back_and_parses(expr):
    h = read_sum(expr, x, NONE)
    written = write_sum(h, t, NONE)
    assert reads_back(written, t, h, NONE)
    assert not written.has(sympy.I)
    assert parse(str(written), t, symbols=(a, b)) == written
    for place in (sympy.Rational(5, 7), sympy.Rational(-9, 4)):
        gap = written.subs({t: place, a: 2, b: 3}) - expr.subs({x: place, a: 2, b: 3})
        assert abs(sympy.N(gap, 30)) < sympy.Float("1e-25")


def test_a_lie_does_not_read_back():
    h = read_sum(1 / (x**2 + 1), x, NONE)
    assert not reads_back(1 / (t**2 + 2), t, h, NONE)
    assert not reads_back((1 + sympy.Rational(1, 10**20)) / (t**2 + 1), t, h, NONE)
    assert not reads_back(sympy.sech(t), t, h, NONE)


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        (sympy.sin(x) / x, "sinc(t)"),
        (sympy.sin(x) ** 2 / x**2, "sinc(t)**2"),
        ((a + b) / (x**2 + (a + b) ** 2), "(a + b)/(t**2 + (a + b)**2)"),
        (1 / (4 * x**2 + 1), "1/(4*(t**2 + 1/4))"),
    ],
)
def test_usual_forms(expr, expected):
    assert str(write_sum(read_sum(expr, x, NONE), t, NONE)) == expected


def test_removable_values_are_limits():
    f = (sympy.sin(x) - x * sympy.cos(x)) / x**3
    written = write_sum(read_sum(f, x, NONE), t, NONE)
    assert written.subs(t, 0) == sympy.Rational(1, 3) == sympy.limit(f, x, 0)


def test_content_and_factors():
    from symconv.algebra.constants import expression, number

    values = [number(2 * a * (a + b) / sympy.pi), number(4 * (a + b) ** 2 / 3)]
    unit = content(values)
    assert sympy.simplify(expression(unit) - sympy.Rational(2, 3) * (a + b) / sympy.pi) == 0
    assert factored(number(a**2 - b**2)) == (a - b) * (a + b)
