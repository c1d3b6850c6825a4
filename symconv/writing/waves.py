"""An exponential polynomial as a sum of polynomials times real factors.

Terms c e^{iθ} and their conjugates become sines and cosines, terms c e^u and ±c e^{−u} hyperbolic
ones; what has no partner stays an exponential.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression
from symconv.algebra.exppoly import CONSTANT_MODE, ExpPoly, Mode, mode
from symconv.algebra.numbers import Number
from symconv.writing.building import applied, polynomial

__all__ = ["Factor", "Row", "real_parts"]

Row: TypeAlias = dict[int, Number]


class _Exponential:
    """e^{λt + β}."""

    def __init__(self, key: Mode):
        self.key = key

    def is_plain(self) -> bool:
        """Whether the exponent has rational coefficients."""
        return isinstance(self.key.lam, fmpq) and isinstance(self.key.beta, fmpq)

    def plain(self, t: Any) -> list[Any]:
        """The factors for a rational exponent, in canonical form."""
        if self.key is CONSTANT_MODE:
            return []
        if self.key.lam == 0:
            beta = expression(self.key.beta)
            return [sympy.E if beta is sympy.S.One else applied(sympy.exp, beta)]
        return [applied(sympy.exp, _linear(self.key.lam, self.key.beta, t))]

    def __call__(self, t: Any) -> Any:
        return sympy.exp(expression(self.key.lam) * t + expression(self.key.beta))


class _Wave:
    """e^{σt + ρ}·trig(ωt + φ) for trig one of sin, cos, sinh, cosh."""

    def __init__(self, function: Any, growth: Mode, omega: Number, phase: Number):
        self.function = function
        self.growth = growth
        self.omega = omega
        self.phase = phase

    def is_plain(self) -> bool:
        """Whether the angle and the growth have rational coefficients."""
        angle = (self.omega, self.phase)
        return all(isinstance(c, fmpq) for c in angle) and _Exponential(self.growth).is_plain()

    def plain(self, t: Any) -> list[Any]:
        """The factors for a rational angle, in canonical form."""
        wave = applied(self.function, _linear(self.omega, self.phase, t))
        return [wave, *_Exponential(self.growth).plain(t)]

    def __call__(self, t: Any) -> Any:
        angle = expression(self.omega) * t + expression(self.phase)
        return self.function(angle) * _Exponential(self.growth)(t)


Factor: TypeAlias = _Exponential | _Wave


def real_parts(f: ExpPoly) -> list[tuple[Row, Factor]]:
    """The function as Σ polynomial·factor, where a factor is a function of t giving an Expr."""
    parts: list[tuple[Row, Factor]] = []
    done: set[Mode] = set()
    for key, row in f.terms.items():
        if key in done:
            continue
        rational = isinstance(key.lam, fmpq) and isinstance(key.beta, fmpq)
        if rational and (len(f.terms) == 1 or key is CONSTANT_MODE):
            parts.append((row, _Exponential(key)))
            continue
        partner = None  # a rational exponent is its own conjugate
        if not rational:
            partner = _partner(f, key, nb.conjugate(key.lam), nb.conjugate(key.beta), done)
        if partner is not None and _equal_rows(f.terms[partner], row, nb.conjugate):
            done |= {key, partner}
            parts += _oscillation(key, row)
            continue
        partner = _partner(f, key, -key.lam, -key.beta, done)
        if partner is not None and nb.is_real(key.lam) and nb.is_real(key.beta):
            even = _equal_rows(f.terms[partner], row, lambda c: c)
            if even or _equal_rows(f.terms[partner], row, lambda c: -c):
                done |= {key, partner}
                parts.append(_hyperbolic(key, row, even))
                continue
        done.add(key)
        parts.append((row, _Exponential(key)))
    return parts


def _partner(f: ExpPoly, key: Mode, lam: Number, beta: Number, done: set[Mode]) -> Mode | None:
    other = mode(lam, beta)
    return other if other is not key and other in f.terms and other not in done else None


def _equal_rows(row: Row, other: Row, change: Any) -> bool:
    return row.keys() == other.keys() and all(row[n] == change(c) for n, c in other.items())


def _linear(slope: Any, constant: Any, t: Any) -> Any:
    return polynomial({n: c for n, c in ((0, constant), (1, slope)) if c != 0}, t)


def _oscillation(key: Mode, row: Row) -> list[tuple[Row, Factor]]:
    """c e^{iθ} + conj = 2 Re c cos θ − 2 Im c sin θ, with θ = ωt + φ and ω written positive."""
    omega, phase = nb.imaginary_part(key.lam), nb.imaginary_part(key.beta)
    growth = mode(nb.real_part(key.lam), nb.real_part(key.beta))
    sign = fmpq(1)
    lead = omega if omega != 0 else phase
    if expression(lead).could_extract_minus_sign():
        omega, phase, sign = -omega, -phase, fmpq(-1)
    cosine = {n: nb.real_part(c) * fmpq(2) for n, c in row.items()}
    sine = {n: nb.imaginary_part(c) * fmpq(-2) * sign for n, c in row.items()}
    waves = ((cosine, sympy.cos), (sine, sympy.sin))
    found: list[tuple[Row, Factor]] = []
    for part, function in waves:
        kept = {n: c for n, c in part.items() if c != 0}
        if kept:
            found.append((kept, _Wave(function, growth, omega, phase)))
    return found


def _hyperbolic(key: Mode, row: Row, even: bool) -> tuple[Row, Factor]:
    """c e^u ± c e^{−u} = 2c cosh u or 2c sinh u."""
    lam, beta, sign = key.lam, key.beta, fmpq(2)
    if expression(lam if lam != 0 else beta).could_extract_minus_sign():
        lam, beta, sign = -lam, -beta, (fmpq(2) if even else fmpq(-2))
    function = sympy.cosh if even else sympy.sinh
    return {n: c * sign for n, c in row.items()}, _Wave(function, CONSTANT_MODE, lam, beta)
