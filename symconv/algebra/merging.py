"""Distributions where a polynomial p in their parameters is 0: every number modulo p.

Where p = 0 has no solution for one parameter, such as z − conj z = 0 or u² + uv + v² = 1, the case
p = 0 is computed with remainders: numbers that are equal there have one remainder, so exponents
that coincide are one exponent, and what cancels there cancels.
"""

from __future__ import annotations

from itertools import combinations

from symconv.algebra import numbers as nb
from symconv.algebra.denominators import lift
from symconv.algebra.distribution import Distribution
from symconv.algebra.elements import Element, reduced
from symconv.algebra.exppoly import ExpPoly, scaled_exponential
from symconv.algebra.generators import union
from symconv.algebra.numbers import Complex, Number
from symconv.algebra.terms import Terms

__all__ = ["complex_gaps", "modulo", "remainder"]


def modulo(values: tuple[Distribution, ...], p: Number) -> tuple[Distribution, ...] | None:
    """The distributions where p = 0; None where that changes nothing in them.

    >>> import sympy
    >>> from symconv.algebra.constants import number
    >>> u, v = (number(symbol) for symbol in sympy.symbols("u v", real=True))
    >>> one, two = (Distribution(ExpPoly.exponential(value, nb.ZERO)) for value in (u * u, v * v))
    >>> first, second = modulo((one, two), u * u - v * v)
    >>> first == second
    True
    >>> modulo((one, two), u * u * u - v) is None
    True
    """
    if not isinstance(p, Element) or p.den:
        return None
    found = tuple(_reduced(value, p) for value in values)
    return None if found == values else found


def complex_gaps(values: tuple[Distribution, ...], p: Number) -> list[Complex]:
    """The differences a + ib of exponents with real a and b whose a² + b² is a multiple of p."""
    parts = [part for value in values for part in (value.line, *value.right.values())]
    exponents = list(dict.fromkeys(key.lam for part in parts for key in part.terms))
    found = []
    for first, second in combinations(exponents, 2):
        gap = first - second
        if isinstance(gap, Complex) and all(nb.is_real(part) for part in nb.parts(gap)):
            size = gap.re * gap.re + gap.im * gap.im
            if set(nb.poles(size * nb.inverse(p))) <= set(nb.poles(size)):
                found.append(gap)
    return found


def remainder(value: Number, p: Element) -> Number:
    """The number with its numerator reduced modulo p: equal numbers where p = 0 become one.

    That is so for numbers of one denominator.
    """
    if isinstance(value, Complex):
        return nb.make_complex(remainder(value.re, p), remainder(value.im, p))
    if not isinstance(value, Element):
        return value
    ctx = union(value.ctx, p.ctx)
    _, rest = divmod(lift(value.ctx, ctx, value.num), p.polynomial_in(ctx))
    return reduced(ctx, rest, value.den)


def _reduced(value: Distribution, p: Element) -> Distribution:
    right, mass = Terms(), Terms()
    for terms, found in ((value.right, right), (value.mass, mass)):
        for point, part in terms.items():
            found.at(remainder(point, p)).add(_with_remainders(part, p))
    return Distribution(_with_remainders(value.line, p), right, mass)


def _with_remainders(part: ExpPoly, p: Element) -> ExpPoly:
    total = ExpPoly()
    for key, row in part.terms.items():
        new, factor = scaled_exponential(remainder(key.lam, p), remainder(key.beta, p))
        weights = {n: remainder(c, p) for n, c in row.items()}
        total.add(ExpPoly({new: {n: c for n, c in weights.items() if c != 0}}), factor)
    return total
