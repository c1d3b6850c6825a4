"""Does a written expression say what the exact sum is? It is read back and compared."""

from __future__ import annotations

from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import number
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.reading import OutsideClass, Split
from symconv.spectra.reading import read_sum
from symconv.spectra.sides import on_upper_side
from symconv.spectra.sums import Coincidence, Needed, SpectralSum

__all__ = ["reads_back"]

_DEPTH = 4


def reads_back(expr: Any, t: Any, h: SpectralSum, facts: Facts, depth: int = _DEPTH) -> bool:
    """Whether `expr` in the real symbol t, read anew, is h in its unique form.

    Where reading needs a sign that the facts leave open, both signs must pass; the value in between
    follows, because both sides are continuous in the parameters.
    """
    hints = tuple(dict.fromkeys(term.pole for term in h.polar))
    h = _without_absolute_values(h, facts)
    try:
        return not on_upper_side(read_sum(expr, t, facts, hints) - h)
    except Split as split:
        cases = tuple(facts.assume(split.value, sign) for sign in (1, -1))
    except Needed as needed:
        cases = (Facts(facts.bounds, (*facts.unequal, needed.value)),)
    except (Coincidence, OutsideClass):
        return False
    return depth > 0 and all(reads_back(expr, t, h, case, depth - 1) for case in cases)


def _without_absolute_values(h: SpectralSum, facts: Facts) -> SpectralSum:
    """h with |p| replaced by ±p wherever the facts know the sign of the parameter p."""
    values = [*h.polar.values(), *(c for part in h.gauss.values() for c in part.coefficients())]
    changes: dict[Any, Number] = {}
    for generator in {gen for value in values for gen in nb.generators_of(value)}:
        if isinstance(generator.expr, sympy.Abs):
            inside = number(generator.expr.args[0])
            sign = facts.sign(inside)
            if sign is not None:
                changes[generator] = inside * fmpq(sign)
    return h.substitute(changes) if changes else h
