"""Antiderivatives of Σ c_n x^n e^{q(x)} for q of degree 1 and 2, and of erf times Gaussian over R.

Degree 2, q = −αx² + βx + γ: 2α I_n = (n−1) I_{n−2} + β I_{n−1} − x^{n−1} e^q, and
I_0 = √π/(2√α) e^{γ + β²/4α} erf(√α (x − β/2α)), with erfi and √−α for α < 0.
Entire functions: no branch can jump.

References
----------
D. Owen, "A table of normal integrals", Comm. Statist. B 9 (1980), nos. 10 and 100 onwards.
"""

from __future__ import annotations

from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra import polynomials
from symconv.algebra.dependence import coefficients
from symconv.algebra.elements import ONE, ZERO, from_generator
from symconv.algebra.generators import Generator
from symconv.algebra.numbers import Number
from symconv.algebra.polynomials import Polynomial
from symconv.algebra.signs import Facts
from symconv.antiderivatives.field import square_root
from symconv.antiderivatives.limits import at_infinity
from symconv.antiderivatives.sums import SQRT_PI, NotElementary, Sum, atom, atom_derivative
from symconv.deadline import check
from symconv.reading.cases import decided_sign

__all__ = ["exponential_primitive", "gaussian_primitive", "whole_line_erf"]

_LARGEST_DEGREE = 60


def exponential_primitive(poly: Polynomial, q: Number, lam: Number, gen: Generator) -> Sum:
    """∫ Σ c_n x^n e^q for q of degree 1 with slope λ: Σ_k (−1)^k p^{(k)} λ^{−k−1} e^q."""
    down = nb.inverse(lam)
    total: Number = ZERO
    factor = down
    row = poly
    x = from_generator(gen)
    while row:
        check("integrating an exponential times a polynomial")
        total = total + polynomials.value(row, x) * factor
        factor = -factor * down
        row = polynomials.differentiate(row)
    return Sum.of(total, q)


def gaussian_primitive(poly: Polynomial, q: Number, gen: Generator, facts: Facts) -> Sum:
    """∫ Σ c_n x^n e^q for q of degree 2: with erf, or erfi where e^q grows."""
    gamma, beta, minus_alpha = _quadratic(q, gen)
    alpha = -minus_alpha
    sign = decided_sign(facts, alpha)
    if not sign or len(poly) > _LARGEST_DEGREE:
        raise NotElementary("a polynomial of high degree")
    root = square_root(alpha * fmpq(sign))
    if root is None:
        raise NotElementary("the square root of the width of a Gaussian")
    twice = nb.inverse(alpha * fmpq(2))
    x = from_generator(gen)
    rows: list[tuple[Number, Number]] = [(ZERO, ONE)]  # I_n = a_n e^q + b_n I_0
    for n in range(1, len(poly)):
        a, b = rows[-1][0] * beta, rows[-1][1] * beta
        if n > 1:
            a = a + rows[-2][0] * fmpq(n - 1)
            b = b + rows[-2][1] * fmpq(n - 1)
        rows.append(((a - nb.power(x, n - 1)) * twice, b * twice))
    outer: Number = ZERO
    inner: Number = ZERO
    for c, (a, b) in zip(poly, rows, strict=True):
        outer = outer + c * a
        inner = inner + c * b
    peak = gamma + beta * beta * twice * fmpq(1, 2)
    scale = SQRT_PI * fmpq(1, 2) * nb.inverse(root)
    error = atom("erf" if sign > 0 else "erfi", root * (x - beta * twice))
    return Sum.of(outer, q) + error * Sum.of(inner * scale, peak)


def _quadratic(q: Number, gen: Generator) -> tuple[Number, Number, Number]:
    row = coefficients(q, gen)
    if row is None or len(row) != 3 or not nb.is_real(row[2]):
        raise NotElementary("an exponent that is no real quadratic")
    return row[0], row[1], row[2]


def whole_line_erf(
    poly: Polynomial, q: Number, argument: Number, gen: Generator, facts: Facts
) -> Sum:
    """∫_R Σ c_n x^n e^q erf(ax + b) dx for a decaying Gaussian e^q.

    For n = 0 it is √(π/α) e^{γ+β²/4α} erf((am + b)/√(1 + a²/α)), m = β/2α: both sides have the
    same derivative in b, a Gaussian integral, and tend to ±√(π/α) e^{…} as b → ±∞. For n > 0 the
    recurrence of the Gaussian holds with the extra term ∫ x^{n−1} e^q (erf)′ and no boundary term.
    """
    gamma, beta, minus_alpha = _quadratic(q, gen)
    alpha = -minus_alpha
    if decided_sign(facts, alpha) <= 0:
        raise NotElementary("erf times a growing Gaussian")
    row = coefficients(argument, gen)
    root = square_root(alpha)
    if row is None or len(row) != 2 or root is None or not nb.is_real(row[1]):
        raise NotElementary("erf of a non-linear argument")
    b, a = row
    twice = nb.inverse(alpha * fmpq(2))
    stretch = square_root(ONE + a * a * nb.inverse(alpha))
    if stretch is None or decided_sign(facts, stretch) == 0:
        raise NotElementary("the width of erf against a Gaussian")
    if decided_sign(facts, stretch) < 0:
        stretch = -stretch
    if decided_sign(facts, root) < 0:
        root = -root
    peak = gamma + beta * beta * twice * fmpq(1, 2)
    first = atom("erf", (a * beta * twice + b) * nb.inverse(stretch))
    moments = [first * Sum.of(SQRT_PI * nb.inverse(root), peak)]
    rate = atom_derivative(("erf", argument), gen)
    for n in range(1, len(poly)):
        value = moments[-1].scaled(beta)
        if n > 1:
            value = value + moments[-2].scaled(fmpq(n - 1))
        extra = rate * Sum.of(nb.power(from_generator(gen), n - 1), q)
        value = value + _whole_line(extra, gen, facts)
        moments.append(value.scaled(twice))
    total = Sum()
    for c, moment in zip(poly, moments, strict=True):
        total = total + moment.scaled(c)
    return total


def _whole_line(integrand: Sum, gen: Generator, facts: Facts) -> Sum:
    """∫_R of decaying Gaussians."""
    total = Sum()
    for (q, _), r in integrand.terms.items():
        row = coefficients(r, gen)
        if row is None:
            raise NotElementary("a Gaussian over a polynomial")
        primitive = gaussian_primitive(row, q, gen, facts)
        high, low = (at_infinity(primitive, gen, side, facts) for side in (1, -1))
        total = total + high - low
    return total
