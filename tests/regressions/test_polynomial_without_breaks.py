"""A polynomial without break points was evaluated as 0 left of the origin."""

from __future__ import annotations

import numpy as np
import pytest
import sympy

from symconv.numeric import lambdify, round_exact

x = sympy.Symbol("x", real=True)
POINTS = [-7.5, -1.0, -0.25, 0.0, 2.5]


@pytest.mark.parametrize("expr", [sympy.Integer(3), x + 3, x**3 - x / 7 + 2])
def test_it_has_its_value_on_the_whole_line(expr):
    expected = [float(expr.subs(x, sympy.Rational(point))) for point in POINTS]
    np.testing.assert_allclose(lambdify(x, expr)(POINTS), expected, rtol=1e-14)
    assert round_exact(expr, x, POINTS).tolist() == expected
