"""Linear inequalities over the rationals: whether a system has no solution (Fourier-Motzkin).

A form is {monomial: coefficient} with the constant under (). Monomials of higher degree count as
variables of their own, so "no solution" is right for polynomials as well; only the converse is not.

Reference: A. Schrijver, Theory of Linear and Integer Programming, section 12.2.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

from flint import fmpq

__all__ = ["CONSTANT", "Form", "is_infeasible"]

Form: TypeAlias = dict[Any, fmpq]
Constraint: TypeAlias = tuple[Form, bool]  # form > 0 where True, else form >= 0

CONSTANT = ()
_MOST_CONSTRAINTS = 300


def is_infeasible(constraints: Iterable[Constraint]) -> bool:
    """True where the system provably has no real solution; False where that is not shown."""
    system = [(dict(form), strict) for form, strict in constraints]
    variables = sorted({key for form, _ in system for key in form if key != CONSTANT}, key=str)
    while True:
        if any(_is_contradiction(form, strict) for form, strict in system):
            return True
        remaining = [key for key in variables if any(key in form for form, _ in system)]
        if not remaining or len(system) > _MOST_CONSTRAINTS:
            return False
        system = _eliminate(system, min(remaining, key=lambda key: _growth(system, key)))


def _is_contradiction(form: Form, strict: bool) -> bool:
    if any(key != CONSTANT for key in form):
        return False
    constant = form.get(CONSTANT, fmpq(0))
    return bool(constant <= 0 if strict else constant < 0)


def _growth(system: list[Constraint], key: Any) -> int:
    above = sum(1 for form, _ in system if form.get(key, 0) > 0)
    below = sum(1 for form, _ in system if form.get(key, 0) < 0)
    return above * below - above - below


def _eliminate(system: list[Constraint], key: Any) -> list[Constraint]:
    """Combine every lower bound of the variable with every upper bound."""
    kept = [(form, strict) for form, strict in system if key not in form]
    above = [(form, strict) for form, strict in system if form.get(key, 0) > 0]
    below = [(form, strict) for form, strict in system if form.get(key, 0) < 0]
    for low, low_strict in above:
        for high, high_strict in below:
            combined = _combined(low, -high[key], high, low[key])
            if (combined, low_strict or high_strict) not in kept:
                kept.append((combined, low_strict or high_strict))
    return kept


def _combined(first: Form, weight: fmpq, second: Form, other: fmpq) -> Form:
    total = {k: c * weight for k, c in first.items()}
    for k, c in second.items():
        value = total.get(k, fmpq(0)) + c * other
        if value == 0:
            total.pop(k, None)
        else:
            total[k] = value
    return total
