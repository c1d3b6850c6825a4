"""The transform of sums: against enclosed integrals, and four times is the identity."""

import pytest
import sympy
from flint import fmpq

from symconv.algebra.signs import Facts
from symconv.enclosure import enclose_expr, enclose_integral, overlaps
from symconv.errors import Undecided
from symconv.reading import OutsideClass
from symconv.spectra.fourier import NotTempered, inverse_transform, transform
from symconv.spectra.reading import read_sum
from symconv.spectra.sides import PI, on_upper_side, split_sides
from symconv.transforms.fourier import write_transform

x, omega = sympy.symbols("x omega", real=True)
a, b = sympy.symbols("a b", positive=True)
c = sympy.Symbol("c", real=True)
NONE = Facts()
H = sympy.Heaviside(x)

INTEGRABLE = [
    1 / (x**2 + 1),
    x / (x**2 + 1) ** 2,
    1 / (x**4 + 1),
    1 / ((x - 1) ** 2 + 4),
    sympy.sin(x) ** 2 / x**2,
    sympy.exp(-(x**2)) * (1 + x),
    sympy.exp(-2 * (x - 1) ** 2) * sympy.cos(3 * x),
    sympy.exp(-sympy.Abs(x)) * (1 + x),
    x * sympy.exp(-2 * x) * H,
    sympy.Piecewise((1 - sympy.Abs(x), sympy.Abs(x) < 1), (0, True)),
]
TEMPERED = [
    H,
    x * H,
    x**2 * H,
    sympy.sign(x),
    sympy.Abs(x),
    sympy.Integer(1),
    x**3,
    sympy.cos(a * x),
    sympy.sin(x) * H,
    sympy.DiracDelta(x - 1, 2),
    sympy.sin(a * x) / x,
    x / (x**2 + b**2),
    1 / x,
    1 / x**3,
    sympy.cos(x) / (x - 2),
    x**2 * sympy.exp(-a * x**2 + sympy.I * x),
]


@pytest.mark.parametrize("f", INTEGRABLE)
@pytest.mark.parametrize("place", [sympy.Rational(1, 3), sympy.Rational(-7, 4), sympy.Integer(5)])
def test_against_the_enclosed_integral(f, place):
    F = write_transform(transform(read_sum(f, x, NONE), NONE), omega, NONE)
    integral = enclose_integral(f * sympy.exp(-sympy.I * place * x), x, -sympy.oo, sympy.oo)
    assert overlaps(enclose_expr(F, {omega: place}), integral)


@pytest.mark.parametrize("f", INTEGRABLE + TEMPERED)
def test_the_inverse_gives_the_function_back(f):
    source = read_sum(f, x, NONE)
    back = inverse_transform(transform(source, NONE), NONE)
    assert on_upper_side(back) == on_upper_side(source)
    twice = transform(transform(source, NONE), NONE)
    assert on_upper_side(twice) == on_upper_side(source.reflected().scaled(PI * fmpq(2)))


def test_a_wrong_transform_is_noticed():
    source = read_sum(sympy.sign(x), x, NONE)
    F = transform(source, NONE)
    assert on_upper_side(inverse_transform(F.reflected(), NONE)) != on_upper_side(source)


def test_step_is_half_a_mass_and_a_principal_value():
    F = transform(read_sum(H, x, NONE), NONE)
    ((term, c_),) = F.polar.items()
    assert (term.pole, term.side, term.order) == (0, 1, 1)
    assert c_ * c_ == fmpq(-1)
    assert split_sides(F).plain.mass.keys() == {fmpq(0)}


@pytest.mark.parametrize("f", [sympy.exp(x), sympy.exp(x) * H, sympy.exp(-x), sympy.cosh(x)])
def test_growth_is_not_tempered(f):
    with pytest.raises(NotTempered):
        transform(read_sum(f, x, NONE), NONE)


def test_open_growth_is_undecided():
    with pytest.raises(Undecided) as refusal:
        transform(read_sum(sympy.exp(-c * x) * H, x, NONE), NONE)
    assert refusal.value.question.canonical == (c > 0)


def test_a_gaussian_with_a_break_leaves_the_class():
    with pytest.raises(OutsideClass):
        transform(read_sum(sympy.exp(-(x**2)) * H, x, NONE), NONE)
