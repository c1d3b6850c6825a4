"""What callers pass to the sequence functions: times, relations and words of every kind."""

from __future__ import annotations

import time

import numpy
import pytest
import sympy
from sympy import Heaviside, Symbol, symbols

from symconv import check
from symconv.discrete import convolve, convolve_arrays, correlate, lags
from symconv.discrete.sequences import compare
from symconv.errors import InvalidInput
from symconv.testing import rationals

n = Symbol("n", integer=True)
a, b = symbols("a b")
STEP = Heaviside(n, 1)


def test_a_mass_at_a_complex_point_is_refused():
    k = Symbol("k")
    for op in (convolve, correlate):
        with pytest.raises(InvalidInput, match="no value at integers"):
            op(sympy.DiracDelta(k + sympy.I), 1, k)
    with pytest.raises(InvalidInput, match="no value at integers"):
        compare(sympy.DiracDelta(k + sympy.I), 1, k)


@pytest.mark.parametrize("timeout", [None, "3", float("nan"), [1]])
def test_a_timeout_is_a_number_of_seconds(timeout):
    for operate in (convolve, correlate):
        with pytest.raises(InvalidInput, match="expected seconds"):
            operate(STEP, STEP, n, timeout=timeout)


@pytest.mark.parametrize("assuming", ["a > 0", ("a > 0",), 3, None, (None,), object()])
def test_relations_are_no_texts_and_nothing_else(assuming):
    """A text would be evaluated as code by sympify."""
    calls = (
        lambda: convolve(a**n * STEP, STEP, n, assuming=assuming),
        lambda: compare(STEP, STEP, n, assuming=assuming),
        lambda: check.convolution_theorem(STEP, STEP, n, Symbol("z"), "laplace", assuming=assuming),
    )
    for call in calls:
        with pytest.raises(InvalidInput, match="assuming"):
            call()


def test_relations_speak_of_parameters_only():
    with pytest.raises(InvalidInput, match="speaks of a variable"):
        convolve(STEP, STEP, n, assuming=n > 0)


def test_no_time_is_an_unevaluated_sum():
    f = sum(sympy.Rational(1, k) ** n for k in range(2, 9)) * STEP
    started = time.monotonic()
    assert convolve(f, f, n, timeout=0).has(sympy.Sum)
    assert time.monotonic() - started < 5


def test_too_many_products_in_two_variables_are_an_unevaluated_sum():
    k = Symbol("k", integer=True)
    f = sympy.Add(*(n**i * k**j for i in range(17) for j in range(17))) * STEP
    assert isinstance(convolve(f, f, (n, k), timeout=20), sympy.Sum)


@pytest.mark.parametrize(
    "word", [numpy.array(["full", "same"]), 3, None, ["full"], sympy.Symbol("full")]
)
def test_a_mode_is_a_word(word):
    with pytest.raises(InvalidInput, match="mode"):
        convolve_arrays([1, 2], [3], word)


@pytest.mark.parametrize(
    "value", [numpy.array([1, 2]), numpy.array(1.0), 1.0, sympy.Symbol("k"), True]
)
def test_a_length_is_an_integer(value):
    with pytest.raises(InvalidInput, match="not a positive integer"):
        lags(value, 3)
    with pytest.raises(InvalidInput, match="not a positive integer"):
        convolve_arrays([1, 2], [3], stride=value)


def test_what_no_memory_holds_is_refused():
    with pytest.raises(InvalidInput, match="the limit is"):
        lags(2, 10**9)
    with pytest.raises(InvalidInput, match="the limit is"):
        lags(5, 10**100)
    with pytest.raises(InvalidInput, match="sizes are integers"):
        convolve_arrays([1, 2], [3], padding=10**12)


@pytest.mark.parametrize("bound", [None, 1.5, "4", sympy.Symbol("k")])
def test_bounds_of_drawn_rationals_are_integers(bound):
    with pytest.raises(InvalidInput, match="must be integers"):
        rationals(bound)
    with pytest.raises(InvalidInput, match="must be integers"):
        rationals(4, bound)
