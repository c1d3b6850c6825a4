"""Real numbers of the field as SymPy expressions: rational functions of the generators."""

from __future__ import annotations

from typing import Any

import sympy
from flint import fmpq

from symconv.algebra.elements import Real, factor_element
from symconv.algebra.generators import Generator
from symconv.exactnumbers import from_fmpq

__all__ = ["real_expression"]


def real_expression(value: Real) -> Any:
    """The SymPy expression of a real number, expanded above, its denominator factored."""
    if isinstance(value, fmpq):
        return from_fmpq(value)
    above = _polynomial(value.ctx.generators, value.num)
    if not value.den:
        return above
    below = sympy.Mul(
        *(sympy.Pow(real_expression(factor_element(i)), -times) for i, times in value.den)
    )
    return above * below


def _polynomial(generators: tuple[Generator, ...], poly: Any) -> Any:
    terms = []
    for monomial, coefficient in poly.to_dict().items():
        factors = [from_fmpq(coefficient)]
        factors += [
            sympy.Pow(gen.expr, int(e)) for gen, e in zip(generators, monomial, strict=True) if e
        ]
        terms.append(sympy.Mul(*factors))
    return sympy.Add(*terms)
