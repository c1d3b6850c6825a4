"""SymPy objects made in canonical form, without asking SymPy to evaluate them.

Evaluation (Add.flatten, exp.eval, the search of And for contradictions) costs twenty to a hundred
times what the object costs, most of all with cold caches. Where the canonical form is known
beforehand there is nothing to evaluate: coefficients are reduced rationals, no two terms or factors
combine, break points are in order. Every builder states when that holds; the caller sees to it.
The order of the arguments is SymPy's own (Basic.compare), and the tests build every node of a wide
sample again with func(*args) and find the same object.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cmp_to_key
from typing import Any

import sympy
from flint import fmpq
from sympy.core.basic import Basic
from sympy.core.expr import Expr
from sympy.core.sorting import ordered
from sympy.functions.elementary.piecewise import ExprCondPair

from symconv.exactnumbers import from_fmpq, from_int

__all__ = ["applied", "between", "piecewise", "polynomial", "power", "product", "total"]

_ARGUMENTS = sympy.exp(sympy.Dummy()).nargs  # what SymPy stores with every function of one argument
_ORDER = cmp_to_key(Basic.compare)


def power(base: Any, exponent: int) -> Any:
    """base**exponent for a symbol or a sum without common content, exponent >= 1."""
    if exponent == 1:
        return base
    made = Expr.__new__(sympy.Pow, base, from_int(exponent))
    made.is_commutative = True
    return made


def product(coefficient: fmpq, factors: list[Any]) -> Any:
    """coefficient·Π factors for non-numeric factors that do not combine and are no products.

    One sum times a number is left to SymPy, which multiplies it out.
    """
    ordered = sorted(factors, key=_ORDER) if len(factors) > 1 else factors
    if coefficient == 1:
        return sympy.Mul._from_args(ordered, True)
    number = from_fmpq(coefficient)
    if len(ordered) == 1 and ordered[0].is_Add:
        return number * ordered[0]
    return sympy.Mul._from_args([number, *ordered], True)


def total(terms: list[Any]) -> Any:
    """The sum of terms that do not combine; at most one of them holds a number."""
    if len(terms) == 1:
        return terms[0]
    numbers: list[Any] = []
    others: list[Any] = []
    for term in terms:
        for part in term.args if term.is_Add else (term,):
            (numbers if part.is_Rational else others).append(part)
    others.sort(key=_ORDER)
    return sympy.Add._from_args([*numbers, *others], True)


def _number(value: fmpq | int) -> Any:
    return from_int(value) if isinstance(value, int) else from_fmpq(value)


def polynomial(row: Mapping[int, fmpq | int], t: Any, center: fmpq | None = None) -> Any:
    """Σ c (t − center)^n over a row {n: c} without zeros, for a symbol t."""
    if center is None or center == 0:
        return _sum_of_powers(row.get(0), row, t, t)
    base = sympy.Add._from_args([from_fmpq(-center), t], True)
    constant = row.get(0, fmpq(0)) - row.get(1, fmpq(0)) * center
    return _sum_of_powers(constant, row, t, base)


def _sum_of_powers(
    constant: fmpq | int | None, row: Mapping[int, fmpq | int], t: Any, base: Any
) -> Any:
    """constant + c_1 t + Σ c_n base^n over n >= 2, in SymPy's order of the terms."""
    bare: list[Any] = []
    scaled: list[tuple[Any, Any]] = []
    for n in sorted(row):
        if n == 0:
            continue
        raised = t if n == 1 else power(base, n)
        number = _number(row[n])
        if number is sympy.S.One:
            bare.append(raised)
            continue
        key = (_RANKS.get(type(number).__name__, _RATIONAL), number.p, number.q, n)
        scaled.append((key, sympy.Mul._from_args([number, raised], True)))
    scaled.sort(key=_first)
    terms = [*bare, *(term for _, term in scaled)]
    if constant:
        terms.insert(0, _number(constant))
    return sympy.Add._from_args(terms, True)


_RANKS = {"Half": 0, "NegativeOne": 1, "Integer": 2}  # Basic.compare goes by the class first
_RATIONAL = 3


def _first(pair: tuple[Any, Any]) -> Any:
    return pair[0]


def applied(function: Any, argument: Any) -> Any:
    """exp, sin, cos, sinh, cosh at an argument that SymPy leaves as it is."""
    made = Expr.__new__(function, argument)
    made.nargs = _ARGUMENTS
    return made


def between(t: Any, low: Any, high: Any) -> Any:
    """low <= t < high, where None is no bound and low < high is known.

    The two stand in the order of SymPy's And, without which equal conditions would not be equal:
    the shorter end first, and of two rational ends the lower.
    """
    above = None if low is None else Basic.__new__(sympy.GreaterThan, t, low)
    below = None if high is None else Basic.__new__(sympy.StrictLessThan, t, high)
    if above is None:
        return sympy.true if below is None else below
    if below is None:
        return above
    ends = (above, below) if low.is_Rational and high.is_Rational else ordered((above, below))
    both = Basic.__new__(sympy.And, *ends)
    both._argset = frozenset((above, below))
    return both


def piecewise(arms: list[tuple[Any, Any]]) -> Any:
    """Piecewise((value, condition), …) with exclusive conditions, the last one possibly true."""
    if len(arms) == 1 and arms[0][1] is sympy.true:
        return arms[0][0]
    return Basic.__new__(sympy.Piecewise, *(Basic.__new__(ExprCondPair, *arm) for arm in arms))
