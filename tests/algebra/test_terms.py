"""The table of exponential polynomials by break point behaves as a dictionary."""

import pickle
import subprocess
import sys

import pytest
from flint import fmpq
from sympy import Symbol, sqrt

from symconv.algebra import exppoly
from symconv.algebra.constants import number
from symconv.algebra.elements import ONE, ZERO
from symconv.algebra.exppoly import ExpPoly, mode
from symconv.algebra.terms import Terms

POINTS = [fmpq(3, 7), ZERO, fmpq(-2), number(Symbol("a", real=True)), number(sqrt(2))]


def flat(value):
    return ExpPoly.constant(fmpq(value))


def table():
    return Terms((point, flat(n)) for n, point in enumerate(POINTS))


def test_points_keep_their_order_and_find_what_they_hold():
    found = table()
    assert list(found) == POINTS
    assert len(found) == len(POINTS)
    assert [found[point] for point in POINTS] == found.values() == [flat(n) for n in range(5)]
    assert dict(found.items()) == dict(zip(POINTS, found.values(), strict=True))
    assert found.keys() == set(POINTS)
    assert fmpq(6, 14) in found
    assert fmpq(3, 8) not in found
    assert found.get(fmpq(3, 8)) is None


def test_a_missing_point_is_an_error_and_at_makes_it():
    found = Terms()
    assert not found
    with pytest.raises(KeyError):
        found[ONE]
    found.at(ONE).add(flat(2))
    found.at(fmpq(2, 2)).add(flat(3))
    assert found == Terms([(ONE, flat(5))])
    del found[ONE]
    assert found == Terms()


def test_equality_needs_no_order():
    assert table() == Terms(reversed(list(table().items())))
    assert table() != Terms(list(table().items())[1:])
    assert table() != dict(table().items())


def test_zeros_go_and_copies_are_independent():
    assert list(table().without_zeros()) == POINTS[1:]
    first = table()
    second = first.copied()
    second.at(ZERO).add(flat(1))
    assert first == table() != second


def test_sum_and_change():
    both = table().merged(Terms([(ZERO, flat(9)), (ONE, flat(4))]))
    assert both[ZERO] == flat(10)
    assert both[ONE] == flat(4)
    assert len(both) == 6
    assert table()[ZERO] == flat(1)
    assert table().merged(Terms()) == Terms().merged(table()) == table()
    assert table().changed(lambda part: part.scaled(fmpq(2)))[ZERO] == flat(2)


def test_it_travels_between_processes():
    found = Terms(list(table().items())[:3])
    assert pickle.loads(pickle.dumps(found)) == found
    with pytest.raises(TypeError):
        hash(found)


def test_a_mode_is_forgotten_with_the_last_that_has_it():
    before = len(exppoly._modes)
    kept = mode(fmpq(10**9, 7), ZERO)
    for k in range(500):
        mode(fmpq(k, 10**9 + 7), ZERO)
    assert len(exppoly._modes) == before + 1
    assert mode(fmpq(2 * 10**9, 14), ZERO) is kept


def test_the_end_of_the_interpreter_is_silent():
    code = (
        "import builtins; from flint import fmpq; from symconv.algebra.exppoly import mode\n"
        "from symconv.algebra.numbers import make_complex\n"
        "builtins.kept = [mode(make_complex(fmpq(k, 3), fmpq(2, 7))) for k in range(1, 9)]"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=120)
    assert done.returncode == 0
    assert done.stderr == b""
