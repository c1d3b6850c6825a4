"""Gaussians times pieces: against the enclosed inverse integral."""

import random

import pytest
import sympy

from symconv.algebra.constants import number
from symconv.algebra.signs import Facts
from symconv.enclosure import enclose_expr, enclose_integral, overlaps
from symconv.reading import read
from symconv.spectra.gaussians import write_gaussian

w, t = sympy.symbols("w t", real=True)
NONE = Facts()

PIECES = [
    sympy.exp(-sympy.Abs(w)),
    sympy.Piecewise((1, sympy.Abs(w) < 1), (0, True)),
    sympy.Piecewise((2 - sympy.Abs(w), sympy.Abs(w) < 2), (0, True)),
    sympy.Heaviside(w),
    sympy.sign(w) * sympy.I,
    w**2 * sympy.exp(-2 * sympy.Abs(w)),
    sympy.exp(-sympy.Abs(w - 1)) + sympy.exp(-sympy.Abs(w + 1)),
    (1 + w) * sympy.exp(w / 2),
    w * sympy.Heaviside(w - 1) * sympy.exp(-w),
    sympy.Abs(w),
]


@pytest.mark.parametrize("pieces", PIECES)
def test_against_the_enclosed_integral(pieces):
    rng = random.Random(str(pieces))
    alpha = sympy.Rational(rng.randint(1, 6), rng.randint(1, 4))
    written = write_gaussian(number(alpha), read(pieces, w, NONE), t, NONE)
    for place in (sympy.Integer(0), sympy.Rational(rng.randint(-12, 12), 5), sympy.Integer(3)):
        integrand = sympy.exp(-alpha * w**2) * pieces * sympy.exp(sympy.I * place * w)
        integral = enclose_integral(integrand / (2 * sympy.pi), w, -sympy.oo, sympy.oo)
        assert overlaps(enclose_expr(written, {t: place}), integral)


@pytest.mark.parametrize("pieces", PIECES[:3])
def test_real_results_evaluate_to_real_numbers(pieces):
    written = write_gaussian(number(sympy.Rational(1, 3)), read(pieces, w, NONE), t, NONE)
    assert written.is_extended_real is not False
    assert isinstance(written.evalf(subs={t: sympy.Rational(2, 7)}), sympy.Float)
