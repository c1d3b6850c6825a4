"""Where an expression is smooth in a real variable: on an interval, or at one point.

A rule stands for each function: where it is analytic along the real line when its argument is
smooth. True is a proof; False says that it was not proved, also of what is smooth. A function
without a rule, and one that switches, is never smooth here.

References
----------
NIST DLMF 4.2, 4.23, 4.37 (branch cuts of logarithm, power, inverse functions), 5.2 (Gamma), 6.2,
6.4, 7.2, 8.2, 8.19 (integrals), 9.2, 10.2, 10.25 (Airy, Bessel), 15.2, 16.2 (hypergeometric).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import sympy
from sympy import Expr, Symbol
from sympy.core.function import AppliedUndef

from symconv.deciding.structure import is_free

__all__ = ["At", "Sign", "is_real_valued", "is_smooth", "is_smooth_at"]

Sign = Callable[[Expr], int | None]
"""The sign of a real number or parameter; None where it is open or the number is not real."""

_ENTIRE = (
    *(sympy.exp, sympy.sin, sympy.cos, sympy.sinh, sympy.cosh, sympy.sinc, sympy.Si, sympy.Shi),
    *(sympy.erf, sympy.erfc, sympy.erfi, sympy.fresnels, sympy.fresnelc),
    *(sympy.airyai, sympy.airybi, sympy.airyaiprime, sympy.airybiprime),
)
_ON_THE_REALS = (sympy.tanh, sympy.sech, sympy.atan, sympy.asinh)
_REAL = (sympy.acot, sympy.sign, sympy.Heaviside, sympy.floor, sympy.ceiling, sympy.Max, sympy.Min)
# smooth along the real line off these values of the real argument, on branch cuts too
_OFF = {
    **dict.fromkeys((sympy.asin, sympy.acos, sympy.acosh, sympy.atanh), (-1, 1)),
    **dict.fromkeys((sympy.acoth, sympy.asech, sympy.asec, sympy.acsc), (-1, 0, 1)),
    **dict.fromkeys((sympy.acot, sympy.acsch, sympy.coth, sympy.csch), (0,)),
    **dict.fromkeys((sympy.Ei, sympy.Ci, sympy.Chi), (0,)),
    sympy.li: (0, 1),
    sympy.zeta: (1,),
}
_POLES_OF = {sympy.tan: sympy.cos, sympy.sec: sympy.cos, sympy.cot: sympy.sin, sympy.csc: sympy.sin}
_GAMMAS = (sympy.gamma, sympy.loggamma)
_CYLINDERS = (sympy.besselj, sympy.besseli)
_CUT_CYLINDERS = (sympy.bessely, sympy.besselk, sympy.hankel1, sympy.hankel2)
_INCOMPLETE = (sympy.expint, sympy.uppergamma, sympy.lowergamma)


class Place(Protocol):
    """Where smoothness is asked for: for every x of the place, u ≠ 0, or u > 0."""

    @property
    def x(self) -> Symbol:
        """The variable."""

    @property
    def order(self) -> int | None:
        """How many derivatives are asked for; None for all."""

    def nonzero(self, u: Expr) -> bool:
        """Whether u is certainly not 0 there."""

    def positive(self, u: Expr) -> bool:
        """Whether u is certainly real and positive there."""


@dataclass(frozen=True)
class Between:
    """The closed interval from low to high; None for an infinite end."""

    x: Symbol
    low: Expr | None = None
    high: Expr | None = None
    order: int | None = None

    def nonzero(self, u: Expr) -> bool:
        """By SymPy's assumptions, or no real root of a rational polynomial by Sturm's theorem."""
        if u.is_positive or u.is_negative or u.is_zero is False:
            return True
        return self._counts_no_root(u)

    def positive(self, u: Expr) -> bool:
        """By SymPy's assumptions, or by a rational polynomial's value where it has no root."""
        if u.is_positive:
            return True
        inside = self.low if self.low is not None else self.high
        inside = sympy.S.Zero if inside is None else inside
        return self._counts_no_root(u) and bool(u.subs(self.x, inside) > 0)

    def _counts_no_root(self, u: Expr) -> bool:
        if not all(end is None or end.is_Rational for end in (self.low, self.high)):
            return False
        poly = u.as_poly(self.x)
        if poly is None or not (poly.domain.is_QQ or poly.domain.is_ZZ) or poly.is_zero:
            return False
        return bool(poly.count_roots(self.low, self.high) == 0)


@dataclass(frozen=True)
class At:
    """A neighbourhood of one point, with derivatives up to `order` (None: all of them)."""

    x: Symbol
    point: Expr
    sign: Sign
    order: int | None = None

    def value(self, u: Expr) -> Expr:
        """The value of what is smooth there."""
        return u.subs(self.x, self.point)

    def nonzero(self, u: Expr) -> bool:
        """By the sign of the value, or of its real or imaginary part."""
        value = self.value(u)
        return any(self.sign(part) for part in (value, *value.as_real_imag()))

    def positive(self, u: Expr) -> bool:
        """By the sign of the value."""
        return self.sign(self.value(u)) == 1


def is_smooth(expr: Expr, x: Symbol, low: Expr | None = None, high: Expr | None = None) -> bool:
    """Whether the expression is certainly C^∞ on the closed interval; without ends, on the line.

    An undefined function counts as smooth in its arguments: that is its user's hypothesis.

    >>> x = Symbol("x", real=True)
    >>> is_smooth(sympy.atan(x), x), is_smooth(sympy.acot(x), x), is_smooth(sympy.acot(x), x, 1, 2)
    (True, False, True)
    """
    ends = [
        None if end is None or sympy.S(end).is_infinite else sympy.S(end) for end in (low, high)
    ]
    return is_smooth_at(expr, Between(x, *ends))


def is_smooth_at(expr: Expr, place: Place) -> bool:
    """Whether the expression is certainly smooth at the place, to the order that it asks for."""
    x = place.x
    if is_free(expr, x) or expr == x:
        return True
    if isinstance(expr, sympy.Add):
        return all(is_smooth_at(term, place) for term in expr.args)
    if isinstance(expr, sympy.Mul):
        return all(is_smooth_at(factor, place) for factor in _without_removable(expr, place))
    if isinstance(expr, sympy.Pow):
        return _power(expr.args[0], expr.args[1], place)
    if isinstance(expr, AppliedUndef):
        return _all_smooth(expr.args, place)
    return _all_smooth(expr.args, place) and _rule(expr, place)


def is_real_valued(expr: Expr) -> bool:
    """Whether the expression is certainly real wherever it is finite.

    >>> x = Symbol("x", real=True)
    >>> is_real_valued(sympy.sin(1/x)), is_real_valued(sympy.sqrt(x))
    (True, False)
    """
    if expr.is_extended_real is not None:
        return bool(expr.is_extended_real)
    if isinstance(expr, sympy.Pow):
        return bool(expr.args[1].is_Integer) and is_real_valued(expr.args[0])
    heads = (sympy.Add, sympy.Mul, *_ENTIRE, *_ON_THE_REALS, *_REAL)
    return isinstance(expr, heads) and all(map(is_real_valued, expr.args))


def _all_smooth(args: tuple[Expr, ...], place: Place) -> bool:
    return all(is_smooth_at(arg, place) for arg in args)


def _rule(expr: Expr, place: Place) -> bool:
    """Whether the head is analytic at the values of its arguments."""
    head, u = type(expr), expr.args[-1]
    if isinstance(expr, _ENTIRE) or head in (sympy.conjugate, sympy.re, sympy.im):
        return True
    if isinstance(expr, sympy.log):
        return len(expr.args) == 1 and _off_the_cut(u, place)
    if not all(is_free(arg, place.x) for arg in expr.args[:-1]):
        return False
    if head in _CYLINDERS and expr.args[0].is_Integer:
        return True
    if not is_real_valued(u):
        return False
    return _real_rule(head, expr.args[:-1], u, place)


def _real_rule(head: type, fixed: tuple[Expr, ...], u: Expr, place: Place) -> bool:
    """The rules for a real argument."""
    if head in _ON_THE_REALS:
        return True
    if head in _OFF:
        return not fixed and all(place.nonzero(u - value) for value in _OFF[head])
    if head in _POLES_OF:
        return place.nonzero(_POLES_OF[head](u))
    if head is sympy.gamma and place.nonzero(sympy.sin(sympy.pi * u)):
        return True
    if head in _GAMMAS or (head is sympy.polygamma and fixed[0].is_Integer):
        return place.positive(u)
    if head is sympy.factorial:
        return place.positive(u + 1)
    if head in _CYLINDERS or head in _CUT_CYLINDERS or head in _INCOMPLETE:
        return place.nonzero(u)
    if head is sympy.LambertW:
        return not fixed and place.positive(u + sympy.exp(-1))
    if head in (sympy.polylog, sympy.elliptic_k, sympy.elliptic_e):
        return len(fixed) == (head is sympy.polylog) and place.positive(1 - u)
    if head is sympy.hyper:
        above, below = fixed
        if not all(value.is_positive for value in below):
            return False
        return len(above) <= len(below) or (
            len(above) == len(below) + 1 and place.positive(1 - u) and place.positive(1 + u)
        )
    return False


def _off_the_cut(u: Expr, place: Place) -> bool:
    """Whether log u is smooth: u real and not 0 (on (−∞, 0) it is log |u| + iπ), or u > 0."""
    if is_real_valued(u):
        return place.nonzero(u)
    if isinstance(place, At):  # off the closed negative axis, where u need not stay real
        real, imaginary = place.value(u).as_real_imag()
        return place.sign(real) == 1 or bool(place.sign(imaginary))
    return place.positive(u)


def _power(base: Expr, exponent: Expr, place: Place) -> bool:
    if not is_free(exponent, place.x):
        if not is_smooth_at(exponent, place):
            return False
        if is_free(base, place.x):
            return place.nonzero(base)
        return is_smooth_at(base, place) and _off_the_cut(base, place)
    if not is_smooth_at(base, place):
        return False
    if exponent.is_Integer:
        return bool(exponent >= 0) or place.nonzero(base)
    if _off_the_cut(base, place):
        return True
    if not isinstance(place, At) or place.order is None or not exponent.is_number:
        return False
    # u^p with p > k is C^k at a zero of a real u, where its derivatives to this order vanish
    return is_real_valued(base) and place.sign(exponent - place.order) == 1


def _without_removable(expr: Expr, place: Place) -> list[Expr]:
    """The factors of a product without pairs sin(cu)^m·u^{−n}, m >= n, which are entire.

    Every power of a sine is spent once, also on proportional reciprocals.
    """
    powers = [factor.as_base_exp() for factor in expr.args]
    spare: dict[Expr, Expr] = {}
    for base, exponent in powers:
        if isinstance(base, sympy.sin) and exponent.is_Integer and exponent > 0:
            spare[base] = spare.get(base, sympy.S.Zero) + exponent
    kept: list[Expr] = []
    for factor, (base, exponent) in zip(expr.args, powers, strict=True):
        if spare and exponent.is_Integer and exponent < 0 and not is_free(base, place.x):
            partner = next(
                (
                    sine
                    for sine, m in spare.items()
                    if m >= -exponent and is_free(sympy.cancel(sine.args[0] / base), place.x)
                ),
                None,
            )
            if partner is not None and is_smooth_at(base, place):
                spare[partner] += exponent
                continue
        kept.append(factor)
    return kept
