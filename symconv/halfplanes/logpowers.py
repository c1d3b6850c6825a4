"""Σ c w^b log^l w in the upper half plane, w = ±(z − q), in real and imaginary parts.

The principal branches: with z = X + iv, v > 0, the argument of z is π/2 − atan(X/v), that of −z is
−π/2 − atan(X/v). Half-integer powers are written with √(r ± X), r = |z|, others with cos and sin.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import sympy

__all__ = ["LogPowers", "Parts", "integer_power", "product", "shortest"]


class Parts(NamedTuple):
    """The real and the imaginary part, as SymPy expressions."""

    re: Any
    im: Any


class _Key(NamedTuple):
    """(sign·(z − q))^power · log^logs of the same; q = left + i·below, below <= 0."""

    left: Any
    below: Any
    sign: int
    power: Any
    logs: int


@dataclass(frozen=True)
class LogPowers:
    """The sum, {key: complex coefficient}."""

    terms: dict[_Key, Parts]

    @classmethod
    def one(cls, place: Parts, sign: int, power: Any, logs: int, coefficient: Parts) -> LogPowers:
        """c (±(z − q))^power log^logs(±(z − q)) with q in the closed lower half plane."""
        return cls({_Key(place.re, place.im, sign, sympy.sympify(power), logs): coefficient})

    def plus(self, other: LogPowers) -> LogPowers:
        """The sum of two sums."""
        found = dict(self.terms)
        for key, c in other.terms.items():
            before = found.get(key, Parts(sympy.S.Zero, sympy.S.Zero))
            found[key] = Parts(before.re + c.re, before.im + c.im)
        return LogPowers(found)

    def derivative(self) -> LogPowers:
        """d/dz."""
        total = LogPowers({})
        for key, c in self.terms.items():
            for logs, factor in ((key.logs, key.power), (key.logs - 1, sympy.Integer(key.logs))):
                if factor != 0:
                    lower = key._replace(power=key.power - 1, logs=logs)
                    step = key.sign * factor
                    total = total.plus(LogPowers({lower: Parts(step * c.re, step * c.im)}))
        return total

    def at(self, x: Any, height: Any) -> Parts:
        """The value at z = x + i·height, height > 0."""
        real, imaginary = sympy.S.Zero, sympy.S.Zero
        for key, c in self.terms.items():
            value = product(c, _value(key, x - key.left, height - key.below))
            real, imaginary = real + value.re, imaginary + value.im
        return Parts(real, imaginary)

    def places(self) -> list[Any]:
        """The points of the line where a boundary value is singular."""
        return [key.left for key in self.terms if key.below == 0]

    def on_line(self, x: Any, side: Callable[[Any], int]) -> Any:
        """The real part of the boundary value; `side` is the sign of x − place at each place."""
        total = sympy.S.Zero
        for key, c in self.terms.items():
            if key.below == 0:
                value = _boundary(key, x - key.left, side(key.left))
            else:
                value = _value(key, x - key.left, -key.below)
            total += product(c, value).re
        return total


def product(first: Parts, second: Parts) -> Parts:
    """The parts of a product."""
    return Parts(
        first.re * second.re - first.im * second.im, first.re * second.im + first.im * second.re
    )


def shortest(expr: Any) -> Any:
    """Multiplied out or factored, whichever is shorter."""
    return min(sympy.expand(expr), sympy.factor(expr), key=sympy.count_ops)


def integer_power(x: Any, y: Any, exponent: int) -> Parts:
    """(x + iy)^n, n an integer: polynomials, over (x² + y²)^{−n} where n < 0."""
    z, w = sympy.Dummy("z", real=True), sympy.Dummy("w", real=True)
    row = sympy.Poly((z + sympy.I * w) ** abs(exponent), z, w).terms()
    real, imaginary = sympy.S.Zero, sympy.S.Zero
    for (n, m), c in row:
        real += sympy.re(c) * x**n * y**m
        imaginary += sympy.im(c) * x**n * y**m
    if exponent >= 0:
        return Parts(real, imaginary)
    size = shortest(x**2 + y**2) ** -exponent
    return Parts(real / size, -imaginary / size)


def _value(key: _Key, x: Any, y: Any) -> Parts:
    """The key's power and logarithm at z − q = x + iy, y > 0."""
    power = _power(key.power, key.sign, x, y)
    if not key.logs:
        return power
    logarithm = Parts(sympy.log(shortest(x**2 + y**2)) / 2, _angle(key.sign, x, y))
    for _ in range(key.logs):
        power = product(power, logarithm)
    return power


def _boundary(key: _Key, x: Any, side: int) -> Parts:
    """The key's power and logarithm at z − q = x + i0, side = sign x."""
    size, turned = side * x, side * key.sign < 0
    angle = key.sign * sympy.pi if turned else sympy.S.Zero
    turn = key.power * angle
    power = Parts(size**key.power * sympy.cos(turn), size**key.power * sympy.sin(turn))
    for _ in range(key.logs):
        power = product(power, Parts(sympy.log(size), angle))
    return power


def _angle(sign: int, x: Any, y: Any) -> Any:
    return sign * sympy.pi / 2 - sympy.atan(x * sympy.radsimp(1 / y))


def _power(exponent: Any, sign: int, x: Any, y: Any) -> Parts:
    if exponent.is_Integer:
        return integer_power(sign * x, sign * y, int(exponent))
    square = shortest(x**2 + y**2)
    if exponent.is_Rational and exponent.q == 2:
        return _half_power(exponent, sign, x, y, sympy.sqrt(square))
    size, angle = square ** (exponent / 2), exponent * (sign * _angle(sign, x, y))
    return Parts(size * sympy.cos(angle), sign * size * sympy.sin(angle))


def _half_power(exponent: Any, sign: int, x: Any, y: Any, r: Any) -> Parts:
    """√(±z) times an integer power; √z = (√(r + x) + i√(r − x))/√2, its conjugate turned for −z."""
    ahead, behind = (sympy.sqrt(r + side * sign * x) / sympy.sqrt(2) for side in (1, -1))
    if exponent > 0:
        root = Parts(ahead, sign * behind)
        return product(root, integer_power(sign * x, sign * y, int(exponent - sympy.S.Half)))
    root = Parts(ahead / r, -sign * behind / r)
    return product(root, integer_power(sign * x, sign * y, int(exponent + sympy.S.Half)))
