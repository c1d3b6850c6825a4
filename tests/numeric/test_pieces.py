"""Slicing: exact break points, branch-free arms, own values."""

import pytest
import sympy as sp

from symconv.errors import InvalidInput
from symconv.numeric.branches import NeedsParameters
from symconv.numeric.pieces import slice_expression
from symconv.signals import box, bspline

x, a = sp.symbols("x a", real=True)


def test_break_points_of_every_switch():
    def breaks(expr):
        return slice_expression(expr, x).breaks

    assert breaks(box(x, -1, sp.Rational(1, 3))) == (-1, sp.Rational(1, 3))
    assert breaks(sp.Heaviside(2 * x - 1)) == (sp.Rational(1, 2),)
    assert breaks(sp.Abs(x**2 - 2)) == (-sp.sqrt(2), sp.sqrt(2))
    assert breaks(sp.Max(x, 1 - x)) == (sp.Rational(1, 2),)
    assert breaks(sp.sign(sp.Abs(x) - 1)) == (-1, 0, 1) or breaks(sp.sign(sp.Abs(x) - 1)) == (-1, 1)
    assert breaks(sp.exp(-x)) == ()
    assert breaks(bspline(x, 5)) == tuple(range(7))


def test_arms_hold_no_switch_and_agree_with_the_expression():
    expr = sp.Max(x, 0) * sp.Heaviside(x - 1) + sp.Abs(x + 2) + sp.Min(x, 1, -x)
    pieces = slice_expression(expr, x)
    ends = [pieces.breaks[0] - 2, *pieces.breaks, pieces.breaks[-1] + 2]
    for i, arm in enumerate(pieces.arms):
        assert not arm.has(sp.Piecewise, sp.Heaviside, sp.Abs, sp.Max, sp.Min)
        middle = (ends[i] + ends[i + 1]) / 2
        assert arm.subs(x, middle) == expr.subs(x, middle)
    for point, value in zip(pieces.breaks, pieces.values, strict=True):
        assert value == expr.subs(x, point)


def test_a_point_without_change_is_dropped():
    assert slice_expression(sp.Piecewise((x, x < 1), (x, True)), x).breaks == ()
    odd_value = sp.Piecewise((5, sp.Eq(x, 1)), (x, True))
    assert slice_expression(odd_value, x).values == (5,)


def test_no_arm_applies_means_no_value():
    assert slice_expression(sp.Piecewise((1, x > 0)), x).arms == (sp.nan, 1)


def test_membership_is_read_as_relations_and_other_conditions_are_refused():
    member = sp.Piecewise((1, sp.Contains(x, sp.Interval.Ropen(0, 1))), (0, True))
    pieces = slice_expression(member, x)
    assert (pieces.breaks, pieces.arms, pieces.values) == ((0, 1), (0, 1, 0), (1, 0))
    with pytest.raises(InvalidInput, match="not a condition made of relations"):
        slice_expression(sp.Piecewise((1, sp.Symbol("p")), (0, True)), x)
    with pytest.raises(InvalidInput, match="jumps of its own"):
        slice_expression(sp.Piecewise((1, x * sp.floor(x) < 2), (0, True)), x)


@pytest.mark.parametrize(
    "expr",
    [
        sp.Piecewise((1, sp.Or(x < 0, x > 2)), (x, True)),
        sp.Piecewise((1, sp.Not(sp.And(x > 0, x < 2), evaluate=False)), (x, True)),
        sp.Piecewise((1, sp.pi * x**2 - 1 > 0), (x, True)),
        sp.Piecewise((1, sp.Abs(x) - 1 > 0), (x, sp.Abs(sp.Abs(x) - 2) > 1), (7, True)),
        sp.Piecewise((1, (x - sp.sqrt(2)) * sp.sqrt(3) > sp.sqrt(6) - 2 * sp.sqrt(3)), (x, True)),
        sp.Piecewise((1, sp.pi * x**2 - 3 * x - 1 > 0), (x, True)),
        sp.sign(x**2 - sp.Si(1)),
        sp.Heaviside(sp.erf(1) * x - sp.EulerGamma),
        sp.Max(x**2, sp.gamma(sp.Rational(1, 3)) * x - sp.Catalan),
        sp.Abs(x**2 - sp.exp(sp.pi) + sp.pi**sp.E),
        sp.Piecewise((1, (x > -sp.Si(1)) & (x**2 < sp.besselj(0, 1))), (x, True)),
        sp.sign(x + sp.Piecewise((0, x < 1), (sp.Rational(1, 2), True)) - sp.Rational(5, 4)),
        sp.Heaviside(x * sp.sign(x) - sp.zeta(3)),
        sp.Heaviside(x + sp.Heaviside(x - sp.Si(1)) - sp.Rational(3, 2)),
        sp.Abs(x + sp.Piecewise((0, x < 1), (sp.Rational(-3, 2), True)) - sp.Rational(1, 4)),
        sp.sign(sp.Max(x, sp.erf(1)) - sp.Min(x, 2 * sp.erf(1))),
        sp.Heaviside(sp.exp(x)) * x + sp.sign(3 * x - x - 2 * x + 1),
        sp.Piecewise((x, sp.Lt(x, sp.oo, evaluate=False)), (2, True)),
    ],
    ids=str,
)
def test_conditions_of_every_kind_are_sliced_as_sympy_reads_them(expr):
    pieces = slice_expression(expr, x)
    for k in range(-25, 26):
        point = sp.Rational(k, 9) + sp.Rational(1, 100)
        arm = pieces.arms[sum(1 for b in pieces.breaks if sp.N(b, 30) < point)]
        assert abs(sp.N((arm - expr).subs(x, point).doit(), 20)) < 1e-15


@pytest.mark.parametrize(
    ("expr", "message"),
    [
        (sp.sign(a * x**2 - 1), "depends on a parameter"),
        (sp.Heaviside(x - a), "depends on"),
        (sp.sign(sp.pi * x**3 - x + 1), "exactly"),
        (sp.Piecewise((x, a > 0), (1, True)) * sp.Heaviside(x), "depends on a parameter"),
        (sp.Piecewise((1, x**2 - sp.asin(2) * x > 0), (0, True)), "not decided exactly"),
        (sp.sign(sp.floor(x)), "jumps of its own"),
        (sp.sign(sp.sin(x)), "no polynomial"),
    ],
    ids=str,
)
def test_each_refusal_names_its_reason(expr, message):
    with pytest.raises((InvalidInput, NeedsParameters), match=message):
        slice_expression(expr, x)


def test_what_cannot_be_located_is_refused():
    with pytest.raises(NeedsParameters, match=r"depends on"):
        slice_expression(sp.Heaviside(x - a), x)
    with pytest.raises(NeedsParameters, match="depends on a parameter"):
        slice_expression(sp.Piecewise((x, sp.Ne(a, 1)), (0, True)), x)
    with pytest.raises(InvalidInput, match="cannot locate"):
        slice_expression(sp.sign(sp.cos(x) - x), x)
    with pytest.raises(InvalidInput, match="point mass"):
        slice_expression(sp.DiracDelta(x), x)
