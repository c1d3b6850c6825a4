"""The signs of a polynomial in n at all integers, as a sequence in pieces.

Between its real roots the sign is constant; a root that is no integer counts for the next one.
"""

from __future__ import annotations

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression
from symconv.algebra.elements import ONE, ZERO
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.discrete.sequences.facts import is_integer
from symconv.discrete.sequences.geometric import Geometric
from symconv.discrete.sequences.pieces import Pieces
from symconv.errors import InvalidInput
from symconv.reading import OutsideClass
from symconv.reading.cases import decided_sign
from symconv.reading.conditions import real_roots

__all__ = ["polynomial_signs", "sign_value"]


def sign_value(value: Geometric) -> int:
    """The constant −1, 0 or 1."""
    c = value.rows[ONE][0] if value else ZERO
    return int(c == ONE) - int(c == -ONE)


def polynomial_signs(value: Geometric, facts: Facts) -> Pieces:
    """The signs of a polynomial in n at all integers."""
    if any(ratio != 1 for ratio in value.rows):
        raise OutsideClass("the sign of an exponential expression in a condition")
    row = value.rows.get(ONE, {})
    coefficients = [row.get(k, ZERO) for k in range(max(row, default=-1) + 1)]
    for c in coefficients:
        if not nb.is_real(c):
            raise InvalidInput(
                f"cannot order {expression(c)}, which may be complex; declare its symbols with "
                "integer=True or real=True"
            )
    while coefficients:
        leading = decided_sign(facts, coefficients[-1])
        if leading:
            break
        coefficients.pop()
    if not coefficients:
        return Pieces.everywhere(Geometric())
    roots = real_roots(coefficients, facts)
    parity = sum(times for _, times in roots)
    sign = leading * (-1) ** parity
    starts: list[Number] = []
    signs = [sign]
    for root, times in roots:
        sign *= (-1) ** times
        _cross(root, sign, starts, signs)
    return Pieces(starts, [Geometric.constant(fmpq(s)) for s in signs])


def _cross(root: Number, sign: int, starts: list[Number], signs: list[int]) -> None:
    """Add what holds at and beyond a root; roots between two integers count for the next one."""
    if is_integer(root):
        _append(root, 0, starts, signs)
        _append(root + ONE, sign, starts, signs)
        return
    expr = expression(root)
    if expr.free_symbols:
        raise InvalidInput(
            f"the break point {expr} must be an integer; declare its symbols with integer=True"
        )
    _append(fmpq(int(sympy.floor(expr)) + 1), sign, starts, signs)


def _append(start: Number, sign: int, starts: list[Number], signs: list[int]) -> None:
    if starts and starts[-1] == start:
        signs[-1] = sign
        return
    starts.append(start)
    signs.append(sign)
