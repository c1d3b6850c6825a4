"""The split of a product of two terms, against the product itself at points."""

from fractions import Fraction

import pytest
import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import number
from symconv.algebra.elements import ONE, ZERO
from symconv.algebra.exppoly import ExpPoly, mode
from symconv.algebra.partialfractions import multiply_rows
from symconv.errors import Undecided

POINTS = [Fraction(k, 7) for k in (-30, 5, 23)]


def at(row, pole, s):
    """Σ c/(s − pole)^{n+1}."""
    return sum(Fraction(int(c.p), int(c.q)) / (s - pole) ** (n + 1) for n, c in row.items())


@pytest.mark.parametrize(
    ("lam", "row", "mu", "other"),
    [
        (2, {0: 1}, -1, {0: 1}),
        (2, {0: 3, 2: -1}, -1, {1: 5}),
        (1, {3: 2}, 3, {0: 1, 1: 1, 4: -2}),
        (2, {0: 3, 2: -1}, 2, {1: 5, 0: 4}),
    ],
)
@pytest.mark.parametrize("signs", [(1, 1), (-1, -1), (1, -1)])
def test_the_parts_add_up_to_the_product(lam, row, mu, other, signs):
    first, second = ExpPoly(), ExpPoly()
    rows = [{n: fmpq(c) for n, c in part.items()} for part in (row, other)]
    keys = mode(fmpq(lam), ZERO), mode(fmpq(mu), ZERO)
    multiply_rows(keys[0], rows[0], keys[1], rows[1], first, second, *map(fmpq, signs))
    parts = [part.terms.get(key, {}) for part, key in zip((first, second), keys, strict=True)]
    for s in POINTS:
        split = signs[0] * at(parts[0], lam, s)
        if lam != mu:
            split += signs[1] * at(parts[1], mu, s)
        assert split == at(rows[0], lam, s) * at(rows[1], mu, s)
    assert bool(second) is (lam != mu)


def test_constants_of_the_exponents_multiply():
    total = ExpPoly()
    keys = mode(ONE, number(sympy.log(2))), mode(ONE, number(sympy.log(3)))
    multiply_rows(keys[0], {0: ONE}, keys[1], {0: ONE}, total, total, ONE, ONE)
    assert total.terms == {mode(ONE, ZERO): {1: fmpq(6)}}


def test_exponents_are_told_apart_by_balls_or_the_question_is_asked():
    third = sympy.Rational(1, 3)
    open_ = number(sympy.gamma(third) * sympy.gamma(2 * third) - 2 * sympy.pi / sympy.sqrt(3))
    for told in (
        number(sympy.pi) - fmpq(355, 113),
        number(sympy.erf(1)) - number(sympy.erf(2)),
        number(sympy.E) - fmpq(193, 71),
    ):
        first, second = ExpPoly(), ExpPoly()
        keys = mode(told, ZERO), mode(ZERO, ZERO)
        multiply_rows(keys[0], {0: ONE}, keys[1], {0: ONE}, first, second, ONE, ONE)
        assert first.terms == {mode(told, ZERO): {0: nb.inverse(told)}}
        assert second.terms == {mode(ZERO, ZERO): {0: -nb.inverse(told)}}
    with pytest.raises(Undecided, match="are equal is not decidable here"):
        multiply_rows(
            mode(open_, ZERO), {0: ONE}, mode(ZERO, ZERO), {0: ONE}, first, second, ONE, ONE
        )


def test_exponents_that_are_equal_unseen_are_equal():
    hidden = number(sympy.sin(1) ** 2 + sympy.cos(1) ** 2)
    total = ExpPoly()
    multiply_rows(mode(hidden, ZERO), {0: ONE}, mode(ONE, ZERO), {0: ONE}, total, total, ONE, ONE)
    assert total.terms == {mode(hidden, ZERO): {1: ONE}}
