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
from functools import lru_cache, reduce
from itertools import product as pairs

import sympy
from flint import acb, arb
from sympy import Expr, Symbol

from symconv.enclosure.compiling import compile_expression
from symconv.enclosure.finite import finite_integral
from symconv.enclosure.growth import NotBoundedError, exact_ball, number_sign
from symconv.enclosure.panels import Arm
from symconv.enclosure.points import Point
from symconv.enclosure.reversal import rational_tail_integral

__all__ = ["oscillating_tail"]

_START_TRIES = 12


@dataclass(frozen=True)
class _Wave:
    """coefficient(w) · e^{rate · w}."""

    coefficient: Expr
    rate: Expr


def oscillating_tail(
    arms: Sequence[Arm], end: Expr, direction: int, tolerance: arb
) -> tuple[arb, acb] | None:
    """A start X and the integral from direction · X to infinity; None where the method is no help.

    It is no help if nothing oscillates, if something decays exponentially anyway, or if a
    coefficient is not rational.
    """
    waves = [_waves(arm.expr, arm.factor.variable, arm.factor.sign * direction) for arm in arms]
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

    waves: tuple[_Wave, ...]
    shifts: tuple[Expr, ...]
    variables: tuple[Symbol, ...]
    rate: Expr
    frequency_sign: int

    def bound(self, start: arb) -> tuple[Expr, acb] | None:
        """(a, B) with R(z) ∈ z^a B for |z| ≥ start, Re z ≥ 0."""
        power, ball = sympy.S.Zero, acb(1)
        for wave, shift, variable in zip(self.waves, self.shifts, self.variables, strict=True):
            h = abs(exact_ball(shift)).upper()
            part = _disc_tail(wave.coefficient, variable, (start - h).lower())
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


@lru_cache(maxsize=512)
def _waves(expr: Expr, variable: Symbol, end: int) -> tuple[_Wave, ...] | None:
    """expr(end · w) as a sum of coefficient(w) e^{rate w}; None where it is not of that form."""
    sums = _expanded(expr.xreplace({variable: end * variable}), variable)
    if sums is None:
        return None
    return tuple(_Wave(coefficient, rate) for rate, coefficient in sums.items())


_Sums = dict[Expr, Expr]


def _expanded(expr: Expr, variable: Symbol) -> _Sums | None:
    """{rate: coefficient}; products are multiplied out here, SymPy's expand hides exponentials."""
    if _is_coefficient(expr, variable):
        return {sympy.S.Zero: expr}
    if isinstance(expr, sympy.sinc):
        return _expanded(sympy.sin(expr.args[0]) / expr.args[0], variable)
    if isinstance(expr, sympy.Add | sympy.Mul):
        parts = [_expanded(argument, variable) for argument in expr.args]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return None
        return reduce(_added if isinstance(expr, sympy.Add) else _multiplied, known)
    if expr.is_Pow and expr.exp.is_Integer and 0 < expr.exp <= _HIGHEST_POWER:
        base = _expanded(expr.base, variable)
        return None if base is None else reduce(_multiplied, [base] * int(expr.exp))
    factors = _EXPONENTIALS.get(type(expr))
    split = None if factors is None else _linear(expr.args[0], variable)
    if factors is None or split is None:
        return None
    rate, constant = split
    return {
        sympy.expand(scale * rate): weight * sympy.exp(scale * constant)
        for weight, scale in factors
    }


def _added(left: _Sums, right: _Sums) -> _Sums:
    merged = dict(left)
    for rate, coefficient in right.items():
        merged[rate] = merged.get(rate, sympy.S.Zero) + coefficient
    return merged


def _multiplied(left: _Sums, right: _Sums) -> _Sums:
    product: _Sums = {}
    for (rate, coefficient), (other_rate, other) in pairs(left.items(), right.items()):
        total = sympy.expand(rate + other_rate)
        product[total] = product.get(total, sympy.S.Zero) + coefficient * other
    return product


_HALF = sympy.Rational(1, 2)
_HIGHEST_POWER = 8
_EXPONENTIALS: dict[type, tuple[tuple[Expr, Expr], ...]] = {
    sympy.exp: ((sympy.S.One, sympy.S.One),),
    sympy.sin: ((-sympy.I / 2, sympy.I), (sympy.I / 2, -sympy.I)),
    sympy.cos: ((_HALF, sympy.I), (_HALF, -sympy.I)),
    sympy.sinh: ((_HALF, sympy.S.One), (-_HALF, -sympy.S.One)),
    sympy.cosh: ((_HALF, sympy.S.One), (_HALF, -sympy.S.One)),
}


def _linear(exponent: Expr, variable: Symbol) -> tuple[Expr, Expr] | None:
    exponent = sympy.expand(exponent)
    rate = exponent.coeff(variable, 1)
    constant = sympy.expand(exponent - rate * variable)
    return None if variable in constant.free_symbols else (rate, constant)


def _is_coefficient(factor: Expr, variable: Symbol) -> bool:
    """Rational in the variable, or a power of the variable itself."""
    if factor.is_Pow and factor.base == variable and factor.exp.is_Rational:
        return True
    return bool(factor.is_rational_function(variable))


def _disc_tail(expr: Expr, variable: Symbol, start: arb) -> tuple[Expr, acb] | None:
    """(a, B) with expr(z) ∈ z^a B for all complex |z| ≥ start, Re z ≥ 0; None if not proved.

    c_n z^n + … + c_0 = z^n (c_n + Σ c_k z^{k−n}), the sum in a disc of radius Σ |c_k| start^{k−n}.
    """
    if variable not in expr.free_symbols:
        return sympy.S.Zero, exact_ball(expr)
    if expr == variable:
        return sympy.S.One, acb(1)
    if expr.is_Pow and expr.base == variable and expr.exp.is_Rational:
        return expr.exp, acb(1)
    if not bool(start > 0):
        return None
    if expr.is_Mul:
        return _disc_product(expr, variable, start)
    if expr.is_Pow and expr.exp.is_Integer:
        base = _disc_tail(expr.base, variable, start)
        if base is None or (expr.exp < 0 and base[1].contains(0)):
            return None
        return base[0] * expr.exp, base[1] ** int(expr.exp)
    if not expr.is_polynomial(variable):
        return _disc_sum(expr, variable, start) if expr.is_Add else None
    (leading, *others) = sympy.Poly(expr, variable).terms()
    degree = leading[0][0]
    spread = arb(0)
    for (power,), coefficient in others:
        spread += abs(exact_ball(coefficient)) * start ** (power - degree)
    disc = spread.upper() * acb(arb(0, 1), arb(0, 1))
    return sympy.Integer(degree), exact_ball(leading[1]) + disc


def _disc_product(expr: Expr, variable: Symbol, start: arb) -> tuple[Expr, acb] | None:
    power, ball = sympy.S.Zero, acb(1)
    for factor in expr.args:
        part = _disc_tail(factor, variable, start)
        if part is None:
            return None
        power, ball = power + part[0], ball * part[1]
    return power, ball


def _disc_sum(expr: Expr, variable: Symbol, start: arb) -> tuple[Expr, acb] | None:
    parts = [_disc_tail(term, variable, start) for term in expr.args]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    highest = max(power for power, _ in known)
    total = acb(0)
    for power, ball in known:
        share = start ** exact_ball(power - highest).real
        disc = acb(1) if power == highest else share.upper() * acb(arb(0, 1), arb(0, 1))
        total += ball * disc
    return highest, total
