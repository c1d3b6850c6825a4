"""Kernels of inverse functions, roots, Bessel functions, powers of logarithms, Fresnel, erf².

References
----------
NIST DLMF 10.6 and 10.22.1 (Bessel), 10.22.11 (the integral of J0), 7.5 and 7.6 (Fresnel), 4.26
(inverse functions); A. P. Prudnikov et al., Integrals and Series 2, 1.5 (erf²).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy

from symconv.antiderivatives.kernels import MOST, ROOT, Kernel, U

__all__ = ["kernel_of"]

_A, _B = sympy.symbols("A B", cls=sympy.Dummy)
_HALF = sympy.Rational(1, 2)


def kernel_of(factor: Any, x: Any) -> tuple[Kernel, Any, Any] | None:
    """(kernel, argument, scale) for one factor of a product; None where it is of no family."""
    family = _FAMILIES.get(type(factor))
    if family is not None:
        found = family(factor)
        return None if found is None else (found, factor.args[-1], sympy.Integer(1))
    if isinstance(factor, sympy.log):
        return _logarithm(1), factor.args[0], sympy.Integer(1)
    if not factor.is_Pow:
        return None
    base, exponent = factor.args
    if exponent.is_Integer and 1 < exponent <= MOST and isinstance(base, sympy.log):
        return _logarithm(int(exponent)), base.args[0], sympy.Integer(1)
    if exponent == 2 and isinstance(base, sympy.erf):
        return _squared_erf(), base.args[0], sympy.Integer(1)
    return _root_of_quadratic(base, exponent, x)


def _root_of_quadratic(base: Any, exponent: Any, x: Any) -> tuple[Kernel, Any, Any] | None:
    """(a(x − p)² + m)^{±1/2} = m^{±1/2} (1 + u²)^{±1/2}, u = √(a/m) (x − p), for a, m > 0."""
    poly = base.as_poly(x)
    if exponent not in (_HALF, -_HALF) or poly is None or poly.degree() != 2:
        return None
    a, b, c = poly.all_coeffs()
    least = sympy.factor(c - b**2 / (4 * a))
    if not (a.is_positive and least.is_positive):
        return None
    return _root_kernel(exponent), sympy.sqrt(a / least) * (x + b / (2 * a)), least**exponent


def _root_moment(j: int, a: int, c: int, base: Any) -> Any:
    """∫ u^j/R du for R² = a u² + c, a = ±1, with ∫ 1/R du = base."""
    if j == 0:
        return base
    if j == 1:
        return ROOT * a
    rest = c * (j - 1) * _root_moment(j - 2, a, c, base)
    return (U ** (j - 1) * ROOT - rest) * sympy.Rational(a, j)


def _inverse(a: int, c: int, sign: int) -> Callable[[Any], Kernel]:
    """asin, acos, asinh, acosh: A′ = ±1/R."""

    def family(factor: Any) -> Kernel:
        def moment(k: int) -> Any:
            rest = _root_moment(k + 1, a, c, sign * _A)
            return (U ** (k + 1) * _A - sign * rest) / (k + 1)

        domain = (-1, 1) if a < 0 else (1 if c < 0 else None, None)
        return Kernel(_A, moment, *_inverse_parts(type(factor), a, c, sign), domain=domain)

    return family


def _inverse_parts(function: Any, a: int, c: int, sign: int) -> tuple[Any, Any, Any]:
    square = a * U**2 + c
    rates = {_A: sign / ROOT, ROOT: a * U / ROOT}
    forms = {_A: function, ROOT: lambda u: sympy.sqrt(a * u**2 + c)}
    return rates, forms, square


def _root_kernel(exponent: Any) -> Kernel:
    def moment(k: int) -> Any:
        if exponent < 0:
            return _root_moment(k, 1, 1, _A)
        return _root_moment(k + 2, 1, 1, _A) + _root_moment(k, 1, 1, _A)

    integrand = ROOT if exponent > 0 else 1 / ROOT
    return Kernel(integrand, moment, *_inverse_parts(sympy.asinh, 1, 1, 1))


def _bessel(kind: Any, sign: int) -> Callable[[Any], Kernel | None]:
    """J_n (sign −1) and I_n (sign +1) by J_0, J_1 and the integral of J_0."""

    def family(factor: Any) -> Kernel | None:
        n = factor.args[0]
        if not (n.is_Integer and 0 <= n <= MOST):
            return None
        rates = {_A: sign * _B, _B: _A - _B / U, ROOT: _A}
        forms = {
            _A: lambda u: kind(0, u),
            _B: lambda u: kind(1, u),
            ROOT: lambda u: u * sympy.hyper((_HALF,), (1, 3 * _HALF), sign * u**2 / 4),
        }
        return Kernel(
            _bessel_reduced(int(n), sign),
            lambda k: _bessel_moment(int(n), k, sign),
            rates,
            forms,
            origin=lambda k: _bessel_origin(int(n), k, sign),
            at_infinity={_A: 0, _B: 0, ROOT: 1} if sign < 0 else {},
        )

    return family


def _bessel_reduced(n: int, sign: int) -> Any:
    """J_n or I_n as a combination of the first two: f_{n+1} = σ(f_{n−1} − 2n/u f_n)."""
    before, value = _A, _B
    if n == 0:
        return before
    for m in range(1, n):
        before, value = value, sympy.expand(sign * (before - 2 * m / U * value))
    return value


def _bessel_moment(n: int, k: int, sign: int) -> Any:
    """By (u^{n+1} f_{n+1})′ = u^{n+1} f_n, down to ∫ f_n."""
    if k == 0:
        if n < 2:
            return ROOT if n == 0 else sign * _A
        return -sign * (_bessel_moment(n - 2, 0, sign) - 2 * _bessel_reduced(n - 1, sign))
    value = U**k * _bessel_reduced(n + 1, sign)
    if k == n + 1:
        return sympy.expand(value)
    return sympy.expand(value - (k - n - 1) * _bessel_moment(n + 1, k - 1, sign))


def _bessel_origin(n: int, k: int, sign: int) -> Any:
    """The same moment at u = 0, where f_0 = 1 and all others vanish."""
    if k == 0:
        if n < 2:
            return sympy.Integer(0 if n == 0 else sign)
        return -sign * _bessel_origin(n - 2, 0, sign)
    if k == n + 1:
        return sympy.Integer(0)
    return -(k - n - 1) * _bessel_origin(n + 1, k - 1, sign)


def _fresnel(factor: Any) -> Kernel:
    """S and C, with sin(πu²/2) and cos(πu²/2)."""
    s, c = _A, _B
    waves = sympy.symbols("sine cosine", cls=sympy.Dummy)
    sine, cosine = waves
    rates = {s: sine, c: cosine, sine: sympy.pi * U * cosine, cosine: -sympy.pi * U * sine}
    forms = {
        s: sympy.fresnels, c: sympy.fresnelc,
        sine: lambda u: sympy.sin(sympy.pi * u**2 / 2),
        cosine: lambda u: sympy.cos(sympy.pi * u**2 / 2),
    }  # fmt: skip

    def wave(j: int, of_sine: bool) -> Any:
        """∫ u^j sin or cos(πu²/2)."""
        if j == 0:
            return s if of_sine else c
        edge = -cosine if of_sine else sine
        rest = wave(j - 2, not of_sine) * (j - 1) if j > 1 else 0
        return (U ** (j - 1) * edge + (rest if of_sine else -rest)) / sympy.pi

    is_sine = isinstance(factor, sympy.fresnels)
    own = s if is_sine else c

    def moment(k: int) -> Any:
        return (U ** (k + 1) * own - wave(k + 1, is_sine)) / (k + 1)

    return Kernel(own, moment, rates, forms)


def _logarithm(power: int) -> Kernel:
    """log(u)^m for u >= 0."""

    def moment(k: int) -> Any:
        value, factor = sympy.Integer(0), sympy.Rational(1, k + 1)
        for j in range(power, -1, -1):
            value += factor * U ** (k + 1) * _A**j
            factor *= sympy.Rational(-j, k + 1)
        return value

    zero = sympy.Integer(0)
    rates, forms = {_A: 1 / U}, {_A: sympy.log}
    return Kernel(_A**power, moment, rates, forms, origin=lambda k: zero, domain=(0, None))


def _squared_erf() -> Kernel:
    """erf(u)²."""
    gauss = sympy.Dummy("gauss")
    wide = sympy.Dummy("wide")
    root = sympy.sqrt(sympy.pi)
    rates = {_A: 2 * gauss / root, gauss: -2 * U * gauss, wide: 2 * sympy.sqrt(2) * gauss**2 / root}
    forms = {
        _A: sympy.erf, gauss: lambda u: sympy.exp(-(u**2)),
        wide: lambda u: sympy.erf(sympy.sqrt(2) * u),
    }  # fmt: skip

    def double(j: int) -> Any:
        """∫ u^j e^{−2u²}."""
        if j == 0:
            return wide * root / (2 * sympy.sqrt(2))
        rest = double(j - 2) * (j - 1) if j > 1 else 0
        return (rest - U ** (j - 1) * gauss**2) / 4

    def product(j: int) -> Any:
        """∫ u^j e^{−u²} erf u."""
        if j == 0:
            return root / 4 * _A**2
        rest = product(j - 2) * (j - 1) if j > 1 else 0
        return (rest - U ** (j - 1) * gauss * _A) / 2 + double(j - 1) / root

    def moment(k: int) -> Any:
        return (U ** (k + 1) * _A**2 - 4 / root * product(k + 1)) / (k + 1)

    return Kernel(_A**2, moment, rates, forms)


_FAMILIES: dict[Any, Callable[[Any], Kernel | None]] = {
    sympy.asin: _inverse(-1, 1, 1),
    sympy.acos: _inverse(-1, 1, -1),
    sympy.asinh: _inverse(1, 1, 1),
    sympy.acosh: _inverse(1, -1, 1),
    sympy.besselj: _bessel(sympy.besselj, -1),
    sympy.besseli: _bessel(sympy.besseli, 1),
    sympy.fresnels: _fresnel,
    sympy.fresnelc: _fresnel,
}
