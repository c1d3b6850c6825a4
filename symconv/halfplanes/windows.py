"""Polynomials over √((y − a)(b − y)) on [a, b]: π (N(z)/R(z) − its polynomial part at infinity).

R(z) = √(z − a)·√(z − b) is analytic off [a, b], R(z) ~ z at infinity, and its boundary values are
±i√((y − a)(b − y)); the transform decays at infinity, which fixes the polynomial.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sympy

from symconv.halfplanes.logpowers import Parts, integer_power, product, shortest

__all__ = ["Window"]


@dataclass(frozen=True)
class Window:
    """π·(numerator·R^{−odd} − rest), odd >= −1, in the variable z, on the interval [low, high]."""

    numerator: Any
    odd: int
    rest: Any
    low: Any
    high: Any
    z: Any

    @classmethod
    def over_root(cls, numerator: Any, low: Any, high: Any, z: Any) -> Window:
        """The transform of numerator(y)/√((y − low)(high − y)), a polynomial in z = y."""
        poly = sympy.Poly(numerator, z)
        rest = _polynomial_part(poly, low, high, z)
        less, remainder = poly.div(sympy.Poly((z - low) * (z - high), z))
        if remainder.is_zero:
            return cls(less.as_expr(), -1, rest, low, high, z)
        return cls(poly.as_expr(), 1, rest, low, high, z)

    @cached_property
    def square(self) -> Any:
        """R²."""
        return sympy.expand((self.z - self.low) * (self.z - self.high))

    def derivative(self) -> Window:
        """d/dz: (N/R^k)′ = (N′R² − (k/2) N (R²)′)/R^{k+2}."""
        z, n = self.z, self.numerator
        lowered = n.diff(z) * self.square - sympy.Rational(self.odd, 2) * n * self.square.diff(z)
        return Window(
            sympy.expand(lowered), self.odd + 2, self.rest.diff(z), self.low, self.high, z
        )

    def at(self, x: Any, height: Any) -> Parts:
        """The value at z = x + i·height, height > 0, where R lies in the upper half plane."""
        square = _polynomial_at(self.square, self.z, x, height)
        a, b = (sympy.expand(part) for part in square)
        size = sympy.sqrt(shortest(a**2 + b**2))
        upper = sympy.sqrt(size - a) / sympy.sqrt(2)
        whole = _polynomial_at(self.numerator, self.z, x, height)
        scale = sympy.S.One
        if self.odd < 0:
            whole = product(whole, Parts(b / (2 * upper), upper))
        else:
            whole = product(whole, Parts(b / (2 * upper), -upper))
            whole = product(whole, integer_power(a, -b, (self.odd - 1) // 2))
            scale = size**self.odd
        rest = _polynomial_at(self.rest, self.z, x, height)
        return Parts(
            sympy.pi * (whole.re / scale - rest.re), sympy.pi * (whole.im / scale - rest.im)
        )

    def places(self) -> list[Any]:
        """The ends of the interval."""
        return [self.low, self.high]

    def on_line(self, x: Any, side: Callable[[Any], int]) -> Any:
        """The real part of the boundary value, inside the interval that of the polynomial alone."""
        outside = side(self.low) * side(self.high) > 0
        value = -self.rest.subs(self.z, x)
        if outside:
            root = side(self.low) * sympy.sqrt(shortest(self.square.subs(self.z, x)))
            value += self.numerator.subs(self.z, x) * root**-self.odd
        return sympy.pi * value


def _polynomial_at(poly: Any, z: Any, x: Any, height: Any) -> Parts:
    real, imaginary = sympy.S.Zero, sympy.S.Zero
    for (n,), c in sympy.Poly(poly, z).terms():
        part = integer_power(x, height, n)
        real, imaginary = real + c * part.re, imaginary + c * part.im
    return Parts(real, imaginary)


def _polynomial_part(poly: Any, low: Any, high: Any, z: Any) -> Any:
    """The polynomial part of poly/R at infinity, by 1/R = Σ e_k z^{−1−k}."""
    degree = poly.degree()
    series = _inverse_root_series(low + high, low * high, degree)
    total = sympy.S.Zero
    for (n,), c in poly.terms():
        for k in range(n):
            total += c * series[k] * z ** (n - 1 - k)
    return sympy.expand(total)


def _inverse_root_series(total: Any, both: Any, count: int) -> list[Any]:
    """Σ e_k u^k = (1 − s u + p u²)^{−1/2}: 2k e_k = (2k − 1) s e_{k−1} − (2k − 2) p e_{k−2}."""
    row = [sympy.S.One]
    for k in range(1, count + 1):
        value = (2 * k - 1) * total * row[-1]
        if k > 1:
            value -= (2 * k - 2) * both * row[-2]
        row.append(sympy.expand(value / (2 * k)))
    return row
