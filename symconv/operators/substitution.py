"""A monotone change of variable in an expression: conditions and switches are rewritten exactly.

Under x = e^u, x >= c holds for c <= 0, and is u >= log c for c > 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy
from sympy.core.relational import Relational

from symconv.algebra import numbers as nb
from symconv.algebra.constants import number
from symconv.algebra.questions import is_open
from symconv.algebra.signs import Facts
from symconv.deciding.structure import is_free, linear
from symconv.errors import InvalidInput, NoClosedForm

__all__ = ["Change"]

_SWITCHES = (sympy.Heaviside, sympy.DiracDelta, sympy.Abs, sympy.sign, sympy.Max, sympy.Min)
_BINDING = (sympy.Integral, sympy.Sum, sympy.Product, sympy.Derivative, sympy.Subs, sympy.Limit)
_MIRRORED = {"<": sympy.Gt, "<=": sympy.Ge, ">": sympy.Lt, ">=": sympy.Le}
_DIRECT = {"<": sympy.Lt, "<=": sympy.Le, ">": sympy.Gt, ">=": sympy.Ge}


@dataclass(frozen=True)
class Change:
    """A monotone change of variable old = image(new); places c become `place`(c).

    For x = e^u, places are log c where c > 0, and a switch with c <= 0 rests. `negative`: x = −e^u,
    where switches with c >= 0 rest and any other place leaves a part that does not vanish.
    """

    old: Any
    image: Any
    new: Any
    place: Any
    facts: Facts
    negative: bool = False

    def apply(self, expr: Any) -> Any:
        """The expression in the new variable."""
        if is_free(expr, self.old):
            return expr
        if expr == self.old:
            return self.image
        if isinstance(expr, _BINDING):
            raise NoClosedForm(f"{expr}", tried=(f"mellin: {type(expr).__name__} of {self.old}",))
        if isinstance(expr, sympy.Piecewise):
            return self._piecewise(expr)
        if isinstance(expr, _SWITCHES):
            return self._switch(expr)
        if isinstance(expr, sympy.exp) and self.place is sympy.exp:
            return self._power(expr)
        if expr.is_Mul:
            return self._product(expr)
        return expr.func(*(self.apply(part) for part in expr.args))

    def _power(self, expr: Any) -> Any:
        """e^{kv + c} = t^k e^c."""
        exponent = linear(expr.args[0], self.old)
        if exponent is None:
            return sympy.exp(self.apply(expr.args[0]))
        return self.new**exponent.slope * sympy.exp(exponent.offset)

    def _product(self, expr: Any) -> Any:
        """A factor that rests at 0 ends the product, whatever the others are for x <= 0."""
        result = sympy.Integer(1)
        for factor in sorted(expr.args, key=lambda part: not part.has(*_SWITCHES)):
            changed = self.apply(factor)
            if changed == 0:
                return changed
            result *= changed
        return result

    def _piecewise(self, expr: Any) -> Any:
        arms = []
        for value, condition in expr.args:
            changed = self.condition(condition)
            if changed == sympy.false:
                continue
            arms.append((self.apply(value), changed))
            if changed == sympy.true:
                break
        return sympy.Piecewise(*arms) if arms else sympy.Integer(0)

    def condition(self, condition: Any) -> Any:
        """The condition in the new variable."""
        if is_free(condition, self.old):
            return self._without_logarithms(condition)
        if isinstance(condition, Relational):
            return self._relation(condition)
        if isinstance(condition, sympy.And | sympy.Or | sympy.Not):
            return condition.func(*(self.condition(part) for part in condition.args))
        raise NoClosedForm(f"the condition {condition}", tried=(f"mellin: {condition}",))

    def _without_logarithms(self, condition: Any) -> Any:
        """log a >= log b + log 2 as a >= 2 b."""
        if self.place is not sympy.exp or not isinstance(condition, sympy.Rel):
            return condition
        raised = [sympy.exp(side) for side in (condition.lhs, condition.rhs)]
        if any(side.has(sympy.log, sympy.exp) for side in raised):
            return condition
        return condition.func(*raised)

    def _relation(self, relation: Any) -> Any:
        slope, zero = self._linear(relation.lhs - relation.rhs)
        if isinstance(relation, sympy.Eq | sympy.Ne):
            if self.negative or self._rests(zero) is not None:
                return sympy.false if isinstance(relation, sympy.Eq) else sympy.true
            return relation.func(self.new, self._placed(zero))
        upwards = self._sign(slope) > 0
        operator = (_DIRECT if upwards else _MIRRORED)[relation.rel_op]
        rests = self._rests(zero)
        if rests is not None:
            grows = operator in (sympy.Gt, sympy.Ge)
            return sympy.true if grows == rests else sympy.false
        return operator(self.new, self._placed(zero))

    def _rests(self, zero: Any) -> bool | None:
        """True where old − zero > 0 throughout, False where < 0, None where it changes sign."""
        if self.place is sympy.exp:
            return None
        if self.negative:
            return False if self._sign(zero) >= 0 else self._refuse(zero)
        return True if self._sign(zero) <= 0 else None

    def _placed(self, zero: Any) -> Any:
        if self.place is sympy.log and self._sign(zero) <= 0:
            raise InvalidInput(f"a break point at {zero}, which is not positive")
        place = self.place(zero)
        if not nb.is_real(number(place)):
            raise NoClosedForm(f"{place}", tried=(f"mellin: {place} is not read",))
        return place

    def _refuse(self, zero: Any) -> bool:
        raise InvalidInput(
            f"a break point at {zero} < 0: kind='mellin' needs functions that vanish for "
            f"{self.old} <= 0"
        )

    def _switch(self, expr: Any) -> Any:
        if isinstance(expr, sympy.Max | sympy.Min):
            first, *others = expr.args
            rest = expr.func(*others)
            operator = sympy.Ge if isinstance(expr, sympy.Max) else sympy.Le
            opened = sympy.Piecewise((first, operator(first - rest, 0)), (rest, True))
            return self.apply(opened)
        argument = sympy.expand(expr.args[0])
        slope, zero = self._linear(argument)
        sign = self._sign(slope)
        rests = self._rests(zero)
        if isinstance(expr, sympy.DiracDelta):
            return self._mass(expr, slope * sign, zero, rests)
        if rests is not None:
            above = sign > 0 if rests else sign < 0
            fixed: dict[Any, Any] = {
                sympy.Heaviside: sympy.Integer(1 if above else 0),
                sympy.sign: sympy.Integer(1 if above else -1),
                sympy.Abs: self.apply(argument) * (1 if above else -1),
            }
            return fixed[type(expr)]
        moved = sign * (self.new - self._placed(zero))
        if isinstance(expr, sympy.Abs):
            inner = self.apply(argument)
            return sympy.Piecewise((inner, moved >= 0), (-inner, True))
        return expr.func(moved, *expr.args[1:])

    def _mass(self, expr: Any, size: Any, zero: Any, rests: bool | None) -> Any:
        """δ(m·old + q) = δ(new − place(c)) / (|m| · |d old/d new|) at old = c."""
        if rests is not None:
            return sympy.Integer(0)
        if len(expr.args) > 1 and expr.args[1] != 0:
            raise NoClosedForm("a derivative of a point mass", tried=("mellin: delta'",))
        place = self._placed(zero)
        stretch = sympy.diff(self.image, self.new).subs(self.new, place)
        return sympy.DiracDelta(self.new - place) / (size * stretch)

    def _linear(self, difference: Any) -> tuple[Any, Any]:
        """(slope, zero) of what must be linear by its structure."""
        found = linear(difference, self.old)
        if found is None or self._sign(found.slope) == 0:
            raise NoClosedForm(
                f"the break points of {difference}", tried=(f"mellin: {difference} is not linear",)
            )
        return found.slope, sympy.expand(-found.offset / found.slope)

    def _sign(self, value: Any) -> int:
        sign = self.facts.sign(number(value))
        if sign is None:
            question = sympy.Gt(value, 0)
            raise is_open(question)
        return sign
