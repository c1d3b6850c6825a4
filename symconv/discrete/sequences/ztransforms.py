"""The z-transform F(z) = Σ f[n] z^{−n} as a rational function of q = 1/z, and products of them.

    right   c C(n−a+k, k) r^{n−a} [n >= a]   ↔  c q^a/(1 − r q)^{k+1},  |z| > |r|
    left    c C(a−n+k, k) s^{a−n} [n <= a]   ↔  c q^a/(1 − s/q)^{k+1},  |z| < 1/|s|
    sample  c [n = a]                        ↔  c q^a

A result h is read back from its written form, so that the comparison of its transform with the
product of the factors' is a test of what was written, in every case of the parameters.

Reference: A. V. Oppenheim, R. W. Schafer, Discrete-Time Signal Processing, ch. 3.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import sympy

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression
from symconv.algebra.elements import ONE, ZERO, from_generator
from symconv.algebra.generators import PARAMETER, generator
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.discrete.sequences.comparing import in_every_case
from symconv.discrete.sequences.facts import (
    product_at_least_one,
    product_question,
    product_sign,
    with_units,
)
from symconv.discrete.sequences.problem import Pair, reader_of
from symconv.discrete.sequences.ratios import Units, written
from symconv.discrete.sequences.solving import refuse
from symconv.discrete.sequences.terms import Side, Terms, from_pieces
from symconv.errors import DivergentIntegral, Undecided
from symconv.reading import Case, Split

__all__ = [
    "Circle",
    "require_annulus",
    "require_circle",
    "transform_in",
    "transforms_agree",
]

_Q_SYMBOL = sympy.Dummy("q", positive=True)
_Q_GENERATOR = generator(_Q_SYMBOL, PARAMETER)
_Q = from_generator(_Q_GENERATOR)


@dataclass(frozen=True)
class Circle:
    """How the sequences behave on |z| = 1: `boundary` says that a ratio has modulus 1."""

    boundary: bool


def in_q(terms: Terms, units: Units) -> Number:
    """The z-transform as a rational function of q."""
    total: Number = ZERO
    for side in (terms.right, terms.compact):
        for a, r, k, c in _items(side):
            total = total + c * units.power(_Q, a) * nb.power(ONE - r * _Q, -k - 1)
    for a, s, k, c in _items(terms.left):
        below = nb.power(ONE - s * nb.inverse(_Q), -k - 1)
        total = total + c * units.power(_Q, a) * below
    for a, c in terms.samples.items():
        total = total + c * units.power(_Q, a)
    return total


def _items(side: Side) -> list[tuple[Number, Number, int, Number]]:
    return [
        (a, ratio, k, c)
        for a, rows in side.items()
        for ratio, row in rows.items()
        for k, c in row.items()
        if c != 0
    ]


def transforms_agree(pair: Pair, h: Any) -> str | None:
    """None where the transform of h is shown to be the product, else what is open.

    For op "correlate" the first factor is conj F(1/conj z), which on |z| = 1 is conj F. Raises
    Undecided, InvalidInput.
    """

    def agree(case: Case) -> bool:
        here, claimed = pair.apply(case), case.apply(h)
        known = sympy.Add(here.g, claimed, evaluate=False)
        reader = reader_of(replace(here, g=known), case.facts)
        f, g, product = (
            in_q(from_pieces(reader.read(expr), reader.units), reader.units)
            for expr in (here.f, here.g, claimed)
        )
        if pair.op == "correlate":
            turned = nb.substitute(f, {_Q_GENERATOR: nb.inverse(_Q)})
            f = nb.conjugate(turned) if pair.conjugate else turned
        return bool(product == f * g)

    return in_every_case(pair, agree)


def _tails(pair: Pair) -> tuple[list[Terms], Units, Facts]:
    """The terms of the two sequences whose convolution is asked for."""
    reader = reader_of(pair, pair.facts)
    try:
        f, g = reader.read(pair.f), reader.read(pair.g)
        f = f.reflected(reader.units) if pair.op == "correlate" else f
        found = [from_pieces(pieces, reader.units) for pieces in (f, g)]
    except Split as split:
        refuse(split)
    return found, reader.units, with_units(reader.facts, reader.units)


def _ratios(side: Side) -> list[Number]:
    return list(dict.fromkeys(ratio for _, ratio, _, _ in _items(side)))


def require_annulus(pair: Pair) -> None:
    """Refuse unless |r s| < 1 for all ratios r of right and s of left tails of both factors."""
    found, units, facts = _tails(pair)
    right = [r for terms in found for r in _ratios(terms.right)]
    left = [s for terms in found for s in _ratios(terms.left)]
    for r in dict.fromkeys(right):
        for s in dict.fromkeys(left):
            sign = product_sign(r, s, units, facts)
            if sign is None and not product_at_least_one(r, s, units, facts):
                question = product_question(r, s, units, facts)
                raise Undecided(
                    f"the z-transforms have a common annulus if and only if {question}",
                    question=question,
                )
            if sign != 1:
                low, high = (written(expression(ratio)) for ratio in (r, s))
                raise DivergentIntegral(
                    "the z-transforms converge in no common annulus: a right tail needs "
                    f"|z| > |{low}| and a left tail |z| < 1/|{high}|",
                    end="oo",
                    tails=(high, low),
                )


def require_circle(pair: Pair) -> Circle | None:
    """How F and G exist on |z| = 1: summable, or as boundary values from one side.

    None where ratios of modulus 1 stand on both sides, so that the product has no meaning here.
    Raises DivergentIntegral where a sequence grows, Undecided.
    """
    found, units, facts = _tails(pair)
    touching = set()
    for name in ("left", "right"):
        for ratio in dict.fromkeys(r for terms in found for r in _ratios(getattr(terms, name))):
            sign = product_sign(ratio, ONE, units, facts)
            if sign is None:
                question = product_question(ratio, ONE, units, facts)
                raise Undecided(
                    f"whether the transform exists depends on {question}", question=question
                )
            if sign == -1:
                raise DivergentIntegral(
                    "a sequence has no Fourier transform: it grows like "
                    f"({written(expression(ratio))})**|n|"
                )
            if sign == 0:
                touching.add(name)
    return None if len(touching) == 2 else Circle(bool(touching))


def transform_in(expr: Any, pair: Pair, q: Any) -> Any:
    """The transform of one sequence as an expression: a rational function of q, factored."""
    reader = reader_of(pair, pair.facts)
    value = in_q(from_pieces(reader.read(expr), reader.units), reader.units)
    found = written(expression(value))
    if q.is_Pow and q.exp == -1:
        return sympy.factor(found.xreplace({_Q_SYMBOL: q}))
    return sympy.factor(found).xreplace({_Q_SYMBOL: q})
