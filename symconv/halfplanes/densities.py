"""Real functions of SymPy as sums of weight · density, each with its Stieltjes transform.

On half-lines (±(x − q))^a and the same times a logarithm, a > −1; on the whole line atan and the
logarithm of a positive quadratic; on intervals polynomials, and polynomials times √((x − a)(b − x))
or over it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sympy

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression, number
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.antiderivatives.signs import Interval
from symconv.antiderivatives.slices import resolved_pieces
from symconv.antiderivatives.sums import NotElementary
from symconv.deciding.structure import coefficients, is_free, linear
from symconv.halfplanes.logarithms import split_logarithm
from symconv.halfplanes.logpowers import Parts
from symconv.halfplanes.table import (
    HIGHEST,
    Density,
    Factors,
    logarithms,
    polynomial_piece,
    powers,
)
from symconv.halfplanes.windows import Window
from symconv.reading.cases import decided_sign

__all__ = ["densities"]

_ZERO, _ONE, _HALF = sympy.S.Zero, sympy.S.One, sympy.S.Half


def densities(expr: Any, x: Any, facts: Facts) -> list[Density]:
    """The densities whose sum the expression is; NotElementary where one is not of the table."""
    plain = expr.replace(_is_real_acot, lambda node: _opened_acot(node.args[0]))
    plain = plain.replace(sympy.log, lambda u: split_logarithm(u, x))
    found: list[Density] = []
    for part in sympy.Add.make_args(sympy.expand_mul(plain)):
        for interval, piece in resolved_pieces(part, x, facts):
            for term in sympy.Add.make_args(sympy.expand_mul(piece)):
                if term != 0:
                    found += _term(term, x, interval, facts)
    return found


def _is_real_acot(node: Any) -> bool:
    return isinstance(node, sympy.acot) and node.args[0].is_extended_real is True


def _opened_acot(u: Any) -> Any:
    return sympy.pi / 2 * sympy.sign(u) - sympy.atan(u)


def _term(term: Any, x: Any, interval: Interval, facts: Facts) -> list[Density]:
    factors = _factored(term, x, interval, facts)
    if isinstance(factors.special, sympy.atan):
        return _arctangent(factors, x, interval, facts)
    if interval.low is not None and interval.high is not None:
        return _on_interval(factors, x, interval, facts)
    if interval.low is None and interval.high is None:
        return _on_line(factors, x, facts)
    return _on_half_line(factors, x, interval, facts)


def _factored(term: Any, x: Any, interval: Interval, facts: Facts) -> Factors:
    weight, rest = term.as_independent(x, as_Add=False)
    factors = Factors(weight, _ONE, {})
    for factor in sympy.Mul.make_args(rest):
        base, exponent = factor.as_base_exp()
        if factor.is_polynomial(x):
            factors.polynomial *= factor
        elif isinstance(factor, (sympy.log, sympy.atan)) and factors.special is None:
            factors.special = factor
        elif is_free(exponent, x) and exponent.is_extended_real:
            for side, half in zip((1, -1), _positive_halves(base, x, interval, facts), strict=True):
                for part in _linear_factors(half, x, interval) if not is_free(half, x) else ():
                    factors.powers[part] = factors.powers.get(part, _ZERO) + side * exponent
                if is_free(half, x):
                    factors.weight *= half ** (side * exponent)
        else:
            raise NotElementary(f"{factor}")
    factors.polynomial = sympy.Poly(factors.polynomial, x)
    if factors.polynomial.degree() > HIGHEST:
        raise NotElementary("a polynomial of high degree")
    return factors


def _positive_halves(base: Any, x: Any, interval: Interval, facts: Facts) -> tuple[Any, Any]:
    """Numerator and denominator, both turned where a linear numerator falls from its zero."""
    above, below = base.as_numer_denom()
    row = above.as_poly(x)
    if row is None or row.degree() != 1 or is_free(below, x):
        return above, below
    slope, offset = (number(c) for c in row.all_coeffs())
    rises = decided_sign(facts, slope) > 0
    end = interval.high if rises else interval.low
    outside = end is not None and facts.sign(slope * end + offset) == 0
    return (-above, -below) if outside else (above, below)


def _linear_factors(base: Any, x: Any, interval: Interval) -> list[Any]:
    """A positive base as factors that are 0 at one end of the interval; else NotElementary."""
    row = coefficients(base, x)
    if row is None or not all(nb.is_real(number(c)) for c in row):
        raise NotElementary(f"a power of {base}")
    if len(row) == 2:
        return [base]
    if len(row) == 3 and interval.low is not None and interval.high is not None:
        low, high = expression(interval.low), expression(interval.high)
        leading = -row[2]
        if sympy.expand(leading * (x - low) * (high - x) - base) == 0 and leading == 1:
            return [x - low, high - x]
    raise NotElementary(f"a power of {base}")


def _on_line(factors: Factors, x: Any, facts: Facts) -> list[Density]:
    """A polynomial, or the logarithm of a positive quadratic, or of a(x − q)²: 2 log √a|x − q|."""
    middle, special = _ZERO, factors.special
    if special is not None:
        a, b, c = _quadratic(special.args[0], x)
        if sympy.expand(4 * a * c - b**2) != 0:
            return _quadratic_logarithm(factors, (a, b, c), facts)
        middle = -b / (2 * a)
    found = []
    for side, half in ((-1, Interval(None, number(middle))), (1, Interval(number(middle), None))):
        if special is not None:
            factors = replace(factors, special=sympy.log(sympy.sqrt(a) * side * (x - middle)))
        found += _on_half_line(factors, x, half, facts)
    twice = 1 if special is None else 2
    return [replace(part, weight=twice * part.weight) for part in found]


def _quadratic(expr: Any, x: Any) -> list[Any]:
    row = coefficients(expr, x)
    if row is None or len(row) != 3 or not all(nb.is_real(number(c)) for c in row):
        raise NotElementary(f"the logarithm of {expr}")
    return list(reversed(row))


def _on_half_line(factors: Factors, x: Any, interval: Interval, facts: Facts) -> list[Density]:
    """Σ c u^{a+n} log^l u, u = ±(x − q), q the finite end."""
    place: Any
    place, side = (interval.high, -1) if interval.low is None else (interval.low, 1)
    q = expression(place)
    weight, exponent, logs = factors.weight, _ZERO, 0
    for base, power in factors.powers.items():
        scale = _slope_at(base, x, place, side, facts)
        weight, exponent = weight * scale**power, exponent + power
    if factors.special is not None:
        scale = _slope_at(factors.special.args[0], x, place, side, facts)
        plain = Factors(weight * sympy.log(scale), factors.polynomial, {})
        rest = powers(plain, x, q, side, exponent, 0, facts) if scale != 1 else []
        logs = 1
    else:
        rest = []
    main = Factors(weight, factors.polynomial, {})
    return [*rest, *powers(main, x, q, side, exponent, logs, facts)]


def _slope_at(base: Any, x: Any, place: Number, side: int, facts: Facts) -> Any:
    """c > 0 where base = c·side·(x − place)."""
    found = linear(base, x)
    if found is None:
        raise NotElementary(f"a power or logarithm of {base}")
    slope, offset = number(found.slope), number(found.offset)
    if not (nb.is_real(slope) and nb.is_real(offset)):
        raise NotElementary(f"a power or logarithm of {base}, which is not real")
    if facts.sign(offset + slope * place) != 0 or decided_sign(facts, slope) != side:
        raise NotElementary(f"{base} is not 0 at the end, or not positive")
    return side * expression(slope)


def _arctangent(factors: Factors, x: Any, interval: Interval, facts: Facts) -> list[Density]:
    """atan(αx + β), α > 0: π(log(z − q) − iπ/2), q = −(β + i)/α."""
    found = linear(factors.special.args[0], x)
    if found is None or interval.low is not None or interval.high is not None:
        raise NotElementary("an arctangent of no linear function, or on a part of the line")
    slope, offset = found.slope, found.offset
    if not (nb.is_real(number(slope)) and nb.is_real(number(offset))):
        raise NotElementary("an arctangent of a complex argument")
    side = decided_sign(facts, number(slope))
    place = Parts(-offset / slope, -1 / (side * slope))
    row = {1: Parts(sympy.pi, _ZERO), 0: Parts(_ZERO, -(sympy.pi**2) / 2)}
    return logarithms(replace(factors, weight=side * factors.weight), place, row, 0)


def _quadratic_logarithm(
    factors: Factors, coefficients: tuple[Any, Any, Any], facts: Facts
) -> list[Density]:
    """log((x − u)² + v²) + log a: −2πi log(z − u + iv) − iπ log a."""
    a, b, c = coefficients
    gap = number(4 * a * c - b**2)
    if not nb.is_real(gap) or decided_sign(facts, number(a)) <= 0 or decided_sign(facts, gap) <= 0:
        raise NotElementary("the logarithm of a quadratic with real roots")
    place = Parts(-b / (2 * a), -sympy.sqrt(sympy.factor(expression(gap))) / (2 * a))
    row = {1: Parts(_ZERO, -2 * sympy.pi), 0: Parts(_ZERO, -sympy.pi * sympy.log(a))}
    return logarithms(factors, place, row, 1)


def _on_interval(factors: Factors, x: Any, interval: Interval, facts: Facts) -> list[Density]:
    left: Any = interval.low
    right: Any = interval.high
    low, high = expression(left), expression(right)
    if factors.special is not None:
        raise NotElementary("a logarithm on an interval")
    if not factors.powers:
        return polynomial_piece(factors, x, low, high, facts)
    ends = {1: left, -1: right}
    weight, exponents = factors.weight, {1: _ZERO, -1: _ZERO}
    for base, power in factors.powers.items():
        side = decided_sign(facts, number(sympy.Poly(base, x).LC()))
        scale = _slope_at(base, x, ends[side], side, facts)
        weight, exponents[side] = weight * scale**power, exponents[side] + power
    raised = {side: exponent + _HALF for side, exponent in exponents.items()}
    if any(not n.is_Integer or not 0 <= n <= HIGHEST for n in raised.values()):
        raise NotElementary("powers on an interval that are no odd halves")
    numerator = factors.polynomial.as_expr() * (x - low) ** raised[1] * (high - x) ** raised[-1]
    return [Density(weight, Window.over_root(sympy.expand(numerator), low, high, x))]
