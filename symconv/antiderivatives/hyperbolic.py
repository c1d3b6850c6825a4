"""Rational functions of exponentials in t as hyperbolic functions, safe from overflow.

A factor e^a ± e^b is 2 e^{(a+b)/2} cosh or sinh((a−b)/2); what is left above is collected by
exponents, opposite ones paired.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression, number
from symconv.algebra.dependence import coefficients, depends
from symconv.algebra.elements import ONE, ZERO, Element, from_generator
from symconv.algebra.generators import OPAQUE
from symconv.algebra.numbers import Number
from symconv.antiderivatives.exponentials import exponential_generators
from symconv.antiderivatives.field import T
from symconv.antiderivatives.sums import PLAIN, Sum, atom

__all__ = ["hyperbolic_form", "with_log_cosh"]

Terms = dict[Number, Number]
Factors = dict[tuple[Any, Number], int]
Short = Callable[[Number], Any]
_HALF = fmpq(1, 2)


def hyperbolic_form(value: Number, short: Short) -> Any:
    """The number written with cosh and sinh; None where a factor has another form."""
    if not isinstance(value, Element) or not exponential_generators(value, T):
        return None
    above, below = nb.numerator_denominator(value)
    shift: Number = ZERO
    scale: Number = ONE
    written: Factors = {}
    for factor, times in below:
        if not _has_exponentials(factor):
            scale = scale * nb.power(factor, times)
            continue
        pair = _two_terms(factor)
        if pair is None:
            return None
        centre, half, function = pair
        shift = shift + centre * fmpq(times)
        scale = scale * fmpq(2**times)
        written[function, half] = times
    terms = _exponent_terms(above)
    if len(terms) == 1 and shift not in terms and _is_single(below):
        return _simple_fraction(terms, below, short)
    moved = {q - shift: c * nb.inverse(scale) for q, c in terms.items()}
    lower, halves = _doubled(written)
    powers = (function(short(u)) ** -times for (function, u), times in lower.items())
    raised = {q: c * fmpq(2**halves) for q, c in moved.items()}
    return _collected(raised, short) * sympy.Mul(*powers)


def _doubled(factors: Factors) -> tuple[Factors, int]:
    """sinh u cosh u = sinh(2u)/2 put in, and the number of halves."""
    found = dict(factors)
    halves = 0
    for (function, u), times in factors.items():
        other = factors.get((sympy.cosh, u), 0)
        if function is sympy.sinh and other:
            both = min(times, other)
            halves += both
            found[sympy.sinh, u] -= both
            found[sympy.cosh, u] -= both
            found[sympy.sinh, u * fmpq(2)] = found.get((sympy.sinh, u * fmpq(2)), 0) + both
    return {key: times for key, times in found.items() if times}, halves


def _is_single(below: Any) -> bool:
    return [times for factor, times in below if _has_exponentials(factor)] == [1]


def _simple_fraction(terms: Terms, below: Any, short: Short) -> Any:
    """c e^q/(e^a ± e^b) as c/(e^{a−q} ± e^{b−q})."""
    ((q, c),) = terms.items()
    scale: Number = ONE
    sums = sympy.Integer(0)
    for factor, times in below:
        if _has_exponentials(factor):
            parts = _exponent_terms(factor).items()
            sums = sympy.Add(*(short(d) * sympy.exp(short(a - q)) for a, d in parts))
        else:
            scale = scale * nb.power(factor, times)
    return short(c * nb.inverse(scale)) / sums


def _has_exponentials(value: Number) -> bool:
    return any(_is_exponential(gen) for gen in nb.generators_of(value))


def _is_exponential(gen: Any) -> bool:
    return gen.kind == OPAQUE and (isinstance(gen.expr, sympy.exp) or gen.expr is sympy.E)


def _exponent_terms(value: Number) -> Terms:
    """A polynomial in exponentials over a monomial in them, as {exponent: coefficient}.

    Raises ValueError for another denominator.
    """
    if not isinstance(value, Element):
        return {ZERO: value}
    above, below = nb.numerator_denominator(value)
    if below:
        shift: Number = ZERO
        scale: Number = ONE
        for factor, times in below:
            parts = _exponent_terms(factor)
            if len(parts) != 1:
                raise ValueError(f"not a monomial in exponentials: {factor}")
            ((exponent, c),) = parts.items()
            shift = shift + exponent * fmpq(times)
            scale = scale * nb.power(c, times)
        down = nb.inverse(scale)
        return {q - shift: c * down for q, c in _exponent_terms(above).items()}
    units = [gen for gen in nb.generators_of(value) if _is_exponential(gen)]
    exponents = {gen: ONE if gen.expr is sympy.E else number(gen.expr.args[0]) for gen in units}
    found: Terms = {}
    for mono, c in value.num.to_dict().items():
        q: Number = ZERO
        coefficient: Number = c
        for gen, times in zip(value.ctx.generators, mono, strict=True):
            if not times:
                continue
            if gen in exponents:
                q = q + exponents[gen] * fmpq(times)
            else:
                coefficient = coefficient * nb.power(from_generator(gen), times)
        found[q] = found.get(q, ZERO) + coefficient
    return found


def _two_terms(factor: Number) -> tuple[Number, Number, Any] | None:
    """(centre, half-difference, cosh or sinh) of e^a ± e^b."""
    try:
        terms = _exponent_terms(factor)
    except ValueError:
        return None
    if len(terms) != 2:
        return None
    (a, c), (b, d) = terms.items()
    if d == 1:
        (a, c), (b, d) = (b, d), (a, c)
    if c != 1 or d not in (ONE, -ONE):
        return None
    slope = coefficients(a - b, T)
    if d == 1 and slope and expression(slope[-1]).could_extract_minus_sign():
        a, b = b, a
    return (a + b) * _HALF, (a - b) * _HALF, sympy.cosh if d == 1 else sympy.sinh


def _collected(terms: Terms, short: Short) -> Any:
    """Σ c e^q, with ±q of equal or opposite coefficients as cosh and sinh."""
    total = []
    done: set[Number] = set()
    for q, c in terms.items():
        if q in done or c == 0:
            continue
        partner = terms.get(-q)
        done |= {q, -q}
        if q == 0:
            total.append(short(c))
        elif partner == c:
            total.append(short(c * fmpq(2)) * sympy.cosh(short(q)))
        elif partner is not None and partner == -c:
            total.append(short(c * fmpq(2)) * sympy.sinh(short(q)))
        else:
            total.append(short(c) * sympy.exp(short(q)))
            if partner is not None:
                total.append(short(partner) * sympy.exp(short(-q)))
    return sympy.Add(*total)


def with_log_cosh(value: Sum) -> Sum:
    """log(e^a + e^b) as log 2 + (a + b)/2 + log cosh((a − b)/2), where the linear parts cancel."""
    kept = Sum()
    moved = Sum()
    for (q, a), r in value.terms.items():
        pair = _two_terms(a[1]) if a[0] == "log" and exponential_generators(a[1], T) else None
        if pair is None or pair[2] is not sympy.cosh:
            kept = kept + Sum({(q, a): r})
            continue
        centre, half, _ = pair
        special = Sum.of(centre) + atom("log", number(sympy.Integer(2)))
        moved = moved + Sum.of(r, q) * (special + Sum.of(ONE, ZERO, ("log cosh", half)))
    total = kept + moved
    grows = any(a is PLAIN and depends(r, T) for (_, a), r in total.terms.items())
    return value if grows else total
