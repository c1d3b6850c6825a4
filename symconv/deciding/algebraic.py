"""Whether an algebraic number is 0: by a bound below which no other number of its form lies.

A number built from rationals by +, ·, /, roots and roots of polynomials is U/L with algebraic
integers U, L in a field of degree at most D. Let u and l bound all conjugates of U and L. The norm
of U is an integer and not 0, so that a number that is not 0 has |U/L| >= 1/(u^(D − 1) l). A ball
below that bound proves 0, a ball without 0 proves the contrary: no minimal polynomial is needed.

Reference: C. Burnikel, S. Funke, K. Mehlhorn, S. Schirra, S. Schmitt, "A separation bound for real
algebraic expressions", Algorithmica 55 (2009), theorem 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from math import prod
from typing import Any

import sympy
from flint import acb, arb, fmpz_poly
from sympy import Expr

from symconv.deadline import check
from symconv.errors import Unresolved
from symconv.exactnumbers import to_fmpq
from symconv.precision import working_precision

__all__ = ["is_algebraic", "is_zero", "root_of_polynomial"]

_MOST_BITS = 40_000
_LARGEST_EXPONENT = 4096
_FIRST_BITS = 64


class NotAlgebraicError(Exception):
    """The expression is not built from rationals by the operations above."""


@dataclass
class _Field:
    """The roots that the expression adjoins, each with its degree, and bounds known so far."""

    degrees: dict[Expr, int] = field(default_factory=dict)
    known: dict[Expr, tuple[int, int]] = field(default_factory=dict)

    def bounds(self, expr: Expr) -> tuple[int, int]:
        """(u, l) of a number; its roots are entered on the way."""
        found = self.known.get(expr)
        if found is None:
            found = self.known[expr] = self._bounds(expr)
            if max(found).bit_length() > _MOST_BITS:
                raise NotAlgebraicError("too large")
        return found

    def _bounds(self, expr: Expr) -> tuple[int, int]:
        if expr.is_Rational:
            return max(abs(int(expr.p)), 1), int(expr.q)
        if expr is sympy.I:
            self.degrees[expr] = 2
            return 1, 1
        if expr.is_Add:
            total = (0, 1)
            for term in expr.args:
                above, below = self.bounds(term)
                total = (total[0] * below + above * total[1], total[1] * below)
            return total
        if expr.is_Mul:
            parts = [self.bounds(factor) for factor in expr.args]
            return prod(above for above, _ in parts), prod(below for _, below in parts)
        if expr.is_Pow and expr.exp.is_Rational:
            return self._power(expr.base, expr.exp)
        turn = _turn(expr)
        if turn is not None:  # e^{iπq} is a root of unity
            order = int((turn / 2).q)
            self.degrees[sympy.exp(2 * sympy.pi * sympy.I / order, evaluate=False)] = int(
                sympy.totient(order)
            )
            return 1, 1
        if isinstance(expr, sympy.CRootOf):
            return self._root_of_polynomial(expr)
        raise NotAlgebraicError(expr)

    def _power(self, base: Expr, exponent: sympy.Rational) -> tuple[int, int]:
        above, below = self.bounds(base)
        degree, times = int(exponent.q), int(exponent.p)
        if max(degree, abs(times)) > _LARGEST_EXPONENT:
            raise NotAlgebraicError("a large exponent")
        if degree > 1:  # (U/L)^(1/k) = (U L^(k−1))^(1/k) / L = U / (U^(k−1) L)^(1/k)
            self.degrees[sympy.Pow(base, sympy.Rational(1, degree))] = degree
            if above >= below:
                above = _root_above(above * below ** (degree - 1), degree)
            else:
                below = _root_above(above ** (degree - 1) * below, degree)
        if times < 0:
            above, below = below, above
        return above ** abs(times), below ** abs(times)

    def _root_of_polynomial(self, root: Expr) -> tuple[int, int]:
        """The leading coefficient times the root is an integer; Cauchy's bound holds for all."""
        coefficients = [abs(int(c)) for c in root.poly.all_coeffs()]
        self.degrees[root] = root.poly.degree()
        leading = coefficients[0]
        return leading + max(coefficients[1:]), leading


def _root_above(value: int, degree: int) -> int:
    """The smallest integer whose power is at least the value."""
    root, exactly = sympy.integer_nthroot(value, degree)
    return int(root) if exactly else int(root) + 1


def _turn(expr: Expr) -> Expr | None:
    """q where the expression is e^{iπq} for a rational q."""
    if isinstance(expr, sympy.exp):
        turn = expr.args[0] / (sympy.I * sympy.pi)
        if turn.is_Rational:
            return turn
    return None


def plain(expr: Expr) -> Expr:
    """The same number without golden ratios, re, im, conjugates and waves of rational angles."""
    waves = (sympy.cos, sympy.sin, sympy.tan, sympy.cot, sympy.sec, sympy.csc)
    changes = {
        wave: wave.rewrite(sympy.exp)
        for wave in expr.atoms(*waves)
        if (wave.args[0] / sympy.pi).is_Rational
    }
    if expr.has(sympy.GoldenRatio):
        changes[sympy.GoldenRatio] = (1 + sympy.sqrt(5)) / 2
    return expr.xreplace(changes) if changes else expr


@lru_cache(maxsize=4096)
def is_zero(expr: Expr) -> bool | None:
    """Whether a number without symbols is 0; None where not algebraic, or too deep to tell."""
    if expr.is_Rational:
        return bool(expr == 0)
    number = plain(expr)
    adjoined = _Field()
    try:
        above, below = adjoined.bounds(number)
    except NotAlgebraicError:
        return None
    degree = prod(adjoined.degrees.values())
    needed = (degree - 1) * above.bit_length() + below.bit_length() + 1
    if needed > _MOST_BITS:
        needed = _MOST_BITS  # which may still show that the number is not 0
    bits = min(_FIRST_BITS, needed)
    while True:
        check("deciding whether a number is 0")
        with working_precision(bits + _FIRST_BITS):
            ball = _ball(number)
            if ball.is_finite() and not ball.contains(0):
                return False
            proved = ball.is_finite() and bool(abs(ball).upper() < arb(2) ** -needed)
        if proved and needed < _MOST_BITS:
            return True
        if bits > 4 * needed:
            return None
        bits *= 2


def is_algebraic(expr: Expr) -> bool:
    """Whether the number is seen to be built from rationals by roots; False may mean not seen."""
    try:
        _Field().bounds(plain(expr))
    except NotAlgebraicError:
        return False
    return True


def _ball(expr: Expr) -> acb:
    """The ball of a number that `_Field` reads, at the working precision; 0 under a root is 0."""
    if expr.is_Rational:
        return acb(arb(to_fmpq(expr)))
    if expr is sympy.I:
        return acb(0, 1)
    if expr.is_Add:
        return sum((_ball(term) for term in expr.args), acb(0))
    if expr.is_Mul:
        return prod((_ball(factor) for factor in expr.args), start=acb(1))
    if expr.is_Pow:
        return _power_ball(expr.base, expr.exp)
    turn = _turn(expr)
    if turn is not None:
        return acb(arb(to_fmpq(turn))).exp_pi_i()
    return root_of_polynomial(expr)


def _power_ball(base: Expr, exponent: sympy.Rational) -> acb:
    value = _ball(base)
    if exponent.is_Integer:
        return value ** int(exponent)
    if value.contains(0) and exponent > 0 and is_zero(base):
        return acb(0)
    if exponent.q == 2:
        root = value.sqrt()
    elif bool(value.real > 0) and value.imag.is_zero():
        root = acb(value.real.root(int(exponent.q)))
    else:
        root = value ** acb(arb(1) / int(exponent.q))
    return root ** int(exponent.p)


def root_of_polynomial(root: Expr) -> acb:
    """A ball of a root of a polynomial: flint's, told apart by SymPy's rough rational position."""
    coefficients = [int(c) for c in reversed(root.poly.all_coeffs())]
    roots: Any = fmpz_poly(coefficients).complex_roots()
    candidates = [ball for ball, _ in roots]
    for bits in (16, 32, 64, 128):
        size = sympy.Rational(1, 2**bits)
        real, imag = root.eval_rational(size, size).as_real_imag()
        spread = arb(0, 1) * arb(2) ** (1 - bits)
        near = acb(arb(to_fmpq(real)) + spread, arb(to_fmpq(imag)) + spread)
        fitting = [ball for ball in candidates if ball.overlaps(near)]
        if len(fitting) == 1:
            return acb(fitting[0].real) if root.is_real else fitting[0]
    raise Unresolved(f"{root} was not told apart from the other roots")
