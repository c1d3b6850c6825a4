"""What is constant in n: numbers, exponentials through their units, conditions on parameters."""

from __future__ import annotations

from typing import Any

import sympy
from sympy.functions.elementary.piecewise import Piecewise

from symconv.algebra import numbers as nb
from symconv.algebra.constants import number
from symconv.algebra.elements import ZERO
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.discrete.sequences.facts import is_nonzero
from symconv.discrete.sequences.ratios import Units, root_angle
from symconv.errors import InvalidInput
from symconv.reading import Split
from symconv.reading.constants import WAVES, ConstantReader

__all__ = ["ParameterReader", "exponents"]


def exponents(expr: Any, n: Any) -> list[Any]:
    """The exponents λ and β of every e^{λn + β} in an expression, for Units."""
    found = []
    for atom in expr.atoms(sympy.exp, *WAVES):
        factor = sympy.I if isinstance(atom, (sympy.sin, sympy.cos)) else sympy.Integer(1)
        inner = sympy.expand(atom.args[0])
        inner = inner.replace(lambda e: isinstance(e, (sympy.Abs, sympy.Max, sympy.Min)),
                              lambda e: sympy.Add(*(a for a in e.args)))  # fmt: skip
        for part in sympy.Add.make_args(sympy.expand(inner)):
            slope = part.coeff(n)
            if not slope.has(n):
                found.append(factor * (slope if slope != 0 else part.subs(n, 1)))
    found += [sympy.I * angle for angle in _turns(expr, n)]
    return [item for item in found if not item.has(n, Piecewise)]


def _turns(expr: Any, n: Any) -> list[Any]:
    """The angles of the roots of unity in the bases of powers r^(c n + d)."""
    powers = [power for power in expr.atoms(sympy.Pow) if power.exp.has(n)]
    angles = (root_angle(power.base) for power in powers)
    return [angle for angle in angles if angle is not None]


class ParameterReader:
    """Reads expressions without n under given facts."""

    def __init__(self, n: Any, facts: Facts, units: Units):
        self.n = n
        self.facts = facts
        self.units = units
        self._without_units = ConstantReader(facts)

    def constant(self, expr: Any) -> Number:
        """An expression without n, exponentials and waves through their units."""
        if isinstance(expr, Piecewise):
            for value, condition in expr.args:
                if self.holds(condition):
                    return self.constant(value)
            raise InvalidInput(f"{expr}: no arm of the Piecewise holds; add (value, True)")
        if expr.is_Add or expr.is_Mul:
            total = self.constant(expr.args[0])
            for part in expr.args[1:]:
                other = self.constant(part)
                total = total + other if expr.is_Add else total * other
            return total
        if isinstance(expr, sympy.exp):
            return self.units.exponential(number(expr.args[0]))
        if type(expr) in WAVES:
            angle = number(expr.args[0])
            pair = WAVES[type(expr)]
            return sum((self.units.exponential(angle * u) * w for u, w in pair), ZERO)
        if expr.is_Pow:
            return self.constant_power(*expr.args)
        return number(expr)

    def holds(self, condition: Any) -> bool:
        """Whether a condition on parameters holds; raises Split where the facts do not decide."""
        if isinstance(condition, sympy.And):
            return all(self.holds(part) for part in condition.args)
        if isinstance(condition, sympy.Or):
            return any(self.holds(part) for part in condition.args)
        if not isinstance(condition, (sympy.Eq, sympy.Ne)):
            return self._without_units.holds(condition)
        difference = self.constant(condition.lhs - condition.rhs)
        if difference != 0 and not is_nonzero(difference, self.facts):
            raise Split(difference)
        return (difference == 0) == isinstance(condition, sympy.Eq)

    def constant_power(self, base: Any, exponent: Any) -> Number:
        """base**exponent, both without n."""
        if exponent.is_Integer:
            value = self.constant(base)
            if value == 0 and exponent.is_negative:
                raise InvalidInput(f"division by zero in {base}**({exponent})")
            return nb.power(value, int(exponent))
        if exponent.is_integer and not isinstance(base, sympy.exp):
            value = self.constant(base)
            if value != 0:
                return self.units.power(value, number(exponent))
        return number(sympy.Pow(base, exponent))
