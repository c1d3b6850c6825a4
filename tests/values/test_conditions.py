"""Conditions at exact points have the truth of SymPy; where a ball straddles, both arms count."""

import pytest
import sympy
from flint import acb, arb
from sympy import And, Eq, Interval, Ne, Not, Or, Piecewise, Rational, Symbol, Xor

from symconv.enclosure import enclose_expr
from symconv.errors import InvalidInput

x = Symbol("x", real=True)
CONDITIONS = [
    Or(x < 0, x > 1),
    And(x >= 0, Ne(x, 1)),
    Not(And(x > 0, x < 1), evaluate=False),
    Not(Or(x > 0, Eq(x, -1)), evaluate=False),
    Xor(x > 0, x > 1),
    sympy.Contains(x, Interval.Ropen(0, 1), evaluate=False),
    sympy.true,
]


@pytest.mark.parametrize("condition", CONDITIONS, ids=str)
@pytest.mark.parametrize("point", [-1, 0, Rational(1, 2), 1, 2])
def test_the_arm_is_sympys(condition, point):
    ball = enclose_expr(Piecewise((3, condition), (5, True), evaluate=False), {x: point})
    assert ball == (3 if condition.subs(x, point) == sympy.true else 5)


@pytest.mark.parametrize("condition", CONDITIONS[:-1], ids=str)
def test_a_ball_across_the_switch_holds_both_arms(condition):
    wide = acb(arb("0.5", "0.75"))
    ball = enclose_expr(Piecewise((3, condition), (5, True), evaluate=False), {x: wide})
    assert ball.contains(3)
    assert ball.contains(5)


def test_a_relation_between_complex_numbers_is_invalid():
    z = Symbol("z")
    with pytest.raises(InvalidInput, match="not real"):
        enclose_expr(Piecewise((1, z > 0), (0, True)), {z: acb(1, 1)})
