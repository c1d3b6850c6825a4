"""The roots of a polynomial with exact coefficients, by radicals, checked by multiplying out.

Finding is untrusted: whatever is proposed must give the polynomial back, every coefficient.
"""

from __future__ import annotations

from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra import polynomials
from symconv.algebra.constants import expression, number
from symconv.algebra.elements import ONE, ZERO, Element
from symconv.algebra.numbers import Number
from symconv.algebra.relations import asked
from symconv.algebra.signs import Facts
from symconv.errors import Undecided
from symconv.reading import OutsideClass

__all__ = ["roots"]

Root = tuple[Number, int]


def roots(coefficients: list[Number], facts: Facts, hints: tuple[Number, ...] = ()) -> list[Root]:
    """The complex roots with multiplicities of Σ c_n x^n, whose last coefficient is not 0.

    `hints` are tried as roots before anything else.

    Raises OutsideClass where they are not found by radicals, Undecided where it is open whether
    two of them are real.
    """
    rest, guessed = _deflated(coefficients, hints)
    found = _merged([*guessed, *_proposed(rest, facts)])
    if _multiplied_out(found, coefficients[-1]) != coefficients:
        raise OutsideClass("the poles of a rational function were not found exactly")
    return found


def _deflated(
    coefficients: list[Number], hints: tuple[Number, ...]
) -> tuple[list[Number], list[Root]]:
    """The polynomial divided by x − hint as long as that goes, and the hints that went."""
    found: list[Root] = []
    for hint in hints:
        while len(coefficients) > 1:
            quotient: list[Number] = []
            carry: Number = ZERO
            for c in reversed(coefficients):
                carry = carry * hint + c
                quotient.append(carry)
            if quotient.pop() != 0:
                break
            coefficients = quotient[::-1]
            found.append((hint, 1))
    return coefficients, found


def _merged(found: list[Root]) -> list[Root]:
    total: dict[Number, int] = {}
    for root, times in found:
        total[root] = total.get(root, 0) + times
    return list(total.items())


def _multiplied_out(found: list[Root], leading: Number) -> list[Number]:
    product = [leading]
    for root, times in found:
        for _ in range(times):
            shifted = [ZERO, *product]
            product = [*(c - root * d for c, d in zip(shifted, [*product, ZERO], strict=True))]
    return product


def _proposed(coefficients: list[Number], facts: Facts) -> list[Root]:
    degree = len(coefficients) - 1
    if degree == 0:
        return []
    if coefficients[0] == 0:
        return [(ZERO, 1), *_proposed(coefficients[1:], facts)]
    if degree == 1:
        return [(-coefficients[0] * nb.inverse(coefficients[1]), 1)]
    if degree == 2:
        return _quadratic(coefficients, facts)
    parts = polynomials.factorise(coefficients)
    if len(parts) > 1 or parts[0][1] > 1:
        return [
            (root, times * multiplicity)
            for factor, times in parts
            for root, multiplicity in _proposed(factor, facts)
        ]
    if degree == 4 and coefficients[1] == 0 and coefficients[3] == 0:
        return _biquadratic(coefficients, facts)
    raise OutsideClass("an irreducible denominator of degree 3 or more")


def _quadratic(coefficients: list[Number], facts: Facts) -> list[Root]:
    c, b, a = coefficients
    half = b * nb.inverse(a) * fmpq(-1, 2)
    square = half * half - c * nb.inverse(a)
    if square == 0:
        return [(half, 2)]
    width = square_root(square, facts)
    return [(half - width, 1), (half + width, 1)]


def _biquadratic(coefficients: list[Number], facts: Facts) -> list[Root]:
    squares = _quadratic([coefficients[0], coefficients[2], coefficients[4]], facts)
    return [
        (root * sign, times)
        for square, times in squares
        for root in (_complex_root(square, facts),)
        for sign in (ONE, fmpq(-1))
    ]


def _complex_root(value: Number, facts: Facts) -> Number:
    """√(u + iv) = √((r+u)/2) + i v/(2√((r+u)/2)), r = |u + iv|."""
    u, v = nb.real_part(value), nb.imaginary_part(value)
    if v == 0:
        return square_root(value, facts)
    r = square_root(u * u + v * v, facts)
    if facts.sign(r) == -1:
        r = -r
    real = square_root((r + u) * fmpq(1, 2), facts)
    return real + nb.IMAGINARY * v * fmpq(1, 2) * nb.inverse(real)


def square_root(value: Number, facts: Facts) -> Number:
    """A number whose square is the value; Undecided where it is open whether it is real."""
    for turned, unit in ((value, ONE), (-value, nb.IMAGINARY)):
        perfect = _perfect_root(turned)
        if perfect is not None:
            return perfect * unit
    if not nb.is_real(value):
        raise OutsideClass("a square root of a complex number")
    sign = facts.sign(value)
    if sign is None:
        question = asked(value, -1, facts)
        raise Undecided(
            f"whether the poles are real is open; state for example {question} with assuming=",
            question=question,
        )
    unit = ONE if sign > 0 else nb.IMAGINARY
    root = number(sympy.sqrtdenest(sympy.sqrt(sympy.factor(expression(value * fmpq(sign))))))
    if root * root != value * fmpq(sign):
        raise OutsideClass("a square root that is no radical of the parameters")
    return root * unit


def _perfect_root(value: Number) -> Number | None:
    """√value where every irreducible factor has an even exponent and the unit a radical."""
    if isinstance(value, fmpq):
        return number(sympy.sqrt(expression(value))) if value >= 0 else None
    if not isinstance(value, Element):
        return None
    top, below = nb.numerator_denominator(value)
    root: Number = ONE
    for factor, times in below:
        if times % 2:
            return None
        root = root * nb.power(factor, -(times // 2))
    unit, parts = (top, ()) if isinstance(top, fmpq) else _even_factors(top)
    if unit is None or unit < 0:
        return None
    for factor, times in parts:
        root = root * nb.power(factor, times // 2)
    return root * number(sympy.sqrt(expression(unit)))


def _even_factors(top: Any) -> tuple[Any, tuple[tuple[Number, int], ...]]:
    unit, parts = top.num.factor()
    if any(times % 2 for _, times in parts):
        return None, ()
    return unit, tuple((Element(top.ctx, poly, ()), times) for poly, times in parts)
