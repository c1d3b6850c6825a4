"""Systems of linear inequalities, with and without solutions that are known beforehand.

A system that holds at a chosen point has a solution. One whose last form is minus a sum of the
others, with weights that are not negative, has none where that sum would have to be positive
(Farkas); for linear systems Fourier-Motzkin elimination always finds that.
"""

from __future__ import annotations

import random
from itertools import product

import pytest
from flint import fmpq

from symconv.algebra.inequalities import CONSTANT, is_infeasible


def form(constant=0, **coefficients):
    """constant + Σ coefficient·variable, without zeros."""
    values = {CONSTANT: constant, **coefficients}
    return {key: fmpq(value) for key, value in values.items() if value != 0}


def value(linear, point):
    return sum((c * (1 if key == CONSTANT else point[key]) for key, c in linear.items()), fmpq(0))


WEAK, STRICT = False, True


@pytest.mark.parametrize(
    ("system", "empty"),
    [
        ([], False),
        ([(form(), WEAK)], False),
        ([(form(), STRICT)], True),
        ([(form(1), STRICT)], False),
        ([(form(-1), WEAK)], True),
        ([(form(fmpq(-1, 1000)), STRICT)], True),
        ([(form(fmpq(1, 1000)), WEAK)], False),
        ([(form(x=1), STRICT)], False),
        ([(form(x=-1), STRICT)], False),
        ([(form(-1, x=1), STRICT), (form(-5), WEAK)], True),
        ([(form(x=1), WEAK), (form(x=-1), WEAK)], False),
        ([(form(x=1), STRICT), (form(x=-1), WEAK)], True),
        ([(form(x=1), WEAK), (form(x=-1), STRICT)], True),
        ([(form(-1, x=1), WEAK), (form(1, x=-1), WEAK)], False),
        ([(form(-1, x=1), WEAK), (form(1, x=-1), STRICT)], True),
        ([(form(-2, x=2), WEAK), (form(3, x=-3), WEAK)], False),
        ([(form(-2, x=2), WEAK), (form(2, x=-3), WEAK)], True),
        # 2x + 3y <= 5 where x, y <= 1, and 6 is reached at (1, 4/3) alone
        ([(form(-6, x=2, y=3), WEAK), (form(1, x=-1), WEAK), (form(1, y=-1), WEAK)], True),
        ([(form(-6, x=2, y=3), WEAK), (form(1, x=-1), WEAK), (form(4, y=-3), WEAK)], False),
        ([(form(-6, x=2, y=3), STRICT), (form(1, x=-1), WEAK), (form(4, y=-3), WEAK)], True),
        ([(form(-6, x=2, y=3), WEAK), (form(1, x=-1), STRICT), (form(4, y=-3), WEAK)], True),
        ([(form(-6, x=2, y=3), WEAK), (form(1, x=-1), WEAK), (form(4, y=-3), STRICT)], True),
        # a < b < c < a, and the same with one strict sign only
        ([(form(b=1, a=-1), STRICT), (form(c=1, b=-1), WEAK), (form(a=1, c=-1), WEAK)], True),
        ([(form(b=1, a=-1), WEAK), (form(c=1, b=-1), WEAK), (form(a=1, c=-1), STRICT)], True),
        ([(form(b=1, a=-1), WEAK), (form(c=1, b=-1), WEAK), (form(a=1, c=-1), WEAK)], False),
    ],
    ids=str,
)
def test_small_systems(system, empty):
    assert is_infeasible(system) is empty


@pytest.mark.parametrize("strict", [*product((WEAK, STRICT), repeat=2)], ids=str)
def test_every_pair_of_bounds_meets_where_it_must(strict):
    """lower < upper, lower = upper, lower > upper, with all four kinds of ends."""
    for low, high in product(range(-2, 3), repeat=2):
        system = [(form(-low, x=1), strict[0]), (form(high, x=-1), strict[1])]
        meets = low < high or (low == high and not any(strict))
        assert is_infeasible(system) is not meets


def drawn(rng, names, size):
    return [
        {key: fmpq(c) for key in (*names, CONSTANT) if (c := rng.randint(-3, 3))}
        for _ in range(size)
    ]


def test_a_system_that_holds_at_a_point_is_never_called_empty():
    rng = random.Random(11)
    strict_ones = 0
    for _ in range(150):
        names = "xyzw"[: rng.randint(1, 4)]
        point = {key: fmpq(rng.randint(-6, 6), rng.randint(1, 3)) for key in names}
        system = []
        for linear in drawn(rng, names, rng.randint(1, 7)):
            here = value(linear, point)
            turned = linear if here >= 0 else {key: -c for key, c in linear.items()}
            system.append((turned, bool(here != 0)))
            strict_ones += here != 0
        assert not is_infeasible(system)
    assert 0 < strict_ones


def test_a_system_with_weights_that_add_up_to_nothing_positive_is_called_empty():
    rng = random.Random(12)
    for _ in range(150):
        names = "xyzw"[: rng.randint(1, 4)]
        first = drawn(rng, names, rng.randint(1, 4))
        weights = [fmpq(rng.randint(1, 4), rng.randint(1, 3)) for _ in first]
        last = form()
        for weight, linear in zip(weights, first, strict=True):
            for key, c in linear.items():
                last[key] = last.get(key, fmpq(0)) - weight * c
        last = {key: c for key, c in last.items() if c != 0}
        place = rng.randrange(len(first) + 1)
        forms = [*first, last]
        assert is_infeasible([(linear, i == place) for i, linear in enumerate(forms)])
        below = {**last, CONSTANT: last.get(CONSTANT, fmpq(0)) - fmpq(1, 7)}
        assert is_infeasible([(linear, WEAK) for linear in (*first, below)])


def test_the_variable_that_costs_least_goes_first():
    """x > h and x < h between 30 free lower and 30 free upper bounds of h: these go for nothing.

    To eliminate h first would make 961 forms, beyond the limit at which the answer is "not shown".
    """
    names = [f"v{i}" for i in range(60)]
    loose = [(form(h=1 - 2 * (i % 2), **{name: 1}), STRICT) for i, name in enumerate(names)]
    turned = [(form(h=1 - 2 * (i % 2), **{name: -1}), STRICT) for i, name in enumerate(names)]
    knot = [(form(h=1, x=-1), STRICT), (form(h=-1, x=1), STRICT)]
    for bounds in (loose, turned):
        assert is_infeasible([*bounds, *knot])
        assert not is_infeasible(bounds)


def test_too_large_a_system_is_left_open():
    """x_i < x_j for all pairs on both sides has no solution; 400 relations are not tried."""
    names = [f"v{i}" for i in range(21)]
    pairs = [(form(**{a: 1, b: -1}), STRICT) for a in names for b in names if a != b]
    assert len(pairs) == 420
    assert not is_infeasible(pairs)
    assert is_infeasible([*pairs[:1], (form(v1=1, v0=-1), STRICT)])


def test_the_system_is_not_changed():
    system = [(form(1, x=2), WEAK), (form(1, x=-1), STRICT)]
    before = [(dict(linear), strict) for linear, strict in system]
    assert not is_infeasible(system)
    assert system == before
