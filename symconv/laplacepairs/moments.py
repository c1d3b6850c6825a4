"""Antiderivatives of v^{s−1} e^{−κv}, of v^{s−1}(w − v)^{r−1} and of x^k Q(x)^{m/2}.

Every rule is an identity that differentiation confirms; the tests differentiate them.

References
----------
DLMF: 8.2.1, 8.5.1 (lower incomplete gamma as 1F1), 8.4.1 (erf), 7.2.7–8 (Fresnel), 8.17.7
(incomplete Beta as 2F1), 5.12.1 (Beta), 13.4.1 (1F1), 13.6.9 (1F1 as a Bessel function).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression, number
from symconv.algebra.numbers import Number
from symconv.algebra.questions import is_open
from symconv.algebra.signs import Facts
from symconv.reading import OutsideClass

__all__ = [
    "ExponentialMoment",
    "arcsine",
    "beta_antiderivative",
    "beta_whole",
    "is_half",
    "opened_antiderivative",
    "quadratic_moment",
]

_HALF = sympy.Rational(1, 2)
_MOST_STEPS = 64


def is_half(value: Any) -> bool:
    """Whether the value is a half-odd integer."""
    return bool(value.is_Rational and value.q == 2)


@dataclass(frozen=True)
class ExponentialMoment:
    """G(v) with G′(v) = v^{s−1} e^{−κv} for v > 0, and G(0) = 0 where Re s > 0."""

    s: Any
    kappa: Number
    facts: Facts

    def at(self, v: Any) -> Any:
        """G(v) as an expression."""
        if self.kappa == 0:
            return self._power(v)
        if is_half(self.s) and abs(self.s) < _MOST_STEPS:
            base = self._half_base(v)
            if base is not None:
                return self._from_half(base, v)
        s, kappa = self.s, expression(self.kappa)
        if self.facts.sign(_number(sympy.re(s))) != 1:
            raise OutsideClass(f"an incomplete gamma function of order {s}")
        return v**s / s * sympy.hyper((s,), (s + 1,), -kappa * v)

    def at_infinity(self) -> Any:
        """∫ over (0, ∞) where it converges: Γ(s) κ^{−s}, Re κ > 0, or Re κ = 0 and 0 < s < 1.

        Written as |κ|^{−s} e^{−is arg κ} where κ is complex with a real part of known sign.
        """
        real, imaginary = nb.real_part(self.kappa), nb.imaginary_part(self.kappa)
        size = sympy.gamma(self.s)
        if imaginary == 0:
            return size * expression(self.kappa) ** (-self.s)
        x, y = expression(real), expression(imaginary)
        sign = self.facts.sign(imaginary)
        if real == 0 and sign:
            angle, modulus = sign * sympy.pi / 2, sign * y
        elif self.facts.sign(real) == 1:
            angle, modulus = sympy.atan(y / x), sympy.sqrt(sympy.expand(x**2 + y**2))
        else:
            return size * expression(self.kappa) ** (-self.s)
        return size * modulus ** (-self.s) * sympy.exp(-sympy.I * self.s * angle)

    def _power(self, v: Any) -> Any:
        if self.s == 0:
            return sympy.log(v)
        if self.facts.nonzero(_number(self.s)) is not True:
            question = sympy.Ne(self.s, 0)
            raise is_open(question)
        return v**self.s / self.s

    def _half_base(self, v: Any) -> Any:
        """G for s = 1/2, with erf, erfi or Fresnel integrals; None where κ's kind is open."""
        real, imaginary = nb.real_part(self.kappa), nb.imaginary_part(self.kappa)
        if imaginary == 0:
            sign = self.facts.sign(real)
            if not sign:
                return None
            size = expression(real) * sign
            function = sympy.erf if sign > 0 else sympy.erfi
            return sympy.sqrt(sympy.pi / size) * function(sympy.sqrt(size * v))
        sign = self.facts.sign(imaginary) if real == 0 else None
        if not sign:
            return None
        omega = expression(imaginary) * sign
        argument = sympy.sqrt(2 * omega * v / sympy.pi)
        turn = sympy.fresnelc(argument) - sign * sympy.I * sympy.fresnels(argument)
        return sympy.sqrt(2 * sympy.pi / omega) * turn

    def _from_half(self, base: Any, v: Any) -> Any:
        """κ G_{s+1} = s G_s − v^s e^{−κv}, up or down from s = 1/2."""
        kappa = expression(self.kappa)
        value, s = base, _HALF
        while s < self.s:
            value = (s * value - v**s * sympy.exp(-kappa * v)) / kappa
            s += 1
        while s > self.s:
            s -= 1
            value = (kappa * value + v**s * sympy.exp(-kappa * v)) / s
        return value


def _number(expr: Any) -> Number:
    return number(sympy.expand(expr))


def beta_whole(first: Any, second: Any, w: Any) -> Any:
    """∫_0^w v^{first−1} (w − v)^{second−1} dv = B(first, second) w^{first+second−1}."""
    for whole, other in ((second, first), (first, second)):
        if whole.is_Integer and 0 < whole < _MOST_STEPS:
            divisor = sympy.Mul(*(other + j for j in range(int(whole))))
            return sympy.factorial(whole - 1) / divisor * w ** (first + second - 1)
    size = sympy.gamma(first) * sympy.gamma(second) / sympy.gamma(first + second)
    return size * w ** (first + second - 1)


def beta_antiderivative(first: Any, second: Any, v: Any, w: Any) -> Any:
    """P(v; w) with ∂P/∂v = v^{first−1} (w − v)^{second−1} for 0 <= v <= w, and P(0; w) = 0."""
    if v == 0:
        return sympy.Integer(0)
    if v == w:
        return beta_whole(first, second, w)
    if is_half(first) and is_half(second) and first > 0 and second > 0 and first + second < 32:
        return _half_beta(first - 1, second - 1, v, w)
    inner = sympy.hyper((first, 1 - second), (first + 1,), v / w)
    return v**first * w ** (second - 1) / first * inner


def _half_beta(a: Any, b: Any, v: Any, w: Any) -> Any:
    """(a+b+1) I(a, b) = −v^a (w−v)^{b+1} + a w I(a−1, b), and the same with the sides exchanged."""
    if a == -_HALF and b == -_HALF:
        return 2 * sympy.asin(sympy.sqrt(v / w))
    if a > -_HALF:
        lower = _half_beta(a - 1, b, v, w)
        return (a * w * lower - v**a * (w - v) ** (b + 1)) / (a + b + 1)
    lower = _half_beta(a, b - 1, v, w)
    return (b * w * lower + v ** (a + 1) * (w - v) ** b) / (a + b + 1)


def opened_antiderivative(first: Any, second: Any, v: Any, w: Any) -> Any:
    """P(v; w) with ∂P/∂v = v^{first−1} (w + v)^{second−1} for v >= 0, w > 0, and P(0; w) = 0."""
    if v == 0:
        return sympy.Integer(0)
    if is_half(first) and is_half(second) and first > 0 and second > 0 and first + second < 32:
        return _half_opened(first - 1, second - 1, v, w)
    inner = sympy.hyper((first, 1 - second), (first + 1,), -v / w)
    return v**first * w ** (second - 1) / first * inner


def _half_opened(a: Any, b: Any, v: Any, w: Any) -> Any:
    """(a+b+1) I(a, b) = v^a (w+v)^{b+1} − a w I(a−1, b) = v^{a+1} (w+v)^b + b w I(a, b−1)."""
    if a == -_HALF and b == -_HALF:
        return 2 * sympy.asinh(sympy.sqrt(v / w))
    if a > -_HALF:
        lower = _half_opened(a - 1, b, v, w)
        return (v**a * (w + v) ** (b + 1) - a * w * lower) / (a + b + 1)
    lower = _half_opened(a, b - 1, v, w)
    return (b * w * lower + v ** (a + 1) * (w + v) ** b) / (a + b + 1)


def quadratic_moment(k: int, body: Any, exponent: Any, x: Any) -> tuple[Any, Any]:
    """∫ x^k Q^exponent dx = S(x) Q^{1/2} + c ∫ Q^{−1/2} dx as (S, c), for exponent >= −1/2.

    With x^k Q^{exponent + 1/2} = P one needs P = S′Q + S Q′/2 + c: triangular in the coefficients.
    """
    quadratic = sympy.Poly(body, x)
    rest = sympy.Poly(x**k * body ** (exponent + _HALF), x)
    a = quadratic.LC()
    result = sympy.Poly(0, x)
    while rest.degree() >= 1:
        n = rest.degree()
        term = sympy.Poly(rest.LC() / (a * n) * x ** (n - 1), x)
        result += term
        rest -= term.diff(x) * quadratic + term * quadratic.diff(x) / 2
        rest = sympy.Poly(sympy.expand(rest.as_expr()), x)
    return result.as_expr(), rest.as_expr()


def arcsine(body: Any, x: Any) -> Any:
    """An antiderivative of Q^{−1/2} between the two real zeros of a concave Q."""
    a, b, c = (sympy.Poly(body, x).coeff_monomial(x**n) for n in (2, 1, 0))
    width = sympy.sqrt(sympy.factor(b**2 - 4 * a * c))
    return sympy.asin((-2 * a * x - b) / width) / sympy.sqrt(-a)
