"""The table: one antiderivative for every kind of term, proved by the derivative identity.

R = polynomial, q of degree 1, 2    gaussian.py
R rational, q free of x             rational.py
R rational, q of degree 1           exponential_integrals.py
R·e^q times erf, log, atan, Ei, …: by parts, down to the rows above
"""

from __future__ import annotations

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import number
from symconv.algebra.dependence import coefficients, depends
from symconv.algebra.elements import ONE, ZERO, from_generator
from symconv.algebra.generators import Generator, parameter
from symconv.algebra.numbers import Number
from symconv.algebra.polynomials import Polynomial
from symconv.algebra.signs import Facts
from symconv.antiderivatives.exponential_integrals import exponential_integral
from symconv.antiderivatives.exponentials import exponential_generators, substitute
from symconv.antiderivatives.field import denominator_factors
from symconv.antiderivatives.gaussian import exponential_primitive, gaussian_primitive
from symconv.antiderivatives.identity import is_antiderivative
from symconv.antiderivatives.powers import power_generators, power_primitive
from symconv.antiderivatives.rational import rational_primitive
from symconv.antiderivatives.sums import (
    EXPONENTIAL_INTEGRALS,
    PLAIN,
    Atom,
    NotElementary,
    Sum,
    atom_derivative,
)

__all__ = ["proved_primitive"]

_MOST_PARTS = 8
_STAND_IN_GENERATOR = parameter(sympy.Dummy("u", positive=True))
_STAND_IN = from_generator(_STAND_IN_GENERATOR)


def proved_primitive(integrand: Sum, gen: Generator, facts: Facts) -> Sum:
    """An antiderivative in the generator. Raises NotElementary where no rule gives a proved one."""
    found = _primitive(integrand, gen, facts, _MOST_PARTS)
    if not is_antiderivative(found, integrand, gen):
        raise NotElementary("the derivative identity was not proved")
    _refuse_jumps(found, integrand, gen)
    return found


def _refuse_jumps(found: Sum, integrand: Sum, gen: Generator) -> None:
    """−E₁(−u) has other limits on the two sides of a real zero of u.

    The pieces end where the integrand has a singular point of its own, and nowhere else: there
    the zero must lie.
    """
    for _, a in found.terms:
        row = coefficients(a[1], gen) if a[0] == "E1" else None
        if row is None or len(row) < 2:
            continue
        zero = -row[0] * nb.inverse(row[1])
        if nb.is_real(zero) and not _is_singular(integrand, gen, zero):
            raise NotElementary("an antiderivative that jumps inside the interval")


def _is_singular(integrand: Sum, gen: Generator, point: Number) -> bool:
    """Whether a denominator or the argument of a special function vanishes at the point."""
    factors: list[Number] = []
    for (_, a), r in integrand.terms.items():
        factors += denominator_factors(r, gen)
        if a is not PLAIN and a[0] in ("log", *EXPONENTIAL_INTEGRALS):
            factors.append(a[1])
    return any(substitute(factor, {gen: point}) == 0 for factor in factors)


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
        units = exponential_generators(r, gen)
        if len(units) > 1:
            raise NotElementary("exponentials of two rates")
        powers = power_generators(r, gen)
        if powers and not units:
            if len(powers) > 1:
                raise NotElementary("two powers")
            return power_primitive(r, gen, powers[0]) * Sum.of(ONE, q)
        if units:
            return _in_exponential(r, gen, units[0], facts) * Sum.of(ONE, q)
        return rational_primitive(r, gen, facts) * Sum.of(ONE, q)
    row, exponent = coefficients(r, gen), coefficients(q, gen)
    if exponent is None:
        raise NotElementary("an exponential of no polynomial")
    if row is None:
        return exponential_integral(r, q, gen, facts)
    if len(exponent) == 2:
        return exponential_primitive(row, q, exponent[1], gen)
    return gaussian_primitive(row, q, gen, facts)


def _in_exponential(r: Number, gen: Generator, unit: Generator, facts: Facts) -> Sum:
    """∫ Σ x^k R_k(U) dx with U = e^{κx}: ∫ R_0 dU/(κU), and by parts for k > 0."""
    row = polynomial_part(r, gen, unit)
    wave, x = from_generator(unit), from_generator(gen)
    rate = nb.substitute(number(unit.expr.args[0]), {gen: ONE})
    total = Sum()
    for k, part in enumerate(row):
        if part == 0:
            continue
        inner = rational_primitive(part * nb.inverse(rate * wave), unit, facts)
        inner = _without_log_of(unit, inner, rate * x)
        if k and any(a is not PLAIN for _, a in inner.terms):
            raise NotElementary("a polynomial times a function of e^x that leads to polylogarithms")
        lifted = Sum.of(nb.power(x, k))
        total = total + inner * lifted
        if k:
            rest = inner * Sum.of(nb.power(x, k - 1) * fmpq(k))
            total = total - _primitive(rest, gen, facts, _MOST_PARTS)
    return total


def _without_log_of(unit: Generator, value: Sum, exponent: Number) -> Sum:
    """log U = κx."""
    total = Sum()
    for (q, a), r in value.terms.items():
        if a == ("log", from_generator(unit)):
            total = total + Sum.of(r * exponent, q)
        else:
            total = total + Sum({(q, a): r})
    return total


def polynomial_part(r: Number, gen: Generator, unit: Generator) -> Polynomial:
    """The coefficients of r as a polynomial in x over the rational functions of U."""
    bare = nb.substitute(r, {unit: _STAND_IN})
    row = coefficients(bare, gen)
    if row is None:
        raise NotElementary("a function that mixes x and exponentials")
    back: dict[Generator, Number] = {_STAND_IN_GENERATOR: from_generator(unit)}
    return [nb.substitute(c, back) for c in row]


def _by_parts(r: Number, q: Number, a: Atom, gen: Generator, facts: Facts, budget: int) -> Sum:
    """∫ S′A = S·A − ∫ S·A′ with S free of atoms."""
    outer = _plain(r, q, gen, facts)
    if any(b is not PLAIN for _, b in outer.terms):
        raise NotElementary(f"{a[0]} times a function whose antiderivative is not of its kind")
    rest = outer * atom_derivative(a, gen)
    special = Sum.of(ONE, ZERO, a)
    return outer * special - _primitive(rest, gen, facts, budget - 1)
