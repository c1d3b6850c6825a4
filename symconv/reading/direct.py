"""What is read without the general rules: x^n e^{ax + b} and windows, with rational numbers.

Most functions are made of these. The general reader comes to the same distributions by products of
distributions, which costs several times as much.
"""

from __future__ import annotations

from collections.abc import Callable
from math import factorial
from typing import Any

import sympy
from flint import fmpq

from symconv.algebra.distribution import Distribution, Terms
from symconv.algebra.elements import ONE, ZERO
from symconv.algebra.exppoly import CONSTANT_MODE, ExpPoly, Mode, mode
from symconv.exactnumbers import to_fmpq

__all__ = ["Occurrence", "direct", "direct_distribution", "direct_window", "rational_window"]

_ABOVE = (sympy.Ge, sympy.Gt)
_BELOW = (sympy.Le, sympy.Lt)


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


def direct_distribution(expr: Any, x: Any, largest: int) -> Distribution | None:
    """What `direct` or `direct_window` reads; None for anything else."""
    if type(expr) is sympy.Piecewise:
        return direct_window(expr, x, largest)
    terms = direct(expr, x, largest)
    return None if terms is None else Distribution(terms)


def direct(expr: Any, x: Any, largest: int) -> ExpPoly | None:
    """A sum of rational multiples of x^n e^{ax + b} with rational a, b and n up to `largest`.

    None for anything else.
    """
    total = ExpPoly()
    for term in expr.args if expr.is_Add else (expr,):
        found = _term(term, x, largest)
        if found is None:
            return None
        total.add_term(*found)
    return total


def _term(term: Any, x: Any, largest: int) -> tuple[Mode, int, fmpq] | None:
    """(mode, n, c·n!) of one term c·x^n·e^{ax + b}."""
    n, c = 0, ONE
    exponent: tuple[fmpq, fmpq] | None = None
    for factor in term.args if term.is_Mul else (term,):
        if factor.is_Rational:
            c = c * to_fmpq(factor)
        elif factor.is_Symbol and factor == x:
            n += 1
        elif factor.is_Pow and factor.args[0] == x and factor.args[1].is_Integer:
            degree = int(factor.args[1])
            if degree < 1:
                return None
            n += degree
        elif type(factor) is sympy.exp and exponent is None:
            exponent = _linear(factor.args[0], x)
            if exponent is None:
                return None
        else:
            return None
    if n > largest:
        return None
    if n > 1:
        c = c * factorial(n)
    return CONSTANT_MODE if exponent is None else mode(*exponent), n, c


def _linear(expr: Any, x: Any) -> tuple[fmpq, fmpq] | None:
    """(a, b) of ax + b."""
    row = [ZERO, ZERO]
    for term in expr.args if expr.is_Add else (expr,):
        found = _term(term, x, 1)
        if found is None or found[0] is not CONSTANT_MODE:
            return None
        row[found[1]] += found[2]
    return row[1], row[0]


def direct_window(expr: Any, x: Any, largest: int) -> Distribution | None:
    """Piecewise((value, interval), (0, True)) with rational ends and a value that `direct` reads.

    None for anything else.
    """
    arms = expr.args
    if len(arms) != 2 or arms[1].args != (sympy.S.Zero, sympy.true):
        return None
    value, condition = arms[0].args
    ends = _rational_ends(condition, x)
    if ends is None:
        return None
    f = direct(value, x, largest)
    return None if f is None else _cut(f, *ends)


def _cut(f: ExpPoly, low: fmpq | None, high: fmpq | None) -> Distribution:
    """f on low <= x < high, where None is no bound."""
    if low is not None and high is not None and low >= high:
        return Distribution()
    right = []
    if low is not None:
        right.append((low, f.recentred(low)))
    if high is not None:
        right.append((high, f.recentred(high).scaled(-ONE)))
    return Distribution(f if low is None else None, Terms(right))


def rational_window(condition: Any, x: Any) -> Distribution | None:
    """The indicator of an interval with rational ends; None for other conditions."""
    ends = _rational_ends(condition, x)
    return None if ends is None else _cut(ExpPoly.constant(ONE), *ends)


def _rational_ends(condition: Any, x: Any) -> tuple[fmpq | None, fmpq | None] | None:
    """(low, high) of low <= x <= high, x >= low or x <= high, strict or not."""
    low: fmpq | None = None
    high: fmpq | None = None
    for part in condition.args if type(condition) is sympy.And else (condition,):
        kind = type(part)
        if kind not in _BELOW and kind not in _ABOVE:
            return None
        left, end = part.args
        if left != x or not end.is_Rational:
            return None
        if kind in _ABOVE:
            if low is not None:
                return None
            low = to_fmpq(end)
        elif high is not None:
            return None
        else:
            high = to_fmpq(end)
    return low, high
