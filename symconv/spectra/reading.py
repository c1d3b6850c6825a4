"""SymPy expressions in x as spectral sums: rational functions, Gaussians, waves and their products.

Real poles are read as (x − z − i0)^{−n} throughout. Where the sum is regular at z, as sin(x)/x is,
the choice does not matter; otherwise the function is singular there, and only a simple pole has a
meaning, as a principal value: pv 1/x = 1/(x − i0) − iπδ (Sokhotski and Plemelj).
"""

from __future__ import annotations

from typing import Any

import sympy

from symconv.algebra import numbers as nb
from symconv.algebra.constants import number
from symconv.algebra.distribution import Distribution
from symconv.algebra.elements import ONE
from symconv.algebra.exppoly import ExpPoly
from symconv.algebra.numbers import Number
from symconv.algebra.relations import asked
from symconv.algebra.signs import Facts
from symconv.deadline import check
from symconv.errors import InvalidInput, Undecided
from symconv.reading import OutsideClass
from symconv.reading.cases import decided_sign
from symconv.reading.conditions import pointwise_product
from symconv.reading.reader import Reader
from symconv.spectra.roots import roots
from symconv.spectra.sides import read_as_finite_parts
from symconv.spectra.sums import Needed, SpectralSum

__all__ = ["read_sum"]

_POWER_LIMIT = 64
_HIGHEST = 1000


def read_sum(expr: Any, x: Any, facts: Facts, hints: tuple[Number, ...] = ()) -> SpectralSum:
    """The spectral sum that an expression in the real symbol x stands for.

    A real pole at which the sum is not regular stands for the finite part, Pf (x − z)^{−n}; whether
    that is admitted is for `poles.require_integrable` to say. `hints` are poles that may occur.

    Raises OutsideClass where it is not of this class, Split, Coincidence, Needed or Undecided where
    a sign or the equality of two poles is open.
    """
    return read_as_finite_parts(_Reader(x, facts, hints).read(expr))


class _Reader:
    """Reads expressions in x under given facts."""

    def __init__(self, x: Any, facts: Facts, hints: tuple[Number, ...] = ()):
        self.x = x
        self.facts = facts
        self.hints = hints
        self.exact = Reader(x, facts)

    def read(self, expr: Any) -> SpectralSum:
        """Dispatch on the head of the expression."""
        check("reading the functions")
        if not expr.has(self.x):
            return SpectralSum.of(Distribution(self.exact.constants.read(expr)))
        if expr.is_Add:
            total = SpectralSum()
            for term in expr.args:
                total = total + self.read(term)
            return total
        if expr.is_Mul:
            return self._product(expr)
        if self._special(expr):
            return self._read_special(expr)
        return SpectralSum.of(self.exact.read(expr))

    def _special(self, expr: Any) -> bool:
        """Whether a part of the expression lies outside the exact class."""
        if not expr.has(self.x):
            return False
        if isinstance(expr, sympy.exp):
            return bool(_degree(expr.args[0], self.x) > 1)
        if expr.is_Pow and expr.args[1].has(self.x):
            return bool(_degree(expr.args[1], self.x) > 1)
        if expr.is_Pow and expr.args[0].has(self.x):
            return expr.args[1].is_positive is not True or self._special(expr.args[0])
        if isinstance(expr, sympy.sinc):
            return True
        if expr.is_Add or expr.is_Mul or isinstance(expr, sympy.Piecewise):
            return any(self._special(part) for part in _parts(expr))
        return False

    def _read_special(self, expr: Any) -> SpectralSum:
        if isinstance(expr, sympy.exp):
            return self._gaussian(expr.args[0], ONE)
        if isinstance(expr, sympy.sinc):
            return self._sinc(expr.args[0])
        if isinstance(expr, sympy.Piecewise):
            return self._piecewise(expr)
        base, exponent = expr.args
        if not exponent.has(self.x) and exponent.is_Integer:
            if abs(exponent) > _POWER_LIMIT:
                raise OutsideClass(f"the power {exponent} (limit {_POWER_LIMIT})")
            if exponent.is_negative:
                return self._reciprocal(base, -int(exponent))
            return self._power(self.read(base), int(exponent))
        if not base.has(self.x) and self.facts.sign_of(base) == 1:
            return self._gaussian(exponent, number(sympy.log(base)))
        raise OutsideClass(f"{expr} is no rational function and no Gaussian")

    def _product(self, expr: Any) -> SpectralSum:
        special = [factor for factor in expr.args if self._special(factor)]
        rest = sympy.Mul(*(factor for factor in expr.args if factor not in special))
        if not special:
            return SpectralSum.of(self.exact.read(rest))
        total = self._read_special(special[0]) if not special[0].is_Add else self.read(special[0])
        for factor in special[1:]:
            total = total.times(self.read(factor), self.facts)
        return total if rest == 1 else total.times(self.read(rest), self.facts)

    def _power(self, base: SpectralSum, exponent: int) -> SpectralSum:
        result = base
        for _ in range(exponent - 1):
            result = result.times(base, self.facts)
        return result

    def _coefficients(self, expr: Any) -> list[Number]:
        try:
            poly = sympy.Poly(expr, self.x)
        except sympy.PolynomialError:
            raise OutsideClass(f"{expr} is no polynomial in {self.x}") from None
        if any(c.has(self.x) for c in poly.all_coeffs()):
            raise OutsideClass(f"{expr} is no polynomial in {self.x}")
        values = [number(c) for c in reversed(poly.all_coeffs())]
        while len(values) > 1 and values[-1] == 0:
            values.pop()
        return values

    def _reciprocal(self, base: Any, exponent: int) -> SpectralSum:
        """base^{−exponent} for a polynomial, as the product of its pole terms."""
        coefficients = self._coefficients(base)
        leading = coefficients[-1]
        self._require_nonzero(leading)
        total = SpectralSum.of(Distribution(ExpPoly.constant(nb.power(leading, -exponent))))
        for root, times in roots(coefficients, self.facts, self.hints):
            term = SpectralSum.pole(root, times * exponent, self._side(root))
            total = total.times(term, self.facts)
        return total

    def _side(self, root: Number) -> int:
        """1 for a real pole, 0 for one that is known not to be real."""
        height = nb.imaginary_part(root)
        if height == 0:
            return 1
        self._require_nonzero(height)
        return 0

    def _require_nonzero(self, value: Number) -> None:
        if self.facts.nonzero(value) is not True:
            raise Needed(value, "the function has a meaning only for")

    def _gaussian(self, exponent: Any, ratio: Number) -> SpectralSum:
        """e^{−αx² + λx + β} with α > 0, times e^{rest} for pieces such as |x|."""
        terms = sympy.Add.make_args(exponent)
        rest = [term for term in terms if not term.is_polynomial(self.x)]
        if rest and ratio == 1:
            square = sympy.Add(*(term for term in terms if term not in rest))
            pieces = SpectralSum.of(self.exact.read(sympy.exp(sympy.Add(*rest))))
            return self._gaussian(square, ratio).times(pieces, self.facts)
        coefficients = [c * ratio for c in self._coefficients(exponent)]
        if len(coefficients) != 3:
            raise OutsideClass("the exponential of a polynomial of degree 3 or more")
        beta, lam, square = coefficients
        if not nb.is_real(square):
            raise OutsideClass("a Gaussian with a complex width")
        sign = self.facts.sign(square)
        if sign is None:
            question = asked(square, -1, self.facts)
            raise Undecided(
                f"whether the Gaussian decays is open: {question}; state it with assuming=",
                question=question,
            )
        if sign > 0:
            raise OutsideClass("an exponential that grows like exp(x**2)")
        return SpectralSum.of(Distribution(ExpPoly.exponential(lam, beta)), -square)

    def _sinc(self, argument: Any) -> SpectralSum:
        """sinc(u) = sin(u)/u for u = cx + d."""
        coefficients = self._coefficients(argument)
        if len(coefficients) != 2:
            raise OutsideClass("sinc of an argument that is not linear")
        shift, slope = coefficients
        if not (nb.is_real(slope) and nb.is_real(shift)):
            raise OutsideClass("sinc of a complex argument")
        decided_sign(self.facts, slope)
        down = nb.inverse(slope)
        wave = self.exact.read(sympy.sin(argument)).line
        return SpectralSum.pole(-shift * down, 1, 1).times_exppoly(wave).scaled(down)

    def _piecewise(self, expr: Any) -> SpectralSum:
        """Arm by arm; on points such as x = 0 in (f, Ne(x, 0)) nothing depends."""
        total = SpectralSum()
        remaining = Distribution(ExpPoly.constant(ONE))
        for value, condition in expr.args:
            if condition.has(self.x) or not self.exact.constants.holds(condition):
                where = self.exact.indicator(condition)
                arm = pointwise_product(remaining, where, self.facts)
                remaining = remaining - arm
            else:
                arm, remaining = remaining, Distribution()
            if arm:
                total = total + self.read(value).times(SpectralSum.of(arm), self.facts)
            if not remaining:
                return total
        raise InvalidInput(f"{expr} is not defined on the whole line; add a last arm (0, True)")


def _parts(expr: Any) -> list[Any]:
    if isinstance(expr, sympy.Piecewise):
        return [value for value, _ in expr.args]
    return list(expr.args)


def _degree(exponent: Any, x: Any) -> Any:
    """The degree in x of the polynomial terms of an exponent."""
    terms = [term for term in sympy.Add.make_args(exponent) if term.is_polynomial(x)]
    return max((_degree_of_term(term, x) for term in terms if term.has(x)), default=0)


def _degree_of_term(term: Any, x: Any) -> Any:
    """The degree; of high powers a bound, since SymPy would write out every coefficient."""
    powers = [power.exp for power in term.atoms(sympy.Pow) if power.has(x)]
    highest = max(powers, default=0)
    return highest if highest > _HIGHEST else sympy.degree(term, x)
