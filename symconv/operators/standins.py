"""Real symbols in the place of log(p) and |a|, of which the algebra knows nothing but equality.

p = e^q runs through the positive numbers as q runs through the real ones, and |a| through those
that are not negative where a is free in the plane or on the line and stands nowhere by itself.
"""

from __future__ import annotations

from typing import Any

import sympy
from sympy.core.relational import Relational

from symconv.errors import Undecided

__all__ = ["into_standins", "out_of_standins", "relation_in_standins", "standins_in"]


def standins_in(expr: Any, changes: dict[Any, Any]) -> list[tuple[Any, Any]]:
    """(a symbol, what it stands for) for logarithms of positive symbols and absolute values.

    `changes` are the given symbols with the declared ones.
    """
    expr = expr.xreplace(changes)
    found = [
        (sympy.Dummy(str(node), real=True), node)
        for node in expr.atoms(sympy.log)
        if node.args[0].is_positive and _is_free(node.args[0])
    ]
    found += [
        (sympy.Dummy(str(node), nonnegative=True), node)
        for node in expr.atoms(sympy.Abs)
        if node.args[0].is_zero is None and _is_free(node.args[0])
    ]
    return sorted(found, key=str)


def _is_free(symbol: Any) -> bool:
    """Whether a symbol is of no kind of numbers that leaves gaps, as the integers do."""
    return symbol.is_Symbol and symbol.is_rational is None and symbol.is_algebraic is None


def into_standins(expr: Any, standins: tuple[tuple[Any, Any], ...]) -> Any:
    """The expression in the symbols. Raises Undecided where a stands beside |a|."""
    for symbol, node in standins:
        if isinstance(node, sympy.log):
            expr = expr.subs(node.args[0], sympy.exp(symbol))
        else:
            expr = expr.xreplace({node: symbol})
            if node.args[0] in expr.free_symbols:
                raise Undecided(f"{node.args[0]} stands beside {node}")
    return expr


def relation_in_standins(part: Any, standins: tuple[tuple[Any, Any], ...]) -> list[Any] | None:
    """The relations that one relation becomes; None where it is not read in the symbols."""
    for symbol, node in standins:
        inner = node.args[0]
        if inner not in part.free_symbols:
            continue
        if isinstance(node, sympy.Abs):
            changed = _rebuilt(part, {node: symbol})
            if isinstance(part, sympy.Ne) and {part.lhs, part.rhs} == {inner, sympy.S.Zero}:
                changed = sympy.Gt(symbol, 0, evaluate=False)
            return None if inner in changed.free_symbols else [changed]
        left, right = part.lhs, part.rhs
        if right == inner:
            part, left, right = part.reversed, right, left
        if left == node and right.is_number:
            return [part.func(symbol, right, evaluate=False)]
        if left != inner or not right.is_number:
            return None
        if right.is_positive:
            return [part.func(symbol, sympy.log(right), evaluate=False)]
        return [] if right == 0 and isinstance(part, sympy.Gt | sympy.Ge | sympy.Ne) else None
    return [part]


def _rebuilt(part: Any, changes: dict[Any, Any]) -> Any:
    return part.func(part.lhs.xreplace(changes), part.rhs.xreplace(changes), evaluate=False)


def out_of_standins(expr: Any, standins: tuple[tuple[Any, Any], ...]) -> Any:
    """The expression in what they stand for: log(p) = c as p = e^c, exp(t log(p)) as p^t."""
    for symbol, node in standins:
        if isinstance(node, sympy.log):
            base = node.args[0]
            relations = {part: _of_base(part, symbol, base) for part in expr.atoms(Relational)}
            expr = expr.xreplace(relations)
            expr = expr.xreplace({w: _power(w, symbol, base) for w in expr.atoms(sympy.exp)})
    return expr.xreplace(dict(standins))


def _of_base(part: Any, symbol: Any, base: Any) -> Any:
    """q < c as p < e^c; another relation as it is."""
    if part.rhs == symbol:
        part = part.reversed
    if part.lhs == symbol and part.rhs.is_number:
        return part.func(base, sympy.exp(part.rhs))
    return part


def _power(wave: Any, symbol: Any, base: Any) -> Any:
    """exp(A q + B) as p^A exp(B)."""
    exponent = sympy.expand(wave.args[0])
    if not exponent.has(symbol):
        return wave
    slope, rest = exponent.coeff(symbol, 1), exponent.coeff(symbol, 0)
    if symbol in (slope.free_symbols | rest.free_symbols) or exponent != sympy.expand(
        slope * symbol + rest
    ):
        return wave
    return base**slope * sympy.exp(rest)
