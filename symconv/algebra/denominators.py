"""Denominators as products of irreducible factors, each factor stored once in one table.

A denominator is a sorted tuple of (index of a factor, exponent). Adding fractions needs a least
common multiple of these and no gcd.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from symconv.algebra.generators import Context, context
from symconv.forking import lock_of_a_table

__all__ = [
    "Den",
    "Factor",
    "common",
    "expand",
    "factor_of",
    "lift",
    "product",
    "register",
    "terms_key",
]

Den: TypeAlias = tuple[tuple[int, int], ...]


class Factor:
    """An irreducible polynomial that occurs in denominators; unique up to its content."""

    __slots__ = ("_polys", "index", "names", "terms")

    def __init__(self, index: int, names: tuple[str, ...], poly: Any):
        self.index = index
        self.names = names
        self.terms = poly
        self._polys: dict[Context, Any] = {}

    def poly(self, ctx: Context) -> Any:
        """The factor as a polynomial of a context that holds its generators."""
        found = self._polys.get(ctx)
        if found is None:
            found = self.terms.project_to_context(ctx.flint)
            self._polys[ctx] = found
        return found


_factors: list[Factor] = []
_factor_index: dict[Any, int] = {}
_factor_lock = lock_of_a_table()


def factor_of(index: int) -> Factor:
    """The factor of an index."""
    return _factors[index]


def terms_key(poly: Any) -> str:
    """The polynomial in flint's print: equal polynomials have equal keys, whatever their contexts.

    Every context holds its names in sorted order, so generators that do not occur leave the order
    of the monomials as it is; printing is five times as fast as a dictionary of the terms.
    """
    return str(poly)


def _shrink(ctx: Context, poly: Any) -> tuple[Context, Any]:
    """The polynomial in the smallest context that holds it."""
    degrees = poly.degrees()
    if all(degrees):
        return ctx, poly
    small = context(tuple(name for name, degree in zip(ctx.names, degrees, strict=True) if degree))
    return small, poly.project_to_context(small.flint)


def register(ctx: Context, poly: Any) -> int:
    """The index of an irreducible factor, whose leading coefficient must be 1."""
    key = terms_key(poly)
    with _factor_lock:
        found = _factor_index.get(key)
        if found is None:
            small, terms = _shrink(ctx, poly)
            found = len(_factors)
            _factors.append(Factor(found, small.names, terms))
            _factor_index[key] = found
    return found


def lift(ctx: Context, target: Context, poly: Any) -> Any:
    """The polynomial in a larger context."""
    if ctx is target:
        return poly
    if poly.is_constant():  # as numerators of partial fractions are; projecting takes ten times
        coefficients = poly.coeffs()
        return target.flint.constant(coefficients[0] if coefficients else 0)
    return poly.project_to_context(target.flint)


def expand(ctx: Context, den: Den) -> Any:
    """The denominator multiplied out."""
    total = None
    for index, exponent in den:
        poly = factor_of(index).poly(ctx)
        if exponent != 1:
            poly = poly**exponent
        total = poly if total is None else total * poly
    return ctx.flint.constant(1) if total is None else total


def common(first: Den, second: Den) -> tuple[Den, Den, Den]:
    """The least common denominator, and what each side lacks of it."""
    left, right = dict(first), dict(second)
    both = {index: max(left.get(index, 0), right.get(index, 0)) for index in {*left, *right}}
    den = tuple(sorted(both.items()))
    lacks_left = tuple((i, e - left.get(i, 0)) for i, e in den if e > left.get(i, 0))
    lacks_right = tuple((i, e - right.get(i, 0)) for i, e in den if e > right.get(i, 0))
    return den, lacks_left, lacks_right


def product(first: Den, second: Den) -> Den:
    """The product of two denominators."""
    if not first:
        return second
    if not second:
        return first
    total = dict(first)
    for index, exponent in second:
        total[index] = total.get(index, 0) + exponent
    return tuple(sorted(total.items()))
