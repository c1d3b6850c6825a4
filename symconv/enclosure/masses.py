"""Point masses: split off exactly, and sifted.

φ(x) δ^{(k)}(x − a) = Σ_j (−1)^j C(k, j) φ^{(j)}(a) δ^{(k−j)}(x − a), and
δ(u(x)) = Σ δ(x − r)/|u′(r)| over the simple real zeros r of u. A mass of order 0 takes the
factor's own value at its position, jumps included; a mass of order k ≥ 1 needs a factor that is
smooth there, else InvalidInput.

References
----------
F. G. Friedlander, M. Joshi, Introduction to the Theory of Distributions, 2nd ed., 2.3 and 7.2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import sympy
from flint import acb
from sympy import DiracDelta, Expr, Symbol

from symconv.deciding import constants
from symconv.deciding.order import compare
from symconv.deciding.roots import real_zeros
from symconv.deciding.sides import Open, sides
from symconv.deciding.structure import linear
from symconv.enclosure.growth import exact_ball
from symconv.errors import InvalidInput, Unresolved
from symconv.precision import working_precision
from symconv.values.compiling import compile_expression
from symconv.values.points import Point

__all__ = ["Mass", "mass_inside", "refuse_mass_on_mass", "separate_masses", "sift", "value_at"]

_CONDITION_BITS = 128


@dataclass(frozen=True)
class Mass:
    """weight(position) · δ^{(order)}(x − position); the weight is an expression in x."""

    position: Expr
    order: int
    weight: Expr

    def size(self, variable: Symbol) -> acb:
        """The ball of the weight at the position."""
        return value_at(self.weight, variable, self.position)


def value_at(expr: Expr, variable: Symbol, position: Expr) -> acb:
    """The expression's own value at an exact position; conditions are decided exactly there."""
    point = Point((exact_ball(position),), {variable: position})
    return compile_expression(expr, (variable,))(point, False)


@lru_cache(maxsize=512)
def separate_masses(expr: Expr, variable: Symbol) -> tuple[Expr, tuple[Mass, ...]]:
    """The regular part and the point masses of an expression that is linear in DiracDelta."""
    if not expr.has(DiracDelta):
        return expr, ()
    if isinstance(expr, sympy.Piecewise):
        return _of_arms(expr, variable)
    regular = sympy.S.Zero
    masses: list[Mass] = []
    for term in sympy.Add.make_args(sympy.expand(expr, deep=False)):
        if not term.has(DiracDelta):
            regular += term
            continue
        if isinstance(term, sympy.Piecewise):
            part, found = _of_arms(term, variable)
            regular += part
        else:
            found = tuple(_of_product(term, variable))
        masses += found
    return regular, tuple(masses)


def _of_arms(expr: Expr, variable: Symbol) -> tuple[Expr, tuple[Mass, ...]]:
    """Each arm's masses where that arm holds, decided at the position of the mass."""
    arms = []
    masses: list[Mass] = []
    for index, (arm, condition) in enumerate(expr.args):
        regular, found = separate_masses(arm, variable)
        arms.append((regular, condition))
        choice = sympy.Piecewise(
            *((sympy.Integer(k == index), other) for k, (_, other) in enumerate(expr.args)),
            evaluate=False,
        )
        for mass in found:
            with working_precision(_CONDITION_BITS):
                holds = value_at(choice, variable, mass.position)
            if not holds.is_exact():
                raise Unresolved(f"which arm of {expr} holds at {mass.position} is open")
            if not holds.is_zero():
                masses.append(mass)
    return sympy.Piecewise(*arms, evaluate=False), tuple(masses)


def _of_product(term: Expr, variable: Symbol) -> list[Mass]:
    factors = sympy.Mul.make_args(term)
    deltas = [factor for factor in factors if factor.has(DiracDelta)]
    if len(deltas) != 1 or not isinstance(deltas[0], DiracDelta):
        raise InvalidInput(f"{term} is no product of one point mass and a function")
    smooth = sympy.Mul(*(factor for factor in factors if not factor.has(DiracDelta)))
    masses: list[Mass] = []
    for position, order, scale in _positions(deltas[0], variable):
        values = [smooth]
        if order:
            values = _derivatives(smooth, variable, position, order) or []
        if not values:
            raise InvalidInput(
                f"{term}: the factor of a derivative of δ must be C^{order} at {position}"
            )
        for j, value in enumerate(values):
            sign = (-1) ** j * sympy.binomial(order, j)
            masses.append(Mass(position, order - j, sign * scale * value))
    return masses


def _derivatives(expr: Expr, variable: Symbol, place: Expr, order: int) -> list[Expr] | None:
    """The values of expr and its derivatives; None where it is not known to be C^order there."""
    try:
        known = sides(expr, variable, place, constants.sign, order)
        if known.is_continuous(order):
            return [known.derivative(known.right, j) for j in range(order + 1)]
    except Open:
        pass
    return None


def _positions(delta: Expr, variable: Symbol) -> list[tuple[Expr, int, Expr]]:
    """(position, order, factor) of δ^{(k)}(u(x)) by the real zeros of u."""
    argument = delta.args[0]
    order = int(delta.args[1]) if len(delta.args) > 1 else 0
    zeros = real_zeros(argument, variable)
    if zeros is None or variable not in argument.free_symbols:
        raise InvalidInput(f"the support of {delta} is not found")
    slope = sympy.diff(argument, variable)
    if order and linear(argument, variable) is None:
        raise InvalidInput(f"{delta}: a derivative of δ needs a linear argument")
    found = []
    for zero in zeros:
        local = sympy.expand(slope.xreplace({variable: zero}))
        sign = compare(local, sympy.S.Zero)
        if sign == 0:
            raise InvalidInput(f"{delta}: the argument has a multiple zero at {zero}")
        found.append((zero, order, 1 / (sign * local * local**order)))
    return found


def sift(mass: Mass, expr: Expr, variable: Symbol, place: Expr, sign: int) -> acb:
    """weight · sign^k · expr^{(k)}(place)."""
    values = [expr]
    if mass.order:
        values = _derivatives(expr, variable, place, mass.order) or []
    if not values:
        raise Unresolved(
            f"{expr} may not be C^{mass.order} at {place}, where a derivative of δ meets it",
            point=place,
        )
    value: acb = mass.size(variable) * value_at(values[-1], variable, place)
    return value if sign**mass.order == 1 else -value


def mass_inside(mass: Mass, variable: Symbol, lower: Expr | None, upper: Expr | None) -> acb:
    """What a mass adds to ∫_lower^upper: its weight inside, 0 outside and for derivatives of δ."""
    for end, inwards in ((lower, 1), (upper, -1)):
        side = inwards if end is None else inwards * compare(mass.position, end)
        if side == 0:
            raise InvalidInput(f"a point mass lies on the end {end} of the integral")
        if end is not None and side < 0:
            return acb(0)
    return mass.size(variable) if mass.order == 0 else acb(0)


def refuse_mass_on_mass(first: Sequence[Mass], second: Sequence[Mass], sign: int, t: Expr) -> None:
    """Raise InvalidInput where two masses meet at t: the result has a mass there and no value."""
    for left in first:
        for right in second:
            if compare(t + sign * left.position, right.position) == 0:
                raise InvalidInput(f"the result has a point mass at {t} and no value there")
