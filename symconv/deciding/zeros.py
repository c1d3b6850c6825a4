"""Whether a constant is 0, by theorems: algebraic numbers, exponentials, π and logarithms.

The constant is written Σ c m with algebraic c and products m of exponentials of algebraic numbers,
powers of π, logarithms of primes and other constants, each m once. Where all c are 0, so is the
constant. Where one is not, neither is the constant in three cases: the m are exponentials of
distinct algebraic numbers (Lindemann–Weierstrass); powers of one transcendental number; at most
linear in π and logarithms (Baker: 1, iπ and the log p are independent over the algebraic numbers).

References: A. Baker, Transcendental Number Theory, theorems 1.4 and 2.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import sympy
from sympy import Expr

from symconv.deadline import check
from symconv.deciding import algebraic
from symconv.survey import survey

__all__ = ["is_zero"]

_MOST_PARTS = 2_000
_LARGEST_POWER = 24
_WAVES = (
    sympy.sin,
    sympy.cos,
    sympy.tan,
    sympy.cot,
    sympy.sec,
    sympy.csc,
    sympy.sinh,
    sympy.cosh,
    sympy.tanh,
    sympy.coth,
    sympy.sech,
    sympy.csch,
)
_Monomial = tuple[Expr, tuple[tuple[Expr, int], ...]]  # an exponent β, powers of other constants


@lru_cache(maxsize=4096)
def is_zero(expr: Expr) -> bool | None:
    """Whether a number without symbols is 0, proved; None where no theorem here tells."""
    if expr.is_Rational:
        return bool(expr == 0)
    known = algebraic.is_zero(expr)
    if known is not None or algebraic.is_algebraic(expr):
        return known
    if survey(expr).parts > _MOST_PARTS or _has_large_powers(expr):
        return None
    above, below = sympy.together(_rewritten(expr)).as_numer_denom()
    if not below.is_Rational and is_zero(below) is not False:
        return None
    return _is_zero_sum(above)


def _has_large_powers(expr: Expr) -> bool:
    return any(
        power.exp.is_Integer and abs(power.exp) > _LARGEST_POWER for power in expr.atoms(sympy.Pow)
    )


def _rewritten(expr: Expr) -> Expr:
    """Waves of algebraic numbers as exponentials, logarithms of rationals by primes."""
    changes = {}
    for part in expr.atoms(sympy.log, *_WAVES):
        inner = part.args[0]
        if not isinstance(part, sympy.log):
            if algebraic.is_algebraic(inner):
                changes[part] = part.rewrite(sympy.exp)
        elif inner.is_Rational and inner > 0:
            primes = sympy.factorrat(inner).items()
            changes[part] = sympy.Add(*(times * sympy.log(prime) for prime, times in primes))
    return algebraic.plain(expr).xreplace(changes)


def _is_zero_sum(expr: Expr) -> bool | None:
    sums: dict[_Monomial, Expr] = {}
    for coefficient, monomial in _terms(sympy.expand(expr)):
        check("deciding whether a number is 0")
        key = next((other for other in sums if _equal(other, monomial)), monomial)
        sums[key] = sums.get(key, sympy.S.Zero) + coefficient
    answers = {key: algebraic.is_zero(total) for key, total in sums.items()}
    if None in answers.values():
        return None
    left = [key for key, answer in answers.items() if not answer]
    if not left:
        return True
    return False if _are_independent(left) else None


def _terms(expr: Expr) -> Iterator[tuple[Expr, _Monomial]]:
    """(coefficient, monomial) of every term of an expanded sum."""
    for term in sympy.Add.make_args(expr):
        coefficient, exponent = sympy.S.One, sympy.S.Zero
        powers: dict[Expr, int] = {}
        for factor in sympy.Mul.make_args(term):
            base, times = factor.as_base_exp() if factor.is_Pow else (factor, sympy.S.One)
            beta = factor.exp if isinstance(factor, sympy.exp) else None
            if factor is sympy.E:
                beta = sympy.S.One
            elif beta is None and base is sympy.E:
                beta = times
            if algebraic.is_algebraic(factor):
                coefficient *= factor
            elif beta is not None and algebraic.is_algebraic(beta):
                exponent += beta
            elif times.is_Integer:
                powers[base] = powers.get(base, 0) + int(times)
            else:
                powers[factor] = powers.get(factor, 0) + 1
        yield coefficient, (exponent, tuple(sorted(powers.items(), key=str)))


def _equal(left: _Monomial, right: _Monomial) -> bool:
    return left[1] == right[1] and algebraic.is_zero(left[0] - right[0]) is True


def _are_independent(monomials: list[_Monomial]) -> bool:
    """Whether a theorem says that Σ c m is not 0 for algebraic c that are not 0."""
    exponents = [beta for beta, _ in monomials]
    others = [dict(powers) for _, powers in monomials]
    atoms = {atom for powers in others for atom in powers}
    if not atoms:  # exponents that are not told apart would leave the question open
        pairs = [(a, b) for i, a in enumerate(exponents) for b in exponents[:i]]
        return all(algebraic.is_zero(a - b) is False for a, b in pairs)
    if any(beta != 0 for beta in exponents) or not all(map(_is_transcendental, atoms)):
        return False
    return len(atoms) == 1 or all(
        sum(powers.values()) <= 1 and min(powers.values(), default=0) >= 0 for powers in others
    )


def _is_transcendental(atom: Expr) -> bool:
    """Whether it is π or the logarithm of a prime."""
    if atom is sympy.pi:
        return True
    return isinstance(atom, sympy.log) and bool(atom.args[0].is_Integer and atom.args[0] > 1)
