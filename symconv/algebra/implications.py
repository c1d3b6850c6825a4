"""What inequalities between parameters say of the sign of a polynomial, by linear reasoning.

Each monomial counts as a variable of its own, bounded by the signs that SymPy's assumptions give
it; constants such as pi are held between rationals. Sound, complete for linear facts only.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from flint import fmpq
from sympy.core.function import AppliedUndef

from symconv.algebra import numbers as nb
from symconv.algebra.constants import ball
from symconv.algebra.elements import Element, from_generator
from symconv.algebra.generators import CONSTANT, OPAQUE, PARAMETER, RADICAL, Generator
from symconv.algebra.inequalities import CONSTANT as CONSTANT_KEY
from symconv.algebra.inequalities import Form, is_infeasible
from symconv.algebra.numbers import Number
from symconv.deciding import constants
from symconv.exactnumbers import dyadic
from symconv.precision import working_precision

__all__ = [
    "Bounds",
    "are_infeasible",
    "generator_sign",
    "implied",
    "is_constant",
]

Bounds: TypeAlias = tuple[tuple[Number, bool], ...]  # q > 0 where True, else q >= 0


def are_infeasible(bounds: Bounds) -> bool:
    """Whether the bounds are seen to exclude each other; False may mean that it is not seen."""
    known = _linear(bounds)
    return is_infeasible([*known, *_monomial_bounds([form for form, _ in known])])


def implied(value: Number, bounds: Bounds) -> tuple[int, bool] | None:
    """(direction, strict) that facts and signs of monomials imply by linear reasoning.

    (0, True) where both weak inequalities are implied.
    """
    form = _form(value)
    if form is None:
        return None
    known = _linear(bounds)
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


def _linear(bounds: Bounds) -> list[tuple[Form, bool]]:
    """The bounds that are linear in monomials."""
    return [(form, strict) for q, strict in bounds if (form := _form(q)) is not None]


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
        if len(key) == 1 and key[0][1] == 1 and _is_real_constant(key[0][0]):
            with working_precision(64):
                enclosure = ball(from_generator(key[0][0]))
            low, high = dyadic(enclosure.lower()), dyadic(enclosure.upper())
            found.append(({key: fmpq(1), CONSTANT_KEY: -low}, False))
            found.append(({key: fmpq(-1), CONSTANT_KEY: high}, False))
    return found


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
    return nb.conjugate_of(gen) is None


def generator_sign(gen: Generator) -> tuple[int, bool] | None:
    """(direction, strict) of a generator from its SymPy assumptions; None where open.

    Parameters are finite, so what SymPy knows of the extended reals holds: Abs(a) of a plain a.
    """
    if gen.kind == CONSTANT or (gen.kind == RADICAL and is_constant(gen)):
        return 1, True
    if _is_real_constant(gen):
        sign = constants.sign(gen.expr)
        return None if sign is None else (sign or 1, sign != 0)
    for direction, strict_flag, weak_flag in (
        (1, "is_extended_positive", "is_extended_nonnegative"),
        (-1, "is_extended_negative", "is_extended_nonpositive"),
    ):
        if getattr(gen.expr, strict_flag, None):
            return direction, True
        if getattr(gen.expr, weak_flag, None):
            return direction, False
    return None


def is_constant(gen: Generator) -> bool:
    """Whether the generator is a number, such as pi, sqrt(2) or erf(1), and no parameter."""
    if gen.kind in (PARAMETER, OPAQUE):
        known = not gen.expr.free_symbols and not gen.expr.atoms(AppliedUndef)
        return gen.kind == OPAQUE and known
    return gen.kind == CONSTANT or all(map(is_constant, nb.generators_of(gen.base)))


def _is_real_constant(gen: Generator) -> bool:
    """Whether the generator is a real number, which has a ball."""
    return is_constant(gen) and nb.conjugate_of(gen) is None
