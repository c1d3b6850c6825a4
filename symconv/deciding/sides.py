"""What an expression is just left and just right of a point, and by how much it jumps there.

Near a point every switch, step and branch has one value on each side: what is left is a formula
without them that is smooth at the point, so that its Taylor coefficients there are the one-sided
derivatives of the expression. Where a sign is open, or a function is not known to be smooth, there
is no answer.

    floor, ceiling, frac, Mod; Heaviside, sign, Abs, Max, Min, Piecewise
    acot(u), u → ±0:  ±π/2 − atan(u)          atan(1/u), u → ±0:  ±π/2 − atan(u)

References
----------
NIST DLMF 4.23.18 (acot with its jump at 0), 4.23.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sympy
from sympy import Expr, Symbol
from sympy.core.relational import Relational

from symconv.deciding import constants
from symconv.deciding.smoothness import At, Sign, is_real_valued, is_smooth_at
from symconv.deciding.structure import is_free

__all__ = ["Open", "Sides", "opened", "sides"]

_MOST_DERIVATIVES = 12  # a function flatter than this at the point has an open sign
_NOT_FINITE = (sympy.nan, sympy.zoo, sympy.oo, -sympy.oo, sympy.AccumBounds)


class Open(Exception):  # an answer, for those who ask
    """What the expression is beside the point is not known; the message says of what."""


@dataclass(frozen=True)
class Sides:
    """Formulas smooth at the point, equal to the expression just left and just right of it."""

    left: Expr
    right: Expr
    at: At

    def jump(self, order: int = 0) -> Expr:
        """The jump of a derivative: its value from the right less that from the left; exact.

        Raises Open where the formula has no finite value there, as sin(x)/x at 0.
        """
        if self.left == self.right:
            return sympy.S.Zero
        return self.derivative(self.right, order) - self.derivative(self.left, order)

    def derivative(self, formula: Expr, order: int) -> Expr:
        """The value of a derivative of one of the formulas at the point."""
        value = self.at.value(_expanded(formula, self.at, order).diff(self.at.x, order))
        if value.has(*_NOT_FINITE):
            raise Open(f"the value of derivative {order} of {formula}")
        return value

    def is_continuous(self, order: int) -> bool:
        """Whether the expression is C^order across the point; Open where that is not decided."""
        return all(_vanishes(self.jump(j), self.at.sign) for j in range(order + 1))

    def takes(self, value: Expr) -> bool:
        """Whether a value is the limit from the right; Open where that is not decided."""
        return _vanishes(value - self.derivative(self.right, 0), self.at.sign)


def sides(expr: Expr, x: Symbol, point: Expr, sign: Sign, order: int | None = None) -> Sides:
    """The expression beside a point; `order` derivatives are asked for, or all of them.

    Raises Open.

    >>> x = Symbol("x", real=True)
    >>> known = sides(sympy.acot(x), x, sympy.S.Zero, lambda u: bool(u > 0) - bool(u < 0))
    >>> known.left, known.jump()
    (-atan(x) - pi/2, pi)
    """
    at = At(x, point, sign, order)
    left, right = (_Side(at, direction).of(expr) for direction in (-1, 1))
    for formula in (left, right):
        if not is_smooth_at(formula, at):
            raise Open(f"whether {formula} is smooth at {x} = {point}")
    return Sides(left, right, at)


def opened(expr: Expr, x: Symbol) -> Expr:
    """The expression with the jumps of acot(u) and atan(1/u), u real, written as a Piecewise."""

    def has_jump(node: Any) -> bool:
        return _jumping(node) is not None and not is_free(node, x)

    def open_jump(node: Any) -> Any:
        u = _jumping(node)
        above, below = (side * sympy.pi / 2 - sympy.atan(u) for side in (1, -1))
        return sympy.Piecewise((above, u >= 0), (below, True))

    return expr.replace(has_jump, open_jump)


def _jumping(node: Any) -> Any:
    """u where the node is acot(u), or atan(1/u), of a real u; else None."""
    if not isinstance(node, (sympy.acot, sympy.atan)):
        return None
    u = node.args[0]
    if isinstance(node, sympy.atan):
        if not (u.is_Pow and u.exp == -1):
            return None
        u = u.base
    return u if is_real_valued(u) else None


def _expanded(formula: Expr, at: At, order: int) -> Expr:
    """The formula with the Taylor polynomials of sinc and Si where their argument vanishes.

    Its derivatives up to the order have the same values at the point; those of SymPy divide by 0.
    """

    def is_central(node: Any) -> bool:
        return isinstance(node, (sympy.sinc, sympy.Si)) and at.value(node.args[0]) == 0

    def polynomial(node: Any) -> Any:
        (u,) = node.args
        odd = isinstance(node, sympy.Si)
        terms = (
            (-1) ** k * u ** (2 * k + odd) / sympy.factorial(2 * k + 1) / (2 * k + 1) ** odd
            for k in range(order // 2 + 1)
        )
        return sympy.Add(*terms)

    return formula.replace(is_central, polynomial)


def _vanishes(value: Expr, sign: Sign) -> bool:
    """Whether a number is 0: by its form, or by the signs of its parts; else Open."""
    value = sympy.expand(value)
    if value.is_number:
        known = constants.is_zero(value)
        if known is None:
            raise Open(f"whether {value} is 0")
        return known
    signs = [sign(part) for part in value.as_real_imag()]
    if any(signs):
        return False
    if None in signs:
        raise Open(f"whether {value} is 0")
    return True


@dataclass(frozen=True)
class _Side:
    """One side of a point: direction 1 is right of it."""

    at: At
    direction: int

    def of(self, expr: Expr) -> Expr:
        """The formula on this side, without switches of what moves."""
        if is_free(expr, self.at.x) or expr == self.at.x:
            return expr
        if isinstance(expr, sympy.Piecewise):
            return self._arm(expr)
        rule = _RULES.get(type(expr))
        if rule is not None:
            return rule(self, expr)
        if isinstance(expr, (sympy.Derivative, sympy.Subs, sympy.Integral, sympy.DiracDelta)):
            raise Open(f"{expr}")
        return expr.func(*(self.of(arg) for arg in expr.args))

    def sign(self, u: Expr) -> int:
        """The sign of a real function on this side: that of its first derivative that is not 0."""
        formula = self.of(u)
        if is_free(formula, self.at.x):
            return self._decided(formula)
        smooth = At(self.at.x, self.at.point, self.at.sign)
        if not is_real_valued(u) or not is_smooth_at(formula, smooth):
            raise Open(f"the sign of {u} beside {self.at.point}")
        if sympy.expand(formula) == 0:
            return 0
        for order in range(_MOST_DERIVATIVES):
            value = self.at.value(formula.diff(self.at.x, order) if order else formula)
            found = self._decided(value)
            if found:
                return -found if self.direction < 0 and order % 2 else found
        raise Open(f"the sign of {u} beside {self.at.point}")

    def _decided(self, value: Expr) -> int:
        found = None if value.has(*_NOT_FINITE) else self.at.sign(value)
        if found is None:
            raise Open(f"the sign of {value}")
        return found

    def holds(self, condition: Any) -> bool:
        """Whether a condition holds on this side."""
        if condition in (sympy.true, sympy.false):
            return bool(condition)
        if isinstance(condition, Relational):
            sign = self.sign(condition.lhs - condition.rhs)
            return bool(condition.func(sympy.Integer(sign), sympy.S.Zero))
        parts = [self.holds(part) for part in condition.args]
        connective = _CONNECTIVES.get(type(condition))
        if connective is None:
            raise Open(f"{condition}")
        return connective(parts)

    def _arm(self, expr: Expr) -> Expr:
        for value, condition in expr.args:
            if self.holds(condition):
                return self.of(value)
        raise Open(f"{expr}, which is not defined there")

    def heaviside(self, expr: Expr) -> Expr:
        sign = self.sign(expr.args[0])
        return sympy.Heaviside(sympy.Integer(sign), *expr.args[1:])

    def signum(self, expr: Expr) -> Expr:
        return sympy.Integer(self.sign(expr.args[0]))

    def absolute(self, expr: Expr) -> Expr:
        (u,) = expr.args
        return self.sign(u) * self.of(u)

    def extreme(self, expr: Expr) -> Expr:
        wanted = 1 if isinstance(expr, sympy.Max) else -1
        best, *others = expr.args
        for other in others:
            best = other if self.sign(other - best) == wanted else best
        return self.of(best)

    def floor(self, expr: Expr) -> Expr:
        return self._floor(expr.args[0])

    def ceiling(self, expr: Expr) -> Expr:
        return -self._floor(-expr.args[0])

    def fraction(self, expr: Expr) -> Expr:
        return self.of(expr.args[0]) - self._floor(expr.args[0])

    def modulo(self, expr: Expr) -> Expr:
        u, unit = expr.args
        if not is_free(unit, self.at.x) or not self._decided(unit):
            raise Open(f"{expr}")
        return self.of(u) - unit * self._floor(u / unit)

    def _floor(self, u: Expr) -> Expr:
        """k with k <= u < k + 1 on this side, proved by the two signs."""
        formula = self.of(u)
        if not is_real_valued(u) or not is_smooth_at(formula, self.at):
            raise Open(f"floor of {u} beside {self.at.point}")
        near = sympy.floor(self.at.value(formula))
        if not near.is_Integer:
            raise Open(f"floor of {u} at {self.at.point}")
        for whole in (near, near - 1, near + 1):
            if self.sign(u - whole) >= 0 and self.sign(u - whole - 1) < 0:
                return whole
        raise Open(f"floor of {u} beside {self.at.point}")

    def arctangent(self, expr: Expr) -> Expr:
        """acot(u) or atan(1/u) by its own formula where u ≠ 0 at the point, else by its side."""
        u = _jumping(expr)
        if u is None:
            return expr.func(self.of(expr.args[0]))
        formula = self.of(u)
        if is_smooth_at(formula, self.at) and self.at.nonzero(formula):
            return expr.func(self.of(expr.args[0]))
        side = self.sign(u)
        if not side:
            raise Open(f"{expr}, whose argument vanishes beside {self.at.point}")
        return side * sympy.pi / 2 - sympy.atan(formula)


_CONNECTIVES: dict[Any, Callable[[list[bool]], bool]] = {
    sympy.And: all,
    sympy.Or: any,
    sympy.Not: lambda parts: not parts[0],
}
_RULES: dict[Any, Callable[[_Side, Any], Expr]] = {
    sympy.Heaviside: _Side.heaviside,
    sympy.sign: _Side.signum,
    sympy.Abs: _Side.absolute,
    sympy.Max: _Side.extreme,
    sympy.Min: _Side.extreme,
    sympy.floor: _Side.floor,
    sympy.ceiling: _Side.ceiling,
    sympy.frac: _Side.fraction,
    sympy.Mod: _Side.modulo,
    sympy.acot: _Side.arctangent,
    sympy.atan: _Side.arctangent,
}
