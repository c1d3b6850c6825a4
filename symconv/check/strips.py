"""The bilateral Laplace transform of exponential-polynomial distributions as Σ e^{−as+β} R(s)."""

from __future__ import annotations

from itertools import product
from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression
from symconv.algebra.distribution import Distribution
from symconv.algebra.elements import from_generator
from symconv.algebra.existence import cancellation
from symconv.algebra.exppoly import ExpPoly, scaled_exponential
from symconv.algebra.generators import parameter
from symconv.algebra.numbers import Number
from symconv.algebra.relations import relation
from symconv.algebra.signs import Facts
from symconv.errors import DivergentIntegral, Undecided

__all__ = ["STRIP", "VARIABLE", "in_s", "require_strip", "transformed"]

_S = sympy.Dummy("s")
VARIABLE = from_generator(parameter(_S))
STRIP = "Re s in the common strip of convergence"


def transformed(f: Distribution, s: Number) -> ExpPoly:
    """Σ e^{−as+β} R(s): the right terms and masses; a whole-line part cancels itself."""
    total = ExpPoly()
    for point, part in f.right.items():
        for key, n, c in part.items():
            wave, factor = scaled_exponential(-point, key.beta)
            total.add_term(wave, 0, c * factor * nb.power(s - key.lam, -n - 1))
    for point, part in f.mass.items():
        for key, k, c in part.items():
            wave, factor = scaled_exponential(-point, key.beta)
            total.add_term(wave, 0, c * factor * nb.power(s, k))
    return total


def in_s(value: ExpPoly, s: Any) -> Any:
    """Σ e^{−as+β} R(s) as an expression in the symbol s."""
    terms = (
        sympy.exp(expression(key.lam) * _S + expression(key.beta)) * expression(c)
        for key, _, c in value.items()
    )
    return sympy.Add(*terms).xreplace({_S: s})


def require_strip(functions: tuple[Distribution, ...], facts: Facts) -> None:
    """Every right tail grows less than every left tail, over all the functions.

    Raises DivergentIntegral where that fails for all values of the parameters, Undecided where an
    order is open or a tail may vanish.
    """
    lower = [(f.right_tail(), key) for f in functions for key in f.right_tail().terms]
    upper = [(f.line, key) for f in functions for key in f.line.terms]
    for right, left in product(lower, upper):
        low, high = (nb.real_part(key.lam) for _, key in (right, left))
        gap: Number = high - low
        sign = facts.sign(gap)
        if sign == 1:
            continue
        if sign is None and not facts.nonnegative(gap * fmpq(-1)):
            question = relation(gap, 1)
            message = f"the Laplace integrals have a common strip if and only if {question}"
            raise Undecided(message, question=question)
        for tail, key in (right, left):
            zero = cancellation(tail, key, facts)
            if zero is not None:
                message = f"the Laplace integrals converge on no strip unless a tail is 0 ({zero})"
                raise Undecided(message, question=zero)
        raise DivergentIntegral(
            "the Laplace integrals converge on no common strip: a right tail needs "
            f"Re s > {expression(low)} and a left tail Re s < {expression(high)}",
            end="oo",
            tails=(expression(high), expression(low)),
        )
