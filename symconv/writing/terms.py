"""One exponential polynomial as a SymPy expression in its shortest usual form."""

from __future__ import annotations

from math import factorial
from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression
from symconv.algebra.elements import ONE, ZERO, Element
from symconv.algebra.exppoly import ExpPoly
from symconv.algebra.numbers import Number
from symconv.deadline import check
from symconv.writing.building import total
from symconv.writing.polynomials import write_polynomial
from symconv.writing.rationals import scaled_row, write_rational
from symconv.writing.waves import Factor, Row, real_parts

__all__ = ["write_exppoly"]


def write_exppoly(f: ExpPoly, t: Any, center: Number = ZERO) -> Any:
    """Σ c t^n/n! e^{λt + β} as an expression in t.

    `center` is the break point to expand high-degree polynomials about: expanded at 0, degree 9
    loses half of the digits in floating point.
    """
    check("writing the answer")
    parts = real_parts(f)
    plain = _plain_form(parts, t, center)
    if plain is not None:
        return plain
    common = _common_factor(parts) if len(parts) > 1 else ONE
    down = ONE if common == 1 else nb.inverse(common)
    terms = [_write_part(row, factor, t, down, center) for row, factor in parts]
    whole = sympy.Add(*terms)
    return whole if common == 1 else expression(common) * whole


def _plain_form(parts: list[tuple[Row, Factor]], t: Any, center: Number) -> Any:
    """The sum in canonical form where every number in it is a rational; else None."""
    if not t.is_Symbol or not isinstance(center, fmpq):
        return None
    written = []
    for row, factor in parts:
        if not factor.is_plain():
            return None
        for c in row.values():
            if not isinstance(c, fmpq):
                return None
        written.append(write_rational(scaled_row(row), factor.plain(t), t, center))
    return total(written)


def _common_factor(parts: list[tuple[Row, Factor]]) -> Number:
    """The symbolic factor that all coefficients share; 1 where one is a plain number."""
    pieces = [
        piece for row, _ in parts for c in row.values() for piece in nb.parts(c) if piece != 0
    ]
    if not all(isinstance(piece, Element) for piece in pieces):
        return ONE
    fractions = [nb.numerator_denominator(piece) for piece in pieces if isinstance(piece, Element)]
    common: Number = ONE
    for factor, times in fractions[0][1]:
        least = min(dict(below).get(factor, 0) for _, below in fractions)
        common = common * nb.power(factor, -min(times, least))
    return common * nb.greatest_common_divisor([above for above, _ in fractions])


def _write_part(row: Row, factor: Factor, t: Any, scale: Number, center: Number) -> Any:
    wave = factor(t)
    scaled = {n: c * scale * fmpq(1, factorial(n)) for n, c in row.items()}
    if wave != 1 or max(scaled) == 0:
        return write_polynomial(scaled, t, center, allow_local=False) * wave
    return write_polynomial(scaled, t, center, allow_local=True)
