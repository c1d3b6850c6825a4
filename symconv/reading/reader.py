"""A SymPy expression in x as an exponential-polynomial distribution, bottom up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy
from flint import fmpq
from sympy.functions.elementary.piecewise import Piecewise

from symconv.algebra.constants import expression, number
from symconv.algebra.distribution import Distribution
from symconv.algebra.elements import ONE, ZERO
from symconv.algebra.exppoly import ExpPoly
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.deadline import check
from symconv.errors import InvalidInput
from symconv.reading.conditions import (
    OutsideClass,
    indicator_before,
    indicator_from,
    indicator_positive,
    pieces,
    pointwise_product,
    polynomial_coefficients,
    step_function,
)
from symconv.reading.constants import WAVES, ConstantReader
from symconv.reading.direct import Occurrence, direct_distribution, rational_window
from symconv.reading.masses import local_function, mass_of_polynomial

__all__ = ["Reader", "read"]

_ORDER_LIMIT = 512


def read(expr: Any, x: Any, facts: Facts) -> Distribution:
    """The distribution that a SymPy expression in the real symbol x stands for.

    Raises OutsideClass where it is not of this class, Split where the order of symbolic break
    points is needed and open, InvalidInput for what has no meaning.
    """
    known = direct_distribution(expr, x, _ORDER_LIMIT)
    return Reader(x, facts).read(expr) if known is None else known


class Reader:
    """Reads expressions in x under given facts."""

    def __init__(self, x: Any, facts: Facts):
        self.x = x
        self.facts = facts
        self.depends = Occurrence(lambda part: bool(part == x))
        self.constants = ConstantReader(facts)

    def read(self, expr: Any) -> Distribution:
        """Dispatch on the head of the expression."""
        check("reading the functions")
        known = direct_distribution(expr, self.x, _ORDER_LIMIT)
        if known is not None:
            return known
        if not self.depends(expr):
            return Distribution(self.constants.read(expr))
        if expr == self.x:
            return Distribution(ExpPoly.variable())
        if expr.is_Add:
            total = Distribution()
            for term in expr.args:
                total.add(self.read(term))
            return total
        if expr.is_Mul:
            return self._product(expr)
        if expr.is_Pow:
            return self._power(expr)
        if type(expr) is sympy.exp:
            return self._exponential(self.read(expr.args[0]), ONE)
        handler = _HANDLERS.get(type(expr))
        if handler is None:
            raise OutsideClass(f"{type(expr).__name__} is not an exponential polynomial")
        return handler(self, expr)

    def indicator(self, condition: Any) -> Distribution:
        """The indicator of a condition in x, almost everywhere."""
        window = rational_window(condition, self.x)
        if window is not None:
            return window
        one = Distribution(ExpPoly.constant(ONE))
        if not self.depends(condition):
            return one if self.constants.holds(condition) else Distribution()
        if isinstance(condition, sympy.And):
            total = one
            for part in condition.args:
                total = pointwise_product(total, self.indicator(part), self.facts)
            return total
        if isinstance(condition, sympy.Or):
            outside = one
            for part in condition.args:
                outside = pointwise_product(outside, one - self.indicator(part), self.facts)
            return one - outside
        if isinstance(condition, sympy.Not):
            return one - self.indicator(condition.args[0])
        if isinstance(condition, (sympy.Eq, sympy.Ne)):
            return self._equality(condition, one)
        if not isinstance(condition, sympy.core.relational.Relational):
            raise OutsideClass(f"the condition {condition}")
        return self._half_line(condition)

    def _equality(self, condition: Any, one: Distribution) -> Distribution:
        """Eq holds on isolated points only, unless the two sides agree on a whole piece."""
        difference = self.read(condition.lhs - condition.rhs)
        if any(not value for _, value in pieces(difference, self.facts)):
            raise OutsideClass(f"the condition {condition} holds on an interval")
        return Distribution() if isinstance(condition, sympy.Eq) else one

    def _half_line(self, condition: Any) -> Distribution:
        up = isinstance(condition, (sympy.Gt, sympy.Ge))
        left, right = (condition.lhs, condition.rhs) if up else (condition.rhs, condition.lhs)
        if left == self.x and not self.depends(right):
            return indicator_from(self.constants.break_point(right, condition))
        if right == self.x and not self.depends(left):
            return indicator_before(self.constants.break_point(left, condition))
        closed = isinstance(condition, (sympy.Ge, sympy.Le))
        flat = ExpPoly.constant(ONE) if closed else ExpPoly()
        return indicator_positive(self.read(left - right), self.facts, flat)

    def _piecewise(self, expr: Any) -> Distribution:
        """Σ value·indicator, where each arm has what the arms before it left over."""
        total = Distribution()
        remaining = Distribution(ExpPoly.constant(ONE))
        for index, (value, condition) in enumerate(expr.args):
            if condition is sympy.true and value is sympy.S.Zero:
                return total
            if index and not remaining:
                return total
            if self.depends(condition) or not self.constants.holds(condition):
                where = self.indicator(condition)
                self._refuse_masses_inside(value, expr)
                arm = pointwise_product(remaining, where, self.facts)
            else:
                arm = remaining
            if arm and value is not sympy.S.Zero:
                total = total + pointwise_product(self._function(value), arm, self.facts)
            if not _is_rest_zero(expr.args[index + 1 :]):
                remaining = remaining - arm
        if remaining:
            raise InvalidInput(f"{expr} is not defined on the whole line; add a last arm (0, True)")
        return total

    def _refuse_masses_inside(self, value: Any, whole: Any) -> None:
        if self.constants.has_mass(value):
            raise InvalidInput(
                f"{whole}: a point mass inside a Piecewise arm; write it as a sum, "
                "delta + Piecewise(...)"
            )

    def _function(self, expr: Any) -> Distribution:
        value = self.read(expr)
        if value.mass:
            raise InvalidInput(f"{expr}: a point mass where a function is expected")
        return value

    def _product(self, expr: Any) -> Distribution:
        singular = [factor for factor in expr.args if self.constants.has_mass(factor)]
        if len(singular) > 1:
            raise InvalidInput(f"{expr}: the product of point masses is not defined")
        if singular:
            rest = sympy.Mul(*(factor for factor in expr.args if factor not in singular))
            return self._mass_product(self.read(singular[0]), rest)
        total = Distribution(ExpPoly.constant(ONE))
        for factor in expr.args:
            total = pointwise_product(total, self._function(factor), self.facts)
        return total

    def _mass_product(self, singular: Distribution, rest: Any) -> Distribution:
        """(function + masses)·rest: each mass takes the factor's own value at its point."""
        if not self.depends(rest):
            return singular.multiplied(self.constants.read(rest))
        total = Distribution()
        smooth = Distribution(singular.line, singular.right)
        if smooth:
            total = pointwise_product(smooth, self._function(rest), self.facts)
        for point, part in singular.mass.items():
            for key, order, weight in part.items():
                unit = Distribution(mass={point: ExpPoly({key: {order: weight}})})
                total = total + unit.multiplied(self._local(rest, point, order))
        return total

    def _local(self, rest: Any, point: Number, order: int) -> ExpPoly:
        """The factor at the point of a mass, with as many derivatives as the mass asks for."""
        if order == 0:
            return self.constants.read(rest.subs(self.x, expression(point)))
        return local_function(self._function(rest), point, order, self.facts, rest)

    def _power(self, expr: Any) -> Distribution:
        base, exponent = expr.args
        if self.constants.has_mass(base):
            raise InvalidInput(f"{expr}: a power of a point mass is not defined")
        if exponent.is_Integer and exponent.is_positive:
            if exponent > _ORDER_LIMIT:
                raise OutsideClass(f"the power {exponent} (limit {_ORDER_LIMIT})")
            return self._integer_power(self._function(base), int(exponent))
        if not self.depends(base):
            if base is sympy.E:
                return self._exponential(self.read(exponent), ONE)
            if self.facts.sign_of(base) != 1:
                raise OutsideClass(f"{expr}: a power of a base that is not known to be positive")
            return self._exponential(self.read(exponent), number(sympy.log(base)))
        if exponent.is_Integer and isinstance(base, sympy.exp):
            return self._exponential(self.read(base.args[0] * exponent), ONE)
        raise OutsideClass(f"{expr} is not an exponential polynomial")

    def _integer_power(self, base: Distribution, exponent: int) -> Distribution:
        result = base
        for _ in range(exponent - 1):
            check("reading the functions")
            result = pointwise_product(result, base, self.facts)
        return result

    def _exponential(self, inner: Distribution, ratio: Number) -> Distribution:
        return self._compose(inner, lambda u: _exponential_piece(u, ratio))

    def _compose(self, inner: Distribution, f: Callable[[ExpPoly], ExpPoly]) -> Distribution:
        """f(inner) piece by piece."""
        if inner.mass:
            raise InvalidInput("a function of a point mass is not defined")
        if not inner.right:
            return Distribution(f(inner.line))
        parts = pieces(inner, self.facts)
        return step_function([(start, f(value)) for start, value in parts])

    def _trigonometric(self, expr: Any) -> Distribution:
        inner = self.read(expr.args[0])
        total = Distribution()
        for turn, weight in WAVES[type(expr)]:
            total = total + self._exponential(inner, turn).scaled(weight)
        return total

    def _heaviside(self, expr: Any) -> Distribution:
        """H(u), with the stated H(0) on pieces where u is 0 throughout."""
        u = self._function(expr.args[0])
        flat = None if expr.args[1] is sympy.S.NaN else self.constants.read(expr.args[1])
        return indicator_positive(u, self.facts, flat)

    def _sign(self, expr: Any) -> Distribution:
        u = self._function(expr.args[0])
        return indicator_positive(u, self.facts) - indicator_positive(-u, self.facts)

    def _absolute(self, expr: Any) -> Distribution:
        return pointwise_product(self._function(expr.args[0]), self._sign(expr), self.facts)

    def _max(self, expr: Any) -> Distribution:
        direction = fmpq(1 if isinstance(expr, sympy.Max) else -1)
        best = self._function(expr.args[0])
        for arg in expr.args[1:]:
            gain = self._function(arg) - best
            chosen = indicator_positive(gain.scaled(direction), self.facts)
            best = best + pointwise_product(gain, chosen, self.facts)
        return best

    def _delta(self, expr: Any) -> Distribution:
        order = int(expr.args[1]) if len(expr.args) > 1 else 0
        if order > _ORDER_LIMIT:
            raise OutsideClass(f"a point mass of order {order} (limit {_ORDER_LIMIT})")
        if expr.args[0].has(sympy.E, sympy.exp):
            place = self.x - expr.args[0]  # e is no coefficient here, but it is a break point
            if not self.depends(place):
                return Distribution.delta(self.constants.break_point(place, expr), order)
        u = self._function(expr.args[0])
        if u.right:
            raise OutsideClass(f"{expr}: a point mass of a piecewise argument")
        return mass_of_polynomial(polynomial_coefficients(u.line), order, self.facts, expr)


def _is_rest_zero(arms: Any) -> bool:
    """Whether the arms that follow say 0 on all that is left."""
    return bool(arms) and arms[0].args == (sympy.S.Zero, sympy.true)


def _exponential_piece(u: ExpPoly, ratio: Number) -> ExpPoly:
    coefficients = [c * ratio for c in polynomial_coefficients(u)]
    if len(coefficients) > 2:
        raise OutsideClass("an exponential of a polynomial of degree 2 or more")
    beta, lam = [*coefficients, ZERO, ZERO][:2]
    return ExpPoly.exponential(lam, beta)


_HANDLERS: dict[Any, Callable[[Reader, Any], Distribution]] = {
    Piecewise: Reader._piecewise,
    sympy.sin: Reader._trigonometric,
    sympy.cos: Reader._trigonometric,
    sympy.sinh: Reader._trigonometric,
    sympy.cosh: Reader._trigonometric,
    sympy.Heaviside: Reader._heaviside,
    sympy.sign: Reader._sign,
    sympy.Abs: Reader._absolute,
    sympy.Max: Reader._max,
    sympy.Min: Reader._max,
    sympy.DiracDelta: Reader._delta,
}
