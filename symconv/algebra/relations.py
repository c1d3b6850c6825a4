"""Facts read from the SymPy relations of `assuming`; open signs written as such relations."""

from __future__ import annotations

from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression, number
from symconv.algebra.elements import Element
from symconv.algebra.numbers import Complex, Number
from symconv.algebra.signs import Facts
from symconv.errors import InvalidInput

__all__ = ["asked", "compare", "facts_from", "relation"]


def relation(value: Number, sign: int) -> Any:
    """The SymPy relation that says sign(value) = sign, with positive terms on both sides."""
    return compare(value, {1: sympy.Gt, 0: sympy.Eq, -1: sympy.Lt}[sign])


def asked(value: Number, sign: int, facts: Facts) -> Any:
    """The relation that says sign(value) = ±1, without the factors whose sign the facts know.

    Stated, it decides the sign of the value.
    """
    if isinstance(value, Element) and nb.is_real(value) and facts.sign(value) is None:
        value = facts.open_part(value)
    return relation(value, sign)


def compare(value: Number, operator: Any) -> Any:
    """operator(value, 0) written as `left operator right` without subtractions where possible."""
    scaled = expression(_primitive(value))
    if isinstance(value, Complex) and nb.is_real(value):
        scaled = sympy.re(scaled)  # in re z and im z
    terms = sympy.Add.make_args(scaled)
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
