"""Signs of exact numbers under stated facts: +1, 0, −1, or None where the facts do not decide.

Constants are decided by balls of rising precision; parameters by the facts: the SymPy assumptions
of the symbols and the relations of `assuming`. A linear fact q > 0 is used by solving q = d for one
of its parameters with a fresh positive d (Fourier-Motzkin by substitution): sound, not complete.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import sympy
from flint import arb, fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import ball, expression, number
from symconv.algebra.generators import (
    CONSTANT,
    PARAMETER,
    RADICAL,
    Generator,
    generator,
    independent,
)
from symconv.algebra.numbers import Complex, Element, Number
from symconv.errors import InvalidInput
from symconv.precision import working_precision

__all__ = ["Facts", "relation"]

_PRECISIONS = (64, 256, 1024, 4096)
_POSITIVE, _NONNEGATIVE = 1, 0


@dataclass(frozen=True)
class Facts:
    """What is known of the parameters beyond their SymPy assumptions.

    `bounds` holds (q, strict): q > 0 where strict, else q >= 0. `unequal` holds q with q != 0.
    """

    bounds: tuple[tuple[Number, bool], ...] = ()
    unequal: tuple[Number, ...] = ()
    _memo: dict[Any, int | None] = field(default_factory=dict, compare=False, repr=False)

    def assume(self, value: Number, sign: int) -> Facts:
        """These facts and sign(value) = sign, where sign is +1 or −1."""
        bounds = (*self.bounds, (value * fmpq(sign), True))
        return replace(self, bounds=bounds, _memo={})

    def sign(self, value: Number) -> int | None:
        """The sign of a real number: +1, 0, −1, or None where open."""
        if isinstance(value, fmpq):
            return (value > 0) - (value < 0)
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
            parts = (self.nonzero(value.re), self.nonzero(value.im))
            if True in parts:
                return True
            return None if _is_complex_parameter(value) or None in parts else False
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

    def _factor_nonzero(self, factor: Number) -> bool:
        if isinstance(factor, fmpq) or self._known_unequal(factor):
            return True
        if not _has_parameters(factor):
            return _constant_sign(factor) is not None if nb.is_real(factor) else False
        expr = _bare_symbol(factor)
        if expr is not None and expr.is_nonzero:
            return True
        return bool(nb.is_real(factor) and self.sign(factor))

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
        return total > 0

    def _weak_signs(self, factor: Number) -> tuple[int, bool] | None:
        """(sign, strict) of an irreducible factor: sign·factor >= 0, or > 0 where strict."""
        return _search(factor, self.bounds, {}, 0)


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
    return False


def _bare_symbol(value: Number) -> Any:
    gens = nb.generators_of(value)
    return gens[0].expr if len(gens) == 1 and value == nb.from_generator(gens[0]) else None


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


def _search(
    value: Number,
    bounds: tuple[tuple[Number, bool], ...],
    known: dict[Generator, int],
    depth: int,
) -> tuple[int, bool] | None:
    """Use the linear bounds one after another as substitutions; test the terms' common sign."""
    found = _common_sign(value, known)
    if found is not None or not bounds or depth > 6:
        return found
    (bound, strict), rest = bounds[0], bounds[1:]
    skipped = _search(value, rest, known, depth + 1)
    if skipped is not None:
        return skipped
    for gen, slope in _linear_parameters(bound):
        fresh = generator(("slack", depth, strict), PARAMETER)
        slack = nb.from_generator(fresh)
        solved = (slack - (bound - slope * nb.from_generator(gen))) * nb.inverse(slope)
        changes = {gen: solved}
        known_now = {**known, fresh: _POSITIVE if strict else _NONNEGATIVE}
        known_now.pop(gen, None)
        moved = tuple((nb.substitute(other, changes), flag) for other, flag in rest)
        own = _symbol_bounds(gen, solved, known)
        found = _search(nb.substitute(value, changes), moved + own, known_now, depth + 1)
        if found is not None:
            return found
    return None


def _symbol_bounds(
    gen: Generator, solved: Number, known: dict[Generator, int]
) -> tuple[tuple[Number, bool], ...]:
    """What was known of the eliminated parameter itself, as a bound on its solution."""
    sign = _generator_sign(gen, known)
    if sign is None:
        return ()
    direction, strict = sign
    return ((solved * fmpq(direction), strict),)


def _linear_parameters(bound: Number) -> list[tuple[Generator, Number]]:
    """The parameters in which the bound is linear with a rational slope, unsigned ones first."""
    if not isinstance(bound, Element) or bound.den:
        return []
    found: list[tuple[Generator, Number]] = []
    for gen in nb.generators_of(bound):
        if gen.kind != PARAMETER:
            continue
        slope = nb.substitute(bound, {gen: nb.from_generator(gen) + nb.ONE}) - bound
        if isinstance(slope, fmpq):
            found.append((gen, slope))
    found.sort(key=lambda pair: _generator_sign(pair[0], {}) is not None)
    return found


def _common_sign(value: Number, known: dict[Generator, int]) -> tuple[int, bool] | None:
    """The sign that all terms of a polynomial share, and whether one of them is not 0."""
    if isinstance(value, fmpq):
        return ((value > 0) - (value < 0) or 1, bool(value != 0))
    if not isinstance(value, Element):
        return None
    if value.den:
        return None
    signs = set()
    strict = False
    for monomial, coefficient in value.num.to_dict().items():
        term = _monomial_sign(value.ctx.generators, monomial, known)
        if term is None:
            return None
        direction, term_strict = term
        signs.add(direction if coefficient > 0 else -direction)
        strict = strict or term_strict
    return (signs.pop(), strict) if len(signs) == 1 else None


def _monomial_sign(
    gens: tuple[Generator, ...], monomial: tuple[int, ...], known: dict[Generator, int]
) -> tuple[int, bool] | None:
    direction, strict = 1, True
    for gen, exponent in zip(gens, monomial, strict=True):
        if not exponent:
            continue
        sign = _generator_sign(gen, known)
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


def _generator_sign(gen: Generator, known: dict[Generator, int]) -> tuple[int, bool] | None:
    """(direction, strict) of a generator from its slack bound or its SymPy assumptions."""
    if gen in known:
        return 1, known[gen] == _POSITIVE
    expr = gen.expr
    if gen.kind == CONSTANT:
        return 1, True
    if gen.kind == RADICAL and _is_constant(gen):
        return 1, True
    for direction, strict_flag, weak_flag in (
        (1, "is_positive", "is_nonnegative"),
        (-1, "is_negative", "is_nonpositive"),
    ):
        if getattr(expr, strict_flag, None):
            return direction, True
        if getattr(expr, weak_flag, None):
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

    Raises InvalidInput for anything but >, >=, <, <=, Ne and conjunctions of these.
    """
    bounds: list[tuple[Number, bool]] = []
    unequal: list[Number] = []
    for item in assuming:
        for part in item.args if isinstance(item, sympy.And) else (item,):
            _read_fact(part, bounds, unequal)
    return Facts(tuple(bounds), tuple(unequal))


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
