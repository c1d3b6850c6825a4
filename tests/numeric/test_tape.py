"""Tapes with array parameters: every operation against mpmath, within the stated 1e-12."""

import mpmath
import numpy as np
import pytest
import sympy as sp

from symconv.numeric import lambdify

x, a = sp.Symbol("x", positive=True), sp.Symbol("a", positive=True)
POINTS = np.array([0.25, 0.75, 1.5, 3.0])
OTHERS = np.array([0.5, 2.0, 0.125, 2.75])
EXPRESSIONS = [
    sp.Max(x, a, 1) - sp.Min(x, 2 * a),
    x**sp.pi + a ** sp.Rational(-2, 3) + x**-3 + 1 / sp.sqrt(a),
    x**a * sp.exp(-x),
    sp.besselj(0, x * a) + sp.besselj(2, x),
    sp.re(1 / (x + sp.I * a), evaluate=False),
    sp.im(sp.exp((1 + sp.I) * x * a), evaluate=False),
    sp.conjugate(x + sp.I * a, evaluate=False) ** 2,
    (x + sp.I * a) ** sp.Rational(5, 3),
    sp.erf(x * a) * sp.atan(x) + sp.log(a + x) * sp.sin(x),
    sp.pi * x + sp.sqrt(2) * sp.I * a,
]


@pytest.mark.parametrize("expr", EXPRESSIONS, ids=str)
def test_each_operation_is_mpmaths(expr):
    found = lambdify((x, a), expr)(POINTS, OTHERS)
    reference = sp.lambdify((x, a), expr, "mpmath")
    with mpmath.workdps(40):
        for value, point, other in zip(found, POINTS, OTHERS, strict=True):
            exact = mpmath.mpc(reference(mpmath.mpf(point), mpmath.mpf(other)))
            assert abs(mpmath.mpc(complex(value)) - exact) <= 1e-12 * max(abs(exact), 1e-3)


def test_shapes_broadcast_between_points_and_parameters():
    values = lambdify((x, a), x + a)(POINTS[:, None], OTHERS)
    assert np.array_equal(values, POINTS[:, None] + OTHERS)
