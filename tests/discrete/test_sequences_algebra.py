"""The parts of the sequence algebra by their defining identities."""

from __future__ import annotations

from math import comb

import pytest
import sympy
from flint import fmpq
from sympy import Abs, Heaviside, I, Piecewise, Rational, cos, exp, sin, symbols

from symconv.algebra.constants import expression, number
from symconv.algebra.elements import ONE, ZERO
from symconv.algebra.relations import facts_from
from symconv.algebra.signs import Facts
from symconv.discrete.sequences import compare
from symconv.discrete.sequences.facts import product_sign, sharpened
from symconv.discrete.sequences.geometric import binomial_row, moved_row, power_row, reversed_row
from symconv.discrete.sequences.product import _principal, _split
from symconv.discrete.sequences.ratios import Units, written
from symconv.discrete.sequences.reader import SequenceReader
from symconv.reading import OutsideClass
from symconv.truth import Status

n = sympy.Symbol("n", integer=True)
w, v = symbols("w v", real=True)
N = sympy.Symbol("N", integer=True, positive=True)
r, s = symbols("r s", real=True)


@pytest.mark.parametrize("row", [{0: fmpq(3)}, {1: ONE}, {2: ONE, 0: fmpq(-5)}, {5: fmpq(2, 3)}])
def test_both_bases_give_the_same_values(row):
    binomial = binomial_row(row)
    assert power_row(binomial) == row
    for x in range(6):
        value = sum((c * x**k for k, c in row.items()), ZERO)
        assert sum((b * comb(x + k, k) for k, b in binomial.items()), ZERO) == value
        assert sum((c * (x - 2) ** k for k, c in moved_row(row, fmpq(2)).items()), ZERO) == value
        assert sum((c * (-x) ** k for k, c in reversed_row(row).items()), ZERO) == value


def geometric_series(ratio, k, length):
    """The coefficients of 1/(1 − r q)^{k+1}."""
    return [comb(i + k, k) * ratio**i for i in range(length)]


@pytest.mark.parametrize(("m", "k"), [(0, 0), (2, 0), (0, 3), (2, 1), (3, 3)])
def test_partial_fractions_have_the_product_as_series(m, k):
    one, two, length = fmpq(2, 3), fmpq(-5), 12
    left, right = geometric_series(one, m, length), geometric_series(two, k, length)
    product = [sum(left[j] * right[i - j] for j in range(i + 1)) for i in range(length)]
    parts = [fmpq(0)] * length
    for ratio, degree, c in _split(one, m, two, k):
        for i, x in enumerate(geometric_series(ratio, degree, length)):
            parts[i] += c * x
    assert parts == product


@pytest.mark.parametrize(("m", "k"), [(0, 0), (2, 0), (0, 3), (2, 1), (3, 3)])
def test_opposite_sides_have_the_product_as_a_rational_function(m, k):
    """Both sides as rational functions of q, at more points than their degree."""
    one, two = fmpq(2, 3), fmpq(1, 5)
    below = 1 / (1 - one * two)
    ahead, behind = _principal(m, k, below), _principal(k, m, below)
    assert sum(ahead) == sum(behind)
    for q in (fmpq(i, 7) for i in range(1, 20)):
        at, back = 1 - one * q, 1 - two / q
        total = sum(c / at ** (m + 1 - j) for j, c in enumerate(ahead))
        total += sum(c / back ** (k + 1 - j) for j, c in enumerate(behind))
        assert total - sum(ahead) == 1 / at ** (m + 1) / back ** (k + 1)


def test_units_keep_the_relations_of_waves_and_exponentials():
    units = Units([I * w, I * w / 2])
    half = units.exponential(number(I * w / 2))
    assert half * half == units.exponential(number(I * w))
    assert half * units.exponential(number(-I * w / 2)) == 1
    assert units.power(half, fmpq(-3)) * units.power(half, fmpq(3)) == 1
    assert written(expression(units.exponential(number(2 * w)))) == exp(2 * w)
    whole = units.exponential(number(I * w))
    assert units.power(whole, number(N)) * units.power(whole, number(1 - N)) == whole
    sign = units.power(fmpq(-1), number(N))
    assert sign * sign == 1


def test_a_hidden_fraction_is_refused_not_misread():
    units = Units([I * w])
    units.exponential(number(I * w))
    with pytest.raises(OutsideClass):
        units.exponential(number(I * w / 2))


@pytest.mark.parametrize(
    ("one", "two", "assuming", "sign"),
    [
        (r, s, (Abs(r) < 1, Abs(s) < 1), 1),
        (r, s, (Abs(r) < 3, Abs(s) < Rational(1, 3)), 1),
        (r, s, (Abs(r) < 3, Abs(s) < 1), None),
        (r, s, (Abs(r) > 1, Abs(s) >= 1), -1),
        (r, 1 / s, (Abs(r) < Abs(s),), 1),
        (2 * r, s, (Abs(r) < Rational(1, 2), Abs(s) < 1), 1),
        (Rational(1, 2), 2, (), 0),
        (I / 2, 1 + I, (), 1),
    ],
)
def test_products_of_moduli(one, two, assuming, sign):
    facts = sharpened(facts_from(assuming), (r, s))
    assert product_sign(number(one), number(sympy.S(two)), Units(), facts) == sign


def test_integers_sharpen_facts():
    facts = sharpened(Facts(), (N,))
    assert facts.nonnegative(number(N - 1))
    assert not facts.contradictory()
    assert sharpened(facts.assume(number(N - 1), -1), (N,)).contradictory()


@pytest.mark.parametrize(
    "expr",
    [
        Piecewise((1, n > Rational(5, 2)), (Heaviside(n), True)),
        Piecewise((n, n**2 <= 7), (0, True)),
        Abs(n - 1) + sympy.sign(n) + sympy.Max(n, 2) - sympy.Min(n, -1),
        Piecewise((2**n, sympy.Or(n < -2, sympy.Eq(n, 3))), (n, sympy.Ne(n, 1)), (7, True)),
        sympy.KroneckerDelta(2 * n, 3) + sympy.KroneckerDelta(2 * n, 4),
        Rational(1, 2) ** Abs(n + 2) * cos(sympy.pi * n / 2),
        sin(sympy.pi * n / 6) * (-1) ** n / 3**n,
        Heaviside(3 - n, Rational(1, 3)) * Piecewise((1, n >= 3), (0, True)),
    ],
)
def test_reading_gives_the_own_value_at_every_integer(expr):
    units = Units()
    pieces = SequenceReader(n, Facts(), units).read(expr)
    for point in range(-7, 8):
        index = sum(1 for start in pieces.starts if start <= point)
        value = pieces.values[index].at(fmpq(point), units)
        assert sympy.expand(written(expression(value)) - expr.subs(n, point)) == 0


def test_the_comparison_of_this_suite_can_fail():
    assert compare(n, n + 1, n).status is Status.REFUTED
