"""Sums of boundary values as real expressions: rational functions, waves over powers, sinc.

Poles z and its conjugate share the denominator ((t − u)² + v²)^n, z = u + iv, so that a real sum is
written without i; a pole without its conjugate is written over (v + i(t − u))^n or (t − z)^n. A
real pole at which the sum is regular is written with sinc where two halves match, else as a
Piecewise that states the value there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression
from symconv.algebra.distribution import Distribution
from symconv.algebra.elements import ONE, ZERO, Element
from symconv.algebra.exppoly import CONSTANT_MODE, ExpPoly, Mode, mode
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.spectra.poles import principal_part
from symconv.spectra.scaling import content, factored, write_scaled
from symconv.spectra.sides import on_upper_side, split_sides
from symconv.spectra.sums import PoleTerm, SpectralSum
from symconv.writing import masses, piecewise_form, write_exppoly

__all__ = ["write_pieces", "write_poles", "write_sum"]

Group = list[tuple[PoleTerm, Number]]


def write_sum(f: SpectralSum, t: Any, facts: Facts) -> Any:
    """A sum without Gaussians as an expression in the real symbol t.

    Raises Split where the order of two break points is open.
    """
    upper = on_upper_side(f)
    plain = split_sides(upper).plain
    return write_pieces(plain, t, facts) + write_poles(upper, t)


def write_pieces(plain: Distribution, t: Any, facts: Facts) -> Any:
    """Pieces in order; an even function that breaks at 0 alone is written in |t|."""
    if not plain:
        return sympy.Integer(0)
    smooth = Distribution(plain.line, plain.right)
    if set(plain.right) != {ZERO} or smooth.reflected() != smooth:
        return piecewise_form(plain, t, facts)
    u = sympy.Dummy("u", real=True)
    even = write_exppoly(smooth.right_tail(), u).xreplace({u: sympy.Abs(t)})
    return even + masses(plain, t)


def write_poles(f: SpectralSum, t: Any) -> Any:
    """The pole terms as an expression in t; real poles stand for finite parts, if not removable."""
    total = sympy.Integer(0)
    for pole, group in _groups(f).items():
        if group[0][0].side:
            total += _real_pole(pole, group, t)
        elif len({term.pole for term, _ in group}) == 1:
            total += _single(group, t)
        else:
            total += _pair(pole, group, t)
    return total


def _groups(f: SpectralSum) -> dict[Number, Group]:
    """The terms by pole, conjugate poles together under one of them."""
    groups: dict[Number, Group] = {}
    for term, c in f.polar.items():
        key = nb.conjugate(term.pole)
        if key not in groups:
            key = term.pole
        groups.setdefault(key, []).append((term, c))
    return groups


def _power(root: Number, exponent: int) -> ExpPoly:
    """(t − root)^exponent."""
    factorial = fmpq(int(sympy.factorial(exponent)))
    return ExpPoly({CONSTANT_MODE: {exponent: factorial}}).recentred(-root)


def _pair(pole: Number, group: Group, t: Any) -> Any:
    """Σ c e^{mode} (t − z)^{−n} over z and its conjugate, with one real denominator."""
    order = max(term.order for term, _ in group)
    numerator = ExpPoly()
    for term, c in group:
        other = nb.conjugate(term.pole)
        above = _power(other, order) * _power(term.pole, order - term.order)
        numerator.add(above * ExpPoly({term.mode: {0: ONE}}), c)
    if not numerator:
        return sympy.Integer(0)
    centre, height = nb.real_part(pole), nb.imaginary_part(pole)
    clear = _cleared(centre, height)
    below = (expression(clear) * t - expression(clear * centre)) ** 2 + _squared(clear * height)
    return write_scaled(numerator.scaled(nb.power(clear, 2 * order)), t, below**order)


def _single(group: Group, t: Any) -> Any:
    """Σ c e^{mode} (t − z)^{−n} for one complex z, over ±i(t − z) where that leaves c real."""
    pole = group[0][0].pole
    centre, height = nb.real_part(pole), nb.imaginary_part(pole)
    order, lead = max(((term.order, c) for term, c in group), key=lambda pair: pair[0])
    turn: Number = nb.IMAGINARY
    if expression(height).could_extract_minus_sign():
        turn = -nb.IMAGINARY
    if not nb.is_real(lead * nb.power(turn, order)):
        turn = ONE
    clear = _cleared(centre, height)
    unit = turn * clear
    numerator = ExpPoly()
    for term, c in group:
        wave = ExpPoly({term.mode: {0: c * nb.power(unit, order)}})
        numerator.add(wave * _power(pole, order - term.order))
    below = expression(unit) * t + expression(-unit * pole)
    return write_scaled(numerator, t, below**order)


def _cleared(centre: Number, height: Number) -> Number:
    """A positive factor that takes parameters and π out of the denominators of a pole."""
    unit = content([part for part in (centre, height) if part != 0])
    if not isinstance(unit, Element):
        return ONE
    below = [factor for factor, _ in nb.numerator_denominator(unit)[1]]
    if not below or any(Facts().sign(factor) != 1 for factor in below):
        return ONE
    total: Number = ONE
    for factor, times in nb.numerator_denominator(unit)[1]:
        total = total * nb.power(factor, times)
    return total * fmpq(_rational_denominator(unit * total))


def _rational_denominator(value: Any) -> int:
    coefficients = [value] if isinstance(value, fmpq) else value.num.coeffs()
    return int(sympy.ilcm(1, *(int(c.q) for c in coefficients)))


def _squared(height: Number) -> Any:
    """v² with the sum of v kept together, as in (a + b)²."""
    square = height * height
    if isinstance(square, fmpq) or all(gen.kind != "parameter" for gen in nb.generators_of(height)):
        return expression(square)
    root = factored(height)
    return sympy.Pow(-root if root.could_extract_minus_sign() else root, 2)


def _real_pole(pole: Number, group: Group, t: Any) -> Any:
    """Σ c e^{mode} (t − z)^{−n} for one real z."""
    rows: dict[int, ExpPoly] = {}
    for term, c in group:
        wave = ExpPoly({term.mode: {0: c}}).recentred(pole)
        rows.setdefault(term.order, ExpPoly()).add(wave)
    local = t - expression(pole)
    regular = not principal_part(SpectralSum({}, dict(group)), pole)
    if regular:
        short = _with_sinc(rows, local)
        if short is not None:
            return short
    order = max(rows)
    numerator = ExpPoly()
    for n, row in rows.items():
        numerator.add(row * _power(ZERO, order - n))
    u = sympy.Dummy("u", real=True)
    quotient = write_scaled(numerator, u, u**order).xreplace({u: local})
    if not regular:
        return quotient
    value = _taylor(numerator, order)
    return sympy.Piecewise((quotient, sympy.Ne(t, expression(pole))), (value, sympy.true))


def _taylor(numerator: ExpPoly, order: int) -> Any:
    """The coefficient of u^order at u = 0."""
    for _ in range(order):
        numerator = numerator.derivative()
    scale = fmpq(1, int(sympy.factorial(order)))
    return write_exppoly(numerator.at_zero().scaled(scale), sympy.Dummy("u", real=True))


def _with_sinc(rows: dict[int, ExpPoly], u: Any) -> Any:
    """sin(pu)/u = p sinc(pu) and (1 − cos(pu))/u² = p²/2 sinc(pu/2)²; None for anything else."""
    if not set(rows) <= {1, 2}:
        return None
    total = sympy.Integer(0)
    rules: tuple[tuple[int, int, Callable[[Number, Number, Any], Any]], ...] = (
        (1, -1, _sine_over),
        (2, 1, _versine_over),
    )
    for order, parity, write in rules:
        row = rows.get(order, ExpPoly())
        for frequency, weight in _halves(row, parity):
            if frequency is None:
                return None
            total += write(frequency, weight, u)
    return total


def _halves(row: ExpPoly, parity: int) -> list[tuple[Any, Number]]:
    """(p, c) of c (e^{ipu} + parity·e^{−ipu}), each pair once; (None, …) for a missing half."""
    found: list[tuple[Any, Number]] = []
    done: set[Mode] = set()
    for key, terms in row.terms.items():
        if key in done or (key.lam == 0 and parity == 1 and key.beta == 0):
            continue
        partner = mode(-key.lam, key.beta)
        c = terms[0]
        other = row.terms.get(partner, {}).get(0)
        if key.beta != 0 or other is None or other != c * fmpq(parity) or partner is key:
            return [(None, c)]
        done |= {key, partner}
        frequency = -nb.IMAGINARY * key.lam
        if expression(frequency).could_extract_minus_sign():
            frequency, c = -frequency, other
        found.append((frequency, c))
    return found


def _sine_over(p: Number, c: Number, u: Any) -> Any:
    """c (e^{ipu} − e^{−ipu})/u."""
    weight = factored(c * nb.IMAGINARY * fmpq(2) * p)
    return weight * sympy.sinc(expression(p) * u)


def _versine_over(p: Number, c: Number, u: Any) -> Any:
    """c (e^{ipu} + e^{−ipu} − 2)/u² = −c p² sinc(pu/2)²."""
    half = p * fmpq(1, 2)
    return factored(-c * p * p) * sympy.sinc(expression(half) * u) ** 2
