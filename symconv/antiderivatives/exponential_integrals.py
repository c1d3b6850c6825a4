"""Antiderivatives of rational functions times e^{λx}: Ei, E₁, Ci and Si.

By partial fractions and by parts all comes down to e^{λx}/(x − p), whose antiderivative is
e^{λp} Ei(u), u = λ(x − p), on some branch of Ei. As x runs over the real line u runs over a line in
the complex plane, over a ray where p is real, and the branch must not jump there:
    u real                 Ei(u), real on both rays
    u imaginary, p real    Ci(|u|) ± i Si(|u|)
    the line meets the real axis at a negative number, or nowhere, or p real      −E₁(−u)
    the line meets it at a positive number                                         Ei(u)

References
----------
NIST DLMF 6.2 (definitions, branch cuts), 6.7.1 (e^{−at}/(t + b)).
"""

from __future__ import annotations

from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.dependence import coefficients, depends
from symconv.algebra.elements import ONE, ZERO, from_generator
from symconv.algebra.generators import Generator
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.antiderivatives.field import T
from symconv.antiderivatives.gaussian import exponential_primitive
from symconv.antiderivatives.poles import Pole
from symconv.antiderivatives.rational import partial_fractions
from symconv.antiderivatives.sums import NotElementary, Sum, atom
from symconv.reading.cases import decided_sign

__all__ = ["exponential_integral"]


def exponential_integral(value: Number, q: Number, gen: Generator, facts: Facts) -> Sum:
    """∫ value·e^q d gen for a rational value and a linear q, on any interval free of poles."""
    row = coefficients(q, gen)
    if row is None or len(row) != 2 or depends(row[1], T):
        raise NotElementary("a rational function times an exponential")
    total = Sum()
    for part, unit in ((nb.real_part(value), ONE), (nb.imaginary_part(value), nb.IMAGINARY)):
        if part != 0:
            total = total + _of_real(part, q, row[1], gen, facts).scaled(unit)
    return total


def _of_real(value: Number, q: Number, slope: Number, gen: Generator, facts: Facts) -> Sum:
    whole, parts = partial_fractions(value, gen, facts)
    total = exponential_primitive(whole, q, slope, gen) if whole else Sum()
    for pole, series in parts:
        total = total + _at_pole(series, pole, pole.place(), q, slope, gen, facts)
        if pole.width is not None:
            mirrored = [nb.conjugate(c) for c in series]
            place = nb.conjugate(pole.place())
            total = total + _at_pole(mirrored, pole, place, q, slope, gen, facts)
    return total


def _at_pole(
    series: list[Number], pole: Pole, place: Number, q: Number, slope: Number, gen: Generator,
    facts: Facts,
) -> Sum:  # fmt: skip
    """Σ_k c_k ∫ (x − z)^{−k} e^q: by parts (k−1) I_k = λ I_{k−1} − (x − z)^{1−k} e^q."""
    carried: Number = ZERO
    algebraic: Number = ZERO
    down = nb.inverse(from_generator(gen) - place)
    for k in range(len(series), 1, -1):
        carried = (carried + series[k - 1]) * fmpq(1, k - 1)
        algebraic = algebraic - carried * nb.power(down, k - 1)
        carried = carried * slope
    total = Sum.of(algebraic, q)
    residue = carried + series[0]
    if residue == 0:
        return total
    start = nb.substitute(q, {gen: place})
    offset = nb.imaginary_part(place)
    special = _special(slope * (from_generator(gen) - place), slope, offset, facts)
    return total + special * Sum.of(residue, start)


def _special(u: Number, slope: Number, offset: Number, facts: Facts) -> Sum:
    """A function with derivative e^u/u that is smooth along the line of u."""
    turn = nb.imaginary_part(slope)
    if offset == 0:
        if turn == 0:
            return atom("Ei", u)
        if nb.real_part(slope) == 0:
            v = nb.imaginary_part(u)
            return atom("Ci", v) + atom("Si", v).scaled(nb.IMAGINARY)
        return atom("E1", u)
    if turn == 0 or decided_sign(facts, turn * offset) < 0:
        return atom("E1", u)
    return atom("Ei", u)
