"""What is known of integers and of moduli: facts sharpened, and |r s| < 1 decided.

For integers p > 0 is p >= 1. A modulus |a| is a generator of its own, tied to a by
−|a| <= a <= |a|. Products of moduli are compared on the logarithmic scale, where they are linear.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sympy
from flint import arb, fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression, number
from symconv.algebra.inequalities import Form, is_infeasible
from symconv.algebra.numbers import ONE, Complex, Element, Number
from symconv.algebra.signs import Facts, compare
from symconv.discrete.sequences.ratios import Units, written
from symconv.enclosure import enclose_expr
from symconv.precision import working_precision

__all__ = [
    "is_integer",
    "is_nonzero",
    "modulus",
    "product_at_least_one",
    "product_question",
    "product_sign",
    "sharpened",
    "with_units",
]

_PRECISIONS = (64, 256, 1024)


def is_integer(value: Number) -> bool:
    """Whether the number is known to be an integer for all parameters."""
    if isinstance(value, fmpq):
        return bool(value.q == 1)
    return bool(expression(value).is_integer)


def sharpened(facts: Facts, symbols: Iterable[Any]) -> Facts:
    """The facts with what integers and moduli add."""
    bounds = list(facts.bounds)
    for value, strict in facts.bounds:
        if strict and not isinstance(value, Complex) and is_integer(value):
            bounds.append((value - ONE, False))
    for symbol in symbols:
        own = number(symbol)
        if symbol.is_integer and symbol.is_positive:
            bounds.append((own - ONE, False))
        elif symbol.is_integer and symbol.is_negative:
            bounds.append((-own - ONE, False))
        size = number(sympy.Abs(symbol))
        if isinstance(size, Element) and size not in (own, -own):
            bounds.append((size, False))
            if nb.is_real(own):
                bounds += [(size - own, False), (size + own, False)]
                bounds += [(c - size, True) for c in _symmetric_bounds(own, facts)]
    bounds = [(q, strict) for q, strict in bounds if isinstance(q, (Element, fmpq))]
    return Facts(tuple(dict.fromkeys(bounds)), facts.unequal)


def _symmetric_bounds(own: Number, facts: Facts) -> list[fmpq]:
    """The stated rationals c with −c < own < c."""
    found = [value + own for value, _ in facts.bounds] + [value - own for value, _ in facts.bounds]
    constants = dict.fromkeys(c for c in found if isinstance(c, fmpq))
    return [c for c in constants if facts.sign(c - own) == 1 and facts.sign(c + own) == 1]


def with_units(facts: Facts, units: Units) -> Facts:
    """The facts with −1 <= cos, sin <= 1, and with e^u > 1 for u > 0, for the units in use."""
    bounds = list(facts.bounds)
    for meaning, unit in units.known():
        if isinstance(meaning, sympy.exp):
            sign = facts.sign(number(meaning.as_base_exp()[1]))
            if sign:
                bounds.append(((unit - ONE) * fmpq(sign), True))
        else:
            bounds += [(ONE - unit, False), (ONE + unit, False)]
    return Facts(tuple(dict.fromkeys(bounds)), facts.unequal)


def is_nonzero(value: Number, facts: Facts) -> bool:
    """Whether the number is known not to be 0; constants are decided by balls."""
    if facts.nonzero(value) is True:
        return True
    if isinstance(value, fmpq):
        return False
    expr = written(expression(value))
    return not expr.free_symbols and _constant_ball_apart(expr)


def _constant_ball_apart(expr: Any) -> bool:
    for part in expr.as_real_imag() if expr.has(sympy.I) else (expr,):
        if part != 0 and constant_sign(part):
            return True
    return False


def constant_sign(expr: Any) -> int:
    """The sign of a real constant; 0 where every precision leaves it open."""
    for bits in _PRECISIONS:
        real = enclose_expr(expr, None, bits).real
        if real > 0:
            return 1
        if real < 0:
            return -1
    return 0


def modulus(rho: Number, facts: Facts) -> Number:
    """|ρ| as a number, with a generator for every modulus that has no sign."""
    if isinstance(rho, fmpq):
        return abs(rho)
    if isinstance(rho, Complex):
        square = rho * nb.conjugate(rho)
        return number(sympy.sqrt(sympy.factor(expression(square))))
    total: Number = ONE
    unit, parts = rho.num.factor()
    factors: list[tuple[Number, int]] = [(fmpq(unit), 1)]
    factors += [(Element(rho.ctx, poly, ()), int(times)) for poly, times in parts]
    factors += [(factor, -times) for factor, times in nb.numerator_denominator(rho)[1]]
    for factor, times in factors:
        total = total * nb.power(_factor_modulus(factor, facts), times)
    return total


def _factor_modulus(factor: Number, facts: Facts) -> Number:
    if isinstance(factor, fmpq):
        return abs(factor)
    sign = facts.sign(factor) if nb.is_real(factor) else None
    if sign:
        return factor * fmpq(sign)
    return number(sympy.Abs(expression(factor)))


def product_sign(first: Number, second: Number, units: Units, facts: Facts) -> int | None:
    """The sign of 1 − |first·second|, None where the facts do not decide."""
    rho, growth = _polar(first, second, units)
    if growth == 0:
        return _modulus_sign(rho, facts)
    own, by_growth = _modulus_sign(rho, facts), facts.sign(-growth)
    if own is not None and by_growth is not None and own * by_growth >= 0:
        return own or by_growth
    size = modulus(rho, facts)
    whole = written(sympy.log(expression(size)) + expression(growth))
    if not whole.free_symbols:
        return -constant_sign(whole) or None
    return None


def _polar(first: Number, second: Number, units: Units) -> tuple[Number, Number]:
    (rho, lam), (sigma, mu) = units.form(first), units.form(second)
    return rho * sigma, nb.real_part(lam + mu)


def _modulus_sign(rho: Number, facts: Facts) -> int | None:
    """The sign of 1 − |ρ|."""
    square = ONE - rho * nb.conjugate(rho)
    if isinstance(square, fmpq):
        return (square > 0) - (square < 0)
    sign = facts.sign(square) if nb.is_real(square) else None
    if sign is not None:
        return sign
    size = modulus(rho, facts)
    sign = facts.sign(ONE - size)
    if sign is not None:
        return sign
    constant = written(expression(size))
    if not constant.free_symbols and (sign := constant_sign(1 - constant)):
        return sign
    return _logarithmic_sign(size, facts)


def product_at_least_one(first: Number, second: Number, units: Units, facts: Facts) -> bool:
    """Whether |first·second| >= 1 is known, equality being open."""
    rho, growth = _polar(first, second, units)
    if growth != 0:
        return modulus(rho, facts) == 1 and facts.nonnegative(growth)
    size = modulus(rho, facts)
    if facts.nonnegative(size - ONE):
        return True
    form = _logarithm(size)
    if form is None:
        return False
    return is_infeasible([*_logarithmic_facts(form, facts), (_negative(form), True)])


def _logarithmic_sign(size: Number, facts: Facts) -> int | None:
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
            mantissa, exponent = (int(part) for part in end.man_exp())
            bound = fmpq(mantissa) * (fmpq(2) ** exponent)
            found.append(({key: fmpq(sign), (): -bound * sign}, False))
    return found


def product_question(first: Number, second: Number, units: Units, facts: Facts) -> Any:
    """|first·second| < 1 as a relation with positive terms on both sides."""
    rho, growth = _polar(first, second, units)
    size = modulus(rho, facts)
    if growth != 0 and size == 1:
        return written(compare(-growth, sympy.Gt))
    if growth != 0:
        left = expression(size) * sympy.exp(expression(growth))
        return written(sympy.Lt(left, 1))
    if not isinstance(size, Element):
        return sympy.Lt(expression(size), 1)
    above, below = (written(part) for part in sympy.fraction(expression(_root(size))))
    return sympy.Lt(above, below)


def _root(size: Element) -> Number:
    """x for x^k with the largest k, where the number is a monomial with coefficient 1."""
    form = _logarithm(size)
    if not form or any(key[0] != "log" for key in form):
        return size
    common = int(sympy.igcd(0, *(int(c.p) for c in form.values())))
    total: Number = ONE
    for (_, gen), c in form.items():
        total = total * nb.power(nb.from_generator(gen), int(c.p) // common)
    return total
