"""Polynomials in one variable as lists of exact numbers, the constant term first."""

from __future__ import annotations

from typing import TypeAlias

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression, number
from symconv.algebra.elements import ZERO
from symconv.algebra.numbers import Number
from symconv.deadline import check

__all__ = ["Polynomial", "add", "differentiate", "divide", "factorise", "multiply", "value"]

Polynomial: TypeAlias = list[Number]


def value(poly: Polynomial, point: Number) -> Number:
    """Σ c_n point^n, by Horner's rule."""
    total: Number = ZERO
    for c in reversed(poly):
        total = total * point + c
    return total


def differentiate(poly: Polynomial) -> Polynomial:
    """The derivative."""
    return [c * fmpq(n) for n, c in enumerate(poly)][1:]


def add(left: Polynomial, right: Polynomial) -> Polynomial:
    """The sum, without leading zeros."""
    if len(left) < len(right):
        left, right = right, left
    return _trimmed([*(a + b for a, b in zip(left, right, strict=False)), *left[len(right) :]])


def multiply(left: Polynomial, right: Polynomial) -> Polynomial:
    """The product, without leading zeros."""
    if not left or not right:
        return []
    total: Polynomial = [ZERO] * (len(left) + len(right) - 1)
    for i, a in enumerate(left):
        check("multiplying polynomials")
        if a != 0:
            for j, b in enumerate(right):
                total[i + j] = total[i + j] + a * b
    return _trimmed(total)


def divide(left: Polynomial, right: Polynomial) -> tuple[Polynomial, Polynomial]:
    """Quotient and remainder, without leading zeros; the divisor has none."""
    rest = list(left)
    down = nb.inverse(right[-1])
    quotient: Polynomial = [ZERO] * max(0, len(left) - len(right) + 1)
    for place in range(len(quotient) - 1, -1, -1):
        factor = rest[place + len(right) - 1] * down
        quotient[place] = factor
        if factor != 0:
            for i, c in enumerate(right):
                rest[place + i] = rest[place + i] - factor * c
    return _trimmed(quotient), _trimmed(rest[: len(right) - 1])


def _trimmed(poly: Polynomial) -> Polynomial:
    top = len(poly)
    while top and poly[top - 1] == 0:
        top -= 1
    return poly[:top]


def factorise(poly: Polynomial) -> list[tuple[Polynomial, int]]:
    """The factors that SymPy finds, with their multiplicities, without the unit."""
    y = sympy.Dummy("y")
    whole = sympy.Poly([expression(c) for c in reversed(poly)], y)
    _, parts = whole.factor_list()
    return [([number(c) for c in reversed(part.all_coeffs())], times) for part, times in parts]
