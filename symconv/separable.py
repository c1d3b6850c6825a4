"""Functions of several variables as sums of products with one factor per axis, and Gaussians.

A term is a coefficient times either one factor per axis (constants included) or, where axes are
tied together, one exponential of a quadratic form.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy

from symconv.errors import NoClosedForm

__all__ = ["Term", "separated"]

_MOST_TERMS = 256


@dataclass(frozen=True)
class Term:
    """weight · Π factors[i](x_i) · tied(x): tied is 1 where the term is separable."""

    weight: Any
    factors: tuple[Any, ...]
    tied: Any

    @property
    def is_separable(self) -> bool:
        """Whether no factor ties two axes."""
        return bool(self.tied == 1)

    def expression(self) -> Any:
        """The term as an expression."""
        return self.weight * sympy.Mul(*self.factors) * self.tied


def separated(f: Any, axes: tuple[Any, ...]) -> list[Term]:
    """f as a sum of terms.

    Raises NoClosedForm beyond 256 terms.
    """
    terms = sympy.Add.make_args(_expanded(f, axes))
    if len(terms) > _MOST_TERMS:
        raise NoClosedForm(
            f"more than {_MOST_TERMS} products", tried=("separation: too many products",)
        )
    return [_term(term, axes) for term in terms if term != 0]


def _expanded(f: Any, axes: tuple[Any, ...]) -> Any:
    """Products of sums multiplied out, conjunctions cut into factors, waves of sums opened."""
    f = f.replace(
        lambda node: isinstance(node, sympy.Piecewise) and _ties(node, axes),
        lambda node: _opened_piecewise(node, axes),
    )
    f = f.replace(
        lambda node: (
            isinstance(node, sympy.sin | sympy.cos | sympy.sinh | sympy.cosh) and _ties(node, axes)
        ),
        lambda node: sympy.expand_trig(node),
    )
    return sympy.expand(f)


def _ties(node: Any, axes: tuple[Any, ...]) -> bool:
    return len(_axes_of(node, axes)) > 1


def _axes_of(node: Any, axes: tuple[Any, ...]) -> set[int]:
    return {index for index, x in enumerate(axes) if x in node.free_symbols}


def _opened_piecewise(node: Any, axes: tuple[Any, ...]) -> Any:
    """Piecewise((e, A(x) & B(y)), (0, True)) = e · [A] · [B]; other forms stay."""
    if len(node.args) != 2 or node.args[1][0] != 0 or node.args[1][1] != sympy.true:
        return node
    value, condition = node.args[0]
    by_axes: dict[frozenset[int], list[Any]] = {}
    for part in sympy.And.make_args(condition):
        by_axes.setdefault(frozenset(_axes_of(part, axes)), []).append(part)
    if any(len(key) > 1 for key in by_axes):
        return node
    windows = [sympy.Piecewise((1, sympy.And(*parts)), (0, True)) for parts in by_axes.values()]
    return value * sympy.Mul(*windows)


def _term(term: Any, axes: tuple[Any, ...]) -> Term:
    weight, tied = sympy.Integer(1), sympy.Integer(1)
    factors = [sympy.Integer(1)] * len(axes)
    for factor in sympy.Mul.make_args(term):
        for part in _split_exponential(factor, axes):
            used = _axes_of(part, axes)
            if not used:
                weight *= part
            elif len(used) == 1:
                factors[used.pop()] *= part
            else:
                tied *= part
    return Term(weight, tuple(factors), tied)


def _split_exponential(factor: Any, axes: tuple[Any, ...]) -> list[Any]:
    """exp(a(x) + b(y) + c) as its factors; what ties two axes stays in one."""
    if not isinstance(factor, sympy.exp) or not _ties(factor, axes):
        return [factor]
    groups: dict[frozenset[int], Any] = {}
    for part in sympy.Add.make_args(sympy.expand(factor.args[0])):
        key = frozenset(_axes_of(part, axes))
        groups[key] = groups.get(key, sympy.S.Zero) + part
    return [sympy.exp(argument) for argument in groups.values()]
