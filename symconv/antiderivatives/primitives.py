"""The table: one antiderivative for every kind of term, proved by the derivative identity.

    R = polynomial, q of degree 1, 2    gaussian.py
    R rational, q free of x             rational.py
    polynomial·e^{λx}·erf, and rational·log or ·atan: by parts, down to the rows above
"""

from __future__ import annotations

from symconv.algebra.generators import Generator
from symconv.algebra.numbers import ONE, ZERO, Number
from symconv.algebra.signs import Facts
from symconv.antiderivatives.field import coefficients, depends
from symconv.antiderivatives.gaussian import exponential_primitive, gaussian_primitive
from symconv.antiderivatives.identity import is_antiderivative
from symconv.antiderivatives.rational import rational_primitive
from symconv.antiderivatives.sums import PLAIN, Atom, NotElementary, Sum, atom_derivative

__all__ = ["proved_primitive"]

_MOST_PARTS = 8


def proved_primitive(integrand: Sum, gen: Generator, facts: Facts) -> Sum:
    """An antiderivative in the generator. Raises NotElementary where no rule gives a proved one."""
    found = _primitive(integrand, gen, facts, _MOST_PARTS)
    if not is_antiderivative(found, integrand, gen):
        raise NotElementary("the derivative identity was not proved")
    return found


def _primitive(integrand: Sum, gen: Generator, facts: Facts, budget: int) -> Sum:
    if not budget:
        raise NotElementary("integration by parts did not end")
    total = Sum()
    for (q, a), r in integrand.terms.items():
        if a is PLAIN or not depends(a[1], gen):
            plain = _plain(r, q, gen, facts)
            total = total + (plain if a is PLAIN else plain * Sum.of(ONE, ZERO, a))
        else:
            total = total + _by_parts(r, q, a, gen, facts, budget)
    return total


def _plain(r: Number, q: Number, gen: Generator, facts: Facts) -> Sum:
    if not depends(q, gen):
        constant = Sum.of(ONE, q)
        return rational_primitive(r, gen, facts) * constant
    row, exponent = coefficients(r, gen), coefficients(q, gen)
    if row is None or exponent is None:
        raise NotElementary("a rational function times an exponential")
    if len(exponent) == 2:
        return exponential_primitive(row, q, exponent[1], gen)
    return gaussian_primitive(row, q, gen, facts)


def _by_parts(
    r: Number, q: Number, a: Atom, gen: Generator, facts: Facts, budget: int
) -> Sum:
    """∫ S′A = S·A − ∫ S·A′ with S free of atoms."""
    outer = _plain(r, q, gen, facts)
    if any(b is not PLAIN for _, b in outer.terms):
        raise NotElementary(f"{a[0]} times a function whose antiderivative is not of its kind")
    rest = outer * atom_derivative(a, gen)
    special = Sum.of(ONE, ZERO, a)
    return outer * special - _primitive(rest, gen, facts, budget - 1)
