"""B-splines: each the moving average of the one before, exact at high degree."""

from __future__ import annotations

from itertools import pairwise

import pytest
from sympy import Rational, Symbol, integrate

from symconv import signals

x = Symbol("x", real=True)


@pytest.mark.parametrize("degree", [0, 1, 2, 3, 7])
def test_bspline_is_the_moving_average_of_the_one_before(degree):
    """B_n′(x) = B_{n−1}(x) − B_{n−1}(x − 1), area 1, and positive inside: these determine B_n."""
    spline = signals.bspline(x, degree)
    pieces = [piece for piece, _ in spline.args[:-1]]
    area = sum(integrate(piece, (x, k, k + 1)) for k, piece in enumerate(pieces))
    assert len(pieces) == degree + 1
    assert area == 1
    if degree:
        before = [0, *(piece for piece, _ in signals.bspline(x, degree - 1).args[:-1]), 0]
        for piece, (left, right) in zip(pieces, pairwise(before), strict=True):
            shifted = left.subs(x, x - 1) if left != 0 else 0
            assert (piece.diff(x) - (right - shifted)).expand() == 0
        assert pieces[0].subs(x, 0) == 0
        for k, (left, right) in enumerate(pairwise(pieces), start=1):
            assert left.subs(x, k) == right.subs(x, k)


def test_bspline_of_high_degree_is_exact_at_its_end():
    spline = signals.bspline(x, 60)
    assert spline.subs(x, 61 - Rational(1, 2)) == spline.subs(x, Rational(1, 2))
