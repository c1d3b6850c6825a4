"""Convolution of exponential-polynomial distributions, with existence decided.

On the Laplace side a right term is c e^{−as}/(s−λ)^{n+1} for Re s > Re λ, a left term minus the
same for Re s < Re λ, a mass c s^k e^{−as}. The product of two terms with a common strip is split by
partial fractions. Whether the integral exists is asked first (see existence).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import comb
from typing import Any

from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression
from symconv.algebra.distribution import Distribution, Terms
from symconv.algebra.elements import ONE, ZERO, Element
from symconv.algebra.existence import Existence
from symconv.algebra.exppoly import ExpPoly, Mode, mode, multiply_modes
from symconv.algebra.generators import independent
from symconv.algebra.numbers import Number
from symconv.algebra.relations import relation
from symconv.algebra.signs import Facts
from symconv.deadline import check
from symconv.errors import InvalidInput, Undecided

__all__ = ["WORK_LIMIT", "Existence", "convolve", "power"]

WORK_LIMIT = 4_000_000
_DOING = "multiplying in the exact class"


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
        _right_right(f.right, g.right, result.right)
        return Distribution(line, result.right, result.mass)
    _require_existence(f, g, existence)
    _masses(f, g, result, line)
    f_left, f_right = _split(f)
    g_left, g_right = _split(g)
    _right_right(f_right, g_right, result.right)
    _left_left(f_left, g_left, result.left)
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
        left.at(a).add(part, fmpq(-1))
    left.at(cut).add(tail)
    if tail:
        tails.at(cut).add(tail)
    return tails, left.without_zeros()


def _right_right(first: Terms, second: Terms, total: Terms) -> None:
    for a, p in first.items():
        check(_DOING)
        for b, q in second.items():
            target = total.at(a + b)
            for key, row in p.terms.items():
                for key2, row2 in q.terms.items():
                    _multiply_rows(key, row, key2, row2, target, target, ONE, ONE)


def _left_left(first: Terms, second: Terms, total: Terms) -> None:
    minus = fmpq(-1)
    for a, p in first.items():
        check(_DOING)
        for b, q in second.items():
            target = total.at(a + b)
            for key, row in p.terms.items():
                for key2, row2 in q.terms.items():
                    _multiply_rows(key, row, key2, row2, target, target, minus, minus)


def _left_times(left: Terms, right: Terms, result: _Sides) -> None:
    """Left terms by arbitrary right terms: the compact parts of these turn to the left first."""
    if not left:
        return
    tails, turned = _turned(right)
    _left_left(left, turned, result.left)
    for a, p in left.items():
        for b, q in tails.items():
            on_left, on_right = result.left.at(a + b), result.right.at(a + b)
            for key, row in p.terms.items():
                for key2, row2 in q.terms.items():
                    _multiply_rows(key, row, key2, row2, on_left, on_right, ONE, fmpq(-1))


def _multiply_rows(
    key: Mode,
    row: dict[int, Number],
    key2: Mode,
    row2: dict[int, Number],
    first: ExpPoly,
    second: ExpPoly,
    sign: fmpq,
    sign2: fmpq,
) -> None:
    """Split Σ c d / ((s−λ)^{m+1} (s−μ)^{n+1}) and add: sign·(poles at λ) to `first`, and so on."""
    same, out, out2, factor, gap = _pair(key, key2)
    plain = factor == 1 and sign == 1
    if same:
        target = first.terms.get(out)
        for m, c in row.items():
            if not plain:
                c = c * factor * sign
            for n, d in row2.items():
                if target is None:
                    first.add_term(out, m + n + 1, c * d)
                    target = first.terms.get(out)
                    continue
                degree = m + n + 1
                before = target.get(degree)
                if before is None:
                    target[degree] = c * d
                else:
                    first.add_term(out, degree, c * d)
                    target = first.terms.get(out)
        return
    below = _rational_inverse_power if isinstance(gap, fmpq) else _inverse_power
    for m, c in row.items():
        check(_DOING)
        for n, d in row2.items():
            weight = c * d if factor == 1 else c * d * factor
            least = min(m, n)
            over = [weight * below(gap, 1 + k) for k in range(least, m + n + 1)]
            for j in range(m + 1):
                times = sign * ((-1) ** j * comb(n + j, j))
                first.add_term(out, m - j, _times(over[n + j - least], times))
            for j in range(n + 1):
                times = sign2 * ((-1) ** (m + 1) * comb(m + j, j))
                second.add_term(out2, n - j, _times(over[m + j - least], times))


def _times(value: Number, factor: fmpq) -> Number:
    """value·factor; nearly all factors are 1 and −1, by which an Element need not be multiplied."""
    if factor == 1:
        return value
    return -value if factor == -1 else value * factor


@lru_cache(maxsize=16384)
def _pair(key: Mode, key2: Mode) -> tuple[bool, Mode, Mode, Number, Number]:
    """(equal exponents, mode at λ, mode at μ, common factor, λ − μ)."""
    gap = key.lam - key2.lam
    out, out2 = key, key2
    factor: Number = ONE
    if key.beta != 0 or key2.beta != 0:
        constant, factor = multiply_modes(mode(ZERO, key.beta), mode(ZERO, key2.beta))
        out, out2 = mode(key.lam, constant.beta), mode(key2.lam, constant.beta)
    if gap == 0:
        return True, out, out, factor, gap
    if _hidden_zero(gap):
        raise Undecided(
            f"whether the exponents {expression(key.lam)} and {expression(key2.lam)} are equal is "
            "not decidable here: they contain constants of which only equality is known",
            question=relation(nb.real_part(gap), 0),
        )
    return False, out, out2, factor, gap


def _hidden_zero(gap: Number) -> bool:
    """Whether a constant that is not formally 0 could still be 0."""
    parts = (gap.re, gap.im) if isinstance(gap, nb.Complex) else (gap,)
    return all(
        not (isinstance(part, fmpq) and part != 0)
        and not (isinstance(part, Element) and independent(nb.generators_of(part)))
        and Facts().nonzero(part) is not True
        and not any(gen.kind == "parameter" for gen in nb.generators_of(part))
        for part in parts
    )


@lru_cache(maxsize=16384)
def _inverse_power(gap: Number, exponent: int) -> Number:
    return nb.power(nb.inverse(gap), exponent)


def _rational_inverse_power(gap: Any, exponent: int) -> Any:
    """The same for a rational, where computing is faster than looking up."""
    return gap**-exponent
