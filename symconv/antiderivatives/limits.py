"""Values of an antiderivative at the ends of an interval, from known growth.

At a finite point unbounded terms are expanded there and must cancel. At ±∞ everything free of
growing exponentials is expanded in 1/x and log|x|; what does not cancel is divergence, proved by
its leading term.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression, number
from symconv.algebra.dependence import coefficients, depends
from symconv.algebra.elements import ONE, ZERO, Element, from_generator
from symconv.algebra.generators import Generator
from symconv.algebra.numbers import Complex, Number
from symconv.algebra.questions import exists_if
from symconv.algebra.relations import relation
from symconv.algebra.signs import Facts
from symconv.antiderivatives.approach import Unbounded, limit_at
from symconv.antiderivatives.exponentials import exponential_generators, substitute
from symconv.antiderivatives.field import T, X
from symconv.antiderivatives.powers import without_powers
from symconv.antiderivatives.saturation import without_exponentials
from symconv.antiderivatives.series import laurent, product
from symconv.antiderivatives.settling import with_settled_integrals
from symconv.antiderivatives.sums import (
    PLAIN,
    SQRT_PI,
    Atom,
    NotElementary,
    Sum,
    atom,
    atom_derivative,
    plain_coefficient,
)
from symconv.errors import Undecided
from symconv.reading.cases import decided_sign

__all__ = ["Diverges", "Open", "at_infinity", "at_point", "is_positive", "refuse_slow_tail"]

_NO_FACTS = Facts()
_LOGARITHMIC = ("log", "Ei", "E1", "Ci")
HALF_PI = number(sympy.pi) * fmpq(1, 2)


@dataclass
class Diverges(Exception):  # an answer, caught by the method
    """The antiderivative has no finite value at an end; the coefficient `leading` shows it."""

    growth: Any
    leading: Number
    end: Any = None

    def is_certain(self, facts: Facts) -> bool:
        """Whether the leading coefficient is known not to vanish (for almost all t)."""
        return _is_nonzero(self.leading, (X, T), facts)


def _is_nonzero(value: Number, variables: tuple[Generator, ...], facts: Facts) -> bool:
    """Whether a function of the variables is known not to be 0 identically."""
    if isinstance(value, Complex):
        return any(_is_nonzero(part, variables, facts) for part in (value.re, value.im))
    if isinstance(value, Element):
        value, _ = nb.numerator_denominator(value)
    if not variables:
        return facts.nonzero(value) is True
    waves = exponential_generators(value, variables[0])
    if len(waves) == 1:  # one e^{κx} is transcendental over the rational functions of x
        variables = (waves[0], *variables)
    parts = coefficients(value, variables[0])
    if parts is None:  # a power of the variable stands beside it: its sign where x > 0 decides
        above = sympy.Dummy(positive=True)
        moved = expression(value).xreplace({variables[0].expr: above})
        return facts.nonzero(number(moved)) is True
    return any(_is_nonzero(c, variables[1:], facts) for c in parts if c != 0)


@dataclass
class Open(Exception):  # a question to the caller
    """The integral exists if and only if this real number is positive; the facts leave it open."""

    value: Number

    @property
    def question(self) -> Any:
        """The relation that would have to be stated."""
        return relation(self.value, 1)

    def undecided(self) -> Undecided:
        """The error for those who cannot go on."""
        return exists_if(self.question)


def is_positive(value: Number, facts: Facts) -> bool:
    """Whether value > 0; Open where the facts do not tell."""
    sign = facts.sign(value)
    if sign is None and not facts.nonnegative(-value):
        raise Open(value)
    return sign == 1


def _without_vanishing_powers(
    primitive: Sum, gen: Generator, point: Number | None, facts: Facts
) -> Sum:
    """The sum without powers that tend to 0 at an end; Diverges or Open for the others."""
    total, powers = without_powers(primitive, gen, point)
    inward = fmpq(1 if point is not None else -1)
    for coefficient, exponent in powers:
        size = nb.real_part(exponent) * inward
        if facts.sign(size) == -1 and len(powers) == 1:
            raise Diverges(sympy.Pow(X.expr, expression(exponent)), coefficient)
        if not is_positive(size, facts):
            raise NotElementary("a power of exponent 0, or unbounded powers, at one end")
    return total


def at_point(
    primitive: Sum,
    gen: Generator,
    point: Number,
    facts: Facts = _NO_FACTS,
    side: int = 0,
    *,
    marked: bool = False,
) -> Sum:
    """The limit of the sum as the generator tends to a finite point.

    `side` is −1 from above, 1 from below, 0 where both agree; `marked` keeps a lone log|x − point|
    as the special function "approach", for a principal value. Raises Diverges where one term alone
    is unbounded there, NotElementary where unbounded terms might cancel.
    """
    changes = {gen: point}
    primitive = _without_vanishing_powers(primitive, gen, point, facts)
    total = Sum()
    singular = Sum()
    for (q, a), r in primitive.terms.items():
        special = _atom_at(a, changes)
        try:
            value = Sum.of(substitute(r, changes), substitute(q, changes))
        except ZeroDivisionError:
            singular = singular + Sum({(q, a): r})
            continue
        if special is not None:
            total = total + value * special
        elif value:
            singular = singular + Sum({(q, a): r})
    if not singular:
        return total
    try:
        return total + limit_at(singular, gen, point, side, facts, marked=marked)
    except Unbounded as error:
        raise Diverges(error.growth, error.coefficient) from None


def _atom_at(special: Atom, changes: dict[Generator, Number]) -> Sum | None:
    """The atom at a point; None for a logarithm or an exponential integral of 0."""
    if special is PLAIN:
        return Sum.of(ONE)
    try:
        u = substitute(special[1], changes)
    except ZeroDivisionError:
        raise NotElementary(f"{special[0]} of an argument with a pole at an end") from None
    if special[0] in _LOGARITHMIC and u == 0:
        return None
    return atom(special[0], u)


def at_infinity(primitive: Sum, gen: Generator, side: int, facts: Facts) -> Sum:
    """The limit of the sum as the generator tends to +∞ (side 1) or −∞ (side −1)."""
    growing: dict[Number, Sum] = {}
    primitive = _without_vanishing_powers(primitive, gen, None, facts)
    settled = without_exponentials(primitive, gen, side, facts)
    settled = with_settled_integrals(settled, gen, side, facts)
    settled = _with_settled_erf(settled, gen, side, facts)
    total = Sum()
    algebraic = Sum()
    for (q, a), r in settled.terms.items():
        if not depends(q, gen):
            if depends(r, gen) or (a is not PLAIN and depends(a[1], gen)):
                algebraic = algebraic + Sum({(q, a): r})
            else:
                total = total + Sum({(q, a): r})
            continue
        if _decays(q, r, a, gen, side, facts):
            continue
        growing[q] = growing.get(q, Sum()) + Sum({(q, a): r})
    for q, part in growing.items():
        leading = plain_coefficient(part) * _apart(q, growing.keys() - {q}, gen, facts)
        raise Diverges(sympy.exp(expression(q)), leading)
    return total + _algebraic_limit(algebraic, gen, side, facts)


def _apart(q: Number, others: Set[Number], gen: Generator, facts: Facts) -> Number:
    """A factor that is 0 where another growing exponent may equal q, so that both may cancel."""
    total: Number = ONE
    for other in others:
        row = coefficients(q - other, gen)
        if row is not None and not any(facts.nonzero(c) for c in row[1:]):
            total = total * row[-1]
    return total


def refuse_slow_tail(integrand: Sum, gen: Generator, side: int, facts: Facts) -> None:
    """Raise Diverges where the integrand, which does not oscillate, is no smaller than c/x.

    Nothing is said where x·f tends to 0.
    """
    for q, _ in integrand.terms:
        row = coefficients(q, gen)
        if row is None or (len(row) > 1 and nb.real_part(row[-1]) == 0):
            return
    growth = at_infinity(integrand.scaled(from_generator(gen)), gen, side, facts)
    if growth:
        raise Diverges(sympy.log(sympy.Abs(X.expr)), plain_coefficient(growth))


def _with_settled_erf(primitive: Sum, gen: Generator, side: int, facts: Facts) -> Sum:
    """erf(u) replaced by its limit ±1, up to what decays; erfi(u) by its leading e^{u²}/(√π u)."""
    total = Sum()
    for (q, a), r in primitive.terms.items():
        if a[0] == "erfi" and depends(a[1], gen):
            u = a[1]
            total = total + Sum.of(r * nb.inverse(u * SQRT_PI), q + u * u)
            continue
        degree = len(coefficients(q, gen) or [])
        if a[0] != "erf" or not depends(a[1], gen) or degree > 2:
            total = total + Sum({(q, a): r})
            continue
        row = coefficients(a[1], gen)
        if row is None or len(row) != 2 or not nb.is_real(row[1]):
            raise NotElementary("an erf of a complex slope at infinity")
        sign = decided_sign(facts, row[1]) * side
        total = total + Sum.of(r * fmpq(sign), q)
    return total


def _decays(q: Number, r: Number, a: Atom, gen: Generator, side: int, facts: Facts) -> bool:
    """Whether r·e^q·A tends to 0."""
    row = coefficients(q, gen)
    if row is None:
        raise NotElementary("an exponent that is not a polynomial")
    degree = len(row) - 1
    real = nb.real_part(row[-1])
    if real != 0:
        decay = -real * fmpq(side**degree)
        sign = facts.sign(decay)
        if sign is None and not facts.nonnegative(-decay):
            raise Open(decay)
        if sign != 0:
            return sign == 1
    if degree > 1 or a is not PLAIN:
        raise NotElementary("an oscillation of degree 2 at infinity")
    start, _ = laurent(r, gen, side, 1)
    return start > 0


def _algebraic_limit(part: Sum, gen: Generator, side: int, facts: Facts) -> Sum:
    """The limit of Σ R·e^β·A with rational R, log|u| and atan(u), β free of the generator."""
    rows: dict[tuple[int, int], Sum] = {}
    for (q, a), r in part.terms.items():
        start, outer = laurent(r, gen, side, 0)
        for logs, (first, inner) in _atom_series(a, gen, side, -start, facts).items():
            low, row = product((start, outer), (first, inner))
            for n, c in enumerate(row):
                if low + n <= 0 and c:
                    key = (low + n, -logs)
                    rows[key] = rows.get(key, Sum()) + c * Sum.of(ONE, q)
    for (power, logs), value in sorted(rows.items(), key=lambda item: item[0]):
        if value and (power, logs) != (0, 0):
            log = sympy.log(sympy.Abs(X.expr)) ** (-logs)
            raise Diverges(X.expr**-power * log, plain_coefficient(value))
    return rows.get((0, 0), Sum())


Series = tuple[int, list[Any]]


def _atom_series(a: Atom, gen: Generator, side: int, order: int, facts: Facts) -> dict[int, Series]:
    """The atom as Σ_j log|x|^j · (series in y = 1/|x|), up to y^order, coefficients Sums."""
    if a is PLAIN or not depends(a[1], gen):
        return {0: (0, [Sum.of(ONE) if a is PLAIN else Sum.of(ONE, ZERO, a)])}
    rate = next(iter(atom_derivative(a, gen).terms.values()))
    start, row = laurent(rate * fmpq(-side), gen, side, order + 1)
    # d/dy = −side·x²·d/dx = (−side·rate)·y^{-2}
    found: dict[int, Series] = {}
    series: list[Any] = [Sum() for _ in range(max(order, 0) + 1)]
    series[0] = _constant_term(a, gen, side, facts)
    for n, c in enumerate(row):
        power = start + n - 2
        if power == -1:
            found[1] = (0, [Sum.of(-c)])
        elif 0 <= power < order:
            series[power + 1] = series[power + 1] + Sum.of(c * fmpq(1, power + 1))
    found[0] = (0, series)
    return found


def _constant_term(a: Atom, gen: Generator, side: int, facts: Facts) -> Sum:
    start, row = laurent(a[1], gen, side, 1)
    lead = row[0]
    if a[0] == "log":
        return atom("log", lead)
    if start < 0:
        return Sum.of(HALF_PI * fmpq(decided_sign(facts, lead)))
    return atom("atan", lead) if start == 0 else Sum()
