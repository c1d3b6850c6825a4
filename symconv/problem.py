"""One convolution or correlation to solve: what every method gets."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from symconv.algebra.relations import facts_from
from symconv.algebra.signs import Facts
from symconv.conjugation import conjugated
from symconv.deadline import check, until

__all__ = ["Problem", "conjugated", "reflected"]


@dataclass(frozen=True)
class Problem:
    """h(t) = ∫ f(x) g(t − x) dx, or ∫ conj(f(x)) g(t + x) dx where op is "correlate".

    f and g are SymPy expressions in the real symbol x, free of t and of Floats. `collect` keeps
    open existence conditions in the answer instead of raising Undecided. `deadline` is a value of
    time.monotonic().
    """

    f: Any
    g: Any
    x: Any
    t: Any
    op: str = "convolve"
    conjugate: bool = True
    kind: str = "line"
    period: Any = None
    assuming: tuple[Any, ...] = ()
    principal_value: bool = False
    certified: str = "enclosed"
    form: str = "piecewise"
    collect: bool = False
    deadline: float = field(default_factory=lambda: time.monotonic() + 30)

    @cached_property
    def facts(self) -> Facts:
        """The relations of `assuming` for the exact algebra."""
        return facts_from(self.assuming)

    @cached_property
    def first(self) -> Any:
        """The first factor of the problem as a convolution: f, or conj f(−x) for a correlation."""
        if self.op == "convolve":
            return self.f
        turned = reflected(self.f, self.x)
        return conjugated(turned, self.x, self.facts) if self.conjugate else turned

    @property
    def parameters(self) -> tuple[Any, ...]:
        """The free symbols besides x, by name."""
        symbols = (self.f.free_symbols | self.g.free_symbols) - {self.x}
        return tuple(sorted(symbols, key=lambda symbol: symbol.name))

    def check_time(self, doing: str) -> None:
        """Raise NoClosedForm when the time is up."""
        with until(self.deadline):
            check(doing)


def reflected(f: Any, x: Any) -> Any:
    """f(−x)."""
    return f.subs(x, -x)
