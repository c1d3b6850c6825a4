"""Arms of a rational sum as a SymPy expression: harmonic numbers, polygamma, Lerch's Φ.

ψ_0(x) is written as harmonic(x − 1): the two differ by Euler's constant, and the weights of all
ψ_0 in a convergent sum add up to 0 (were they not to, ψ_0 itself is written).
"""

from __future__ import annotations

from typing import Any

import sympy

from symconv.algebra.constants import expression
from symconv.algebra.elements import ONE, ZERO
from symconv.algebra.numbers import Number
from symconv.discrete.sequences.rational.collected import Atom, Collected
from symconv.discrete.sequences.rational.sums import OUTPUT_SYMBOL, Arm
from symconv.discrete.sequences.ratios import Units, written

__all__ = ["written_arms"]


def written_arms(arms: list[Arm], m: Any, units: Units) -> Any:
    """The arms as one expression in m, zero last."""
    pieces: list[tuple[Any, Number | None, Number | None]] = []
    for arm in arms:
        value = _formula(arm.value, units)
        if arm.start is not None and arm.start == arm.last:
            value = _at_point(value, written(expression(arm.start)))
        before = pieces[-1] if pieces else None
        if before is not None and _continues(before, value, arm):
            pieces[-1] = (_wider(before, value), before[1], arm.last)
        else:
            pieces.append((value, arm.start, arm.last))
    return _as_piecewise(pieces, m)


def _continues(before: tuple[Any, Any, Any], value: Any, arm: Arm) -> bool:
    """Whether one formula covers two neighbouring arms."""
    old, start, last = before
    if old == value:
        return True
    if start is not None and start == last and start != arm.last:
        return bool(old == _at_point(value, written(expression(start))))
    if arm.start is not None and arm.start == arm.last:
        return bool(value == _at_point(old, written(expression(arm.start))))
    return False


def _wider(before: tuple[Any, Any, Any], value: Any) -> Any:
    old, start, last = before
    return value if start is not None and start == last else old


def _at_point(value: Any, point: Any) -> Any:
    """The formula at one integer, nan where it has no value."""
    found = value.subs(OUTPUT_SYMBOL, point)
    if found.has(sympy.zoo, sympy.oo, sympy.nan):
        return sympy.nan
    return _opened(found) if not found.free_symbols else found


def _as_piecewise(pieces: list[tuple[Any, Any, Any]], m: Any) -> Any:
    arms = [
        (value.xreplace({OUTPUT_SYMBOL: m}), _condition(start, last, m))
        for value, start, last in _points_first(pieces)
        if value != 0
    ]
    if len(arms) < len(pieces) or not arms:
        arms.append((sympy.Integer(0), sympy.true))
    else:
        arms[-1] = (arms[-1][0], sympy.true)
    return arms[0][0] if len(arms) == 1 else sympy.Piecewise(*arms, evaluate=False)


def _points_first(pieces: list[tuple[Any, Any, Any]]) -> list[tuple[Any, Any, Any]]:
    """A single point within one formula is written before it, the formula then once."""
    found = list(pieces)
    place = 1
    while place + 1 < len(found):
        before, point, after = found[place - 1 : place + 2]
        if point[1] is not None and point[1] == point[2] and before[0] == after[0]:
            found[place - 1 : place + 2] = [point, (before[0], before[1], after[2])]
        place += 1
    return found


def _condition(start: Number | None, last: Number | None, m: Any) -> Any:
    if start is not None and start == last:
        return sympy.Eq(m, written(expression(start)), evaluate=False)
    low = sympy.true
    if start is not None:
        low = sympy.Ge(m, written(expression(start)), evaluate=False)
    high = sympy.true
    if last is not None:
        high = sympy.Le(m, written(expression(last)), evaluate=False)
    return sympy.And(low, high)


def _formula(value: Collected, units: Units) -> Any:
    """Σ c·S·ρ^m, the rational parts in lowest terms."""
    by_growth: dict[Number, Any] = {}
    weights: Number = ZERO
    for (atom, _), c in value.terms.items():
        if atom is not None and atom.base is None and atom.order == 0:
            weights = weights + c
    for (atom, growth), c in value.terms.items():
        factor = sympy.factor(written(expression(c)))
        special = sympy.Integer(1) if atom is None else _special(atom, balanced=weights == 0)
        by_growth[growth] = by_growth.get(growth, sympy.Integer(0)) + factor * special
    total = sympy.Integer(0)
    for growth, part in by_growth.items():
        total += _growth(growth, units) * part
    return total


def _special(atom: Atom, *, balanced: bool) -> Any:
    x = written(expression(atom.x))
    if atom.base is not None:
        phi = _opened(sympy.lerchphi(written(expression(atom.base)), atom.order, x))
        return sympy.re(phi) if atom.on_cut else phi
    if atom.order == 0 and balanced:
        return _opened(sympy.harmonic(sympy.expand(x - 1)))
    return _opened(sympy.polygamma(atom.order, x))


def _opened(expr: Any) -> Any:
    """Constants through logarithms and zeta values where SymPy knows them."""
    if expr.free_symbols or not expr.has(sympy.harmonic, sympy.lerchphi):
        return expr
    opened = sympy.expand_func(expr)
    return expr if opened.has(sympy.Sum, sympy.exp_polar, sympy.polylog) else opened


def _growth(ratio: Number, units: Units) -> Any:
    """ratio^m as it was given."""
    if ratio == ONE:
        return sympy.Integer(1)
    rho, lam = units.form(ratio)
    grown = sympy.exp(expression(lam) * OUTPUT_SYMBOL) if lam != ZERO else sympy.Integer(1)
    return grown * sympy.Pow(written(expression(rho)), OUTPUT_SYMBOL)
