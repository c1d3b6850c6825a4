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
from symconv.laplacepairs.tokens import BESSEL, ERFC, LEVY, POWER, Piece
from symconv.reading import OutsideClass

__all__ = ["Transform", "is_special", "regular_transforms", "transforms"]

_HALF = sympy.Rational(1, 2)


@dataclass(frozen=True)
class Transform:
    """weight · e^{−point·s} · z^{−integrations} times a stable or a Bessel term in z = s − rate.

    With a pole δ, a stable term is divided by z − δ.
    """

    family: str
    weight: Any
    point: Number
    rate: Number
    first: Any
    second: Any
    omega: Any = None
    integrations: int = 0
    pole: Any = None

    def times(self, other: Transform) -> Transform:
        """The product; OutsideClass where the families, rates or frequencies differ."""
        if self.family == other.family == "stable" and self.rate != other.rate:
            return _over_pole(self, other) if self.first != 0 else _over_pole(other, self)
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


def _over_pole(term: Transform, simple: Transform) -> Transform:
    """e^{−k√z} z^{−a} times 1/(z − δ), where the partner is an exponential of another rate."""
    plain = (simple.first, simple.second) == (0, 1)
    if not plain or simple.pole is not None or term.pole is not None or term.first == 0:
        raise OutsideClass("stable terms of different rates")
    pole = expression(simple.rate - term.rate)
    weight = term.weight * simple.weight
    point = term.point + simple.point
    return Transform("stable", weight, point, term.rate, term.first, term.second, pole=pole)


def transforms(piece: Piece, ledger: Ledger) -> list[Transform]:
    """The transforms of a one-sided special piece, one per term."""
    point = number(piece.factors[0].point)
    if any(number(factor.point) != point for factor in piece.factors) or piece.upper is not None:
        raise OutsideClass("a special function on a part of its half-line")
    if piece.lower is None or piece.lower != point:
        raise OutsideClass("a special function on a part of its half-line")
    by_kind = {factor.kind: factor for factor in piece.factors}
    if len(by_kind) != len(piece.factors) or any(f.side != 1 for f in piece.factors):
        raise OutsideClass("this product of special functions")
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
    if not nb.is_real(number(omega)) or ledger.facts.sign(number(omega)) != 1:
        raise OutsideClass(f"the sign of {omega} is open")
    if order != 0 and (not nb.is_real(number(order)) or ledger.facts.sign(number(order)) != 1):
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


def is_special(piece: Piece) -> bool:
    """Whether the piece has a factor of this module."""
    return any(factor.kind in (BESSEL, LEVY, ERFC) for factor in piece.factors)
