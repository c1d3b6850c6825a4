"""Sequences Σ R_r(n) r^n in pieces, R_r rational: poles are read through stand-ins.

Each 1/(n − α) of an expression is replaced by a symbol of its own; what remains is an exponential
polynomial, which the reader of that class reads with all its conditions and cases; then every
stand-in becomes the pole it stands for.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression, number
from symconv.algebra.elements import ONE, ZERO, Element, from_generator
from symconv.algebra.generators import PARAMETER, Generator, generator
from symconv.algebra.numbers import Number
from symconv.algebra.relations import relation
from symconv.algebra.signs import Facts
from symconv.discrete.sequences.facts import is_integer, is_nonzero
from symconv.discrete.sequences.geometric import Geometric
from symconv.discrete.sequences.pieces import Pieces
from symconv.discrete.sequences.rational.partialfractions import Rational
from symconv.discrete.sequences.ratios import written
from symconv.discrete.sequences.reader import SequenceReader
from symconv.errors import InvalidInput, Undecided
from symconv.reading import OutsideClass

__all__ = [
    "INDEX",
    "INDEX_SYMBOL",
    "UNITS",
    "Fractional",
    "StandIns",
    "by_generators",
    "certainly_apart",
    "read_fractional",
    "require_value",
]

_LARGEST_DEGREE = 12
_LARGEST_ORDER = 12

INDEX_SYMBOL = sympy.Dummy("n", integer=True)
INDEX = from_generator(generator(INDEX_SYMBOL, PARAMETER))

UNITS: tuple[Number, Number] = (ONE, nb.IMAGINARY)  # of nb.parts

_dummies: list[Any] = []


def _dummy(place: int) -> Any:
    """The symbols of this module, made once: generators are kept for ever."""
    while len(_dummies) <= place:
        _dummies.append(sympy.Dummy(f"w{len(_dummies)}", real=True))
    return _dummies[place]


@dataclass(frozen=True)
class Fractional:
    """One piece: start <= n <= last (None: infinite) with the value Σ terms[r](n) r^n.

    `exact` holds for each ratio the same function as an element of the field over INDEX, made
    without partial fractions: what a sum of this piece is checked against.
    """

    start: Number | None
    last: Number | None
    terms: dict[Number, Rational]
    exact: dict[Number, Number]


class StandIns:
    """The symbols that stand for 1/(n − α) in one expression, by α."""

    def __init__(self, n: Any, facts: Facts):
        self.n = n
        self.facts = facts
        self.poles: dict[Generator, Number] = {}
        self._symbols: dict[Number, Any] = {}
        self._count = 0

    def replaced(self, expr: Any) -> Any:
        """The expression with a stand-in for every pole; raises OutsideClass."""
        if not expr.has(self.n) or not expr.args:
            return expr
        if expr.is_Pow and expr.exp.is_Integer and expr.exp.is_negative and self._is_pole(expr):
            return self._reciprocal(expr.base, -int(expr.exp))
        if isinstance(expr, sympy.logic.boolalg.Boolean):
            return expr
        return expr.func(*map(self.replaced, expr.args))

    def _is_pole(self, expr: Any) -> bool:
        return bool(expr.base.is_polynomial(self.n))

    def _reciprocal(self, base: Any, times: int) -> Any:
        poly = sympy.Poly(base, self.n)
        if poly.degree() * times > _LARGEST_DEGREE:
            raise OutsideClass(f"a denominator of degree {poly.degree() * times} in {self.n}")
        lead = number(poly.LC())
        roots = _roots(poly)
        if roots is None or not is_nonzero(lead, self.facts):
            raise OutsideClass(f"the zeros of the denominator {base} are not known")
        product = lead
        result = written(expression(nb.power(lead, -times)))
        for root, multiplicity in roots:
            product = product * nb.power(INDEX - root, multiplicity)
            result *= self._symbol(root) ** (multiplicity * times)
        if product != number(base.xreplace({self.n: INDEX_SYMBOL})):
            raise OutsideClass(f"the zeros of the denominator {base} are not confirmed")
        return result

    def _symbol(self, pole: Number) -> Any:
        if pole not in self._symbols:
            made = self.fresh()
            self._symbols[pole] = made
            self.poles[generator(made, PARAMETER)] = pole
        return self._symbols[pole]

    def fresh(self) -> Any:
        """A symbol that this expression has not used."""
        self._count += 1
        return _dummy(self._count - 1)


def _roots(poly: Any) -> list[tuple[Number, int]] | None:
    """The zeros with multiplicities, from linear factors and quadratic ones with numbers."""
    found = []
    for factor, times in poly.factor_list()[1]:
        if factor.degree() == 1:
            slope, rest = factor.all_coeffs()
            found.append((number(-rest) * nb.inverse(number(slope)), times))
        elif factor.degree() == 2 and not factor.free_symbols_in_domain:
            a, b, c = factor.all_coeffs()
            root = sympy.sqrt(b**2 - 4 * a * c)
            found += [(number(sympy.expand((-b + s * root) / (2 * a))), times) for s in (1, -1)]
        elif factor.degree() > 0:
            return None
    return found


def read_fractional(expr: Any, reader: SequenceReader) -> list[Fractional]:
    """The pieces of an expression, each with a value at each of its integers.

    Raises OutsideClass, Split, Undecided, InvalidInput (a pole at an integer of a piece).
    """
    stand_ins = StandIns(reader.n, reader.facts)
    pieces = reader.read(stand_ins.replaced(expr))
    gens = set(stand_ins.poles)
    if any(gens & set(nb.generators_of(start)) for start in pieces.starts):
        raise OutsideClass("a condition on a fraction")
    found = []
    for place, value in enumerate(pieces.values):
        if value is None:
            raise InvalidInput("0**n has no value for n < 0; multiply by a step that is 0 there")
        if value:
            found.append(_piece(pieces, place, value, stand_ins))
    for piece in found:
        _require_values(piece, reader)
    return found


def _piece(pieces: Pieces, place: int, value: Geometric, stand_ins: StandIns) -> Fractional:
    end = pieces.end(place)
    terms: dict[Number, Rational] = {}
    exact: dict[Number, Number] = {}
    inverses = {gen: nb.inverse(INDEX - pole) for gen, pole in stand_ins.poles.items()}
    for ratio, row in value.rows.items():
        if set(stand_ins.poles) & set(nb.generators_of(ratio)):
            raise OutsideClass("a fraction in n as the base of a power")
        total = Rational()
        whole: Number = ZERO
        for k, c in row.items():
            total.add(_opened(c, k, stand_ins))
            whole = whole + nb.substitute(c, inverses) * nb.power(INDEX, k)
        if total:
            terms[ratio], exact[ratio] = total, whole
    last = None if end is None else end - ONE
    return Fractional(pieces.start(place), last, terms, exact)


def _opened(c: Number, k: int, stand_ins: StandIns) -> Rational:
    """c n^k with the stand-ins of c replaced by their poles."""
    total = Rational()
    for part, unit in zip(nb.parts(c), UNITS, strict=False):
        for monomial, weight in by_generators(part, stand_ins.poles):
            product = Rational({k: weight * unit})
            for gen, times in monomial:
                if times > _LARGEST_ORDER:
                    raise OutsideClass(f"a pole of order {times}")
                factor = Rational({}, {(stand_ins.poles[gen], times): ONE})
                product = _product(product, factor, stand_ins.facts)
            total.add(product)
    return total


def _product(first: Rational, second: Rational, facts: Facts) -> Rational:
    try:
        return first.times(second, lambda gap: is_nonzero(gap, facts))
    except ZeroDivisionError:
        raise OutsideClass("two poles that coincide for some parameters") from None


def by_generators(
    value: Number, gens: Collection[Generator]
) -> list[tuple[tuple[tuple[Generator, int], ...], Number]]:
    """A number as Σ weight·Π g^times over the given generators; OutsideClass below a fraction."""
    gens = set(gens)
    if not isinstance(value, Element) or not gens & set(nb.generators_of(value)):
        return [((), value)]
    above, parts = nb.numerator_denominator(value)
    below: Number = ONE
    for factor, times in parts:
        if gens & set(nb.generators_of(factor)):
            raise OutsideClass("a fraction in n within a denominator")
        below = below * nb.power(factor, -times)
    if not isinstance(above, Element):
        return [((), value)]
    found: dict[tuple[tuple[Generator, int], ...], Number] = {}
    for monomial, c in above.num.to_dict().items():
        weight: Number = below * c
        powers = []
        for gen, times in zip(above.ctx.generators, monomial, strict=True):
            if times and gen in gens:
                powers.append((gen, int(times)))
            elif times:
                weight = weight * nb.power(from_generator(gen), int(times))
        key = tuple(powers)
        found[key] = found.get(key, ZERO) + weight
    return list(found.items())


def certainly_apart(pole: Number) -> bool:
    """Whether the number is known to be no integer."""
    if isinstance(pole, fmpq):
        return bool(pole.q != 1)
    if is_integer(pole):
        return False
    expr = written(expression(pole))
    return expr.is_integer is False or (not expr.free_symbols and not nb.is_real(pole))


def _require_values(piece: Fractional, reader: SequenceReader) -> None:
    """Every pole is known to lie on no integer of the piece."""
    for pole in dict.fromkeys(p for terms in piece.terms.values() for p, _, _ in terms.items()):
        require_value(pole, piece.start, piece.last, reader)


def require_value(
    pole: Number, start: Number | None, last: Number | None, reader: SequenceReader
) -> None:
    """Refuse unless the pole is known to be no integer of start … last (None: infinite).

    Raises InvalidInput where it is one, Undecided where that is open, OutsideClass.
    """
    if certainly_apart(pole):
        return
    if not nb.is_real(pole):
        raise OutsideClass(f"a pole at {expression(pole)}, which may be complex")
    gaps = [] if start is None else [start - pole]
    gaps = gaps if last is None else [*gaps, pole - last]
    if any(reader.facts.sign(gap) == 1 for gap in gaps):
        return
    if not gaps and not is_integer(pole):
        raise OutsideClass(f"a pole at {expression(pole)}, which may be an integer")
    if all(isinstance(gap, fmpq) for gap in gaps):
        raise InvalidInput(
            f"f or g has no value at {reader.n} = {written(expression(pole))}, where it has a "
            "pole; multiply by a step that is 0 there"
        )
    question = relation(gaps[0], 1)
    raise Undecided(
        f"a pole at {written(expression(pole))} must not be an integer of the sum; state for "
        f"example {question} with assuming=",
        question=question,
    )
