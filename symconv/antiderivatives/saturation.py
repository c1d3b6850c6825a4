"""Sums that hold U = e^{κx}, at x → ±∞: what decays exponentially is dropped, the rest is exact.

With W = e^{κ|x|} → ∞ a coefficient is a Laurent series in 1/W: its constant term stays (the rest
decays faster than any power of x grows), log|u| becomes n·κ|x| + log|lead|, atan(u) its limit.
"""

from __future__ import annotations

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import number
from symconv.algebra.dependence import depends
from symconv.algebra.elements import ONE, ZERO, from_generator
from symconv.algebra.generators import PI, Generator, parameter
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.antiderivatives.exponentials import exponential_generators
from symconv.antiderivatives.series import laurent
from symconv.antiderivatives.sums import PLAIN, Atom, NotElementary, Sum, atom
from symconv.reading.cases import decided_sign

__all__ = ["without_exponentials"]

W = parameter(sympy.Dummy("w", positive=True))
_W = from_generator(W)
_HALF_PI = from_generator(PI) * fmpq(1, 2)


def without_exponentials(value: Sum, gen: Generator, side: int, facts: Facts) -> Sum:
    """The sum up to what decays exponentially as the generator tends to ±∞.

    Raises NotElementary where a coefficient grows exponentially, or two rates occur.
    """
    units: dict[Generator, None] = {}
    for (q, a), r in value.terms.items():
        for part in (q, r) if a is PLAIN else (q, r, a[1]):
            units.update(dict.fromkeys(exponential_generators(part, gen)))
    if not units:
        return value
    if len(units) > 1:
        raise NotElementary("exponentials of two rates")
    (unit,) = units
    rate = nb.substitute(number(unit.expr.args[0]), {gen: ONE})
    far = {unit: _W if side * decided_sign(facts, rate) > 0 else nb.inverse(_W)}
    size = rate * fmpq(decided_sign(facts, rate) * side) * from_generator(gen)
    total = Sum()
    for (q, a), r in value.terms.items():
        start, row = laurent(nb.substitute(r, far), W, 1, 0)
        if start < 0:
            raise NotElementary("a coefficient that grows exponentially")
        if start == 0:
            total = total + Sum.of(row[0], q) * _settled(a, gen, far, size, facts)
    return total


def _settled(
    a: Atom, gen: Generator, far: dict[Generator, Number], size: Number, facts: Facts
) -> Sum:
    if a is PLAIN or not exponential_generators(a[1], gen):
        return Sum.of(ONE, ZERO, a)
    start, row = laurent(nb.substitute(a[1], far), W, 1, 0)
    if a[0] == "log":
        if depends(row[0], gen):
            raise NotElementary("a logarithm that mixes x and exponentials")
        return Sum.of(size * fmpq(-start)) + atom("log", row[0])
    if a[0] != "atan":
        raise NotElementary(f"{a[0]} of an exponential")
    if start < 0:
        return Sum.of(_HALF_PI * fmpq(decided_sign(facts, row[0])))
    return atom("atan", row[0]) if start == 0 else Sum()
