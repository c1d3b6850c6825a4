"""Values of antidifferences as Σ c·S·ρ^m, brought to one form by the recurrences of S.

S is 1, ψ_j(x) or Φ(b, k, x). Arguments that differ by an integer are shifted to the smallest of
them, constants by reflection to one of x and 1 − x, so that telescoping sums become rational.

References
----------
NIST DLMF 5.15.5 and 5.15.6 (recurrence and reflection of ψ_j), 25.14.4 (recurrence of Φ).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import factorial

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression, number
from symconv.algebra.elements import ONE, ZERO
from symconv.algebra.numbers import Number
from symconv.discrete.sequences.rational.reader import certainly_apart

__all__ = ["Atom", "Collected"]

_FARTHEST_SHIFT = 64


@dataclass(frozen=True)
class Atom:
    """ψ_order(x) where `base` is None, else Φ(base, order, x), `on_cut` its real part."""

    base: Number | None
    order: int
    x: Number
    on_cut: bool = False


Key = tuple[Atom | None, Number]


@dataclass
class Collected:
    """{(S, ρ): c}; S is None for 1."""

    terms: dict[Key, Number] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.terms)

    def add(self, atom: Atom | None, growth: Number, c: Number) -> None:
        """Add c·S·growth^m in place."""
        total = self.terms.get((atom, growth), ZERO) + c
        if total != 0:
            self.terms[atom, growth] = total
        else:
            self.terms.pop((atom, growth), None)

    def normal(self, m: Number) -> Collected:
        """The same value with as few different S as recurrence and reflection allow."""
        total = Collected()
        atoms = {atom for atom, _ in self.terms if atom is not None}
        lowest = {atom: _lowest(atom, atoms) for atom in atoms}
        for (atom, growth), c in self.terms.items():
            if atom is None:
                total.add(None, growth, c)
                continue
            target, steps = lowest[atom]
            factor, rest = _raised(target, steps)
            total.add(target, growth, c * factor)
            total.add(None, growth, c * rest)
        return _mirrored(total, m)


def _lowest(atom: Atom, atoms: set[Atom]) -> tuple[Atom, int]:
    """The atom with the smallest argument that differs by an integer, and by how much."""
    best, steps = atom, 0
    for other in atoms:
        if replace(other, x=atom.x) == atom:
            gap = atom.x - other.x
            if isinstance(gap, fmpq) and gap.q == 1 and steps < gap <= _FARTHEST_SHIFT:
                best, steps = other, int(gap.p)
    return best, steps


def _raised(atom: Atom, steps: int) -> tuple[Number, Number]:
    """(factor, rest) with S(x + steps) = factor·S(x) + rest."""
    rest: Number = ZERO
    if atom.base is None:
        weight = _weight(atom.order)
        for i in range(steps):
            rest = rest + weight * nb.power(atom.x + fmpq(i), -atom.order - 1)
        return ONE, rest
    for i in range(steps):
        term = nb.power(atom.base, i - steps) * nb.power(atom.x + fmpq(i), -atom.order)
        rest = rest - term
    return nb.power(atom.base, -steps), rest


def _weight(order: int) -> fmpq:
    return fmpq((-1) ** order * factorial(order))


def _mirrored(value: Collected, m: Number) -> Collected:
    """ψ_j(y) with y = 1 − x + i, i an integer, through ψ_j(x)."""
    atoms = [atom for atom, _ in value.terms if atom is not None]
    fixed = dict.fromkeys(atom for atom in atoms if _is_mirrored(atom, m))
    partners: dict[Atom, Atom] = {}
    for atom in fixed:
        for other in fixed:
            if other in partners or atom in partners or other == atom:
                continue
            gap = atom.x + other.x
            if atom.order == other.order and isinstance(gap, fmpq) and gap.q == 1:
                partners[other] = atom
    total = Collected()
    for (own, growth), c in value.terms.items():
        partner = None if own is None else partners.get(own)
        if own is None or partner is None:
            total.add(own, growth, c)
            continue
        sign = fmpq((-1) ** own.order)
        total.add(partner, growth, c * sign)
        total.add(None, growth, c * _mirror_rest(own, partner, sign, m))
    return total


def _is_mirrored(atom: Atom, m: Number) -> bool:
    return atom.base is None and certainly_apart(_without(atom.x, m))


def _without(x: Number, m: Number) -> Number:
    """x at m = 0: what is left of x modulo integers, x being ±m + constant or a constant."""
    return nb.substitute(x, dict.fromkeys(nb.generators_of(m), ZERO))


def _mirror_rest(atom: Atom, partner: Atom, sign: fmpq, m: Number) -> Number:
    """ψ_j(y) − (−1)^j ψ_j(x), with ψ_j(1 − x) = (−1)^j (ψ_j(x) + π d^j/dx^j cot πx)."""
    steps = atom.x + partner.x - ONE
    count = int(steps.p) if isinstance(steps, fmpq) else 0
    start = ONE - partner.x if count >= 0 else atom.x
    rest: Number = ZERO
    for i in range(abs(count)):
        rest = rest + nb.power(start + fmpq(i), -atom.order - 1)
    shifted = rest * _weight(atom.order) * fmpq(1 if count >= 0 else -1)
    x = sympy.Dummy("x")
    slope = sympy.diff(sympy.pi * sympy.cot(sympy.pi * x), x, atom.order)
    cotangent = slope.subs(x, expression(_without(partner.x, m)))
    return shifted + number(sympy.expand(cotangent)) * sign
