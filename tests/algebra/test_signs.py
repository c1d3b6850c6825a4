"""Signs under facts: decided exactly where they should be, open where they are."""

from __future__ import annotations

import pytest
import sympy
from sympy import Ne, Rational, pi, sqrt, symbols

from symconv.algebra.constants import number
from symconv.algebra.relations import compare, facts_from, relation
from symconv.algebra.signs import Facts
from symconv.errors import InvalidInput

a, b, c = symbols("a b c", real=True)
p, q = symbols("p q", positive=True)


@pytest.mark.parametrize(
    ("expr", "sign"),
    [
        (sqrt(2) + sqrt(3) - pi, 1),
        (sqrt(2) + sqrt(3) - pi - Rational(4672, 10**6), -1),
        (p + q, 1),
        (-p * q - 1, -1),
        (p - q, None),
        (a**2 + 1, 1),
        (a**2, None),
        (a, None),
        (p / (1 + q), 1),
    ],
)
def test_signs_from_assumptions(expr, sign):
    assert Facts().sign(number(expr)) == sign


@pytest.mark.parametrize(
    ("expr", "sign"),
    [
        (c - a, 1),
        (a - c, -1),
        (c - b, 1),
        (a + b, None),
        ((c - a) * (b - a), 1),
        (2 * c - a - b, 1),
    ],
)
def test_signs_from_a_chain_of_relations(expr, sign):
    assert facts_from((a < b, b < c)).sign(number(expr)) == sign


def test_an_even_power_of_a_negative_constant_is_positive():
    assert Facts().sign(number((pi - 4) ** 2 * p)) == 1
    assert Facts().sign(number((pi - 4) ** 3 * p)) == -1
    assert facts_from((p > q,)).sign(number((pi - 4) ** 2 * (p - q))) == 1
    assert facts_from((p >= q,)).nonnegative(number((pi - 4) ** 2 * (p - q)))
    assert not facts_from((p >= q,)).nonnegative(number((pi - 4) ** 3 * (p - q)))


def test_a_product_with_a_factor_that_is_0_is_not_negative():
    facts = facts_from((a <= b, b <= a, p >= q))
    assert facts.nonnegative(number((a - b) * (p - q)))
    assert facts.nonnegative(number((b - a) * (p - q)))


def test_a_relation_does_not_lose_the_assumption_of_the_eliminated_symbol():
    facts = facts_from((p > q,))
    assert facts.sign(number(p + q)) == 1
    assert facts.sign(number(2 * p - q)) == 1
    assert facts.sign(number(p - 2 * q)) is None


def test_facts_never_contradict_a_drawn_example():
    """Soundness: every decided sign holds at random points that satisfy the facts."""
    import random

    rng = random.Random(7)
    facts = facts_from((a < b, c >= b, p > q))
    for _ in range(300):
        coefficients = [rng.randint(-3, 3) for _ in range(6)]
        expr = sum(k * s for k, s in zip(coefficients, (a, b, c, p, q, 1), strict=True))
        sign = facts.sign(number(sympy.sympify(expr)))
        if sign is None:
            continue
        for _ in range(20):
            low = Rational(rng.randint(-9, 9))
            mid = low + Rational(rng.randint(1, 9), 4)
            small = Rational(rng.randint(1, 9), 8)
            draw = {
                a: low,
                b: mid,
                c: mid + rng.randint(0, 3),
                q: small,
                p: small + rng.randint(1, 5),
            }
            value = sympy.sympify(expr).subs(draw)
            assert sympy.sign(value) == sign, expr


def test_nonzero_from_ne():
    facts = facts_from((Ne(a, b),))
    assert facts.nonzero(number(a - b)) is True
    assert facts.nonzero(number(2 * b - 2 * a)) is True
    assert facts.nonzero(number(a + b)) is None
    assert Facts().nonzero(number(a - a)) is False


def test_relations_read_well():
    assert relation(number(b - a), 1) == (b > a)
    assert relation(number(p / 2 - q), -1) == (p < 2 * q)
    assert compare(number(a - b), sympy.Ne) == Ne(a, b)


def test_what_is_no_relation_is_refused():
    with pytest.raises(InvalidInput, match="expected relations"):
        facts_from((sympy.Eq(a, b),))
    with pytest.raises(InvalidInput, match="contradicts"):
        facts_from((sympy.false,))


@pytest.mark.parametrize("relations", [(a < b, b < a), (a < 0, a > 1), (a < b, b < c, c <= a)])
def test_relations_that_contradict_each_other_are_refused(relations):
    with pytest.raises(InvalidInput, match="contradict"):
        facts_from(relations)


def test_a_modulus_is_known_not_to_be_negative():
    z = sympy.Symbol("z")
    assert Facts().sign(number(1 + sympy.Abs(z))) == 1
    assert Facts().nonnegative(number(sympy.Abs(z)))
    assert Facts().sign(number(sympy.Abs(z))) is None
    assert Facts().sign(number(z)) is None
    nonzero = sympy.Symbol("z", nonzero=True)
    assert Facts().sign(number(sympy.Abs(nonzero))) == 1
