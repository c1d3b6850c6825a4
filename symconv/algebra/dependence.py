"""A number as a function of one generator: whether it occurs, its coefficients as a polynomial."""

from __future__ import annotations

from typing import Any

from symconv.algebra import numbers as nb
from symconv.algebra import polynomials
from symconv.algebra.elements import ONE, ZERO, Element, narrow
from symconv.algebra.generators import PARAMETER, Generator
from symconv.algebra.numbers import Complex, Number
from symconv.algebra.polynomials import Polynomial

__all__ = ["coefficients", "depends", "holds"]


def depends(value: Number, gen: Generator) -> bool:
    """Whether the generator occurs in the number, inside radicals and opaque parts included."""
    return any(g is gen or holds(g, gen) for g in nb.generators_of(value))


def holds(outer: Generator, gen: Generator) -> bool:
    """Whether a radical or an opaque generator is a function of the other one."""
    return outer.kind != PARAMETER and gen.expr in outer.expr.free_symbols


def coefficients(value: Number, gen: Generator) -> Polynomial | None:
    """[c_0, c_1, …] with value = Σ c_n gen^n; None where it is no polynomial in the generator."""
    if isinstance(value, Complex):
        re, im = coefficients(value.re, gen), coefficients(value.im, gen)
        if re is None or im is None:
            return None
        return polynomials.add(re, [nb.IMAGINARY * c for c in im])
    if not isinstance(value, Element) or not depends(value, gen):
        return [value] if value != 0 else []
    above, parts = nb.numerator_denominator(value)
    below: Number = ONE
    for factor, times in parts:
        if depends(factor, gen):
            return None
        below = below * nb.power(factor, times)
    rows = _rows(above, gen)
    if rows is None:
        return None
    down = nb.inverse(below)
    return [c * down for c in rows]


def _rows(above: Number, gen: Generator) -> Polynomial | None:
    if not isinstance(above, Element):
        return [above]
    if any(holds(inner, gen) for inner in nb.generators_of(above)):
        return None
    if not above.ctx.has(gen):
        return [above]
    place = above.ctx.place(gen)
    rows: dict[int, dict[Any, Any]] = {}
    for mono, c in above.num.to_dict().items():
        lowered = (*mono[:place], 0, *mono[place + 1 :])
        rows.setdefault(mono[place], {})[lowered] = c
    flint = above.ctx.flint
    found = {n: narrow(above.ctx, flint.from_dict(terms), ()) for n, terms in rows.items()}
    return [found.get(n, ZERO) for n in range(max(found) + 1)]
