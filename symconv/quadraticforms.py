"""Gaussians of several variables: exp(−xᵀPx + pᵀx + c) convolved by completing the square.

References
----------
G. B. Folland, Harmonic Analysis in Phase Space, appendix A: ∫ exp(−xᵀMx + mᵀx) dx =
π^{n/2} det(M)^{−1/2} exp(mᵀM^{−1}m/4) for a symmetric M with positive definite real part.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy

from symconv.algebra import numbers as nb
from symconv.algebra.constants import number
from symconv.algebra.signs import Facts
from symconv.errors import DivergentIntegral, NoClosedForm, Undecided

__all__ = ["QuadraticExponential", "convolved", "quadratic_exponential"]


@dataclass(frozen=True)
class QuadraticExponential:
    """weight · exp(−xᵀ matrix x + linearᵀ x)."""

    weight: Any
    matrix: Any
    linear: Any


def quadratic_exponential(expr: Any, axes: tuple[Any, ...]) -> QuadraticExponential | None:
    """Read weight · exp(quadratic polynomial); None where the expression is not of this form."""
    weight, argument = sympy.Integer(1), sympy.Integer(0)
    for factor in sympy.Mul.make_args(expr):
        if not factor.free_symbols & set(axes):
            weight *= factor
        elif isinstance(factor, sympy.exp):
            argument += factor.args[0]
        else:
            return None
    if not argument.is_polynomial(*axes):
        return None
    polynomial = sympy.Poly(argument, *axes)
    if polynomial.total_degree() > 2:
        return None
    size = len(axes)
    matrix = sympy.zeros(size, size)
    linear = sympy.zeros(size, 1)
    for powers, coefficient in polynomial.terms():
        used = [axis for axis, power in enumerate(powers) for _ in range(power)]
        if not used:
            weight *= sympy.exp(coefficient)
        elif len(used) == 1:
            linear[used[0]] += coefficient
        else:
            matrix[used[0], used[1]] -= coefficient / 2
            matrix[used[1], used[0]] -= coefficient / 2
    return QuadraticExponential(weight, matrix, linear)


def convolved(
    f: QuadraticExponential,
    g: QuadraticExponential,
    t: tuple[Any, ...],
    facts: Facts,
    conditions: list[Any] | None,
) -> Any:
    """∫ f(x) g(t − x) dx with M = P + Q and m = p − q + 2Qt.

    `conditions` takes the open relations for existence; None: an open one is Undecided.

    Raises DivergentIntegral where the real quadratic form is known not to be positive definite.
    """
    total = sympy.Matrix(f.matrix + g.matrix)
    _require_positive(f, g, total, facts, conditions)
    place = sympy.Matrix(t)
    shift = f.linear - g.linear + 2 * g.matrix * place
    determinant = sympy.factor(total.det())
    inverse = total.adjugate() / determinant
    exponent = (shift.T * inverse * shift)[0] / 4
    exponent += (-(place.T * g.matrix * place) + g.linear.T * place)[0]
    argument = _collected(exponent, t)
    size = sympy.pi ** sympy.Rational(total.shape[0], 2) / sympy.sqrt(determinant)
    return f.weight * g.weight * size * sympy.exp(argument)


def _collected(exponent: Any, t: tuple[Any, ...]) -> Any:
    """The quadratic polynomial in t with each coefficient in lowest terms."""
    polynomial = sympy.Poly(sympy.expand(sympy.together(exponent)), *t)
    return sympy.Add(
        *(
            sympy.factor(coefficient) * sympy.Mul(*(x**k for x, k in zip(t, powers, strict=True)))
            for powers, coefficient in polynomial.terms()
        )
    )


def _require_positive(
    f: QuadraticExponential,
    g: QuadraticExponential,
    total: Any,
    facts: Facts,
    conditions: list[Any] | None,
) -> None:
    """Positive definite: both summands, or else the sum, by leading principal minors."""
    if all(all(sign == 1 for sign in _minor_signs(m, facts)) for m in (f.matrix, g.matrix)):
        return
    signs = _minor_signs(total, facts)
    if all(sign == 1 for sign in signs):
        return
    known = [sign for sign in signs if sign is not None]  # one that is not positive is enough
    if not all(sign == 1 for sign in known) and all(map(_is_real, total)):
        raise DivergentIntegral(
            "the integral diverges: the quadratic form of the product is not positive definite",
            end="oo",
            tails=(f.matrix, g.matrix),
        )
    if not all(sign == 1 for sign in known):
        raise NoClosedForm("a Gaussian whose modulus does not decay in every direction")
    for minor, sign in zip(_minors(total), signs, strict=True):
        if sign is not None:
            continue
        question = sympy.Gt(minor if _is_real(minor) else sympy.re(minor), 0)
        if conditions is None:
            raise Undecided(
                f"the integral exists if {question}; state it with assuming=", question=question
            )
        conditions.append(question)


def _minors(matrix: Any) -> list[Any]:
    real = matrix.applyfunc(lambda entry: entry if _is_real(entry) else sympy.re(entry))
    return [sympy.factor(real[:k, :k].det()) for k in range(1, matrix.shape[0] + 1)]


def _is_real(entry: Any) -> bool:
    return nb.is_real(number(entry))


def _minor_signs(matrix: Any, facts: Facts) -> list[int | None]:
    return [facts.sign(number(minor)) for minor in _minors(matrix)]
