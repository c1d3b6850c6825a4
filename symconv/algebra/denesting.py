"""Roots of algebraic numbers that lie in the field of what stands under them.

∛(2 + √5) is (1 + √5)/2. A field with a root adjoined that it already holds is no field: numbers
there differ by their form and are equal. The relation is proposed by lattice reduction and
proved by the zero test of algebraic numbers.
"""

from __future__ import annotations

from itertools import product
from math import prod
from typing import Any

import sympy
from flint import fmpz_mat

from symconv.deciding import algebraic, constants
from symconv.precision import working_precision

__all__ = ["denested"]

_LARGEST_DEGREE = 12
_BITS = 512
_GUARD_BITS = 64
_LARGEST_COEFFICIENT = 2**40


def denested(root: Any, radicals: list[tuple[Any, int]]) -> Any:
    """A combination of products of the radicals (g, degree) that is the real root, or None."""
    degree = prod(order for _, order in radicals)
    if not 1 < degree <= _LARGEST_DEGREE:
        return None
    powers = product(*([gen**n for n in range(order)] for gen, order in radicals))
    basis = [sympy.Mul(*factors) for factors in powers]
    relation = _relation([root, *basis])
    if relation is None:
        return None
    own, *others = relation
    found = sympy.Add(*(sympy.Rational(-c, own) * b for c, b in zip(others, basis, strict=True)))
    return found if algebraic.is_zero(sympy.expand(root - found)) else None


def _relation(numbers: list[Any]) -> list[int] | None:
    """Small integers, the first not 0, with which the numbers seem to add up to 0."""
    size = len(numbers)
    with working_precision(_BITS + _GUARD_BITS):
        balls = [constants.ball(number).real for number in numbers]
        if not all(ball.is_finite() for ball in balls):
            return None
        scaled = [(ball.mid() * 2**_BITS).floor().unique_fmpz() for ball in balls]
    rows = [[int(i == j) for j in range(size)] + [scaled[i]] for i in range(size)]
    for row in fmpz_mat(rows).lll().tolist():
        values = [int(entry) for entry in row[:-1]]
        if values[0] and max(map(abs, values)) <= _LARGEST_COEFFICIENT:
            return values
    return None
