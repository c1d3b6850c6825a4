"""Break points: exact real zeros of what switches or what stands in a denominator.

Zeros are exact SymPy numbers (rationals, radicals of quadratics, CRootOf), ordered by balls that
are disjoint or by an exact equality, never by a floating comparison.
"""

from __future__ import annotations

from functools import cmp_to_key

import sympy
from sympy import Expr, Symbol

from symconv.enclosure.growth import NotBoundedError, number_sign
from symconv.errors import Unresolved

__all__ = ["compare", "distinct_sorted", "real_zeros"]


def compare(left: Expr, right: Expr) -> int:
    """−1, 0 or 1 as left is below, equal to or above right; proved."""
    if left.is_Rational and right.is_Rational:
        return int(bool(left > right)) - int(bool(left < right))
    try:
        return number_sign(sympy.expand(left - right))
    except NotBoundedError:
        raise Unresolved(f"the order of the break points {left} and {right} is open") from None


def distinct_sorted(numbers: list[Expr]) -> list[Expr]:
    """The numbers in ascending order, equal ones once."""
    ordered = sorted(numbers, key=cmp_to_key(compare))
    kept: list[Expr] = []
    for number in ordered:
        if not kept or compare(kept[-1], number) != 0:
            kept.append(number)
    return kept


def real_zeros(expr: Expr, variable: Symbol) -> list[Expr] | None:
    """All real zeros and poles of a rational function; None where it is not one.

    Zeros that cancel against poles may be listed: an extra break point does no harm.
    """
    if not expr.is_rational_function(variable):
        return None
    numerator, denominator = sympy.together(expr).as_numer_denom()
    zeros: list[Expr] = []
    for part in (numerator, denominator):
        found = _polynomial_zeros(part, variable)
        if found is None:
            return None
        zeros += found
    return distinct_sorted(zeros)


def _polynomial_zeros(expr: Expr, variable: Symbol) -> list[Expr] | None:
    polynomial = sympy.Poly(expr, variable)
    if polynomial.degree() <= 0:
        return []
    if all(coefficient.is_Rational for coefficient in polynomial.coeffs()):
        return list(dict.fromkeys(sympy.real_roots(polynomial)))
    if not _is_nonzero(polynomial.LC()):
        return None
    if polynomial.degree() == 1:
        slope, offset = polynomial.all_coeffs()
        return [sympy.expand(-offset / slope)] if _is_real(slope, offset) else None
    if polynomial.degree() == 2:
        return _quadratic_zeros(*polynomial.all_coeffs())
    return None


def _is_nonzero(number: Expr) -> bool:
    try:
        return number_sign(sympy.re(number)) != 0 or number_sign(sympy.im(number)) != 0
    except NotBoundedError:
        return False


def _quadratic_zeros(a: Expr, b: Expr, c: Expr) -> list[Expr] | None:
    if not _is_real(a, b, c):
        return None
    discriminant = sympy.expand(b**2 - 4 * a * c)
    try:
        sign = number_sign(discriminant)
    except NotBoundedError:
        return None
    if sign < 0:
        return []
    root = sympy.sqrt(discriminant)
    return [(-b - root) / (2 * a), (-b + root) / (2 * a)]


def _is_real(*numbers: Expr) -> bool:
    return all(number.is_real is True for number in numbers)
