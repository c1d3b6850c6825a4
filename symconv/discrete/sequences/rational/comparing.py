"""Whether two sequences with poles, harmonic numbers, ψ_j and Φ are equal at every integer.

The difference is read piece by piece as Σ c(n) S ρ^n, S one of 1, ψ_j(±n + α), Φ(b, k, ±n + α),
with rational c. The recurrences bring arguments that differ by an integer to one of them; then
a difference whose c are all 0 vanishes. Pieces of few integers are also checked value by value.
"""

from __future__ import annotations

from math import factorial
from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import number
from symconv.algebra.elements import ONE, ZERO
from symconv.algebra.generators import PARAMETER, Generator, generator
from symconv.algebra.numbers import Number
from symconv.discrete.sequences.geometric import Geometric
from symconv.discrete.sequences.pieces import Pieces
from symconv.discrete.sequences.rational.collected import Atom, Collected
from symconv.discrete.sequences.rational.reader import (
    INDEX,
    INDEX_SYMBOL,
    UNITS,
    StandIns,
    by_generators,
    require_value,
)
from symconv.discrete.sequences.reader import SequenceReader
from symconv.errors import InvalidInput, Undecided
from symconv.reading import OutsideClass

__all__ = ["vanishes_with_poles"]

_FEW = 8
_SPECIALS = (sympy.harmonic, sympy.polygamma, sympy.lerchphi)


class _Specials(StandIns):
    """Stand-ins for poles and for special functions of n."""

    def __init__(self, n: Any, facts: Any):
        super().__init__(n, facts)
        self.atoms: dict[Generator, Atom] = {}

    def replaced(self, expr: Any) -> Any:
        """The expression with a stand-in for every pole and special function."""
        if isinstance(expr, _SPECIALS) and not expr.has(self.n):
            return _opened(expr)
        if not expr.has(self.n):
            return expr
        if isinstance(expr, sympy.re) and isinstance(expr.args[0], sympy.lerchphi):
            return self._lerch(expr.args[0], on_cut=True)
        if isinstance(expr, sympy.lerchphi):
            return self._lerch(expr, on_cut=False)
        if isinstance(expr, sympy.polygamma):
            return self._polygamma(*expr.args)
        if isinstance(expr, sympy.harmonic):
            return self._harmonic(*expr.args)
        return super().replaced(expr)

    def _harmonic(self, x: Any, order: Any = sympy.S.One) -> Any:
        """H(x) = ψ(x + 1) + γ, H(x, k) = ζ(k) + (−1)^{k−1}/(k−1)! ψ_{k−1}(x + 1)."""
        if not (order.is_Integer and order.is_positive):
            raise OutsideClass(f"harmonic numbers of order {order}")
        constant = sympy.EulerGamma if order == 1 else sympy.zeta(order)
        weight = sympy.Rational((-1) ** (int(order) - 1), factorial(int(order) - 1))
        return constant + weight * self._polygamma(order - 1, x + 1)

    def _polygamma(self, order: Any, x: Any) -> Any:
        if not (order.is_Integer and order.is_nonnegative):
            raise OutsideClass(f"polygamma of order {order}")
        return self._stand_in(Atom(None, int(order), self._argument(x)))

    def _lerch(self, expr: Any, *, on_cut: bool) -> Any:
        base, order, x = expr.args
        if base.has(self.n) or not (order.is_Integer and order.is_positive):
            raise OutsideClass(f"{expr} is not of the form Φ(b, k, ±n + a)")
        return self._stand_in(Atom(number(base), int(order), self._argument(x), on_cut))

    def _argument(self, x: Any) -> Number:
        found = number(sympy.expand(x).xreplace({self.n: INDEX_SYMBOL}))
        if found - nb.substitute(found, {nb.generators_of(INDEX)[0]: ZERO}) not in (INDEX, -INDEX):
            raise OutsideClass(f"the argument {x} is not ±{self.n} + a constant")
        return found

    def _stand_in(self, atom: Atom) -> Any:
        for gen, known in self.atoms.items():
            if known == atom:
                return gen.expr
        made = self.fresh()
        self.atoms[generator(made, PARAMETER)] = atom
        return made


def _opened(expr: Any) -> Any:
    """A constant through logarithms and zeta values where SymPy knows them."""
    opened = sympy.expand_func(expr)
    return expr if opened.has(sympy.Sum, sympy.exp_polar) else opened


def vanishes_with_poles(difference: Any, reader: SequenceReader) -> bool:
    """True where every value is shown to exist and to be 0; False where that is not shown.

    Raises OutsideClass, Split.
    """
    stand_ins = _Specials(reader.n, reader.facts)
    pieces = reader.read(stand_ins.replaced(difference))
    gens = {*stand_ins.poles, *stand_ins.atoms}
    if any(gens & set(nb.generators_of(start)) for start in pieces.starts):
        raise OutsideClass("a condition on a fraction")
    return all(
        _is_empty(pieces, place, reader)
        or _vanishes(value, pieces, place, stand_ins, reader)
        or _vanishes_at_points(difference, pieces, place, reader)
        for place, value in enumerate(pieces.values)
    )


def _is_empty(pieces: Pieces, place: int, reader: SequenceReader) -> bool:
    start, end = pieces.start(place), pieces.end(place)
    return start is not None and end is not None and reader.facts.nonnegative(start - end)


def _vanishes(
    value: Geometric | None,
    pieces: Pieces,
    place: int,
    stand_ins: _Specials,
    reader: SequenceReader,
) -> bool:
    if value is None:
        return False
    end = pieces.end(place)
    last = None if end is None else end - ONE
    total = Collected()
    used: set[Generator] = set()
    inverses = {gen: nb.inverse(INDEX - pole) for gen, pole in stand_ins.poles.items()}
    for ratio, k, c in value.items():
        used.update(nb.generators_of(c))
        whole = nb.substitute(c, inverses) * nb.power(INDEX, k)
        for part, unit in zip(nb.parts(whole), UNITS, strict=False):
            for monomial, weight in by_generators(part, stand_ins.atoms):
                total.add(_atom_of(monomial, stand_ins), ratio, weight * unit)
    try:
        for gen in used & set(stand_ins.poles):
            require_value(stand_ins.poles[gen], pieces.start(place), last, reader)
        for gen in used & set(stand_ins.atoms):
            _require_argument(stand_ins.atoms[gen].x, pieces.start(place), last, reader)
    except (InvalidInput, Undecided):
        return False
    return not total.normal(INDEX)


def _atom_of(monomial: tuple[tuple[Generator, int], ...], stand_ins: _Specials) -> Atom | None:
    if not monomial:
        return None
    if len(monomial) > 1 or monomial[0][1] > 1:
        raise OutsideClass("products of special functions")
    return stand_ins.atoms[monomial[0][0]]


def _require_argument(
    x: Number, start: Number | None, last: Number | None, reader: SequenceReader
) -> None:
    """Refuse an argument ±n + a that may be 0, −1, −2, … on the piece."""
    own = nb.generators_of(INDEX)[0]
    offset = nb.substitute(x, {own: ZERO})
    rises = x - offset == INDEX
    end = start if rises else last
    at_end = None if end is None else nb.substitute(x, {own: end})
    if at_end is not None and reader.facts.sign(at_end) == 1:
        return
    require_value(-offset if rises else offset, None, None, reader)


def _vanishes_at_points(
    difference: Any, pieces: Pieces, place: int, reader: SequenceReader
) -> bool:
    """Whether the values on a short piece are 0 as numbers."""
    start, length = pieces.start(place), pieces.length(place)
    if not isinstance(start, fmpq) or length is None or length > _FEW:
        return False
    for step in range(length):
        point = sympy.Integer(int((start + fmpq(step)).p))
        value = _opened(difference.subs(reader.n, point))
        if value.has(sympy.nan, sympy.zoo, sympy.oo) or number(value) != 0:
            return False
    return True
