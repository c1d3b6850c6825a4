"""Signs of exact numbers under stated facts: +1, 0, −1, or None where the facts do not decide.

Constants are decided in `deciding`, by balls and theorems; parameters by the facts: the SymPy
assumptions of the symbols and the relations of `assuming`, by linear reasoning over monomials:
sound, complete for linear facts only.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import prod
from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import ball, expression, number
from symconv.algebra.elements import ONE, ZERO, Element, from_generator
from symconv.algebra.implications import Bounds, are_infeasible, implied, is_constant
from symconv.algebra.numbers import Complex, Number
from symconv.deadline import check
from symconv.deciding import constants
from symconv.errors import InvalidInput
from symconv.precision import working_precision

__all__ = ["Facts"]

_FIRST_BITS = 64


@dataclass(frozen=True)
class Facts:
    """What is known of the parameters beyond their SymPy assumptions.

    `bounds` holds (q, strict): q > 0 where strict, else q >= 0. `unequal` holds q with q != 0.
    """

    bounds: Bounds = ()
    unequal: tuple[Number, ...] = ()
    _memo: dict[Any, int | None] = field(default_factory=dict, compare=False, repr=False)

    def assume(self, value: Number, sign: int) -> Facts:
        """These facts and sign(value) = sign, where sign is +1, 0 or −1."""
        if sign == 0:
            bounds = (*self.bounds, (value, False), (-value, False))
        else:
            bounds = (*self.bounds, (value * fmpq(sign), True))
        return replace(self, bounds=bounds, _memo={})

    def open_factor(self, value: Element) -> Number:
        """What the open sign of a number hangs on: an irreducible factor whose sign is open.

        Where it is the only one, it carries the sign of all the others.
        """
        factors = _factors_of_sign(value)
        signs = [self._sign_of(factor, square) for factor, square in factors]
        index = signs.index(None)
        others = [sign for sign in (*signs[:index], *signs[index + 1 :]) if sign is not None]
        rest = prod(others) if len(others) == len(factors) - 1 else 1
        return factors[index][0] * fmpq(rest or 1)

    def open_part(self, value: Element) -> Number:
        """The number without the factors whose sign is known: what its open sign hangs on."""
        part: Number = ONE
        for factor, square in _factors_of_sign(value):
            sign = self._sign_of(factor, square)
            if sign is None:
                part = part * factor * (factor if square else ONE)
            elif sign == -1:
                part = -part
        return part

    def sign(self, value: Number) -> int | None:
        """The sign of a real number: +1, 0, −1, or None where open."""
        if isinstance(value, fmpq):
            return (value > 0) - (value < 0)
        check("deciding signs")
        if value not in self._memo:
            self._memo[value] = self._decide(value)
        return self._memo[value]

    def sign_of(self, expr: Any) -> int | None:
        """The sign of a SymPy expression of the parameters; None where open or not real."""
        value = number(expr)
        return self.sign(value) if nb.is_real(value) else None

    def nonnegative(self, value: Number) -> bool:
        """Whether value >= 0 is known."""
        sign = self.sign(value)
        if sign is not None:
            return sign >= 0
        return isinstance(value, Element) and self._weak(value)

    def nonzero(self, value: Number) -> bool | None:
        """True where the number is known not to be 0, False where it is 0, None where open."""
        if isinstance(value, fmpq):
            return bool(value != 0)
        if not _has_parameters(value) and not nb.is_real(value):
            return _constant_nonzero(value)
        if isinstance(value, Complex):
            if _is_complex_parameter(value):
                known = self._known_unequal(value) or self._part_nonzero(value)
                return True if known else None
            parts = (self.nonzero(value.re), self.nonzero(value.im))
            if True in parts:
                return True
            return None if None in parts else False
        if self._known_unequal(value):
            return True
        sign = self.sign(value) if nb.is_real(value) else None
        if sign is not None:
            return sign != 0
        return self._nonzero_factors(value)

    def _nonzero_factors(self, value: Element) -> bool | None:
        top, _ = nb.numerator_denominator(value)
        if all(self._factor_nonzero(factor) for factor, _ in _factors(top)):
            return True
        return None

    def contradictory(self) -> bool:
        """Whether the facts are seen to exclude each other; False may mean that it is not seen."""
        if any(value == ZERO for value in self.unequal):
            return True
        if are_infeasible(self.bounds):
            return True
        return any(self._excludes(index) for index in range(len(self.bounds)))

    def _excludes(self, index: int) -> bool:
        """Whether the other bounds exclude this one, by the signs of its factors."""
        bound, strict = self.bounds[index]
        others = Facts((*self.bounds[:index], *self.bounds[index + 1 :]), self.unequal)
        sign = others.sign(bound)
        return sign == -1 or (strict and (sign == 0 or others.nonnegative(-bound)))

    def _factor_nonzero(self, factor: Number) -> bool:
        if isinstance(factor, fmpq) or self._known_unequal(factor):
            return True
        if not _has_parameters(factor):
            known = _constant_sign(factor) if nb.is_real(factor) else _constant_nonzero(factor)
            return bool(known)
        expr = _bare_symbol(factor)
        if expr is not None and expr.is_nonzero:
            return True
        if nb.is_real(factor):
            return bool(self.sign(factor))
        return self._part_nonzero(factor)

    def _part_nonzero(self, value: Number) -> bool:
        """Whether the real or the imaginary part is known not to be 0."""
        return bool(self.sign(nb.real_part(value)) or self.sign(nb.imaginary_part(value)))

    def _known_unequal(self, value: Number) -> bool:
        ratios = (value * nb.inverse(known) for known in self.unequal if known != 0)
        if any(all(isinstance(part, fmpq) for part in nb.parts(ratio)) for ratio in ratios):
            return True
        bare = _bare_symbol(value)
        return isinstance(bare, sympy.Abs) and self.nonzero(number(bare.args[0])) is True

    def _decide(self, value: Number) -> int | None:
        if isinstance(value, Complex):
            if not nb.is_real(value):
                raise InvalidInput(f"{expression(value)} is not real, so it has no sign")
            return self._stated(value)
        if not isinstance(value, Element):
            raise TypeError(f"not an exact number: {value!r}")
        if not _has_parameters(value):
            return _constant_sign(value)
        signs = [self._sign_of(*factor) for factor in _factors_of_sign(value)]
        if None not in signs:
            return prod(sign for sign in signs if sign is not None)
        if signs.count(None) == 1:
            return None
        known = implied(self.open_part(value), self.bounds)
        return known[0] if known is not None and known[1] else None

    def _sign_of(self, factor: Number, square: bool) -> int | None:
        """The sign of an irreducible factor or of its square."""
        sign = self._factor_sign(factor)
        if not square:
            return sign
        if sign is not None:
            return abs(sign)
        return 1 if nb.is_real(factor) and self._factor_nonzero(factor) else None

    def _stated(self, value: Complex) -> int | None:
        """The sign of a number such as Im z = (z − conj z)/(2i), a multiple of a stated bound."""
        for bound, strict in self.bounds:
            if not strict or bound == 0:
                continue
            ratio = value * nb.inverse(bound)
            if isinstance(ratio, fmpq):
                return 1 if ratio > 0 else -1
        return None

    def _factor_sign(self, factor: Number) -> int | None:
        if isinstance(factor, fmpq):
            return (factor > 0) - (factor < 0)
        if not _has_parameters(factor):
            return _constant_sign(factor)
        known = implied(factor, self.bounds)
        if known is None:
            return None
        sign, strict = known
        if strict or self._known_unequal(factor):
            return sign
        return None

    def _weak(self, value: Element) -> bool:
        total = 1
        for factor, square in _factors_of_sign(value):
            known = implied(factor, self.bounds)
            if known is not None:
                total *= abs(known[0]) if square else known[0]
            elif not (square and nb.is_real(factor)):
                return False
        return total >= 0


def _is_complex_parameter(value: Number) -> bool:
    return not all(nb.is_real(part) for part in nb.parts(value))


def _factors_of_sign(value: Element) -> list[tuple[Number, bool]]:
    """(factor, whether squared): the sign of the fraction is that of their product."""
    top, below = nb.numerator_denominator(value)
    return [*_factors(top), *((part, False) for part, times in below if times % 2)]


def _factors(value: Number) -> list[tuple[Number, bool]]:
    """(factor, whether of even multiplicity) for the unit and the irreducible factors."""
    if not isinstance(value, Element):
        return [(value, False)]
    unit, parts = value.num.factor()
    return [
        (unit, False),
        *((Element(value.ctx, poly, ()), times % 2 == 0) for poly, times in parts),
    ]


def _has_parameters(value: Number) -> bool:
    return any(not is_constant(gen) for gen in nb.generators_of(value))


def _bare_symbol(value: Number) -> Any:
    gens = nb.generators_of(value)
    return gens[0].expr if len(gens) == 1 and value == from_generator(gens[0]) else None


def _constant_sign(value: Number) -> int | None:
    """The sign of a constant; a ball of the exact number is cheap and decides nearly always."""
    if all(nb.conjugate_of(gen) is None for gen in nb.generators_of(value)):
        with working_precision(_FIRST_BITS):
            enclosure = ball(value)
        if enclosure > 0:
            return 1
        if enclosure < 0:
            return -1
    return constants.sign(expression(value))


def _constant_nonzero(value: Number) -> bool | None:
    is_zero = constants.is_zero(expression(value))
    return None if is_zero is None else not is_zero
