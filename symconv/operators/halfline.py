"""Multiplicative convolution of x^a e^{−p x^m} with itself: Bessel K and Gamma functions.

∫_0^∞ x^{s−1} e^{−p x − q/x} dx = 2 (q/p)^{s/2} K_s(2 √(pq)) for p, q > 0; after y = x^m the
products of generalised Gamma densities are of this kind.

References
----------
NIST DLMF 10.32.10 (the integral), 5.9.1 (Gamma). J. Kotz, S. Nadarajah on products of Gamma
variables: the case m = 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy

from symconv.algebra.signs import Facts
from symconv.closedform import PROVED, Certificate, ClosedForm
from symconv.errors import DivergentIntegral
from symconv.problem import Problem

__all__ = ["solve"]


_LARGEST_ORDER = 24


@dataclass(frozen=True)
class _Density:
    """weight·x^power·e^{−rate·x^order} on x > 0, rate > 0, order ≠ 0."""

    weight: Any
    power: Any
    rate: Any
    order: Any


def solve(problem: Problem) -> ClosedForm | None:
    """The closed form for t > 0; None where a factor is not of this kind."""
    if problem.op != "convolve":
        return None
    f, g = (_density(part, problem.x, problem.facts) for part in (problem.f, problem.g))
    if f is None or g is None:
        return None
    positive = sympy.Symbol(problem.t.name, positive=True)
    expr = _integral(f, g, positive, problem.facts)
    if expr is None:
        return None
    expr = expr.xreplace({positive: problem.t})
    return ClosedForm(
        expr=expr,
        hypotheses=(*problem.assuming, "absolute: both ends decay or are integrable powers"),
        conditions=(),
        method="products on the half-line",
        certificate=Certificate(PROVED, "DLMF 10.32.10 and 5.9.1 after y = x^m"),
        t=problem.t,
    )


def _integral(f: _Density, g: _Density, t: Any, facts: Facts) -> Any:
    """∫_0^∞ f(x) g(t/x) dx/x."""
    scale = f.weight * g.weight * t**g.power
    order = sympy.expand(f.power - g.power) / f.order
    size = sympy.Abs(f.order)
    if f.order == g.order:
        half = sympy.sqrt(f.rate * g.rate) * t ** (f.order / 2)
        ratio = (g.rate / f.rate) ** (order / 2) * t ** (f.order * order / 2)
        return sympy.powsimp(2 * scale * ratio) * _bessel(_positive(order), 2 * half) / size
    sign = facts.sign_of(order)
    if f.order != -g.order or sign is None:
        return None
    if sign < 1:
        end = sympy.Integer(0) if facts.sign_of(f.order) == 1 else sympy.oo
        raise DivergentIntegral(f"the integral diverges at x -> {end}", end=end, tails=(f, g))
    rate = f.rate + g.rate * t**g.order
    return scale * sympy.gamma(order) * rate ** (-order) / size


def _bessel(order: Any, z: Any) -> Any:
    """K_ν(z), elementary for half an odd integer (DLMF 10.47.9, 10.49.12)."""
    n = order - sympy.Rational(1, 2)
    if not (n.is_Integer and 0 <= n <= _LARGEST_ORDER):
        return sympy.besselk(order, z)
    terms = (
        sympy.factorial(n + k) / (sympy.factorial(k) * sympy.factorial(n - k)) * (2 * z) ** -k
        for k in range(int(n) + 1)
    )
    return sympy.sqrt(sympy.pi / (2 * z)) * sympy.exp(-z) * sympy.Add(*terms)


def _positive(order: Any) -> Any:
    """K_{−ν} = K_ν."""
    return -order if order.could_extract_minus_sign() else order


def _density(f: Any, x: Any, facts: Facts) -> _Density | None:
    positive = sympy.Symbol(x.name, positive=True)
    body = f.xreplace({sympy.Heaviside(x): sympy.Integer(1)}) if f.is_Mul else f
    if body == f or body.has(sympy.Heaviside, sympy.Piecewise, sympy.Abs):
        return None
    whole = sympy.powsimp(body.xreplace({x: positive}))
    weight, rest = whole.as_independent(positive, as_Add=False)
    power, exponent = sympy.Integer(0), sympy.Integer(0)
    for factor in sympy.Mul.make_args(sympy.expand_power_exp(rest)):
        if isinstance(factor, sympy.exp):
            exponent += factor.args[0]
        elif factor.is_Pow and factor.base == positive and not factor.exp.has(positive):
            power += factor.exp
        elif factor == positive:
            power += 1
        else:
            return None
    rate, wave = sympy.expand(-exponent).as_independent(positive, as_Add=False)
    base, order = wave.as_base_exp()
    if base != positive or order.has(positive) or facts.sign_of(rate) != 1:
        return None
    return _Density(weight, power, rate, order) if facts.sign_of(order) else None
