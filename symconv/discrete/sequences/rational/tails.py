"""Whether Σ f[n] g[m − n] converges where f or g has poles: decided tail by tail.

Towards n -> ±oo the product is Σ r^n s^{m−n} Q(n) over the ratios of the two tails, Q ~ c n^d. It
converges absolutely for every m where each term has |r/s| < 1, or |r/s| = 1 and d <= −2. Where one
of the tails has a single ratio, all r/s differ, and a term with |r/s| > 1, or with |r/s| = 1 and
d >= 0, keeps the whole from tending to 0; r = s with d = −1 adds a harmonic series.
"""

from __future__ import annotations

from typing import Any

import sympy

from symconv.algebra.constants import expression
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.discrete.sequences.facts import is_nonzero, product_question, product_sign
from symconv.discrete.sequences.rational.partialfractions import Rational
from symconv.discrete.sequences.rational.reader import Fractional
from symconv.discrete.sequences.ratios import Units, written
from symconv.errors import DivergentIntegral, Undecided
from symconv.reading import OutsideClass

__all__ = ["require_existence"]

_CONVERGES, _CONDITIONALLY, _DIVERGES = "converges", "conditionally", "diverges"


def require_existence(f: list[Fractional], g: list[Fractional], units: Units, facts: Facts) -> None:
    """Return where the sum converges absolutely for every m.

    Raises DivergentIntegral, Undecided, and OutsideClass where it may converge conditionally.
    """
    for end in ("-oo", "oo"):
        ahead = end == "oo"
        own = _tail(f, ahead=ahead)
        other = _tail(g, ahead=not ahead)
        if own is not None and other is not None:
            _require(own.terms, other.terms, end, units, facts)


def _tail(pieces: list[Fractional], *, ahead: bool) -> Fractional | None:
    """The piece that reaches to ∞ (ahead) or to −∞."""
    for piece in pieces:
        if (piece.last if ahead else piece.start) is None:
            return piece
    return None


def _require(
    own: dict[Number, Rational],
    other: dict[Number, Rational],
    end: str,
    units: Units,
    facts: Facts,
) -> None:
    worst: tuple[Any, Any] | None = None
    is_conditional = False
    for r, first in own.items():
        for s, second in other.items():
            outcome = _outcome(r, first, s, second, end, units, facts)
            if outcome == _DIVERGES:
                worst = worst or (_term(r, first, units), _term(s, second, units))
            is_conditional = is_conditional or outcome == _CONDITIONALLY
    if worst is not None and 1 in (len(own), len(other)):
        raise DivergentIntegral(
            f"the sum diverges at n -> {end} for every m: there the two tails behave like "
            f"{worst[0]} and {worst[1]}, whose product is not summable",
            end=end,
            tails=worst,
        )
    if worst is not None or is_conditional:
        raise OutsideClass("a sum that does not converge absolutely")


def _outcome(
    r: Number,
    first: Rational,
    s: Number,
    second: Rational,
    end: str,
    units: Units,
    facts: Facts,
) -> str:
    pair = (r, units.inverse(s)) if end == "oo" else (units.inverse(r), s)
    sign = product_sign(*pair, units, facts)
    if sign == 1:
        return _CONVERGES
    (d, c), (e, b) = first.leading(), second.leading()
    if not (is_nonzero(c, facts) and is_nonzero(b, facts)):
        raise OutsideClass("a tail whose leading coefficient may vanish")
    if sign is None:
        question = product_question(*pair, units, facts)
        raise Undecided(
            f"whether the sum exists depends on {question}; state it with assuming=",
            question=question,
        )
    if sign == -1 or d + e >= 0:
        return _DIVERGES
    if d + e <= -2:
        return _CONVERGES
    return _DIVERGES if r == s else _CONDITIONALLY


def _term(ratio: Number, value: Rational, units: Units) -> Any:
    """The leading term c n^d ρ^n e^{λn} of a tail."""
    n = sympy.Symbol("n", integer=True)
    rho, lam = units.form(ratio)
    d, c = value.leading()
    growth = written(expression(rho)) ** n * sympy.exp(expression(lam) * n)
    return written(expression(c)) * n**d * growth
