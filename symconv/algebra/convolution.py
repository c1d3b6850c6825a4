"""Convolution of exponential-polynomial distributions.

On the Laplace side a right term is c e^{−as}/(s−λ)^{n+1} for Re s > Re λ, a left term minus the
same for Re s < Re λ, a mass c s^k e^{−as}. The product of two terms with a common strip is split by
partial fractions (`partialfractions`); whether the integral exists is asked first (`existence`).
"""

from __future__ import annotations

from dataclasses import dataclass

from flint import fmpq

from symconv.algebra.distribution import Distribution, Terms
from symconv.algebra.elements import ONE, ZERO
from symconv.algebra.existence import Existence
from symconv.algebra.exppoly import ExpPoly, Mode, mode
from symconv.algebra.numbers import Number
from symconv.algebra.partialfractions import multiply_rows
from symconv.deadline import check
from symconv.errors import InvalidInput

__all__ = ["WORK_LIMIT", "convolve", "power"]

WORK_LIMIT = 4_000_000
_MINUS = fmpq(-1)


@dataclass
class _Sides:
    """A distribution as masses, left terms and right terms, for the product."""

    left: Terms
    right: Terms
    mass: Terms


def convolve(f: Distribution, g: Distribution, existence: Existence) -> Distribution:
    """f ∗ g.

    Raises DivergentIntegral where the integral diverges for all admitted parameters, Undecided
    where existence depends on an open relation, InvalidInput beyond WORK_LIMIT products.
    """
    _limit_work(f, g)
    result = _Sides(Terms(), Terms(), Terms())
    line = ExpPoly()
    if not f.line and not g.line:
        _masses(f, g, result, line)
        _multiply(f.right, g.right, result.right, result.right, (ONE, ONE))
        return Distribution(line, result.right, result.mass)
    _require_existence(f, g, existence)
    _masses(f, g, result, line)
    f_left, f_right = _split(f)
    g_left, g_right = _split(g)
    _multiply(f_right, g_right, result.right, result.right, (ONE, ONE))
    _multiply(f_left, g_left, result.left, result.left, (_MINUS, _MINUS))
    _left_times(f_left, g_right, result)
    _left_times(g_left, f_right, result)
    return Distribution.from_sides(result.left, result.right, result.mass, line)


def power(f: Distribution, n: int, existence: Existence) -> Distribution:
    """f ∗ f ∗ … ∗ f with n factors (δ for n = 0)."""
    result = Distribution.delta(ZERO)
    for _ in range(n):
        result = convolve(result, f, existence)
    return result


def _limit_work(f: Distribution, g: Distribution) -> None:
    work = _size(f) * _size(g)
    if work > WORK_LIMIT:
        raise InvalidInput(
            f"the product has about {work} terms; the limit is {WORK_LIMIT}: use fewer pieces"
        )


def _size(f: Distribution) -> int:
    count = 1
    for part in (f.line, *f.right.values(), *f.mass.values()):
        for row in part.terms.values():
            count += len(row)
    return count


def _require_existence(f: Distribution, g: Distribution, existence: Existence) -> None:
    sides = ((f, g, "-oo"), (g, f, "oo"))
    existence.require([(a.line, b.right_tail(), end) for a, b, end in sides if a.line])


def _masses(f: Distribution, g: Distribution, result: _Sides, line: ExpPoly) -> None:
    """The products in which a point mass takes part: shifted derivatives."""
    for first, second, both in ((f, g, True), (g, f, False)):
        if not first.mass:
            continue
        smooth = Distribution(second.line, second.right, second.mass if both else None)
        order = max(part.degree() for part in first.mass.values())
        derivatives = [smooth]
        for _ in range(order):
            derivatives.append(derivatives[-1].derivative())
        for a, part in first.mass.items():
            for key, k, c in part.items():
                _add_shifted(derivatives[k], a, key, c, result, line)


def _add_shifted(
    f: Distribution, by: Number, key: Mode, weight: Number, result: _Sides, line: ExpPoly
) -> None:
    moved = f.shifted(by)
    scale = ExpPoly({mode(ZERO, key.beta): {0: weight}})
    line.add(moved.line * scale)
    for source, target in ((moved.right, result.right), (moved.mass, result.mass)):
        for point, part in source.items():
            target.at(point).add(part * scale)


def _split(f: Distribution) -> tuple[Terms, Terms]:
    """The line cut at one break point into a left term and a right term."""
    if not f.line:
        return Terms(), f.right
    right = f.right.copied()
    cut = next(iter(f.right), ZERO)
    local = f.line.recentred(cut)
    right.at(cut).add(local)
    return Terms([(cut, local)]), right.without_zeros()


def _turned(right: Terms) -> tuple[Terms, Terms]:
    """Right terms as (true right tails, left terms): compact parts turn to the left.

    For each exponent λ the tail T_λ is kept as a right term at one cut; the rest has no tail, so
    Σ c e(x) H(x−a) = −Σ c e(x) H(a−x).
    """
    tails, left = Terms(), Terms()
    if not right:
        return tails, left
    cut = next(iter(right))
    tail = ExpPoly()
    for a, part in right.items():
        tail.add(part.recentred(cut - a))
        left.at(a).add(part, _MINUS)
    left.at(cut).add(tail)
    if tail:
        tails.at(cut).add(tail)
    return tails, left.without_zeros()


def _multiply(
    first: Terms, second: Terms, at_first: Terms, at_second: Terms, signs: tuple[fmpq, fmpq]
) -> None:
    """Term by term: the poles of `first` go to `at_first`, those of `second` to `at_second`."""
    sign, sign2 = signs
    one_target = at_first is at_second
    for a, p in first.items():
        check("multiplying in the exact class")
        for b, q in second.items():
            point = a + b
            target = at_first.at(point)
            target2 = target if one_target else at_second.at(point)
            for key, row in p.terms.items():
                for key2, row2 in q.terms.items():
                    multiply_rows(key, row, key2, row2, target, target2, sign, sign2)


def _left_times(left: Terms, right: Terms, result: _Sides) -> None:
    """Left terms by arbitrary right terms: the compact parts of these turn to the left first."""
    if not left:
        return
    tails, turned = _turned(right)
    _multiply(left, turned, result.left, result.left, (_MINUS, _MINUS))
    _multiply(left, tails, result.left, result.right, (ONE, _MINUS))
