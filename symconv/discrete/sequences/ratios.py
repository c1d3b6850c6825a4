"""Ratios of geometric sequences as exact numbers: ρ e^{λ} with e^{iω} = cos ω + i sin ω.

In the algebra of sequences a ratio is divided by differences of ratios, so e^λ must be an element
of the field and not, as on the line, part of a key. Every exponent is a sum q_1 m_1 + q_2 m_2 + …
with rational q; for each m one unit e^{m/D} is adjoined, D being the common denominator of the q
that occur with it. A real unit is a positive generator; a unit on the circle is a pair c, s with
the relation s² = 1 − c². The generators are symbols of this module: `written` puts exp, cos and
sin back.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression, number
from symconv.algebra.elements import ONE, ZERO, Element, from_generator
from symconv.algebra.generators import OPAQUE, RADICAL, generator
from symconv.algebra.numbers import Complex, Number
from symconv.errors import InvalidInput
from symconv.forking import lock_of_a_table
from symconv.reading import OutsideClass

__all__ = ["Units", "root_angle", "written"]

_FARTHEST = 20_000

_symbols: dict[Any, Any] = {}
_meanings: dict[Any, Any] = {}
_lock = lock_of_a_table()


def _symbol(meaning: Any) -> Any:
    """The symbol that stands for exp, cos, sin of a constant or for (−1)**k."""
    with _lock:
        if meaning not in _symbols:
            positive = True if isinstance(meaning, sympy.exp) else None
            made = sympy.Dummy(str(meaning), real=True, positive=positive)
            _meanings[made] = meaning  # first: an interrupt must not leave a symbol without it
            _symbols[meaning] = made
        return _symbols[meaning]


def written(expr: Any) -> Any:
    """The expression with exp, cos and sin in place of the generators of this module."""
    used = [symbol for symbol in expr.free_symbols if symbol in _meanings]
    return expr.xreplace({symbol: _meanings[symbol] for symbol in used}) if used else expr


class Units:
    """The units of one problem, and how its ratios were given: forms[r] = (ρ, λ), r = ρ e^λ."""

    def __init__(self, exponents: Iterable[Any] = (), deadline: float | None = None):
        self._deadline = deadline
        self._denominators: dict[Any, int] = {}
        self._known: dict[Any, Number] = {}
        self.forms: dict[Number, tuple[Number, Number]] = {}
        for exponent in exponents:
            for part in _real_and_imaginary(number(exponent)):
                for rest, times in part:
                    known = self._denominators.get(rest, 1)
                    self._denominators[rest] = int(sympy.ilcm(known, int(times.q)))

    def exponential(self, lam: Number) -> Number:
        """e^λ as a number."""
        rho, rest, value = self._split(lam)
        if rest != 0:
            self.forms[rho * value] = (rho, rest)
        total: Number = rho * value
        return total

    def check_time(self) -> None:
        """Raise OutsideClass when the time is up."""
        if self._deadline is not None and time.monotonic() > self._deadline:
            raise OutsideClass("out of time")

    def known(self) -> list[tuple[Any, Number]]:
        """The units in use, as (exp(…), cos(…) or sin(…), number)."""
        return list(self._known.items())

    def form(self, ratio: Number) -> tuple[Number, Number]:
        """(ρ, λ) with ratio = ρ e^λ."""
        return self.forms.get(ratio, (ratio, ZERO))

    def product(self, first: Number, second: Number) -> Number:
        """The product of two ratios, its form kept."""
        total: Number = first * second
        if first in self.forms or second in self.forms:
            (rho, lam), (sigma, mu) = self.form(first), self.form(second)
            if lam + mu != 0:
                self.forms[total] = (rho * sigma, lam + mu)
        return total

    def inverse(self, ratio: Number) -> Number:
        """1/ratio, its form kept."""
        total = nb.inverse(ratio)
        if ratio in self.forms:
            rho, lam = self.forms[ratio]
            self.forms[total] = (nb.inverse(rho), -lam)
        return total

    def conjugate(self, ratio: Number) -> Number:
        """The complex conjugate, its form kept."""
        total = nb.conjugate(ratio)
        if ratio in self.forms:
            rho, lam = self.forms[ratio]
            self.forms[total] = (nb.conjugate(rho), nb.conjugate(lam))
        return total

    def power(self, ratio: Number, exponent: Number) -> Number:
        """ratio**exponent for an integer or an integer-valued number in the parameters."""
        self.check_time()
        steps, rest = _integer_part(exponent)
        if abs(steps) > _FARTHEST and ratio not in (1, -1):
            raise InvalidInput(f"a power of a ratio with exponent {steps} (limit {_FARTHEST})")
        total: Number = nb.power(ratio, steps)
        if rest == 0:
            return total
        rho, lam = self.form(ratio)
        for base, times in _bases(rho):
            for monomial, q in _terms(expression(rest * fmpq(times))):
                total = total * nb.power(self._symbolic_power(base, monomial), int(q.p))
        if lam != 0:
            total = total * self.exponential(lam * rest)
        return total

    def _split(self, lam: Number) -> tuple[Number, Number, Number]:
        """(ρ, λ', e^{λ'}) with e^λ = ρ e^{λ'}: logarithms and roots of unity leave λ."""
        rho: Number = ONE
        value: Number = ONE
        rest: Number = ZERO
        real, imaginary = _real_and_imaginary(lam)
        for monomial, q in real:
            if isinstance(monomial, sympy.log):
                rho = rho * number(sympy.Pow(monomial.args[0], _rational(q)))
            else:
                unit, steps = self._unit(monomial, q)
                value = value * nb.power(self._growth(unit), steps)
                rest = rest + number(monomial) * q
        for monomial, q in imaginary:
            turned = _known_turn(monomial, q) if self._is_whole(monomial) else None
            if turned is not None:
                rho = rho * turned
                continue
            unit, steps = self._unit(monomial, q)
            value = value * nb.power(self._turn(unit), steps)
            rest = rest + nb.IMAGINARY * number(monomial) * q
        return rho, rest, value

    def _unit(self, monomial: Any, q: fmpq) -> tuple[Any, int]:
        """(m/D, k) with q·m = k·m/D."""
        if monomial.is_extended_real is not True:
            raise OutsideClass(f"the exponent {monomial} may be complex; declare its symbols real")
        finest = 1 if self._is_whole(monomial) else self._denominators[sympy.pi]
        below = self._denominators.setdefault(monomial, int(sympy.ilcm(finest, int(q.q))))
        steps = q * below
        if steps.q != 1:
            raise OutsideClass(f"{monomial} occurs with a hidden fraction in an exponent")
        return monomial / below, int(steps.p)

    def _is_whole(self, monomial: Any) -> bool:
        """Whether e^{i m} has no finer unit: π k has one beside a root of unity, as cos(π n/2)."""
        if monomial is sympy.pi or self._denominators.get(sympy.pi, 1) == 1:
            return True
        return sympy.pi not in monomial.args

    def _symbolic_power(self, base: Any, exponent: Any) -> Number:
        """base**exponent for an integer-valued monomial in the parameters.

        A multiple of a root of unity turns by the unit of its angle, so that i^k and (−i)^k are
        known to be conjugate and inverse.
        """
        angle = sympy.pi if base == -1 else root_angle(base)
        if angle is None:
            return number(sympy.Pow(base, exponent))
        turn = nb.IMAGINARY * number(angle * exponent)
        if base == -1 and self._is_whole(sympy.pi * exponent):
            sign = generator(_symbol(sympy.Pow(-1, exponent)), RADICAL, 2, fmpq(1), plain=False)
            return from_generator(sign)
        size = number(sympy.Pow(sympy.Abs(base), exponent))
        total: Number = size * self.exponential(turn)
        return total

    def _growth(self, exponent: Any) -> Number:
        meaning = sympy.exp(exponent)
        if not isinstance(meaning, sympy.exp):
            return number(meaning)
        self._known[meaning] = from_generator(generator(_symbol(meaning), OPAQUE))
        return self._known[meaning]

    def _turn(self, angle: Any) -> Number:
        """cos + i sin of an angle, with sin² = 1 − cos²."""
        negative = angle.could_extract_minus_sign()
        angle = -angle if negative else angle
        cos, sin = sympy.cos(angle), sympy.sin(angle)
        cosine = from_generator(generator(_symbol(cos), OPAQUE))
        base = ONE - cosine * cosine
        sine = from_generator(generator(_symbol(sin), RADICAL, 2, base, plain=False))
        self._known[cos], self._known[sin] = cosine, sine
        return nb.make_complex(cosine, -sine if negative else sine)


def _real_and_imaginary(lam: Number) -> tuple[list[Any], list[Any]]:
    """The terms of the real and of the imaginary part."""
    if isinstance(lam, Complex):
        return _terms(expression(lam.re)), _terms(expression(lam.im))
    if nb.is_real(lam):
        return _terms(expression(lam)), []
    parts = nb.real_part(lam), nb.imaginary_part(lam)
    return _terms(expression(parts[0])), _terms(expression(parts[1]))


def _terms(expr: Any) -> list[tuple[Any, fmpq]]:
    """A sum as [(monomial, rational coefficient)]."""
    found = []
    for term in sympy.Add.make_args(sympy.expand(expr)):
        q, monomial = term.as_coeff_Mul(rational=True)
        if q != 0:
            found.append((monomial, fmpq(int(q.p), int(q.q))))
    return found


def _rational(q: fmpq) -> Any:
    return sympy.Rational(int(q.p), int(q.q))


def _known_turn(monomial: Any, q: fmpq) -> Number | None:
    """e^{i q m} where cosine and sine are numbers of the field without a unit of their own."""
    angle = monomial * _rational(q)
    pair = sympy.cos(angle), sympy.sin(angle)
    if monomial is sympy.pi:
        if _rational(q).q not in (1, 2, 3, 4, 5, 6, 10, 12):
            return None
    elif any(part.has(sympy.cos, sympy.sin) for part in pair):
        return None
    total: Number = number(pair[0]) + nb.IMAGINARY * number(pair[1])
    return total


def _integer_part(exponent: Number) -> tuple[int, Number]:
    """(k, rest): an integer-valued number as a constant integer and what depends on parameters."""
    if isinstance(exponent, fmpq):
        if exponent.q != 1:
            raise ValueError(f"not an integer: {exponent}")
        return int(exponent.p), ZERO
    constant = expression(exponent).as_coeff_Add(rational=True)[0]
    steps = int(sympy.floor(constant))
    return steps, exponent - fmpq(steps)


def _bases(rho: Number) -> list[tuple[Any, int]]:
    """A number as a product of bases whose powers are kept as generators of their own."""
    if isinstance(rho, fmpq):
        sign = [(sympy.Integer(-1), 1)] if rho < 0 else []
        primes = sympy.factorrat(abs(_rational(rho))).items()
        return sign + [(sympy.Integer(prime), int(times)) for prime, times in primes]
    if not isinstance(rho, Element):
        return [(expression(rho), 1)]
    unit, parts = rho.num.factor()
    found = _bases(fmpq(unit))
    found += [(expression(Element(rho.ctx, poly, ())), int(times)) for poly, times in parts]
    _, below = nb.numerator_denominator(rho)
    return found + [(expression(factor), -times) for factor, times in below]


def root_angle(base: Any) -> Any:
    """The angle of a complex constant where it is a rational multiple of π, else None."""
    if base.free_symbols or not base.has(sympy.I):
        return None
    angle = sympy.arg(base)
    return angle if (angle / sympy.pi).is_Rational else None
