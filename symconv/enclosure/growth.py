"""Growth of a function towards an end: w^α e^{−Σ c_p w^p}, compared and integrated with proof.

A `Tail` says f(w) = w^α e^{−Σ c_p w^p} · b(w) with b(w) in one ball for every real w ≥ start. The
powers p > 0 and α are rational or real numbers, the c_p real numbers, all exact, so that growths
cancel exactly (e^w · e^{−w} = 1). Products multiply, sums keep the dominant growth.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy
from flint import acb, arb
from sympy import Expr

from symconv.deciding import constants
from symconv.deciding.order import distinct_sorted
from symconv.values.balls import rational_of
from symconv.values.compiling import compile_expression
from symconv.values.points import Point

__all__ = [
    "Growth",
    "NotBoundedError",
    "Tail",
    "TooCloseError",
    "constant_tail",
    "exact_ball",
    "number_sign",
    "rational_below",
    "shifted",
]


class NotBoundedError(Exception):
    """No rule of this layer bounds the function at this end."""


class TooCloseError(NotBoundedError):
    """The bound does not hold from the given start on; it may from a later one."""


def exact_ball(number: Expr) -> acb:
    """The ball of a number without symbols at the working precision."""
    return compile_expression(sympy.sympify(number), ())(Point((), {}), False)


def number_sign(number: Expr) -> int:
    """The sign of a real number without symbols, proved; NotBoundedError where it is open."""
    found = constants.sign(number)
    if found is None:
        raise NotBoundedError(f"the sign of {number} is open")
    return found


@dataclass(frozen=True)
class Growth:
    """w^power · exp(−Σ c w^p) for the pairs (p, c) of `decay`, p > 0 descending, c ≠ 0."""

    power: Expr
    decay: tuple[tuple[Expr, Expr], ...] = ()

    def times(self, other: Growth) -> Growth:
        """The growth of a product."""
        merged = dict(self.decay)
        for p, c in other.decay:
            merged[p] = merged.get(p, sympy.S.Zero) + c
        return Growth(self.power + other.power, _sorted_decay(merged))

    def raised(self, exponent: Expr) -> Growth:
        """The growth of a power with a real exponent."""
        if exponent == 0:
            return FLAT
        return Growth(self.power * exponent, tuple((p, c * exponent) for p, c in self.decay))

    def direction(self) -> int:
        """1 where it grows without bound, −1 where it falls to 0, 0 for the constant 1."""
        if self.decay:
            return -number_sign(self.decay[0][1])
        return number_sign(self.power)

    def value(self, w: arb) -> arb:
        """A ball of the growth at w > 0."""
        total = w ** exact_ball(self.power).real
        for p, c in self.decay:
            total *= (-(exact_ball(c).real) * w ** exact_ball(p).real).exp()
        return total

    def falls_from(self, start: arb) -> bool:
        """Whether it is proved to decrease on [start, ∞).

        −w d/dw log = Σ p c_p w^p − α. Divided by w^q, q the highest power of a negative term, every
        positive term above q rises with w and every negative one falls in size, so the sign at
        `start` decides.
        """
        if not self.decay:
            return number_sign(self.power) <= 0
        if number_sign(self.decay[0][1]) < 0:
            return False
        slope = -exact_ball(self.power).real
        seen_negative = False
        for p, c in self.decay:
            sign = number_sign(c)
            if seen_negative and sign > 0:
                continue
            seen_negative = seen_negative or sign < 0
            slope += exact_ball(p).real * exact_ball(c).real * start ** exact_ball(p).real
        return bool(slope >= 0)

    def supremum_from(self, start: arb) -> arb:
        """An upper bound on [start, ∞) of a growth that falls or is constant."""
        if not self.falls_from(start):
            raise (
                NotBoundedError("the growth is not bounded")
                if self.direction() > 0
                else TooCloseError()
            )
        return self.value(start).upper()

    def integral_from(self, start: arb) -> arb | None:
        """A bound of ∫ over [start, ∞); None where the integral diverges.

        Without exponential part: start^{α+1}/(−α−1). Else w² · growth falls from a point on, and
        ∫ ≤ start² growth(start) ∫ w^{−2} dw.
        """
        if not self.decay:
            if number_sign(self.power + 1) >= 0:
                return None
            exponent = exact_ball(self.power + 1).real
            return (start**exponent / -exponent).upper()
        if self.direction() > 0:
            return None
        if not Growth(self.power + 2, self.decay).falls_from(start):
            raise TooCloseError("the start lies before the decay sets in")
        return (self.value(start) * start).upper()


FLAT = Growth(sympy.S.Zero)


def _sorted_decay(pairs: dict[Expr, Expr]) -> tuple[tuple[Expr, Expr], ...]:
    """Exponents in descending order, exact zeros dropped."""
    kept = [(p, sympy.expand(c)) for p, c in pairs.items()]
    kept = [(p, c) for p, c in kept if number_sign(c) != 0]
    ordered = distinct_sorted(p for p, _ in kept)
    return tuple((p, dict(kept)[p]) for p in reversed(ordered))


@dataclass(frozen=True)
class Tail:
    """growth(w) · b(w) with b(w) ∈ ball for all w ≥ start."""

    growth: Growth
    ball: acb
    start: arb

    def times(self, other: Tail) -> Tail:
        """The product."""
        return Tail(self.growth.times(other.growth), self.ball * other.ball, self.start)

    def plus(self, other: Tail) -> Tail:
        """The sum, by the growth that dominates."""
        if self.ball.is_zero():
            return other
        if other.ball.is_zero():
            return self
        quotient = other.growth.times(self.growth.raised(sympy.S.NegativeOne))
        if quotient.direction() > 0:
            return other.plus(self)
        if quotient.direction() == 0:
            return Tail(self.growth, self.ball + other.ball, self.start)
        share = arb(0).union(quotient.supremum_from(self.start))
        return Tail(self.growth, self.ball + other.ball * share, self.start)

    def range(self) -> acb:
        """A ball of all values on [start, ∞)."""
        direction = self.growth.direction()
        if direction > 0:
            raise NotBoundedError("the values are not bounded")
        if direction == 0:
            return self.ball
        return self.ball * arb(0).union(self.growth.supremum_from(self.start))

    def is_real(self) -> bool:
        """Whether all values are real."""
        return bool(self.ball.imag.is_zero())

    def sign(self) -> int:
        """The sign of a real function on [start, ∞), proved."""
        if self.ball.is_zero():
            return 0
        if bool(self.ball.real > 0):
            return 1
        if bool(self.ball.real < 0):
            return -1
        raise TooCloseError("the sign is not settled from the start on")

    def integral(self) -> arb | None:
        """A bound of ∫ |f| over [start, ∞); None where growth and ball prove divergence."""
        if self.ball.is_zero():
            return arb(0)
        bound = self.growth.integral_from(self.start)
        if bound is not None:
            return (bound * abs(self.ball).upper()).upper()
        if not self.ball.contains(0):
            return None
        raise TooCloseError("neither convergence nor divergence is proved")


def constant_tail(ball: acb, start: arb) -> Tail:
    """A factor whose values all lie in the ball."""
    return Tail(FLAT, ball, start)


def shifted(tail: Tail, shift: Expr, start: arb) -> Tail:
    """The tail of v ↦ f(v + shift) on v ≥ start, from that of f on w ≥ tail.start.

    (v + h)^α = v^α (1 + h/v)^α. For integer p, c (v + h)^p is expanded; for 0 < p < 1 it differs
    from c v^p by at most c p |h| (start − |h|)^{p−1}.
    """
    if shift == 0:
        return Tail(tail.growth, tail.ball, start)
    h = exact_ball(shift).real
    if not bool(start + h >= tail.start) or not bool(start > abs(h)):
        raise TooCloseError("the shifted start lies before the bound")
    ball = tail.ball
    if tail.growth.power != 0:
        stretch = 1 + arb(0).union(h / start)
        ball *= acb(stretch ** exact_ball(tail.growth.power).real)
    decay: dict[Expr, Expr] = {}
    for p, c in tail.growth.decay:
        if p.is_Integer:
            for k in range(1, int(p) + 1):
                term = c * sympy.binomial(p, k) * shift ** (p - k)
                decay[sympy.Integer(k)] = decay.get(sympy.Integer(k), sympy.S.Zero) + term
            ball *= exact_ball(sympy.exp(-c * shift**p))
        elif number_sign(1 - p) > 0:
            exponent = exact_ball(p).real
            spread = (
                abs(exact_ball(c).real) * exponent * abs(h) * (start - abs(h)) ** (exponent - 1)
            )
            decay[p] = decay.get(p, sympy.S.Zero) + c
            ball *= acb((arb(0, 1) * spread).exp())
        else:
            raise NotBoundedError("a shifted power between integers")
    return Tail(Growth(tail.growth.power, _sorted_decay(decay)), ball, start)


def rational_below(value: arb) -> Expr:
    """A positive rational below a positive real ball, for use as an exact rate."""
    rational = rational_of(value.lower())
    if not rational > 0:
        raise TooCloseError("the rate of decay is not kept off 0")
    return rational
