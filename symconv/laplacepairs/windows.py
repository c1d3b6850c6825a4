"""Square roots of quadratics and products of two powers on an interval, with polynomials.

f is φ(x) times a polynomial on a bounded interval, g an exponential polynomial of the same rate:
then only the moments ∫ x^k φ(x) dx between ends are needed.
"""

from __future__ import annotations

from collections.abc import Callable
from math import comb, factorial
from typing import Any

import sympy

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression, number
from symconv.algebra.distribution import Distribution
from symconv.algebra.numbers import Number
from symconv.laplacepairs.ledger import Ledger
from symconv.laplacepairs.moments import arcsine, beta_antiderivative, quadratic_moment
from symconv.laplacepairs.parts import Part
from symconv.laplacepairs.tokens import POWER, QUADRATIC, Piece
from symconv.reading import OutsideClass
from symconv.reading.cases import decided_sign

__all__ = ["window_with_regular"]

Moment = Callable[[int, Any], Any]

_HALF = sympy.Rational(1, 2)


def window_with_regular(piece: Piece, g: Distribution, ledger: Ledger) -> list[Part]:
    """(root of a quadratic, or two powers, on a bounded interval) ∗ (exponential polynomial)."""
    if piece.lower is None or piece.upper is None:
        raise OutsideClass("a root of a quadratic on an unbounded interval")
    origin, moment = _moments(piece, ledger)
    local = piece.body.recentred(origin)
    parts: list[Part] = []
    for key, k, c in local.items():
        size = expression(c) * sympy.exp(expression(key.beta)) / factorial(k)
        for b, part in g.right.items():
            for mode, n, d in part.items():
                weight = size * expression(d) * sympy.exp(expression(mode.beta)) / factorial(n)
                _require_equal(key.lam, mode.lam)
                parts += _with_right(piece, origin, moment, k, b, n, weight, key.lam, ledger)
        for mode, n, d in g.line.items():
            weight = size * expression(d) * sympy.exp(expression(mode.beta)) / factorial(n)
            _require_equal(key.lam, mode.lam)
            w = ledger.t - expression(origin)
            value = _between(
                moment, k, n, w, piece.lower - origin, expression(piece.upper - origin)
            )
            parts.append(Part(None, None, weight * value * sympy.exp(expression(key.lam) * w)))
    if g.mass:
        raise OutsideClass("point masses on a root of a quadratic")
    return parts


def _require_equal(first: Number, second: Number) -> None:
    if first != second:
        raise OutsideClass("a root of a quadratic times an exponential")


def _with_right(
    piece: Piece, origin: Number, moment: Moment, k: int, b: Number, n: int, weight: Any,
    rate: Number, ledger: Ledger,
) -> list[Part]:  # fmt: skip
    assert piece.lower is not None
    assert piece.upper is not None
    w = ledger.t - expression(origin + b)
    factor = weight * sympy.exp(expression(rate) * w)
    low = piece.lower - origin
    running = factor * _between(moment, k, n, w, low, w)
    full = factor * _between(moment, k, n, w, low, expression(piece.upper - origin))
    start, stop = piece.lower + b, piece.upper + b
    return [Part(start, stop, running), Part(stop, None, full)]


def _between(moment: Moment, k: int, n: int, w: Any, low: Number, high: Any) -> Any:
    """∫ v^k φ(v) (w − v)^n dv between two ends."""
    start = expression(low)
    total = sympy.Integer(0)
    for j in range(n + 1):
        difference = moment(k + j, high) - moment(k + j, start)
        total += (-1) ** j * comb(n, j) * w ** (n - j) * difference
    return total


def _moments(piece: Piece, ledger: Ledger) -> tuple[Number, Moment]:
    kinds = sorted(factor.kind for factor in piece.factors)
    if kinds == [QUADRATIC]:
        return number(sympy.S.Zero), _quadratic(piece, ledger)
    if kinds == [POWER, POWER]:
        return _two_powers(piece, ledger)
    raise OutsideClass("this product of singular factors")


def _quadratic(piece: Piece, ledger: Ledger) -> Moment:
    """Moments of Q^{m/2}, m >= −1, for a concave Q that is not negative on the piece."""
    (factor,) = piece.factors
    x = sympy.Dummy("x", real=True)
    body = factor.body.xreplace({ledger.variable: x})
    a, b, c = (sympy.Poly(body, x).coeff_monomial(x**n) for n in (2, 1, 0))
    if decided_sign(ledger.facts, number(a)) >= 0 or factor.exponent < -_HALF:
        raise OutsideClass(f"the root of {factor.body}")
    discriminant = sympy.factor(b**2 - 4 * a * c)
    if decided_sign(ledger.facts, number(discriminant)) <= 0:
        raise OutsideClass(f"{factor.body} is nowhere positive")
    root = sympy.sqrt(discriminant)
    low, high = (number(sympy.expand((-b + sign * root) / (2 * a))) for sign in (1, -1))
    assert piece.lower is not None
    assert piece.upper is not None
    if not (nb.is_real(low) and nb.is_real(high)):
        raise OutsideClass(f"{factor.body} has zeros that are not known to be real")
    for gap in (piece.lower - low, high - piece.upper):
        if decided_sign(ledger.facts, gap) < 0:
            raise OutsideClass(f"{factor.body} is negative on a part of the interval")
    ledger.cite("reduction of ∫ x^k Q^{m/2} dx; arcsine")

    def moment(k: int, v: Any) -> Any:
        algebraic, constant = quadratic_moment(k, body, factor.exponent, x)
        whole = algebraic * sympy.sqrt(body) + constant * arcsine(body, x)
        return whole.xreplace({x: v})

    return moment


def _two_powers(piece: Piece, ledger: Ledger) -> tuple[Number, Moment]:
    """Moments of (x − p)^α (q − x)^β on a part of (p, q), in v = x − p."""
    up = [factor for factor in piece.factors if factor.side == 1]
    down = [factor for factor in piece.factors if factor.side == -1]
    if len(up) != 1 or len(down) != 1:
        raise OutsideClass("two powers that open to the same side")
    p, q = number(up[0].point), number(down[0].point)
    assert piece.lower is not None
    assert piece.upper is not None
    for gap in (piece.lower - p, q - piece.upper):
        if gap != 0 and decided_sign(ledger.facts, gap) < 0:
            raise OutsideClass("a power of a negative number")
    first, second = up[0].exponent + 1, down[0].exponent + 1
    if piece.lower == p:
        ledger.require_integrable(first, expression(p), (None,))
    if piece.upper == q:
        ledger.require_integrable(second, expression(q), (None,))
    if ledger.facts.sign(number(sympy.re(first))) != 1:
        raise OutsideClass("an incomplete Beta function of a negative order")
    ledger.cite("incomplete Beta function: DLMF 8.17.7, 5.12.1")
    width = expression(q - p)
    return p, lambda k, v: beta_antiderivative(first + k, second, v, width)
