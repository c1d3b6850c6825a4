"""Far out in the right half plane a rational function lies in z^a times its disc."""

from __future__ import annotations

import pytest
import sympy
from flint import acb, arb
from sympy import Rational, Symbol, sin, sqrt

from symconv.enclosure import compile_expression
from symconv.enclosure.discs import disc_tail
from symconv.values.points import Point

z = Symbol("z")
START = 5
FAR = [
    acb(r) * acb(0, arb(angle) * arb.pi()).exp()
    for r in (START, START + 1, 40, 10**6)
    for angle in ("-0.5", "-0.3", "0", "0.1", "0.5")
]
FUNCTIONS = [
    (3 * z**2 - 2 * z + 7, 2),
    (1 / (1 + z**2), -2),
    ((z + 1) / (z**3 - 4) * sqrt(z), Rational(-3, 2)),
    (z + 1 / (z - 2), 1),
    (sympy.Integer(5) / 3, 0),
]


@pytest.mark.parametrize(("expr", "power"), FUNCTIONS, ids=str)
def test_every_value_lies_in_the_disc(expr, power):
    found, disc = disc_tail(expr, z, arb(START))
    assert found == power
    assert disc.is_finite()
    evaluate = compile_expression(expr, (z,))
    exponent = acb(arb(power.p) / power.q) if isinstance(power, Rational) else acb(power)
    for point in FAR:
        quotient = evaluate(Point((point,)), False) / point.pow(exponent)
        assert disc.overlaps(quotient)
        assert not (disc + 100).overlaps(quotient)


def test_a_pole_beyond_the_start_gives_no_bound():
    assert disc_tail(1 / (z - 9), z, arb(START)) is None
    assert disc_tail(1 / (z - 9), z, arb(10)) is not None
    assert disc_tail(sin(z), z, arb(START)) is None
