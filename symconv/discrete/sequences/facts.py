"""What is known of integers and of moduli: facts sharpened, and |r s| < 1 decided.

For integers p > 0 is p >= 1. A modulus |a| is a generator of its own, tied to a by
−|a| <= a <= |a|.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression, number
from symconv.algebra.elements import ONE, Element, from_generator
from symconv.algebra.numbers import Complex, Number
from symconv.algebra.relations import compare
from symconv.algebra.signs import Facts
from symconv.deciding import constants
from symconv.discrete.sequences.logarithms import is_at_least_one, logarithmic_sign, root
from symconv.discrete.sequences.ratios import Units, written

__all__ = [
    "base_of_power",
    "is_integer",
    "is_nonzero",
    "modulus",
    "product_at_least_one",
    "product_question",
    "product_sign",
    "sharpened",
    "with_units",
]


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
    """Whether the number is known not to be 0; constants are decided in their room."""
    if facts.nonzero(value) is True:
        return True
    if isinstance(value, fmpq):
        return False
    base = base_of_power(value)
    if base is not None:
        return is_nonzero(base, facts)
    expr = written(expression(value))
    return not expr.free_symbols and constants.is_zero(expr) is False


def base_of_power(value: Number) -> Number | None:
    """r for a number that is r^k with a symbolic k: 0 only where r is; None for other numbers."""
    gens = nb.generators_of(value)
    if len(gens) != 1 or value != from_generator(gens[0]):
        return None
    expr = gens[0].expr
    return number(expr.base) if expr.is_Pow and expr.exp.free_symbols else None


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
        sign = constants.sign(whole)
        return None if sign is None else -sign
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
    if not constant.free_symbols and (sign := constants.sign(1 - constant)) is not None:
        return sign
    return logarithmic_sign(size, facts)


def product_at_least_one(first: Number, second: Number, units: Units, facts: Facts) -> bool:
    """Whether |first·second| >= 1 is known, equality being open."""
    rho, growth = _polar(first, second, units)
    if growth != 0:
        return modulus(rho, facts) == 1 and facts.nonnegative(growth)
    size = modulus(rho, facts)
    return facts.nonnegative(size - ONE) or is_at_least_one(size, facts)


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
    above, below = (written(part) for part in sympy.fraction(expression(root(size))))
    return sympy.Lt(above, below)
