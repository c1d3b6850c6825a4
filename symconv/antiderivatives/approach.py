"""The limit of a sum at a finite point where some of its terms have no value of their own.

With y = x − p every term is expanded in powers of y and log|y|. A positive power of y tends to 0
also beside a logarithm; what is left of y^{−n} and log|y| must cancel exactly, or the sum diverges.
In a principal value log|y| may stay, marked, to meet its partner from the other side of p.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import factorial
from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra import polynomials
from symconv.algebra.constants import expression, number
from symconv.algebra.dependence import coefficients, depends
from symconv.algebra.elements import ONE, ZERO, from_generator
from symconv.algebra.generators import PI, Generator
from symconv.algebra.numbers import Number
from symconv.algebra.polynomials import Polynomial
from symconv.algebra.signs import Facts
from symconv.antiderivatives.exponentials import substitute
from symconv.antiderivatives.field import X, derivative
from symconv.antiderivatives.poles import shifted
from symconv.antiderivatives.series import divided, fraction
from symconv.antiderivatives.sums import (
    APPROACH,
    PLAIN,
    Atom,
    NotElementary,
    Sum,
    atom,
    plain_coefficient,
)
from symconv.reading.cases import decided_sign

__all__ = ["Unbounded", "limit_at"]

_EULER = number(sympy.EulerGamma)
_PI = from_generator(PI)
_DEEPEST = 12

Rows = dict[tuple[int, int], Sum]


@dataclass
class Unbounded(Exception):  # an answer, caught by the limits
    """The sum grows like coefficient·growth at the point."""

    growth: Any
    coefficient: Number


def limit_at(
    terms: Sum, gen: Generator, point: Number, side: int, facts: Facts, *, marked: bool
) -> Sum:
    """The limit as the generator tends to the point from above (side −1) or from below (side 1).

    `marked`: log|x − point| stays as the special function "approach". Raises Unbounded, and
    NotElementary where a term has no expansion of this kind.
    """
    rows: Rows = {}
    for (q, a), r in terms.terms.items():
        _add_expansion(rows, (q, a), r, gen, point, side, facts)
    for (power, logs), value in sorted(rows.items(), key=lambda item: (item[0][0], -item[0][1])):
        if not value or power > 0 or (power, logs) == (0, 0):
            continue
        if marked and (power, logs) == (0, 1):
            continue
        y = X.expr - expression(point)
        raise Unbounded(y**power * sympy.log(sympy.Abs(y)) ** logs, plain_coefficient(value))
    total = rows.get((0, 0), Sum())
    if marked and rows.get((0, 1)):
        total = total + rows[0, 1] * atom(APPROACH, point)
    return total


def _add_expansion(
    rows: Rows, key: tuple[Number, Atom], r: Number, gen: Generator, point: Number, side: int,
    facts: Facts,
) -> None:  # fmt: skip
    q, a = key
    start, outer = _local(r, gen, point)
    if start > 0:
        return
    order = -start
    if order > _DEEPEST:
        raise NotElementary("a pole of high order at one end")
    wave, peak = _wave(q, gen, point, order)
    special = _special(a, gen, point, side, order, facts)
    for logs, series in special.items():
        factors = product(enumerate(outer), enumerate(wave), enumerate(series))
        for (i, c), (j, d), (k, value) in factors:
            power = start + i + j + k
            if power <= 0 and value:
                before = rows.get((power, logs), Sum())
                rows[power, logs] = before + value * Sum.of(c * d, peak)


def _local(r: Number, gen: Generator, point: Number) -> tuple[int, list[Number]]:
    """(v, [c_0, …]) with r = Σ c_n y^{v+n} up to y^0."""
    parts = (nb.real_part(r), nb.imaginary_part(r))
    real, imaginary = (_local_real(part, gen, point) for part in parts)
    if not imaginary[1]:
        return real
    if not real[1]:
        return imaginary[0], [c * nb.IMAGINARY for c in imaginary[1]]
    start = min(real[0], imaginary[0])
    row: list[Number] = [ZERO] * (max(-start, 0) + 1)
    for (first, part), unit in ((real, ONE), (imaginary, nb.IMAGINARY)):
        for n, c in enumerate(part):
            if first + n <= max(0, start):
                row[first + n - start] = row[first + n - start] + c * unit
    return start, row


def _local_real(r: Number, gen: Generator, point: Number) -> tuple[int, list[Number]]:
    if r == 0:
        return 1, []
    above, factors = fraction(r, gen)
    below: Polynomial = [ONE]
    start = 0
    for row, times in factors:
        low, local = _without_zeros(shifted(row, point))
        start -= low * times
        for _ in range(times):
            below = polynomials.multiply(below, local)
    low, local = _without_zeros(shifted(above, point))
    start += low
    return start, divided(local, below, max(1 - start, 1))


def _without_zeros(row: Polynomial) -> tuple[int, Polynomial]:
    low = next(n for n, c in enumerate(row) if c != 0)
    return low, row[low:]


def _wave(q: Number, gen: Generator, point: Number, order: int) -> tuple[list[Number], Number]:
    """e^q = e^peak·Σ w_n y^n up to y^order."""
    row = coefficients(q, gen)
    if row is None:
        raise NotElementary("an exponent that is not a polynomial")
    local = shifted(row, point) if row else [ZERO]
    inner = [ZERO, *local[1:]]
    total: list[Number] = [ONE, *[ZERO] * order]
    term: list[Number] = [ONE, *[ZERO] * order]
    for n in range(1, order + 1):
        multiplied = polynomials.multiply(term, inner)
        term = [multiplied[k] if k < len(multiplied) else ZERO for k in range(order + 1)]
        total = [c + d * fmpq(1, factorial(n)) for c, d in zip(total, term, strict=True)]
    return total, local[0]


def _special(
    a: Atom, gen: Generator, point: Number, side: int, order: int, facts: Facts
) -> dict[int, list[Sum]]:
    """The special function as Σ_j log|y|^j·(series in y), coefficients Sums."""
    if a is PLAIN:
        return {0: [Sum.of(ONE)]}
    name, u = a
    if not depends(u, gen):
        return {0: [Sum.of(ONE, ZERO, a)]}
    value, rate = substitute(u, {gen: point}), derivative(u, gen)
    slope = substitute(rate, {gen: point})
    if value != 0:
        if order:
            raise NotElementary(f"{name} beside a pole at one end")
        return {0: [atom(name, value)]}
    if order and (name in ("erf", "erfi", "atan") or rate != slope):
        raise NotElementary(f"{name} beside a pole at one end")
    if name not in ("log", "Ei", "E1", "Ci"):
        return {0: _entire(name, slope, order)}
    if slope == 0:
        raise NotElementary(f"{name} at a double zero of its argument")
    series = _entire(name, slope, order)
    series[0] = _constant(name, slope, side, facts)
    return {1: [Sum.of(ONE)], 0: series}


def _entire(name: str, slope: Number, order: int) -> list[Sum]:
    """The part of the function of slope·y that is a power series without constant term."""
    series = [Sum() for _ in range(order + 1)]
    for n in range(1, order + 1):
        c = nb.power(slope, n) * fmpq(1, n * factorial(n))
        if name in ("Ei", "E1"):
            series[n] = Sum.of(c)
        elif (name == "Si") is (n % 2 == 1) and name in ("Ci", "Si"):
            series[n] = Sum.of(c * fmpq((-1) ** (n // 2)))
    return series


def _constant(name: str, slope: Number, side: int, facts: Facts) -> Sum:
    """The limit of log|u|, Ei(u), −E₁(−u) or Ci(|u|) minus log|y|, u = slope·y."""
    if nb.is_real(slope):
        size = atom("log", slope)
        return size if name == "log" else size + Sum.of(_EULER)
    if name != "E1" or not side:
        raise NotElementary(f"{name} of a complex argument at its singular point")
    re, im = nb.real_part(slope), nb.imaginary_part(slope)
    size = atom("log", re * re + im * im).scaled(fmpq(1, 2))
    angle = _angle(re * fmpq(side), im * fmpq(side), facts)
    return size + Sum.of(_EULER) + angle.scaled(nb.IMAGINARY)


def _angle(re: Number, im: Number, facts: Facts) -> Sum:
    """arg(re + i·im) for im ≠ 0: ±π/2 − atan(re/im)."""
    quarter = Sum.of(_PI * fmpq(decided_sign(facts, im), 2))
    return quarter - atom("atan", re * nb.inverse(im))
