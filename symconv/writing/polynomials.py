"""Polynomials with exact coefficients as SymPy expressions: expanded, local, or factored.

The shortest form is written. Operations are counted on the coefficients: SymPy's count_ops costs
more than the algebra.
"""

from __future__ import annotations

from math import factorial
from typing import Any, TypeAlias

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression
from symconv.algebra.elements import ZERO, Element, from_generator
from symconv.algebra.exppoly import CONSTANT_MODE, ExpPoly
from symconv.algebra.generators import parameter
from symconv.algebra.numbers import Complex, Number

__all__ = ["write_polynomial"]

Row: TypeAlias = dict[int, Number]
Factors: TypeAlias = tuple[fmpq, list[tuple[Number, int]]]
_LOCAL_FROM_DEGREE = 6
_FACTORED_TO_DEGREE = 24
_LONGEST_FACTOR = 8


def write_polynomial(row: Row, t: Any, center: Number, *, allow_local: bool) -> Any:
    """Σ c t^n: expanded or factored, whichever is shorter; local from degree 6 on.

    The operations are counted on the coefficients: SymPy's count_ops costs more than the algebra.
    """
    degree = max(row)
    if allow_local and degree >= _LOCAL_FROM_DEGREE and center != 0:
        local = _moved(row, center)
        expanded, cost = (local, t - expression(center)), _row_cost(local, 2)
    else:
        expanded, cost = (row, t), _row_cost(row, 1)
    if 2 <= degree <= _FACTORED_TO_DEGREE or not all(isinstance(c, fmpq) for c in row.values()):
        factors = _factors(row, t)
        if factors is not None and _is_readable(factors) and _factors_cost(factors) < cost:
            return _product(factors)
    return _expanded(*expanded)


def _row_cost(row: Row, base: int) -> int:
    """The operations of Σ c b^n where writing b costs base − 1."""
    cost = len(row) - 1
    for n, c in row.items():
        cost += _cost(c) + (n > 0 and c not in (1, -1)) + (n > 1) + (base - 1 if n else 0)
    return cost


def _cost(value: Number) -> int:
    """The operations of writing a coefficient."""
    if isinstance(value, fmpq):
        return int(value.q != 1) + int(value < 0)
    if isinstance(value, Complex):
        return _cost(value.re) + _cost(value.im) + 2
    if not isinstance(value, Element):
        raise TypeError(f"not an exact number: {value!r}")
    terms = value.num.to_dict()
    cost = len(terms) - 1
    for monomial, c in terms.items():
        used = [e for e in monomial if e]
        cost += max(0, len(used) - 1 + (c not in (1, -1))) + sum(e > 1 for e in used) + (c.q != 1)
    return cost + sum(_cost(factor) + 1 for factor, _ in nb.numerator_denominator(value)[1])


def _expanded(row: Row, t: Any) -> Any:
    return sympy.Add(*(_term(expression(c), t, n) for n, c in row.items()))


def _term(coefficient: Any, t: Any, n: int) -> Any:
    """c·t^n. From n = 2 on nothing is left for SymPy to evaluate, which saves most of the time."""
    if n < 2 or not coefficient.is_Rational:
        return coefficient * sympy.Pow(t, n)
    power = sympy.Pow(t, sympy.Integer(n), evaluate=False)
    return power if coefficient == 1 else sympy.Mul(coefficient, power, evaluate=False)


def _moved(row: Row, center: Number) -> Row:
    """The coefficients about `center`."""
    local = ExpPoly({CONSTANT_MODE: {n: c * fmpq(factorial(n)) for n, c in row.items()}})
    moved = local.recentred(center).terms.get(CONSTANT_MODE, {})
    return {n: c * fmpq(1, factorial(n)) for n, c in moved.items()}


def _factors(row: Row, t: Any) -> Factors | None:
    """(unit, [(factor, exponent)]) of the polynomial in t and the parameters; None if complex."""
    variable = from_generator(parameter(t))
    value: Number = ZERO
    for n, c in row.items():
        value = value + c * nb.power(variable, n)
    if not isinstance(value, Element):
        return None
    unit, parts = value.num.factor()
    ctx = value.ctx
    written = [(Element(ctx, poly, ()), int(times)) for poly, times in parts]
    below = [(factor, -times) for factor, times in nb.numerator_denominator(value)[1]]
    return unit, [*written, *below]


def _is_readable(factors: Factors) -> bool:
    """Whether no factor is a long polynomial, which reads no better than the expanded form."""
    return all(len(_numerator(factor)) <= _LONGEST_FACTOR for factor, _ in factors[1])


def _numerator(factor: Number) -> Any:
    return factor.num if isinstance(factor, Element) else ()


def _factors_cost(factors: Factors) -> int:
    unit, parts = factors
    cost = _cost(unit) + len(parts) - 1 + (unit not in (1, -1))
    return cost + sum(_cost(factor) + (abs(times) > 1) for factor, times in parts)


def _product(factors: Factors) -> Any:
    unit, parts = factors
    written = []
    for factor, times in parts:
        base = expression(factor)
        if base.could_extract_minus_sign():
            base, unit = -base, unit * (-1) ** abs(times)
        written.append(sympy.Pow(base, times))
    return expression(unit) * sympy.Mul(*written)
