"""Pieces and break points: exact, in order, and equal to the expression in between."""

from itertools import pairwise

import pytest
import sympy
from sympy import Abs, Heaviside, Max, Min, Piecewise, Rational, Symbol, exp, log, pi, sqrt

from symconv.deciding.order import compare, distinct_sorted
from symconv.deciding.roots import real_zeros
from symconv.enclosure import contains_zero, enclose_expr
from symconv.enclosure.pieces import singular_points, split, with_sinc
from symconv.errors import InvalidInput

x = Symbol("x", real=True)

EXPRESSIONS = [
    Piecewise((1, (x >= -1) & (x <= 2)), (0, True)),
    Piecewise((1 - Abs(x) / 5, x > 0), (0, True)),
    Max(0, 1 - Abs(x)),
    Max(x, 1, x**2) - Min(x, Rational(1, 2), -(x**2)),
    Abs(Abs(x - 1) - 2) * sympy.sign(x**2 - 2),
    exp(-Abs(x)) * Heaviside(x**2 - 3 * x + 1),
    Heaviside(x - sqrt(2)) - Heaviside(x - pi),
    Piecewise((log(x), (x > 0) & (x < 1)), (x**2, x <= -1), (7, True)),
    Piecewise((1, sympy.Eq(x, 1)), (2, ~(x < 3) | (x < -2)), (x, True)),
    Heaviside(x**5 - x - 1, 0) + sympy.sign(1 / x - 1),
    Piecewise((Piecewise((x, x < 1), (3, True)), Abs(x) < 2), (0, True)),
    Abs(x**2 - 2) ** Rational(1, 2),
]


@pytest.mark.parametrize("expr", EXPRESSIONS, ids=str)
def test_pieces_equal_the_expression(expr):
    pieces = split(expr, x)
    assert pieces[0].lower is None
    assert pieces[-1].upper is None
    for left, right in pairwise(pieces):
        assert left.upper == right.lower
    places = [Rational(k, 7) for k in range(-30, 31) if k % 7]
    for place in places:
        (piece,) = [
            p
            for p in pieces
            if (p.lower is None or compare(p.lower, place) < 0)
            and (p.upper is None or compare(place, p.upper) < 0)
        ]
        difference = enclose_expr(expr, {x: place}, 80) - enclose_expr(piece.expr, {x: place}, 80)
        assert contains_zero(difference), place
        assert bool(abs(difference) < 1)
        assert not piece.expr.has(Heaviside, sympy.sign, Max, Min, Piecewise)


def test_break_points_are_exact():
    assert [p.upper for p in split(Heaviside(x**2 - 2), x)][:2] == [-sqrt(2), sqrt(2)]
    assert real_zeros(x**3 - x, x) == [-1, 0, 1]
    assert real_zeros(1 / (x - pi) + 1, x) == [pi - 1, pi]
    assert real_zeros(exp(x) - 2, x) is None


def test_order_of_nearly_equal_numbers():
    close = Rational(141421356237309504880168872420969807, 10**35)
    assert compare(sqrt(2), close) == 1
    assert compare(close, sqrt(2)) == -1
    assert compare(sqrt(5 + 2 * sqrt(6)), sqrt(2) + sqrt(3)) == 0
    assert distinct_sorted([sqrt(2), pi, sympy.S.One, sqrt(8) / 2]) == [1, sqrt(2), pi]


def test_unknown_switches_stay():
    (piece,) = split(Heaviside(exp(x) - 2), x)
    assert piece.expr.has(Heaviside)


def test_sinc_takes_the_removable_singularity_away():
    assert with_sinc(sympy.sin(2 * x) / x, x) == 2 * sympy.sinc(2 * x)
    assert with_sinc(sympy.sin(x) ** 3 / x**2, x) == sympy.sin(x) * sympy.sinc(x) ** 2
    assert with_sinc(sympy.sin(x) / x**2, x) == sympy.sinc(x) / x
    assert with_sinc(sympy.sin(x**2) / x, x) == sympy.sin(x**2) / x


def test_singular_points():
    assert singular_points(1 / (x**2 - 1) + log(x), x) == [-1, 0, 1]
    assert singular_points(sympy.asin(x / 2) + sympy.besselk(0, x - 5), x) == [-2, 2, 5]
    assert singular_points(exp(-(x**2)) * x**3, x) == []


def test_a_gap_in_a_piecewise_is_named():
    with pytest.raises(InvalidInput, match="without a value"):
        split(Piecewise((1, x < 0), evaluate=False), x)
