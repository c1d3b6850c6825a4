"""A smooth SymPy expression on an open interval as a Sum in the variable X.

A zero of a denominator or of the argument of a logarithm strictly inside the interval raises CutAt:
the caller splits the interval there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression, number
from symconv.algebra.dependence import coefficients, depends
from symconv.algebra.elements import ONE, from_generator
from symconv.algebra.generators import PI
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.antiderivatives.exponentials import exponential
from symconv.antiderivatives.field import X_NUMBER, X, denominator_factors, factorisation
from symconv.antiderivatives.powers import power_number
from symconv.antiderivatives.signs import Interval, Signs
from symconv.antiderivatives.sums import PLAIN, NotElementary, Sum, atom
from symconv.reading.cases import decided_sign
from symconv.reading.constants import ConstantReader

__all__ = ["SmoothReader"]

_LARGEST_POWER = 64
_HALF = fmpq(1, 2)


class SmoothReader:
    """Reads expressions in x on one interval, under given facts."""

    def __init__(self, x: Any, interval: Interval, facts: Facts, rate: Number | None = None):
        """`rate` κ: read e^{kκx} as powers of one generator; None: as terms of their own."""
        self.x = x
        self.interval = interval
        self.facts = facts
        self.rate = rate
        self.constants = ConstantReader(facts)
        self.signs = Signs(interval, facts, rate)

    def on(self, interval: Interval) -> SmoothReader:
        """The same reader on another interval."""
        return SmoothReader(self.x, interval, self.facts, self.rate)

    def read(self, expr: Any) -> Sum:
        """The expression as a Sum; raises NotElementary where it is not of this form."""
        if not expr.has(self.x):
            return self._constant(expr)
        if expr == self.x:
            return Sum.of(X_NUMBER)
        if expr.is_Add:
            total = Sum()
            for term in expr.args:
                total = total + self.read(term)
            return total
        if expr.is_Mul:
            total = Sum.of(ONE)
            for factor in expr.args:
                total = total * self.read(factor)
            return total
        if expr.is_Pow:
            return self._power(expr)
        handler = _HANDLERS.get(type(expr))
        if handler is None:
            raise NotElementary(f"{type(expr).__name__} of {self.x}")
        return handler(self, expr)

    def _constant(self, expr: Any) -> Sum:
        total = Sum()
        for key, _, c in self.constants.read(expr).items():
            total = total + Sum.of(c, key.beta)
        return total

    def _power(self, expr: Any) -> Sum:
        base, exponent = expr.args
        if exponent.is_Integer and abs(int(exponent)) <= _LARGEST_POWER:
            inner = self.read(base)
            if int(exponent) < 0:
                self._refuse_poles(inner)
            return inner.power(int(exponent))
        if base is sympy.E:
            return self._exp_of(self._rational(exponent))
        if not base.has(self.x) and base.is_positive:
            return self._exp_of(self._rational(exponent * sympy.log(base)))
        if not exponent.has(self.x):
            return self._general_power(base, exponent)
        raise NotElementary(f"the power {expr}")

    def _general_power(self, base: Any, exponent: Any) -> Sum:
        """(ax + b)^r with ax + b > 0 on the interval, or an integer r."""
        u = self._rational(base)
        row = coefficients(u, X)
        if row is None or len(row) != 2 or not nb.is_real(u):
            raise NotElementary("a power of no real linear function")
        lead = row[1] * fmpq(decided_sign(self.facts, row[1]))
        if self.signs.of(u) < 0 and exponent.is_integer is not True:
            raise NotElementary("a power of a negative function")
        scale = number(sympy.Pow(expression(lead), exponent))
        return Sum.of(power_number(u * nb.inverse(lead), exponent) * scale)

    def _refuse_poles(self, inner: Sum) -> None:
        for (_, a), r in inner.terms.items():
            if a is PLAIN:
                self.signs.of(r)

    def _rational(self, expr: Any) -> Number:
        value = self.read(expr).number()
        if value is None:
            raise NotElementary(f"{expr} is not rational in {self.x}")
        return value

    def _sinc(self, expr: Any) -> Sum:
        """sin(u)/u; where u is 0 for every x, as sinc(cx) at c = 0, it is 1: a case of its own."""
        row = coefficients(self._rational(expr.args[0]), X)
        if row is not None and row and not self.facts.nonzero(row[-1]):
            if not nb.is_real(row[-1]):
                raise NotElementary("a sinc whose argument may be 0")
            decided_sign(self.facts, row[-1])
        return self.read(sympy.sin(expr.args[0]) / expr.args[0])

    def _exp(self, expr: Any) -> Sum:
        return self._exp_of(self._rational(expr.args[0]))

    def _exp_of(self, u: Number) -> Sum:
        if self.rate is not None:
            power = exponential(u, self.rate)
            if power is None:
                raise NotElementary("an exponential of another rate")
            return Sum.of(power)
        row = coefficients(u, X)
        if row is None or len(row) > 3:
            raise NotElementary("an exponential of no polynomial of degree 2")
        return Sum.of(ONE, u)

    def _trigonometric(self, expr: Any) -> Sum:
        u = self._rational(expr.args[0])
        row = coefficients(u, X)
        if row is None or len(row) > 2:
            raise NotElementary("sin or cos of no linear function")
        turn = nb.IMAGINARY if isinstance(expr, (sympy.sin, sympy.cos)) else ONE
        if self.rate is not None and turn != 1:
            raise NotElementary("sin or cos beside rational functions of e^x")
        up, down = self._exp_of(u * turn), self._exp_of(-(u * turn))
        if isinstance(expr, (sympy.cos, sympy.cosh)):
            return (up + down).scaled(_HALF)
        return (up - down).scaled(_HALF if turn == 1 else nb.IMAGINARY * fmpq(-1, 2))

    def _hyperbolic(self, expr: Any) -> Sum:
        """tanh, coth, sech, csch as rational functions of one exponential."""
        if self.rate is None:
            raise NotElementary("a hyperbolic function outside the rational functions of e^x")
        u = self._rational(expr.args[0])
        tangent = isinstance(expr, (sympy.tanh, sympy.coth))
        wave = self._exp_of(u * fmpq(2) if tangent else u)
        one = Sum.of(ONE)
        above, below = (wave - one, wave + one) if tangent else (wave.scaled(fmpq(2)), wave * wave)
        if not tangent:
            below = below + one if isinstance(expr, sympy.sech) else below - one
        elif isinstance(expr, sympy.coth):
            above, below = below, above
        self._refuse_poles(below)
        return above * below.power(-1)

    def _erf(self, expr: Any) -> Sum:
        u = self._rational(expr.args[0])
        row = coefficients(u, X)
        if row is None or len(row) != 2:
            raise NotElementary("erf of no linear function")
        if isinstance(expr, sympy.erfc):
            return Sum.of(ONE) - atom("erf", u)
        return atom("erf" if isinstance(expr, sympy.erf) else "erfi", u)

    def _exponential_integral(self, expr: Any) -> Sum:
        """Ei, E₁, Ci, Si of a real linear function; E₁ and Ci where it is positive."""
        u = self._rational(expr.args[-1])
        row = coefficients(u, X)
        if row is None or len(row) != 2 or not nb.is_real(u):
            raise NotElementary(f"{type(expr).__name__} of no real linear function")
        sign = self.signs.of(u)  # cuts at 0, where antiderivatives by parts may jump
        if isinstance(expr, sympy.Si):
            return atom("Si", u)
        if isinstance(expr, sympy.Ei):
            return atom("Ei", u)
        if sign < 0 or (isinstance(expr, sympy.expint) and expr.args[0] != 1):
            raise NotElementary(f"{type(expr).__name__} with values that are not real")
        return -atom("Ei", -u) if isinstance(expr, sympy.expint) else atom("Ci", u)

    def _atan(self, expr: Any) -> Sum:
        u = self._rational(expr.args[0])
        if not nb.is_real(u):
            raise NotElementary("atan of a complex argument")
        if isinstance(expr, sympy.acot):
            u = nb.inverse(u)
        if not self._has_poles(u):
            return atom("atan", u)
        if self._has_poles(nb.inverse(u)):
            raise NotElementary("atan of a function with zeros and poles")
        sign = self.signs.of(u)
        return Sum.of(_PI * fmpq(sign, 2)) - atom("atan", nb.inverse(u))

    def _has_poles(self, u: Number) -> bool:
        rows = [coefficients(factor, X) for factor in denominator_factors(u, X)]
        return any(row is None or bool(self.signs.real_zeros(row)) for row in rows)

    def _log(self, expr: Any) -> Sum:
        u = self._rational(expr.args[0])
        if not nb.is_real(u):
            raise NotElementary("the logarithm of a complex argument")
        return self._log_of(u)

    def _log_of(self, u: Number) -> Sum:
        sign = self.signs.of(u)
        total = Sum()
        for factor, times in factorisation(u):
            monic: Number = factor
            lead: Number = ONE
            if coefficients(factor, X) is not None and depends(factor, X):
                lead = (coefficients(factor, X) or [ONE])[-1]
                monic = factor * nb.inverse(lead)
            total = total + (atom("log", monic) + atom("log", lead)).scaled(fmpq(times))
        if sign < 0:
            total = total + Sum.of(nb.IMAGINARY * _PI)
        return total

    def _atanh(self, expr: Any) -> Sum:
        """atanh u = (log(1 + u) − log(1 − u))/2 and acoth u = atanh(1/u), on their cuts too."""
        u = self._rational(expr.args[0])
        if isinstance(expr, sympy.acoth):
            u = nb.inverse(u)
        return (self._log_of(ONE + u) - self._log_of(ONE - u)).scaled(_HALF)


_PI = from_generator(PI)

_HANDLERS: dict[Any, Callable[[SmoothReader, Any], Sum]] = {
    sympy.exp: SmoothReader._exp,
    sympy.sin: SmoothReader._trigonometric,
    sympy.cos: SmoothReader._trigonometric,
    sympy.sinc: SmoothReader._sinc,
    sympy.sinh: SmoothReader._trigonometric,
    sympy.cosh: SmoothReader._trigonometric,
    sympy.tanh: SmoothReader._hyperbolic,
    sympy.coth: SmoothReader._hyperbolic,
    sympy.sech: SmoothReader._hyperbolic,
    sympy.csch: SmoothReader._hyperbolic,
    sympy.erf: SmoothReader._erf,
    sympy.erfc: SmoothReader._erf,
    sympy.erfi: SmoothReader._erf,
    sympy.Ei: SmoothReader._exponential_integral,
    sympy.expint: SmoothReader._exponential_integral,
    sympy.Ci: SmoothReader._exponential_integral,
    sympy.Si: SmoothReader._exponential_integral,
    sympy.atan: SmoothReader._atan,
    sympy.acot: SmoothReader._atan,
    sympy.atanh: SmoothReader._atanh,
    sympy.acoth: SmoothReader._atanh,
    sympy.log: SmoothReader._log,
}
