"""Whether ∫ f(x) g(t − x) dx exists for exponential polynomials, decided tail by tail.

At x → −∞ it converges exactly when every exponent of f's left tail has a larger real part than
every exponent of g's right tail (the dominant terms of exponential polynomials form an integral
domain, so nothing cancels in the product), and mirrored at +∞; at equality it diverges also as an
improper integral. A tail itself may cancel where two of its exponents become equal: e^{px} − e^{qx}
is 0 at p = q, so that divergence is proved only where no values of the parameters do that.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain, combinations, product
from typing import Any, TypeAlias

import sympy

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression
from symconv.algebra.elements import Element
from symconv.algebra.exppoly import ExpPoly, Mode
from symconv.algebra.numbers import Number
from symconv.algebra.questions import diverges_unless, exists_where
from symconv.algebra.relations import asked, relation
from symconv.algebra.signs import Facts
from symconv.deciding import constants
from symconv.errors import DivergentIntegral

__all__ = ["Existence", "cancellation"]

Meeting: TypeAlias = tuple[ExpPoly, ExpPoly, str]  # at "-oo" tails of f and g, at "oo" of g and f

_MOST_RIVALS = 6


@dataclass(frozen=True)
class _Pair:
    """Two exponents that meet at one end, with the tails that they belong to."""

    left: ExpPoly
    right: ExpPoly
    end: str
    exponents: tuple[Mode, Mode]
    gap: Number  # the real part of the difference, which has to be positive

    def cancellation(self, facts: Facts) -> Any:
        """What would make one of the two leading terms 0, or None."""
        keys = zip((self.left, self.right), self.exponents, strict=True)
        zeros = (cancellation(tail, key, facts) for tail, key in keys)
        return next((zero for zero in zeros if zero is not None), None)

    def divergence(self) -> DivergentIntegral:
        """The error that names both growths."""
        f, g = self.exponents if self.end == "-oo" else self.exponents[::-1]
        return DivergentIntegral(
            f"the integral diverges at x -> {self.end}: there f behaves like {_growth(f)} and "
            f"g(t - x) like {_growth(g, mirrored=True)}, whose product does not decay",
            end=self.end,
            tails=(expression(f.lam), expression(g.lam)),
        )


@dataclass
class Existence:
    """What existence rests on: the strict inequalities that the facts did not decide.

    With `collect` False an open inequality raises Undecided; else it is kept in `conditions` and
    becomes one of the facts.
    """

    facts: Facts
    collect: bool = False
    conditions: list[Any] = field(default_factory=list)

    def require(self, meetings: list[Meeting]) -> None:
        """Every Re λ of each left tail > every Re μ of the right tail, or the integral diverges.

        Raises DivergentIntegral where that is so for all values of the parameters, Undecided where
        a tail may cancel or an inequality is open.
        """
        facts = self.facts
        questions: list[Any] = []
        zeros: list[Any] = []  # where an inequality that was assumed is not needed
        assumed: list[Number] = []
        while True:
            failing, unclear = _judged(meetings, facts, assumed)
            self._refuse(failing, zeros)
            if unclear is None:
                break
            questions.append(asked(unclear.gap, 1, facts))
            zero = unclear.cancellation(self.facts)
            zeros += [] if zero is None else [zero]
            facts = facts.assume(unclear.gap, 1)
            assumed.append(unclear.gap)  # the facts need not draw its sign from that
        if questions and not self.collect:
            raise exists_where(questions, zeros[0] if zeros else None)
        self.facts = facts
        self.conditions += questions

    def _refuse(self, failing: list[_Pair], zeros: list[Any]) -> None:
        """Raise what pairs that do not decay mean, where `zeros` may make others superfluous."""
        if not failing:
            return
        found = [pair.cancellation(self.facts) for pair in failing]
        if None in found and not zeros:
            raise failing[found.index(None)].divergence()
        zero = (zeros or found)[0]
        raise diverges_unless(zero, where=failing[0].end, tail=True)


def _judged(
    meetings: list[Meeting], facts: Facts, assumed: list[Number]
) -> tuple[list[_Pair], _Pair | None]:
    """The pairs of exponents whose product does not decay, and the first that is open."""
    failing, unclear = [], None
    for left, right, end in meetings:
        for keys in product(left.terms, right.terms):
            gap = nb.real_part(keys[0].lam - keys[1].lam)
            sign = facts.sign(gap)
            if sign == 1:
                continue
            pair = _Pair(left, right, end, keys, gap)
            if sign is not None or facts.nonnegative(-gap):
                failing.append(pair)
            elif unclear is None and gap not in assumed:
                unclear = pair
    return failing, unclear


def _growth(key: Mode, *, mirrored: bool = False) -> str:
    lam = expression(-key.lam if mirrored else key.lam)
    return "a polynomial" if lam == 0 else str(sympy.exp(lam * sympy.Symbol("x")))


def cancellation(tail: ExpPoly, key: Mode, facts: Facts) -> Any:
    """A relation under which the leading term with the exponent of `key` may be 0, else None.

    The leading coefficient is Σ c e^β over the terms of the same degree whose exponents are equal,
    by their form or at some values of the parameters.
    """
    degree = max(tail.terms[key])
    weight = tail.terms[key][degree]
    if facts.nonzero(weight) is not True:
        return relation(_visible_part(weight), 0)
    rivals = {
        other: row[degree]
        for other, row in tail.terms.items()
        if other is not key and degree in row and not facts.nonzero(other.lam - key.lam)
    }
    if not rivals or _never_cancel(key, weight, rivals, facts):
        return None
    for other in rivals:
        if other.lam != key.lam:
            return relation(_visible_part(other.lam - key.lam), 0)
    terms = ((key, weight), *rivals.items())
    return sympy.Eq(
        sympy.Add(*(expression(c) * sympy.exp(expression(m.beta)) for m, c in terms)), 0
    )


def _visible_part(value: Number) -> Number:
    """The real part, or the imaginary part where that is 0; a complex parameter is whole."""
    if isinstance(value, Element) and not nb.is_real(value):
        return value
    real = nb.real_part(value)
    return real if real != 0 else nb.imaginary_part(value)


def _never_cancel(key: Mode, weight: Number, rivals: dict[Mode, Number], facts: Facts) -> bool:
    """Whether c e^β plus any of the rivals' is known not to be 0."""
    weights = [weight, *rivals.values()]
    betas = [key.beta, *(other.beta for other in rivals)]
    if all(nb.is_real(value) and not isinstance(value, nb.Complex) for value in (*weights, *betas)):
        signs = {facts.sign(value) for value in weights}
        if signs in ({1}, {-1}):
            return True
    if all(beta == key.beta for beta in betas):
        return len(rivals) <= _MOST_RIVALS and all(
            facts.nonzero(sum(some, weight)) for some in _subsets(rivals.values())
        )
    if any(other.lam != key.lam for other in rivals):
        return False
    if len(rivals) == 1 and weights[0] + weights[1] == 0:
        gap = betas[0] - betas[1]
        return nb.is_real(gap) and facts.nonzero(gap) is True
    return _constant_is_nonzero(weights, betas)


def _subsets(values: Iterable[Number]) -> Iterable[tuple[Number, ...]]:
    pool = tuple(values)
    return chain.from_iterable(combinations(pool, size) for size in range(len(pool) + 1))


def _constant_is_nonzero(weights: list[Number], betas: list[Number]) -> bool:
    total = sympy.Add(
        *(
            expression(c) * sympy.exp(expression(beta))
            for c, beta in zip(weights, betas, strict=True)
        )
    )
    return not total.free_symbols and constants.is_zero(total) is False
