"""A function φ(u) whose moments ∫ u^k φ(u) du are known, and the proof of each by differentiating.

A kernel names its functions by symbols with known derivatives, which are rational in u and the
symbols. The moment is a polynomial in them, and its derivative minus u^k φ is expanded: where all
coefficients cancel (after r² is replaced by the polynomial that it is) the identity holds for any
functions with these derivatives.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import sympy

from symconv.antiderivatives.field import NotElementary

__all__ = ["MOST", "ROOT", "Kernel", "U", "proved_moment"]

U = sympy.Dummy("u", real=True)
ROOT = sympy.Dummy("R")
MOST = 24


@dataclass(frozen=True)
class Kernel:
    """A function φ(u) with its companions.

    `rates` are the derivatives of the symbols, `forms` the functions that they stand for, `square`
    is R² where a root takes part, `origin` gives the k-th moment at u = 0 where its form has no
    value there, `at_infinity` the limits at +∞ that are known, `domain` the closed interval of u.
    """

    integrand: Any
    moment: Callable[[int], Any]
    rates: dict[Any, Any]
    forms: dict[Any, Callable[[Any], Any]]
    square: Any = None
    origin: Callable[[int], Any] | None = None
    domain: tuple[int | None, int | None] = (None, None)
    at_infinity: dict[Any, Any] = field(default_factory=dict)

    def derivative(self, expr: Any) -> Any:
        """d expr/du by the chain rule."""
        total = sympy.diff(expr, U)
        for symbol, rate in self.rates.items():
            total += sympy.diff(expr, symbol) * rate
        return total

    def is_zero(self, expr: Any) -> bool:
        """Whether the expression vanishes as a rational function of u and the symbols."""
        numerator, _ = sympy.fraction(sympy.together(expr))
        poly = sympy.expand(numerator)
        if self.square is not None:
            poly = sympy.rem(
                sympy.Poly(poly, ROOT), sympy.Poly(ROOT**2 - self.square, ROOT)
            ).as_expr()
        return bool(sympy.expand(poly) == 0)

    def value(self, k: int, u: Any) -> Any:
        """The k-th moment at u."""
        found = proved_moment(self, k)
        if u == 0 and self.origin is not None:
            return self.origin(k)
        forms = {symbol: form(u) for symbol, form in self.forms.items()}
        return found.xreplace({U: u, **forms})

    def limit(self, k: int) -> Any:
        """The limit of the k-th moment at u → +∞; NotElementary where it is not known to exist."""
        expr = proved_moment(self, k)
        if not self.at_infinity or expr.has(U):
            raise NotElementary("a moment at infinity")
        return expr.xreplace(self.at_infinity)


def proved_moment(kernel: Kernel, k: int) -> Any:
    """∫ u^k φ du in the kernel's symbols, its derivative compared."""
    if k > MOST:
        raise NotElementary("a polynomial of high degree")
    found = kernel.moment(k)
    if not kernel.is_zero(kernel.derivative(found) - U**k * kernel.integrand):
        raise NotElementary("the derivative identity was not proved")
    return found
