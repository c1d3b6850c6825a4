"""Rational functions of U = e^{κx}: the exponential as a generator of the field.

tanh, sech, the logistic function and its density are rational in U for one rate κ > 0. e^{κt} and
e^c are generators too; a product of exponentials is a monomial in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import reduce
from math import gcd, lcm
from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression, number
from symconv.algebra.dependence import coefficients, depends
from symconv.algebra.elements import ONE, ZERO, from_generator
from symconv.algebra.generators import OPAQUE, Generator, generator
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.antiderivatives.field import NotElementary, T, X
from symconv.deciding.structure import is_free, linear

__all__ = ["common_rate", "exponential", "exponential_generators", "rational_unit", "substitute"]

_HYPERBOLIC = (sympy.tanh, sympy.coth, sympy.sinh, sympy.cosh, sympy.sech, sympy.csch)


def common_rate(exprs: tuple[Any, ...], x: Any, facts: Facts) -> Number | None:
    """The largest κ > 0 of which all rates of exponentials in x are integer multiples."""
    nodes = [node for expr in exprs for node in expr.atoms(sympy.exp, *_HYPERBOLIC)]
    rates = [_rate(node, x) for node in nodes if not is_free(node, x)]
    found = [rate for rate in rates if rate is not None]
    if not found or len(found) < len(rates):
        return None
    unit = found[0]
    ratios = [rate * nb.inverse(unit) for rate in found]
    rational = [ratio for ratio in ratios if isinstance(ratio, fmpq)]
    if len(rational) < len(ratios):
        return None
    below = reduce(lcm, (int(ratio.q) for ratio in rational))
    above = reduce(gcd, (int(ratio.p) * below // int(ratio.q) for ratio in rational))
    rate = unit * fmpq(above, below)
    sign = facts.sign(rate)
    return None if sign is None or sign == 0 else rate * fmpq(sign)


def _rate(node: Any, x: Any) -> Number | None:
    found = linear(node.args[0], x)
    if found is None or found.slope == 0:
        return None
    rate = number(found.slope)
    if not nb.is_real(rate):
        return None
    return rate * fmpq(2) if isinstance(node, (sympy.tanh, sympy.coth)) else rate


def exponential(q: Number, rate: Number) -> Number | None:
    """e^q as a monomial in e^{κx} and exponentials free of x; None where no integer power fits."""
    row = coefficients(q, X)
    if row is None or len(row) > 2:
        return None
    wave = _wave(row[1], rate, X) if len(row) == 2 else ONE
    return None if wave is None else wave * _free_exponential(row[0] if row else ZERO, rate)


def _wave(slope: Number, rate: Number, gen: Generator) -> Number | None:
    """e^{slope·x} as a power of e^{κx}; None where the ratio is no integer."""
    times = slope * nb.inverse(rate)
    if not isinstance(times, fmpq) or times.q != 1:
        return None
    unit = generator(sympy.exp(expression(rate * from_generator(gen))), OPAQUE)
    return nb.power(from_generator(unit), int(times.p))


def _free_exponential(q: Number, rate: Number) -> Number:
    """e^q for q free of x: a power of e^{κt} times constants."""
    row = coefficients(q, T)
    wave = _wave(row[1], rate, T) if row is not None and len(row) == 2 else None
    if wave is None or row is None:
        return _constant_exponential(q)
    return wave * _constant_exponential(row[0])


def _constant_exponential(q: Number) -> Number:
    """Π over the terms r·m of q of (e^{m/d})^n, r = n/d: products of exponentials multiply."""
    total: Number = ONE
    for term in sympy.Add.make_args(sympy.expand(expression(q))):
        if term == 0:
            continue
        coefficient, rest = term.as_coeff_Mul()
        below = coefficient.q
        if rest == 1:
            below = sympy.ilcm(below, _unit.get())
        unit = number(sympy.exp(rest / below))
        total = total * nb.power(unit, int(coefficient * below))
    return total


_unit: ContextVar[int] = ContextVar("unit", default=1)
_LARGEST_UNIT = 48


@contextmanager
def rational_unit(numbers: list[Number]) -> Iterator[None]:
    """Write e^r, r rational, as powers of one e^{1/N} while the block runs.

    N is the least that serves the e^r in the given numbers. Powers of different e^{1/q} have
    relations that the field does not know; at a single t, where all is constant, they matter.
    Raises NotElementary where N would be large.
    """
    below = 1
    for value in numbers:
        for gen in nb.generators_of(value):
            if gen.kind == OPAQUE and isinstance(gen.expr, sympy.exp):
                coefficient, rest = gen.expr.args[0].as_coeff_Mul()
                below = lcm(below, int(coefficient.q)) if rest == 1 else below
        if isinstance(value, fmpq):
            below = lcm(below, int(value.q))
    if below > _LARGEST_UNIT:
        raise NotElementary("exponentials of rationals with a large common denominator")
    token = _unit.set(below)
    try:
        yield
    finally:
        _unit.reset(token)


def exponential_generators(value: Number, gen: Generator) -> list[Generator]:
    """The opaque generators e^{…} of the number in which the given generator occurs."""
    return [
        inner
        for inner in nb.generators_of(value)
        if inner.kind == OPAQUE
        and isinstance(inner.expr, sympy.exp)
        and inner is not gen
        and gen.expr in inner.expr.free_symbols
    ]


def _power_at(base: Number, exponent: Any) -> Number:
    if base != 0:
        return number(sympy.Pow(expression(base), exponent))
    if exponent.is_positive:
        return ZERO
    raise ZeroDivisionError("0 to a power that is not known to be positive")


def substitute(value: Number, changes: dict[Generator, Number]) -> Number:
    """The number with generators replaced, also inside exponentials e^{κx} and e^{κt}."""
    whole = dict(changes)
    for gen, new in changes.items():
        for inner in exponential_generators(value, gen):
            exponent = number(inner.expr.args[0])
            rate = nb.substitute(exponent, {gen: ONE})
            moved = exponential(rate * new, rate) if depends(new, X) else None
            whole[inner] = _free_exponential(rate * new, rate) if moved is None else moved
        for inner in nb.generators_of(value):
            if inner.kind == OPAQUE and isinstance(inner.expr, sympy.Pow):
                base, exponent = inner.expr.args
                if gen.expr in base.free_symbols:
                    moved_base = nb.substitute(number(base), {gen: new})
                    whole[inner] = _power_at(moved_base, exponent)
    return nb.substitute(value, whole)
