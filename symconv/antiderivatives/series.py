"""Truncated Laurent series in y = 1/|x| of rational functions of x, at x → ±∞."""

from __future__ import annotations

from typing import Any

from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra import polynomials
from symconv.algebra.dependence import coefficients
from symconv.algebra.elements import ONE, ZERO
from symconv.algebra.generators import Generator
from symconv.algebra.numbers import Number
from symconv.algebra.polynomials import Polynomial
from symconv.antiderivatives.field import denominator_factors
from symconv.antiderivatives.sums import NotElementary
from symconv.deadline import check

__all__ = ["divided", "fraction", "laurent", "product"]


def fraction(value: Number, gen: Generator) -> tuple[Polynomial, list[tuple[Polynomial, int]]]:
    """(numerator, [(factor, multiplicity)]) as polynomials in the generator.

    Raises NotElementary where the number is not rational in it.
    """
    factors: list[tuple[Polynomial, int]] = []
    below: Number = ONE
    for factor, times in denominator_factors(value, gen).items():
        row = coefficients(factor, gen)
        if row is None:
            raise NotElementary("a denominator that is not a polynomial")
        factors.append((row, times))
        below = below * nb.power(factor, times)
    above = coefficients(value * below, gen)
    if above is None:
        raise NotElementary("a numerator that is not a polynomial")
    return above, factors


def laurent(value: Number, gen: Generator, side: int, order: int) -> tuple[int, list[Number]]:
    """(v, [c_0, c_1, …]) with value = Σ c_n y^{v+n}, x = side/y, c_0 ≠ 0, up to y^order."""
    above, factors = fraction(value, gen)
    if not above:
        return order + 1, []
    below: Polynomial = [ONE]
    for row, times in factors:
        for _ in range(times):
            below = polynomials.multiply(below, row)
    start = len(below) - len(above)
    length = max(order - start + 1, 1)
    return start, divided(_reversed(above, side), _reversed(below, side), length)


def _reversed(row: Polynomial, side: int) -> Polynomial:
    """The coefficients of row(side/y)·y^degree."""
    return [c * fmpq(side**n) for n, c in reversed(list(enumerate(row)))]


def divided(above: Polynomial, below: Polynomial, length: int) -> list[Number]:
    """The first coefficients of the power series above/below; below[0] ≠ 0."""
    down = nb.inverse(below[0])
    found: list[Number] = []
    for n in range(length):
        check("expanding a quotient")
        value: Number = above[n] if n < len(above) else ZERO
        for k in range(1, min(n, len(below) - 1) + 1):
            value = value - below[k] * found[n - k]
        found.append(value * down)
    return found


def product(left: tuple[int, list[Any]], right: tuple[int, list[Any]]) -> tuple[int, list[Any]]:
    """Numbers times Sums: the Cauchy product of two series, truncated by what both know."""
    low = left[0] + right[0]
    row: list[Any] = []
    for n in range(len(left[1])):
        value = None
        for k in range(n + 1):
            if n - k < len(right[1]):
                term = right[1][n - k].scaled(left[1][k])
                value = term if value is None else value + term
        row.append(value)
    return low, row
