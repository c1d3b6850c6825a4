"""Results as readable SymPy expressions in t: real, grouped, erfc in place of 1 − erf."""

from __future__ import annotations

from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression, number
from symconv.algebra.dependence import depends
from symconv.algebra.elements import ONE, ZERO
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.antiderivatives.exponentials import exponential_generators, substitute
from symconv.antiderivatives.field import X_NUMBER, T
from symconv.antiderivatives.forms import complement, short
from symconv.antiderivatives.hyperbolic import with_log_cosh
from symconv.antiderivatives.signs import CutAt, Interval, Signs
from symconv.antiderivatives.sums import PLAIN, Atom, NotElementary, Sum
from symconv.errors import Undecided
from symconv.reading.cases import Split

__all__ = ["Display", "singular_at", "zeros_of_denominators"]

Group = dict[Number, list[tuple[int, Atom]]]


class Display:
    """Writes Sums in T for t on one interval."""

    def __init__(self, t: Any, interval: Interval, facts: Facts):
        self.t = t
        self.interval = interval
        self.facts = facts

    def write(self, value: Sum) -> Any:
        """The expression in t."""
        rows: dict[Number, dict[Atom, Number]] = {}
        for (q, a), r in with_log_cosh(value).terms.items():
            rows.setdefault(q, {})[a] = r
        parts = []
        done: set[Number] = set()
        for q, row in rows.items():
            if q in done:
                continue
            done.add(q)
            partner = nb.conjugate(q)
            mirrored = Sum({(q, a): r for a, r in row.items()}).conjugate()
            own = {(partner, a): r for a, r in rows.get(partner, {}).items()}
            if partner != q and own == mirrored.terms:
                done.add(partner)
                parts.append(self._real_pair(q, row))
            else:
                parts.append(self._row(q, row))
        return sympy.Add(*parts).xreplace({T.expr: self.t})

    def _row(self, q: Number, row: dict[Atom, Number]) -> Any:
        """e^q·(…) for a q without partner; complex atoms in conjugate pairs as real parts."""
        real: dict[Atom, Number] = {}
        pairs = []
        done: set[Atom] = set()
        for a, r in row.items():
            if a in done:
                continue
            ((_, other), mirrored), *_ = Sum.of(r, ZERO, a).conjugate().terms.items()
            if other != a and row.get(other) == mirrored and nb.is_real(q):
                done |= {a, other}
                pairs += self._real_parts(ZERO, {a: r})
            else:
                real[a] = r
        inner = sympy.Add(self._grouped(real) if real else 0, *pairs)
        return inner * sympy.exp(short(q)) if q != 0 else inner

    def _real_pair(self, q: Number, row: dict[Atom, Number]) -> Any:
        """Σ c e^q A + conjugate."""
        if set(row) != {PLAIN}:
            return sympy.Add(*self._real_parts(q, row))
        return self._wave(q, row[PLAIN])

    def _wave(self, q: Number, c: Number) -> Any:
        """c e^q + conjugate as cos and sin."""
        growth = sympy.exp(short(nb.real_part(q)))
        angle, turn = nb.imaginary_part(q), fmpq(2)
        if expression(angle).could_extract_minus_sign():
            angle, turn = -angle, fmpq(-2)
        wave = short(nb.real_part(c) * fmpq(2)) * sympy.cos(short(angle))
        wave -= short(nb.imaginary_part(c) * turn) * sympy.sin(short(angle))
        return wave * growth

    def _real_parts(self, q: Number, row: dict[Atom, Number]) -> list[Any]:
        """2 Re(c e^q A) term by term, without a sum inside re: SymPy keeps these as they are."""
        parts = []
        growth, turn = sympy.exp(short(nb.real_part(q))), nb.IMAGINARY * nb.imaginary_part(q)
        phase = sympy.exp(short(turn)) if turn != 0 else sympy.Integer(1)
        for c, members in self._groups(row).items():
            real = [(sign, a) for sign, a in members if a is not PLAIN and _is_real(a)]
            if real:
                terms = [sign * self._atom(a) for sign, a in real]
                parts.append(self._wave(q, c) * sympy.Add(*terms))
            constant, terms = self._signed_terms([m for m in members if m not in real])
            if constant:
                parts.append(self._wave(q, c * fmpq(constant)))
            u, v = short(nb.real_part(c) * fmpq(2)), short(nb.imaginary_part(c) * fmpq(2))
            for term in terms:
                sign, bare = term.as_coeff_Mul()
                wave = phase * bare
                parts.append(sign * growth * (u * sympy.re(wave) - v * sympy.im(wave)))
        return parts

    def _grouped(self, row: dict[Atom, Number]) -> Any:
        """Σ c·(±A ± B …), terms with equal coefficients together."""
        parts = []
        for c, members in self._groups(row).items():
            constant, terms = self._signed_terms(members)
            parts.append(sympy.Mul(short(c), sympy.Add(constant, *terms)))
        return sympy.Add(*parts)

    def _groups(self, row: dict[Atom, Number]) -> Group:
        groups: Group = {}
        for a, r in row.items():
            if r in groups or -r not in groups:
                groups.setdefault(r, []).append((1, a))
            else:
                groups[-r].append((-1, a))
        return self._split_constant(groups, row)

    def _split_constant(self, groups: Group, row: dict[Atom, Number]) -> Group:
        """Move a constant term c₀ = k·c into the group of c where that makes erfc of erf."""
        plain = row.get(PLAIN)
        if plain is None or any(PLAIN in [a for _, a in m] and len(m) > 1 for m in groups.values()):
            return groups
        for c, members in groups.items():
            if any(a[0] == "erf" for _, a in members):
                ratio = plain * nb.inverse(c)
                if isinstance(ratio, fmpq) and ratio.q == 1 and abs(int(ratio.p)) <= len(members):
                    kept = {k: m for k, m in groups.items() if m != [(1, PLAIN)]}
                    sign = 1 if ratio > 0 else -1
                    kept[c] = members + [(sign, PLAIN)] * abs(int(ratio.p))
                    return kept
        return groups

    def _signed_terms(self, members: list[tuple[int, Atom]]) -> tuple[int, list[Any]]:
        """(constant, terms) of a group, 1 − erf made erfc where SymPy keeps it."""
        constant = sum(sign for sign, a in members if a is PLAIN)
        terms = []
        for sign, a in members:
            if a is PLAIN:
                continue
            if a[0] == "erf" and constant:
                up = 1 if constant > 0 else -1
                written = complement(a[1] * fmpq(-up * sign))
                if written is not None:  # up + sign·erf(u) = up·erfc(−up·sign·u)
                    constant -= up
                    terms.append(up * written)
                else:
                    terms.append(sign * self._atom(a))
            else:
                terms.append(sign * self._atom(a))
        return constant, terms

    def _atom(self, a: Atom) -> Any:
        name, u = a
        if name == "erf":
            return sympy.erf(short(u))
        if name == "erfi":
            return sympy.erfi(short(u))
        if name == "atan":
            return sympy.atan(short(u))
        if name == "log cosh":
            return sympy.log(sympy.cosh(short(u)))
        if name == "Ei":
            return sympy.Ei(short(u))
        if name == "E1":
            return -sympy.expint(1, short(-u))
        if name == "Si":
            return sympy.Si(short(u))
        function = sympy.Ci if name == "Ci" else sympy.log
        sign = self._sign(u)
        return function(short(u * fmpq(sign)) if sign else sympy.Abs(short(u)))

    def _sign(self, u: Number) -> int:
        """The sign of u on the interval; 0 where it is open."""
        waves = exponential_generators(u, T)
        rate = nb.substitute(number(waves[0].expr.args[0]), {T: ONE}) if waves else None
        try:
            return Signs(self.interval, self.facts, rate).of(substitute(u, {T: X_NUMBER}))
        except (CutAt, NotElementary, Split, Undecided):
            return 0


def _is_real(a: Atom) -> bool:
    """Whether the special function has real values."""
    return a[0] != "E1" and nb.is_real(a[1])


def singular_at(value: Sum, point: Number) -> bool:
    """Whether the written form has no value at t = point: log 0, or a denominator 0."""
    changes = {T: point}
    for (q, a), r in value.terms.items():
        try:
            substitute(r, changes)
            substitute(q, changes)
            if a is not PLAIN:
                inner = substitute(a[1], changes)
                if a[0] in ("log", "Ei", "E1", "Ci") and inner == 0:
                    return True
        except ZeroDivisionError:
            return True
    return False


def zeros_of_denominators(value: Sum) -> list[Number]:
    """The irreducible factors with t in denominators of coefficients and exponents."""
    parts = [
        part for (q, a), r in value.terms.items() for part in (r, q, ONE if a is PLAIN else a[1])
    ]
    factors = [factor for part in parts for factor in nb.poles(part).values()]
    return list(dict.fromkeys(factor for factor in factors if depends(factor, T)))
