"""The class of spectral sums: arithmetic against SymPy's values, unique forms, refusals."""

import itertools

import pytest
import sympy
from flint import fmpq

from symconv.algebra.constants import number
from symconv.algebra.signs import Facts
from symconv.reading import OutsideClass
from symconv.spectra import read_sum
from symconv.spectra.sums import Coincidence, SpectralSum
from symconv.spectra.verifying import reads_back
from symconv.spectra.writing import write_sum

x = sympy.Symbol("x", real=True)
a, b = sympy.symbols("a b", positive=True)
NONE = Facts()

FUNCTIONS = [
    1 / (x**2 + 1),
    x / ((x - 1) ** 2 + 4),
    1 / (x**2 + a**2) ** 2,
    sympy.sin(x) / x,
    sympy.cos(2 * x),
    x**2 + 1,
]


def read(expr):
    return read_sum(expr, x, NONE)


@pytest.mark.parametrize(("f", "g"), list(itertools.combinations(FUNCTIONS, 2)))
def test_sums_and_products_are_those_of_the_expressions(f, g):
    assert read(f + g) == read(f) + read(g)
    product = read(f).times(read(g), Facts((), (number(a - 1),)))
    value = write_sum(product, x, NONE).subs({x: sympy.Rational(3, 7), a: 2})
    expected = (f * g).subs({x: sympy.Rational(3, 7), a: 2})
    assert abs(sympy.N(value - expected, 30)) < sympy.Float("1e-25")


@pytest.mark.parametrize("f", FUNCTIONS)
def test_reflection_and_dilation(f):
    assert reads_back(f.subs(x, -x), x, read(f).reflected(), NONE)
    assert reads_back(f.subs(x, 3 * x), x, read(f).dilated(fmpq(3)), NONE)


def test_conjugation():
    f = sympy.exp(sympy.I * x) / (x - sympy.I)
    assert read(f).conjugate() == read(sympy.exp(-sympy.I * x) / (x + sympy.I))


def test_equal_functions_have_equal_forms():
    assert read(1 / (x**2 + 1)) == read((x**2 + 1) / (x**2 + 1) ** 2)
    assert read(1 / (x**2 + 1)) != read(1 / (x**2 + 1) + sympy.Rational(1, 10**12))
    assert hash(read(1 / (x**2 + 1))) == hash(read(2 / (2 * x**2 + 2)))


def test_poles_that_may_coincide_are_asked_about():
    with pytest.raises(Coincidence):
        read(1 / ((x**2 + a**2) * (x**2 + b**2)))


def test_the_two_sides_of_one_pole_do_not_multiply():
    upper, lower = SpectralSum.pole(fmpq(0), 1, 1), SpectralSum.pole(fmpq(0), 1, -1)
    assert upper.times(upper, NONE) == SpectralSum.pole(fmpq(0), 2, 1)
    with pytest.raises(OutsideClass):
        upper.times(lower, NONE)


@pytest.mark.parametrize(
    "expr",
    [
        sympy.Heaviside(x) / (1 + x**2),
        sympy.exp(-(x**2)) / (1 + x**2),
        sympy.DiracDelta(x) / (1 + x**2),
        sympy.sqrt(1 + x**2),
        sympy.exp(-(x**4)),
        sympy.sech(x),
    ],
)
def test_what_leaves_the_class_is_refused(expr):
    with pytest.raises(OutsideClass):
        read(expr)


def test_substitution_that_meets_a_pole_says_so():
    from symconv.algebra.generators import PARAMETER, generator

    apart = Facts((), (number(a - b),))
    f = read_sum(1 / ((x**2 + a**2) * (x**2 + b**2)), x, apart)
    with pytest.raises(ZeroDivisionError):
        f.substitute({generator(b, PARAMETER): number(a)})
    moved = f.substitute({generator(b, PARAMETER): number(2 * a)})
    assert moved == read_sum(1 / ((x**2 + a**2) * (x**2 + 4 * a**2)), x, apart)
