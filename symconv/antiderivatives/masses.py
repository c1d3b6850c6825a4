"""The point masses of an expression: f = function + Σ w δ^{(k)}(x − a).

A mass takes the own value of its factor at its point; δ^{(k)}, k ≥ 1, needs a factor that is C^k
there.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb
from typing import Any

import sympy

from symconv.algebra.constants import expression
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.antiderivatives.smoothness import local_derivatives
from symconv.antiderivatives.sums import NotElementary
from symconv.errors import InvalidInput
from symconv.reading.reader import Reader

__all__ = ["PointMass", "separated"]

_NOT_FINITE = (sympy.zoo, sympy.nan, sympy.oo, -sympy.oo)


@dataclass(frozen=True)
class PointMass:
    """weight·δ^{(order)}(x − point)."""

    point: Number
    order: int
    weight: Any


def separated(expr: Any, x: Any, facts: Facts) -> tuple[Any, list[PointMass]]:
    """(function part, point masses).

    Raises NotElementary where a mass is not understood, InvalidInput where it has no meaning.
    """
    if not expr.has(sympy.DiracDelta):
        return expr, []
    function = sympy.Integer(0)
    masses: list[PointMass] = []
    for term in sympy.Add.make_args(_distributed(expr)):
        if not term.has(sympy.DiracDelta):
            function += term
            continue
        singular = [factor for factor in sympy.Mul.make_args(term) if factor.has(sympy.DiracDelta)]
        if len(singular) > 1 or singular[0].is_Pow:
            raise InvalidInput(f"{term}: the product of point masses is not defined")
        if not isinstance(singular[0], sympy.DiracDelta):
            raise NotElementary(f"the point masses of {singular[0]}")
        rest = sympy.Mul(*(factor for factor in sympy.Mul.make_args(term) if factor != singular[0]))
        masses += _sampled(singular[0], rest, x, facts)
    return function, masses


def _distributed(expr: Any) -> Any:
    """The expression with sums multiplied out where they hold masses."""
    if expr.is_Add:
        return sympy.Add(*(_distributed(term) for term in expr.args))
    if not expr.is_Mul:
        return expr
    for factor in expr.args:
        if factor.is_Add and factor.has(sympy.DiracDelta):
            rest = sympy.Mul(*(other for other in expr.args if other is not factor))
            return sympy.Add(*(_distributed(term * rest) for term in factor.args))
    return expr


def _sampled(delta: Any, rest: Any, x: Any, facts: Facts) -> list[PointMass]:
    """rest·δ^{(k)}(p(x)) = Σ over roots of c Σ_j (−1)^j C(k, j) rest^{(j)}(a) δ^{(k−j)}(x − a)."""
    found = []
    for point, part in Reader(x, facts).read(delta).mass.items():
        for key, order, c in part.items():
            weight = expression(c) * sympy.exp(expression(key.beta))
            for j, value in enumerate(_values(rest, point, order, x, facts)):
                factor = (-1) ** j * comb(order, j)
                if value != 0:
                    found.append(PointMass(point, order - j, weight * factor * value))
    return found


def _values(rest: Any, point: Number, order: int, x: Any, facts: Facts) -> list[Any]:
    """The own value of the factor at the point; its derivatives where the mass has some."""
    if order:
        return local_derivatives(rest, point, order, x, facts)
    value = rest.subs(x, expression(point))
    if value.has(*_NOT_FINITE):
        raise InvalidInput(f"delta at {expression(point)}: {rest} has no finite value there")
    return [value]
