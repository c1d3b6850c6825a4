"""Signs of exact numbers under stated facts: +1, 0, −1, or None where the facts do not decide.

Constants are decided by balls of rising precision; parameters by the facts: the SymPy assumptions
of the symbols and the relations of `assuming`, by linear reasoning over monomials: sound, complete
for linear facts only.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import prod
from typing import Any, TypeAlias

import sympy
from flint import arb, fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import ball, expression, is_high_root, number
from symconv.algebra.elements import ZERO, Element, from_generator
from symconv.algebra.generators import CONSTANT, RADICAL, Generator, independent
from symconv.algebra.inequalities import CONSTANT as CONSTANT_KEY
from symconv.algebra.inequalities import Form, is_infeasible
from symconv.algebra.numbers import Complex, Number
from symconv.deadline import check
from symconv.errors import InvalidInput
from symconv.precision import working_precision

__all__ = ["Facts", "relation"]

_PRECISIONS = (64, 256, 1024, 4096)

Bounds: TypeAlias = tuple[tuple[Number, bool], ...]


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
        top, below = nb.numerator_denominator(value)
        factors = [*_factors(top), *(part for part, times in below if times % 2)]
        signs = [self._factor_sign(factor) for factor in factors]
        index = signs.index(None)
        others = [sign for sign in (*signs[:index], *signs[index + 1 :]) if sign is not None]
        rest = prod(others) if len(others) == len(factors) - 1 else 1
        return factors[index] * fmpq(rest or 1)

    def sign(self, value: Number) -> int | None:
        """The sign of a real number: +1, 0, −1, or None where open."""
        if isinstance(value, fmpq):
            return (value > 0) - (value < 0)
        check("deciding signs")
        if value not in self._memo:
            self._memo[value] = self._decide(value)
        return self._memo[value]

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
        if isinstance(value, Complex):
            if _is_complex_parameter(value):
                known = self._known_unequal(value) or self._real_part_nonzero(value)
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
        factors = _factors(top)
        if all(self._factor_nonzero(factor) for factor in factors):
            return True
        return None

    def contradictory(self) -> bool:
        """Whether the facts are seen to exclude each other; False may mean that it is not seen."""
        if any(value == ZERO for value in self.unequal):
            return True
        known = [(form, strict) for q, strict in self.bounds if (form := _form(q)) is not None]
        if is_infeasible([*known, *_monomial_bounds([form for form, _ in known])]):
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
            return _constant_sign(factor) is not None if nb.is_real(factor) else False
        expr = _bare_symbol(factor)
        if expr is not None and expr.is_nonzero:
            return True
        if nb.is_real(factor):
            return bool(self.sign(factor))
        return self._real_part_nonzero(factor)

    def _real_part_nonzero(self, value: Number) -> bool:
        real = nb.real_part(value)
        return not isinstance(real, Complex) and bool(self.sign(real))

    def _known_unequal(self, value: Number) -> bool:
        ratios = (value * nb.inverse(known) for known in self.unequal)
        return any(all(isinstance(part, fmpq) for part in nb.parts(ratio)) for ratio in ratios)

    def _decide(self, value: Number) -> int | None:
        if isinstance(value, Complex):
            raise InvalidInput(f"{expression(value)} is not real, so it has no sign")
        if not isinstance(value, Element):
            raise TypeError(f"not an exact number: {value!r}")
        if not _has_parameters(value):
            return _constant_sign(value)
        top, parts = nb.numerator_denominator(value)
        total = 1
        for factor in [*_factors(top), *(part for part, times in parts if times % 2)]:
            sign = self._factor_sign(factor)
            if sign is None:
                return None
            total *= sign
        return total

    def _factor_sign(self, factor: Number) -> int | None:
        if isinstance(factor, fmpq):
            return (factor > 0) - (factor < 0)
        if not _has_parameters(factor):
            return _constant_sign(factor)
        known = self._weak_signs(factor)
        if known is None:
            return None
        sign, strict = known
        if strict or self._known_unequal(factor):
            return sign
        return None

    def _weak(self, value: Element) -> bool:
        top, parts = nb.numerator_denominator(value)
        total = 1
        for factor in [*_factors(top), *(part for part, times in parts if times % 2)]:
            known = self._weak_signs(factor)
            if known is None:
                return False
            total *= known[0]
        return total >= 0

    def _weak_signs(self, factor: Number) -> tuple[int, bool] | None:
        """(sign, strict) of an irreducible factor: sign·factor >= 0, or > 0 where strict.

        (0, True) where it is 0.
        """
        return _implied(factor, self.bounds)


def _is_complex_parameter(value: Number) -> bool:
    return not all(nb.is_real(part) for part in nb.parts(value))


def _factors(value: Number) -> list[Number]:
    """The unit and the irreducible factors; of even multiplicity twice, so that signs cancel."""
    if not isinstance(value, Element):
        return [value]
    unit, parts = value.num.factor()
    found: list[Number] = [unit]
    for poly, times in parts:
        element = Element(value.ctx, poly, ())
        found.append(element)
        if times % 2 == 0:
            found.append(element)
    return found


def _has_parameters(value: Number) -> bool:
    return any(not _is_constant(gen) for gen in nb.generators_of(value))


def _is_constant(gen: Generator) -> bool:
    if gen.kind == CONSTANT:
        return True
    if gen.kind == RADICAL:
        return all(_is_constant(inner) for inner in nb.generators_of(gen.base))
    return is_high_root(gen)


def _bare_symbol(value: Number) -> Any:
    gens = nb.generators_of(value)
    return gens[0].expr if len(gens) == 1 and value == from_generator(gens[0]) else None


def _constant_sign(value: Number) -> int | None:
    """The sign of a constant by balls; None where every precision leaves 0 inside."""
    for bits in _PRECISIONS:
        with working_precision(bits):
            enclosure = ball(value)
        if enclosure > 0:
            return 1
        if enclosure < 0:
            return -1
    return None


def _implied(value: Number, bounds: Bounds) -> tuple[int, bool] | None:
    """(direction, strict) that facts and signs of monomials imply by linear reasoning.

    (0, True) where both weak inequalities are implied.
    """
    form = _form(value)
    if form is None:
        return None
    known = [(bound, strict) for q, strict in bounds if (bound := _form(q)) is not None]
    known += _monomial_bounds([form, *(bound for bound, _ in known)])
    for direction in (1, -1):
        against = {key: c * fmpq(-direction) for key, c in form.items()}
        if is_infeasible([*known, (against, False)]):
            return direction, True
    weak = []
    for direction in (1, -1):
        against = {key: c * fmpq(-direction) for key, c in form.items()}
        if is_infeasible([*known, (against, True)]):
            weak.append(direction)
    if len(weak) == 2:
        return 0, True
    return (weak[0], False) if weak else None


def _form(value: Number) -> Form | None:
    """A polynomial as a linear form in its monomials."""
    if isinstance(value, fmpq):
        return {CONSTANT_KEY: value} if value != 0 else {}
    if not isinstance(value, Element) or value.den:
        return None
    gens = value.ctx.generators
    return {
        tuple((gen, e) for gen, e in zip(gens, monomial, strict=True) if e): c
        for monomial, c in value.num.to_dict().items()
    }


def _monomial_bounds(forms: list[Form]) -> list[tuple[Form, bool]]:
    """What is known of the sign of every monomial, as constraints."""
    found = []
    for key in {key for form in forms for key in form if key != CONSTANT_KEY}:
        sign = _monomial_sign(key)
        if sign is not None:
            found.append(({key: fmpq(sign[0])}, sign[1]))
    return found + _sizes(forms)


def _sizes(forms: list[Form]) -> list[tuple[Form, bool]]:
    """Rational bounds of single constants such as pi or sqrt(2)."""
    found: list[tuple[Form, bool]] = []
    for key in {key for form in forms for key in form}:
        if len(key) == 1 and key[0][1] == 1 and _is_constant(key[0][0]):
            with working_precision(64):
                enclosure = ball(from_generator(key[0][0]))
            low, high = (_rational(end) for end in (enclosure.lower(), enclosure.upper()))
            found.append(({key: fmpq(1), CONSTANT_KEY: -low}, False))
            found.append(({key: fmpq(-1), CONSTANT_KEY: high}, False))
    return found


def _rational(end: Any) -> fmpq:
    mantissa, exponent = end.man_exp()
    shift = int(exponent)
    return fmpq(int(mantissa)) * (fmpq(2**shift) if shift >= 0 else fmpq(1, 2**-shift))


def _monomial_sign(key: Any) -> tuple[int, bool] | None:
    direction, strict = 1, True
    for gen, exponent in key:
        sign = generator_sign(gen)
        if sign is None:
            if exponent % 2 or not _is_real_generator(gen):
                return None
            sign = (1, bool(getattr(gen.expr, "is_nonzero", False)))
        if exponent % 2:
            direction *= sign[0]
        strict = strict and sign[1]
    return direction, strict


def _is_real_generator(gen: Generator) -> bool:
    return bool(getattr(gen.expr, "is_extended_real", False))


def generator_sign(gen: Generator) -> tuple[int, bool] | None:
    """(direction, strict) of a generator from its SymPy assumptions; None where open.

    Parameters are finite, so what SymPy knows of the extended reals holds: Abs(a) of a plain a.
    """
    if gen.kind == CONSTANT or (gen.kind == RADICAL and _is_constant(gen)):
        return 1, True
    for direction, strict_flag, weak_flag in (
        (1, "is_extended_positive", "is_extended_nonnegative"),
        (-1, "is_extended_negative", "is_extended_nonpositive"),
    ):
        if getattr(gen.expr, strict_flag, None):
            return direction, True
        if getattr(gen.expr, weak_flag, None):
            return direction, False
    return None


def relation(value: Number, sign: int) -> Any:
    """The SymPy relation that says sign(value) = sign, with positive terms on both sides."""
    return compare(value, {1: sympy.Gt, 0: sympy.Eq, -1: sympy.Lt}[sign])


def compare(value: Number, operator: Any) -> Any:
    """operator(value, 0) written as `left operator right` without subtractions where possible."""
    scaled = _primitive(value)
    terms = sympy.Add.make_args(expression(scaled))
    left = [term for term in terms if not term.could_extract_minus_sign()]
    right = [-term for term in terms if term.could_extract_minus_sign()]
    if not left and operator in (sympy.Lt, sympy.Gt, sympy.Le, sympy.Ge):
        return operator(sympy.Integer(0), sympy.Add(*right))
    return operator(sympy.Add(*left), sympy.Add(*right))


def _primitive(value: Number) -> Number:
    """A positive rational multiple with coprime integer coefficients."""
    if not isinstance(value, Element) or value.den:
        return value
    coefficients = value.num.coeffs()
    denominators = sympy.ilcm(1, *(int(c.q) for c in coefficients))
    content = sympy.igcd(0, *(int(c.p) * denominators // int(c.q) for c in coefficients))
    return value * fmpq(int(denominators), int(content))


def facts_from(assuming: tuple[Any, ...]) -> Facts:
    """The facts that the relations of `assuming` state.

    Raises InvalidInput for anything but >, >=, <, <=, Ne and conjunctions of these, and where no
    values of the parameters are known to satisfy them all.
    """
    bounds: list[tuple[Number, bool]] = []
    unequal: list[Number] = []
    for item in assuming:
        for part in item.args if isinstance(item, sympy.And) else (item,):
            _read_fact(part, bounds, unequal)
    facts = Facts(tuple(bounds), tuple(unequal))
    if assuming and facts.contradictory():
        raise InvalidInput(f"assuming: {', '.join(map(str, assuming))} contradicts itself")
    return facts


def _read_fact(part: Any, bounds: list[tuple[Number, bool]], unequal: list[Number]) -> None:
    if part == sympy.true:
        return
    if part == sympy.false:
        raise InvalidInput("assuming contradicts the assumptions of the symbols")
    if isinstance(part, sympy.Ne):
        unequal.append(number(part.lhs - part.rhs))
    elif isinstance(part, (sympy.Gt, sympy.Ge)):
        bounds.append((number(part.lhs - part.rhs), isinstance(part, sympy.Gt)))
    elif isinstance(part, (sympy.Lt, sympy.Le)):
        bounds.append((number(part.rhs - part.lhs), isinstance(part, sympy.Lt)))
    else:
        raise InvalidInput(
            f"assuming: {part} is not understood; expected relations such as a < b or Ne(a, b)"
        )


def certainly_independent(value: Number) -> bool:
    """Whether a non-zero form of this number is known to be a non-zero value."""
    return independent(nb.generators_of(value))


def contains_zero(enclosure: Any) -> bool:
    """Whether an arb contains 0."""
    return bool(enclosure.contains(arb(0)))
