"""The functions behind products of stable and Bessel transforms.

References
----------
M. Abramowitz, I. Stegun, Handbook of Mathematical Functions: 29.3.55–58 (Bessel),
29.3.82–90 (stable). DLMF 7.18.7 (repeated integrals of erfc).
"""

from __future__ import annotations

from typing import Any

import sympy

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression, number
from symconv.laplacepairs.ledger import Ledger
from symconv.laplacepairs.parts import Part
from symconv.laplacepairs.specials import Transform
from symconv.reading import OutsideClass

__all__ = ["bessel_inverse", "inverse", "stable_inverse"]

_HALF = sympy.Rational(1, 2)
_MOST_STEPS = 80


def inverse(product: Transform, ledger: Ledger) -> Part:
    """The one-sided function that has this transform."""
    v = ledger.t - expression(product.point)
    if product.family == "stable":
        ledger.cite("e^{-k√s} s^{-a}: Abramowitz-Stegun 29.3.82-86")
        if product.pole is None:
            value = stable_inverse(product.first, product.second, v)
        else:
            value = _pole_inverse(product, v, ledger)
    else:
        ledger.cite("Bessel transforms: Abramowitz-Stegun 29.3.55-58")
        if product.integrations:
            value = _integrated(product, v)
        else:
            value = bessel_inverse(product.first, product.second, product.omega, v)
    growth = sympy.exp(expression(product.rate) * v)
    return Part(product.point, None, product.weight * growth * value)


def stable_inverse(k: Any, a: Any, v: Any) -> Any:
    """The function whose transform is e^{−k√s} s^{−a}: a = 0, 1/2, 1, … or k = 0."""
    if k == 0:
        return v ** (a - 1) / sympy.gamma(a)
    n = 2 * a - 2
    if not n.is_Integer or not -2 <= n <= _MOST_STEPS:
        raise OutsideClass(f"the order {a} of a stable term")
    root = sympy.sqrt(v)
    z = k / (2 * root)
    if n == -2:
        return k / (2 * sympy.sqrt(sympy.pi)) * v ** (-3 * _HALF) * sympy.exp(-(k**2) / (4 * v))
    before, value = sympy.S.Zero, 2 / sympy.sqrt(sympy.pi) * sympy.exp(-(k**2) / (4 * v))
    for index in range(int(n) + 1):
        following = sympy.erfc(z) if index == 0 else (before / 2 - z * value) / index
        before, value = value, following
    return (2 * root) ** n * value


def _pole_inverse(product: Transform, v: Any, ledger: Ledger) -> Any:
    """e^{−k√z}/(z − a²) and e^{−k√z}/(√z (z − a²)), a > 0, by partial fractions in √z.

    E(a) = e^{ak + a²v} erfc(a√v + k/(2√v)) has the transform e^{−k√z}/(√z (√z + a)).
    """
    k, pole = product.first, product.pole
    real = nb.is_real(number(pole))
    if not real or ledger.facts.sign(number(pole)) != 1 or product.second not in (0, _HALF):
        raise OutsideClass("a stable term over a pole on the negative axis")
    a = sympy.sqrt(sympy.factor(pole))
    root = sympy.sqrt(v)
    below, above = (
        sympy.exp(side * a * k + pole * v) * sympy.erfc(side * a * root + k / (2 * root))
        for side in (-1, 1)
    )
    ledger.cite("e^{-k√s}/(√s(√s+a)): Abramowitz-Stegun 29.3.90")
    return (below + above) / 2 if product.second == 0 else (below - above) / (2 * a)


def bessel_inverse(n: Any, j: Any, omega: Any, v: Any) -> Any:
    """The function whose transform is y^n r^{−j}.

    y^n r^{−j} = (2/ω) y^{n−1} r^{1−j} − y^{n−2} r^{−j}, from y + 1/y = 2r/ω.
    """
    if j == 0 and n != 0:
        return n * sympy.besselj(n, omega * v) / v
    if j == 1:
        return sympy.besselj(n, omega * v)
    if n == 0:
        return _radial(j, omega, v)
    if not (n.is_Integer and j.is_Integer and 0 < n < _MOST_STEPS and 1 < j < _MOST_STEPS):
        raise OutsideClass(f"y^({n}) r^(-{j})")
    if n == 1:
        return (_radial(j - 1, omega, v) - _radial_derivative(j, omega, v)) / omega
    near = bessel_inverse(n - 1, j - 1, omega, v)
    return 2 / omega * near - bessel_inverse(n - 2, j, omega, v)


def _integrated(product: Transform, v: Any) -> Any:
    """y^n/(z r) for odd n: y^{n−2}/(z r) − (2/ω) y^{n−1}/r, from 1/y − y = 2z/ω."""
    n, omega = product.first, product.omega
    odd = n.is_Integer and n % 2 == 1 and 0 < n < _MOST_STEPS
    if not odd or product.second != 1 or product.integrations != 1:
        raise OutsideClass("the integral of a Bessel function of even order")
    value = (1 - sympy.besselj(0, omega * v)) / omega
    for order in range(2, int(n), 2):
        value -= 2 / omega * sympy.besselj(order, omega * v)
    return value


def _radial(j: Any, omega: Any, v: Any) -> Any:
    """r^{−j} (A&S 29.3.57); f_{j+2} = ((j − 1) f_j − v f_j′)/(j ω²) from −d/dz (z r^{−j})."""
    if not j.is_Integer:
        order = (j - 1) / 2
        size = sympy.sqrt(sympy.pi) / sympy.gamma(j / 2)
        return size * (v / (2 * omega)) ** order * sympy.besselj(order, omega * v)
    if j == 1:
        return sympy.besselj(0, omega * v)
    if j == 2:
        return sympy.sin(omega * v) / omega
    if j == 3:
        return v * sympy.besselj(1, omega * v) / omega
    below = j - 2
    earlier = (below - 1) * _radial(below, omega, v) - v * _radial_derivative(below, omega, v)
    return sympy.expand(earlier / (below * omega**2))


def _radial_derivative(j: Any, omega: Any, v: Any) -> Any:
    """z r^{−j}: v f_{j−2}/(j − 2) from −d/dz r^{2−j}."""
    if j == 2:
        return sympy.cos(omega * v)
    return v * _radial(j - 2, omega, v) / (j - 2)
