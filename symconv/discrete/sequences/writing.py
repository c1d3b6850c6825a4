"""Sequences as readable SymPy expressions: a Piecewise in m with integer conditions.

Ratios are written as they were given: r**m, exp(λ m), and conjugate pairs as real cosines and
sines. A formula is written in m itself where that divides by nothing that may vanish, else in
m − a from the start a of its piece.
"""

from __future__ import annotations

from math import factorial
from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression
from symconv.algebra.elements import ONE, ZERO, Element
from symconv.algebra.exppoly import CONSTANT_MODE, ExpPoly
from symconv.algebra.numbers import Complex, Number
from symconv.algebra.signs import Facts
from symconv.discrete.sequences.facts import is_nonzero
from symconv.discrete.sequences.geometric import Geometric, Row
from symconv.discrete.sequences.powers import joined_powers
from symconv.discrete.sequences.ratios import Units, written
from symconv.discrete.sequences.segments import Segment, about
from symconv.writing import write_exppoly

__all__ = ["piecewise"]


def piecewise(parts: list[Segment], m: Any, facts: Facts, units: Units) -> Any:
    """The segments as one expression in m, zero last."""
    arms: list[tuple[Any, Any]] = []
    has_zero = False
    for part in parts:
        if part.value:
            arms.append((_formula(part, m, facts, units), _condition(part, m)))
        else:
            has_zero = True
    if has_zero or not arms:
        arms.append((sympy.Integer(0), sympy.true))
    else:
        arms[-1] = (arms[-1][0], sympy.true)
    return arms[0][0] if len(arms) == 1 else sympy.Piecewise(*arms, evaluate=False)


def _condition(part: Segment, m: Any) -> Any:
    start = None if part.start is None else written(expression(part.start))
    last = None if part.end is None else written(expression(part.end - ONE))
    if start is not None and start == last:
        return sympy.Eq(m, start, evaluate=False)
    low = sympy.true if start is None else sympy.Ge(m, start, evaluate=False)
    high = sympy.true if last is None else sympy.Le(m, last, evaluate=False)
    return sympy.And(low, high)


def _formula(part: Segment, m: Any, facts: Facts, units: Units) -> Any:
    if part.end is not None and part.start == part.end - ONE:
        return written(expression(part.value.moved(part.start - part.base, units).at(ZERO, units)))
    by_base: dict[Number, Geometric] = {}
    for ratio, row in part.value.rows.items():
        alone = Segment(part.start, part.end, part.base, Geometric({ratio: row}))
        absolute = about(alone, ZERO, facts, units)
        if absolute is not None and not _has_value(ratio, part, facts):
            formula = _written(absolute, m, units)
            absolute = None if formula.has(_power(ratio, m, units)) else absolute
        base = part.base if absolute is None else ZERO
        target = by_base.setdefault(base, Geometric())
        target.add(alone.value if absolute is None else absolute)
    total = sympy.Integer(0)
    for base, value in by_base.items():
        total += _written(value, m - written(expression(base)), units)
    return total


def _has_value(ratio: Number, part: Segment, facts: Facts) -> bool:
    """Whether ratio^m has a value on the piece: a ratio that may be 0 has none for m < 0."""
    if is_nonzero(ratio, facts) or part.start is None:
        return True
    return facts.nonnegative(part.start)


def _written(value: Geometric, x: Any, units: Units) -> Any:
    """Σ c x^k r^x with real forms of conjugate pairs."""
    waves = _waves(value, x, units)
    below = _common_denominator([c for row, _ in waves for c in row.values()])
    below = below if len(waves) > 1 else ONE
    total = sympy.Integer(0)
    for row, factor in waves:
        scaled = {k: c * below * fmpq(factorial(k)) for k, c in row.items()}
        polynomial = written(write_exppoly(ExpPoly({CONSTANT_MODE: scaled}), x))
        total += joined_powers(_pythagoras(polynomial) * factor)
    return total if below == 1 else total / _pythagoras(written(expression(below)))


def _pythagoras(expr: Any) -> Any:
    """(cos θ − 1)^k (cos θ + 1)^k written as (−1)^k sin^{2k} θ."""
    if not expr.has(sympy.cos):
        return expr
    if not expr.is_Mul:
        return expr.func(*map(_pythagoras, expr.args)) if expr.is_Add else expr
    powers = dict(factor.as_base_exp() for factor in expr.args)
    for base, exponent in list(powers.items()):
        partner = base - 2
        if isinstance(base - 1, sympy.cos) and partner in powers and exponent.is_Integer:
            shared = exponent if powers[partner] == exponent else None
            if shared is not None:
                rest = expr / (base * partner) ** shared
                sine = sympy.sin((base - 1).args[0])
                return rest * (-1) ** shared * sine ** (2 * shared)
    return expr


def _waves(value: Geometric, x: Any, units: Units) -> list[tuple[Row, Any]]:
    """The sequence as Σ polynomial·factor."""
    found: list[tuple[Row, Any]] = []
    done: list[Number] = []
    for ratio, row in value.rows.items():
        if ratio in done:
            continue
        partner = units.conjugate(ratio)
        other = value.rows.get(partner)
        paired = (
            partner != ratio
            and other is not None
            and other == {k: nb.conjugate(c) for k, c in row.items()}
        )
        if paired:
            done.append(partner)
            found += _oscillation(ratio, row, x, units)
        else:
            found.append((row, _power(ratio, x, units)))
    return found


def _power(ratio: Number, x: Any, units: Units) -> Any:
    """r^x as it was given."""
    rho, lam = units.form(ratio)
    growth = sympy.exp(expression(lam) * x) if lam != 0 else sympy.Integer(1)
    if rho == 1:
        return growth
    if isinstance(rho, Element) and isinstance(nb.numerator_denominator(rho)[0], fmpq):
        return growth * sympy.Pow(written(expression(nb.inverse(rho))), -x)
    return growth * sympy.Pow(sympy.factor(written(expression(rho))), x)


def _oscillation(ratio: Number, row: Row, x: Any, units: Units) -> list[tuple[Row, Any]]:
    """c r^x + conj = |r|^x (2 Re c cos θx − 2 Im c sin θx)."""
    rho, lam = units.form(ratio)
    angle, size = expression(nb.imaginary_part(lam)) if lam != 0 else sympy.S.Zero, rho
    if not nb.is_real(rho):
        polar = _polar(rho)
        if polar is None:
            partner = units.conjugate(ratio)
            conjugate_row = {k: nb.conjugate(c) for k, c in row.items()}
            return [
                (row, _power(ratio, x, units)),
                (conjugate_row, _power(partner, x, units)),
            ]
        length, turn = polar
        angle += turn
    else:
        length = written(expression(size))
    sign = fmpq(1)
    if angle.could_extract_minus_sign():
        angle, sign = -angle, fmpq(-1)
    real = expression(nb.real_part(lam)) if lam != 0 else sympy.S.Zero
    envelope = sympy.Pow(length, x) * sympy.exp(real * x)
    cosine = {k: nb.real_part(c) * fmpq(2) for k, c in row.items()}
    sine = {k: _imaginary(c) * fmpq(-2) * sign for k, c in row.items()}
    waves = ((cosine, sympy.cos), (sine, sympy.sin))
    kept = (({k: c for k, c in part.items() if c != 0}, wave) for part, wave in waves)
    return [(part, envelope * wave(angle * x)) for part, wave in kept if part]


def _imaginary(value: Number) -> Number:
    return ZERO if nb.is_real(value) else nb.imaginary_part(value)


def _polar(rho: Number) -> tuple[Any, Any] | None:
    """(|ρ|, arg ρ) of a complex constant."""
    if not isinstance(rho, Complex):
        return None
    expr = written(expression(rho))
    if expr.free_symbols:
        return None
    return sympy.sqrt(written(expression(rho * nb.conjugate(rho)))), sympy.arg(expr)


def _common_denominator(coefficients: list[Number]) -> Number:
    """The symbolic denominator that all coefficients share, 1 where one lacks it."""
    shared: dict[Number, int] | None = None
    for c in coefficients:
        for part in nb.parts(c):
            if part == 0:
                continue
            own = dict(nb.numerator_denominator(part)[1]) if isinstance(part, Element) else {}
            if shared is None:
                shared = own
            shared = {f: min(e, own[f]) for f, e in shared.items() if f in own}
    total: Number = ONE
    for factor, times in (shared or {}).items():
        total = total * nb.power(factor, times)
    return total
