"""Products of Laplace transforms of Bessel and of stable (Lévy) terms.

Both families are closed under multiplication, with exact exponents:

    stable   e^{−k√z} z^{−a}, z = s − rate
    Bessel   y^N r^{−j}, r = √(z² + ω²), y = (r − z)/ω, so that z = ω(1/y − y)/2, r = ω(1/y + y)/2

References
----------
M. Abramowitz, I. Stegun, Handbook of Mathematical Functions: 29.3.55–58 (Bessel),
29.3.82–86 (stable).
DLMF 7.18.7 (repeated integrals of erfc).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import factorial
from typing import Any

import sympy

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression, number
from symconv.algebra.distribution import Distribution
from symconv.algebra.numbers import Number
from symconv.laplacepairs.ledger import Ledger
from symconv.laplacepairs.parts import Part
from symconv.laplacepairs.tokens import BESSEL, ERFC, LEVY, POWER, Piece
from symconv.reading import OutsideClass

__all__ = ["Transform", "bessel_inverse", "inverse", "stable_inverse", "transforms"]

_HALF = sympy.Rational(1, 2)
_MOST_STEPS = 80


@dataclass(frozen=True)
class Transform:
    """weight · e^{−point·s} · z^{−integrations} times a stable or a Bessel term in z = s − rate."""

    family: str
    weight: Any
    point: Number
    rate: Number
    first: Any
    second: Any
    omega: Any = None
    integrations: int = 0

    def times(self, other: Transform) -> Transform:
        """The product; OutsideClass where the families, rates or frequencies differ."""
        same = (self.family, self.rate, self.omega) == (other.family, other.rate, other.omega)
        if not same:
            raise OutsideClass("transforms of different families or rates")
        return Transform(
            self.family,
            self.weight * other.weight,
            self.point + other.point,
            self.rate,
            sympy.expand(self.first + other.first),
            sympy.expand(self.second + other.second),
            self.omega,
            self.integrations + other.integrations,
        )


def transforms(piece: Piece, ledger: Ledger) -> list[Transform]:
    """The transforms of a one-sided special piece, one per term."""
    point = number(piece.factors[0].point)
    if any(number(factor.point) != point for factor in piece.factors) or piece.upper is not None:
        raise OutsideClass("a special function on a part of its half-line")
    if piece.lower is None or piece.lower != point:
        raise OutsideClass("a special function on a part of its half-line")
    by_kind = {factor.kind: factor for factor in piece.factors}
    exponent = by_kind[POWER].exponent if POWER in by_kind else sympy.S.Zero
    found: list[Transform] = []
    for key, k, c in piece.body.recentred(point).items():
        weight = expression(c) * sympy.exp(expression(key.beta)) / factorial(k)
        place = (weight, point, key.lam)
        kinds = set(by_kind) - {POWER}
        if kinds == {LEVY}:
            found.append(_levy(by_kind[LEVY].body, exponent + k, *place))
        elif kinds == {ERFC} and exponent + k == 0:
            found.append(Transform("stable", weight, point, key.lam, 2 * by_kind[ERFC].body, 1))
        elif kinds == {BESSEL}:
            bessel = by_kind[BESSEL]
            found += _bessel(bessel.exponent, bessel.body, exponent + k, place, ledger)
        elif not kinds:
            s = sympy.expand(exponent + k + 1)
            ledger.require_integrable(s, expression(point), (None,))
            found.append(
                Transform("stable", weight * sympy.gamma(s), point, key.lam, sympy.S.Zero, s)
            )
        else:
            raise OutsideClass("this product of special functions")
    return found


def regular_transforms(g: Distribution, like: Transform) -> list[Transform]:
    """Right terms x^n e^{λx}, or sin and cos, in the family of the partner; no whole-line part."""
    if g.line or g.mass:
        raise OutsideClass("a special function with a partner that is not one-sided")
    found = []
    for b, part in g.right.items():
        if like.family == "bessel":
            found += _oscillations(part, b, like)
            continue
        for key, n, c in part.items():
            weight = expression(c) * sympy.exp(expression(key.beta))
            order = sympy.Integer(n + 1)
            found.append(Transform("stable", weight, b, key.lam, sympy.S.Zero, order))
    return found


def _levy(body: Any, exponent: Any, weight: Any, point: Number, rate: Number) -> Transform:
    """v^{−3/2} e^{−c/v} and v^{−1/2} e^{−c/v}, k = 2√c (A&S 29.3.82, 29.3.84)."""
    k = 2 * sympy.sqrt(body)
    if exponent == -3 * _HALF:
        weight = weight * 2 * sympy.sqrt(sympy.pi) / k
        return Transform("stable", weight, point, rate, k, sympy.S.Zero)
    if exponent == -_HALF:
        return Transform("stable", weight * sympy.sqrt(sympy.pi), point, rate, k, _HALF)
    raise OutsideClass(f"v^({exponent}) exp(-c/v)")


def _bessel(
    order: Any, omega: Any, exponent: Any, place: tuple[Any, Number, Number], ledger: Ledger
) -> list[Transform]:
    """J_n, J_n/v, v^n J_n and v^{n+1} J_n."""
    weight, point, rate = place
    sign = ledger.facts.sign(number(omega)) if omega.is_extended_real else None
    if sign != 1:
        raise OutsideClass(f"the sign of {omega} is open")
    regular = ledger.facts.sign(number(order)) == 1 or order == 0
    if not regular:
        raise OutsideClass(f"a Bessel function of order {order}")

    def term(c: Any, first: Any, second: Any) -> Transform:
        return Transform("bessel", weight * c, point, rate, sympy.S(first), sympy.S(second), omega)

    if exponent == 0:
        return [term(1, order, 1)]
    if exponent == -1 and order != 0:
        return [term(1 / order, order, 0)]
    size = (2 * omega) ** order * sympy.gamma(order + _HALF) / sympy.sqrt(sympy.pi)
    if exponent == order:
        return [term(size, 0, 2 * order + 1)]
    if exponent == order + 1:
        scale = size * (2 * order + 1)
        return [term(scale, 0, 2 * order + 2), term(-scale * omega, 1, 2 * order + 3)]
    raise OutsideClass(f"v^({exponent}) J_{order}")


def _oscillations(part: Any, b: Number, like: Transform) -> list[Transform]:
    """A sin(ωv) + B cos(ωv) + C = Aω r^{−2} + B z r^{−2} + C z^{−1}, z = r − ωy."""
    omega, found = like.omega, []
    turn = nb.IMAGINARY * number(omega)
    seen = {}
    for key, n, c in part.items():
        weight = expression(c) * sympy.exp(expression(key.beta))
        if n == 0 and key.lam == like.rate:
            zero = sympy.S.Zero
            found.append(Transform("bessel", weight, b, like.rate, zero, zero, omega, 1))
            continue
        if n or key.lam not in (like.rate + turn, like.rate - turn):
            raise OutsideClass("a Bessel function with another frequency")
        seen[key.lam] = weight
    up, down = (seen.get(like.rate + sign * turn, sympy.S.Zero) for sign in (1, -1))
    cosine, sine = sympy.expand(up + down), sympy.expand(sympy.I * (up - down))
    for weight, first, second in (
        (sine * omega, 0, 2), (cosine, 0, 1), (-cosine * omega, 1, 2)
    ):  # fmt: skip
        if weight != 0:
            found.append(
                Transform("bessel", weight, b, like.rate, sympy.S(first), sympy.S(second), omega)
            )
    return found


def inverse(product: Transform, ledger: Ledger) -> Part:
    """The one-sided function that has this transform."""
    v = ledger.t - expression(product.point)
    if product.family == "stable":
        ledger.cite("e^{-k√s} s^{-a}: Abramowitz-Stegun 29.3.82-86")
        value = stable_inverse(product.first, product.second, v)
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


def is_special(piece: Piece) -> bool:
    """Whether the piece has a factor of this module."""
    return any(factor.kind in (BESSEL, LEVY, ERFC) for factor in piece.factors)
