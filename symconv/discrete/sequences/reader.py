"""A SymPy expression in the integer n as a sequence in pieces, bottom up, exactly at every point.

Values at single points matter here: Heaviside(n) is its own value, 1/2 or the stated one, at 0.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy
from flint import fmpq
from sympy.functions.elementary.piecewise import Piecewise

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression, number
from symconv.algebra.elements import ONE, ZERO
from symconv.algebra.numbers import Number
from symconv.discrete.sequences.geometric import Geometric
from symconv.discrete.sequences.parameters import ParameterReader
from symconv.discrete.sequences.pieces import Pieces, Value, combined, difference_of
from symconv.discrete.sequences.signs import polynomial_signs, sign_value
from symconv.errors import InvalidInput
from symconv.reading import OutsideClass
from symconv.reading.constants import WAVES

__all__ = ["OutsideClass", "SequenceReader"]

_POWER_LIMIT = 64
_SIGNS_OF = {">": (1,), ">=": (0, 1), "<": (-1,), "<=": (-1, 0), "==": (0,), "!=": (-1, 1)}
_MULTIPLE = (sympy.binomial, sympy.FallingFactorial, sympy.RisingFactorial)


class SequenceReader(ParameterReader):
    """Reads expressions in n under given facts."""

    def read(self, expr: Any) -> Pieces:
        """Dispatch on the head of the expression.

        Raises OutsideClass, Split where the order of break points is open, InvalidInput.
        """
        if not expr.has(self.n):
            return Pieces.everywhere(Geometric.constant(self.constant(expr)))
        if expr == self.n:
            return Pieces.everywhere(Geometric.variable())
        if expr.is_Add or expr.is_Mul:
            parts = [self.read(part) for part in expr.args]
            operation = _plus if expr.is_Add else self._times
            total = parts[0]
            for part in parts[1:]:
                total = combined(total, part, self.facts, operation)
            return total
        if expr.is_Pow:
            return self._power(expr)
        if isinstance(expr, _MULTIPLE):
            opened = sympy.expand_func(expr)
            if opened != expr:
                return self.read(opened)
        handler = _HANDLERS.get(type(expr))
        if handler is None:
            raise OutsideClass(f"{type(expr).__name__} is not an exponential polynomial in n")
        return handler(self, expr)

    def _times(self, first: Value, second: Value) -> Value:
        """The product; 0 wins over a missing value, as in u[n] 0^n."""
        if first is None or second is None:
            present = second if first is None else first
            return present if present is not None and not present else None
        return first.times(second, self.units)

    def _power(self, expr: Any) -> Pieces:
        base, exponent = expr.args
        if not base.has(self.n):
            return self._exponential(base, exponent)
        if exponent.is_Integer and exponent.is_positive:
            if exponent > _POWER_LIMIT:
                raise OutsideClass(f"the power {exponent} (limit {_POWER_LIMIT})")
            factor = total = self.read(base)
            for _ in range(int(exponent) - 1):
                total = combined(total, factor, self.facts, self._times)
            return total
        if exponent.is_Integer:
            return self._reciprocal(self.read(base), -int(exponent))
        raise OutsideClass(f"{expr} is not an exponential polynomial in n")

    def _reciprocal(self, inner: Pieces, times: int) -> Pieces:
        def invert(value: Geometric) -> Geometric:
            terms = list(value.items())
            if len(terms) != 1 or terms[0][1]:
                raise OutsideClass("a reciprocal of a sequence with several terms or a zero")
            ratio, _, c = terms[0]
            total = Geometric.constant(ONE)
            for _ in range(times):
                one = Geometric.power(self.units.inverse(ratio), nb.inverse(c))
                total = total.times(one, self.units)
            return total

        return inner.mapped(invert)

    def _exponential(self, base: Any, exponent: Any) -> Pieces:
        """base**(c n + d) piece by piece; 0^n is the unit sample where it has a value."""
        inner = self.read(exponent)
        if self.constant(base) == 0:
            return combined(self._signs(inner), inner, self.facts, _zero_power)

        def raise_to(value: Geometric) -> Geometric:
            d, c = _affine(value)
            ratio = self._ratio(base, c)
            factor = self.constant_power(base, expression(d))
            return Geometric.power(ratio, factor)

        return inner.mapped(raise_to)

    def _ratio(self, base: Any, exponent: Number) -> Number:
        if isinstance(exponent, fmpq) and exponent.q == 1:
            value = self.constant(base)
            if isinstance(base, sympy.exp):
                return self.units.exponential(number(base.args[0]) * exponent)
            return nb.power(value, int(exponent.p))
        inner = ONE if base is sympy.E else number(sympy.log(base))
        if isinstance(base, sympy.exp) and nb.is_real(inner):
            return self.units.exponential(inner * exponent)
        return number(sympy.Pow(base, expression(exponent)))

    def _exp(self, expr: Any) -> Pieces:
        return self._wave_of(expr, ((ONE, ONE),))

    def _wave(self, expr: Any) -> Pieces:
        return self._wave_of(expr, WAVES[type(expr)])

    def _wave_of(self, expr: Any, pair: Any) -> Pieces:
        def compose(value: Geometric) -> Geometric:
            d, c = _affine(value)
            total = Geometric()
            for turn, weight in pair:
                factor = self.units.exponential(d * turn) * weight
                total.add(Geometric.power(self.units.exponential(c * turn), factor))
            return total

        return self.read(expr.args[0]).mapped(compose)

    def _signs(self, u: Pieces) -> Pieces:
        """The signs −1, 0, 1 of a real piecewise polynomial at every integer."""
        total = Pieces.everywhere(Geometric())
        for index, value in enumerate(u.values):
            if value is None:
                raise InvalidInput("a comparison with an expression that has no value")
            local = polynomial_signs(value, self.facts)
            window = self._window(u, index)
            part = combined(local, window, self.facts, self._times)
            total = combined(total, part, self.facts, _plus)
        return total

    def _window(self, u: Pieces, index: int) -> Pieces:
        """The indicator of one piece."""
        start, end = u.start(index), u.end(index)
        one = Pieces.everywhere(Geometric.constant(ONE))
        low = one if start is None else Pieces.step(start)
        if end is None:
            return low
        return combined(low, Pieces.step(end), self.facts, difference_of)

    def _by_sign(self, u: Pieces, choose: Callable[[int], Geometric]) -> Pieces:
        return self._signs(u).mapped(lambda value: choose(sign_value(value)))

    def indicator(self, condition: Any) -> Pieces:
        """The indicator of a condition in n, exact at every integer."""
        one = Pieces.everywhere(Geometric.constant(ONE))
        if not condition.has(self.n):
            holds = self.holds(condition)
            return one if holds else Pieces.everywhere(Geometric())
        if isinstance(condition, (sympy.And, sympy.Or)):
            inside = isinstance(condition, sympy.And)
            total = one
            for part in condition.args:
                where = self.indicator(part)
                where = where if inside else combined(one, where, self.facts, difference_of)
                total = combined(total, where, self.facts, self._times)
            return total if inside else combined(one, total, self.facts, difference_of)
        if isinstance(condition, sympy.Not):
            return combined(one, self.indicator(condition.args[0]), self.facts, difference_of)
        if not isinstance(condition, sympy.core.relational.Relational):
            raise OutsideClass(f"the condition {condition}")
        if any(side.is_infinite for side in (condition.lhs, condition.rhs)):
            raise InvalidInput(f"the condition {condition} compares n with infinity; leave it out")
        wanted = _SIGNS_OF[condition.rel_op]
        difference = self.read(condition.lhs - condition.rhs)
        return self._by_sign(difference, lambda s: Geometric.constant(fmpq(int(s in wanted))))

    def _piecewise(self, expr: Any) -> Pieces:
        total = Pieces.everywhere(Geometric())
        remaining = Pieces.everywhere(Geometric.constant(ONE))
        for value, condition in expr.args:
            arm = combined(remaining, self.indicator(condition), self.facts, self._times)
            remaining = combined(remaining, arm, self.facts, difference_of)
            if value != 0 and any(arm.values):
                part = combined(arm, self.read(value), self.facts, self._times)
                total = combined(total, part, self.facts, _plus)
            if not any(remaining.values):
                return total
        raise InvalidInput(f"{expr} is not defined on all integers; add a last arm (0, True)")

    def _heaviside(self, expr: Any) -> Pieces:
        middle = Geometric.constant(self.constant(expr.args[1]))
        choice = {-1: Geometric(), 0: middle, 1: Geometric.constant(ONE)}
        return self._by_sign(self.read(expr.args[0]), choice.__getitem__)

    def _sign(self, expr: Any) -> Pieces:
        return self._signs(self.read(expr.args[0]))

    def _absolute(self, expr: Any) -> Pieces:
        inner = self.read(expr.args[0])
        return combined(inner, self._signs(inner), self.facts, self._times)

    def _extreme(self, expr: Any) -> Pieces:
        wanted = 1 if isinstance(expr, sympy.Max) else -1
        best = self.read(expr.args[0])
        for arg in expr.args[1:]:
            other = self.read(arg)
            gap = combined(other, best, self.facts, difference_of)
            better = self._by_sign(gap, lambda s: Geometric.constant(fmpq(int(s == wanted))))
            gain = combined(gap, better, self.facts, self._times)
            best = combined(best, gain, self.facts, _plus)
        return best

    def _kronecker(self, expr: Any) -> Pieces:
        if len(expr.args) > 2:
            raise OutsideClass(f"{expr} with a range")
        difference = self.read(expr.args[0] - expr.args[1])
        return self._by_sign(difference, lambda s: Geometric.constant(fmpq(int(s == 0))))

    def _dirac(self, expr: Any) -> Pieces:
        raise InvalidInput(f"{expr} is no sequence; the unit sample is KroneckerDelta({self.n}, 0)")


def _plus(first: Value, second: Value) -> Value:
    return None if first is None or second is None else first + second


def _zero_power(sign: Value, exponent: Value) -> Value:
    if sign is None or exponent is None:
        return None
    value = sign_value(sign)
    return None if value < 0 else Geometric.constant(fmpq(int(value == 0)))


def _affine(value: Geometric) -> tuple[Number, Number]:
    """(d, c) of d + c n."""
    row = value.rows.get(ONE, {})
    if len(value.rows) > (1 if row else 0) or max(row, default=0) > 1:
        raise OutsideClass("an exponential or a wave of anything but c n + d")
    return row.get(0, ZERO), row.get(1, ZERO)


_HANDLERS: dict[Any, Callable[[SequenceReader, Any], Pieces]] = {
    Piecewise: SequenceReader._piecewise,
    sympy.exp: SequenceReader._exp,
    sympy.sin: SequenceReader._wave,
    sympy.cos: SequenceReader._wave,
    sympy.sinh: SequenceReader._wave,
    sympy.cosh: SequenceReader._wave,
    sympy.Heaviside: SequenceReader._heaviside,
    sympy.sign: SequenceReader._sign,
    sympy.Abs: SequenceReader._absolute,
    sympy.Max: SequenceReader._extreme,
    sympy.Min: SequenceReader._extreme,
    sympy.KroneckerDelta: SequenceReader._kronecker,
    sympy.DiracDelta: SequenceReader._dirac,
}
