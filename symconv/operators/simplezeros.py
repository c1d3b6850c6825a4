"""Point masses of a function with finitely many known real zeros: δ(g(x)) = Σ δ(x − z)/|g'(z)|.

The zeros come from inverting g from outside: real constants added and multiplied, exp, log, sinh,
tanh, atan, |u|, powers, then polynomials with exact roots; sin and cos on a bounded window. A
polynomial that the reader knows the roots of is left to it.

Source: I. M. Gelfand, G. E. Shilov, Generalized Functions, vol. 1, ch. II, 2.5.
"""

from __future__ import annotations

from typing import Any

import sympy

from symconv.deciding.structure import is_free
from symconv.errors import InvalidInput
from symconv.operators.staircases import LINE, Window, line_of, outside, range_of, sign_of
from symconv.survey import survey

__all__ = ["masses", "may_apply", "short_polynomial"]

_HEADS = frozenset(
    (
        *(sympy.Pow, sympy.Abs, sympy.exp, sympy.log, sympy.sin, sympy.cos),
        *(sympy.sinh, sympy.tanh, sympy.atan),
    )
)
_LARGEST_DEGREE = 12
_MOST_PARTS = 60
_MOST_SYMBOLS = 3


class _Unknown(Exception):  # caught by masses
    """The zeros are not known exactly, or not finitely many."""


def may_apply(expr: Any, heads: set[type]) -> bool:
    """Whether an expression with these heads can hold a mass to write as a sum."""
    if sympy.DiracDelta not in heads or heads.isdisjoint(_HEADS):
        return False
    return any(not heads_of.isdisjoint(_HEADS) for heads_of in _heads_inside(expr))


def _heads_inside(expr: Any) -> list[set[type]]:
    """The heads in the argument of each point mass."""
    return [survey(mass.args[0]).heads for mass in expr.atoms(sympy.DiracDelta)]


def short_polynomial(expr: Any, x: Any) -> Any:
    """The polynomial in x that an expression is; None for others, and where it would be long."""
    size = survey(expr)
    largest = 4 if len(size.symbols) > 1 else 24
    if size.parts > _MOST_PARTS or size.exponent > largest or len(size.symbols) > _MOST_SYMBOLS:
        return None
    return expr.as_poly(x)


def masses(delta: Any, window: Window, x: Any) -> Any:
    """Σ δ(x − z)/|g'(z)|, equal to δ(g(x)) on the window; None where it is not known or as short.

    Raises InvalidInput where a zero is not simple.
    """
    g = delta.args[0]
    if len(delta.args) > 1 or _is_read(g, x):
        return None
    try:
        zeros = _Level(window, x, delta).points(g, sympy.Integer(0))
        return sympy.Add(*(_mass(g, z, x, delta) for z in zeros if not outside(z, window)))
    except _Unknown:
        return None


def _is_read(g: Any, x: Any) -> bool:
    """A polynomial whose irreducible factors have degree 2 at most, or with parameters."""
    poly = short_polynomial(g, x)
    if poly is None:
        return False
    if poly.degree() <= 2 or not (poly.domain.is_ZZ or poly.domain.is_QQ):
        return True
    if poly.degree() > _LARGEST_DEGREE:
        return True
    return all(factor.degree() <= 2 for factor, _ in poly.factor_list()[1])


def _mass(g: Any, zero: Any, x: Any, delta: Any) -> Any:
    slope = sympy.expand(sympy.diff(g, x).subs(x, zero))
    sign = _sign(slope)
    if sign == 0:
        raise _not_simple(delta, zero)
    return sympy.DiracDelta(x - zero) / (sign * slope)


def _not_simple(delta: Any, zero: Any) -> InvalidInput:
    return InvalidInput(f"{delta}: {zero} is not a simple root")


def _sign(value: Any) -> int:
    """The sign of a real number, which must be decided."""
    found = sign_of(value)
    if found is None:
        raise _Unknown
    return found


class _Level:
    """The real points where an expression takes a value."""

    def __init__(self, window: Window, x: Any, delta: Any):
        self.window = window
        self.x = x
        self.delta = delta

    def points(self, h: Any, c: Any) -> list[Any]:
        """The x with h(x) = c; raises _Unknown."""
        if h == self.x:
            return [c]
        if is_free(h, self.x) or c.is_extended_real is not True:
            raise _Unknown
        if h.is_Add or h.is_Mul:
            constant, rest = h.as_independent(self.x, as_Add=h.is_Add)
            if constant != (0 if h.is_Add else 1):
                return self._without(constant, rest, c, is_sum=h.is_Add)
        poly = short_polynomial(h, self.x)
        if poly is not None:
            return _polynomial_roots(sympy.Poly(poly - c, self.x))
        if h.is_Mul and c == 0:
            return list(dict.fromkeys(z for factor in h.args for z in self.points(factor, c)))
        if h.is_Pow and h.exp.is_Integer and h.exp.is_positive:
            return self._power(h.base, h.exp, c)
        handler = _HANDLERS.get(type(h))
        if handler is None:
            raise _Unknown
        found: list[Any] = handler(self, h.args[0], c)
        return found

    def _without(self, constant: Any, rest: Any, c: Any, *, is_sum: bool) -> list[Any]:
        if constant.is_extended_real is not True:
            raise _Unknown
        if is_sum:
            return self.points(rest, c - constant)
        _sign_not_zero(constant)
        return self.points(rest, c / constant)

    def _power(self, base: Any, n: Any, c: Any) -> list[Any]:
        sign = _sign(c)
        root = sympy.root(sign * c, n)
        if n.is_odd or sign == 0:
            return self.points(base, sign * root)
        return [] if sign < 0 else self.points(base, root) + self.points(base, -root)

    def _exp(self, u: Any, c: Any) -> list[Any]:
        return self.points(u, sympy.log(c)) if _sign(c) > 0 else []

    def _log(self, u: Any, c: Any) -> list[Any]:
        """Where u > 0 on the window: elsewhere the logarithm is not real."""
        if not (u.is_nonnegative or self._is_nonnegative(u)):
            raise _Unknown
        return self.points(u, sympy.exp(c))

    def _is_nonnegative(self, u: Any) -> bool:
        line = line_of(u, self.x)
        if line is None:
            return False
        end = self.window[0 if sign_of(line[0]) == 1 else 1]
        return end is not None and sign_of(line[0] * end + line[1]) in (0, 1)

    def _sinh(self, u: Any, c: Any) -> list[Any]:
        return self.points(u, sympy.asinh(c))

    def _tanh(self, u: Any, c: Any) -> list[Any]:
        return self.points(u, sympy.atanh(c)) if _sign(1 - c**2) > 0 else []

    def _atan(self, u: Any, c: Any) -> list[Any]:
        return self.points(u, sympy.tan(c)) if _sign(sympy.pi**2 / 4 - c**2) > 0 else []

    def _absolute(self, u: Any, c: Any) -> list[Any]:
        sign = _sign(c)
        if sign > 0:
            return self.points(u, c) + self.points(u, -c)
        for zero in self.points(u, c) if sign == 0 else ():
            raise _not_simple(self.delta, zero)
        return []

    def _sine(self, u: Any, c: Any) -> list[Any]:
        line = line_of(u, self.x)
        size = _sign(1 - c**2)
        if line is None:
            raise _Unknown
        if size < 0:
            return []
        first = sympy.asin(c)
        if size == 0 and self.window == LINE:
            raise _not_simple(self.delta, sympy.expand((first - line[1]) / line[0]))
        span = range_of(line, self.window, sympy.pi)
        if span is None:
            raise _Unknown
        levels = [k * sympy.pi + (-1) ** k * first for k in range(span[0], span[1] + 2)]
        return list(dict.fromkeys(sympy.expand((level - line[1]) / line[0]) for level in levels))

    def _cosine(self, u: Any, c: Any) -> list[Any]:
        return self._sine(u + sympy.pi / 2, c)


_HANDLERS: dict[Any, Any] = {
    sympy.exp: _Level._exp,
    sympy.log: _Level._log,
    sympy.sinh: _Level._sinh,
    sympy.tanh: _Level._tanh,
    sympy.atan: _Level._atan,
    sympy.Abs: _Level._absolute,
    sympy.sin: _Level._sine,
    sympy.cos: _Level._cosine,
}


def _sign_not_zero(constant: Any) -> None:
    if _sign(constant) == 0:
        raise _Unknown


def _polynomial_roots(poly: Any) -> list[Any]:
    """The different real roots, in radicals."""
    degree = poly.degree()
    if degree == 1:
        a, b = poly.all_coeffs()
        _sign_not_zero(a)
        return [-b / a]
    if degree == 2:
        return _quadratic_roots(*poly.all_coeffs())
    if degree > _LARGEST_DEGREE or not (poly.domain.is_ZZ or poly.domain.is_QQ):
        raise _Unknown
    return [root for factor, _ in poly.factor_list()[1] for root in _irreducible_roots(factor)]


def _irreducible_roots(poly: Any) -> list[Any]:
    degree = poly.degree()
    if degree <= 2:
        return _polynomial_roots(poly)
    if poly.count_roots() == 0:
        return []
    coefficients = poly.all_coeffs()
    leading, last = coefficients[0], coefficients[-1]
    if not any(coefficients[1:-1]):
        value = -last / leading
        root = sympy.root(abs(value), degree)
        return [-root if value < 0 else root] if degree % 2 else [root, -root]
    if degree == 3 and poly.count_roots() == 1:
        return [_cardano(*coefficients)]
    raise _Unknown


def _quadratic_roots(a: Any, b: Any, c: Any) -> list[Any]:
    _sign_not_zero(a)
    square = b**2 - 4 * a * c
    sign = _sign(square)
    middle, width = -b / (2 * a), sympy.sqrt(square) / (2 * a)
    return [] if sign < 0 else [middle] if sign == 0 else [middle - width, middle + width]


def _cardano(a: Any, b: Any, c: Any, d: Any) -> Any:
    """The real root where it is the only one: y = w − p/(3w), y^3 + py + q = 0, x = y − b/(3a)."""
    p = (3 * a * c - b**2) / (3 * a**2)
    q = (2 * b**3 - 9 * a * b * c + 27 * a**2 * d) / (27 * a**3)
    size = sympy.root(abs(q) / 2 + sympy.sqrt(q**2 / 4 + p**3 / 27), 3)
    w = -size if q > 0 else size
    return w - p / (3 * w) - b / (3 * a)
