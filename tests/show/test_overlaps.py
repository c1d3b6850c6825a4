"""The ends of every overlap against max and min at a point of the region."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
import sympy
from flint import fmpq

from symconv.algebra.signs import Facts
from symconv.show.overlaps import Part, corners, regions

t = sympy.Symbol("t", real=True)
ENDS = [None, fmpq(-2), fmpq(1, 2), fmpq(3)]
INTERVALS = [(a, b) for a, b in itertools.product(ENDS, ENDS) if a is None or b is None or a < b]


def number(end, infinite):
    return infinite if end is None else Fraction(int(end.p), int(end.q))


def inside(region):
    low, high = number(region.low, None), number(region.high, None)
    if low is None:
        return Fraction(0) if high is None else high - 1
    return low + 1 if high is None else (low + high) / 2


@pytest.mark.parametrize("flips", [True, False])
def test_the_ends_are_the_maximum_and_the_minimum(flips):
    oo = float("inf")
    seen = 0
    for (a, b), (c, d) in itertools.product(INTERVALS, INTERVALS):
        f, g = Part(a, b, sympy.Integer(1)), Part(c, d, sympy.Integer(1))
        own = [e for e in (a, b) if e is not None]
        other = [e for e in (c, d) if e is not None]
        points = corners(own, other, flips, Facts())
        for region in regions([f], [g], points, flips):
            at = inside(region)
            first, last = number(c, -oo), number(d, oo)
            moved = (at - last, at - first) if flips else (first - at, last - at)
            low, high = max(number(a, -oo), moved[0]), min(number(b, oo), moved[1])
            if low >= high:
                assert not region.overlaps
                continue
            (overlap,) = region.overlaps
            ends = [end.subs(t, sympy.Rational(at)) for end in overlap.ends(t, flips)]
            assert [float(end) for end in ends] == [float(low), float(high)]
            seen += 1
    assert seen > 150


def test_corners_are_sums_or_differences_each_once():
    f, g = [fmpq(0), fmpq(1)], [fmpq(0), fmpq(1)]
    assert corners(f, g, True, Facts()) == [fmpq(0), fmpq(1), fmpq(2)]
    assert corners(f, g, False, Facts()) == [fmpq(-1), fmpq(0), fmpq(1)]
