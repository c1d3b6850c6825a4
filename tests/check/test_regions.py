"""Regions of difference and restrictions, against the functions' values."""

from __future__ import annotations

import pytest
from sympy import (
    DiracDelta,
    FiniteSet,
    Heaviside,
    Interval,
    Piecewise,
    Rational,
    S,
    Union,
    exp,
    oo,
)

from symconv.algebra.signs import Facts
from symconv.check.regions import check_interval, restricted, where_nonzero
from symconv.errors import InvalidInput
from symconv.reading import read
from symconv.writing import heaviside_form

FACTS = Facts()


@pytest.mark.parametrize(
    ("expr", "where"),
    [
        (lambda t: Heaviside(t), Interval(0, oo)),
        (lambda t: Heaviside(t) - Heaviside(t - 1), Interval.Ropen(0, 1)),
        (lambda t: Piecewise((1, t < 1), (t, t < 2), (0, True)), Interval.open(-oo, 2)),
        (lambda t: exp(t), Interval(-oo, oo)),
        (lambda t: DiracDelta(t - 3), FiniteSet(3)),
        (lambda t: DiracDelta(t) + Heaviside(t), Interval(0, oo)),
        (
            lambda t: Heaviside(-t) + Heaviside(t - 1) - Heaviside(t - 2),
            Union(Interval.open(-oo, 0), Interval.Ropen(1, 2)),
        ),
        (lambda t: t - t, S.EmptySet),
    ],
)
def test_where_nonzero(expr, where, t):
    found = where_nonzero(read(expr(t), t, FACTS), FACTS)
    assert found.symmetric_difference(where) == S.EmptySet


@pytest.mark.parametrize("on", [Interval(0, 1), Interval(-oo, 1), Interval.open(-1, oo)])
def test_restriction_keeps_the_values_inside_and_none_outside(on, t):
    f = read(exp(-t) * Heaviside(t - Rational(1, 2)) + t, t, FACTS)
    whole, cut = (heaviside_form(value, t) for value in (f, restricted(f, on, FACTS)))
    for point in (Rational(-5, 2), Rational(-1, 3), Rational(1, 3), Rational(2, 3), Rational(7, 2)):
        inside = on.contains(point) == True  # noqa: E712  (SymPy's true)
        assert cut.subs(t, point).equals(whole.subs(t, point) if inside else 0)


def test_a_mass_counts_at_a_closed_end_only(t):
    f = read(DiracDelta(t) + DiracDelta(t - 1), t, FACTS)
    assert list(restricted(f, Interval.Ropen(0, 1), FACTS).mass) == [0]
    assert len(restricted(f, Interval(0, 1), FACTS).mass) == 2


def test_only_intervals_are_taken():
    check_interval(Interval(0, 1))
    for wrong in (FiniteSet(1), (0, 1), Interval(1, 1)):
        with pytest.raises(InvalidInput, match="expected an Interval"):
            check_interval(wrong)
