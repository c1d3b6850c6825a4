"""Expressions without x: their exponentials, and what the facts decide of them.

Piecewise, Abs, sign, Max, Min and Heaviside of parameters are resolved by signs that the facts
decide; an open sign raises Split, so that the caller reads each case apart.
"""

from __future__ import annotations

from typing import Any

import sympy
from flint import fmpq
from sympy.functions.elementary.piecewise import Piecewise

from symconv.algebra import numbers as nb
from symconv.algebra.constants import number
from symconv.algebra.elements import ONE, ZERO
from symconv.algebra.exppoly import ExpPoly
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.errors import InvalidInput
from symconv.reading.cases import decided_sign
from symconv.reading.conditions import OutsideClass
from symconv.reading.direct import Occurrence

__all__ = ["WAVES", "ConstantReader"]

# each function as Σ weight·e^{turn·u}
WAVES: dict[Any, tuple[tuple[Number, Number], tuple[Number, Number]]] = {
    sympy.sin: (
        (nb.IMAGINARY, nb.Complex(ZERO, fmpq(-1, 2))),
        (-nb.IMAGINARY, nb.Complex(ZERO, fmpq(1, 2))),
    ),
    sympy.cos: ((nb.IMAGINARY, fmpq(1, 2)), (-nb.IMAGINARY, fmpq(1, 2))),
    sympy.sinh: ((ONE, fmpq(1, 2)), (fmpq(-1), fmpq(-1, 2))),
    sympy.cosh: ((ONE, fmpq(1, 2)), (fmpq(-1), fmpq(1, 2))),
}
_SIGNS_OF = {">": (1,), ">=": (0, 1), "<": (-1,), "<=": (-1, 0), "==": (0,), "!=": (-1, 1)}
_DECIDED = (Piecewise, sympy.Abs, sympy.sign, sympy.Max, sympy.Min, sympy.Heaviside)


class ConstantReader:
    """Reads what holds parameters and numbers only, under given facts."""

    def __init__(self, facts: Facts):
        self.facts = facts
        self.has_mass = Occurrence(lambda part: isinstance(part, sympy.DiracDelta))
        self.has_cases = Occurrence(lambda part: isinstance(part, _DECIDED))

    def read(self, expr: Any) -> ExpPoly:
        """An expression without x; its exponentials become modes."""
        if expr.is_Rational:
            return ExpPoly.constant(number(expr))
        if self.has_mass(expr):
            raise InvalidInput(
                f"{expr}: a point mass of a constant is not defined; where its argument is c*x + d "
                "state with assuming= that c is not 0"
            )
        expr = self.resolved(expr)
        if expr.is_Add:
            total = ExpPoly()
            for term in expr.args:
                total.add(self.read(term))
            return total
        if expr.has(sympy.E, sympy.exp, sympy.sinh, sympy.cosh, sympy.cos, sympy.sin):
            return self._exponential(expr)
        return ExpPoly.constant(number(expr))

    def _exponential(self, expr: Any) -> ExpPoly:
        if expr.is_Mul:
            product = ExpPoly.constant(ONE)
            for factor in expr.args:
                product = product * self.read(factor)
            return product
        if expr is sympy.E:  # SymPy's exp(1) is an atom, not an exp
            return ExpPoly.exponential(ZERO, ONE)
        if isinstance(expr, sympy.exp):
            return ExpPoly.exponential(ZERO, number(expr.args[0]))
        if type(expr) in WAVES and not (expr.args[0] / sympy.pi).is_Rational:
            angle = number(expr.args[0])
            total = ExpPoly()
            for turn, weight in WAVES[type(expr)]:
                total.add(ExpPoly.exponential(ZERO, angle * turn), weight)
            return total
        if expr.is_Pow and expr.args[1].is_Integer:
            return self._power(expr)
        return ExpPoly.constant(number(expr))

    def _power(self, expr: Any) -> ExpPoly:
        base = self.read(expr.args[0])
        exponent = int(expr.args[1])
        if exponent < 0:
            if len(base.terms) != 1:
                return ExpPoly.constant(number(expr))
            ((key, row),) = base.terms.items()
            base = ExpPoly.exponential(ZERO, -key.beta, nb.inverse(row[0]))
        result = ExpPoly.constant(ONE)
        for _ in range(abs(exponent)):
            result = result * base
        return result

    def resolved(self, expr: Any) -> Any:
        """Parameter-only Piecewise, Abs, sign, Max, Min, Heaviside decided by the facts."""
        if not self.has_cases(expr):
            return expr
        if isinstance(expr, Piecewise):
            for value, condition in expr.args:
                if self.holds(condition):
                    return self.resolved(value)
            raise InvalidInput(
                f"{expr}: no arm of the Piecewise holds; add a default (value, True)"
            )
        args = [self.resolved(arg) for arg in expr.args]
        if isinstance(expr, (sympy.Max, sympy.Min)):
            return self._extreme(args, 1 if isinstance(expr, sympy.Max) else -1)
        if isinstance(expr, sympy.Abs) and nb.is_real(number(args[0])):
            return args[0] * self._sign_of(args[0])
        if isinstance(expr, sympy.sign) and nb.is_real(number(args[0])):
            return sympy.Integer(self._sign_of(args[0]))
        if isinstance(expr, sympy.Heaviside):
            sign = self._sign_of(args[0])
            return (sympy.Integer(0), args[1], sympy.Integer(1))[sign + 1]
        return expr.func(*args)

    def _sign_of(self, expr: Any) -> int:
        return decided_sign(self.facts, number(expr))

    def _extreme(self, args: list[Any], direction: int) -> Any:
        best = args[0]
        for other in args[1:]:
            if direction * self._sign_of(other - best) > 0:
                best = other
        return best

    def holds(self, condition: Any) -> bool:
        """Whether a condition on parameters holds, decided by the facts."""
        if condition in (sympy.true, sympy.false):
            return condition is sympy.true
        if isinstance(condition, sympy.And):
            return all(self.holds(part) for part in condition.args)
        if isinstance(condition, sympy.Or):
            return any(self.holds(part) for part in condition.args)
        if isinstance(condition, sympy.Not):
            return not self.holds(condition.args[0])
        if not isinstance(condition, sympy.core.relational.Relational):
            raise OutsideClass(f"the condition {condition}")
        difference = number(self.resolved(condition.lhs - condition.rhs))
        if isinstance(condition, (sympy.Eq, sympy.Ne)) and not nb.is_real(difference):
            equal = self.facts.nonzero(difference)
            if equal is None:
                raise OutsideClass(f"the condition {condition} on complex parameters")
            return bool(equal) == isinstance(condition, sympy.Ne)
        sign = decided_sign(self.facts, difference)
        return sign in _SIGNS_OF[condition.rel_op]

    def break_point(self, end: Any, condition: Any) -> Number:
        """The finite real number with which a condition compares x."""
        if end.is_Rational:
            return number(end)
        if end.is_infinite:
            raise InvalidInput(f"the condition {condition} compares x with {end}; leave it out")
        point = number(self.resolved(end))
        if not nb.is_real(point):
            raise InvalidInput(
                f"the break point {end} must be real; declare its symbols with real=True"
            )
        return point
