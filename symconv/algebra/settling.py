"""A distribution without what is 0 although its form does not show it.

Equal numbers may have different forms: e as a break point and e as a coefficient, sin²1 + cos²1
and 1. The zero test of constants tells; what it leaves open stays.
"""

from __future__ import annotations

import sympy
from flint import fmpq

from symconv.algebra.constants import expression, parameter_coefficients
from symconv.algebra.distribution import Distribution
from symconv.algebra.exppoly import ExpPoly, Mode
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.algebra.terms import Terms
from symconv.deadline import check
from symconv.deciding import constants

__all__ = ["settled"]

Row = dict[Mode, Number]


def settled(f: Distribution, facts: Facts) -> Distribution:
    """The same distribution: equal break points once, hidden zeros left out."""
    return Distribution(
        _settled_part(f.line, facts), _settled_terms(f.right, facts), _settled_terms(f.mass, facts)
    )


def _settled_terms(parts: Terms, facts: Facts) -> Terms:
    total = Terms()
    for point, part in parts.items():
        total.at(_first_equal(point, tuple(total), facts)).add(part)
    return Terms((point, _settled_part(part, facts)) for point, part in total.items())


def _first_equal(value: Number, others: tuple[Number, ...], facts: Facts) -> Number:
    return next((other for other in others if _is_zero(value - other, facts)), value)


def _is_zero(gap: Number, facts: Facts) -> bool:
    return gap == 0 if isinstance(gap, fmpq) else facts.nonzero(gap) is False


def _settled_part(part: ExpPoly, facts: Facts) -> ExpPoly:
    """Terms of equal exponent and degree are 0 together or not."""
    groups: dict[tuple[Number, int], Row] = {}
    for key, n, c in part.items():
        check("comparing normal forms")
        lam = _first_equal(key.lam, tuple(known for known, degree in groups if degree == n), facts)
        row = groups.setdefault((lam, n), {})
        row[key] = row[key] + c if key in row else c
    total = ExpPoly()
    for (_, n), row in groups.items():
        if not _vanishes(row):
            for key, c in row.items():
                total.add_term(key, n, c)
    return total


def _vanishes(row: Row) -> bool:
    """Whether Σ c e^β is 0 for all values of the parameters."""
    if len(row) == 1 and isinstance(next(iter(row.values())), fmpq):
        return False
    total = sympy.Add(*(expression(c) * sympy.exp(expression(key.beta)) for key, c in row.items()))
    if not total.free_symbols:
        return constants.is_zero(total) is True
    if any(expression(key.beta).free_symbols for key in row):
        return False
    return all(constants.is_zero(c) is True for c in parameter_coefficients(total))
