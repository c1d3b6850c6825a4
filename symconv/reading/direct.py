"""What is read without the general rules: polynomials in x, and windows with rational ends.

Most functions are made of these. The general reader comes to the same distributions by products of
distributions, which costs several times as much.
"""

from __future__ import annotations

from collections.abc import Callable
from math import factorial
from typing import Any

import sympy
from flint import fmpq

from symconv.algebra.distribution import Distribution
from symconv.algebra.exppoly import CONSTANT_MODE, ExpPoly
from symconv.algebra.numbers import ONE, ZERO, Number
from symconv.exactnumbers import to_fmpq

__all__ = ["Occurrence", "monomials", "rational_window"]

_INEQUALITIES = (sympy.Ge, sympy.Gt, sympy.Le, sympy.Lt)


class Occurrence:
    """Whether an expression holds a part that passes a test; every node is asked once.

    The same answer as `expr.has`, which walks the whole expression at every level.
    """

    def __init__(self, test: Callable[[Any], bool]):
        self._test = test
        self._known: dict[Any, bool] = {}

    def __call__(self, expr: Any) -> bool:
        """Whether the expression or one of its parts passes."""
        found = self._known.get(expr)
        if found is None:
            found = self._known[expr] = self._test(expr) or any(map(self, expr.args))
        return found


def monomials(expr: Any, x: Any, largest: int) -> ExpPoly | None:
    """A sum of rational multiples of x^n with n up to `largest`; None for anything else."""
    if not (expr.is_Add or expr.is_Mul or expr.is_Pow or expr.is_Symbol or expr.is_Rational):
        return None
    row: dict[int, Number] = {}
    for term in expr.args if expr.is_Add else (expr,):
        found = _monomial(term, x)
        if found is None or found[0] > largest:
            return None
        n, c = found
        row[n] = row.get(n, ZERO) + c * fmpq(factorial(n))
    row = {n: c for n, c in row.items() if c != 0}
    return ExpPoly({CONSTANT_MODE: row} if row else {})


def _monomial(term: Any, x: Any) -> tuple[int, fmpq] | None:
    """(n, c) of c·x^n with a rational c."""
    if term.is_Rational:
        return 0, to_fmpq(term)
    c = ONE
    if term.is_Mul and len(term.args) == 2 and term.args[0].is_Rational:
        c, term = to_fmpq(term.args[0]), term.args[1]
    if term == x:
        return 1, c
    if term.is_Pow:
        base, exponent = term.args
        if base == x and exponent.is_Integer and exponent.is_positive:
            return int(exponent), c
    return None


def rational_window(condition: Any, x: Any) -> Distribution | None:
    """The indicator of a <= x <= b with rational ends; None for other conditions."""
    if not isinstance(condition, sympy.And) or len(condition.args) != 2:
        return None
    ends: dict[bool, fmpq] = {}
    for part in condition.args:
        if not isinstance(part, _INEQUALITIES):
            return None
        left, right = part.args
        if left != x or not right.is_Rational:
            return None
        ends[isinstance(part, (sympy.Ge, sympy.Gt))] = to_fmpq(right)
    if len(ends) != 2:
        return None
    low, high = ends[True], ends[False]
    if low >= high:
        return Distribution()
    return Distribution(right={low: ExpPoly.constant(ONE), high: ExpPoly.constant(fmpq(-1))})
