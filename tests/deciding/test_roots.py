"""Exact zeros: counted against numpy's, ordered, and none where a coefficient is open."""

import numpy
import pytest
import sympy
from sympy import I, Symbol, exp, pi, sqrt

from symconv.deciding.roots import real_zeros

x, a = Symbol("x", real=True), Symbol("a", real=True)


@pytest.mark.parametrize(
    "expr",
    [
        x**2 - 2,
        (x - 1) / (x**2 - 3),
        x**3 - 3 * x + 1,
        pi * x - 2,
        pi * x**2 - 4 * x + 1,
        sqrt(2) * x**2 + x + 1,
        sqrt(2) * x**2 + 2 * x + sqrt(2) / 2,
        sympy.Integer(3),
    ],
    ids=str,
)
def test_zeros_are_those_of_numpy(expr):
    found = real_zeros(expr, x)
    expected = []
    for part in expr.as_numer_denom():
        roots = numpy.roots([float(c) for c in sympy.Poly(part, x).all_coeffs()])
        expected += [root.real for root in roots if abs(root.imag) < 1e-6]
    distinct = sorted(set(numpy.round(expected, 5)))
    assert numpy.allclose([float(zero) for zero in found], distinct, atol=1e-5)
    above, below = expr.as_numer_denom()
    assert all((above * below).subs(x, zero).equals(0) for zero in found)


@pytest.mark.parametrize(
    "expr",
    [
        exp(x) - 1,
        pi * x**3 - x + sqrt(2),
        I * pi * x - 1,
        I * pi * x**2 + x - 1,
        (sqrt(2) * sqrt(3) - sqrt(6)) * x**2 + pi * x,
        (exp(pi) - exp(pi + sympy.Integer(0)) + (pi - pi)) * x + sympy.log(2),
    ],
    ids=str,
)
def test_what_is_not_located_is_none_or_complete(expr):
    found = real_zeros(expr, x)
    assert found is None or all(abs(complex(expr.subs(x, zero))) < 1e-12 for zero in found)
    if expr.has(I) or expr.has(exp) or sympy.degree(sympy.expand(expr), x) > 2:
        assert found is None or found == []
