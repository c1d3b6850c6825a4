"""The product of two terms on the Laplace side, split by partial fractions.

1/((s−λ)^{m+1} (s−μ)^{n+1}) is Σ_j (−1)^j C(n+j, j) (λ−μ)^{−n−1−j} / (s−λ)^{m+1−j} and the same
with λ and μ exchanged; for λ = μ it is one pole of order m + n + 2.
"""

from __future__ import annotations

from functools import lru_cache
from math import comb
from typing import Any

from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression, parameter_coefficients
from symconv.algebra.elements import ONE, ZERO
from symconv.algebra.exppoly import ExpPoly, Mode, mode, multiply_modes
from symconv.algebra.generators import PARAMETER, Generator, independent
from symconv.algebra.numbers import Number
from symconv.algebra.relations import relation
from symconv.algebra.signs import Facts
from symconv.deadline import check
from symconv.deciding import constants
from symconv.errors import Undecided

__all__ = ["multiply_rows"]


def multiply_rows(
    key: Mode,
    row: dict[int, Number],
    key2: Mode,
    row2: dict[int, Number],
    first: ExpPoly,
    second: ExpPoly,
    sign: fmpq,
    sign2: fmpq,
) -> None:
    """Split Σ c d / ((s−λ)^{m+1} (s−μ)^{n+1}); λ is the exponent of `key`, μ that of `key2`.

    sign·(the poles at λ) is added to `first`, sign2·(the poles at μ) to `second`; both to `first`
    where λ = μ.
    """
    equal, out, out2, factor, gap = _pair(key, key2)
    if equal:
        if not (factor == 1 and sign == 1):
            row = {m: c * factor * sign for m, c in row.items()}
        _add_orders(row, row2, out, first)
        return
    below = _rational_inverse_power if isinstance(gap, fmpq) else _inverse_power
    for m, c in row.items():
        check("multiplying in the exact class")
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


def _add_orders(row: dict[int, Number], row2: dict[int, Number], out: Mode, total: ExpPoly) -> None:
    """Equal exponents: the orders of the poles add, 1/(s−λ)^{m+n+2}."""
    target = total.terms.get(out)
    for m, c in row.items():
        for n, d in row2.items():
            degree = m + n + 1
            if target is None or degree in target:
                total.add_term(out, degree, c * d)
                target = total.terms.get(out)
            else:
                target[degree] = c * d


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
    known = _is_apart(gap)
    if known is False:
        return True, out, out, factor, ZERO
    if known is None:
        raise Undecided(
            f"whether the exponents {expression(key.lam)} and {expression(key2.lam)} are equal is "
            "not decidable here: they contain constants of which only equality is known",
            question=relation(nb.real_part(gap), 0),
        )
    return False, out, out2, factor, gap


def _is_apart(gap: Number) -> bool | None:
    """Whether a difference of exponents that is not formally 0 is not 0; None where open."""
    for part in nb.parts(gap):
        gens = nb.generators_of(part)
        if part != 0 and (independent(gens) or _holds_parameters(part, gens)):
            return True
    return Facts().nonzero(gap)


def _holds_parameters(value: Number, gens: tuple[Generator, ...]) -> bool:
    """Whether it is a polynomial in parameters of which one coefficient is not 0."""
    if not any(gen.kind == PARAMETER for gen in gens):
        return False
    return any(constants.is_zero(c) is False for c in parameter_coefficients(expression(value)))


@lru_cache(maxsize=16384)
def _inverse_power(gap: Number, exponent: int) -> Number:
    return nb.power(nb.inverse(gap), exponent)


def _rational_inverse_power(gap: Any, exponent: int) -> Any:
    """The same for a rational, where computing is faster than looking up."""
    return gap**-exponent
