"""The antiderivative of a rational function: polynomial, rational part, log|·| and atan.

At each pole z of order m the principal part Σ c_k (x − z)^{−k} comes from a truncated Taylor
series. A conjugate pair p ± iw with c_1 = u + iv gives u log((x−p)² + w²) − 2v atan((x−p)/w): the
argument of atan is linear, so that no branch jumps anywhere on the real line.

References
----------
M. Bronstein, Symbolic Integration I, ch. 2; the real form of Rioboo is not needed for pairs.
"""

from __future__ import annotations

from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra import polynomials
from symconv.algebra.elements import ONE, ZERO, from_generator
from symconv.algebra.generators import Generator
from symconv.algebra.numbers import Number
from symconv.algebra.polynomials import Polynomial
from symconv.algebra.signs import Facts
from symconv.antiderivatives.poles import Pole, poles, shifted
from symconv.antiderivatives.series import divided, fraction
from symconv.antiderivatives.sums import NotElementary, Sum, atom

__all__ = ["partial_fractions", "rational_primitive"]

_LARGEST_DEGREE = 60
_LARGEST_ORDER = 10


def rational_primitive(value: Number, gen: Generator, facts: Facts) -> Sum:
    """∫ value d gen on any interval free of poles."""
    imaginary = nb.imaginary_part(value)
    if imaginary != 0:
        real = rational_primitive(nb.real_part(value), gen, facts)
        return real + rational_primitive(imaginary, gen, facts).scaled(nb.IMAGINARY)
    whole, parts = partial_fractions(value, gen, facts)
    x = from_generator(gen)
    lifted = [ZERO, *(c * fmpq(1, n + 1) for n, c in enumerate(whole))]
    total = Sum.of(polynomials.value(lifted, x))
    for pole, series in parts:
        total = total + _principal_part(series, pole, x)
    return total


def partial_fractions(
    value: Number, gen: Generator, facts: Facts
) -> tuple[Polynomial, list[tuple[Pole, list[Number]]]]:
    """A real rational function as polynomial + Σ_k c_k (x − z)^{−k}, and its conjugate for a pair.

    Every pole comes with [c_1, c_2, …]; z is p, or p + iw for a pair.
    """
    above, factors = fraction(value, gen)
    if len(above) > _LARGEST_DEGREE or any(times > _LARGEST_ORDER for _, times in factors):
        raise NotElementary("a rational function of high degree")
    below: Polynomial = [ONE]
    for row, times in factors:
        for _ in range(times):
            below = polynomials.multiply(below, row)
    whole, rest = polynomials.divide(above, below)
    if not rest:
        return whole, []
    rest = [c * nb.inverse(below[-1]) for c in rest]
    found = poles(factors, facts)
    parts = []
    for index, pole in enumerate(found):
        others = found[:index] + found[index + 1 :]
        parts.append((pole, _principal_coefficients(rest, pole, others)))
    return whole, parts


def _principal_coefficients(rest: Polynomial, pole: Pole, others: list[Pole]) -> list[Number]:
    """[c_1, c_2, …] at the pole z, from a truncated Taylor series."""
    order = pole.multiplicity
    centre = pole.place()
    below: Polynomial = [ONE]
    for other in others:
        local = shifted(other.polynomial(), centre)
        for _ in range(other.multiplicity):
            below = polynomials.multiply(below, local)
    if pole.width is not None:
        for _ in range(order):
            below = polynomials.multiply(below, [nb.IMAGINARY * pole.width * fmpq(2), ONE])
    return divided(shifted(rest, centre), below, order)[::-1]


def _principal_part(series: list[Number], pole: Pole, x: Number) -> Sum:
    total = _simple_part(series[0], pole, x)
    for k, c in enumerate(series[1:], 2):
        if c == 0:
            continue
        term = c * nb.power(nb.inverse(x - pole.place()), k - 1) * fmpq(-1, k - 1)
        total = total + Sum.of(term if pole.width is None else nb.real_part(term) * fmpq(2))
    return total


def _simple_part(c: Number, pole: Pole, x: Number) -> Sum:
    if c == 0:
        return Sum()
    if pole.width is None:
        return atom("log", x - pole.centre).scaled(c)
    u, v = nb.real_part(c), nb.imaginary_part(c)
    total = Sum()
    if u != 0:
        total = atom("log", polynomials.value(pole.polynomial(), x)).scaled(u)
    if v != 0:
        angle = atom("atan", (x - pole.centre) * nb.inverse(pole.width))
        total = total + angle.scaled(v * fmpq(-2))
    return total
