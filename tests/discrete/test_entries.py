"""What goes in comes out: kinds of entries, lists and arrays, 64 bits."""

from fractions import Fraction

import flint
import numpy
import sympy

from symconv.discrete import convolve_arrays, correlate_arrays


def test_kinds_of_exact_entries():
    half = Fraction(1, 2)
    x = sympy.Symbol("x")
    z = sympy.Symbol("z", complex=True)
    cases = [
        ([1, half], [2, 3], [2, 4, Fraction(3, 2)], Fraction),
        ([flint.fmpz(1), 2], [3], [3, 6], flint.fmpz),
        ([flint.fmpq(1, 3), 2], [half], [flint.fmpq(1, 6), 1], flint.fmpq),
        ([flint.fmpz(1)], [half], [flint.fmpq(1, 2)], flint.fmpq),
        ([flint.fmpz(1), half, 3], [2], [2, 1, 6], flint.fmpq),
        (
            [sympy.Rational(1, 3), flint.fmpq(1, 2)],
            [half],
            [sympy.Rational(1, 6), sympy.Rational(1, 4)],
            sympy.Expr,
        ),
        ([x, 1], [x, -1], [x**2, 0, -1], sympy.Expr),
        ([sympy.sqrt(2), 1], [sympy.sqrt(2), 1], [2, 2 * sympy.sqrt(2), 1], sympy.Expr),
        ([True, 2], [3], [3, 6], int),
    ]
    for a, v, expected, kind in cases:
        got = convolve_arrays(a, v)
        assert got == expected
        assert all(isinstance(entry, kind) for entry in got)
    assert correlate_arrays([sympy.I * z], [2]) == [-2 * sympy.I * sympy.conjugate(z)]
    assert correlate_arrays([sympy.I, 2], [flint.fmpq(1, 2)], "same")[1] == -sympy.I / 2


def test_numpy_scalars_among_the_entries_and_untouched_arguments():
    mixed = [numpy.int64(1), 2]
    assert convolve_arrays(mixed, [numpy.int8(3)]) == [3, 6]
    assert type(mixed[0]) is numpy.int64
    objects = numpy.array([numpy.int64(3), Fraction(1, 2)], dtype=object)
    assert convolve_arrays(objects, [2]).tolist() == [6, 1]
    assert convolve_arrays([1, numpy.float64(0.5)], [2]) == [2.0, 1.0]
    assert convolve_arrays((1, 2), ((1), (1))) == [1, 3, 2]


def test_integers_that_leave_64_bits_become_python_integers():
    big = numpy.array([2**40, 2**40])
    got = convolve_arrays(big, big)
    assert got.dtype == object
    assert got.tolist() == [2**80, 2**81, 2**80]
    assert convolve_arrays(numpy.array([200, 100], numpy.uint8), [2]).tolist() == [400, 200]
