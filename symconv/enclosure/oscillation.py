"""Tails that oscillate: turned into the complex plane, where they decay exponentially.

For R analytic with |R(z)| ≤ C |z|^{−a}, a > 0, on |z| ≥ W, Re z ≥ 0, and ω > 0,

    ∫_X^∞ R(ξ) e^{iωξ} dξ = i e^{iωX} ∫_0^∞ R(X + iη) e^{−ωη} dη     (X ≥ W)

by Cauchy's theorem and Jordan's lemma; for ω < 0 the mirror image. The left side is the improper
integral. The integrand is written as Σ R_k(ξ) e^{iω_k ξ} with R_k rational, times powers of ξ.
Terms with ω = 0 must fall faster than 1/ξ and are integrated along the real line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product as pairs

import sympy
from flint import acb, arb
from sympy import Expr, Symbol

from symconv.deadline import check
from symconv.enclosure.discs import disc_tail
from symconv.enclosure.finite import finite_integral
from symconv.enclosure.growth import NotBoundedError, exact_ball, number_sign
from symconv.enclosure.panels import Arm
from symconv.enclosure.reversal import rational_tail_integral
from symconv.enclosure.waves import Wave, wave_sum
from symconv.values.compiling import compile_expression
from symconv.values.points import Point

__all__ = ["oscillating_tail"]

_START_TRIES = 12


def oscillating_tail(
    arms: Sequence[Arm], end: Expr, direction: int, tolerance: arb
) -> tuple[arb, acb] | None:
    """A start X and the integral from direction · X to infinity; None where the method is no help.

    It is no help if nothing oscillates, if something decays exponentially anyway, or if a
    coefficient is not rational.
    """
    waves = [wave_sum(arm.expr, arm.factor.variable, arm.factor.sign * direction) for arm in arms]
    known = [wave for wave in waves if wave is not None]
    if len(known) < len(arms):
        return None
    combinations = list(pairs(*known))
    rates = [sympy.expand(sum(wave.rate for wave in combination)) for combination in combinations]
    try:
        if any(number_sign(sympy.re(rate)) != 0 for rate in rates):
            return None
        frequencies = [number_sign(sympy.im(rate)) for rate in rates]
    except NotBoundedError:
        return None
    if not any(frequencies):
        return None
    shifts = [arm.factor.sign * direction * arm.factor.offset for arm in arms]
    variables = [arm.factor.variable for arm in arms]
    terms = [
        _Term(combination, tuple(shifts), tuple(variables), rate, sign)
        for combination, rate, sign in zip(combinations, rates, frequencies, strict=True)
    ]
    start = _common_start(terms, shifts, end)
    if start is None:
        return None
    total = acb(0)
    for term in terms:
        part = term.integral(start, tolerance)
        if part is None:
            return None
        total += part
    return start, total


@dataclass(frozen=True)
class _Term:
    """One product of waves, in ξ: R(ξ) e^{rate ξ + constant}, rate = iω."""

    waves: tuple[Wave, ...]
    shifts: tuple[Expr, ...]
    variables: tuple[Symbol, ...]
    rate: Expr
    frequency_sign: int

    def bound(self, start: arb) -> tuple[Expr, acb] | None:
        """(a, B) with R(z) ∈ z^a B for |z| ≥ start, Re z ≥ 0."""
        power, ball = sympy.S.Zero, acb(1)
        for wave, shift, variable in zip(self.waves, self.shifts, self.variables, strict=True):
            h = abs(exact_ball(shift)).upper()
            part = disc_tail(wave.coefficient, variable, (start - h).lower())
            if part is None:
                return None
            own, own_ball = part
            stretch = acb(1) + h / start * acb(arb(0, 1), arb(0, 1))
            if stretch.contains(0):
                return None
            power += own
            ball *= own_ball * stretch.pow(exact_ball(own))
        return (power, ball) if ball.is_finite() else None

    def evaluator(self) -> Callable[[acb, bool], acb]:
        """R(z) as a function, without the constant e^{Σ rate · shift}."""
        parts = [
            (compile_expression(wave.coefficient, (variable,)), exact_ball(shift))
            for wave, shift, variable in zip(self.waves, self.shifts, self.variables, strict=True)
        ]

        def evaluate(z: acb, analytic: bool) -> acb:
            total = acb(1)
            for part, shift in parts:
                total *= part(Point((z + shift,)), analytic)
            return total

        return evaluate

    def constant(self) -> acb:
        """e^{Σ rate · shift}."""
        total = acb(0)
        for wave, shift in zip(self.waves, self.shifts, strict=True):
            total += exact_ball(wave.rate) * exact_ball(shift)
        return total.exp()

    def integral(self, start: arb, tolerance: arb) -> acb | None:
        """∫ over [start, ∞)."""
        bound = self.bound(start)
        if bound is None:
            return None
        power, ball = bound
        if self.frequency_sign == 0:
            value = self._along_line(start, power, abs(ball).upper(), tolerance)
        elif number_sign(power) < 0:
            value = self._turned(start, power, abs(ball).upper(), tolerance)
        else:
            return None
        return None if value is None else self.constant() * value

    def _along_line(self, start: arb, power: Expr, size: arb, tolerance: arb) -> acb | None:
        """The term that does not oscillate: x = 1/u if it is rational, else x = e^s."""
        if number_sign(power + 1) >= 0:
            return None
        factors = [
            (wave.coefficient, variable, shift)
            for wave, variable, shift in zip(self.waves, self.variables, self.shifts, strict=True)
        ]
        value = rational_tail_integral(factors, start, tolerance)
        if value is not None:
            return value
        exponent = exact_ball(power + 1).real
        cut = start
        rest = (size * cut**exponent / -exponent).upper()
        while bool(rest > tolerance):
            check("cutting the tail of an integral")
            cut *= 4
            rest = (size * cut**exponent / -exponent).upper()
        evaluate = self.evaluator()

        def integrand(s: acb, analytic: bool) -> acb:
            xi = s.exp()
            return evaluate(xi, analytic) * xi

        near = finite_integral(integrand, acb(start.log()), acb(cut.log()), tolerance)
        return near + acb(arb(0, rest), arb(0, rest))

    def _turned(self, start: arb, power: Expr, size: arb, tolerance: arb) -> acb:
        turn = acb(0, self.frequency_sign)
        omega = abs(exact_ball(self.rate))
        height = arb(1)
        largest = size * start ** exact_ball(power).real / omega
        rest = (largest * (-omega * height).exp()).upper()
        while bool(rest > tolerance):
            height = height * 5 / 4 + 1
            rest = (largest * (-omega * height).exp()).upper()
        evaluate = self.evaluator()

        def integrand(eta: acb, analytic: bool) -> acb:
            return evaluate(start + turn * eta, analytic) * (-omega * eta).exp()

        upward = finite_integral(integrand, acb(0), acb(height), tolerance)
        upward += acb(arb(0, rest), arb(0, rest))
        return turn * (exact_ball(self.rate) * start).exp() * upward


def _common_start(terms: Sequence[_Term], shifts: Sequence[Expr], end: Expr) -> arb | None:
    reach = abs(exact_ball(end)).upper() + 2
    for shift in shifts:
        reach = reach.max(4 * abs(exact_ball(shift)).upper())
    start = arb(reach.upper().mid()).ceil()
    for _ in range(_START_TRIES):
        if all(term.bound(start) is not None for term in terms):
            return start
        start = 2 * start
    return None
