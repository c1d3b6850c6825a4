"""A function body sealed against SymPy's traversals.

A bound variable in ordinary arguments leaks: piecewise_fold moved a condition on x out of the node,
Lambda captured under subs(a, x). Frozen has no arguments to walk into; the bound variable is one
fixed dummy per nesting depth, and substitution of parameters goes through `replaced`. SymPy takes
seconds to rename the variable of some thousand terms, so that is done when it is first asked for.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import sympy

__all__ = ["Frozen", "Sealed", "bound_variable", "depth_of"]

_FIRST_INDEX = 7_300_000


_SHOWN = ("x", "y", "u", "v", "w")


class Dummy(sympy.Dummy):
    """The bound variable, which a message shows as the x of f(x) g(t − x).

    It is called as SymPy's own class, since SymPy orders symbols by the names of their classes.
    """

    def _sympystr(self, printer: Any) -> str:
        return _SHOWN[(self.dummy_index - _FIRST_INDEX) % len(_SHOWN)]


@lru_cache(maxsize=64)
def bound_variable(depth: int) -> Any:
    """The real dummy of a nesting depth; the same object in every process."""
    return Dummy("xi", dummy_index=_FIRST_INDEX + depth, real=True)


class Frozen(sympy.Basic):
    """A body in the bound variable of a depth; equal bodies are equal."""

    depth: int
    _given: Any
    _variable: Any
    _body: Any

    def __new__(cls, body: Any, depth: int, variable: Any = None) -> Frozen:
        """Seal a body that is written in `variable`; by default in bound_variable(depth)."""
        made: Frozen = sympy.Basic.__new__(cls)
        made.depth = depth
        made._given = body
        made._variable = bound_variable(depth) if variable is None else variable
        made._body = body if variable is None else None
        return made

    @property
    def func(self) -> Any:
        """What rebuilds it from its arguments, of which it has none."""
        return lambda *args: self

    @property
    def body(self) -> Any:
        """The body in bound_variable(depth)."""
        if self._body is None:
            self._body = self._given.xreplace({self._variable: bound_variable(self.depth)})
        return self._body

    def __getnewargs__(self) -> tuple[Any, ...]:
        return self.body, self.depth

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        return Frozen, (self.body, self.depth)

    def _hashable_content(self) -> tuple[Any, ...]:
        return self.body, self.depth

    @property
    def free_symbols(self) -> set[Any]:
        """The parameters of the body."""
        return set(self._given.free_symbols) - {self._variable}

    def thawed(self, x: Any) -> Any:
        """The body in the variable x."""
        return self._given if x == self._variable else self._given.xreplace({self._variable: x})

    def replaced(self, old: Any, new: Any) -> Frozen:
        """The body with a parameter replaced; the bound variable cannot be touched or captured."""
        bound = bound_variable(self.depth)
        if old == bound:
            return self
        new = sympy.sympify(new)
        depth = max(self.depth, depth_of(new))
        body = self.body.xreplace({bound: bound_variable(depth)})
        return Frozen(body.subs(old, new), depth)

    def _eval_subs(self, old: Any, new: Any) -> Any:
        return self.replaced(old, new)

    def _xreplace(self, rule: Any) -> tuple[Any, bool]:
        if self in rule:
            return rule[self], True
        bound = bound_variable(self.depth)
        inner = {old: new for old, new in rule.items() if old != bound}
        body, changed = self.body._xreplace(inner)
        return (Frozen(body, self.depth), True) if changed else (self, False)

    def _sympystr(self, printer: Any) -> str:
        return str(printer._print(self.thawed(sympy.Symbol("x"))))

    def _latex(self, printer: Any) -> str:
        return str(printer._print(self.thawed(sympy.Symbol("x"))))


class Sealed(sympy.Expr):
    """An expression with frozen bodies; `doit` gives its closed form, where it has one."""


def depth_of(expr: Any) -> int:
    """One more than the deepest bound variable that an expression holds, sealed ones included."""
    depths: list[int] = [frozen.depth + 1 for frozen in expr.atoms(Frozen)]
    inner = [depth_of(frozen.body) for frozen in expr.atoms(Frozen)]
    loose = [
        symbol.dummy_index - _FIRST_INDEX + 1
        for symbol in expr.free_symbols
        if isinstance(symbol, sympy.Dummy) and 0 <= symbol.dummy_index - _FIRST_INDEX < 64
    ]
    return int(max([0, *depths, *inner, *loose]))
