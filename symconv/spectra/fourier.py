"""F(ω) = ∫ f(x) e^{−iωx} dx as a map of spectral sums to spectral sums.

    c x^n/n! e^{λx}, whole line          2π c i^n/n! δ^{(n)}(ω + iλ)
    c (x−a)^n/n! e^{λ(x−a)} H(x−a)       c e^{−iωa} (iω − λ)^{−n−1}, for Re λ = 0 at ω − i0
    c δ^{(k)}(x−a)                        c (iω)^k e^{−iωa}
    c e^{iνx} (x−z)^{−n}, Im z > 0        2πi c (−i(ω−ν))^{n−1}/(n−1)! e^{−i(ω−ν)z} H(ν−ω)
    the same, Im z < 0                    −2πi c (…) H(ω−ν)
    c x^n/n! e^{λx − αx²}                 c/n! ∂^n/∂λ^n √(π/α) e^{(λ−iω)²/(4α)}
Gelfand and Shilov, Generalized Functions I, ch. II 2.3 (poles, powers), 2.5 (boundary values);
Bracewell, The Fourier Transform and Its Applications, ch. 6 (Gaussian). The rule for poles is the
residue theorem with Jordan's lemma. A left term is the whole line minus a right term; for Re λ > 0
the whole line itself contributes nothing, since its two halves have opposite continuations.
"""

from __future__ import annotations

from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra import polynomials
from symconv.algebra.constants import expression, number
from symconv.algebra.distribution import Distribution, Terms
from symconv.algebra.elements import ONE, ZERO
from symconv.algebra.existence import cancellation
from symconv.algebra.exppoly import ExpPoly, Mode, mode, multiply_modes, scaled_exponential
from symconv.algebra.numbers import Number
from symconv.algebra.relations import asked
from symconv.algebra.signs import Facts
from symconv.errors import Undecided
from symconv.reading import OutsideClass
from symconv.reading.cases import decided_sign
from symconv.spectra.sides import PI
from symconv.spectra.sums import PoleTerm, SpectralSum

__all__ = ["NotTempered", "gaussian_line", "inverse_transform", "transform"]

I = nb.IMAGINARY  # noqa: E741  (the imaginary unit)


class NotTempered(OutsideClass):
    """The function grows exponentially: no Fourier transform exists."""


def transform(f: SpectralSum, facts: Facts, *, entire: bool = False) -> SpectralSum:
    """∫ f(x) e^{−iωx} dx in ω.

    With `entire`, whole-line exponentials e^{λx} with Re λ ≠ 0 become formal masses at the complex
    point −iλ; they are meant for products with entire functions alone.

    Raises NotTempered, OutsideClass where the transform leaves the class (a Gaussian times a break
    point), Split where a sign is open.
    """
    result = _plain(f.plain, facts, entire)
    for alpha, part in f.gauss.items():
        if alpha != 0:
            result = result + _gaussian(alpha, part)
    left, right = Terms(), Terms()
    for term, c in f.polar.items():
        _add_pole(term, c, facts, left, right)
    return result + SpectralSum.of(Distribution.from_sides(left, right, None, ExpPoly()))


def inverse_transform(F: SpectralSum, facts: Facts) -> SpectralSum:
    """(1/2π) ∫ F(ω) e^{iωx} dω in x."""
    return transform(F, facts).reflected().scaled(nb.inverse(PI) * fmpq(1, 2))


def _plain(f: Distribution, facts: Facts, entire: bool) -> SpectralSum:
    mass = Terms()
    line = ExpPoly()
    polar: dict[PoleTerm, Number] = {}
    tail = f.right_tail() if f.right else f.line
    for key, n, c in f.line.items():
        growth = _growth(key, facts, wanted=1)
        if growth == 0 or (entire and not f.right):
            _add_everlasting(key, n, c, mass)
        elif growth < 0 or key.lam in {other.lam for other in tail.terms}:
            raise _not_tempered(f.line, key, facts)
    for key, _, _ in tail.items() if f.right else ():
        if _growth(key, facts) > 0:
            raise _not_tempered(tail, key, facts)
    for a, part in f.right.items():
        for key, n, c in part.items():
            _add_right(a, key, n, c, facts, polar)
    for a, part in f.mass.items():
        for key, k, c in part.items():
            power = ExpPoly({mode(ZERO): {k: c * nb.power(I, k) * _factorial(k)}})
            line.add(power * ExpPoly.exponential(-I * a, key.beta))
    return SpectralSum({ZERO: Distribution(line, None, mass)}, polar)


def _not_tempered(tail: ExpPoly, key: Mode, facts: Facts) -> Exception:
    """The error for a tail that grows, or the relation under which it may vanish."""
    zero = cancellation(tail, key, facts)
    if zero is None:
        return NotTempered("a tail that grows exponentially has no Fourier transform")
    return Undecided(
        f"there is no Fourier transform unless a tail that grows exponentially vanishes ({zero})",
        question=zero,
    )


def _growth(key: Mode, facts: Facts, wanted: int = -1) -> int:
    """The sign of Re λ; `wanted` is the sign for which the tail decays, +1 on the left."""
    real = nb.real_part(key.lam)
    sign = facts.sign(real)
    if sign is None:
        question = asked(real, wanted, facts)
        raise Undecided(
            f"whether the function decays depends on the sign of a parameter: {question}",
            question=question,
        )
    return sign


def _add_everlasting(key: Mode, n: int, c: Number, mass: Terms) -> None:
    weight = PI * fmpq(2) * c * nb.power(I, n) * nb.inverse(_factorial(n))
    point = -I * key.lam
    mass.at(point).add_term(mode(ZERO, key.beta), n, weight)


def _add_right(
    a: Number, key: Mode, n: int, c: Number, facts: Facts, polar: dict[PoleTerm, Number]
) -> None:
    pole = -I * key.lam
    side = 1 if _growth(key, facts) == 0 else 0
    wave, factor = scaled_exponential(-I * a, key.beta)
    term = PoleTerm(pole, side, wave, n + 1)
    weight = c * factor * nb.power(I, -(n + 1))
    polar[term] = polar[term] + weight if term in polar else weight


def _add_pole(term: PoleTerm, c: Number, facts: Facts, left: Terms, right: Terms) -> None:
    if nb.real_part(term.mode.lam) != 0:
        raise NotTempered("a pole times a real exponential has no Fourier transform")
    height = nb.imaginary_part(term.pole)
    side = term.side if height == 0 else decided_sign(facts, height)
    start = -I * term.mode.lam
    n = term.order - 1
    weight = c * PI * I * fmpq(2 * side) * nb.power(-I, n)
    target = left if side > 0 else right
    key = mode(-I * term.pole, term.mode.beta)
    target.at(start).add_term(key, n, weight)


def _gaussian(alpha: Number, f: Distribution) -> SpectralSum:
    if f.right:
        raise OutsideClass("a Gaussian times a break point")
    scale = number(sympy.sqrt(sympy.pi)) * number(sympy.sqrt(1 / expression(alpha)))
    quarter = nb.inverse(alpha) * fmpq(1, 4)
    return SpectralSum({quarter: Distribution(gaussian_line(alpha, f.line, -I).scaled(scale))})


def gaussian_line(alpha: Number, line: ExpPoly, turn: Number) -> ExpPoly:
    """∫ e^{−αx²} line(x) e^{turn·ωx} dx without its factors √(π/α) and e^{−ω²/4α}, turn = ±i."""
    quarter = nb.inverse(alpha) * fmpq(1, 4)
    total = ExpPoly()
    for key, n, c in line.items():
        s = ExpPoly({mode(ZERO): {0: key.lam, 1: turn}})
        wave, factor = scaled_exponential(
            key.lam * turn * fmpq(2) * quarter, key.lam * key.lam * quarter
        )
        wave, more = multiply_modes(wave, mode(ZERO, key.beta))
        poly = evaluated(gaussian_moment(n, alpha), s)
        weight = c * factor * more * nb.inverse(_factorial(n))
        total.add(poly * ExpPoly({wave: {0: ONE}}), weight)
    return total


def gaussian_moment(n: int, alpha: Number) -> list[Number]:
    """The polynomial P with ∂^n/∂s^n e^{s²/4α} = P(s) e^{s²/4α}, lowest coefficient first."""
    half = nb.inverse(alpha) * fmpq(1, 2)
    poly: list[Number] = [ONE]
    for _ in range(n):
        slope = polynomials.differentiate(poly)
        raised = [ZERO, *(c * half for c in poly)]
        poly = [c + (slope[k] if k < len(slope) else ZERO) for k, c in enumerate(raised)]
    return poly


def evaluated(poly: list[Number], s: ExpPoly) -> ExpPoly:
    """poly(s) by Horner's rule."""
    total = ExpPoly()
    for c in reversed(poly):
        total = total * s + ExpPoly.constant(c)
    return total


def _factorial(n: int) -> Any:
    return fmpq(int(sympy.factorial(n)))
