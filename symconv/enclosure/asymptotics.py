"""Tails of expressions: how a SymPy expression behaves towards infinity or towards 0+.

`tail_of(expr, w, start)` walks the expression and returns a proved `Tail` on [start, ∞). Towards
0+ the same walk runs in w = 1/y, where y itself has growth w^{−1}.

References
----------
erfc(u) ∈ e^{−u²}/(u√π) [1 − 1/(2u²), 1] for u > 0: NIST DLMF 7.8.3–7.8.4 with 7.12.1 (enveloping).
|J₀(u)| ≤ √(2/(πu)): Watson, Theory of Bessel Functions, 13.74. |Si(u) − π/2| ≤ 1/u: DLMF 6.2.10.
E_n: DLMF 6.8.1, 8.19.21. K_ν: DLMF 10.32.10, 10.37.1; Watson 13.74 for the monotone √u e^u K_ν(u).
"""

from __future__ import annotations

from collections.abc import Callable

import sympy
from flint import acb, arb
from sympy import Expr, Symbol

from symconv.enclosure.growth import (
    Growth,
    NotBoundedError,
    Tail,
    TooCloseError,
    constant_tail,
    exact_ball,
    number_sign,
    rational_below,
)
from symconv.values.balls import is_finite, unit_disc_square
from symconv.values.special import SPECIAL

__all__ = ["tail_of"]

_LOG_POWER = sympy.Rational(1, 16)
_TO_EXP = (
    sympy.sinh,
    sympy.cosh,
    sympy.tanh,
    sympy.coth,
    sympy.sech,
    sympy.csch,
)


def tail_of(expr: Expr, variable: Symbol, start: arb, *, to_zero: bool = False) -> Tail:
    """The proved tail of `expr` for variable ≥ start, or for 0 < variable ≤ 1/start.

    Raises
    ------
    NotBoundedError
        No rule applies. TooCloseError, its subclass: it may apply from a later start on.
    """
    tail = _Walk(variable, start, to_zero).tail(expr)
    if not is_finite(tail.ball):
        raise TooCloseError("the ball is not finite from the start on")
    return tail


class _Walk:
    def __init__(self, variable: Symbol, start: arb, to_zero: bool):
        self.variable = variable
        self.start = start
        self.leaf = sympy.S.NegativeOne if to_zero else sympy.S.One

    def tail(self, expr: Expr) -> Tail:
        if self.variable not in expr.free_symbols:
            return constant_tail(exact_ball(expr), self.start)
        for kind in type(expr).__mro__:
            rule: Callable[[Expr], Tail] | None = getattr(self, f"tail_{kind.__name__}", None)
            if rule is not None:
                return rule(expr)
        if isinstance(expr, _TO_EXP):
            return self.tail(expr.rewrite(sympy.exp))
        return self._of_bounded(expr)

    def _of_bounded(self, expr: Expr) -> Tail:
        """A function of one bounded argument: its ball on the range."""
        rule = SPECIAL.get(type(expr))
        if rule is None or not isinstance(expr, sympy.Function):
            raise NotBoundedError(f"no bound is known for {expr} at this end")
        ranges = [self.tail(argument).range() for argument in expr.args]
        value = rule(ranges, False)
        if not is_finite(value):
            raise TooCloseError(f"{expr} is not bounded from the start on")
        return constant_tail(value, self.start)

    def tail_Symbol(self, expr: Symbol) -> Tail:
        return Tail(Growth(self.leaf), acb(1), self.start)

    def tail_Add(self, expr: Expr) -> Tail:
        terms = expr.args
        if expr.is_polynomial(self.variable):
            expanded = sympy.Poly(expr, self.variable).as_expr()
            terms = sympy.Add.make_args(expanded)
        total, *others = (self.tail(term) for term in terms)
        for other in others:
            total = total.plus(other)
        return total

    def tail_Mul(self, expr: Expr) -> Tail:
        product, *others = (self.tail(factor) for factor in expr.args)
        for other in others:
            product = product.times(other)
        return product

    def tail_Pow(self, expr: Expr) -> Tail:
        base, exponent = expr.as_base_exp()
        if base.is_Pow or self.variable in exponent.free_symbols:
            base, exponent = expr.base, expr.exp
        if self.variable in exponent.free_symbols:
            return self.tail(sympy.exp(exponent * sympy.log(base), evaluate=False))
        power = exact_ball(exponent)
        if not power.imag.is_zero():
            raise NotBoundedError("a power with a complex exponent")
        inner = self.tail(base)
        if exponent.is_Integer:
            ball = inner.ball ** int(exponent)
        elif inner.ball.contains(0):
            raise TooCloseError("a power of a base that is not kept off 0")
        else:
            ball = inner.ball.pow(power)
        return Tail(inner.growth.raised(exponent), ball, self.start)

    def tail_exp(self, expr: Expr) -> Tail:
        result = constant_tail(acb(1), self.start)
        exponent = expr.args[0]
        if exponent.is_polynomial(self.variable):
            exponent = sympy.Poly(exponent, self.variable).as_expr()
        for term in sympy.Add.make_args(exponent):
            result = result.times(self._exp_of_term(term))
        return result

    def _exp_of_term(self, term: Expr) -> Tail:
        """e^term: exact for c w^p with p > 0, by the range of a bounded term, else from above."""
        number, rest = term.as_independent(self.variable, as_Add=False)
        base, exponent = rest.as_base_exp()
        if base == self.variable and exponent.is_Rational and exponent * self.leaf > 0:
            real, imag = number.as_real_imag()
            decay = ((abs(exponent), -real),) if number_sign(real) != 0 else ()
            turning = acb(1) if number_sign(imag) == 0 else unit_disc_square()
            return Tail(Growth(sympy.S.Zero, decay), turning, self.start)
        inner = self.tail(term)
        if inner.growth.direction() <= 0:
            return constant_tail(inner.range().exp(), self.start)
        power = inner.growth.power
        if inner.growth.decay or not inner.is_real() or not bool(inner.ball.real < 0):
            raise NotBoundedError(f"no bound is known for exp({term}) at this end")
        rate = rational_below(-inner.ball.real)
        return Tail(Growth(sympy.S.Zero, ((power, rate),)), acb(arb(0).union(1)), self.start)

    def tail_log(self, expr: Expr) -> Tail:
        """log(w^α e^{−Σ c w^p} b) = α log w − Σ c w^p + log b, with log w ≤ w^δ/(eδ)."""
        if len(expr.args) != 1:
            return self.tail(sympy.log(expr.args[0]) / sympy.log(expr.args[1]))
        inner = self.tail(expr.args[0])
        if inner.ball.contains(0) or not bool(self.start >= 1):
            raise TooCloseError("a logarithm of something not kept off 0")
        total = constant_tail(inner.ball.log(), self.start)
        delta = exact_ball(_LOG_POWER).real
        logarithm = acb(arb(0).union(1 / (arb(1).exp() * delta)))
        if inner.growth.power != 0:
            coefficient = exact_ball(inner.growth.power)
            term = Tail(Growth(_LOG_POWER), coefficient * logarithm, self.start)
            total = total.plus(term)
        for p, c in inner.growth.decay:
            total = total.plus(Tail(Growth(p), -exact_ball(c), self.start))
        return total

    def tail_sin(self, expr: Expr) -> Tail:
        inner = self.tail(expr.args[0])
        if inner.growth.direction() < 0:
            return inner.times(constant_tail(inner.range().sinc(), self.start))
        return self._between(inner, acb(arb(0, 1)), expr)

    def tail_cos(self, expr: Expr) -> Tail:
        return self._between(self.tail(expr.args[0]), acb(arb(0, 1)), expr)

    def _between(self, inner: Tail, bounds: acb, expr: Expr) -> Tail:
        """A function that is bounded on the real line; its own range where that is known."""
        if inner.growth.direction() <= 0:
            return self._of_bounded(expr)
        if not inner.is_real():
            rewritten = expr.rewrite(sympy.exp)
            if rewritten == expr or not isinstance(expr, sympy.sin | sympy.cos):
                raise NotBoundedError(f"no bound is known for {expr} off the real line")
            return self.tail(sympy.expand(rewritten))
        return constant_tail(bounds, self.start)

    def tail_sinc(self, expr: Expr) -> Tail:
        return self.tail(sympy.sin(expr.args[0]) / expr.args[0])

    def _low(self, inner: Tail) -> arb:
        """A lower bound of |u| on [start, ∞) for a real u that grows with one sign."""
        if not inner.growth.raised(sympy.S.NegativeOne).falls_from(self.start):
            raise TooCloseError("the argument does not rise from the start on")
        return (abs(inner.ball.real).lower() * inner.growth.value(self.start)).lower()

    def tail_erf(self, expr: Expr) -> Tail:
        inner = self.tail(expr.args[0])
        if inner.growth.direction() <= 0 or not inner.is_real():
            return self._between(inner, acb(arb(0, 1)), expr)
        value = self._low(inner).erf().union(arb(1))
        return constant_tail(acb(inner.sign() * value), self.start)

    def tail_erfc(self, expr: Expr) -> Tail:
        argument = expr.args[0]
        inner = self.tail(argument)
        if inner.growth.direction() <= 0 or not inner.is_real():
            return self._between(inner, acb(1) + arb(0, 1), expr)
        if inner.sign() < 0:
            return constant_tail(acb(self._low(inner).erf().union(arb(1)) + 1), self.start)
        low = self._low(inner)
        share = (1 - 1 / (2 * low * low)).union(arb(1)) / arb.pi().sqrt()
        gaussian = self.tail(sympy.exp(sympy.expand(-(argument**2))))
        quotient = gaussian.times(self.tail(1 / argument))
        return quotient.times(constant_tail(acb(share), self.start))

    def tail_atan(self, expr: Expr) -> Tail:
        inner = self.tail(expr.args[0])
        if inner.growth.direction() <= 0 or not inner.is_real():
            return self._of_bounded(expr)
        value = self._low(inner).atan().union(arb.pi() / 2)
        return constant_tail(acb(inner.sign() * value), self.start)

    def tail_acot(self, expr: Expr) -> Tail:
        """acot u = ±π/2 − atan u by the sign of u, atan(1/u) where u grows."""
        argument = expr.args[0]
        inner = self.tail(argument)
        if not inner.is_real():
            return self._of_bounded(expr)
        if inner.growth.direction() > 0:
            return self.tail(sympy.atan(1 / argument))
        return self.tail(inner.sign() * sympy.pi / 2 - sympy.atan(argument))

    def tail_Si(self, expr: Expr) -> Tail:
        inner = self.tail(expr.args[0])
        if inner.growth.direction() <= 0 or not inner.is_real():
            return self._of_bounded(expr)
        value = arb.pi() / 2 + arb(0, 1) / self._low(inner)
        return constant_tail(acb(inner.sign() * value), self.start)

    def tail_besselj(self, expr: Expr) -> Tail:
        order, argument = expr.args
        inner = self.tail(argument)
        if inner.growth.direction() <= 0 or not inner.is_real() or not order.is_Integer:
            return self._of_bounded(expr)
        if order != 0:
            return constant_tail(acb(arb(0, 1)), self.start)
        bound = self.tail(sympy.sqrt(2 / (sympy.pi * sympy.Abs(argument))))
        return bound.times(constant_tail(acb(arb(0, 1)), self.start))

    def tail_expint(self, expr: Expr) -> Tail:
        """0 < E_n(u) ≤ e^{−u}/u, and towards 0: E₁(u) ≤ log(1 + 1/u), E_n(u) ≤ 1/(n − 1)."""
        order, argument = expr.args
        inner = self.tail(argument)
        direction = inner.growth.direction()
        if direction == 0 or not inner.is_real() or inner.sign() < 0 or not order.is_Integer:
            return self._of_bounded(expr)
        if order < 1:
            raise NotBoundedError(f"no bound is known for {expr} at this end")
        if direction > 0:
            bound = self.tail(sympy.exp(-argument) / argument)
        elif order == 1:
            bound = self.tail(sympy.log(1 + 1 / argument))
        else:
            bound = constant_tail(exact_ball(1 / (order - 1)), self.start)
        return bound.times(constant_tail(acb(arb(0).union(1)), self.start))

    def tail_besselk(self, expr: Expr) -> Tail:
        """K_ν rises with ν ≥ 0, K_ν(u) ≤ Γ(ν)/2 (u/2)^{−ν}; √u e^u K_ν(u) is monotone, → √(π/2)."""
        order, argument = expr.args
        inner = self.tail(argument)
        direction = inner.growth.direction()
        if direction == 0 or not inner.is_real() or inner.sign() < 0 or order.is_real is not True:
            return self._of_bounded(expr)
        if direction > 0:
            low = acb(self._low(inner))
            scaled = low.sqrt() * low.exp() * low.bessel_k(exact_ball(order))
            size = abs(scaled).upper().max((arb.pi() / 2).sqrt().upper())
            bound = self.tail(sympy.exp(-argument) / sympy.sqrt(argument))
        else:
            power = sympy.Abs(order) if order != 0 else _LOG_POWER
            size = abs(exact_ball(sympy.gamma(power) / 2)).upper()
            bound = self.tail((argument / 2) ** (-power))
        return bound.times(constant_tail(acb(arb(0).union(size)), self.start))

    def tail_floor(self, expr: Expr) -> Tail:
        """u − 1 < floor(u) ≤ u."""
        below = constant_tail(acb(arb(-1).union(0)), self.start)
        inner = self.tail(expr.args[0])
        if not inner.is_real():
            raise NotBoundedError(f"no bound is known for {expr} off the real line")
        return inner.plus(below)

    def tail_Abs(self, expr: Expr) -> Tail:
        inner = self.tail(expr.args[0])
        return Tail(inner.growth, acb(abs(inner.ball)), self.start)

    def tail_conjugate(self, expr: Expr) -> Tail:
        inner = self.tail(expr.args[0])
        return Tail(inner.growth, inner.ball.conjugate(), self.start)

    def tail_re(self, expr: Expr) -> Tail:
        inner = self.tail(expr.args[0])
        return Tail(inner.growth, acb(inner.ball.real), self.start)

    def tail_im(self, expr: Expr) -> Tail:
        inner = self.tail(expr.args[0])
        return Tail(inner.growth, acb(inner.ball.imag), self.start)
