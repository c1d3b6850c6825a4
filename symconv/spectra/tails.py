"""Whether ∫ f(x) g(t − x) dx exists, and in which sense, read off the growth at infinity.

At infinity f is a sum of terms x^d e^{λx} and of Gaussians, in x large of either sign. A pair of
terms of f and g gives x^{d+e} e^{(λ−μ)x}. The pairs that share λ − μ carry different e^{μt}, which
are independent functions of t, so that nothing cancels for almost every t. Therefore, with one
pair for each choice of terms:
    a Gaussian takes part, or d + e ≤ −2 for all pairs     the integral converges absolutely
    d + e ≤ −1, and ≤ −2 where λ = μ                        as an improper integral (Dirichlet)
    d + e ≤ −1                                              as a symmetric limit
    otherwise                                               not at all
"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb
from typing import Any

import sympy

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression
from symconv.algebra.elements import ZERO
from symconv.algebra.exppoly import ExpPoly, mode
from symconv.algebra.numbers import Number
from symconv.algebra.questions import diverges_unless
from symconv.algebra.relations import compare
from symconv.algebra.signs import Facts
from symconv.deadline import check
from symconv.errors import DivergentIntegral
from symconv.reading import OutsideClass
from symconv.spectra.poles import certainly_nonzero
from symconv.spectra.sums import Needed, SpectralSum

__all__ = [
    "ABSOLUTE",
    "IMPROPER",
    "PRINCIPAL",
    "SYMMETRIC_LIMIT",
    "Grade",
    "Tail",
    "grade",
    "meet",
    "tails",
]

SYMMETRIC_LIMIT = "; principal_value=True takes the symmetric limit"

ABSOLUTE, IMPROPER, PRINCIPAL = 0, 1, 2

_X, _T = sympy.Symbol("x", real=True), sympy.Symbol("t", real=True)


@dataclass(frozen=True)
class Tail:
    """x^degree e^{lam x}, times a Gaussian where `gaussian`; `certain`: its weight is not 0.

    `rivals` are the differences to other exponents of the same function that may be 0: the terms
    could then cancel.
    """

    lam: Number
    degree: int
    gaussian: bool
    certain: bool
    rivals: tuple[Number, ...] = ()


@dataclass
class Grade:
    """The grade of existence, and the power with which the product of the tails decays."""

    facts: Facts
    principal_value: bool = False
    level: int = ABSOLUTE
    decay: int | None = None

    def text(self) -> str:
        """The hypothesis that names the grade."""
        if self.level == ABSOLUTE:
            if self.decay is None:
                return "absolute: a factor decays faster than every power of x"
            return f"absolute: the product of the tails decays like |x|**({self.decay})"
        if self.level == IMPROPER:
            return "improper: each tail converges by itself, by oscillation, and not absolutely"
        return "principal value: symmetric limits, where the integral does not converge otherwise"


def tails(f: SpectralSum, facts: Facts) -> list[Tail]:
    """The terms of f at infinity, the leading one of each exponent.

    Raises OutsideClass for functions with break points, whose two tails differ.
    """
    found = [
        Tail(key.lam, 0, True, True)
        for alpha, part in f.gauss.items()
        if alpha != 0
        for key in part.line.terms
    ]
    if any(part.right for part in f.gauss.values()):
        raise OutsideClass("a function with break points on the transform side")
    exponents = {key.lam for key in f.plain.line.terms}
    exponents |= {term.mode.lam for term in f.polar}
    for lam in exponents:
        check("looking at the tails")
        leading = _leading(f, lam)
        if leading is not None:
            degree, weight = leading
            gaps = (lam - other for other in exponents if other != lam)
            rivals = tuple(gap for gap in gaps if facts.nonzero(gap) is not True)
            found.append(Tail(lam, degree, False, certainly_nonzero(weight, facts), rivals))
    return found


def _leading(f: SpectralSum, lam: Number) -> tuple[int, ExpPoly] | None:
    """Degree and weight (modes (0, β)) of the leading term of e^{λx}."""
    rows: dict[int, ExpPoly] = {}
    for key, n, c in f.plain.line.items():
        if key.lam == lam:
            rows.setdefault(n, ExpPoly()).add_term(mode(ZERO, key.beta), 0, c)
    if rows:
        return max(rows), rows[max(rows)]
    terms = [(term, c) for term, c in f.polar.items() if term.mode.lam == lam]
    for m in range(1, sum(term.order for term, _ in terms) + 1):
        weight = ExpPoly()
        for term, c in terms:
            if term.order <= m:
                value = c * nb.power(term.pole, m - term.order) * comb(m - 1, term.order - 1)
                weight.add_term(mode(ZERO, term.mode.beta), 0, value)
        if weight:
            return -m, weight
    return None


def grade(f: SpectralSum, g: SpectralSum, state: Grade) -> Grade:
    """The grade of existence of f ∗ g.

    Raises DivergentIntegral where it does not exist, Needed or Undecided where that depends on an
    open relation.
    """
    others = tails(g, state.facts)
    for first in tails(f, state.facts):
        check("looking at the tails")
        for second in others:
            meet(first, second, state)
    return state


def meet(first: Tail, second: Tail, state: Grade) -> None:
    """What one term of f and one of g do together."""
    if first.gaussian or second.gaussian:
        return
    gap = first.lam - second.lam
    growth = nb.real_part(gap)
    if growth != 0:
        _grown(first, second, growth, state)
        return
    degree = first.degree + second.degree
    state.decay = degree if state.decay is None else max(degree, state.decay)
    if degree <= -2:
        return
    if degree >= 0:
        _diverge(first, second, "oo", state)
    if gap == 0:
        _symmetric(first, second, state)
        return
    if state.facts.nonzero(gap) is not True:
        raise Needed(nb.imaginary_part(gap), "the integral converges if and only if")
    state.level = max(state.level, IMPROPER)


def _symmetric(first: Tail, second: Tail, state: Grade) -> None:
    if not state.principal_value:
        _diverge(first, second, "oo", state, SYMMETRIC_LIMIT)
    state.level = PRINCIPAL


def _grown(first: Tail, second: Tail, growth: Number, state: Grade) -> None:
    sign = state.facts.sign(growth)
    if sign is None:
        question = compare(growth, sympy.Eq)
        raise diverges_unless(question)
    _diverge(first, second, "oo" if sign > 0 else "-oo", state)


def _diverge(first: Tail, second: Tail, end: str, state: Grade, advice: str = "") -> None:
    if not (first.certain and second.certain):
        raise OutsideClass("the integral diverges unless a tail vanishes")
    for gap in (*first.rivals, *second.rivals):
        value = nb.real_part(gap) if nb.imaginary_part(gap) == 0 else nb.imaginary_part(gap)
        raise Needed(value, "two tails may cancel; that they do not is known only for")
    left, right = _text(first, _X), _text(second, _T - _X)
    raise DivergentIntegral(
        f"the integral diverges at x -> {end}: there f behaves like {left} and g(t - x) like "
        f"{right}, whose product is not integrable{advice}",
        end=end,
        tails=(left, right),
    )


def _text(tail: Tail, variable: Any) -> str:
    wave = sympy.exp(expression(tail.lam) * variable)
    return str(variable**tail.degree * wave)
