"""Products of transforms: the rules for poles and masses."""

import pytest
import sympy

from symconv.algebra.signs import Facts
from symconv.reading import OutsideClass
from symconv.spectra import multiply, read_sum, transform
from symconv.spectra.fourier import inverse_transform
from symconv.spectra.sides import on_upper_side

x = sympy.Symbol("x", real=True)
NONE = Facts()
H = sympy.Heaviside(x)


def spectrum(expr):
    return transform(read_sum(expr, x, NONE), NONE)


@pytest.mark.parametrize(
    ("f", "g", "h"),
    [
        (H, H, x * H),
        (H, x * H, x**2 * H / 2),
        (sympy.cos(x) * H, sympy.sin(x) * H, x * sympy.sin(x) * H / 2),
        (H, sympy.DiracDelta(x, 1), sympy.DiracDelta(x)),
        (sympy.DiracDelta(x, 1), sympy.Abs(x), sympy.sign(x)),
        (sympy.cos(x), sympy.exp(-sympy.Abs(x)), sympy.cos(x)),
        (x, sympy.exp(-sympy.Abs(x)), 2 * x),
    ],
)
def test_the_product_is_the_transform_of_the_convolution(f, g, h):
    product = multiply(spectrum(f), spectrum(g), NONE)
    assert on_upper_side(product) == on_upper_side(spectrum(h))
    back = inverse_transform(product, NONE)
    assert on_upper_side(back) == on_upper_side(read_sum(h, x, NONE))


@pytest.mark.parametrize(
    ("f", "g"),
    [
        (H, H.subs(x, -x)),
        (sympy.Integer(1), H),
        (sympy.cos(x), sympy.cos(x)),
        (sympy.cos(x), sympy.sin(x) / x),
        (x, 1 / (1 + x**2)),
    ],
)
def test_divergent_convolutions_have_no_product(f, g):
    with pytest.raises(OutsideClass):
        multiply(spectrum(f), spectrum(g), NONE)


def test_opposite_sides_multiply_where_the_poles_differ():
    f, g = sympy.cos(x) * H, sympy.cos(2 * x) * H.subs(x, -x)
    product = multiply(spectrum(f), spectrum(g), NONE)
    delta = sympy.DiracDelta(x)
    operator, derivative = delta + sympy.DiracDelta(x, 2), sympy.DiracDelta(x, 1)
    left = multiply(spectrum(operator), product, NONE)
    right = multiply(spectrum(derivative), spectrum(g), NONE)
    assert on_upper_side(left) == on_upper_side(right)
    with pytest.raises(OutsideClass):
        multiply(spectrum(f), spectrum(f.subs(x, -x)), NONE)


def test_a_jump_counts_by_its_mean_only_where_asked():
    F, G = spectrum(sympy.cos(x)), spectrum(sympy.sin(x) / x)
    product = multiply(F, G, NONE, principal_value=True)
    assert inverse_transform(product, NONE) == read_sum(sympy.pi * sympy.cos(x) / 2, x, NONE)
