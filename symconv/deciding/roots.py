"""The real zeros of polynomials and rational functions whose coefficients are constants.

Zeros are exact: rationals, square roots, CRootOf. Rational coefficients have theirs isolated by
Sturm's theorem; others of degree 1 and 2 by the sign of the discriminant, also in x^k; algebraic
ones of higher degree among the zeros of the norm, where each is tried by the exact zero test.
"""

from __future__ import annotations

import sympy
from sympy import Expr, Symbol

from symconv.deadline import check
from symconv.deciding import constants
from symconv.deciding.order import distinct_sorted
from symconv.deciding.structure import coefficients

__all__ = ["polynomial_zeros", "real_zeros"]

_LARGEST_NORM = 12


def real_zeros(expr: Expr, variable: Symbol) -> list[Expr] | None:
    """All real zeros and poles of a rational function, sorted; None where they are not known.

    Zeros that cancel against poles may be listed: an extra break point does no harm.
    """
    if not expr.is_rational_function(variable):
        return None
    zeros: list[Expr] = []
    for part in sympy.together(expr).as_numer_denom():
        found = polynomial_zeros(part, variable)
        if found is None:
            return None
        zeros += found
    return distinct_sorted(zeros)


def polynomial_zeros(expr: Expr, variable: Symbol) -> list[Expr] | None:
    """The real zeros of a polynomial, each once, none for a constant; None where not known."""
    found = coefficients(expr, variable)  # a CRootOf may hold the variable as a bound name
    if found is None or any(c.free_symbols for c in found):
        return None
    return _zeros(_from_leading(list(reversed(found))), variable)


def _from_leading(row: list[Expr]) -> list[Expr] | None:
    """The coefficients from the first one that is not 0; None where that is open."""
    for index, coefficient in enumerate(row):
        is_zero = constants.is_zero(coefficient)
        if is_zero is None:
            return None
        if not is_zero:
            return row[index:]
    return []


def _zeros(row: list[Expr] | None, variable: Symbol) -> list[Expr] | None:
    check("finding the real zeros of a polynomial")
    if row is None:
        return None
    if len(row) <= 1:
        return []
    if all(coefficient.is_Rational for coefficient in row):
        return list(dict.fromkeys(sympy.real_roots(sympy.Poly(row, variable))))
    if not all(constants.is_real(coefficient) for coefficient in row):
        return _of_complex(row, variable)
    if constants.is_zero(row[-1]):
        rest = _zeros(row[:-1], variable)
        return None if rest is None else distinct_sorted([sympy.S.Zero, *rest])
    if len(row) == 2:
        slope, offset = row
        return [sympy.expand(-offset / slope)]
    if len(row) == 3:
        return _quadratic_zeros(*row)
    step = _step(row)
    if step > 1:
        return _roots_of(_zeros(row[::step], variable), step)
    return _by_norm(row, variable)


def _quadratic_zeros(a: Expr, b: Expr, c: Expr) -> list[Expr] | None:
    discriminant = sympy.expand(b**2 - 4 * a * c)
    sign = constants.sign(discriminant)
    if sign is None:
        return None
    if sign <= 0:
        return [sympy.expand(-b / (2 * a))] if sign == 0 else []
    root = sympy.sqrt(discriminant)
    return distinct_sorted([(-b - root) / (2 * a), (-b + root) / (2 * a)])


def _of_complex(row: list[Expr], variable: Symbol) -> list[Expr] | None:
    """The common zeros of the real and the imaginary part."""
    parts = [sympy.expand(coefficient).as_real_imag() for coefficient in row]
    if not all(constants.is_real(part) for pair in parts for part in pair):
        return None
    rows = [_from_leading([pair[index] for pair in parts]) for index in (0, 1)]
    if rows[1] == []:
        return _zeros(rows[0], variable)
    found = [_zeros(row, variable) for row in rows]
    if rows[0] == []:
        return found[1]
    if None in found:
        return None
    common = []
    for zero in found[0] or []:
        gaps = [constants.is_zero(zero - other) for other in found[1] or []]
        if True not in gaps and None in gaps:
            return None
        if True in gaps:
            common.append(zero)
    return common


def _step(row: list[Expr]) -> int:
    """The largest k for which the polynomial is one in x^k."""
    descending = range(len(row) - 1, -1, -1)
    exponents = [n for n, c in zip(descending, row, strict=True) if c != 0]
    return int(sympy.igcd(*exponents))


def _roots_of(powers: list[Expr] | None, k: int) -> list[Expr] | None:
    """The real x with x^k among the powers."""
    if powers is None:
        return None
    found: list[Expr] = []
    for power in powers:
        sign = constants.sign(power)
        if sign is None:
            return None
        if sign == 0:
            found.append(sympy.S.Zero)
        elif sign > 0:
            root = sympy.root(power, k)
            found += [root] if k % 2 else [-root, root]
        elif k % 2:
            found.append(-sympy.root(-power, k))
    return distinct_sorted(found)


def _by_norm(row: list[Expr], variable: Symbol) -> list[Expr] | None:
    """The zeros among those of a polynomial with rational row that they divide."""
    norm = _norm(row, variable)
    if norm is None or norm.degree() > _LARGEST_NORM:
        return None
    found = []
    for zero in dict.fromkeys(sympy.real_roots(norm)):
        value = sympy.S.Zero
        for coefficient in row:
            value = value * zero + coefficient
        is_zero = constants.is_zero(value)
        if is_zero is None:
            return None
        if is_zero:
            found.append(zero)
    return found


def _norm(row: list[Expr], variable: Symbol) -> sympy.Poly | None:
    """A multiple with rational row, square roots eliminated one after the other."""
    total = sympy.Add(*(c * variable**n for n, c in enumerate(reversed(row))))
    degree = len(row) - 1
    while degree <= _LARGEST_NORM:
        polynomial = sympy.Poly(sympy.expand(total), variable)
        if all(c.is_Rational for c in polynomial.coeffs()):
            return polynomial
        radicals = [
            power
            for power in total.atoms(sympy.Pow)
            if power.base.is_Rational and power.exp.is_Rational and not power.exp.is_Integer
        ]
        if any(power.exp.q != 2 for power in radicals) or not radicals:
            return None
        base = radicals[0].base
        other = total.xreplace({power: -power for power in radicals if power.base == base})
        total = sympy.expand(total * other)
        degree *= 2
    return None
