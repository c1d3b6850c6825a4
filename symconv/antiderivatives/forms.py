"""A number in T as a readable expression: expanded, factored or completed, whichever is shorter."""

from __future__ import annotations

from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression, number
from symconv.algebra.dependence import coefficients
from symconv.algebra.elements import ZERO, Element
from symconv.algebra.generators import Generator
from symconv.algebra.numbers import Complex, Number
from symconv.antiderivatives.exponentials import exponential_generators
from symconv.antiderivatives.field import T
from symconv.antiderivatives.hyperbolic import hyperbolic_form
from symconv.antiderivatives.powers import power_generators

__all__ = ["complement", "short"]


def complement(u: Number) -> Any:
    """erfc(u), in a form that SymPy does not turn into 2 − erfc(−u); None where there is none."""
    expanded = expression(u)
    kept = _factored(u, signed=True) if isinstance(u, Element) else None
    for candidate in (short(u), kept, expanded):
        if candidate is not None:
            written = sympy.erfc(candidate)
            if isinstance(written, sympy.erfc):
                return written
    return None


def short(value: Number) -> Any:
    """The number as an expression: expanded or factored, whichever is shorter."""
    expanded = expression(value)
    if isinstance(value, fmpq):
        return expanded
    if isinstance(value, Complex):
        return short(value.re) + sympy.I * short(value.im)
    if exponential_generators(value, T):
        return hyperbolic_form(value, short) or sympy.powsimp(expanded, combine="exp")
    powers = power_generators(value, T)
    if powers:
        return _by_powers(value, powers)
    candidates = [expanded]
    for form in (_factored(value), _distributed(value), _completed(value)):
        if form is not None:
            candidates.append(form)
    counts = [candidate.count_ops() for candidate in candidates]
    return candidates[counts.index(min(counts))]


def _by_powers(value: Element, powers: list[Generator]) -> Any:
    """Σ (coefficient)·(power), with t·t^n made t^{n+1}."""
    above, below = nb.numerator_denominator(value)
    total = []
    rest: Number = above
    for unit in powers:
        row = coefficients(rest, unit) or []
        for times, c in enumerate(row[1:], 1):
            if c != 0:
                total.append(_times_power(c, unit.expr, times))
        rest = row[0] if row else ZERO
    down = sympy.Mul(*(sympy.Pow(short(factor), -times) for factor, times in below))
    return sympy.Add(short(rest), *total) * down


def _times_power(c: Number, unit: Any, times: int) -> Any:
    """c·(at + b)^r, with the factors at + b of c inside the power."""
    base, exponent = unit.args
    down = nb.inverse(number(base)) if base.has(T.expr) and base.is_Add else None
    exponent = exponent * times
    while down is not None and coefficients(c * down, T) is not None:
        c, exponent = c * down, exponent + 1
    return sympy.powsimp(short(c) * sympy.Pow(base, exponent))


def _distributed(value: Element) -> Any:
    """The terms over a denominator that is a product of generators."""
    above, below = nb.numerator_denominator(value)
    if not below or any(len(expression(factor).args) > 1 for factor, _ in below):
        return None
    down = sympy.Mul(*(sympy.Pow(expression(factor), -times) for factor, times in below))
    return sympy.Add(*(term * down for term in sympy.Add.make_args(expression(above))))


def _completed(value: Element) -> Any:
    """a(t − p)² + c of a quadratic in t."""
    row = coefficients(value, T)
    if row is None or len(row) != 3 or row[1] == 0:
        return None
    centre = row[1] * nb.inverse(row[2]) * fmpq(-1, 2)
    height = row[0] - centre * centre * row[2]
    return expression(row[2]) * (T.expr - short(centre)) ** 2 + short(height)


def _factored(value: Element, *, signed: bool = False) -> Any:
    """unit·Π factor^k; `signed` leaves a minus inside the first factor."""
    above, below = nb.numerator_denominator(value)
    if not isinstance(above, Element):
        return None
    unit, factors = above.num.factor()
    if len(factors) == 1 and factors[0][1] == 1 and not below:
        return None
    written = []
    for poly, times in factors:
        base = expression(Element(above.ctx, poly, ()))
        if base.could_extract_minus_sign() and not signed:
            base, unit = -base, unit * (-1) ** int(times)
        elif signed and unit < 0 and times % 2 and base.is_Add:
            base, unit = -base, -unit
        written.append(sympy.Pow(base, int(times)))
    lower = [sympy.Pow(short(factor), -times) for factor, times in below]
    return sympy.Mul(expression(unit), *written, *lower)
