"""The order of constants: compared and sorted by proved signs, equal ones once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cmp_to_key

from sympy import Expr

from symconv.deciding import constants
from symconv.errors import Unresolved

__all__ = ["compare", "distinct_sorted"]


def compare(left: Expr, right: Expr) -> int:
    """−1, 0 or 1 as left is below, equal to or above right; Unresolved where that is open."""
    if left == right:
        return 0
    found = constants.order(left, right)
    if found is None:
        raise Unresolved(f"the order of {left} and {right} is open: {left - right} is not decided")
    return found


def distinct_sorted(numbers: Iterable[Expr]) -> list[Expr]:
    """The numbers in ascending order, equal ones once."""
    kept: list[Expr] = []
    for number in sorted(numbers, key=cmp_to_key(compare)):
        if not kept or compare(kept[-1], number) != 0:
            kept.append(number)
    return kept
