"""(1/2π) ∫ e^{−αω²} D(ω) e^{iωt} dω for pieces D: Gaussians, erf and erfc, written real.

With s = λ − 2αp + it a right term c (ω−p)^n/n! e^{λ(ω−p)} H(ω−p) gives
    c/n! e^{−αp² + ipt} I_n(s),   I_n(s) = ∫_0^∞ u^n e^{−αu² + su} du,
    I_0 = ½ √(π/α) e^{s²/4α} erfc(−s/(2√α)),   2α I_{n+1} = n I_{n−1} + s I_n + [n = 0]
(DLMF 7.2.2, 7.7.3; the recurrence by parts). A left term at −p with −conj λ is its conjugate, so a
real result is twice a real part; terms are turned to the side on which they decay.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression
from symconv.algebra.distribution import Distribution
from symconv.algebra.elements import ONE, ZERO
from symconv.algebra.exppoly import CONSTANT_MODE, ExpPoly, Mode, mode, multiply_modes
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.spectra.fourier import evaluated, gaussian_line
from symconv.spectra.scaling import factored, write_scaled
from symconv.writing import write_exppoly

__all__ = ["completed", "laplace_half", "write_gaussian"]

I = nb.IMAGINARY  # noqa: E741  (the imaginary unit)

Row = dict[int, Number]


def write_gaussian(alpha: Number, F: Distribution, t: Any, facts: Facts) -> Any:
    """(1/2π) ∫ e^{−αω²} F(ω) e^{iωt} dω for F without masses, as an expression in the real t."""
    halves = _Halves(alpha, facts)
    line = F.line.copy()
    for p, part in F.right.items():
        for key, row in part.terms.items():
            halves.add(p, key, row, line)
    return halves.write(line, t)


def laplace_half(alpha: Number, p: Number, key: Mode, row: Row, s: Any) -> Any:
    """∫_p^∞ e^{−αx²} Σ c (x−p)^n/n! e^{λ(x−p)+β} e^{−sx} dx, by the same I_n at λ − 2αp − s."""
    first, second = _recurrence(row, alpha)
    argument = ExpPoly({CONSTANT_MODE: {0: key.lam - alpha * p * fmpq(2), 1: fmpq(-1)}})
    wave = ExpPoly.exponential(-p, -alpha * p * p) * ExpPoly({mode(ZERO, key.beta): {0: ONE}})
    w = (expression(alpha * p * fmpq(2) - key.lam) + s) / (2 * sympy.sqrt(expression(alpha)))
    above = write_scaled(wave * evaluated(first, argument), s)
    total = above * sympy.exp(w**2) * sympy.erfc(w) * sympy.sqrt(sympy.pi / expression(alpha)) / 2
    return total + write_scaled(wave * evaluated(second, argument), s) if second else total


def completed(line: ExpPoly, quarter: Number, t: Any) -> Any:
    """e^{−qt²}·line with the real exponents in a square: e^{−q(t−μ)²}."""
    groups: dict[Number, ExpPoly] = {}
    for key, n, c in line.items():
        real = nb.real_part(key.lam)
        rest = mode(key.lam - real, key.beta)
        if real != 0:
            shift = real * real * nb.inverse(quarter) * fmpq(1, 4)
            wave, factor = multiply_modes(rest, mode(ZERO, shift))
            groups.setdefault(real, ExpPoly()).add_term(wave, n, c * factor)
        else:
            groups.setdefault(real, ExpPoly()).add_term(rest, n, c)
    total = sympy.Integer(0)
    for real, part in groups.items():
        centre = real * nb.inverse(quarter) * fmpq(1, 2)
        bell = sympy.exp(-factored(quarter) * (t - factored(centre)) ** 2)
        total += bell * write_scaled(part, t)
    return total


def _recurrence(row: Row, alpha: Number) -> tuple[list[Number], list[Number]]:
    """(A, B) in s with Σ c_n/n! I_n = A I_0 + B."""
    half = nb.inverse(alpha) * fmpq(1, 2)
    steps: list[tuple[list[Number], list[Number]]] = [([ONE], [])]
    for n in range(max(row)):
        a, b = ([ZERO, *(c * half for c in poly)] for poly in steps[n])
        if n == 0:
            b = _added(b, [half], ONE)
        else:
            before = steps[n - 1]
            a = _added(a, before[0], half * fmpq(n))
            b = _added(b, before[1], half * fmpq(n))
        steps.append((a, b))
    first: list[Number] = []
    second: list[Number] = []
    for n, c in row.items():
        weight = c * fmpq(1, int(sympy.factorial(n)))
        first = _added(first, steps[n][0], weight)
        second = _added(second, steps[n][1], weight)
    return first, second


def _added(left: list[Number], right: list[Number], factor: Number) -> list[Number]:
    size = max(len(left), len(right))
    total = [*left, *([ZERO] * (size - len(left)))]
    for k, c in enumerate(right):
        total[k] = total[k] + c * factor
    return total


@dataclass
class _Halves:
    """The one-sided terms, right ones and left ones, each by (p, mode)."""

    alpha: Number
    facts: Facts
    right: dict[tuple[Number, Mode], Row] = field(default_factory=dict)
    left: dict[tuple[Number, Mode], Row] = field(default_factory=dict)

    def add(self, p: Number, key: Mode, row: Row, line: ExpPoly) -> None:
        """A right term at p, turned to the left where it grows; the line takes the difference.

        At p = 0 without growth half of it is turned where that makes a conjugate pair.
        """
        growth = nb.real_part(key.lam)
        sign = self.facts.sign(growth) if growth != 0 else -(self.facts.sign(p) or 0)
        whole = ExpPoly({key: row}).recentred(-p)
        if sign == 1 or (sign == 0 and line.terms.get(key) == _negative(row)):
            self._put(self.left, p, key, row, fmpq(-1))
            line.add(whole)
        elif p == 0 and growth == 0 and _mirrored(row) == _negative(row):
            self._put(self.right, p, key, row, fmpq(1, 2))
            self._put(self.left, p, key, row, fmpq(-1, 2))
            line.add(whole, fmpq(1, 2))
        else:
            self._put(self.right, p, key, row, ONE)

    def _put(
        self, side: dict[tuple[Number, Mode], Row], p: Number, key: Mode, row: Row, factor: Number
    ) -> None:
        part = side.setdefault((p, key), {})
        for n, c in row.items():
            part[n] = part.get(n, ZERO) + c * factor

    def write(self, line: ExpPoly, t: Any) -> Any:
        """Everything, paired into real parts."""
        quarter = nb.inverse(self.alpha) * fmpq(1, 4)
        scale = sympy.sqrt(expression(quarter) / sympy.pi)
        rest = ExpPoly()
        total = sympy.Integer(0)
        plain: list[_Half] = []
        left = dict(self.left)
        for (p, key), row in self.right.items():
            partner = (-p, mode(-nb.conjugate(key.lam), nb.conjugate(key.beta)))
            term = _Half(self.alpha, p, key, row)
            term.add_rest(rest)
            if left.get(partner) == _mirrored(row):
                del left[partner]
                term.conjugate_rest(rest)
                if term.is_plain():
                    plain.append(term)
                else:
                    total += term.real_part(sympy.erfc, t, scale)
            else:
                total += scale * term.written(t) / 2
        for (p, key), row in left.items():
            turned = _Half(self.alpha, -p, mode(-key.lam, key.beta), _signed(row))
            turned.add_rest(rest, reflected=True)
            total += scale * turned.written(-t) / 2
        total += self._plain(plain, line, quarter, scale, t)
        if rest:
            total += write_scaled(rest.scaled(fmpq(1, 2)), t) / sympy.pi
        return total

    def _plain(self, plain: list[_Half], line: ExpPoly, quarter: Number, scale: Any, t: Any) -> Any:
        """Σ c re erfc(w) e^{−qt²} and the line: with erf where all the constants cancel."""
        waves = gaussian_line(self.alpha, line, I)
        constant = ExpPoly.constant(sum((term.first[0] for term in plain), ZERO))
        function = sympy.erfc
        if plain and not waves + constant:
            waves, function = ExpPoly(), sympy.erf
        total = sympy.Integer(0)
        for term in plain:
            total += term.real_part(function, t, scale if function is sympy.erfc else -scale)
        return total + scale * completed(waves, quarter, t) if waves else total


def _mirrored(row: Row) -> Row:
    return {n: nb.conjugate(c) * fmpq((-1) ** n) for n, c in row.items()}


def _negative(row: Row) -> Row:
    return {n: -c for n, c in row.items()}


def _signed(row: Row) -> Row:
    return {n: c * fmpq((-1) ** n) for n, c in row.items()}


class _Half:
    """One right term: e^{β − αp² + ipt} (A(s) I_0(s) + B(s)), s = λ − 2αp + it."""

    def __init__(self, alpha: Number, p: Number, key: Mode, row: Row):
        self.alpha = alpha
        self.p = p
        self.key = key
        self.shift = key.lam - alpha * p * fmpq(2)
        self.first, self.second = _recurrence(row, alpha)

    def _in_t(self, poly: list[Number]) -> ExpPoly:
        return evaluated(poly, ExpPoly({CONSTANT_MODE: {0: self.shift, 1: I}}))

    def _wave(self) -> ExpPoly:
        p = self.p
        wave = ExpPoly.exponential(I * p, -self.alpha * p * p)
        return wave * ExpPoly({mode(ZERO, self.key.beta): {0: ONE}})

    def add_rest(self, total: ExpPoly, *, reflected: bool = False) -> None:
        """Add e^{β − αp² + ipt} B(s), with t -> −t where reflected."""
        part = self._wave() * self._in_t(self.second)
        total.add(part.dilated(fmpq(-1)) if reflected else part)

    def conjugate_rest(self, total: ExpPoly) -> None:
        """Add the conjugate of the same."""
        total.add((self._wave() * self._in_t(self.second)).conjugate())

    def is_plain(self) -> bool:
        """Whether A is a real number and the factor beside erfc is e^{−t²/4α}, with p ≠ 0."""
        simple = len(self.first) == 1 and self._is_centred() and self.p != 0
        return simple and nb.is_real(self.first[0])

    def _is_centred(self) -> bool:
        return self.key.lam == 0 and self.key.beta == 0

    def _argument(self, t: Any) -> Any:
        """w = −s/(2√α)."""
        minus = expression(-self.shift) - sympy.I * t
        return minus / (2 * sympy.sqrt(expression(self.alpha)))

    def _weight(self) -> ExpPoly:
        """A(s) e^{β − αp² + ipt}, so that the term is this times e^{w²} erfc(w)."""
        return self._wave() * self._in_t(self.first)

    def written(self, t: Any) -> Any:
        """The term without √(π/α)/2."""
        w = self._argument(t)
        return write_exppoly(self._weight(), t) * sympy.exp(w**2) * sympy.erfc(w)

    def real_part(self, function: Any, t: Any, scale: Any) -> Any:
        """scale times the real part of the term, with erfc or erf, as Re P Re V − Im P Im V.

        V = e^{w²} function(w) keeps its exponential: SymPy splits the real part of a lone erfc into
        a difference of complex values, which no longer evaluates to a real number. Where it would
        rewrite erfc(w) as 2 − erfc(−w), the conjugate is taken.
        """
        weight = self._weight()
        if nb.real_part(self.shift) == 0:
            return self._dawson(weight, t, scale)
        w = self._argument(t)
        if not isinstance(function(w), function):
            w, weight = w.xreplace({sympy.I: -sympy.I}), weight.conjugate()
        value = sympy.exp(w**2) * function(w)
        real, imaginary = _real_and_imaginary(weight)
        total = sympy.Integer(0)
        if real:
            total += scale * write_scaled(real, t) * sympy.re(value)
        if imaginary:
            total -= scale * write_scaled(imaginary, t) * sympy.im(value)
        return total

    def _dawson(self, weight: ExpPoly, t: Any, scale: Any) -> Any:
        """erfc(−iu) = 1 + i erfi(u) with u = (t + Im λ)/(2√α)."""
        real, imaginary = _real_and_imaginary(weight)
        local = t + expression(nb.imaginary_part(self.shift))
        alpha = expression(self.alpha)
        bell = scale * sympy.exp(-(local**2) / (4 * alpha))
        total = bell * write_scaled(real, t) if real else sympy.Integer(0)
        if imaginary:
            total -= bell * write_scaled(imaginary, t) * sympy.erfi(local / (2 * sympy.sqrt(alpha)))
        return total


def _real_and_imaginary(f: ExpPoly) -> tuple[ExpPoly, ExpPoly]:
    conjugate = f.conjugate()
    real = (f + conjugate).scaled(fmpq(1, 2))
    return real, (f + conjugate.scaled(fmpq(-1))).scaled(nb.Complex(ZERO, fmpq(-1, 2)))
