"""Moduli compared on the logarithmic scale, where products of them are linear forms.

The facts x > y between monomials in non-negative generators become log x − log y > 0; what follows
from them, and from rational bounds of log p for the primes p that occur, is decided linearly.
"""

from __future__ import annotations

from typing import Any

import sympy
from flint import arb, fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.elements import ONE, Element, from_generator
from symconv.algebra.inequalities import Form, is_infeasible
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.exactnumbers import dyadic
from symconv.precision import working_precision

__all__ = ["is_at_least_one", "logarithmic_sign", "root"]


def logarithmic_sign(size: Number, facts: Facts) -> int | None:
    """The sign of −log|ρ| by linear reasoning on logarithms of monomials."""
    form = _logarithm(size)
    if form is None:
        return None
    known = _logarithmic_facts(form, facts)
    if is_infeasible([*known, (form, False)]):
        return 1
    if is_infeasible([*known, (_negative(form), False)]):
        return -1
    return None


def is_at_least_one(size: Number, facts: Facts) -> bool:
    """Whether |ρ| >= 1 follows, equality being open."""
    form = _logarithm(size)
    if form is None:
        return False
    return is_infeasible([*_logarithmic_facts(form, facts), (_negative(form), True)])


def _negative(form: Form) -> Form:
    return {key: -c for key, c in form.items()}


def _logarithmic_facts(form: Form, facts: Facts) -> list[tuple[Form, bool]]:
    """The facts x > y between monomials as log x − log y > 0, and bounds of log p."""
    known = []
    for value, strict in facts.bounds:
        sides = _two_monomials(value)
        if sides is not None:
            known.append((_difference(*sides), strict))
    return known + _prime_logarithms([form, *(bound for bound, _ in known)])


def _two_monomials(value: Number) -> tuple[Form, Form] | None:
    """The logarithms of x and y where the number is x − y with positive monomials."""
    if not isinstance(value, Element) or value.den:
        return None
    terms = value.num.to_dict()
    if len(terms) != 2:
        return None
    signed = {c > 0: value.ctx.flint.from_dict({m: abs(c)}) for m, c in terms.items()}
    if len(signed) != 2:
        return None
    logs = [_logarithm(_as_number(value, signed[side])) for side in (True, False)]
    return None if logs[0] is None or logs[1] is None else (logs[0], logs[1])


def _as_number(like: Element, poly: Any) -> Number:
    return poly.coeffs()[0] if poly.is_constant() else Element(like.ctx, poly, ())


def _logarithm(size: Number) -> Form | None:
    """log of a monomial in non-negative generators as a linear form in their logarithms."""
    if isinstance(size, fmpq):
        parts = sympy.factorrat(sympy.Rational(int(size.p), int(size.q))).items()
        return {("prime", int(p)): fmpq(int(e)) for p, e in parts}
    if not isinstance(size, Element):
        return None
    above, below = nb.numerator_denominator(size)
    form: Form = {}
    for poly, times in ((above, 1), *((factor, -e) for factor, e in below)):
        part = _logarithm_polynomial(poly)
        if part is None:
            return None
        form = _sum(form, part, fmpq(times))
    return form


def _logarithm_polynomial(value: Number) -> Form | None:
    if isinstance(value, fmpq):
        return _logarithm(value) if value > 0 else None
    if not isinstance(value, Element):
        return None
    terms = value.num.to_dict()
    if len(terms) != 1:
        return None
    ((monomial, c),) = terms.items()
    form = _logarithm(c) if c > 0 else None
    if form is None:
        return None
    for gen, exponent in zip(value.ctx.generators, monomial, strict=True):
        if exponent:
            if not gen.expr.is_extended_nonnegative:
                return None
            form = _sum(form, {("log", gen): ONE}, fmpq(exponent))
    return form


def _sum(first: Form, second: Form, factor: fmpq) -> Form:
    total = dict(first)
    for key, c in second.items():
        total[key] = total.get(key, fmpq(0)) + c * factor
    return {key: c for key, c in total.items() if c != 0}


def _difference(first: Form, second: Form) -> Form:
    return _sum(first, second, fmpq(-1))


def _prime_logarithms(forms: list[Form]) -> list[tuple[Form, bool]]:
    """Rational bounds of log p for the primes that occur."""
    found: list[tuple[Form, bool]] = []
    for key in {key for form in forms for key in form if key[0] == "prime"}:
        with working_precision(64):
            enclosure = arb(key[1]).log()
        for end, sign in ((enclosure.lower(), 1), (enclosure.upper(), -1)):
            found.append(({key: fmpq(sign), (): -dyadic(end) * sign}, False))
    return found


def root(size: Element) -> Number:
    """x for x^k with the largest k, where the number is a monomial with coefficient 1."""
    form = _logarithm(size)
    if not form or any(key[0] != "log" for key in form):
        return size
    common = int(sympy.igcd(0, *(int(c.p) for c in form.values())))
    total: Number = ONE
    for (_, gen), c in form.items():
        total = total * nb.power(from_generator(gen), int(c.p) // common)
    return total
