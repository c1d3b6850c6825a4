"""f ∗ g for two sums of singular and regular parts: every pair to the rule that covers it."""

from __future__ import annotations

from symconv.algebra.constants import number
from symconv.algebra.distribution import Distribution
from symconv.laplacepairs.inversion import inverse
from symconv.laplacepairs.ledger import Ledger
from symconv.laplacepairs.opposite import opposite_powers
from symconv.laplacepairs.parts import Part, mirrored
from symconv.laplacepairs.powers import (
    power_with_power,
    power_with_regular,
)
from symconv.laplacepairs.specials import is_special, regular_transforms, transforms
from symconv.laplacepairs.tokens import POWER, Piece, Sum
from symconv.laplacepairs.windows import window_with_regular
from symconv.reading import OutsideClass
from symconv.reading.cases import decided_sign

__all__ = ["singular_parts"]


def singular_parts(f: Sum, g: Sum, ledger: Ledger) -> list[Part]:
    """All of f ∗ g except the product of the two regular parts.

    Raises OutsideClass where a pair is not covered.
    """
    parts: list[Part] = []
    alone = len(f.singular) + len(g.singular) == 1
    for own, other in ((f, g), (g, f)):
        for piece in own.singular:
            ledger.alone = alone and not _shares_tail(piece, own.regular)
            parts += _with_regular(piece, other.regular, ledger)
    ledger.alone = len(f.singular) == len(g.singular) == 1
    for first in f.singular:
        for second in g.singular:
            parts += _pair(first, second, ledger)
    return parts


def _with_regular(piece: Piece, g: Distribution, ledger: Ledger) -> list[Part]:
    if not g:
        return []
    if is_special(piece):
        found = []
        for term in transforms(piece, ledger):
            for other in regular_transforms(g, term):
                found.append(inverse(term.times(other), ledger))
        return found
    if len(piece.factors) != 1 or piece.factors[0].kind != POWER:
        return window_with_regular(piece, g, ledger)
    if _opens_left(piece, ledger):
        turned = power_with_regular(piece.reflected(ledger.variable), g.reflected(), ledger)
        return mirrored(turned, ledger.t)
    return power_with_regular(piece, g, ledger)


def _shares_tail(piece: Piece, regular: Distribution) -> bool:
    """Whether both go on to the same infinity."""
    down = piece.lower is None and bool(regular.line)
    return down or (piece.upper is None and bool(regular.right_tail()))


def _pair(first: Piece, second: Piece, ledger: Ledger) -> list[Part]:
    if is_special(first) or is_special(second):
        return [
            inverse(a.times(b), ledger)
            for a in transforms(first, ledger)
            for b in transforms(second, ledger)
        ]
    for piece in (first, second):
        if len(piece.factors) != 1 or piece.factors[0].kind != POWER:
            raise OutsideClass("a root of a quadratic with another singular function")
    left = [_opens_left(piece, ledger) for piece in (first, second)]
    if left == [False, False]:
        return power_with_power(first, second, ledger)
    if left == [True, True]:
        turned = [piece.reflected(ledger.variable) for piece in (first, second)]
        return mirrored(power_with_power(turned[0], turned[1], ledger), ledger.t)
    right, turned_left = (second, first) if left[0] else (first, second)
    return opposite_powers(right, turned_left, ledger)


def _opens_left(piece: Piece, ledger: Ledger) -> bool:
    """Whether the piece lies below the point of its power."""
    (factor,) = piece.factors
    if not factor.is_entire_power:
        return factor.side == -1
    if piece.lower is None:
        return True
    if piece.upper is None or factor.exponent.is_nonnegative:
        return False
    return decided_sign(ledger.facts, piece.lower - number(factor.point)) < 0
