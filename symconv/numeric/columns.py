"""Real arms on columns of balls: one operation at a time is mapped over many points.

The same values as `enclosure.compile_expression`, three to five times faster: Python's `map`
drives Arb's operations directly, without a call per node and point. Expressions with a function
that is not listed, or with I, have no column form and run point by point.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import repeat
from operator import add, mul
from typing import Any

import sympy as sp
from flint import arb

from symconv.deadline import check
from symconv.deciding import constants
from symconv.enclosure import Point, compile_expression

__all__ = ["Columns", "column_form"]

_CHUNK = 4096
_METHODS: dict[Any, Callable[[Any], Any]] = {
    sp.exp: arb.exp,
    sp.log: arb.log,
    sp.sin: arb.sin,
    sp.cos: arb.cos,
    sp.sinh: arb.sinh,
    sp.cosh: arb.cosh,
    sp.tanh: arb.tanh,
    sp.atan: arb.atan,
    sp.erf: arb.erf,
    sp.erfc: arb.erfc,
    sp.Si: arb.si,
}
_Column = list[Any]
_Step = Callable[[list[Any]], _Column]


class Columns:
    """A compiled real expression in one symbol; constants are made at the current precision."""

    def __init__(self, expr: sp.Expr, x: sp.Symbol):
        self._x = x
        self._slots: dict[sp.Basic, int] = {}
        self._steps: list[_Step] = []
        self._constants: list[tuple[int, Any]] = []
        self._result = self._slot(expr)

    def __call__(self, points: list[Any]) -> Iterator[Any]:
        """The balls at the points (floats or balls), in order."""
        fixed = {slot: evaluate(Point(()), False).real for slot, evaluate in self._constants}
        for start in range(0, len(points), _CHUNK):
            check("rounding values")
            yield from self._chunk(list(map(arb, points[start : start + _CHUNK])), fixed)

    def _chunk(self, column: _Column, fixed: dict[int, Any]) -> _Column:
        memory: list[Any] = []
        for slot, step in enumerate(self._steps):
            if slot in fixed:
                memory.append(repeat(fixed[slot]))
            else:
                memory.append(step([column, *memory]))
        result: _Column = memory[self._result]
        return result

    def _slot(self, node: sp.Basic) -> int:
        if node not in self._slots:
            step = self._step(node)
            self._slots[node] = len(self._steps)
            self._steps.append(step)
            if not node.free_symbols:
                self._constants.append((self._slots[node], compile_expression(node, ())))
        return self._slots[node]

    def _step(self, node: Any) -> _Step:
        if not node.free_symbols:
            if not constants.is_real(node):
                raise KeyError(node)
            return lambda memory: []
        if node == self._x:
            return lambda memory: memory[0]
        if isinstance(node, sp.Add | sp.Mul):
            return self._fold(add if isinstance(node, sp.Add) else mul, node.args)
        if isinstance(node, sp.Pow):
            return self._power(node)
        method = _METHODS[type(node)]
        slot = self._slot(node.args[0])
        return lambda memory: list(map(method, memory[slot + 1]))

    def _fold(self, operation: Any, args: tuple[Any, ...]) -> _Step:
        ordered = sorted(args, key=lambda arg: not arg.free_symbols)
        slots = [self._slot(arg) for arg in ordered]

        def step(memory: list[Any]) -> _Column:
            total: _Column = memory[slots[0] + 1]
            for slot in slots[1:]:
                total = list(map(operation, total, memory[slot + 1]))
            return total

        return step

    def _power(self, node: sp.Pow) -> _Step:
        base, exponent = node.args
        slot = self._slot(base)
        if exponent.is_Integer:
            power = int(exponent)
            if power == 2:
                return lambda memory: list(map(mul, memory[slot + 1], memory[slot + 1]))
            return lambda memory: list(map(pow, memory[slot + 1], repeat(power)))
        if exponent == sp.S.Half:
            return lambda memory: list(map(arb.sqrt, memory[slot + 1]))
        raise KeyError(node)


def column_form(expr: sp.Expr, x: sp.Symbol) -> Columns | None:
    """The column form of a real expression, or None if it has none."""
    try:
        return Columns(expr, x) if expr.free_symbols else None
    except KeyError:
        return None
